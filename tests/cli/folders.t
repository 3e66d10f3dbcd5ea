# text files: one a document, folders in byte order, kept as paths
. "$TAWAM_CASES/lib.sh"
mkdir -p d/b
small | sed -n 's/.*"text":"\(.*\)"}/\1/p' >lines
sed -n 1p lines >d/z.txt
sed -n 1p lines >d/b/1.txt
sed -n 3p lines >d/a.txt
sed -n 2p lines >d/c.txt
: >d/e.txt
try tawam dedup -q --decisions - --kept kept --removed removed d
echo '-- kept'; cat kept
echo '-- removed'; cat removed
try tawam dedup -q --input-format text --clusters - d/a.txt d/z.txt
mkdir empty
try tawam dedup -q empty
