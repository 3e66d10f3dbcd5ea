# the life of an index
. "$TAWAM_CASES/lib.sh"
small >day
try tawam index build seen day
try tawam index build seen day
try tawam index build --index seen2 --quiet --date-field d - <<'X'
{"id":"old","text":"توقعت الأرصاد الجوية هطول أمطار غزيرة على المناطق الشمالية مساء الخميس","d":"2024-03-01"}
{"id":"أ","text":"فاز المنتخب الوطني على ضيفه بثلاثة أهداف مقابل هدف في التصفيات القارية","d":"2024-03-05T10:00:00Z"}
{"id":"\u0642","text":"اختتمت فعاليات معرض الكتاب بحضور آلاف الزوار من مختلف المدن","d":1709888400}
{"id":3,"text":"افتتح الوزير مستشفى جديدا يضم مئتي سرير في ضواحي العاصمة"}
{"id":"3","text":"أقر البرلمان مشروع قانون يلزم الشركات بالإفصاح عن بيانات العملاء"}
X
ls
for i in seen seen2; do
	{ tawam index info $i; tawam index info --json $i; } | sed -E '
	    s/"(bytes|memory)":[0-9]+/"\1":N/g
	    s/^(size  ).* in (.*),.*/\1 (bytes) in \2/'
done
echo "-- query"
tawam index query seen day
echo '{"id":"q","text":"لا علاقة لهذا النص بأي شيء مما سبق ذكره في الفهرس"}' |
    tawam index query seen
echo '{"id":"q"}' | try tawam index query seen
echo "-- the same again, and something new"
{
	cat day
	echo '{"id":"n9","text":"انطلقت أعمال القمة الاقتصادية بمشاركة عشرين دولة"}'
	echo '{"id":"n1","text":"خبر آخر تماما تحت رقم سبق استعماله من قبل"}'
	echo '{"id":"n0","text":""}'
} >more
try tawam index add seen more
try tawam index add seen more --quiet
try tawam index add nowhere day
try tawam index query seen --window 7d day -q | wc -l
echo "-- remove, by the string or by the token"
try tawam index remove seen2 ق أ nobody
try tawam index remove seen2 --id-json 3
try tawam index remove seen2 --id-json '"3"' -q
printf 'n1\r\n\nn2\nn1\nn7' >gone
try tawam index remove seen n9 --ids gone
try tawam index remove seen
tawam index query seen day | cut -c 1-60
tawam index info seen | head -n 1
echo "-- expire"
tawam index build dated --date-field d - -q <<'X'
{"id":1,"text":"النص الأول من أربعة نصوص لكل منها تاريخ يخصه","d":"2020-01-01"}
{"id":2,"text":"وهذا ثان لا صلة له بما قبله ولا بما بعده أبدا","d":"2021-06-01"}
{"id":3,"text":"ثالث بلا تاريخ يبقى مهما طال الزمان عليه هنا","d":null}
{"id":4,"text":"الرابع أحدثها عهدا وأبعدها عن يومنا الحاضر","d":"2100-01-01"}
X
try tawam index expire dated
try tawam index expire dated --before 2020-01-01
try tawam index expire dated --before 2020-01-02T00:00:00+03:00
try tawam index expire dated --older-than 4w
try tawam index expire dated --max-docs 1
tawam index info dated | head -n 2
try tawam index expire dated --before 2020-01-02 --older-than 1d
try tawam index expire dated --before soon
tawam index compact dated 2>&1 | sed 's/,.*//'
tawam index info dated | head -n 1
try tawam index verify dated
# What a killed run has left goes; what another is at work on stays.
for i in 0123abcd 0123abce 0123abcf; do
	mkdir .fresh.$i
	: >.fresh.$i/lock
	: >.fresh.$i/0.0.log
	touch -d '2 minutes ago' .fresh.$i/lock
done
touch .fresh.0123abcf/lock
mkdir .fresh.other
small >in.jsonl
flock .fresh.0123abce/lock tawam index build -q fresh in.jsonl
ls -Ad .fresh* fresh
