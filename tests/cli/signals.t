# a signal: 128 + its number, and nothing is left behind
. "$TAWAM_CASES/lib.sh"
mkfifo pipe
for s in INT TERM HUP; do
	# A background job of a script would ignore SIGINT.
	perl -e '$SIG{INT} = "DEFAULT"; exec @ARGV' tawam dedup -q --out out \
	    --kept kept.jsonl pipe &
	pid=$!
	exec 9>pipe
	small >&9
	while [ ! -e out ]; do sleep 0.05; done
	kill -$s $pid
	wait $pid
	echo "$s: $?"
	exec 9>&-
	ls -A . out 2>/dev/null || :
done
# While results are written: nobody reads one of them, so that it cannot end.
mkfifo slow
for s in INT TERM; do
	perl -e '$SIG{INT} = "DEFAULT"; exec @ARGV' tawam dedup -q --out out \
	    --kept slow --removed removed.jsonl "$TAWAM_NEWS" &
	pid=$!
	exec 8<slow
	# The first bytes are there, and more than a pipe holds is to come.
	head -c 1 <&8 >first
	kill -$s $pid
	wait $pid
	echo "$s while writing: $?"
	exec 8<&-
	ls -A . out 2>/dev/null || :
done
