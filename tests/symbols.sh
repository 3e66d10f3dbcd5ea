#!/bin/sh
# symbols.sh LIB.so LIB.a - the shared library exports tawam_ names, all of
# those in the header and in the map, each with the version of the map, and
# nothing else; the heap is asked in one file alone; lines of the cache are
# asked for ahead.
set -u
lib=$1
archive=$2
fail() { echo "symbols: $1" >&2; exit 1; }

nm -D --defined-only "$lib" | awk '$2 != "A" {print $3}' | sort >"$lib.versioned"
sed 's/@.*//' "$lib.versioned" >"$lib.exports"
grep -v '^tawam_[a-z]' "$lib.exports" && fail "$lib exports a name without the prefix"

# Types named in prose have no parenthesis behind them; functions do.
cat include/*.h | awk '/^TAWAM_API/{f=1} f{line=line $0} f&&/;/{print line; line=""; f=0}' |
    sed -n 's/[^(]*[ *]\(tawam_[a-z0-9_]*\)(.*/\1/p' | sort -u >"$lib.declared"
[ -s "$lib.declared" ] || fail "the headers declare nothing"
sed -n 's/^\t\(tawam_[a-z0-9_]*\);$/\1/p' src/tawam.map | sort >"$lib.mapped"
[ -z "$(uniq -d "$lib.mapped")" ] || fail "src/tawam.map has a name twice"
diff "$lib.declared" "$lib.mapped" || fail "the header (<) and src/tawam.map (>) differ"
diff "$lib.mapped" "$lib.exports" || fail "src/tawam.map (<) and the exports (>) differ"
grep -v '@@TAWAM_[0-9]' "$lib.versioned" && fail "$lib exports a name without a version"

nm -A -u "$archive" 2>/dev/null | grep -v ':mem\.o:' |
    grep -wE 'malloc|calloc|realloc|free|strdup|strndup|aligned_alloc|posix_memalign|asprintf' &&
    fail "the library asks the heap outside of base/mem.c"
# gcc drops calls of what has no effect that it knows: see cpu_expect.
if [ "$(uname -m)" = x86_64 ]; then
	for o in batch verify place; do
		ar p "$archive" $o.o >"$lib.o"
		objdump -d "$lib.o" | grep -q prefetch ||
		    fail "$o.c does not ask for lines ahead"
	done
	rm -f "$lib.o"
fi

echo "symbols: $(wc -l <"$lib.exports") exports, all declared and in the map"
