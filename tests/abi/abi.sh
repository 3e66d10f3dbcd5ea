#!/bin/sh
# abi.sh check|update - the binary interface against the stored dump.
#
# The dump is made from the headers alone: each function gets an empty body,
# so that it holds what a program can see and nothing else.  That the library
# exports these functions, with these versions, is the affair of symbols.sh.
#
# Additions are welcome: functions, enumerators, and fields at the end of the
# structures that begin with their size, and of those the library alone
# makes.  What else differs breaks programs: SOVER in the Makefile goes
# up then, and the dump is made anew.
set -eu
here=$(dirname "$0")
stored=$here/libtawam.abi
for tool in abidw abidiff; do
	command -v $tool >/dev/null && continue
	echo "abi: no $tool, skipped; apt-get install abigail-tools"
	exit 0
done
t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
sover=$(sed -n 's/^SOVER.*:= *//p' Makefile)
for h in include/*.h; do
	awk '/^TAWAM_API /{f=1} f && /;/{sub(/;.*$/, " { __builtin_trap(); }"); f=0} {print}' \
	    "$h" >"$t/$(basename "$h" .h).c"
done
(cd "$t" && ${CC:-cc} -g -Og -fPIC -shared -fvisibility=hidden -w \
    -ffile-prefix-map="$t"=. -I"$OLDPWD/include" -Wl,-soname,libtawam.so."$sover" \
    -Wl,--version-script="$OLDPWD/src/tawam.map" -o libtawam.so ./*.c)
abidw --no-corpus-path --no-comp-dir-path --no-show-locs --type-id-style hash \
    --out-file "$t/now.abi" "$t/libtawam.so"
if [ "${1:-}" = update ]; then
	cp "$t/now.abi" "$stored"
	echo "abi: $stored is that of the headers"
	exit 0
fi
for s in tawam_span tawam_unit tawam_learned $(awk '/^struct tawam_[a-z_]* [{]/{name=$2; first=1; next}
    first && /^\tsize_t size;/{print name} {first=0}' include/*.h); do
	printf '[suppress_type]\ntype_kind = struct\nname = %s\n%s\n' "$s" \
	    'has_data_member_inserted_at = end'
done >"$t/abignore"
status=0
abidiff --no-added-syms --suppressions "$t/abignore" \
    "$stored" "$t/now.abi" >"$t/differs" || status=$?
[ $status -eq 0 ] || {
	cat "$t/differs" >&2
	echo "abi: the interface is another one (abidiff: $status); see tests/abi/abi.sh" >&2
	exit 1
}
echo "abi: programs built before still run"
