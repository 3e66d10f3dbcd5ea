# the articles and headlines inside pages are what is compared
. "$TAWAM_CASES/lib.sh"
visit='وصل الوزير إلى العاصمة مساء اليوم في زيارة رسمية تستمر ثلاثة أيام يلتقي خلالها عددا من المسؤولين ورجال الأعمال، بحسب بيان.'
profit='أعلنت الشركة أرباحها الفصلية وقالت إنها تفوق توقعات السوق بعد ارتفاع الطلب على منتجاتها في عدد من البلدان خلال الأشهر الأخيرة.'
match='فاز الفريق بهدفين دون رد في المباراة التي جمعته بضيفه على ملعب المدينة أمس ليرفع رصيده إلى عشرين نقطة في صدارة الترتيب العام.'
list='مقالات مشابهة\n• الوزير يصل إلى العاصمة في زيارة رسمية\n• أسعار الذهب تتراجع في الأسواق العالمية\n• أمطار غزيرة على المرتفعات مساء غد'
cat >in.jsonl <<EOF
{"id":"two","text":"$visit\nالمصدر: وكالات\nإقرأ أيضاً:\nأرباح تفوق التوقعات\n$profit\nإعلان\n$list"}
{"id":"visit","text":"$visit"}
{"id":"new","text":"$match\nإقرأ أيضاً:\nأرباح تفوق التوقعات\n$profit"}
{"id":"list","text":"$list\n• الوزير يصل للعاصمة في زيارة رسمية"}
{"id":"list again","text":"$list"}
{"id":"frame","text":"إعلان\nجميع الحقوق محفوظة"}
{"id":"bare","text":"أرباح تفوق التوقعات\n$profit"}
EOF
try tawam dedup --segment --out o --kept kept.jsonl --removed removed.jsonl in.jsonl
cat o/pairs.jsonl o/clusters.jsonl o/decisions.jsonl
sed 's/,"text.*//' kept.jsonl
echo --
sed 's/,"text.*//' removed.jsonl
grep -A 1 -e '"segment"' -e '"pages"' o/run.json
grep -c 'class="n">/2<' o/report.html
# Another threshold, from what was stored; the page is the same again.
cp o/report.html first.html
try tawam report o
cmp first.html o/report.html
try tawam report o --threshold 0.99
cut -d , -f 1-4 o/clusters.jsonl
# Whole pages, for comparison.
tawam dedup -q --decisions - in.jsonl | cut -d , -f 1,2
# Passages stand where they are in the pages; a line that is no text lies in
# between.
tr -d '\n' >far.jsonl <<EOF
{"id":"a","text":"😀 $visit\n
إعلان\n* $profit"}
EOF
echo >>far.jsonl
printf '{"id":"b","text":"%s\\n%s\\n%s"}\n' "$match" "$visit" "$profit" >>far.jsonl
tawam dedup -q --segment --passages - --clusters o/c far.jsonl
# Repeated ids, and a table of one's own.
printf '%s\n' '{"id":1,"text":"one two three four five","url":"http://x.org/1"}' \
    '{"id":1,"text":"one two three four five\nour site","url":"http://x.org/2"}' >again.jsonl
printf 'frame\texact\tour site\tx.org\n' >mine.tsv
tawam dedup -q --segment --boilerplate mine.tsv --decisions - --pairs p again.jsonl
cat p
novel='صدرت عن دار نشر في بيروت رواية جديدة تحكي سيرة بحار من الساحل الشرقي أمضى أربعين عاما في صيد اللؤلؤ قبل أن يصير الغوص حرفة منسية.'
# Units are what an index holds and is asked.
tawam dedup -q --segment --index-out idx --clusters o/c in.jsonl
printf '{"id":"later","text":"%s"}\n{"id":"half","text":"%s\\nإقرأ أيضاً\\nأرباح تفوق التوقعات\\n%s"}\n' \
    "$match" "$novel" "$profit" >later.jsonl
tawam dedup -q --segment --against idx --decisions - --removed gone.jsonl later.jsonl
cut -d , -f 1 gone.jsonl
