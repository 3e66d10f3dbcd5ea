/*
 * place.c - a document finds the group of its normal form.
 */
#include <string.h>

#include "base/cpu.h"
#include "compare/relation.h"
#include "lib/corpus.h"

#define TABLE_FIRST	1024
/* Bytes that are touched for a document, text and slots apart. */
#define MEMORY_TOUCH	256
#define SPILLED_TOUCH	SPACE_PLACES(4)

/*
 * An entry of the table is a group's number plus one, and above the bits that
 * numbers need, as there are places, some bits of its key: then hardly any key
 * is looked at but the right one.
 */
static uint32_t
some_bits(const struct hash128 *key, size_t places)
{
	return (uint32_t)(key->hi * places);
}

/* A table that is half full with so many groups at most. */
static int
grow_table(struct tawam_corpus *c, size_t groups)
{
	size_t size = c->table_size > 0 ? 2 * c->table_size : TABLE_FIRST;
	struct vast v;
	uint32_t *table;
	size_t work = 0;
	int r;

	while (2 * groups > size)
		size *= 2;
	space_enter(&c->space, &v, VAST_HOT, &table);
	if ((r = space_grow(&c->space, &v, size, sizeof(*table))) == 0) {
		space_set(&c->space, table, 0, size * sizeof(*table));
		for (uint32_t g = 0; g < c->ngroups; g++) {
			size_t i = c->groups[g].key.lo & (size - 1);

			space_ease(&c->space, &work, SPACE_PLACES(1));
			while (table[i] != 0)
				i = (i + 1) & (size - 1);
			table[i] = some_bits(&c->groups[g].key, size) | (g + 1);
		}
		space_swap(&c->table_vast, &v);
		c->table_size = size;
	}
	space_leave(&c->space, &v);
	return r;
}

/* The group of a key, or NO_DOC; its place in the table, or a free one. */
static uint32_t
find_group(const struct tawam_corpus *c, const struct hash128 *key,
    size_t *place)
{
	size_t mask = c->table_size - 1, i = key->lo & mask;
	uint32_t some = some_bits(key, c->table_size);

	for (; c->table[i] != 0; i = (i + 1) & mask) {
		uint32_t g = (c->table[i] & (uint32_t)mask) - 1;

		if (((c->table[i] ^ some) & ~(uint32_t)mask) == 0 &&
		    c->groups[g].key.lo == key->lo &&
		    c->groups[g].key.hi == key->hi) {
			*place = i;
			return g;
		}
	}
	*place = i;
	return NO_DOC;
}

/* Bytes of a coded text; its points come first and want their alignment. */
static size_t
text_bytes(const struct coded *t)
{
	return t->npoints * sizeof(*t->points) + t->n;
}

static size_t
aligned(size_t at)
{
	return (at + sizeof(uint32_t) - 1) / sizeof(uint32_t) *
	    sizeof(uint32_t);
}

/* Room for one more of everything, so that what follows cannot half-fail. */
static int
reserve(struct tawam_corpus *c, const struct coded *t)
{
	size_t docs = (size_t)c->ndocs + 1, groups = (size_t)c->ngroups + 1;
	size_t bytes = aligned(c->nbytes) + text_bytes(t);
	int r;

	/* A spilled array has a page touched wherever it is written. */
	if ((r = space_keep(&c->space, space_spilled(&c->space) ?
	    SPILLED_TOUCH + text_bytes(t) : MEMORY_TOUCH +
	    c->p.slots * sizeof(*c->slots) + text_bytes(t))) != 0)
		return r;
	if ((r = CORPUS_ROOM(c, traits, docs)) != 0 ||
	    (r = CORPUS_ROOM(c, group_of, docs)) != 0 ||
	    (r = CORPUS_ROOM(c, next, docs)) != 0 ||
	    (r = CORPUS_ROOM(c, marks, docs)) != 0 ||
	    (r = CORPUS_ROOM(c, groups, groups)) != 0 ||
	    (r = CORPUS_ROOM(c, first, groups)) != 0 ||
	    (r = CORPUS_ROOM(c, size, groups)) != 0 ||
	    (r = CORPUS_ROOM(c, bytes, bytes)) != 0 ||
	    (r = CORPUS_ROOM(c, slots, groups * c->p.slots)) != 0)
		return r;
	if (c->p.window != 0 && (r = forms_reserve(&c->forms, &c->mem,
	    c->ngroups)) != 0)
		return r;
	if (2 * groups > c->table_size)
		return grow_table(c, groups);
	return TAWAM_OK;
}

/*
 * The text behind those that are kept, before it is known whether it is new:
 * while it is copied, the place of its group comes from memory.
 */
static void
put_text(struct tawam_corpus *c, const struct coded *t)
{
	size_t at = aligned(c->nbytes), points = t->npoints *
	    sizeof(*t->points);

	/* What is between is stored, too. */
	memset(c->bytes + c->nbytes, 0, at - c->nbytes);
	if (points > 0)
		memcpy(c->bytes + at, t->points, points);
	memcpy(c->bytes + at + points, t->classes, t->n);
}

/* The text that was put there is this group's. */
static void
keep_text(struct tawam_corpus *c, const struct coded *t, struct group *g)
{
	g->at = aligned(c->nbytes);
	g->n = t->n;
	g->npoints = t->npoints;
	g->marks = t->marks;
	c->nbytes = g->at + text_bytes(t);
}

struct coded
corpus_text(const struct tawam_corpus *c, uint32_t group)
{
	const struct group *g = &c->groups[group];
	const uint8_t *at = c->bytes + g->at;
	struct coded t = { .n = g->n, .npoints = g->npoints,
	    .marks = g->marks };

	t.points = (const uint32_t *)(const void *)at;
	t.classes = at + g->npoints * sizeof(*t.points);
	return t;
}

/* same: a group of the same text, or NO_DOC. */
static int
new_group(struct tawam_corpus *c, struct prepared *p,
    const struct hash128 *key, uint32_t same)
{
	struct group *g = &c->groups[c->ngroups];
	uint32_t *slots = c->slots + (size_t)c->ngroups * c->p.slots;
	int r;

	if (same != NO_DOC) {
		*g = c->groups[same];
		g->marks = p->text.marks;
		memcpy(slots, c->slots + (size_t)same * c->p.slots,
		    c->p.slots * sizeof(*slots));
	} else {
		if (p->slots != NULL)
			memcpy(slots, p->slots, c->p.slots * sizeof(*slots));
		else if ((r = prepare_slots(c->makers[0].sketcher, slots,
		    p)) != 0)
			return r;
		keep_text(c, &p->text, g);
		g->degenerate = p->degenerate;
	}
	g->key = *key;
	c->size[c->ngroups] = 0;
	c->ngroups++;
	return TAWAM_OK;
}

/* Of a document's form, and of its group. */
struct keys {
	struct hash128 form, group;
};

/* The place of the group in the table is asked for as soon as it is known. */
static struct keys
make_keys(const struct tawam_corpus *c, const struct prepared *p,
    const struct traits *t)
{
	struct keys k;

	k.form = k.group = scope_form(&p->key, t->within);
	if (c->p.window != 0)
		k.group = scope_group(&k.form, t->date, p->text.marks);
	if (c->table_size > 0)
		cpu_expect(&c->table[k.group.lo & (c->table_size - 1)]);
	return k;
}

static int
join_group(struct tawam_corpus *c, struct prepared *p, const struct keys *k)
{
	size_t place;
	uint32_t doc = c->ndocs, g = find_group(c, &k->group, &place);
	uint32_t same = NO_DOC;
	int r;

	if (g == NO_DOC) {
		if (c->p.window != 0)
			same = forms_find(&c->forms, &k->form);
		if ((r = new_group(c, p, &k->group, same)) != 0)
			return r;
		g = c->ngroups - 1;
		c->table[place] = some_bits(&k->group, c->table_size) | (g + 1);
		c->first[g] = doc;
		if (c->p.window != 0)
			forms_add(&c->forms, &k->form, g);
		c->stats.equal += same != NO_DOC;
	} else {
		c->next[c->groups[g].last] = doc;
		c->stats.equal++;
	}
	c->groups[g].last = doc;
	c->size[g]++;
	c->group_of[doc] = g;
	c->stats.degenerate += c->groups[g].degenerate != 0;
	return TAWAM_OK;
}

static void
count_length(struct tawam_stats *s, uint64_t length)
{
	if (length < LENGTH_TINY)
		s->empty++;
	else if (length < LENGTH_SHORT)
		s->tiny++;
	else if (length < LENGTH_FULL)
		s->brief++;
	else
		s->full++;
}

int
corpus_place(struct tawam_corpus *c, struct prepared *p,
    const struct traits *t, size_t len)
{
	struct keys k = make_keys(c, p, t);
	int r;

	if ((r = reserve(c, &p->text)) != 0)
		return r;
	c->traits[c->ndocs] = *t;
	c->traits[c->ndocs].length = p->text.n;
	c->next[c->ndocs] = NO_DOC;
	c->marks[c->ndocs] = p->text.marks;
	c->group_of[c->ndocs] = NO_DOC;
	if (p->text.n > 0) {
		put_text(c, &p->text);
		if ((r = join_group(c, p, &k)) != 0)
			return r;
	}
	c->fields |= t->within != 0;
	c->stats.known += t->known && p->text.n > 0;
	count_length(&c->stats, p->text.n);
	c->stats.bytes += len;
	c->stats.repaired += p->text.repaired;
	c->ndocs++;
	c->stats.docs++;
	return TAWAM_OK;
}

int
corpus_tables(struct tawam_corpus *c)
{
	int r;

	if ((r = grow_table(c, (size_t)c->ngroups + 1)) != 0)
		return r;
	for (uint32_t g = 0; g < c->ngroups && c->p.window != 0; g++) {
		const struct coded t = corpus_text(c, g);
		struct hash128 key = coded_hash128(&t), form =
		    scope_form(&key, c->traits[c->first[g]].within);

		if ((r = forms_reserve(&c->forms, &c->mem, g)) != 0)
			return r;
		forms_add(&c->forms, &form, g);
	}
	return TAWAM_OK;
}
