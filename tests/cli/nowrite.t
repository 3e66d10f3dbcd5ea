# folders that cannot be written or read, files that cannot be read
. "$TAWAM_CASES/lib.sh"
small >in.jsonl
mkdir no d
cp in.jsonl d/a.jsonl
cp in.jsonl d/b.jsonl
mkdir d/c
chmod 000 d/b.jsonl d/c
chmod 500 no
# Nothing is forbidden to root.
if [ "$(id -u)" -ne 0 ]; then
	user=
elif command -v setpriv >/dev/null; then
	user='setpriv --reuid=65534 --regid=65534 --clear-groups --'
	chmod 755 ../.. .. . 2>/dev/null
	chown -R 65534 .
else
	echo "no setpriv to be someone else with" >&2
	exit 77
fi
cmd=$(readlink -f "$(command -v tawam)")
# The command must be in reach of that user too.
if ! $user sh -c "test -x '$cmd'" 2>/dev/null; then
	cp "$cmd" ./tawam.copy
	cmd=./tawam.copy
fi
as_user() {
	echo "\$ tawam $*" >&2
	$user "$cmd" "$@"
	echo "status $?" >&2
}
as_user dedup -q --pairs no/p in.jsonl
as_user dedup -q --out no/out in.jsonl
as_user dedup -q --out no in.jsonl
as_user dedup -q --kept no/k.gz in.jsonl
as_user dedup -q --tmpdir no --kept k in.jsonl
as_user normalise -q --bad no/b in.jsonl
as_user dedup -q --decisions - d
as_user dedup -q --decisions - d/b.jsonl in.jsonl
chmod 700 no d/c
ls no
rm -f tawam.copy
ls
