# scraped pages as articles and headlines
. "$TAWAM_CASES/lib.sh"
first='وصل الوزير إلى العاصمة مساء اليوم في زيارة رسمية تستمر ثلاثة أيام يلتقي خلالها عددا من المسؤولين ورجال الأعمال، بحسب بيان.'
second='أعلنت الشركة أرباحها الفصلية وقالت إنها تفوق توقعات السوق بعد ارتفاع الطلب على منتجاتها في عدد من البلدان خلال الأشهر الأخيرة.'
cat >page.txt <<EOF
الوزير في العاصمة

$first

  وأضاف أنه متفائل 😀

المصدر: وكالات
إقرأ أيضاً:
أرباح تفوق التوقعات
$second
إعلان
مقالات مشابهة
  • خبر أول من أخبار اليوم
  • خبر ثان من أخبار اليوم
  • خبر ثالث من أخبار اليوم
جميع الحقوق محفوظة 2025
EOF
try tawam segment page.txt
# Records; what the page of one site alone has; a field of its own.
cat >in.jsonl <<EOF
{"id":7,"text":"$first\nاقرأ أيضا: خبر آخر يتصل بهذا\n$second\nعودة إلى صحيفتنا","url":"https://www.example.org/news/7"}
{"id":"a\u0022b","text":"عنوان بلا خبر"}
{"id":"none","text":" \r\n*\n"}
not JSON
EOF
printf 'frame\texact\tعودة إلى صحيفتنا\texample.org\r\n' >mine.tsv
try tawam segment --boilerplate mine.tsv --bad bad.jsonl in.jsonl
try tawam segment --boilerplate mine.tsv --source-field id -q in.jsonl |
    sed -n 1p | grep -c 'صحيفتنا'
# Tables that are wrong or not there.
printf '# mine\nframe\tsome\tx\n' >wrong.tsv
try tawam segment --boilerplate wrong.tsv in.jsonl
try tawam segment --boilerplate none.tsv in.jsonl
try tawam segment --boilerplate
try tawam segment --profile nfc in.jsonl
try tawam segment --bad - in.jsonl
