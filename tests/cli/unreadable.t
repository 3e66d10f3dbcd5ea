# files that cannot be read, or not to their end: named, the rest counts
. "$TAWAM_CASES/lib.sh"
small >in.jsonl
gzip -n <in.jsonl >whole.jsonl.gz
head -c 120 whole.jsonl.gz >cut.jsonl.gz
zstd -q <in.jsonl >whole.jsonl.zst 2>/dev/null || cp in.jsonl whole.jsonl.zst
try tawam dedup -q --decisions - missing.jsonl in.jsonl
try tawam dedup -q --decisions - whole.jsonl.gz
try tawam dedup -q --decisions - whole.jsonl.zst
tawam dedup -q --decisions out cut.jsonl.gz
echo "status $?"
try tawam normalise missing.txt
