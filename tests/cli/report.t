# the report's body
. "$TAWAM_CASES/lib.sh"
small >in.jsonl
gold() {
	printf '{"id":"gold-%s","text":"أسعار الذهب في الأسواق المحلية: أفاد متعاملون في سوق الصاغة بأن الإقبال على الشراء كان متوسطا مع بداية الأسبوع وأن الأسعار تتبع البورصة العالمية وسعر الصرف، وسجل سعر الغرام من عيار أربعة وعشرين صباح اليوم %s ريالات، وسجل الغرام من عيار واحد وعشرين نحو %s ريالا، ولم تشمل هذه الأسعار أجور الصياغة والضريبة المضافة"}\n' "$@"
}
gold 1 310 271 >>in.jsonl
gold 2 335 293 >>in.jsonl
tawam dedup -q --report - in.jsonl |
    sed '1,/^<main>/d; /<svg/,/<\/svg>/d; /Bands x rows/d; /Expected recall/d'
