# the bundled corpus: the results do not change unnoticed
tawam dedup -q --out out "$TAWAM_NEWS"
wc -l <out/pairs.jsonl
cat out/clusters.jsonl
tawam dedup --show 2 --clusters /dev/null "$TAWAM_NEWS"
