# tawam plan: bands and price of a run; the price is near what is paid
. "$TAWAM_CASES/lib.sh"
price() { sed 's/^memory .*/memory (bytes)/; s/^time .*/time (seconds)/
    s/^search .* recall/search (bands) recall/; s/[0-9.]* false/N false/
    s/^found .*/found (curve)/; s/, [^,]* of results/, (bytes) of results/'; }
try tawam plan "$TAWAM_NEWS" | price | sed 's/recall .* at/recall R at/'
try tawam plan --bands 32 --rows 4 "$TAWAM_NEWS" |
    sed -n 's/,[^,]* false.*//; /^search/p; /^Jaccard/p; /^found/p'
small | try tawam plan -j2 --num-perm 256 --bands 64 --rows 2 | price
printf '{"text":"a"}\n' | try tawam plan --json -j1 --bands 8 --rows 2 |
    sed 's/\(_bytes\|document\|seconds\|threads\|candidates\)": [0-9.]*/\1": N/g'
try tawam plan --sample 0 "$TAWAM_NEWS"
# Memory and files within a quarter; a sanitizer's own memory is not foreseen.
awk 'BEGIN { srand(7); for (i = 0; i < 30000; i++) {
    printf "{\"id\":%d,\"text\":\"", i
    for (w = 0; w < 120; w++) printf "w%d ", rand() * 50000
    print "\"}" } }' >in.jsonl
# A part of run.json waits in a file, too.
# near NAME OPTIONS: is what is said of the run near what it takes?
near() {
	name=$1
	shift
	tawam plan --json --sample 6000 --tmpdir . "$@" in.jsonl >said
	tawam dedup -q --show 0 --out out --tmpdir . "$@" in.jsonl
	{
		sed -n 's/.*"memory_bytes": \([0-9]*\),.*/\1/p' said
		sed -n '/"peak_memory"/,/}/s/ *"total": \([0-9]*\),/\1/p' out/run.json
		sed -n 's/.*"temporary_bytes": \([0-9]*\),.*/\1/p' said
		{ sed -n 's/ *"spilled": \([0-9]*\),/\1/p' out/run.json
		wc -c <out/run.json; } | awk '{ n += $1 } END { print n }'
		sed -n 's/.*"result_bytes": \([0-9]*\),*.*/\1/p' said
		sed -n 's/.*"bytes": \([0-9]*\).*/\1/p' out/run.json |
		    awk '{ n += $1 } END { print n }'
	} | paste - - | awk -v name="$name" '
	    function near(a, b) { return a - b < 1e5 && b - a < 1e5 ||
	        a > .75 * b && a < 1.25 * b }
	    { what = NR == 1 ? "memory" : NR == 2 ? "files" : "results"
	    print name, what, near($1, $2) ? "near" : "said " $1 ", took " $2 }'
}
if ldd "$(command -v tawam)" | grep -q 'lib[at]san'; then
	sed -n '/^plain/p; /^bound/p; /^copies/p' "$TAWAM_CASES/plan.out"
else
	near plain -j1 --out out
	near bound -j1 --memory 64M --out out
	near copies -j2 --out out --kept kept.gz --removed removed
fi
ls -A | grep '^\.'
# Where a run would stop, or be wrong usage, so is its plan.
try tawam plan --resume in.jsonl
try tawam plan --kept x --removed x in.jsonl
try tawam plan --tmpdir nowhere in.jsonl
try tawam plan none.jsonl | sed 1q
