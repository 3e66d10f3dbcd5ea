/*
 * define.c - the definition of every normal form: the slow road.
 */
#include <string.h>

#include "text/define.h"
#include "text/tables.h"
#include "text/utf8.h"

int
seq_push(struct definer *d, uint32_t cp, struct extent at)
{
	struct seq *s = &d->out;
	int r;

	if (s->len == s->cap && (r = mem_grow(d->mem, &s->cp, &s->cap,
	    s->len + 1, sizeof(*s->cp))) != 0)
		return r;
	if (d->track) {
		if (s->len >= s->atcap && (r = mem_grow(d->mem, &s->at,
		    &s->atcap, s->len + 1, sizeof(*s->at))) != 0)
			return r;
		s->at[s->len] = at;
	}
	s->cp[s->len++] = cp;
	return TAWAM_OK;
}

void
seq_swap(struct definer *d)
{
	struct seq t = d->in;

	d->in = d->out;
	d->out = t;
	d->out.len = 0;
}

struct extent
seq_span(const struct definer *d, size_t i, size_t j)
{
	struct extent a = seq_at(d, i);

	if (!d->track)
		return a;
	for (size_t k = i + 1; k < j; k++) {
		if (d->in.at[k].from < a.from)
			a.from = d->in.at[k].from;
		if (d->in.at[k].to > a.to)
			a.to = d->in.at[k].to;
	}
	return a;
}

/* Widens the extent of the last code point of the output. */
static void
seq_widen(struct definer *d, struct extent at)
{
	struct extent *a;

	if (!d->track || d->out.len == 0)
		return;
	a = &d->out.at[d->out.len - 1];
	if (at.from < a->from)
		a->from = at.from;
	if (at.to > a->to)
		a->to = at.to;
}

/* N1. */
static int
rule_decode(struct definer *d, const char *text, size_t len)
{
	const uint8_t *start = (const uint8_t *)text, *p = start;
	const uint8_t *end = start + len;
	int r;

	d->out.len = 0;
	while (p < end) {
		struct extent at = { (size_t)(p - start), 0 };
		uint32_t cp;

		p += utf8_decode(p, end, &cp);
		at.to = (size_t)(p - start);
		if (cp == UTF8_BAD) {
			cp = UTF8_REPLACEMENT;
			d->repaired++;
		}
		if ((r = seq_push(d, cp, at)) != 0)
			return r;
	}
	seq_swap(d);
	return TAWAM_OK;
}

static int
is_white(uint32_t cp)
{
	return table_has(tables_white_space, ntables_white_space, cp);
}

static int
is_ignorable(uint32_t cp)
{
	return table_has(tables_ignorable, ntables_ignorable, cp);
}

/* L4. */
static int
phrase(struct definer *d, const struct table_phrase *ph, struct extent at)
{
	const uint8_t *p = (const uint8_t *)ph->words;
	const uint8_t *end = p + strlen(ph->words);
	uint32_t cp;
	int r;

	if ((r = seq_push(d, ' ', at)) != 0)
		return r;
	while (p < end) {
		p += utf8_decode(p, end, &cp);
		if ((r = seq_push(d, cp, at)) != 0)
			return r;
	}
	return seq_push(d, ' ', at);
}

/* L3. */
static int
presentation(struct definer *d, uint32_t cp, struct extent at)
{
	int32_t out[DECOMPOSE_MAX];
	size_t n = decomposition(cp, DECOMPOSE_COMPAT, out);
	int r;

	for (size_t i = 0; i < n; i++)
		if (out[i] != 0x20 && out[i] != 0x640 &&
		    (r = seq_push(d, (uint32_t)out[i], at)) != 0)
			return r;
	return TAWAM_OK;
}

static const struct table_phrase *
find_phrase(uint32_t cp)
{
	for (size_t i = 0; i < ntables_phrases; i++)
		if (tables_phrases[i].from == cp)
			return &tables_phrases[i];
	return NULL;
}

/* L1 to L4: what becomes of one code point. */
static int
light_one(struct definer *d, uint32_t cp, struct extent at)
{
	const struct table_phrase *ph;

	if (is_white(cp))
		return seq_push(d, ' ', at);
	if (cp == 0x640 || is_ignorable(cp) || prop_class(cp) == PROP_CONTROL)
		return TAWAM_OK;
	if (cp < 0xFB50)
		return seq_push(d, cp, at);
	if ((ph = find_phrase(cp)) != NULL)
		return phrase(d, ph, at);
	if (table_has(tables_presentation, ntables_presentation, cp))
		return presentation(d, cp, at);
	return seq_push(d, cp, at);
}

/* L6, S7: runs of spaces to one, none at the ends. */
static int
rule_collapse(struct definer *d)
{
	int r;

	for (size_t i = 0; i < d->in.len; i++) {
		if (d->in.cp[i] == ' ') {
			if (d->out.len == 0)
				continue;
			if (d->out.cp[d->out.len - 1] == ' ') {
				seq_widen(d, seq_at(d, i));
				continue;
			}
		}
		if ((r = seq_push(d, d->in.cp[i], seq_at(d, i))) != 0)
			return r;
	}
	if (d->out.len > 0 && d->out.cp[d->out.len - 1] == ' ')
		d->out.len--;
	seq_swap(d);
	return TAWAM_OK;
}

static int
rule_light(struct definer *d)
{
	int r;

	for (size_t i = 0; i < d->in.len; i++)
		if ((r = light_one(d, d->in.cp[i], seq_at(d, i))) != 0)
			return r;
	seq_swap(d);
	if ((r = rule_nfc(d)) != 0)
		return r;
	return rule_collapse(d);
}

/* The last code point that has been put out, or 0. */
static uint32_t
last_out(const struct definer *d)
{
	return d->out.len == 0 ? 0 : d->out.cp[d->out.len - 1];
}

static int
is_ascii_digit(uint32_t cp)
{
	return cp >= '0' && cp <= '9';
}

/* S5c: a mark; U+0654 makes a hamza seat of a waw or yeh before it. */
static void
fold_mark(struct definer *d, uint32_t cp, struct extent at)
{
	uint32_t last = last_out(d);

	if (d->out.len == 0)
		return;
	if (cp == 0x654 && last == 0x648)
		d->out.cp[d->out.len - 1] = 0x624;
	else if (cp == 0x654 && last == 0x64A)
		d->out.cp[d->out.len - 1] = 0x626;
	/* A mark belongs to its letter, not to the space before it. */
	if (last != ' ')
		seq_widen(d, at);
}

/* S5f: is the mark at i one inside a number? */
static const struct table_fold *
number_join(const struct definer *d, size_t i)
{
	if (!is_ascii_digit(last_out(d)) || i + 1 == d->in.len ||
	    prop_class(d->in.cp[i + 1]) != PROP_DIGIT)
		return NULL;
	return table_fold(tables_joins, ntables_joins, d->in.cp[i]);
}

/* S5, for one code point of the decomposed and folded text. */
static int
fold_one(struct definer *d, size_t i)
{
	uint32_t cp = d->in.cp[i];
	struct extent at = seq_at(d, i);
	const struct table_fold *f;

	f = table_fold(tables_letters, ntables_letters, cp);
	if (f != NULL && f->to == 0)
		return TAWAM_OK;
	if (is_ignorable(cp))
		return TAWAM_OK;
	if (f != NULL)
		cp = f->to;
	switch (prop_class(cp)) {
	case PROP_MARK:
		fold_mark(d, cp, at);
		return TAWAM_OK;
	case PROP_DIGIT:
		d->marks.digits++;
		return seq_push(d, '0' + prop_digit(cp), at);
	case PROP_LETTER:
		return seq_push(d, cp, at);
	case PROP_CONTROL:
		if (!is_white(cp))
			return TAWAM_OK;
		break;
	default:
		break;
	}
	if ((f = number_join(d, i)) != NULL) {
		marks_add(&d->marks, f->to);
		return TAWAM_OK;
	}
	return seq_push(d, ' ', at);
}

/* S1 to S7, on the light form. */
static int
rule_standard(struct definer *d)
{
	int r;

	if ((r = rule_unescape(d)) != 0 || (r = rule_unescape(d)) != 0 ||
	    (r = rule_light(d)) != 0 || (r = rule_urls(d)) != 0 ||
	    (r = rule_emails(d)) != 0 ||
	    (r = rule_decompose(d, DECOMPOSE_COMPAT_FOLD)) != 0)
		return r;
	for (size_t i = 0; i < d->in.len; i++)
		if ((r = fold_one(d, i)) != 0)
			return r;
	seq_swap(d);
	if ((r = rule_nfc(d)) != 0)
		return r;
	return rule_collapse(d);
}

int
define_is_arabic(uint32_t cp)
{
	static const struct table_range blocks[] = {
		{ 0x600, 0x6FF }, { 0x750, 0x77F }, { 0x870, 0x8FF },
		{ 0x10EC0, 0x10EFF }
	};

	return prop_class(cp) == PROP_LETTER &&
	    table_has(blocks, sizeof(blocks) / sizeof(blocks[0]), cp);
}

/* A1, A2, and the first half of A3. */
static int
rule_letters(struct definer *d)
{
	int r;

	for (size_t i = 0; i < d->in.len; i++) {
		uint32_t cp = d->in.cp[i];
		const struct table_fold *f = table_fold(tables_aggressive,
		    ntables_aggressive, cp);

		if (cp == ' ' || (f != NULL && f->to == 0))
			continue;
		if ((r = seq_push(d, f != NULL ? f->to : cp,
		    seq_at(d, i))) != 0)
			return r;
	}
	seq_swap(d);
	return TAWAM_OK;
}

/* A4, A5. */
static int
rule_runs(struct definer *d)
{
	int r;

	for (size_t i = 0; i < d->in.len; i++) {
		uint32_t cp = d->in.cp[i];

		if (is_ascii_digit(cp))
			cp = '0';
		if (cp == last_out(d) && (cp == '0' || define_is_arabic(cp))) {
			seq_widen(d, seq_at(d, i));
			continue;
		}
		if ((r = seq_push(d, cp, seq_at(d, i))) != 0)
			return r;
	}
	seq_swap(d);
	return TAWAM_OK;
}

static int
rule_aggressive(struct definer *d)
{
	int r;

	if ((r = rule_letters(d)) != 0 || (r = rule_nfc(d)) != 0 ||
	    (r = rule_runs(d)) != 0)
		return r;
	return rule_nfc(d);
}

int
define(struct definer *d, enum tawam_profile profile, const char *text,
    size_t len)
{
	int r;

	if ((r = rule_decode(d, text, len)) != 0)
		return r;
	if (profile == TAWAM_PROFILE_NFC)
		return rule_nfc(d);
	if (profile >= TAWAM_PROFILE_LIGHT && (r = rule_light(d)) != 0)
		return r;
	if (profile >= TAWAM_PROFILE_STANDARD && (r = rule_standard(d)) != 0)
		return r;
	if (profile >= TAWAM_PROFILE_AGGRESSIVE)
		return rule_aggressive(d);
	return TAWAM_OK;
}

int
define_utf8(struct definer *d, struct buf *b)
{
	int r;

	if (d->in.len > PTRDIFF_MAX / 4)
		return TAWAM_ENOMEM;
	if ((r = buf_reserve(d->mem, b, d->in.len * 4)) != 0)
		return r;
	for (size_t i = 0; i < d->in.len; i++)
		b->len += utf8_encode(d->in.cp[i], b->p + b->len);
	return TAWAM_OK;
}

void
define_free(struct definer *d)
{
	mem_free(d->mem, d->in.cp);
	mem_free(d->mem, d->in.at);
	mem_free(d->mem, d->out.cp);
	mem_free(d->mem, d->out.at);
	memset(&d->in, 0, sizeof(d->in));
	memset(&d->out, 0, sizeof(d->out));
}
