# the frame of a site is learned, written, edited and read again
. "$TAWAM_CASES/lib.sh"
for i in 1 2 3 4 5 6; do
	printf '{"id":"a%s","url":"https://www.a.example/%s","text":"عودة إلى الصفحة الأولى من موقعنا\\nفقرة رقم %s من كتاب لا يشبه غيره وفيها كلام طويل يكفي لأن تكون فقرة كاملة تنتهي بنقطة كما تنتهي الفقرات عادة %s.\\nقال تعالى ومن يتق الله يجعل له مخرجا"}\n' $i $i $i$i $i$i$i
	printf '{"id":"b%s","url":"https://b.example/%s","text":"عودة إلى الصفحة الأولى من موقعنا\\nخبر %s"}\n' $i $i $i
done >in.jsonl
try tawam segment --learn-boilerplate learned.tsv in.jsonl | sed -n '1,2p'
cat learned.tsv
# From standard input; the same bytes.
tawam segment -q --learn-boilerplate again.tsv <in.jsonl >units.jsonl
cmp learned.tsv again.tsv && tawam segment in.jsonl | cmp -s - units.jsonl ||
    echo "other units"
# What was learned serves another run, and a person may change it.
tawam segment --boilerplate learned.tsv in.jsonl | cmp - units.jsonl
sed 's/^frame.*b\.example/text	exact	عودة إلى الصفحة الأولى من موقعنا	b.example/' learned.tsv >mine.tsv
tawam segment --boilerplate mine.tsv in.jsonl | grep -c 'عودة إلى الصفحة'
tawam dedup -q --segment --learn-boilerplate third.tsv --decisions - in.jsonl |
    sed -n '1,2p'
cmp learned.tsv third.tsv
try tawam dedup --learn-boilerplate x in.jsonl
try tawam segment --learn-boilerplate - in.jsonl
try tawam segment --learn-boilerplate in.jsonl in.jsonl
echo '{' >>in.jsonl
try tawam segment --strict --learn-boilerplate no.tsv in.jsonl
test ! -e no.tsv
