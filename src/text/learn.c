/*
 * learn.c - lines that many pages of one source have.
 */
#include <string.h>

#include "base/sort.h"
#include "text/learn.h"

#define TABLE_FIRST	1024
/* Bytes of a line that can be written down. */
#define TEXT_MAX	4096
#define COUNTER_MAX	255

int
learner_init(struct learner *l, struct segmenter *s)
{
	memset(l, 0, sizeof(*l));
	l->sources.each = sizeof(struct learn_source);
	l->counted.each = sizeof(struct learn_line);
	l->s = s;
	l->mem = &s->mem;
	l->lines = mem_zalloc(l->mem, LEARN_ROWS, LEARN_WIDTH);
	l->spread = mem_zalloc(l->mem, LEARN_ROWS, LEARN_WIDTH);
	return l->lines == NULL || l->spread == NULL ? TAWAM_ENOMEM :
	    TAWAM_OK;
}

void
learner_release(struct learner *l)
{
	arena_free(&l->arena, l->mem);
	mem_free(l->mem, l->lines);
	mem_free(l->mem, l->spread);
	mem_free(l->mem, l->met);
	mem_free(l->mem, l->sources.p);
	mem_free(l->mem, l->sources.table);
	mem_free(l->mem, l->counted.p);
	mem_free(l->mem, l->counted.table);
}

static void *
keyed_at(const struct keyed *k, size_t i)
{
	return k->p + i * k->each;
}

/* The slot of a key: its own, or a free one. */
static uint32_t *
slot_of(const struct keyed *k, const struct hash128 *key)
{
	size_t i = key->lo & (k->size - 1);

	for (; k->table[i] != 0; i = (i + 1) & (k->size - 1)) {
		const struct hash128 *other = keyed_at(k, k->table[i] - 1);

		if (other->lo == key->lo && other->hi == key->hi)
			break;
	}
	return &k->table[i];
}

static void
fill_table(struct keyed *k)
{
	memset(k->table, 0, k->size * sizeof(*k->table));
	for (size_t i = 0; i < k->n; i++)
		*slot_of(k, keyed_at(k, i)) = (uint32_t)(i + 1);
}

/* The thing with that key; a new one is cleared, and *is_new says so. */
static int
keyed_find(struct keyed *k, const struct mem *mem, const struct hash128 *key,
    void **out, int *is_new)
{
	size_t size = k->size > 0 ? 2 * k->size : TABLE_FIRST;
	uint32_t *slot, *table;
	int r;

	*is_new = 0;
	if (k->size > 0 && *(slot = slot_of(k, key)) != 0) {
		*out = keyed_at(k, *slot - 1);
		return TAWAM_OK;
	}
	if (k->n >= UINT32_MAX - 1)
		return TAWAM_ENOMEM;
	if ((r = mem_grow(mem, &k->p, &k->cap, k->n + 1, k->each)) != 0)
		return r;
	if (2 * (k->n + 1) > k->size) {
		table = mem_resize(mem, k->table, size, sizeof(*table));
		if (table == NULL)
			return TAWAM_ENOMEM;
		k->table = table;
		k->size = size;
		fill_table(k);
	}
	*out = keyed_at(k, k->n);
	memset(*out, 0, k->each);
	memcpy(*out, key, sizeof(*key));
	*slot_of(k, key) = (uint32_t)++k->n;
	*is_new = 1;
	return TAWAM_OK;
}

/* The counter of a key in a row. */
static uint8_t *
counter(uint8_t *rows, const struct hash128 *key, unsigned row)
{
	uint64_t h = key->lo + row * key->hi;

	return &rows[row * LEARN_WIDTH + (size_t)(h >> 13) % LEARN_WIDTH];
}

static unsigned
estimate(uint8_t *rows, const struct hash128 *key)
{
	unsigned least = COUNTER_MAX;

	for (unsigned i = 0; i < LEARN_ROWS; i++)
		if (*counter(rows, key, i) < least)
			least = *counter(rows, key, i);
	return least;
}

/* Counts one more, only where that is needed; the estimate before. */
static unsigned
count(uint8_t *rows, const struct hash128 *key)
{
	unsigned was = estimate(rows, key);

	for (unsigned i = 0; i < LEARN_ROWS && was < COUNTER_MAX; i++)
		if (*counter(rows, key, i) == was)
			++*counter(rows, key, i);
	return was;
}

/* The source of a page, by its number. */
static int
find_source(struct learner *l, const struct tawam_page *page,
    uint64_t source, uint32_t *out)
{
	const struct hash128 key = { source, source };
	const char *name = page->source != NULL ? page->source : "";
	size_t len = page->source != NULL ? page->sourcelen : 0;
	struct learn_source *s;
	void *found;
	int r, is_new;

	boilerplate_host(&name, &len);
	if ((r = keyed_find(&l->sources, l->mem, &key, &found,
	    &is_new)) != 0)
		return r;
	s = found;
	if (is_new) {
		s->name = arena_copy(&l->arena, l->mem, name, len);
		s->len = s->name != NULL ? len : 0;
	}
	*out = *slot_of(&l->sources, &key) - 1;
	return s->name != NULL ? TAWAM_OK : TAWAM_ENOMEM;
}

/* Was the line met before in this page?  It is then. */
static int
meet(struct learner *l, const struct hash128 *key)
{
	size_t i = key->hi & (l->metsize - 1);

	for (; l->met[i] != 0; i = (i + 1) & (l->metsize - 1))
		if (l->met[i] == (key->lo | 1))
			return 1;
	l->met[i] = key->lo | 1;
	return 0;
}

/* Nothing was met yet of a page of so many lines. */
static int
meet_none(struct learner *l, size_t n)
{
	size_t size = TABLE_FIRST;
	uint64_t *met;

	while (size < 2 * n)
		size *= 2;
	if (size > l->metsize) {
		met = mem_resize(l->mem, l->met, size, sizeof(*met));
		if (met == NULL)
			return TAWAM_ENOMEM;
		l->met = met;
		l->metsize = size;
	}
	memset(l->met, 0, l->metsize * sizeof(*l->met));
	return TAWAM_OK;
}

/* Of a page, what each of its lines needs. */
struct passing {
	const struct tawam_page *page;
	uint64_t source;
	uint32_t number;	/* of the source */
};

/* Drops the rarest lines until half of the room is free. */
static void
prune(struct keyed *k)
{
	for (uint32_t least = 1; 2 * k->n > LEARN_LINES; least++) {
		size_t n = 0;

		for (size_t i = 0; i < k->n; i++) {
			const struct learn_line *line = keyed_at(k, i);

			if (line->pages > least)
				memmove(keyed_at(k, n++), line, k->each);
		}
		k->n = n;
	}
	fill_table(k);
}

/* A line as it can be written down: its own bytes, or its form. */
static int
keep_text(struct learner *l, struct learn_line *line, const char *p, size_t n,
    const struct normal *form)
{
	int plain = n <= TEXT_MAX && form->repaired == 0;

	for (size_t i = 0; plain && i < n; i++)
		plain = (uint8_t)p[i] >= 0x20 && p[i] != 0x7F;
	if (!plain) {
		p = form->bytes;
		n = form->len;
	}
	line->text = arena_copy(&l->arena, l->mem, p, n);
	line->len = (uint32_t)n;
	return line->text != NULL ? TAWAM_OK : TAWAM_ENOMEM;
}

static int
count_exactly(struct learner *l, const struct passing *p,
    const struct hash128 *key, const struct page_line *at,
    const struct normal *form)
{
	struct learn_line *line;
	void *found;
	int r, is_new;

	if (l->counted.n == LEARN_LINES)
		prune(&l->counted);
	if ((r = keyed_find(&l->counted, l->mem, key, &found, &is_new)) != 0)
		return r;
	line = found;
	line->source = p->number;
	if (line->page == l->page)
		return TAWAM_OK;
	line->page = l->page;
	if (++line->pages < LEARN_PAGES || line->text != NULL)
		return TAWAM_OK;
	line->formula = (uint8_t)boilerplate_has_part(&l->s->frame,
	    form->bytes, form->len);
	return keep_text(l, line, p->page->text + at->from,
	    at->to - at->from, form);
}

static int
add_line(struct learner *l, const struct passing *p,
    const struct page_line *at)
{
	const char *text = p->page->text + at->from;
	struct boilerplate *b = &l->s->frame;
	struct hash128 key, alone;
	struct line_match m;
	struct normal form;
	int r;

	/* Marks may make a line longer than its form. */
	if (at->chars > 2 * LEARN_LINE_MAX)
		return TAWAM_OK;
	if ((r = boilerplate_find(b, text, at->to - at->from, at->chars,
	    p->source, &m)) != 0 || m.category != TAWAM_LINE_TEXT)
		return r;
	if ((r = normaliser_run(b->normaliser, text, at->to - at->from,
	    &form)) != 0)
		return r;
	if (form.length < LEARN_LINE_MIN || form.length > LEARN_LINE_MAX)
		return TAWAM_OK;
	alone = key = hash128(form.bytes, form.len);
	key.lo ^= p->source;
	key.hi += p->source;
	if (l->turned)
		return estimate(l->lines, &key) < LEARN_PAGES ||
		    estimate(l->spread, &alone) > LEARN_SOURCES ? TAWAM_OK :
		    count_exactly(l, p, &key, at, &form);
	if (!meet(l, &key) && count(l->lines, &key) == 0)
		count(l->spread, &alone);
	return TAWAM_OK;
}

int
learner_add(struct learner *l, const struct tawam_page *page)
{
	struct passing p = { .page = page };
	const struct page_lines *lines = &l->s->lines;
	struct learn_source *source;
	int r;

	p.source = boilerplate_source(page->source, page->sourcelen);
	if ((r = find_source(l, page, p.source, &p.number)) != 0 ||
	    (r = page_lines_read(&l->s->lines, l->mem, page->text,
	    page->len)) != 0 || (r = meet_none(l, lines->n)) != 0)
		return r;
	l->page++;
	source = keyed_at(&l->sources, p.number);
	source->pages += !l->turned;
	for (size_t i = 0; i < lines->n; i++)
		if ((r = add_line(l, &p, &lines->line[i])) != 0)
			return r;
	return TAWAM_OK;
}

int
learner_turn(struct learner *l)
{
	if (l->turned)
		return TAWAM_ESTATE;
	l->turned = 1;
	return TAWAM_OK;
}

/* Bytes in their order, the shorter first. */
static int
by_bytes(const char *a, size_t na, const char *b, size_t nb)
{
	int r = memcmp(a, b, na < nb ? na : nb);

	return r != 0 ? r : na < nb ? -1 : na > nb;
}

static int
by_source(const void *a, const void *b, const void *ctx)
{
	const struct learner *l = ctx;
	const struct learn_line *x = keyed_at(&l->counted,
	    *(const uint32_t *)a);
	const struct learn_line *y = keyed_at(&l->counted,
	    *(const uint32_t *)b);
	const struct learn_source *s = keyed_at(&l->sources, x->source);
	const struct learn_source *t = keyed_at(&l->sources, y->source);

	if (s != t)
		return by_bytes(s->name, s->len, t->name, t->len);
	if (x->pages != y->pages)
		return x->pages > y->pages ? -1 : 1;
	return by_bytes(x->text, x->len, y->text, y->len);
}

static int
is_learned(const struct learner *l, const struct learn_line *line)
{
	const struct learn_source *s = keyed_at(&l->sources, line->source);

	return line->text != NULL && line->pages >= LEARN_PAGES &&
	    line->pages * (uint64_t)LEARN_SHARE >= s->pages;
}

static int
tell(const struct learner *l, const uint32_t *order, size_t n,
    tawam_learned_fn *fn, void *arg)
{
	int r = TAWAM_OK;

	for (size_t i = 0; r == 0 && i < n; i++) {
		const struct learn_line *line = keyed_at(&l->counted,
		    order[i]);
		const struct learn_source *s = keyed_at(&l->sources,
		    line->source);
		struct tawam_learned out = {
			.category = line->formula ? TAWAM_LINE_FORMULA :
			    TAWAM_LINE_FRAME,
			.line = line->text, .len = line->len,
			.source = s->name, .sourcelen = s->len,
			.pages = line->pages
		};

		r = fn(arg, &out);
	}
	return r;
}

int
learner_each(struct learner *l, tawam_learned_fn *fn, void *arg)
{
	uint32_t *order, *tmp;
	size_t n = 0;
	int r = TAWAM_ENOMEM;

	if (!l->turned)
		return TAWAM_ESTATE;
	order = mem_alloc(l->mem, l->counted.n, sizeof(*order));
	tmp = mem_alloc(l->mem, l->counted.n, sizeof(*tmp));
	if (order != NULL && tmp != NULL) {
		for (size_t i = 0; i < l->counted.n; i++)
			if (is_learned(l, keyed_at(&l->counted, i)))
				order[n++] = (uint32_t)i;
		sort_by(order, tmp, n, sizeof(*order), by_source, l);
		r = tell(l, order, n, fn, arg);
	}
	mem_free(l->mem, order);
	mem_free(l->mem, tmp);
	return r;
}
