#!/bin/sh
# run.sh TAWAM GENERATE FOLDER - tawam filter between two topics of a real
# Kafka broker, killed and started again in the middle.
#
#	kcat -C raw | tawam filter --sync each --replays pass | kcat -P clean
#
# 100,000 records go through.  The filter is killed with -9 while it works;
# a new one begins again at the last offset whose record came out, as a
# consumer does that commits its offsets after the output, some records
# earlier.  Then: no record that is new is lost, and none passes twice but as a
# marked replay.
#
# The broker's jars come from Maven into FOLDER once; see pom.xml.
set -u
tawam=$1 generate=$2 folder=$3
here=$(cd "$(dirname "$0")" && pwd)
records=${KAFKA_RECORDS:-100000}
broker=127.0.0.1:19092
missing=
for c in java mvn kcat jq perl; do
	command -v $c >/dev/null || missing="$missing $c"
done
if [ -n "$missing" ]; then
	echo "kafka: not run, these are missing:$missing" >&2
	echo "kafka: Debian has them as default-jre-headless maven kcat jq" >&2
	exit 1
fi
mkdir -p "$folder" || exit 1
if [ ! -e "$folder/libs/done" ]; then
	echo "kafka: fetching the broker with Maven"
	cp "$here/pom.xml" "$folder/" && (cd "$folder" && mvn -q -B \
	    dependency:copy-dependencies -DoutputDirectory=libs \
	    -DincludeScope=runtime) && touch "$folder/libs/done" || {
		echo "kafka: not run, Maven could not fetch the broker" >&2
		exit 1
	}
fi
work=$(mktemp -d) || exit 1
pid=
cleanup() {
	[ -n "$pid" ] && kill $pid 2>/dev/null && wait $pid 2>/dev/null
	rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 1' INT TERM
fail() {
	echo "kafka: $1" >&2
	exit 1
}

cat >"$work/server.properties" <<P
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:19093
listeners=PLAINTEXT://$broker,CONTROLLER://127.0.0.1:19093
advertised.listeners=PLAINTEXT://$broker
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
num.partitions=1
log.dirs=$work/logs
P
java -cp "$folder/libs/*" kafka.tools.StorageTool format \
    -t abcdefghijklmnopqrstuv -c "$work/server.properties" \
    >"$work/format.log" 2>&1 || fail "formatting: $(tail -n 1 "$work/format.log")"
java -Xmx512m -cp "$folder/libs/*" kafka.Kafka "$work/server.properties" \
    >"$work/broker.log" 2>&1 &
pid=$!
n=0
until kcat -b $broker -L >/dev/null 2>&1; do
	n=$((n + 1))
	[ $n -lt 120 ] && kill -0 $pid 2>/dev/null || {
		tail -n 5 "$work/broker.log" >&2
		fail "the broker does not start"
	}
	sleep 1
done

# Made before anybody asks for it: a consumer waits long for one that is new.
n=0
until kcat -b $broker -L -t clean -X allow.auto.create.topics=true |
    grep -q 'partition 0, leader 1'; do
	n=$((n + 1))
	[ $n -lt 60 ] || fail "the topic clean cannot be made"
	sleep 0.5
done

"$generate" --docs "$records" --bytes 600 --out "$work/raw.jsonl" || exit 1
kcat -b $broker -P -t raw -p 0 <"$work/raw.jsonl" || fail "cannot send"
echo "kafka: $records records are in the topic raw"

# pass FROM GOAL - the pipe, from an offset to the end of the topic.  The
# records carry their decision, so that replays can be told.  After GOAL they
# trickle, so that there is time to kill the filter while it works.
pass() {
	kcat -b $broker -C -t raw -p 0 -o "$1" -e -q -u |
	    perl -spe 'BEGIN { $| = 1 }
		select(undef, undef, undef, 0.02) if $. > $goal && !($. % 20)
		' -- -goal=$(($2 - $1)) |
	    "$tawam" filter --index "$work/seen" --sync each --replays pass \
		--quiet --annotate |
	    kcat -b $broker -P -t clean -p 0
}

# What came out so far: the offset of the next record to be sent.
sent() {
	kcat -b $broker -C -t clean -p 0 -o -1 -c 1 -e -q 2>/dev/null |
	    jq -r .id | tail -n 1 |
	    awk '{ sub(/^g0*/, ""); print $0 + 0 }'
}

next=0 kills=0
for part in 1 2 3; do
	goal=$((part * records / 4))
	pass $next $goal 2>>"$work/pipe.log" &
	pipe=$!
	while at=$(sent) && [ "${at:-0}" -lt $goal ]; do
		kill -0 $pipe 2>/dev/null || break
		sleep 0.2
	done
	# The filter alone, by its number: it is this shell's grandchild.
	filter=$(ps -o pid=,args= --ppid $pipe | awk -v t="$tawam" \
	    'index($0, t " filter") { print $1 }')
	[ -n "$filter" ] && kill -9 $filter && kills=$((kills + 1))
	# Whoever sends to it ends by a closed pipe.
	wait $pipe 2>/dev/null
	"$tawam" index verify "$work/seen" --quiet 2>/dev/null
	at=$(sent)
	# A consumer may go back further than it must.
	next=$((${at:-0} > 50 ? ${at:-0} - 50 : 0))
	echo "kafka: killed at record ${at:-0}, again from $next"
done
[ $kills -eq 3 ] || fail "the filter was killed $kills times, not 3"
pass $next $records || fail "the last part failed"

kcat -b $broker -C -t clean -p 0 -o beginning -e -q >"$work/out.jsonl"
jq -r '[.id, .tawam.decision, (.tawam.replay // false)] | @tsv' \
    "$work/out.jsonl" >"$work/out.tsv"
jq -r .id "$work/raw.jsonl" >"$work/ids"
# One run without any trouble, for what is new.
"$tawam" filter --index "$work/calm" --annotate --quiet \
    <"$work/raw.jsonl" | jq -r 'select(.tawam.decision == "new") | .id' \
    >"$work/new"
awk -F '\t' -v OFS='\t' '
FILENAME == ARGV[1] { new[$1]; next }
FILENAME == ARGV[2] { order[$1] = ++records; next }
{
	if (!($1 in order))
		strange++
	if ($1 in seen)
		again++
	seen[$1]
	if ($2 == "new") {
		if (!($1 in new))
			wrong++
		if (passed[$1]++ > 0)
			twice++
	} else if ($2 == "duplicate" && $3 == "true") {
		replays++
		passed[$1]++
		if (!($1 in new))
			wrong++
	}
}
END {
	for (id in new)
		if (!(id in passed))
			lost++
	for (id in order)
		if (!(id in seen))
			missing++
	printf "kafka: %d records, %d new; after %d kills: %d lost, ",
	    records, length(new), '$kills', lost
	printf "%d not decided, %d replays passed and marked, ", missing, replays
	printf "%d passed twice unmarked, %d unlike a calm run\n", twice, wrong
	exit lost + missing + twice + wrong + strange > 0
}' "$work/new" "$work/ids" "$work/out.tsv" || fail "something is wrong"
