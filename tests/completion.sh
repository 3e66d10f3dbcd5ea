#!/bin/sh
# completion.sh TAWAM BASH ZSH - the completions offer every option that
# `tawam help` names for a command, and nothing else.
set -u
tawam=$1
bashfile=$(realpath "$2")
zshfile=$(realpath "$3")
t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
fail() { echo "completion: $1" >&2; exit 1; }

sed -n "s/^\t'\([a-z ]*\)')$/\1/p" "$zshfile" >"$t/commands"
[ "$(wc -l <"$t/commands")" -gt 5 ] || fail "no commands in $zshfile"
while read -r c; do
	# shellcheck disable=SC2086
	"$tawam" help $c | sed 's|^ *||; s|  .*||' | grep -oE '(^|[ ,])--?[a-z][a-z-]*' |
	    grep -oE -e '--?[a-z][a-z-]*' | sort -u >"$t/help.$c"
	[ "$(wc -l <"$t/help.$c")" -ge 3 ] || fail "tawam help $c says nothing"
done <"$t/commands"

# What bash offers for the words after its name.
cat >"$t/ask.bash" <<'END'
. "$1"; shift
COMP_WORDS=(tawam "$@") COMP_CWORD=$#
_tawam
printf '%s\n' "${COMPREPLY[@]}"
END
ask() { bash "$t/ask.bash" "$bashfile" "$@"; }
while read -r c; do
	# shellcheck disable=SC2086
	ask $c - | sort >"$t/bash"
	diff "$t/help.$c" "$t/bash" || fail "bash: help (<) and completion (>) of $c differ"
done <"$t/commands"
[ "$(ask dedup --profile st)" = standard ] || fail "bash: --profile st"
[ "$(ask dedup --profile = ag)" = aggressive ] || fail "bash: --profile=ag"
[ "$(ask no)" = normalise ] || fail "bash: no"
[ "$(ask help pl)" = plan ] || fail "bash: help pl"
[ "$(ask index me)" = merge ] || fail "bash: index me"
[ "$(ask help index me)" = merge ] || fail "bash: help index me"
[ -z "$(ask help plan '')" ] || fail "bash: help plan"
[ -z "$(ask dedup --threshold '')" ] || fail "bash: --threshold"
[ "$(cd "$t" && bash ask.bash "$bashfile" dedup --kept help.dedu)" = help.dedup ] ||
    fail "bash: --kept FILE"

if ! command -v zsh >/dev/null; then
	echo "completion: bash; no zsh, skipped"
	exit 0
fi
# The specifications that zsh's own function is given.
cat >"$t/ask.zsh" <<'END'
_arguments() { print -l -- "$@" }
compadd() { print -l -- "$@" }
file=$1; shift
words=(tawam "$@"); CURRENT=$(( $# + 1 ))
. $file
END
while read -r c; do
	# shellcheck disable=SC2086
	zsh -f "$t/ask.zsh" "$zshfile" $c - </dev/null | sed -n "s/^\((-[^)]*)\)\{0,1\}\(--*[a-z][a-z-]*\).*/\2/p" |
	    grep -v '^-s$' | sort >"$t/zsh"
	diff "$t/help.$c" "$t/zsh" || fail "zsh: help (<) and completion (>) of $c differ"
done <"$t/commands"
zsh -f "$t/ask.zsh" "$zshfile" no | grep -qx normalise || fail "zsh: no"
zsh -f "$t/ask.zsh" "$zshfile" help index me | grep -qx merge || fail "zsh: help index me"
# And what a user sees who types it: the real thing in a terminal of its own.
cat >"$t/type.zsh" <<'END'
zmodload zsh/zpty || exit 0
zpty z "TERM=vt100 zsh -f -i"
zpty -w z "fpath=(${1:h} \$fpath); autoload -Uz compinit; compinit -u -d $2/dump"
zpty -w z 'x=dy; echo rea$x'
zpty -r z out $'*ready\r*' || exit 1
zpty -n -w z $'tawam dedup --prof\tst\t'
zpty -r z out '*=*standard*' && print typed
zpty -d z
END
mkdir "$t/functions"
cp "$zshfile" "$t/functions/_tawam"
timeout 60 zsh -f "$t/type.zsh" "$t/functions/_tawam" "$t" | grep -q typed ||
    fail "zsh in a terminal: --prof TAB st TAB"
echo "completion: bash and zsh offer what tawam help says"
