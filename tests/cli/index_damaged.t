# what is damaged is named; what was cut off opens by itself
. "$TAWAM_CASES/lib.sh"
small >day
tawam filter --index seen -q <day >out
head -c 300 /dev/zero >>"$(ls -d seen/*.log)"
tawam index verify seen >/dev/null 2>&1
echo "verify $?"
try tawam filter --index seen <day
try tawam index verify seen
log=$(ls -d seen/*.log)
cp -r seen torn
truncate -s -5 torn/"$(basename "$log")"
try tawam filter --index torn --replays pass -q <day | wc -l
try tawam index verify torn
cp -r seen flipped
perl -e 'open(F, "+<", shift); seek(F, 200, 0); print F "\xff\xfe"' \
    "flipped/$(basename "$log")"
tawam index verify flipped 2>&1 | sed 's/at [0-9]*:/at N:/' | head -n 1
tawam filter --index flipped <day 2>&1 | sed 's/byte [0-9]*/byte N/'
# nothing says that it was on the disk: it opens, and keeps what is cut off
tawam filter --index never --sync never -q <day >out
perl -e 'open(F, "+<", shift); seek(F, 200, 0); print F "\xff\xfe"' \
    never/0.0.log
try tawam index query never day -q | wc -l
try tawam filter --index never -q <day | wc -l
ls never
try tawam index verify never
cp -r seen headless
printf 'x' | dd of=headless/head bs=1 seek=20 conv=notrunc 2>/dev/null
tawam index info headless 2>&1 | sed 's/byte [0-9]*/byte N/'
rm headless/head
try tawam index info headless
try tawam index verify headless
try tawam index info day
try tawam index verify nowhere
for v in info verify compact; do
	try tawam index $v
	try tawam index $v seen day
done
try tawam index frob seen
try tawam index expire seen --max-docs -1
