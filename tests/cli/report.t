# the report's body
. "$TAWAM_CASES/lib.sh"
small >in.jsonl
gold() {
	printf '{"id":"gold-%s","text":"أسعار الذهب في الأسواق المحلية: أفاد متعاملون في سوق الصاغة بأن الإقبال على الشراء كان متوسطا مع بداية الأسبوع وأن الأسعار تتبع البورصة العالمية وسعر الصرف، وسجل سعر الغرام من عيار أربعة وعشرين صباح اليوم %s ريالات، وسجل الغرام من عيار واحد وعشرين نحو %s ريالا، ولم تشمل هذه الأسعار أجور الصياغة والضريبة المضافة"}\n' "$@"
}
gold 1 310 271 >>in.jsonl
gold 2 335 293 >>in.jsonl
# who published first, and who came after whom
for i in 1 2 3; do
	printf '{"id":"d%s","date":"2024-03-0%s","source":"<صحيفة %s>","text":"%s"}\n' $i $((4 - i)) $i \
	    "تابعت الهيئة العامة للأرصاد حالة الطقس ودعت المواطنين إلى الحذر أثناء هطول الأمطار ليلا $(seq -s ' كلمة' 0 $i | tr -d 0-9)"
done >>in.jsonl
tawam dedup -q --date-field date --source-field source --report - in.jsonl |
    sed '1,/^<main>/d; /^<script>/,$d; /<svg/,/<\/svg>/d; /Bands x rows/d; /Expected recall/d'
# Side by side, what is left out of a stretch is the same words of both, one of
# them with U+064E on each letter.
awk 'BEGIN { for (i = 0; i < 300; i++) printf "كلمه%s ", i; print "اولى" }' >a
sed 's/ك/كَ/g; s/ل/لَ/g; s/م/مَ/g; s/اولَى/ثانيه/' a >b
tawam dedup -q --input-format text --report long.html a b
sed 's/\xd9\x8e//g' long.html |
    sed -n 's/.* \([^ ]*\) <i class="gap">[^<]*<[/]i> *\([^ ]*\).*/\1 ... \2/p'
