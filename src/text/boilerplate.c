/*
 * boilerplate.c - lines of scraped pages that are no text.
 */
#include <string.h>
#include <strings.h>

#include "text/boilerplate.h"

#define TABLE_FIRST	1024
/* Lines that begin as one of the table may have so many code points: without
 * a colon, with one, and with a headline after a split marker. */
#define SHORT_MAX	40
#define COLON_MAX	60
#define LINK_MAX	150
/* A host has fewer bytes (RFC 1035). */
#define HOST_MAX	255

const char *const boilerplate_categories[TAWAM_NCATEGORIES] = {
	[TAWAM_LINE_TEXT] = "text", [TAWAM_LINE_SPLIT] = "split",
	[TAWAM_LINE_AD] = "ad", [TAWAM_LINE_SOURCE] = "source",
	[TAWAM_LINE_SHARE] = "share", [TAWAM_LINE_FOLLOW] = "follow",
	[TAWAM_LINE_COMMENT] = "comment", [TAWAM_LINE_LEGAL] = "legal",
	[TAWAM_LINE_NAV] = "nav", [TAWAM_LINE_META] = "meta",
	[TAWAM_LINE_WIRE] = "wire", [TAWAM_LINE_CONTACT] = "contact",
	[TAWAM_LINE_MEDIA] = "media", [TAWAM_LINE_FRAME] = "frame",
	[TAWAM_LINE_FORMULA] = "formula"
};

static const char *const match_names[] = {
	[MATCH_EXACT] = "exact", [MATCH_COLON] = "colon",
	[MATCH_PREFIX] = "prefix", [MATCH_PART] = "part"
};

/* The place of a key: its own, or a free one. */
static struct boilerplate_entry *
place_of(const struct boilerplate *b, const struct hash128 *key)
{
	size_t i = key->lo & (b->size - 1);

	while (b->table[i].match != MATCH_NONE &&
	    (b->table[i].key.lo != key->lo || b->table[i].key.hi != key->hi))
		i = (i + 1) & (b->size - 1);
	return &b->table[i];
}

static int
grow(struct boilerplate *b)
{
	struct boilerplate_entry *old = b->table;
	size_t size = b->size;

	if (2 * b->n < size)
		return TAWAM_OK;
	b->table = mem_zalloc(&b->mem, size > 0 ? 2 * size : TABLE_FIRST,
	    sizeof(*b->table));
	if (b->table == NULL) {
		b->table = old;
		return TAWAM_ENOMEM;
	}
	b->size = size > 0 ? 2 * size : TABLE_FIRST;
	for (size_t i = 0; i < size; i++)
		if (old[i].match != MATCH_NONE)
			*place_of(b, &old[i].key) = old[i];
	mem_free(&b->mem, old);
	return TAWAM_OK;
}

static struct hash128
key_of(const char *form, size_t len, uint64_t source)
{
	struct hash128 h = hash128(form, len);

	h.lo ^= source;
	return h;
}

void
boilerplate_host(const char **s, size_t *len)
{
	const char *p = *s, *end = p + *len, *q;

	for (q = p; end - q >= 3 && memcmp(q, "://", 3) != 0; q++)
		;
	if (end - q < 3)
		return;
	p = q + 3;
	for (q = p; q < end && strchr("/?#", *q) == NULL; q++)
		;
	end = q;
	for (q = p; q < end; q++)
		if (*q == '@')
			p = q + 1;
	for (q = p; q < end && *q != ':'; q++)
		;
	if (q - p > 4 && strncasecmp(p, "www.", 4) == 0)
		p += 4;
	*s = p;
	*len = (size_t)(q - p);
}

uint64_t
boilerplate_source(const char *source, size_t len)
{
	char host[HOST_MAX];

	if (source == NULL || len == 0)
		return 0;
	boilerplate_host(&source, &len);
	if (len > sizeof(host))
		return hash64(source, len, 0) | 1;
	for (size_t i = 0; i < len; i++)
		host[i] = source[i] >= 'A' && source[i] <= 'Z' ?
		    (char)(source[i] + 'a' - 'A') : source[i];
	/* Never 0, which is none. */
	return hash64(host, len, 0) | 1;
}

/* A row of a table, cut up. */
struct row {
	struct {
		const char *p;
		size_t len;
	} column[4];	/* category, match, line, source */
	size_t n;
};

static void
cut(const char *p, size_t len, struct row *row)
{
	const char *end = p + len, *tab;

	memset(row, 0, sizeof(*row));
	for (row->n = 0; row->n < 4; p = tab + 1) {
		tab = memchr(p, '\t', (size_t)(end - p));
		row->column[row->n].p = p;
		row->column[row->n++].len = (size_t)((tab != NULL ? tab :
		    end) - p);
		if (tab == NULL)
			break;
	}
}

static int
is_word(const char *p, size_t len, const char *word)
{
	return strlen(word) == len && memcmp(p, word, len) == 0;
}

static int
add_part(struct boilerplate *b, const struct normal *form)
{
	int r;

	if ((r = buf_reserve(&b->mem, &b->parts, form->len + 1)) != 0)
		return r;
	memcpy(b->parts.p + b->parts.len, form->bytes, form->len);
	b->parts.len += form->len;
	b->parts.p[b->parts.len++] = '\n';
	return TAWAM_OK;
}

int
boilerplate_has_part(const struct boilerplate *b, const char *form,
    size_t len)
{
	const char *p = b->parts.p, *end = p + b->parts.len, *nl;

	for (; p < end; p = nl + 1) {
		nl = memchr(p, '\n', (size_t)(end - p));
		if (memmem(form, len, p, (size_t)(nl - p)) != NULL)
			return 1;
	}
	return 0;
}

static int
add(struct boilerplate *b, const struct row *row)
{
	enum tawam_category category = TAWAM_LINE_TEXT;
	enum boilerplate_match match = MATCH_EXACT;
	struct boilerplate_entry *e;
	struct normal form;
	struct hash128 key;
	uint64_t source;
	int r;

	while (category < TAWAM_NCATEGORIES && !is_word(row->column[0].p,
	    row->column[0].len, boilerplate_categories[category]))
		category++;
	while (match <= MATCH_PART && !is_word(row->column[1].p,
	    row->column[1].len, match_names[match]))
		match++;
	if (row->n < 3 || category == TAWAM_NCATEGORIES ||
	    match > MATCH_PART || (match == MATCH_PART &&
	    category != TAWAM_LINE_FORMULA))
		return TAWAM_EFORMAT;
	if ((r = normaliser_run(b->normaliser, row->column[2].p,
	    row->column[2].len, &form)) != 0)
		return r;
	if (form.length == 0 || form.length > BOILERPLATE_KEY_MAX)
		return TAWAM_EFORMAT;
	if (match == MATCH_PART)
		return add_part(b, &form);
	if ((r = grow(b)) != 0)
		return r;
	source = boilerplate_source(row->column[3].p, row->column[3].len);
	key = key_of(form.bytes, form.len, source);
	e = place_of(b, &key);
	b->n += e->match == MATCH_NONE;
	e->key = key;
	e->category = (uint8_t)category;
	e->match = (uint8_t)match;
	b->sourced |= source != 0;
	if (form.length > b->longest)
		b->longest = form.length;
	if (match != MATCH_EXACT && form.len > b->longest_prefix)
		b->longest_prefix = form.len;
	return TAWAM_OK;
}

int
boilerplate_read(struct boilerplate *b, const char *table, size_t len,
    uint64_t *line)
{
	const char *p = table, *end, *next;
	struct row row;
	int r;

	*line = 0;
	if (len == 0)
		return TAWAM_OK;
	end = p + len;
	if (len >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0)
		p += 3;
	for (; p < end; p = next) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		size_t n = (size_t)((nl != NULL ? nl : end) - p);

		next = nl != NULL ? nl + 1 : end;
		++*line;
		if (n > 0 && p[n - 1] == '\r')
			n--;
		if (n == 0 || *p == '#')
			continue;
		cut(p, n, &row);
		if ((r = add(b, &row)) != 0)
			return r;
	}
	return TAWAM_OK;
}

int
boilerplate_init(struct boilerplate *b, const struct mem *mem)
{
	uint64_t line;
	int r;

	memset(b, 0, sizeof(*b));
	b->mem = *mem;
	if ((r = normaliser_new(&b->normaliser, TAWAM_PROFILE_STANDARD,
	    mem)) != 0)
		return r;
	return boilerplate_read(b, (const char *)boilerplate_table,
	    boilerplate_table_size, &line);
}

void
boilerplate_release(struct boilerplate *b)
{
	normaliser_free(b->normaliser);
	mem_free(&b->mem, b->table);
	buf_free(&b->mem, &b->parts);
}

/* The entry of a key, of this source or of all; NULL: none. */
static const struct boilerplate_entry *
look_up(const struct boilerplate *b, const char *form, size_t len,
    uint64_t source)
{
	const struct boilerplate_entry *e;
	struct hash128 key;

	if (b->sourced && source != 0) {
		key = key_of(form, len, source);
		e = place_of(b, &key);
		if (e->match != MATCH_NONE)
			return e;
	}
	key = key_of(form, len, 0);
	e = place_of(b, &key);
	return e->match != MATCH_NONE ? e : NULL;
}

/* The bytes of what may stand between a marker and what it is about: : | - >,
 * U+00AB, U+00BB, U+2013, U+2014; 0: p is none of these. */
static size_t
separator(const char *p, const char *end)
{
	switch (*p) {
	case ':':
	case '|':
	case '-':
	case '>':
		return 1;
	case '\xC2':
		return end - p >= 2 && (p[1] == '\xAB' || p[1] == '\xBB') ?
		    2 : 0;
	case '\xE2':
		return end - p >= 3 && p[1] == '\x80' &&
		    (p[2] == '\x93' || p[2] == '\x94') ? 3 : 0;
	default:
		return 0;
	}
}

/* A marker before a separator: a colon, or what leads to a headline. */
static int
find_marker(struct boilerplate *b, const char *line, size_t len,
    uint64_t chars, uint64_t source, struct line_match *out)
{
	/* Marks may make a line longer than its key. */
	size_t most = 2 * b->longest_prefix;
	const char *end = line + (len < most ? len : most), *p;
	const struct boilerplate_entry *e;
	struct normal form;
	size_t n;
	int r;

	for (p = line; p < end; p++) {
		if ((n = separator(p, end)) == 0)
			continue;
		if ((r = normaliser_run(b->normaliser, line,
		    (size_t)(p - line), &form)) != 0)
			return r;
		e = look_up(b, form.bytes, form.len, source);
		if (e == NULL || e->match == MATCH_EXACT)
			continue;
		if (e->category != TAWAM_LINE_SPLIT &&
		    (*p != ':' || chars > COLON_MAX))
			continue;
		out->category = (enum tawam_category)e->category;
		out->rest = (size_t)(p - line) + n;
		return TAWAM_OK;
	}
	return TAWAM_OK;
}

/* The longest beginning of the form, whole words, that the table has. */
static const struct boilerplate_entry *
find_prefix(const struct boilerplate *b, const struct normal *form,
    uint64_t source)
{
	const struct boilerplate_entry *e, *found = NULL;
	size_t len = form->len;

	for (size_t i = 1; i < len && i <= b->longest_prefix; i++) {
		if (form->bytes[i] != ' ')
			continue;
		e = look_up(b, form->bytes, i, source);
		if (e != NULL && e->match == MATCH_PREFIX)
			found = e;
	}
	return found;
}

int
boilerplate_find(struct boilerplate *b, const char *line, size_t len,
    uint64_t chars, uint64_t source, struct line_match *out)
{
	const struct boilerplate_entry *e = NULL;
	struct normal form;
	int r;

	out->category = TAWAM_LINE_TEXT;
	out->rest = len;
	out->blank = 0;
	/* Marks may make a line longer than its key. */
	if (chars <= 2 * b->longest) {
		if ((r = normaliser_run(b->normaliser, line, len,
		    &form)) != 0)
			return r;
		e = look_up(b, form.bytes, form.len, source);
		out->blank = form.len == 0;
		if (e != NULL || out->blank)
			goto found;
		if (chars <= SHORT_MAX)
			e = find_prefix(b, &form, source);
	}
	if (chars <= LINK_MAX && (r = find_marker(b, line, len, chars, source,
	    out)) != 0)
		return r;
found:
	if (e != NULL && out->category == TAWAM_LINE_TEXT)
		out->category = (enum tawam_category)e->category;
	return TAWAM_OK;
}

int
boilerplate_empty(struct boilerplate *b, const char *p, size_t n, int *answer)
{
	struct normal form;
	int r;

	if ((r = normaliser_run(b->normaliser, p, n, &form)) == 0)
		*answer = form.len == 0;
	return r;
}
