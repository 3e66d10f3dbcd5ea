# what is kept and repaired: said once a kind, counted, status 0
. "$TAWAM_CASES/lib.sh"
printf '\357\273\277{"id":1,"text":"أ"}\r\n{"id":2,"text":"ب"}\r\n' >bom-crlf.jsonl
printf '{"id":3,"text":"x \377\376 y \303"}\n{"id":4,"text":"\\ud800 z"}\n' >broken.jsonl
printf '{"id":5,"text":"a\\u0000b"}\n{"id":6,"text":"a\000b"}\n' >nul.jsonl
printf '{"id":7,"text":"x","text":"y","id":8}\n{"text":"no id"}' >keys.jsonl
try tawam dedup --decisions - bom-crlf.jsonl broken.jsonl nul.jsonl keys.jsonl
try tawam dedup -q --decisions - bom-crlf.jsonl broken.jsonl nul.jsonl keys.jsonl
