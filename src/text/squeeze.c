/*
 * squeeze.c - rules A1 to A5 of `aggressive`, on the standard form.
 */
#include "text/define.h"
#include "text/roads.h"
#include "text/squeeze.h"
#include "text/tables.h"
#include "text/utf8.h"

/*
 * One code point, letters folded, after q->last: 1 when it is swallowed.  With
 * the marks gone, nothing but Hangul is left that could compose.
 */
static int
swallow(struct squeeze *q, uint32_t cp)
{
	uint32_t to;

	if (cp == q->last)
		return cp == '0' || define_is_arabic(cp);
	if (cp >= 0x1161 && cp < 0x11C3 && q->last != 0 &&
	    (to = table_compose(q->last, cp)) != 0) {
		q->last = to;
		return 1;
	}
	return 0;
}

size_t
squeeze_add(struct squeeze *q, const char *in, size_t n, char *out)
{
	const uint8_t *p = (const uint8_t *)in, *end = p + n;
	char *o = out;

	while (p < end) {
		uint32_t cp;

		p += utf8_decode(p, end, &cp);
		if (cp == ' ')
			continue;
		if (cp >= '0' && cp <= '9')
			cp = '0';
		else if (cp >= 0x600 && cp <= 0x6FF)
			cp = roads_squeeze[cp - 0x600];
		if (cp == 0 || swallow(q, cp))
			continue;
		if (q->last != 0)
			o += utf8_encode(q->last, o);
		q->last = cp;
	}
	return (size_t)(o - out);
}

size_t
squeeze_end(struct squeeze *q, char *out)
{
	size_t n = q->last == 0 ? 0 : utf8_encode(q->last, out);

	q->last = 0;
	return n;
}
