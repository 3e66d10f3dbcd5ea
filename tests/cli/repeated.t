# repeated ids: said once, counted; results also name records by number
. "$TAWAM_CASES/lib.sh"
small | sed 's/"n3"/"n1"/; s/"id":4/"id":"n2"/' >in.jsonl
small | sed 's/"n1"/1/; s/"n2"/"1"/' >tokens.jsonl
try tawam dedup -q --pairs - --clusters c --decisions d in.jsonl
cat c d
try tawam dedup --decisions - in.jsonl
echo '-- 1 and "1" are two ids'
try tawam dedup -q --decisions - tokens.jsonl
