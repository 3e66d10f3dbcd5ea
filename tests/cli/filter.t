# what is new passes; what an index has does not, today and tomorrow
. "$TAWAM_CASES/lib.sh"
small >day
echo "-- new records, as they came"
tawam filter --index seen <day
echo "-- the same again: replays"
tawam filter --index seen --rejects twins <day
cat twins
tawam filter --index seen --replays pass --quiet <day
echo "-- every record with its decision, all else as it is"
{
	small
	printf ' { "text" : "%s" , "id":"\\u0061" ,\t"x":[{"y":"}"}] } \t\r\n' \
	    'قرر المجلس البلدي تأجيل النظر في الميزانية إلى الأسبوع القادم'
	printf '{"id":7,"text":"","tawam":1}\n{"id":8,"text":"\\u064b ."}\n'
	printf '{"id":9}\n{}\n{ }\nnot JSON\n[1]\n{"id":10,"text":null}\n'
	printf '{"text":"بلا رقم"}\n'
	printf '{"id":11,"text":"%s"}\n' "$(printf '%0600d' 0)"
	printf '{"id":12,"text":"نهاية بلا سطر"}'
} >mixed
tawam filter --index seen --annotate --bad bad --max-record 500 \
    --rejects twins --quiet <mixed
echo "status $?"
echo "-- bad"
cat bad
echo "-- rejects, from both runs"
cat twins
echo "-- compressed input"
head -n 2 day >fresh
gzip <day | tawam filter --index seen2 --quiet | cmp - fresh && echo same
echo "-- stopped at the first bad record; what came before it is in"
tawam filter --index seen2 --strict --quiet <mixed | wc -l
tawam index info seen2 | head -n 1
