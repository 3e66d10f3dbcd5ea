#!/bin/sh
# cover.sh BUILD LINES BRANCHES - a table of what the tests ran of src, the
# command's own files and the generators apart, from the counts in BUILD;
# fails when the share of lines or branches is under the given per cent.
set -eu
build=$1 lines=$2 branches=$3
command -v gcovr >/dev/null || { echo "cover: no gcovr; apt-get install gcovr" >&2; exit 1; }
gcovr --root . --filter src/ --exclude src/cli/ --exclude src/gen/ \
    --csv "$build/cover.csv" "$build" >/dev/null
# filename,line_total,line_covered,line_percent,branch_total,branch_covered,...
awk -F, -v lines="$lines" -v branches="$branches" '
function percent(part, all) { return all > 0 ? 100 * part / all : 100 }
function row(name, l, lc, b, bc) {
	printf "%-32s %6d %6.1f %%  %6d %6.1f %%\n", name, l, percent(lc, l), b, percent(bc, b)
}
NR == 1 { printf "%-32s %6s %8s  %6s %8s\n", "file", "lines", "run", "branch", "taken"; next }
$2 > 0 { row($1, $2, $3, $5, $6); l += $2; lc += $3; b += $5; bc += $6 }
END {
	row("all", l, lc, b, bc)
	if (l < 1000 || percent(lc, l) < lines || percent(bc, b) < branches) {
		printf "cover: wanted %d %% of lines, %d %% of branches\n", lines, branches
		exit 1
	}
}' "$build/cover.csv"
