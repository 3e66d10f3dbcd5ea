#!/bin/sh
# man.sh - the manual: clean for mandoc, every public function on one page of
# section 3, declared there as in the headers, structures word for word, and
# every reference to a page of ours leads to one.
set -eu
LC_ALL=C
export LC_ALL
t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
fail() { echo "man: $1" >&2; exit 1; }

if command -v mandoc >/dev/null; then
	mandoc -Tlint -Wwarning src/man/*.[135]
else
	echo 'man: no mandoc, not linted'
fi

# The names under NAME are what the pages are found by.
awk '/^\.Sh /{n = $2 == "NAME"} n && /^\.Nm /{print $2}' src/man/*.3 | sort >"$t/names"
[ -z "$(uniq -d "$t/names")" ] || fail "on two pages: $(uniq -d "$t/names")"
sed -n 's/^\t\(tawam_[a-z0-9_]*\);$/\1/p' src/tawam.map | sort >"$t/public"
comm -13 "$t/names" "$t/public" >"$t/missing"
[ ! -s "$t/missing" ] || fail "no page of section 3 has $(tr '\n' ' ' <"$t/missing")"

# Declared once more as the pages have it: the compiler compares.
for h in include/*.h; do echo "#include \"${h##*/}\""; done >"$t/synopsis.c"
awk '/^\.Sh /{s = $2 == "SYNOPSIS"}
!s {next}
/^\.Ft /{sub(/^\.Ft /, ""); gsub(/"/, ""); type = $0}
/^\.Fo /{name = $2; args = ""}
/^\.Fa /{sub(/^\.Fa /, ""); gsub(/"/, ""); args = args (args == "" ? "" : ", ") $0}
/^\.Fc/{printf "%s %s(%s);\n", type, name, args == "" ? "void" : args}' \
    src/man/*.3 >>"$t/synopsis.c"
for f in $(cat "$t/public"); do
	grep -q "[ *]$f(" "$t/synopsis.c" || fail "SYNOPSIS of no page has $f"
done
${CC:-cc} -std=c11 -Wall -Werror -Iinclude -fsyntax-only "$t/synopsis.c" ||
    fail "a page declares another function than the headers"

# Structures.
awk '/^struct tawam_[a-z_]* [{]/{b = ""; in_s = 1} in_s {b = b $0 "\n"}
in_s && /^[}];/{printf "%s\001", b; in_s = 0}' include/*.h | tr '\n\001' '\002\n' |
    sort >"$t/structs"
sed 's/\\e/\\/g' src/man/*.3 | awk '/^struct tawam_[a-z_]* [{]/{b = ""; in_s = 1}
in_s {b = b $0 "\n"} in_s && /^[}];/{printf "%s\001", b; in_s = 0}' |
    tr '\n\001' '\002\n' | sort -u >"$t/shown"
comm -13 "$t/structs" "$t/shown" | tr '\002' '\n' >"$t/other"
[ ! -s "$t/other" ] || { cat "$t/other" >&2; fail "a page shows another structure than the headers"; }
[ "$(wc -l <"$t/shown")" -ge 20 ] || fail "the pages show $(wc -l <"$t/shown") structures only"

sed -n 's/^\.Xr \(tawam[a-z_]*\) \([0-9]\).*/\1 \2/p' src/man/*.[135] | sort -u |
    while read -r name section; do
	[ -e "src/man/$name.$section" ] || grep -qx "$name" "$t/names" ||
	    fail "no page $name($section)"
done
echo "man: $(wc -l <"$t/public") functions, $(wc -l <"$t/shown") structures, as in the headers"
