# lib.sh - for the cases; sourced.

# Runs a command and says how it ended.
try() {
	echo "\$ $*" | sed "s,$TAWAM_NEWS,NEWS,g" >&2
	"$@"
	echo "status $?" >&2
}

# Two alike articles, one of its own, as JSON Lines.
small() {
	a='أعلنت وزارة النقل اليوم افتتاح الطريق الدائري الجديد حول المدينة بعد أعمال استمرت ثلاث سنوات'
	b='عثر فريق من علماء الآثار على نقوش قديمة في واد بعيد عن العمران قرب الحدود الشرقية للبلاد'
	printf '{"id":"n1","text":"%s"}\n' "$a"
	printf '{"id":"n2","text":"%s"}\n' "$b"
	printf '{"id":"n3","text":"%s أمس"}\n' "$a"
	printf '{"id":4,"text":"%s"}\n' "$b"
}
