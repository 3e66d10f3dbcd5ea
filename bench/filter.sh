#!/bin/sh
# filter.sh TAWAM GENERATE [DOCUMENTS] - what tawam filter does a second of
# its own processor time, over pipes, of the generator's stream, of which a
# third are copies.
set -u
tawam=$1 generate=$2 documents=${3:-100000}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
"$generate" --docs "$documents" --seed 5 --out in.jsonl || exit 1
bytes=$(wc -c <in.jsonl)
printf '%-24s %8s %10s %12s\n' filter MB/s 'us/record' 'real s'
one() {
	name=$1
	shift
	cat in.jsonl | perl -MTime::HiRes=time -e '
		my ($name, $bytes, $n, @c) = @ARGV;
		my $t = time;
		system(@c) == 0 or die "the filter failed\n";
		my $cpu = (times)[2] + (times)[3];
		printf STDERR "%-24s %8.0f %10.2f %12.2f\n", $name,
		    $bytes / $cpu / 1e6, $cpu / $n * 1e6, time - $t;
	' "$name" "$bytes" "$documents" "$tawam" filter -q "$@" |
	    cat >/dev/null
}
one 'new index, batch' --index a --sync batch
one 'new index, never' --index b --sync never
one 'new index, each' --index c --sync each
one 'all known: replays' --index a --sync batch
