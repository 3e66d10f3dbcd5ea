# what is skipped: said, counted, to --bad with the reason, status 1
. "$TAWAM_CASES/lib.sh"
cat >in.jsonl <<'X'
{"id":"a","text":"كلام"}
not json
{"id":"b"}
{"id":"c","text":7}
{"id":"d","text":null}
[1,2]
{"id":"e","text":"مقطوع
{"id":"f","text":"كلام آخر"}
X
try tawam dedup -q --decisions - --bad bad.jsonl in.jsonl
cat bad.jsonl
try tawam dedup -q --max-record 20 --decisions - in.jsonl
try tawam dedup --decisions - --kept kept.jsonl in.jsonl
cat kept.jsonl
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13; do echo "{$i"; done >many.jsonl
try tawam dedup -q many.jsonl
