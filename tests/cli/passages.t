# passages: what texts share verbatim, where it stands in the originals, and
# the texts that are found inside a page by it
. "$TAWAM_CASES/lib.sh"
one='أعلنت وزارة النقل اليوم افتتاح الطريق الدائري الجديد حول المدينة بعد أعمال استمرت ثلاث سنوات وشملت الجسور والأنفاق'
two='عثر فريق من علماء الآثار على نقوش قديمة في واد بعيد عن العمران قرب الحدود الشرقية للبلاد وقال رئيس الفريق إنها نادرة'
# The same words in other spelling: marks, tatweel, another alef and yeh.
spelt='أعلنَت وزارةُ النقل اليـــوم إفتتاح الطريق الدائرى الجديد، حول المدينة بعد أعمال إستمرت ثلاث سنوات وشملت الجسور و الأنفاق'
menu='الرئيسية أخبار محلية أخبار عالمية اقتصاد ورياضة ثقافة وفنون صحة وعلوم تكنولوجيا آراء ومقالات فيديو صور بودكاست من نحن اتصل بنا'
{
	printf '{"id":"one","text":"%s."}\n' "$one"
	printf '{"id":2,"text":"%s."}\n' "$two"
	printf '{"id":"page","text":"%s\\n%s\\n%s، مصدر آخر"}\n' "$menu" "$spelt" "$two"
	printf '{"id":"far","text":"لا شيء هنا.\\n%s"}\n' "$menu"
} >in.jsonl
tawam dedup --passages out --pairs pairs --out dir in.jsonl 2>&1 |
    grep -aE '^(passages|pairs| .*fingerprints)'
cat out pairs
grep -E 'passage|fingerprints' dir/run.json
# Where that is, in code points.
while read -r line; do
	field() { printf '%s' "$line" | sed "s/.*\"$1\":\([^,}]*\).*/\1/"; }
	for k in a b; do
		from=$(field ${k}_start) to=$(field ${k}_end)
		grep "\"id\":$(field $k)," in.jsonl | sed 's/.*"text":"//
		    s/"}$//
		    s/\\n/_/g' | iconv -f utf-8 -t utf-32le |
		    tail -c +$((4 * from + 1)) | head -c $((4 * (to - from))) |
		    iconv -f utf-32le -t utf-8
		echo
	done
done <out
tawam dedup -q --containment .95 --pairs - in.jsonl
# What is in more texts than that is a frame; what is too short is not told.
tawam dedup -q --passage-df 1 --passages - in.jsonl
tawam dedup -q --passage-min 300 --passages - in.jsonl
for j in 1 2 5; do
	tawam dedup -q -j $j --passages "out$j" - <in.jsonl
	cmp out "out$j"
done
printf '{"id":2,"text":"%s"}\n' "$one" >>in.jsonl
tawam dedup -q --passages - in.jsonl
# Two passages that stand the other way round.
tawam explain --text "$one. $two" "$two، $spelt" | sed -n 3,8p
try tawam dedup --passage-min 23 --passages - in.jsonl 2>&1
