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
