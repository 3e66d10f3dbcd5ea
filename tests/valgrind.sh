#!/bin/sh
# valgrind.sh BUILD - the unit tests of a build, its thread tests and runs of
# the command under valgrind.  The test framework exits 0 whatever its children
# did wrong, so a log that is not empty is the failure.  Its own processes end
# with blocks that are possibly lost; what is lost for sure is ours.
set -u
build=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
# Statistics over thousands of texts, and tests that measure time.
skip='simd_quality/*|simd_stats/*|judge_bench/*|judge_labelled/*'
skip="$skip|explain/a_megabyte_of_anything|normalise_limits/long_runs"
skip="$skip|judge_align/a_megabyte_against_a_megabyte"
logs=$build/valgrind
command -v valgrind >/dev/null || { echo "valgrind: not installed; apt-get install valgrind" >&2; exit 1; }
rm -rf "$logs"
mkdir -p "$logs/out"
TAWAM_BUILD=$build
export TAWAM_BUILD

watched() {
	valgrind -q --leak-check=full --show-leak-kinds=definite \
	    --errors-for-leak-kinds=definite --trace-children=yes \
	    --suppressions="$here/valgrind.supp" \
	    --log-file="$logs/vg.%p" "$@"
}
failed() { echo "valgrind: $1" >&2; exit 1; }

watched "$build/tests/unit" --jobs 2 --timeout 3600 \
    --filter "!($skip)" >"$logs/unit.log" 2>&1 ||
    failed "unit tests failed; see $logs/unit.log"
grep 'Synthesis' "$logs/unit.log"
for t in "$build"/tests/thread/*; do
	case $t in *.[od]) continue ;; esac
	watched "$t" || failed "$t failed"
done
news=corpora/news/news.jsonl
out=$logs/out
set -- "$build/tawam"
watched "$@" dedup -j2 --quiet --out "$out" --kept "$out/kept.jsonl.zst" "$news" &&
    watched "$@" dedup --quiet --exact --window 7d --date-field date "$news" >"$out/exact" &&
    watched "$@" report --quiet "$out" &&
    watched "$@" normalise "$news" >"$out/normal" &&
    watched "$@" sketch "$news" >"$out/sketch" &&
    watched "$@" segment "$news" >"$out/units" &&
    watched "$@" audit --quiet "$news" >"$out/audit" &&
    watched "$@" filter --quiet --index "$out/index" <"$news" >"$out/new" &&
    watched "$@" index query "$out/index" "$news" >"$out/hits" ||
    failed "the command failed"
found=$(find "$logs" -name 'vg.*' -size +0)
[ -z "$found" ] || { cat $found >&2; failed "errors were found"; }
echo "valgrind: unit tests, threads and the command are clean"
