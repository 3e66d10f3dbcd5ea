# CSV, TSV and JSON arrays: read, passed on as they were, damaged
. "$TAWAM_CASES/lib.sh"
a='أعلنت وزارة النقل اليوم افتتاح الطريق الدائري الجديد حول المدينة بعد أعمال استمرت ثلاث سنوات'
b='عثر فريق من علماء الآثار على نقوش قديمة في واد بعيد عن العمران قرب الحدود الشرقية للبلاد'
{
	printf '\357\273\277id;text;note\r\n'
	printf 'r1;"%s\nوقال ""الوزير"" ذلك";x\r\n' "$a"
	printf '2;%s;"a;b"\r\n' "$b"
	printf 'r3;"%s وقال ""الوزير"" ذلك"\r\n' "$a"
	printf 'r4;"%s وقال ""الوزير"" ذلك";\r\n' "$a"
} >in.csv
try tawam dedup --decisions - --kept kept.csv --removed removed.csv --bad bad in.csv
cat bad
# The records that were not skipped, each once, under the header.
cat kept.csv
{ cat kept.csv; tail -n +2 removed.csv; } | sort >parts
sed 4d in.csv | sort >whole
sed 5d in.csv | sort | cmp - parts
tawam dedup -q --decisions - <in.csv 2>/dev/null
gzip -c in.csv >in.csv.gz
tawam dedup -q --decisions - --kept k.csv.zst in.csv.gz 2>/dev/null >/dev/null
tawam dedup -q --decisions - k.csv.zst
tawam normalise -q in.csv 2>/dev/null | od -c | sed -n 1,3p
tawam explain -q --format json --corpus in.csv r1 r4 2>/dev/null |
    sed 's/,"spans".*//'
tawam explain -q --corpus in.csv 2 r4 2>/dev/null | head -n 4
tawam sketch -q in.csv 2>/dev/null | cut -c 1-20 | tail -n +2
echo '-- TSV, other names'
printf 'key\ttitle\tbody\n7\t"خبر"\t%s\n8\tخبر\t%s\n' "$a" "$a" >in.tsv
try tawam dedup -q --id-field key --text-field title,body in.tsv
echo '-- a JSON array'
{
	printf '[\n  {"id": 1, "text": "%s"},\n' "$a"
	printf '  {"id": "x", "text": "%s",\n   "tags": [1, {"a": "],"}]},\n' "$b"
	printf '  {"id": 3, "text": 4}, {"id": 5, "text": "%s أمس"}\n]\n' "$a"
} >in.json
try tawam dedup -q --decisions - --kept kept.json --removed removed.json in.json
cat kept.json removed.json
tawam dedup -q --input-format json --decisions - <in.json 2>/dev/null
tawam normalise -q in.json 2>/dev/null | sed -n 1,2p
echo '[]' >none.json
try tawam dedup --kept kept.json none.json 2>&1 | sed -n 1,3p
echo '-- what cannot be read'
head -c 300 in.json >cut.json
try tawam dedup -q --decisions - cut.json
try tawam dedup -q --text-field body in.csv
try tawam dedup -q --input-format json in.csv
printf 'id,text\n1,a\n2,"open\n3,b\n' | try tawam dedup -q --decisions - -
printf 'id,text\n1,a\n2,b\n' >comma.csv
try tawam dedup -q --kept kept in.csv comma.csv
try tawam dedup -q --removed - in.json comma.csv
printf 'PAR1\025\004\025' >in.parquet
try tawam dedup -q in.parquet
printf 'BZh91AY' >in.jsonl.bz2
try tawam dedup -q in.jsonl.bz2
printf '\375\067zXZ\000' | try tawam dedup -q
ls
