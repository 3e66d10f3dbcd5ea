#!/bin/sh
# recall.sh TAWAM GENERATE [DOCUMENTS] - the filter finds what a batch finds.
#
# dedup with --keep first takes documents in their order, and each is dropped
# for one before it that stays: what the filter does, which has only those
# before.  So both are held against the same truth, --exact --keep first, and
# must find as much of it; with other rules of --keep a batch may drop the
# first for a longer one that comes later, which no stream can.
set -u
tawam=$1 generate=$2 documents=${3:-10000}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
"$generate" --docs "$documents" --bytes 900 --out in.jsonl || exit 1
verdicts() {
	sed 's/.*"decision":"\([a-z]*\)".*/\1/
	    s/drop/duplicate/; s/keep/new/; s/unique/new/'
}
"$tawam" dedup -q --exact --keep first --decisions - in.jsonl |
    verdicts >exact
"$tawam" dedup -q --keep first --decisions - in.jsonl | verdicts >batch
"$tawam" filter -q --index seen --annotate <in.jsonl |
    sed 's/.*,"tawam"://' | verdicts >filter
paste exact batch filter | awk '
$1 == "duplicate" { all++; batch += $2 == $1; filter += $3 == $1 }
$1 == "new" { wrong += $3 == "duplicate" }
END {
	printf "recall: of %d duplicates the batch finds %d (%.4f), ", all,
	    batch, batch / all
	printf "the filter %d (%.4f), and %d that are none\n", filter,
	    filter / all, wrong
	# What is missed leaves a survivor more, which may take others.
	exit !(NR == '"$documents"' && all > NR / 10 && filter >= 0.99 * all &&
	    filter >= batch - 0.005 * all && wrong <= 0.002 * all)
}'
