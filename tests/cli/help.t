# help texts: to standard output, and no wider than a terminal
tawam --help
tawam help dedup
tawam help normalise
tawam help explain
tawam help help >same && tawam -h | cmp - same
tawam dedup --help >same && tawam help dedup | cmp - same
tawam normalise -h >same && tawam help normalise | cmp - same
for c in help 'help explain' 'help dedup' 'help normalise'; do
	tawam $c | awk 'length($0) > 80 { print "too wide: " $0 }
	    END { if (NR > 50) print "too long" }'
done
