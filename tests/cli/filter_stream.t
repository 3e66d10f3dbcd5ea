# filter as a part of a pipe: each record in its turn, and every way to end it
. "$TAWAM_CASES/lib.sh"
small >day
echo "-- a record is answered before the next one is sent"
mkfifo to from
tawam filter --index seen --annotate --quiet <to >from &
exec 8>to 9<from
while read -r line; do
	printf '%s\n' "$line" >&8
	read -r answer <&9 && echo "$answer"
done <day
printf 'no JSON\n' >&8
read -r answer <&9 && echo "$answer"
exec 8>&- 9<&-
wait $!
echo "status $?"
for s in INT TERM HUP; do
	echo "-- $s"
	perl -e '$SIG{INT} = "DEFAULT"; exec @ARGV' tawam filter \
	    --index "$s" --rejects twins-$s --quiet <to >from &
	pid=$!
	exec 8>to 9<from
	# Half a record is none.
	{ cat day; printf '{"id":"half","text":'; } >&8
	read -r answer <&9
	read -r answer <&9 && echo "$answer"
	kill -$s $pid
	wait $pid
	echo "status $?"
	exec 8>&- 9<&-
	tawam index info $s | head -n 1
	tawam index verify $s
	wc -l <twins-$s
done
echo "-- a reader that has gone ends it without more input"
tawam filter --index gone --quiet <to >from &
pid=$!
exec 8>to 9<from
exec 9<&-
wait $pid
echo "status $?"
exec 8>&-
{ tawam filter --index gone --quiet <"$TAWAM_NEWS"; echo "status $?" >&2; } |
    head -n 1 | wc -l
tawam index verify gone
if [ -e /dev/full ]; then
	echo "-- a full disk"
	tawam filter --index full --quiet <day >/dev/full
	echo "status $?"
fi
