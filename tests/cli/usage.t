# wrong usage: one sentence, status 2, nothing on standard output
. "$TAWAM_CASES/lib.sh"
try tawam
try tawam dedpu
try tawam frobnicate
try tawam --verbose
try tawam help dedap
try tawam help zzzz
try tawam help dedup normalise
for c in filter index report 'index bild' 'index build'; do
	try tawam $c
done
try tawam dedup --treshold 0.8
try tawam dedup --thres 0.8
try tawam dedup --xyzzyxyzzy
try tawam dedup -z
try tawam dedup -qz
try tawam dedup --strict=yes
try tawam dedup --threshold
try tawam dedup -j
try tawam normalise --threshold 0.8
