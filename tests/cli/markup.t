# the report: texts cannot act, the page is one file, and the
# one script in it is its own
. "$TAWAM_CASES/lib.sh"
evil='<script>alert(1)</script> & <b>\"نص\"</b> \u202e عكس \u0000\u001b[31m نهاية كلام طويل بما يكفي حتى يقارن مع غيره من النصوص'
printf '{"id":"<i>&\\u202e","text":"%s"}\n{"id":"2","text":"%s ."}\n' \
    "$evil" "$evil" >in.jsonl
try tawam dedup -q --report r.html --show 1 in.jsonl
sed '/^<\/main>/,$d' r.html >texts.html
grep -ci '<script\|<b>"\|javascript:\|http:\|https:\|src=' texts.html
grep -ci 'eval\|innerHTML\|insertAdjacent\|document.write\|javascript:\|http:\|https:\|src=' r.html
grep -o 'title="U+[0-9A-F]*"' r.html | sort | uniq -c | awk '{ print $1, $2 }'
