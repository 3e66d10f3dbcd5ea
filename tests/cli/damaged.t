# damaged and cut streams: the good records before it count, the file is named
. "$TAWAM_CASES/lib.sh"
awk 'BEGIN {
	srand(1)
	for (i = 0; i < 20000; i++)
		printf "{\"id\":%d,\"text\":\"%d %d\"}\n", i, rand() * 1e9, i
}' >in.jsonl
gzip -n <in.jsonl >whole.gz
tawam dedup -q --kept whole.zst in.jsonl
# What is kept is the beginning of the whole, and there is some.
some() {
	tawam dedup -q -j1 --kept got.jsonl "$1"
	echo "$1: status $?" >&2
	tawam dedup -q -j2 --kept two.jsonl "$1" 2>two.err
	cmp got.jsonl two.jsonl
	n=$(wc -c <got.jsonl)
	head -c "$n" in.jsonl | cmp -s - got.jsonl && [ "$n" -gt 1000 ] &&
	    [ "$n" -lt "$(wc -c <in.jsonl)" ] && echo "$1: some"
	rm got.jsonl two.jsonl
}
for f in whole.gz whole.zst; do
	x=${f##*.}
	size=$(wc -c <$f)
	head -c $((size / 2)) $f >cut.$x
	some cut.$x
	{
		head -c $((size * 3 / 4)) $f
		printf 'damage that no sum would miss'
		tail -c +$((size * 3 / 4 + 30)) $f
	} >bad.$x
	# What follows a whole stream is not read.
	{ cat $f; echo rest; } >more.$x
	tawam dedup -q --kept got.jsonl more.$x
	echo "more.$x: status $?" >&2
	cmp -s in.jsonl got.jsonl && echo "more.$x: all"
done
some bad.zst
# gzip has one sum, at the end: what comes before it may be wrong as well.
tawam dedup -q --kept got.jsonl bad.gz 2>said
echo "bad.gz: status $?"
grep damaged said
printf '{"id":1,"text":"a"}\n' | gzip -n | head -c -8 >sum.gz
printf 'not sums' >>sum.gz
try tawam dedup -q --decisions - sum.gz
# A folder that is not there, and one that goes while it is read.
mkfifo pipe
mkdir -p d/e
cp in.jsonl d/e
try tawam dedup -q nowhere/
tawam dedup -q --kept got.jsonl pipe d &
pid=$!
exec 9>pipe
rm -r d
echo '{"id":1,"text":"a"}' >&9
exec 9>&-
wait $pid
echo "status $?"
cat got.jsonl
