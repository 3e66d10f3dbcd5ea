# standard input; with no result option clusters go to standard output
. "$TAWAM_CASES/lib.sh"
small | tawam dedup -q
small | tawam dedup -q --pairs -
small | tawam dedup -q --decisions - -
echo; echo '--- with a summary'
small | tawam dedup
echo; echo '--- read twice, plain and compressed'
small | tawam dedup -q --kept - --removed removed --report r.html
cat removed
small | gzip | tawam dedup -q --kept -
small >in.jsonl
tawam dedup -q --kept - <in.jsonl
echo; echo '--- among files'
small | sed 's/"id":"n/"id":"m/; s/"id":4/"id":5/' >more.jsonl
small | tawam dedup -q --decisions - more.jsonl -
