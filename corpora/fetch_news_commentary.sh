#!/bin/sh
# fetch_news_commentary.sh [FOLDER] - the Arabic side of News Commentary v16
# (opinion pieces, from OPUS: Tiedemann 2012) as JSON Lines, a sentence a
# record.  Free for research; see https://opus.nlpl.eu; nothing of it is
# committed here.
set -eu

folder=${1:-.}
url=https://object.pouta.csc.fi/OPUS-News-Commentary/v16/mono/ar.txt.gz

mkdir -p "$folder"
curl -fL --retry 3 -C - -o "$folder/news-commentary-ar.txt.gz" "$url"
out=$folder/news-commentary-ar.jsonl
gzip -dc "$folder/news-commentary-ar.txt.gz" |
    LC_ALL=C tr '\001-\011\013-\037' ' ' |
    LC_ALL=C sed 's/[\\"]/\\&/g' |
    LC_ALL=C awk '/[^ ]/ {
	printf "{\"id\":\"nc-%d\",\"text\":\"%s\"}\n", NR, $0
    }' >"$out.part"
mv "$out.part" "$out"
wc -l "$out"
