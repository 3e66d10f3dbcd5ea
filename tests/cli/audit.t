# tawam audit: recall and precision against the exact search
. "$TAWAM_CASES/lib.sh"
try tawam audit -q --bands 32 --rows 4 "$TAWAM_NEWS"
try tawam audit -q -j1 --bands 2 --rows 8 --floor .5 "$TAWAM_NEWS" |
    grep -E '^(searched|all .*all|precision)'
# A sample is the same for the same seed, and another for another.
tawam audit -q --bands 32 --rows 4 --json --sample 90 --seed 7 "$TAWAM_NEWS" >one
tawam audit -q --bands 32 --rows 4 --json --sample 90 --seed 7 -j3 "$TAWAM_NEWS" | cmp - one
tawam audit -q --bands 32 --rows 4 --json --sample 90 --seed 8 "$TAWAM_NEWS" | cmp -s - one ||
    echo another
head -4 one
! command -v jq >/dev/null || jq -e .cells one >/dev/null
small | try tawam audit -q --bands 42 --rows 3
try tawam audit -q --sample 1 "$TAWAM_NEWS"
try tawam audit -q --window 1d "$TAWAM_NEWS"
try tawam audit -q --exact "$TAWAM_NEWS"
