# --exact: every pair of the bundled news, certain and the same for any -j
. "$TAWAM_CASES/lib.sh"
tawam dedup -q --exact -j1 --floor .3 --pairs one --out out "$TAWAM_NEWS" \
    2>&1
tawam dedup -q --exact -j3 --floor .3 --pairs two "$TAWAM_NEWS"
cmp one two && wc -l <two
grep -E '"exact": (true|false)|expected_recall|"bands"' out/run.json
tawam dedup -q --floor .3 --recall .9999 --pairs sketched "$TAWAM_NEWS"
# What the bands find, the exact search has with the same scores.
sort one >sorted && sort sketched | comm -13 sorted - | wc -l
try tawam dedup --exact --threshold .8 "$TAWAM_NEWS" 2>&1 >/dev/null |
    grep -aE "^(search|status)"
