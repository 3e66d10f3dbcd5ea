#!/bin/sh
# run_unit.sh BUILD - runs the unit tests of a build and judges by what they
# printed: the framework exits 0 after a leak and after running nothing.
set -u
build=$1
least=${2:-60}
log=$build/tests/unit.log
rm -f "$build"/tests/san.* "$log"
ASAN_OPTIONS=log_path=$build/tests/san:detect_leaks=1
UBSAN_OPTIONS=print_stacktrace=1:log_path=$build/tests/san
TAWAM_BUILD=$build
export ASAN_OPTIONS UBSAN_OPTIONS TAWAM_BUILD
timeout 900 "$build/tests/unit" --jobs 2 --timeout 240 >"$log" 2>&1
status=$?
grep -E '^skipped:' "$log" | sort -u
grep -vE '^skipped:|^\[SKIP\]' "$log" | tail -n 40 | sed -n '/FAIL\|CRASH\|\[----\]/p'
line=$(grep 'Synthesis: Tested:' "$log")
echo "$build: $line"
tested=$(echo "$line" | sed -n 's/.*Tested: .*\[0;1m\([0-9]*\).*\|.*Tested: \([0-9]*\).*/\1\2/p')
fail() { echo "$build: $1" >&2; exit 1; }
[ "$status" -eq 0 ] || fail "unit tests failed; see $log"
[ "${tested:-0}" -ge "$least" ] || fail "only ${tested:-no} tests ran; see $log"
for f in "$build"/tests/san.*; do
	[ -e "$f" ] || continue
	cat "$f" >&2
	fail "the sanitizer wrote $f"
done
exit 0
