# all results, the same bytes a second time
. "$TAWAM_CASES/lib.sh"
small >in.jsonl
try tawam dedup -q -j 3 --out one --kept kept.jsonl --removed removed.jsonl in.jsonl
try tawam dedup -q -j 1 --out two --kept k2 --removed r2 in.jsonl
for f in pairs.jsonl clusters.jsonl decisions.jsonl report.html; do
	cmp one/$f two/$f
done
cmp kept.jsonl k2
cmp removed.jsonl r2
cat one/pairs.jsonl one/clusters.jsonl one/decisions.jsonl
echo '-- kept'; cat kept.jsonl
echo '-- removed'; cat removed.jsonl
cat kept.jsonl removed.jsonl | sort >parts
sort in.jsonl | cmp - parts
ls one
grep -c '"xxh3_128"' one/run.json
