# deep nesting, long lines, many records of nothing
. "$TAWAM_CASES/lib.sh"
awk 'BEGIN {
	for (i = 0; i < 100000; i++) printf "["
	printf "\n{\"id\":1,\"x\":"
	for (i = 0; i < 100000; i++) printf "[{\"a\":"
	printf "1"
	for (i = 0; i < 100000; i++) printf "}]"
	print ",\"text\":\"deep\"}"
	printf "{\"id\":2,\"text\":\""
	for (i = 0; i < 400000; i++) printf "word %d ", i
	print "\"}"
	for (i = 0; i < 50000; i++) print "{\"id\":3,\"text\":\"\"}"
}' >in.jsonl
tawam dedup -q --decisions d --kept kept --bad bad --report r.html in.jsonl
echo "status $?"
grep -c '"decision":"empty"' d
grep -v '"decision":"empty"' d
wc -l <kept
head -c 100 bad
