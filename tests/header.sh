#!/bin/sh
# header.sh - each public header stands alone as C99, C11 and C++17, for each
# compiler that is here, and twice is as good as once.
set -eu
t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
done=
for cc in "${CC:-cc}" gcc clang; do
	command -v "$cc" >/dev/null || continue
	for h in include/*.h; do
		printf '#include "%s"\n#include "%s"\n' "${h##*/}" "${h##*/}" >"$t/h.c"
		for std in c99 c11; do
			"$cc" -std=$std -Wall -Wextra -pedantic-errors -Werror \
			    -Iinclude -fsyntax-only "$t/h.c"
		done
	done
	done="$done $cc"
done
for cxx in "${CXX:-c++}" g++ clang++; do
	command -v "$cxx" >/dev/null || continue
	for h in include/*.h; do
		printf '#include "%s"\n#include "%s"\n' "${h##*/}" "${h##*/}" >"$t/h.cc"
		"$cxx" -std=c++17 -Wall -Wextra -pedantic-errors -Werror \
		    -Iinclude -fsyntax-only "$t/h.cc"
	done
	done="$done $cxx"
done
echo "header: C99, C11 and C++17 by$done"
