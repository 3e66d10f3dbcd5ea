# normal forms: lines, and JSON Lines with every other byte kept
. "$TAWAM_CASES/lib.sh"
printf 'أَهْلاً وسهــلاً\r\n\nقال: «٣٫٥ ملايين»' >in.txt
printf '{ "id" : 1 ,"text":"إلى\\u0020الأمام","x":[1, 2] }\n\n{"text":"آخر \\"قول\\"","n":1e5}\nbad\n' >in.jsonl
try tawam normalise in.txt
try tawam normalise --profile none in.txt
try tawam normalise --profile light <in.txt
try tawam normalise -q in.jsonl
try tawam normalise -q --input-format jsonl --bad bad <in.jsonl
cat bad
try tawam normalise -q --text-field x --input-format jsonl in.jsonl
try tawam normalise in.txt in.jsonl missing
for p in none nfc light standard aggressive; do
	printf 'ﷺ في مدرسة الأُولى ١٢٫٥٪ ﻻ\n' | tawam normalise --profile $p
done
