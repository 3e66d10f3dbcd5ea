# two indexes in one are what one of both would be
. "$TAWAM_CASES/lib.sh"
head -n 60 "$TAWAM_NEWS" >a
tail -n +61 "$TAWAM_NEWS" | head -n 80 >b
cat a b >both
for i in a b both; do
	tawam index build $i.index $i -q
done
try tawam index merge merged a.index b.index
cp -r a.index added
try tawam index merge added b.index -q
for i in both.index merged added; do
	tawam index query $i "$TAWAM_NEWS" >$i.out
	cmp $i.out both.index.out && echo same
done
wc -l <both.index.out
tawam index verify merged
try tawam index merge
try tawam index merge merged
try tawam index merge merged ./merged
try tawam index merge merged3 a.index b.index a.index/.
try tawam index merge merged2 nowhere
try tawam index merge merged2 a.index a
tawam index build light b --profile light -q
try tawam index merge merged2 a.index light
ls
