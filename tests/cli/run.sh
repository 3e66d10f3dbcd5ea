#!/bin/sh
# run.sh [--update] [path to tawam [NAME ...]] - exact output of the command.
#
# A case is NAME.t, a shell script that runs in an empty directory with tawam
# in its path.  NAME.out holds what it must write to standard output, to
# standard error, and its exit status; times and memory are taken out.  Every
# case runs in the C and in a UTF-8 locale and must say the same.
set -u
update=0
[ "${1:-}" = --update ] && { update=1; shift; }
here=$(cd "$(dirname "$0")" && pwd)
tawam=${1:-$here/../../build/plain/tawam}
[ $# -gt 0 ] && shift
case $tawam in /*) ;; *) tawam=$PWD/$tawam ;; esac
[ -x "$tawam" ] || { echo "run.sh: no command at $tawam" >&2; exit 2; }
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/bin"
ln -s "$tawam" "$scratch/bin/tawam"
PATH=$scratch/bin:$PATH
TAWAM_CASES=$here
TAWAM_NEWS=$here/../../corpora/news/news.jsonl
LSAN_OPTIONS=exitcode=99
export PATH TAWAM_CASES TAWAM_NEWS LSAN_OPTIONS
unset TMPDIR COLUMNS
passed=0 failed=0 skipped=0

# one CASE LOCALE - what the case does, as NAME.out has it.
one() {
	rm -rf "$scratch/work"
	mkdir "$scratch/work"
	(cd "$scratch/work" && LC_ALL=$2 timeout 120 sh "$1" \
	    >"$scratch/stdout" 2>"$scratch/stderr" </dev/null)
	status=$?
	cat "$scratch/stdout"
	echo "--- stderr"
	sed 's/^run        .*/run        (time and memory)/' "$scratch/stderr"
	echo "--- status $status"
}

[ $# -gt 0 ] || set -- "$here"/*.t
for t in "$@"; do
	name=$(basename "$t" .t)
	t=$here/$name.t
	for locale in C C.UTF-8; do
		one "$t" $locale >"$scratch/got"
		if [ "$(tail -n 1 "$scratch/got")" = "--- status 77" ]; then
			skipped=$((skipped + 1))
			echo "cli/$name: SKIPPED: $(tail -n 1 "$scratch/stderr")"
			continue
		fi
		if [ $update -eq 1 ] && [ $locale = C ]; then
			cp "$scratch/got" "$here/$name.out"
		fi
		if cmp -s "$scratch/got" "$here/$name.out"; then
			passed=$((passed + 1))
		else
			failed=$((failed + 1))
			echo "cli/$name ($locale):"
			diff "$here/$name.out" "$scratch/got" | head -n 40
		fi
	done
done
echo "cli: $passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ] && [ $passed -gt 0 ]
