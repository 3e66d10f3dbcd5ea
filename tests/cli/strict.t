# --strict stops at the first skipped record and writes nothing
. "$TAWAM_CASES/lib.sh"
printf '{"id":1,"text":"x"}\n{"id":2}\n{"id":3,"text":"y"}\nbad\n' >in.jsonl
try tawam dedup --strict --out out --bad bad.jsonl in.jsonl
ls
try tawam normalise --strict in.jsonl
