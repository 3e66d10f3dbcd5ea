#!/bin/sh
# bound.sh TAWAM GENERATE [DOCUMENTS] - is --memory obeyed?
#
# Every run must stay within the bound
# that tawam(1) promises, and write the bytes of a run without a bound.  The
# hostile corpora: one text over and over, empty and one-letter texts.
set -u
tawam=$1 generate=$2 documents=${3:-300000}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failed=0

# NAME: lines of JSON, the same whoever makes them.
make() {
	awk -v kind="$1" -v n="$documents" '
	function words(k,   s, i) {
		for (s = ""; i < k; i++)
			s = s " w" int(rand() * 100000)
		return s
	}
	BEGIN {
		srand(5)
		frame = words(300)
		for (i = 0; i < n; i++) {
			text = frame
			if (kind == "tiny")
				text = i % 2 ? "" : i % 10
			printf "{\"id\":%d,\"text\":\"%s\"}\n", i, text
		}
	}'
}

# check NAME SIZE OPTIONS: the run's peak, as the system counted it.
check() {
	name=$1 size=$2
	shift 2
	"$tawam" dedup -q --memory "$size" --tmpdir . --show 0 --out out "$@" \
	    "$name.jsonl" || failed=1
	peak=$(sed -n '/"peak_memory"/,/}/s/.*"total": \([0-9]*\).*/\1/p' \
	    out/run.json)
	most=$((${size%M} * 1048576 / 10 * 11))
	verdict=ok
	[ -n "$peak" ] && [ "$peak" -le "$most" ] || verdict=OVER
	for f in pairs clusters decisions; do
		cmp -s "free/$f.jsonl" "out/$f.jsonl" || verdict=DIFFERS
	done
	[ "$verdict" = ok ] || failed=1
	printf '%-10s %5s %-24s %11s of %11s bytes  %s\n' "$name" "$size" \
	    "$*" "$peak" "$most" "$verdict"
}

"$generate" --docs "$documents" --seed 7 --bytes 600 --out news.jsonl || exit 1
for name in same tiny; do
	make "$name" >"$name.jsonl"
done
for name in news same tiny; do
	"$tawam" dedup -q --show 0 --out free "$name.jsonl" || exit 1
	check "$name" 64M -j1
	check "$name" 64M -j2
	[ "$name" = news ] && check "$name" 128M -j2
	rm -f "$name.jsonl"
done
exit $failed
