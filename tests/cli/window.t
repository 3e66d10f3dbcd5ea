# --window and --within: what is compared, and what stays apart
. "$TAWAM_CASES/lib.sh"
t='أعلنت وزارة النقل اليوم افتتاح الطريق الدائري الجديد حول المدينة بعد أعمال استمرت'
record() { printf '{"id":%s,"text":"%s","day":"%s","lang":%s}\n' "$@"; }
{
	record 1 "$t" 2025-03-01 '"ar"'
	record 2 "$t" 2025-03-08 '"ar"'
	record 3 "$t" 2025-03-08T00:00:01Z '"ar"'
	record 4 "$t ثلاث سنوات" 2025-03-02 '"fa"'
	record 5 "$t" 2024-03-01 '"fa"'
	record 6 "$t" '' '"ar"'
	record 7 "$t" 'soon' null
	printf '{"id":8,"text":"%s","day":1740787200}\n' "$t"
} >in.jsonl
for o in '--window 7d' '--window 168h --exact' '--window 1w -j1' \
    '--within lang' '--within lang --exact' \
    '--within lang,day --date-field day' '--window 604801s --within lang' \
    '--window 1d --keep oldest'; do
	try tawam dedup -q --date-field day --pairs - $o in.jsonl | cut -c1-14
	tawam dedup -q --date-field day $o in.jsonl 2>/dev/null |
	    sed 's/,"jaccard":[^}]*//g'
done
tawam dedup -q --out out --date-field day --window 36h --within lang,source \
    in.jsonl 2>/dev/null
grep -E '"(window_seconds|within)"' out/run.json
for o in 7 7D d 0d 7d2 -7d 1.5d 99999999999w ''; do
	try tawam dedup --date-field day --window="$o" in.jsonl
done
try tawam dedup --window 7d in.jsonl
try tawam dedup --within '' in.jsonl
try tawam dedup --within a,,b in.jsonl
# names that no record has, but one is right
try tawam dedup -q --date-field dya --window 7d --within lang,lnag in.jsonl
tawam dedup --date-field dya --window 7d --within lang,lnag in.jsonl 2>&1 |
    grep 'no record'
tawam filter --window 7d --date-field dya --index seen <in.jsonl 2>&1 |
    grep 'no record'
tawam filter --window 7d --date-field dya --index seen2 </dev/null
