# outputs that cannot be: refused before anything is written
. "$TAWAM_CASES/lib.sh"
small >in.jsonl
cp in.jsonl before
ln in.jsonl hard
ln -s in.jsonl soft
echo >file
try tawam dedup --kept in.jsonl in.jsonl
try tawam dedup --pairs ./hard in.jsonl
try tawam dedup --pairs soft in.jsonl
try tawam dedup --bad in.jsonl in.jsonl
try tawam normalise --bad in.jsonl in.jsonl
tawam dedup in.jsonl >>in.jsonl; echo "status $?"
tawam normalise in.jsonl >>in.jsonl; echo "status $?"
cmp in.jsonl before
try tawam dedup --pairs x --clusters ./x in.jsonl
try tawam dedup --pairs - --clusters - in.jsonl
try tawam dedup --out out --bad out/../out/pairs.jsonl in.jsonl
try tawam dedup --out file in.jsonl
try tawam dedup --out no/such in.jsonl
try tawam dedup --pairs file/x in.jsonl
try tawam dedup --pairs no/such in.jsonl
small | try tawam dedup --tmpdir no/such --kept kept -
ls
# The place of temporary files is named.
: >a.file
try tawam dedup -q --tmpdir a.file "$TAWAM_NEWS"
cat "$TAWAM_NEWS" | TMPDIR=none try tawam dedup -q --kept k -
