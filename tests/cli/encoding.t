# input that is not UTF-8: converted, said, and kept as it was
. "$TAWAM_CASES/lib.sh"
mkdir d
small | sed -n 's/.*"text":"\(.*\)"}/\1/p' >lines
sed -n 1p lines >d/a.txt
sed -n 3p lines | iconv -f utf-8 -t windows-1256 >d/b.txt
sed -n 1p lines | iconv -f utf-8 -t utf-16 >d/c.txt
try tawam dedup --decisions - --kept kept --removed removed d
cat kept removed
try tawam dedup -q --encoding utf-8 --decisions - d
small | iconv -f utf-8 -t windows-1256 >in.jsonl
try tawam dedup -q --encoding windows-1256 --clusters - --kept kept in.jsonl
iconv -f windows-1256 -t utf-8 kept
try tawam normalise --encoding windows-1256 d/b.txt
sed -n 1p lines | iconv -f windows-1252 -t utf-8 >twice.txt 2>/dev/null ||
    sed -n 1p lines | iconv -f iso-8859-1 -t utf-8 >twice.txt
try tawam normalise --repair-mojibake twice.txt
