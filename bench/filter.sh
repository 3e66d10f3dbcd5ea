#!/bin/sh
# filter.sh TAWAM GENERATE [DOCUMENTS] - what tawam filter does a second of
# its own processor time, over pipes, of two streams of the generator's: of one
# a third are copies, of the other a fiftieth.  Then how long one record waits
# for its decision when the next is sent only after it.
set -u
tawam=$1 generate=$2 documents=${3:-100000}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
"$generate" --docs "$documents" --seed 5 --out third.jsonl || exit 1
"$generate" --docs "$documents" --seed 6 --dup-share 0.02 --out fiftieth.jsonl ||
    exit 1
printf '%-32s %8s %10s %12s\n' filter MB/s 'us/record' 'real s' >&2
one() {
	name=$1 from=$2
	shift 2
	cat "$from" | perl -MTime::HiRes=time -e '
		my ($name, $bytes, $n, @c) = @ARGV;
		my $t = time;
		system(@c) == 0 or die "the filter failed\n";
		my $cpu = (times)[2] + (times)[3];
		printf STDERR "%-32s %8.0f %10.2f %12.2f\n", $name,
		    $bytes / $cpu / 1e6, $cpu / $n * 1e6, time - $t;
	' "$name" "$(wc -c <"$from")" "$documents" "$tawam" filter -q "$@" |
	    cat >/dev/null
}
one 'a third copies, batch' third.jsonl --index a --sync batch
one 'a third copies, never' third.jsonl --index b --sync never
one 'a third copies, each' third.jsonl --index c --sync each
one 'a fiftieth copies, batch' fiftieth.jsonl --index d --sync batch
one 'a fiftieth copies, never' fiftieth.jsonl --index e --sync never
one 'all known: replays' third.jsonl --index a --sync batch

printf '\n%-32s %8s %10s %12s\n' 'microseconds to a decision' median p99.9 \
    longest >&2
waits() {
	name=$1
	shift
	perl -MIPC::Open2 -MTime::HiRes=time -e '
		my ($name, @c) = @ARGV;
		my ($out, $in, @waits);
		my $pid = open2($out, $in, @c);
		$in->autoflush(1);
		while (my $line = <STDIN>) {
			my $t = time;
			print $in $line;
			defined(<$out>) or die "the filter failed\n";
			push @waits, (time - $t) * 1e6;
		}
		close $in;
		waitpid $pid, 0;
		@waits = sort { $a <=> $b } @waits;
		printf STDERR "%-32s %8.0f %10.0f %12.0f\n", $name,
		    $waits[@waits / 2], $waits[@waits * 0.999], $waits[-1];
	' "$name" "$tawam" filter -q --annotate "$@" <third.jsonl
}
waits 'a third copies, batch' --index f --sync batch
waits 'a third copies, never' --index g --sync never
