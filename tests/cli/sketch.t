# sketches: JSON Lines after a header, bytes, and that both say the same
. "$TAWAM_CASES/lib.sh"
small >in.jsonl
try tawam sketch in.jsonl
tawam sketch --num-perm 256 --ngram 4 --seed 7 --profile light in.jsonl |
    head -n 1 | sed 's/"tables":"[^"]*"/"tables":TABLES/'
tawam sketch --binary in.jsonl >bin
od -An -tu1 -N 20 bin
wc -c <bin | tr -d ' '
# The first record's sketch, from both.
tawam sketch in.jsonl | sed -n 's/.*"sketch":"\(.*\)"}/\1/p' | head -n 1 |
    base64 -d >a
tail -c +25 bin | head -c 576 | cmp - a && echo same
printf '{"id":1,"text":"\\u0640"}\nbad\n' | try tawam sketch -q | cut -c 1-58
try tawam sketch --bad - in.jsonl
try tawam sketch --num-perm 100 in.jsonl
try tawam sketch --threshold 0.5 in.jsonl
# The classic sketch: another format, byte 48 says of which scheme.
tawam sketch --scheme kperm --binary in.jsonl >classic
od -An -tu1 -j 24 -N 8 classic
od -An -tu1 -j 72 -N 1 classic
tawam sketch --scheme kperm in.jsonl | head -n 1 |
    sed 's/"tables":"[^"]*"/"tables":TABLES/'
try tawam sketch --scheme minhash in.jsonl
try tawam dedup --scheme kperm in.jsonl
