#!/bin/sh
# layers.sh - no room includes one to its right; the programs see of the
# library its public header and the base room alone.
set -u
bad=0
# What each room may include besides itself.
allowed() {
	case $1 in
	base) echo "" ;;
	text) echo "base" ;;
	shingle) echo "base text" ;;
	index) echo "base text shingle" ;;
	compare) echo "base text shingle index" ;;
	lib) echo "base text shingle index compare" ;;
	io) echo "base" ;;
	report) echo "base io" ;;
	cli) echo "base io report" ;;
	esac
}
for room in base text shingle index compare lib io report cli; do
	for f in src/"$room"/*.[ch]; do
		[ -e "$f" ] || continue
		for inc in $(sed -n 's/^#[ \t]*include[ \t]*"\([^"]*\)".*/\1/p' "$f"); do
			case $inc in
			tawam.h|tawam_arrow.h) continue ;;
			*/*) from=${inc%%/*} ;;
			*) echo "$f: \"$inc\" names no room" >&2; bad=1; continue ;;
			esac
			[ "$from" = "$room" ] && continue
			case " $(allowed "$room") " in
			*" $from "*) ;;
			*) echo "$f: room $room may not include $inc" >&2; bad=1 ;;
			esac
		done
		# One file sees xxHash; utf8proc stays in text/; libbsd in programs.
		case $f in
		src/base/hash.h) ;;
		*) grep -nH 'include <xxh' "$f" && { echo "$f: use base/hash.h" >&2; bad=1; } ;;
		esac
		case $room in
		text) ;;
		*) grep -nH 'include <utf8proc' "$f" && { echo "$f: use text/" >&2; bad=1; } ;;
		esac
		case $f in
		# cpu.c asks the environment in builds for tests alone.
		src/io/*|src/report/*|src/cli/*|src/base/cpu.c) ;;
		*) grep -nHE 'include <bsd/|[^a-z_](getenv|exit|printf|fprintf|abort)\(' "$f" &&
		    { echo "$f: not in the library" >&2; bad=1; } ;;
		esac
	done
done
[ $bad -eq 0 ] && echo "layers: every include goes one way"
exit $bad
