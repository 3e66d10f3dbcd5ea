#!/bin/sh
# symbols.sh LIB.so - the shared library exports tawam_ names, all of those in
# the header, and nothing else.
set -u
lib=$1
nm -D --defined-only "$lib" | awk '{print $3}' | sed 's/@.*//' | sort >"$lib.exports"
sed -n 's/.*[ *]\(tawam_[a-z_]*\)(.*/\1/p' include/tawam.h | grep -v '_fn$' |
    sort -u >"$lib.declared"
# Types named in prose have no parenthesis behind them; functions do.
grep -v '^tawam_' "$lib.exports" && { echo "$lib: exports without the prefix" >&2; exit 1; }
grep -n 'TAWAM_API' include/tawam.h >/dev/null || exit 1
awk '/^TAWAM_API/{f=1} f{line=line $0} f&&/;/{print line; line=""; f=0}' include/tawam.h |
    sed -n 's/.*[ *]\(tawam_[a-z_]*\)(.*/\1/p' | sort -u >"$lib.declared"
diff "$lib.declared" "$lib.exports" || { echo "$lib: header and exports differ" >&2; exit 1; }
echo "symbols: $(wc -l <"$lib.exports") exports, all declared"
