# 100 MB in a line, 100,000 levels, a million records of nothing: within
# 1.1 x max(SIZE, 64 MB + 3 x the largest record) of memory
. "$TAWAM_CASES/lib.sh"
case $(readlink -f "$(command -v tawam)") in
*/san-*)
	echo "a sanitizer has a memory of its own" >&2
	exit 77 ;;
esac
# within FILE LARGEST SIZE - runs and compares the peak with the bound.
within() {
	tawam dedup -q --out out --kept kept --memory $3M "$1"
	echo "$1: status $?"
	cmp "$1" kept
	grep -o '"decision":"[a-z]*"' out/decisions.jsonl | sort | uniq -c |
	    awk '{ print $1, $2 }'
	sed -n '/"peak_memory"/,/}/s/.*"total": \([0-9]*\).*/\1/p' \
	    out/run.json | awk -v most=$2 -v size=$3 '{
		least = 64 * 1048576 + 3 * most
		size *= 1048576
		bound = 1.1 * (size > least ? size : least)
		print $1 <= bound ? "within" : "over: " $1 " of " bound }'
	rm -r out kept
}
awk 'BEGIN {
	printf "{\"id\":1,\"text\":\""
	for (i = 0; i < 7200000; i++) printf "word %07d, ", i
	print "\"}"
}' >line.jsonl
[ "$(wc -c <line.jsonl)" -gt 100000000 ] && echo "100 MB"
within line.jsonl 100000000 64
awk 'BEGIN {
	printf "{\"id\":1,\"x\":"
	for (i = 0; i < 100000; i++) printf "[{\"a\":"
	printf "1"
	for (i = 0; i < 100000; i++) printf "}]"
	print ",\"text\":\"deep\"}"
}' >deep.jsonl
within deep.jsonl 800000 64
awk 'BEGIN { for (i = 0; i < 1000000; i++) print "{\"id\":" i ",\"text\":\"\"}" }' >void.jsonl
within void.jsonl 100 64
awk 'BEGIN { print "id,text"; for (i = 0; i < 1000000; i++) print i "," }' >void.csv
within void.csv 100 64
awk 'BEGIN {
	print "["
	for (i = 0; i < 1000000; i++)
		print (i > 0 ? "," : "") "{\"id\":" i ",\"text\":\"\"}"
	print "]"
}' >void.json
tawam dedup -q --decisions d void.json
echo "status $?"
grep -c '"decision":"empty"' d
