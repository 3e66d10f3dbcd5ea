# a disk that is full: the file is named, and nothing half-written stays
. "$TAWAM_CASES/lib.sh"
mkdir disk
if ! mount -t tmpfs -o size=64k none disk 2>/dev/null; then
	echo "no file system can be mounted here" >&2
	exit 77
fi
trap 'umount disk' EXIT
try tawam dedup -q --out disk/out "$TAWAM_NEWS"
try tawam dedup -q --kept disk/kept.jsonl "$TAWAM_NEWS"
try tawam dedup -q --kept disk/kept.jsonl.gz --removed r "$TAWAM_NEWS"
# What was there stays as it was.
echo before >disk/pairs
try tawam dedup -q --floor .1 --threshold .1 --pairs disk/pairs --max-pairs 0 "$TAWAM_NEWS"
cat disk/pairs
# The place where standard input is kept for a second pass.
cat "$TAWAM_NEWS" | try tawam dedup -q --tmpdir disk --kept k -
ls disk
ls
