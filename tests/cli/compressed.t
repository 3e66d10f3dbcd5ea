# results whose name ends in .gz or .zst are compressed
. "$TAWAM_CASES/lib.sh"
small >in.jsonl
tawam dedup -q --pairs p --clusters c.gz --kept k.jsonl.gz \
    --removed r.jsonl.zst --decisions d.zst in.jsonl
gzip -dc k.jsonl.gz
gzip -tv c.gz 2>&1
# Read again, they are what they were.
tawam dedup -q --decisions - k.jsonl.gz
tawam dedup -q --decisions - r.jsonl.zst
tawam dedup -q --pairs - k.jsonl.gz r.jsonl.zst
