# the bundled corpus: the results do not change unnoticed
tawam dedup -q --out out "$TAWAM_NEWS"
for j in 1 2 5; do
	tawam dedup -q -j $j --show 0 --out again "$TAWAM_NEWS"
	for f in pairs.jsonl clusters.jsonl decisions.jsonl report.html; do
		cmp out/$f again/$f
	done
done
wc -l <out/pairs.jsonl
cat out/clusters.jsonl
tawam dedup --show 2 --clusters /dev/null "$TAWAM_NEWS"
