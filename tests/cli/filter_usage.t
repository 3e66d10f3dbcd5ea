# filter: what it refuses, each with what to do
. "$TAWAM_CASES/lib.sh"
small >day
try tawam filter <day
try tawam filter --index seen day
try tawam filter --index seen - --bad - <day
try tawam filter --index seen --rejects - <day
try tawam filter --index seen --rejects a --bad ./a <day
try tawam filter --index seen --rejects a.gz <day
try tawam filter --index seen --bad a.zst <day
try tawam filter --index seen --input-format csv <day
try tawam filter --index seen --input-format text <day
try tawam filter --index seen --sync sometimes <day
try tawam filter --index seen --replays keep <day
try tawam filter --index seen --max-docs 0 <day
try tawam filter --index seen --window 7 <day
try tawam filter --index nowhere/seen <day
ls
echo "-- an index of other parameters"
tawam filter --index seen --quiet <day >out
try tawam filter --index seen --threshold 0.8 --profile light --ngram 6 <day
try tawam filter --index seen --threshold 0.7 --profile standard -q <day
try tawam filter --index seen --bands 10 --rows 3 --num-perm 128 --seed 1 <day
try tawam filter --index day <day
mkdir other && touch other/file
try tawam filter --index other <day
echo "-- the output is the input"
cp day both
try tawam filter --index seen --quiet <both >>both
try tawam filter --index seen --quiet --rejects both <both
cmp day both
echo "-- a second writer, and readers"
mkfifo to from
tawam filter --index seen --annotate --quiet <to >from &
exec 8>to 9<from
head -n 1 day >&8
read -r answer <&9
try tawam index add seen day
try tawam filter --index seen <day
tawam index query seen day | wc -l
tawam index info seen | head -n 1
exec 8>&- 9<&-
wait $!
echo "status $?"
