# why two texts match, or do not
. "$TAWAM_CASES/lib.sh"
small >in.jsonl
try tawam explain --corpus in.jsonl n1 n3
try tawam explain --corpus in.jsonl --format json n1 n3
try tawam explain --corpus in.jsonl n2 4
try tawam explain --corpus in.jsonl --id-json '"n2"' 4 | head -n 4
# Text files, the standard input, an empty one.
printf 'ارتفع سعر الغرام إلى 310 ريالات صباح يوم الأحد' >a.txt
printf 'إرتفع سعر الغرام الى 335 ريالا صباح يوم الاثنين.\n' >b.txt
: >empty.txt
try tawam explain a.txt b.txt
try tawam explain --format json a.txt b.txt
tawam explain --format json - b.txt <a.txt
NO_COLOR=1 tawam explain --colour auto a.txt b.txt | grep -c '\[-'
tawam explain --colour always a.txt b.txt | tail -n 1 | tr '\033' E
try tawam explain a.txt empty.txt
# The texts themselves; a long stretch that is the same is counted.
try tawam explain --text 'one abcdef two' 'one abc def two' --format json
try tawam explain --profile nfc --text 'one  two' 'one two' --format json
words=$(seq -s ' ' -f 'كلمة%g' 100)
tawam explain --text "$words قال" "$words وقال"
# What could act on a terminal, or on a page, cannot.
evil=$(printf '<b>\033[31m\342\200\256x')
tawam explain --text "$evil a" "$evil b"
tawam explain --format html --text "$evil a" "$evil b" |
    sed -n '/class="pair"/,$p' | grep -v footer
# Every relation has a sentence.
news="tawam explain --corpus $TAWAM_NEWS"
$news nakheel-0144 rawabi-0141 | sed -n '3,5p'
$news gaza-1 sada-0061 | sed -n '3,4p'
# The relation and the reason are those of dedup, whichever comes first.
tawam dedup -q --floor 0.3 --pairs - "$TAWAM_NEWS" | awk 'NR % 29 == 0' >pairs
sed 's/{"a":"\([^"]*\)","b":"\([^"]*\)".*/\1 \2/' pairs >ids
while read -r a b; do
	$news --floor 0.3 --format json "$a" "$b" | sed 's/,"spans".*/}/'
done <ids >said
cmp pairs said && wc -l <said | awk '$1 > 5 { print "as dedup says" }'
while read -r a b; do
	$news --floor 0.3 --format json "$b" "$a"
done <ids | sed 's/.*"relation"/"relation"/; s/,"spans".*//' >turned
sed 's/.*"relation"/"relation"/; s/}$//' pairs | cmp - turned
# Broken bytes count one each.
printf 'abc \377\376 def ghi' >c.txt
printf 'abc \377\376 def xyz' >d.txt
tawam explain --encoding utf-8 -q --format json c.txt d.txt
# Records before them that are none are said.
{ echo '{"id":1}'; cat in.jsonl; } >bad.jsonl
try tawam explain --corpus bad.jsonl --format json n1 n2
# A file whose name is that of records holds one.
head -n 1 in.jsonl >one.jsonl
sed -n 2p in.jsonl >two.jsonl
tawam explain --format json one.jsonl two.jsonl | cut -c 1-60
tawam explain --format json --corpus in.jsonl n1 n2 | cut -c 1-60
try tawam explain one.jsonl in.jsonl
# What cannot be.
try tawam explain --corpus in.jsonl n1 nobody
try tawam explain --corpus in.jsonl --id-json n1 n3
try tawam explain --corpus missing.jsonl n1 n3
try tawam explain a.txt missing.txt
try tawam explain --input-format jsonl in.jsonl a.txt
try tawam explain
try tawam explain a.txt
try tawam explain a.txt b.txt c.txt
try tawam explain - -
try tawam explain --text --corpus in.jsonl a b
try tawam explain --id-json a.txt b.txt
try tawam explain --index x a b
try tawam explain --format xml a.txt b.txt
try tawam explain --colour red a.txt b.txt
