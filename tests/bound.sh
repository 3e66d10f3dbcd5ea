#!/bin/sh
# bound.sh TAWAM GENERATE [CASE ...] - is --memory obeyed, is time linear?
#
# Every run must stay within the bound that tawam(1) promises.  Ordinary and
# hostile corpora that do not fit are to give the bytes of a run without one;
# and hostile ones of four times as many documents may not take more than 1.5
# times the CPU for each.  Cases: news same tiny template frame edits huge.
set -u
tawam=$1 generate=$2
shift 2
[ $# -gt 0 ] || set -- news same tiny template frame edits huge
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failed=0

# make KIND N: lines of JSON.  One text over and over; empty and one-letter
# texts; a form with other figures; a page whose frame is the same; edits of
# one text; and one text of N words.
make() {
	awk -v kind="$1" -v n="$2" '
	function word() {
		return " w" int(rand() * 100000)
	}
	function words(k,   s, i) {
		for (s = ""; i < k; i++)
			s = s word()
		return s
	}
	function edited(   s, i, where) {
		for (i = 1 + int(rand() * 3); i > 0; i--)
			where[1 + int(rand() * 60)] = word()
		for (i = 1; i <= 60; i++)
			s = s (i in where ? where[i] : first[i])
		return s
	}
	function text(i) {
		if (kind == "same")
			return frame
		if (kind == "tiny")
			return i % 2 ? "" : i % 10
		if (kind == "template")
			return form i " more cases were found today, " \
			    7 * i + 3 " since the year began"
		if (kind == "frame")
			return frame words(50) form
		return edited()
	}
	BEGIN {
		srand(5)
		frame = words(150)
		form = words(20)
		for (i = 1; i <= 60; i++)
			first[i] = word()
		if (kind == "huge") {
			printf "{\"id\":0,\"text\":\""
			for (i = 0; i < n; i++)
				printf "%s", word()
			print "\"}"
			exit
		}
		for (i = 0; i < n; i++)
			printf "{\"id\":%d,\"text\":\"%s\"}\n", i, text(i)
	}' >"$1.jsonl"
}

# What times(1p) says of children, in seconds.
cpu() {
	sed -n 2p "$1" | awk -F '[ms ]+' '{ print $1 * 60 + $2 + $3 * 60 + $4 }'
}

# check NAME SIZE OPTIONS: the run's peak, as the system counted it.
check() {
	name=$1 size=$2
	shift 2
	(
		"$tawam" dedup -q --memory "$size" --tmpdir . --show 0 \
		    --out out "$@" "$name.jsonl" || exit 1
		times >times
	) || failed=1
	peak=$(sed -n '/"peak_memory"/,/}/s/.*"total": \([0-9]*\).*/\1/p' \
	    out/run.json)
	longest=$(wc -L <"$name.jsonl")
	most=$(echo "${size%M} $longest" | awk '{ least = 64 * 2 ^ 20 + 3 * $2
	    print int(1.1 * ($1 * 2 ^ 20 > least ? $1 * 2 ^ 20 : least)) }')
	verdict=ok
	[ -n "$peak" ] && [ "$peak" -le "$most" ] || verdict=OVER
}

say() {
	[ "$verdict" = ok ] || failed=1
	printf '%-10s %8s %5s %-4s %6.1f s %11s of %11s bytes  %s\n' \
	    "$name" "$n" "$size" "$*" "$(cpu times)" "$peak" "$most" "$verdict"
}

same() {
	for f in pairs clusters decisions; do
		cmp -s "free/$f.jsonl" "out/$f.jsonl" || verdict=DIFFERS
	done
}

# whole NAME SIZE ...: the bytes of a run without a bound.
whole() {
	name=$1
	shift
	"$tawam" dedup -q --show 0 --out free "$name.jsonl" || exit 1
	for m in "$@"; do
		for j in -j1 -j2; do
			check "$name" "$m" $j
			same
			say $j
		done
	done
	rm -f "$name.jsonl"
}

# grow NAME N: from N documents to 4 N, and from 64 to 256 megabytes.
grow() {
	before=
	for fold in 1 4; do
		n=$(($2 * fold))
		make "$1" "$n"
		check "$1" $((64 * fold))M -j1
		each=$(echo "$(cpu times) $n" | awk '{ print $1 * 1e6 / $2 }')
		[ -z "$before" ] || echo "$each $before" |
		    awk '{ exit !($1 <= 1.5 * $2) }' || verdict=SLOWER
		before=$each
		say -j1
	done
	rm -f "$1.jsonl"
}

n=300000
for case in "$@"; do
	case $case in
	news)
		"$generate" --docs $n --seed 7 --bytes 600 \
		    --out news.jsonl || exit 1
		whole news 64M 128M
		;;
	same | tiny)
		make "$case" $n
		whole "$case" 64M
		grow "$case" 250000
		n=300000
		;;
	template) grow template 10000 ;;
	frame) grow frame 4000 ;;
	edits) grow edits 10000 ;;
	huge) grow huge 8000000 ;;
	esac
done
exit $failed
