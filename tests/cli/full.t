# no room for a file: it is named, and nothing half-written stays
. "$TAWAM_CASES/lib.sh"
ulimit -f 16
try tawam dedup -q --out out "$TAWAM_NEWS"
try tawam dedup -q --kept kept.jsonl "$TAWAM_NEWS"
ls
