# a run that is killed goes on from its last finished stage
. "$TAWAM_CASES/lib.sh"
small >in.jsonl
tawam dedup -q --out whole in.jsonl
try tawam dedup --resume in.jsonl
# Kept in a pipe that nobody reads to its end: the results cannot be written.
mkfifo slow
tawam dedup -q --resume --out out --kept slow "$TAWAM_NEWS" &
pid=$!
exec 8<slow
head -c 1 <&8 >first
kill -9 $pid
wait $pid 2>/dev/null
exec 8<&-
ls out
# Another run's state is no state of this one.
cat slow >other &
try tawam dedup -q --resume --out out --kept slow --threshold 0.8 "$TAWAM_NEWS" \
    2>&1 | sed "s,$TAWAM_NEWS,NEWS,g"
wait
cat slow >other &
try tawam dedup -q --resume --out out --kept slow in.jsonl 2>&1 |
    sed "s,$TAWAM_NEWS,NEWS,g"
wait
cat slow >kept.jsonl &
try tawam dedup --resume --out out --kept slow --show 0 "$TAWAM_NEWS" 2>&1 |
    grep -v '^run ' | sed "s,$TAWAM_NEWS,NEWS,g"
wait
ls out
tawam dedup -q --out news --kept kept.want "$TAWAM_NEWS"
for f in pairs clusters decisions; do
	cmp out/$f.jsonl news/$f.jsonl && echo "$f: the same"
done
cmp kept.jsonl kept.want && echo "kept: the same"
