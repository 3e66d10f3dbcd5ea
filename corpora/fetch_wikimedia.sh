#!/bin/sh
# fetch_wikimedia.sh [WIKI [FOLDER]] - the articles of a Wikimedia project as
# JSON Lines: arwiki (Wikipedia, the default), arwikinews, arzwiki ...
# Text is CC BY-SA 4.0 (Wikinews: CC BY 4.0); nothing of it is committed here.
#
# Then: tawam dedup --text-field title,text FILE; every other field passes
# through untouched.  Records whose dump gives them no id are named by file
# and line.
set -eu

wiki=${1:-arwiki}
folder=${2:-.}
base=https://dumps.wikimedia.org/other/cirrussearch/current

case $wiki in
*[!a-z0-9_]* | '')
	echo "fetch_wikimedia.sh: $wiki is not the name of a wiki" >&2
	exit 2
	;;
esac
name=$(curl -fsSL "$base/" |
    sed -n "s/.*\"\\($wiki-[0-9]*-cirrussearch-content\\.json\\.gz\\)\".*/\\1/p" |
    head -n 1)
if [ -z "$name" ]; then
	echo "fetch_wikimedia.sh: no dump of $wiki at $base" >&2
	exit 1
fi
mkdir -p "$folder"
curl -fL --retry 3 -C - -o "$folder/$name" "$base/$name"

# Every article is two lines: what an index is told, then the article.
out=$folder/$wiki.jsonl
gzip -dc "$folder/$name" | awk 'NR % 2 == 0' >"$out.part"
mv "$out.part" "$out"
wc -l "$out"
