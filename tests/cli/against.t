# a corpus against an index, and an index of what stays
. "$TAWAM_CASES/lib.sh"
small >day
head -n 2 day >archive
tawam index build seen archive -q
{
	small | sed 's/"n/"m/; s/:4,/:5,/'
	echo '{"id":"m9","text":"انطلقت أعمال القمة الاقتصادية في العاصمة بمشاركة وفود من عشرين دولة"}'
	echo '{"id":"m10","text":"انطلقت أعمال القمة الاقتصادية في العاصمة بمشاركة وفود من عشرين دولة."}'
	echo '{"id":"m11","text":""}'
} >crawl
try tawam dedup --against seen --out out --kept kept --removed removed \
    --index-out fresh --show 0 crawl
cat out/decisions.jsonl
cat out/clusters.jsonl
echo "-- kept, removed"
cut -c 1-12 kept
echo
cut -c 1-12 removed
grep -E '"(against|in_index|unique|kept|dropped)":' out/run.json
grep -c 'class="n"' out/report.html
cp -r seen same && tawam index verify same -q && diff -r seen same && echo unchanged
echo "-- the index of what stays"
tawam index info fresh | head -n 1
tawam index query fresh crawl | cut -c 1-50
echo "-- nothing is new any more"
try tawam index merge seen fresh -q
try tawam dedup --against seen --decisions - -q crawl
echo "-- another threshold: what is not so near is free again"
cp -r out again
try tawam report again --threshold 0.97 -q
cat again/decisions.jsonl
echo "-- wrong use"
try tawam dedup --against nowhere crawl
try tawam dedup --against seen --threshold 0.9 --profile light crawl
try tawam dedup --against seen --threshold 0.7 --bands 20 --decisions - -q day
try tawam dedup --against seen --floor 0.8 crawl
try tawam dedup --index-out seen crawl
try tawam dedup --index-out nowhere/x -q crawl
ls
