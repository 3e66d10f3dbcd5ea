# standard input; with no result option clusters go to standard output
. "$TAWAM_CASES/lib.sh"
small | tawam dedup -q
small | tawam dedup -q --pairs -
small | tawam dedup -q --decisions - -
echo; echo '--- with a summary'
small | tawam dedup
