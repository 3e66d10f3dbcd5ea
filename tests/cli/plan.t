# tawam plan: bands and price of a run; the price is near what is paid
. "$TAWAM_CASES/lib.sh"
price() { sed 's/^memory .*/memory (bytes)/; s/^time .*/time (seconds)/
    s/^search .* recall/search (bands) recall/; s/[0-9.]* false/N false/
    s/^found .*/found (curve)/'; }
try tawam plan "$TAWAM_NEWS" | price | sed 's/recall .* at/recall R at/'
try tawam plan --bands 32 --rows 4 "$TAWAM_NEWS" |
    sed -n 's/,[^,]* false.*//; /^search/p; /^Jaccard/p; /^found/p'
small | try tawam plan -j2 --num-perm 256 --bands 64 --rows 2 | price
printf '{"text":"a"}\n' | try tawam plan --json -j1 --bands 8 --rows 2 |
    sed 's/\(_bytes\|document\|seconds\|threads\|candidates\)": [0-9.]*/\1": N/g'
try tawam plan --sample 0 "$TAWAM_NEWS"
# Memory within a quarter; a sanitizer's own memory is not foreseen.
awk 'BEGIN { srand(7); for (i = 0; i < 30000; i++) {
    printf "{\"id\":%d,\"text\":\"", i
    for (w = 0; w < 120; w++) printf "w%d ", rand() * 50000
    print "\"}" } }' >in.jsonl
tawam plan -j1 --json --sample 6000 in.jsonl |
    sed -n 's/.*"memory_bytes": \([0-9]*\),.*/\1/p' >planned
tawam dedup -q -j1 --out out in.jsonl
sed -n '/"peak_memory"/,/}/s/ *"total": \([0-9]*\),/\1/p' out/run.json >paid
if ldd "$(command -v tawam)" | grep -q 'lib[at]san'; then
	echo near
else
	paste planned paid | awk '{ r = $1 / $2
	    print (r > .75 && r < 1.25 ? "near" : "planned " $1 ", paid " $2) }'
fi
