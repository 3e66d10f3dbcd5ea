#!/bin/sh
# promise.sh TAWAM GENERATE [DOCUMENTS] - is recall as --recall promises?
#
# Over thresholds and promises, pairs found by bands are held against --exact:
# each that is found must be a pair, with the same score; as many must be
# found, of those just over the threshold too, as promised less three standard
# errors.  On generated news, and on ant_exact where TAWAM_SHARED has it.
set -u
tawam=$1 generate=$2 documents=${3:-20000}
shared=${TAWAM_SHARED:-../shared}/data/ant_exact/docs.jsonl
case $shared in /*) ;; *) shared=$PWD/$shared ;; esac
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

pairs() {
	"$tawam" dedup -q --max-pairs 0 --pairs - "$@" |
	    sed 's/^{"a":\("[^"]*"\),"b":\("[^"]*"\),"jaccard":\([^,]*\),.*"relation":"\([^"]*\)".*/\1 \2 \3 \4/'
}

# Judges found by exact; the promise holds of pairs that are not equal texts.
judge() {
	awk -v name="$1" -v t="$2" -v promise="$3" '
	function ok(found, all) {
		errors = 3 * sqrt(all * promise * (1 - promise))
		return found >= all * promise - errors
	}
	NR == FNR { exact[$1 " " $2] = $3 " " $4; next }
	exact[$1 " " $2] != $3 " " $4 { wrong++ }
	{ seen[$1 " " $2] = 1 }
	END {
		for (p in exact) {
			split(exact[p], x, " ")
			if (x[1] < t || x[1] == 1)
				continue
			all++; found += p in seen
			if (x[1] < t + .05) { edge++; at += p in seen }
		}
		printf "%-10s %.1f  %.3f  %7d  %.4f  %7d  %.4f  %5d\n", name, t,
		    promise, all, found / (all ? all : 1), edge,
		    at / (edge ? edge : 1), wrong
		exit !(all > 0 && ok(found, all) && ok(at, edge) && !wrong)
	}' exact found
}

"$generate" --docs "$documents" --bytes 600 --out generated || exit 1
corpora=generated
if [ -r "$shared" ]; then
	ln -s "$shared" ant_exact
	corpora="generated ant_exact"
else
	echo 'skipped: ant_exact, which is not there'
fi
echo 'corpus     over promise  pairs   found  near it   found  wrong'
bad=0
for corpus in $corpora; do
	for t in 0.5 0.6 0.7 0.8 0.9; do
		pairs --exact --threshold $t "$corpus" >exact
		for promise in 0.9 0.99 0.999; do
			pairs --threshold $t --recall $promise "$corpus" >found
			judge "$corpus" $t $promise || bad=1
		done
	done
done
[ $bad = 0 ] || echo 'promise: a promise does not hold' >&2
exit $bad
