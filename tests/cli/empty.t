# nothing, blank lines, empty and short texts: fine
. "$TAWAM_CASES/lib.sh"
: >nothing.jsonl
printf '\n\n  \n' >blank.jsonl
printf '{"id":1,"text":""}\n{"id":2,"text":" ـ "}\n{"id":3,"text":""}\n' >void.jsonl
printf '{"id":4,"text":"خبر"}\n{"id":5,"text":"خَبَر"}\n' >tiny.jsonl
try tawam dedup nothing.jsonl
try tawam dedup blank.jsonl
try tawam dedup --out out nothing.jsonl blank.jsonl
ls -s out | awk '$2 ~ /jsonl/ { print $1, $2 }'
try tawam dedup -q --decisions - void.jsonl tiny.jsonl
