# patterns that the shell has left alone
. "$TAWAM_CASES/lib.sh"
mkdir d d/sub
for i in b a C '[x]'; do
	echo "{\"id\":\"$i\",\"text\":\"$i\"}" >"d/$i.jsonl"
done
echo '{"id":"s","text":"s"}' >d/sub/s.jsonl
try tawam dedup -q --decisions - 'd/*.jsonl'
# A file of that name is meant, whatever it would match.
try tawam dedup -q --decisions - 'd/[x].jsonl'
try tawam dedup -q --decisions - 'd/?.jsonl' d/b.jsonl 'd/s*'
try tawam dedup -q --out out 'd/[ab].jsonl'
grep -A 1 '"inputs"' out/run.json
try tawam dedup -q --decisions - 'd/*.csv' d/a.jsonl
try tawam plan -q 'e*' >/dev/null
