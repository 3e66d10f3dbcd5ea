# tawam report: the page again, and clusters at other thresholds
. "$TAWAM_CASES/lib.sh"

# Texts of one vocabulary, with copies that have more and more other words,
# dates, sources and texts that differ in a figure.
awk 'function rnd() { return (seed = seed * 16807 % 2147483647) / 2147483647 }
BEGIN {
	seed = 7
	n = split("وزارة النقل افتتاح الطريق الدائري المدينة سنوات رئيس مجلس الوزراء الاقتصاد السوق الذهب أسعار الجامعة الطلاب العاصمة البحر الجبل القرية فريق علماء نقوش قديمة واد بعيد الحدود الشرقية البلاد أعمال جديد", a, " ")
	for (i = 0; i < 300; i++)
		w[i] = a[1 + i % n] substr("abcdefghij", 1 + int(i / n), 1)
	for (d = 0; d < 90; d++) {
		n = 30 + int(rnd() * 30)
		for (k = 0; k < n; k++)
			t[k] = w[int(rnd() * 300)]
		c = 1 + int(rnd() * 6)
		for (v = 0; v < c; v++) {
			s = ""
			for (k = 0; k < n; k++)
				s = s (rnd() < v * .025 ? w[int(rnd() * 300)] : t[k]) " "
			if (rnd() < .3)
				s = s int(rnd() * 1000) " ريالا"
			date = rnd() < .8 ? sprintf("2024-%02d-%02d", 1 + int(rnd() * 12), 1 + int(rnd() * 28)) : ""
			printf "{\"id\":\"%d-%d\",\"date\":\"%s\",\"from\":\"%s\",\"text\":\"%s\"}\n", d, v, date, substr("ABC", 1 + int(rnd() * 3), 1), s
			if (rnd() < .1)
				printf "{\"id\":%d,\"from\":\"A\",\"text\":\"%s\"}\n", d * 100 + v, s
		}
	}
	for (i = 0; i < 70; i++)
		printf "{\"text\":\"هذه رسالة آلية واحدة تصل إلى جميع القراء في كل يوم من أيام الأسبوع دون أي تغيير\",\"id\":\"r%d\"}\n", i
	print "{\"id\":\"empty\",\"text\":\"\"}"
}' >made.jsonl
cp "$TAWAM_NEWS" news.jsonl

# every FILE [options] - a run at the floor, then each threshold twice.
every() {
	file=$1
	shift
	rm -rf run
	tawam dedup -q --floor 0.4 "$@" --out run "$file"
	for t in 0.4 0.55 0.7 0.8 0.83 0.92 1; do
		rm -rf fresh again
		tawam dedup -q --floor 0.4 --threshold $t "$@" --out fresh "$file"
		tawam report -q run --threshold $t --out again
		echo "$t $(ls again | wc -l) files"
		for f in clusters.jsonl decisions.jsonl report.html; do
			cmp fresh/$f again/$f
		done
		wc -l <again/clusters.jsonl >>counts
	done
	# All thresholds giving one answer would test nothing.
	echo "differ: $(($(sort -u counts | wc -l) > 2))"
	rm counts
}

every news.jsonl
every news.jsonl --date-field date --source-field outlet --keep oldest
every made.jsonl
every made.jsonl --date-field date --keep newest,shortest --containment 0.7
every made.jsonl --source-field from --keep 'source:C>A,last' --join exact,near,contained,template
every made.jsonl --keep id --max-pairs 0 --containment 0

echo "-- in its own folder, and back"
cp -r run before
try tawam report run --threshold 0.9
cmp -s run/clusters.jsonl before/clusters.jsonl || echo clusters are others
grep -o '"report": {"threshold": 0.9' run/run.json
try tawam report -j1 run
try tawam report -j3 run --threshold 0.7
for f in pairs.jsonl clusters.jsonl decisions.jsonl report.html; do
	cmp run/$f before/$f
done
ls run
for f in pairs clusters decisions report; do
	grep -c "\"result\": \"$f\"" run/run.json
done

echo "-- a recall that rounds one way at once and another way in two steps"
for b in 27 28 29 30 31 32; do
	rm -rf fresh again
	tawam dedup -q --num-perm 128 --bands $b --rows 4 --out fresh news.jsonl
	tawam report -q --out again fresh
	cmp fresh/report.html again/report.html
done

echo "-- refused"
try tawam report run --threshold 0.39
try tawam report run --threshold 0.70001
try tawam report run --threshold 7
try tawam report
try tawam report run before
try tawam report nowhere
try tawam report run --floor 0.3
cp -r run broken
echo '{}' >>broken/pairs.jsonl
try tawam report broken
sed -i '/^{}$/d; 1d' broken/pairs.jsonl
try tawam report broken
cp run/pairs.jsonl broken
sed -i 's/"jaccard":1.0000/"jaccard":0.9999/' broken/pairs.jsonl
try tawam report broken
sed 's/"a":/"x":/' run/pairs.jsonl >broken/pairs.jsonl
try tawam report broken
cp run/pairs.jsonl broken
sed -i 2d broken/decisions.jsonl
try tawam report broken
echo '{"parameters":[' >broken/run.json
try tawam report broken
echo '{"parameters":{},"counts":{},"plan":{}}' >broken/run.json
try tawam report broken

echo "-- another input, none, and one that cannot be read twice"
echo '{"id":"new","text":"جديد"}' >>made.jsonl
try tawam report run
grep -c '<div class="t"' run/report.html
rm made.jsonl
try tawam report run --threshold 0.8
grep -c '<div class="t"' run/report.html
small | tawam dedup -q --out piped
try tawam report piped
