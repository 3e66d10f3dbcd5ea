# WARC and WET: documents, what is passed over, kept as they stand
. "$TAWAM_CASES/lib.sh"
text() { small | sed -n "$1s/.*\"text\":\"\\(.*\\)\"}/\\1/p"; }
# record TYPE URI MEDIA DATE BLOCK
record() {
	printf 'WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\n' "$1" "$2"
	printf 'Content-Type: %s\r\nWARC-Date: %s\r\n' "$3" "$4"
	printf 'Content-Length: %d\r\n\r\n' "$(wc -c <"$5")"
	cat "$5"
	printf '\r\n\r\n'
}
text 1 >1; text 2 >2; text 3 >3
{ printf 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n'
  printf 'Transfer-Encoding: chunked\r\n\r\n'
  { echo '<title>خبر</title><nav><a href=/>الرئيسية</a></nav><p>'; cat 1; } >page
  printf '%x\r\n' "$(wc -c <page)"; cat page; printf '\r\n0\r\n\r\n'; } >answer
{ printf 'HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n\r\nmoved'; } >moved
wet() {
	record warcinfo x application/warc-fields 2020-01-01 /dev/null
	record conversion http://a.example/1 text/plain 2020-01-01T00:00:00Z 1
	record conversion http://b.example/2 text/plain 2020-01-02T00:00:00Z 2
	record conversion http://b.example/3 text/plain 2020-01-01T12:00:00Z 3
	record request http://a.example/1 'application/http; msgtype=request' \
	    2020-01-01 moved
	record response http://c.example/p 'application/http; msgtype=response' \
	    2019-01-01T00:00:00Z answer
	record response http://c.example/m 'application/http; msgtype=response' \
	    2019-01-01T00:00:00Z moved
}
wet >in.warc
try tawam dedup --show 0 --decisions - --kept kept.warc.gz --removed removed.warc in.warc 2>&1 | grep -v '^[psJfr]'
grep -a WARC-Target removed.warc | tr -d '\r'
echo '-- kept again'
try tawam dedup -q --decisions - kept.warc.gz
gzip -dc kept.warc.gz | cat - removed.warc | wc -c
echo '-- dates and sources are the records own'
try tawam dedup -q --input-format warc --keep oldest --decisions - in.warc
try tawam dedup -q --input-format warc --keep source:c.example --decisions - in.warc
try tawam dedup -q --input-format warc --window 13h --decisions - in.warc
gzip <in.warc >packed
try tawam dedup -q --clusters - packed
echo '-- damage'
{ echo junk; cat in.warc; printf 'WARC/1.0\r\nContent-Type: x\r\n\r\nlost\r\n'
  record resource http://d/4 text/plain 2020 2; } >bad.warc
try tawam dedup -q --decisions - --bad bad.jsonl bad.warc; cat bad.jsonl
head -c 1400 in.warc >cut.warc
try tawam dedup -q --decisions - cut.warc
try tawam dedup -q --max-record 400 --decisions - in.warc
try tawam normalise kept.warc.gz
