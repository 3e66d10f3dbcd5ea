#!/bin/sh
# full.sh TAWAM GENERATE - a disk that is full while an index is written.
#
# On a small tmpfs, which only root can have, the filter must say what is
# wrong and end; everything whose decision was written must be in the index,
# which opens by itself, is whole, and goes on when there is room again.
set -u
tawam=$1 generate=$2
work=$(mktemp -d) || exit 1
mkdir "$work/small"
if ! mount -t tmpfs -o size=3m none "$work/small" 2>/dev/null; then
	echo 'full: SKIPPED: a small file system can only be mounted by root'
	rm -rf "$work"
	exit 0
fi
trap 'umount "$work/small"; rm -rf "$work"' EXIT
cd "$work" || exit 1
fail() {
	echo "full: $1" >&2
	exit 1
}
ids() {
	sed -n 's/^{"id":\("[^"]*"\),.*"decision":"new".*/\1/p'
}
"$generate" --docs 6000 --out in.jsonl || exit 1
"$tawam" filter --index small/seen --sync each --annotate -q --expect 6000 \
    <in.jsonl >first 2>why
[ $? -eq 1 ] || fail "a full disk is no failure"
grep -q 'No space left' why || fail "it is not said: $(cat why)"
n=$(wc -l <first)
[ "$n" -gt 100 ] && [ "$n" -lt 6000 ] || fail "$n records came out"
# Each that was passed as new is there under its own id.
ids <first >new
"$tawam" index query small/seen in.jsonl -q |
    sed -n 's/^{"id":\("[^"]*"\),"matches":\[{"id":\1,.*"exact".*/\1/p' |
    sort >there
sort new | comm -23 - there >lost
[ -s lost ] && fail "$(wc -l <lost) answered records are not in the index"
# No room for a compaction, either: all is as before.
"$tawam" index compact small/seen -q 2>why && fail "compacted without room"
"$tawam" index verify small/seen -q || fail "compacting has hurt the index"
mount -o remount,size=64m "$work/small" || fail "cannot grow"
tail -n +$((n + 1)) in.jsonl | "$tawam" filter --index small/seen \
    --replays pass --annotate -q >second || fail "it does not go on"
"$tawam" filter --index calm --annotate -q --expect 6000 <in.jsonl | ids >all
# What was in the index and not yet answered comes back as a replay.
cat first second | grep -v '"decision":"duplicate".*"replay":false' |
    sed -n 's/^{"id":\("[^"]*"\),.*\("decision":"new"\|"replay":true\).*/\1/p' |
    sort >passed
sort all | cmp -s - passed || fail "the two parts are not the whole"
"$tawam" index verify small/seen -q || fail "the index is not whole at last"
echo "full: $n of 6000 records before the disk was full, all the others after"
