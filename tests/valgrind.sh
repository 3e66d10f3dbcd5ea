#!/bin/sh
# valgrind.sh BUILD SKIP - the unit tests of a build, but for those of the
# suites in the list SKIP, its thread tests and runs of the command under
# valgrind.  The test framework exits 0 whatever its children did wrong, so a
# log that is not empty is the failure.
set -u
build=$1
skip=$(echo "$2" | tr ',' '|')
logs=$build/valgrind
command -v valgrind >/dev/null || { echo "valgrind: not installed; apt-get install valgrind" >&2; exit 1; }
rm -rf "$logs"
mkdir -p "$logs/out"
TAWAM_BUILD=$build
export TAWAM_BUILD

watched() {
	valgrind -q --leak-check=full --trace-children=yes \
	    --log-file="$logs/vg.%p" "$@"
}
failed() { echo "valgrind: $1" >&2; exit 1; }

watched "$build/tests/unit" --jobs 2 --timeout 3600 \
    --filter "!(${skip})/*" >"$logs/unit.log" 2>&1 ||
    failed "unit tests failed; see $logs/unit.log"
grep 'Synthesis' "$logs/unit.log"
for t in "$build"/tests/thread/*; do
	case $t in *.[od]) continue ;; esac
	watched "$t" || failed "$t failed"
done
news=corpora/news/news.jsonl
set -- "$build/tawam"
watched "$@" dedup -j2 --quiet --out "$logs/out" --kept "$logs/out/kept.jsonl.zst" "$news" &&
    watched "$@" dedup --quiet --exact --window 7d --date-field date "$news" >"$logs/out/exact" &&
    watched "$@" report --quiet "$logs/out" &&
    watched "$@" normalise "$news" >"$logs/out/normal" &&
    watched "$@" sketch "$news" >"$logs/out/sketch" &&
    watched "$@" audit --quiet "$news" >"$logs/out/audit" ||
    failed "the command failed"
found=$(find "$logs" -name 'vg.*' -size +0)
[ -z "$found" ] || { cat $found >&2; failed "errors were found"; }
echo "valgrind: unit tests, threads and the command are clean"
