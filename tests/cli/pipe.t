# a reader that has seen enough is no failure; a full disk is
. "$TAWAM_CASES/lib.sh"
closed() {
	{ "$@"; echo "status $?" >&2; } | :
}
closed tawam dedup -q --pairs - "$TAWAM_NEWS"
closed tawam dedup -q --decisions - "$TAWAM_NEWS"
closed tawam normalise "$TAWAM_NEWS"
closed tawam help dedup
if [ -e /dev/full ]; then
	tawam dedup -q --decisions - "$TAWAM_NEWS" >/dev/full
	echo "status $?"
	tawam normalise "$TAWAM_NEWS" >/dev/full
	echo "status $?"
	tawam --help >/dev/full
	echo "status $?"
fi
# A file must not become what was closed.
tawam dedup -q --kept want "$TAWAM_NEWS" --clusters /dev/null
tawam dedup -q --kept kept --clusters - "$TAWAM_NEWS" >&-
echo "status $?"
tawam normalise "$TAWAM_NEWS" >&-
echo "status $?"
tawam dedup -q --kept kept --show 3 "$TAWAM_NEWS" 2>&-
echo "status $?"
cmp want kept
tawam dedup -q --clusters /dev/null <&-
echo "status $?"
ls
