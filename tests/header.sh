#!/bin/sh
# header.sh - the public header stands alone as C99, C11 and C++17.
set -eu
t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
echo '#include "tawam.h"' >"$t/h.c"
cp "$t/h.c" "$t/h.cc"
for std in c99 c11; do
	${CC:-cc} -std=$std -Wall -Wextra -pedantic-errors -Werror -Iinclude \
	    -fsyntax-only "$t/h.c"
done
if command -v "${CXX:-c++}" >/dev/null; then
	"${CXX:-c++}" -std=c++17 -Wall -Wextra -pedantic-errors -Werror \
	    -Iinclude -fsyntax-only "$t/h.cc"
else
	echo "header: no C++ compiler, skipped"
fi
echo "header: C99, C11 and C++17"
