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
	ls
done
