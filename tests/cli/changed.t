# an input that changes between the two passes is noticed and nothing is
# written; what is only appended does not belong to the run
. "$TAWAM_CASES/lib.sh"
mkfifo pipe
for change in 's/n2/N2/' '3d' '$p'; do
	small >in.jsonl
	tawam dedup -q --kept kept.jsonl --pairs p in.jsonl pipe &
	pid=$!
	# Opening waits for the reader, which has then read in.jsonl.
	exec 9>pipe
	sed "$change" in.jsonl >new && cat new >in.jsonl
	exec 9>&-
	wait $pid
	echo "status $?"
	ls
done
