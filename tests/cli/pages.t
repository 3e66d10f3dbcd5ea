# pages: files of HTML, HTML in a field, what is text and what is frame
. "$TAWAM_CASES/lib.sh"
mkdir p
text() { small | sed -n "$1s/.*\"text\":\"\\(.*\\)\"}/\\1/p"; }
page() {
	cat <<X
<!DOCTYPE html><html><head><meta charset="utf-8"><title>$1 - الموقع</title>
<link rel=canonical href="https://$2/x"><meta property="article:published_time" content="$3">
<style>p { color: red }</style></head><body>
<nav><ul><li><a href=/>الرئيسية</a><li><a href=/r>رياضة</a></ul></nav>
<h1>$1</h1><p>$4<p>وقال مصدر &amp; آخر: &laquo;الأمر&raquo; <b>مؤ</b>كد<br>سطر ثان</p>
<p style="display:none">لا يراه أحد</p><script>document.write("<p>x</p>")</script>
<ul><li><a href=/1>عنوان خبر آخر في الموقع نفسه</a><li><a href=/2>عنوان ثالث</a></ul>
<footer>جميع الحقوق محفوظة</footer></body></html>
X
}
page 'افتتاح الطريق' a.example 2019-11-14T08:00:00Z "$(text 1)" >p/a.html
page 'افتتاح الطريق' b.example 2019-11-13T08:00:00Z "$(text 3)" >p/b.htm
page 'نقوش قديمة' a.example 2019-11-12 "$(text 2)" | iconv -f utf-8 -t windows-1256 |
    sed s/utf-8/windows-1256/ >p/c.html
page 'نقوش قديمة' a.example 2019-11-12 "$(text 2)" >p/d
echo '<p>unclosed <b>wrongly</i> nested </p></div><a href=x>' >p/e.html
try tawam normalise --profile none p/a.html
try tawam dedup -q --decisions - --kept kept --removed removed p
echo '-- kept'; cat kept
echo '-- removed'; cat removed
echo '-- the page says when and where'
try tawam dedup -q --input-format html --keep oldest --decisions - p/a.html p/b.htm
try tawam dedup -q --input-format html --keep source:b.example --decisions - p/a.html p/b.htm
try tawam dedup -q --input-format html --window 12h --decisions - p/a.html p/b.htm
try tawam dedup -q --keep oldest p/a.html p/b.htm
echo '-- in a field'
cat >in.jsonl <<'X'
{"id":1,"text":"<title>t</title><p>One &amp; two<script>x</script><p>three"}
{"id":2,"text":"t<br>One &amp; two<br>three<nav>home</nav>"}
{"id":3,"text":"t\nOne &amp; two\nthree"}
X
try tawam normalise --html in.jsonl
try tawam dedup -q --html --decisions - --kept kept in.jsonl; cat kept
try tawam explain --format json p/a.html p/b.htm
