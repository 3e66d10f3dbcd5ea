# other fields, dates and sources; what --keep does with them
. "$TAWAM_CASES/lib.sh"
small | sed 's/"id"/"key"/; s/"text":"/"body":"/' | awk '{
	split("2024-05-01 1700000000 2024-05-02T10:00:00+03:00 nonsense", d, " ")
	split("web wire wire web", s, " ")
	sub(/}$/, ",\"title\":\"خبر\",\"when\":\"" d[NR] "\",\"from\":\"" s[NR] "\"}")
	print }' >in.jsonl
f='--id-field key --text-field title,body --date-field when --source-field from'
try tawam dedup -q --clusters - $f in.jsonl
try tawam dedup -q --decisions - $f --keep newest in.jsonl
try tawam dedup -q --decisions - $f --keep oldest in.jsonl
try tawam dedup --decisions - $f --keep 'source:wire>web,first' in.jsonl
try tawam dedup -q --decisions - $f --keep shortest,last in.jsonl
try tawam dedup -q --decisions - $f --join exact in.jsonl
