# a wrong value of each option: what is allowed, status 2
. "$TAWAM_CASES/lib.sh"
for v in 0 1.01 -0.5 nan 0x1 1e 7% ''; do
	try tawam dedup --threshold "$v"
done
try tawam dedup --floor 0
try tawam dedup --floor 0.8 --threshold 0.7
try tawam dedup --containment 1.5
try tawam dedup --profile Standard
try tawam dedup --ngram 2
try tawam dedup --ngram 9
try tawam dedup --ngram five
try tawam dedup --ngram ' 5'
try tawam dedup --join near,below
try tawam dedup --join near,,exact
try tawam dedup --keep biggest
try tawam dedup --keep source
try tawam dedup --keep longest:a
try tawam dedup --keep source:
try tawam dedup --keep source:a
try tawam dedup --keep longest,newest
try tawam dedup --recall 1
try tawam dedup --recall 0.4
try tawam dedup --num-perm 100
try tawam dedup --num-perm 64
try tawam dedup --bands 0
try tawam dedup --rows 257
try tawam dedup --bands 64 --rows 8
try tawam dedup --seed -1
try tawam dedup --seed 18446744073709551616
try tawam dedup --input-format xml
try tawam dedup --encoding latin1
try tawam dedup --repair-mojibake=yes
try tawam dedup --id-field ''
try tawam dedup --text-field title,
try tawam dedup --max-record 0
try tawam dedup --max-record -1
try tawam dedup --max-record 1Q
try tawam dedup --memory lots
try tawam dedup --max-pairs -1
try tawam dedup --show many
try tawam dedup -j 0
try tawam dedup -j2000
try tawam dedup --progress sometimes
try tawam dedup --pairs ''
try tawam normalise --profile klingon
try tawam normalise --text-field a,b
try tawam normalise --bad -
