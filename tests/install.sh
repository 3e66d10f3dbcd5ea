#!/bin/sh
# install.sh - what `make install` puts where is the committed list, a program
# builds against it with pkg-config, and `make uninstall` leaves nothing.
set -eu
LC_ALL=C
export LC_ALL
t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
make -s install DESTDIR="$t" PREFIX=/usr
(cd "$t" && find . ! -type d | sort | sed "s/so\.[0-9.]*[0-9]\.[0-9.]*/so.VERSION/") >"$t.list"
diff tests/install.list "$t.list" || { rm -f "$t.list"; echo "install: the list of files changed" >&2; exit 1; }
rm -f "$t.list"
PKG_CONFIG_SYSROOT_DIR=$t PKG_CONFIG_LIBDIR=$t/usr/lib/pkgconfig
export PKG_CONFIG_SYSROOT_DIR PKG_CONFIG_LIBDIR
# One example; what follows its name is said to the compiler.
example() {
	name=$1
	shift
	${CC:-cc} -o "$t/example" "tests/$name.c" "$@"
	"$t/example" "$t/made" <tests/example_index.in >"$t/out"
	diff "tests/$name.out" "$t/out"
	rm -rf "$t/example" "$t/out" "$t/made"
}
for name in example example_index; do
	# shellcheck disable=SC2046
	example $name $(pkg-config --cflags --libs tawam) \
	    -Wl,-rpath,"$t/usr/lib"
	# The same without the shared library.
	# shellcheck disable=SC2046
	example $name $(pkg-config --static --cflags --libs tawam |
	    sed 's/-ltawam/-l:libtawam.a/')
done
make -s uninstall DESTDIR="$t" PREFIX=/usr
left=$(find "$t" ! -type d | wc -l)
[ "$left" -eq 0 ] || { find "$t" ! -type d >&2; echo "uninstall: left files" >&2; exit 1; }
echo "install: list, pkg-config, uninstall"
