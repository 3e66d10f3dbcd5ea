# a threshold that would compare all with all: advice, or --bands
. "$TAWAM_CASES/lib.sh"
awk 'BEGIN {
	srand(1)
	for (i = 0; i < 3000; i++) {
		printf "{\"id\":%d,\"text\":\"", i
		for (k = 0; k < 20; k++) printf "w%d ", rand() * 1000000
		print "\"}"
	}
}' >in.jsonl
try tawam dedup -q --threshold 0.02 --pairs p in.jsonl
try tawam dedup -q --threshold 0.02 --bands 20 --rows 6 --pairs p in.jsonl
