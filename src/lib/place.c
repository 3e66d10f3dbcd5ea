/*
 * place.c - a document finds the group of its normal form.
 */
#include <string.h>

#include "compare/relation.h"
#include "lib/corpus.h"

#define TABLE_FIRST	1024

static int
grow_table(struct tawam_corpus *c)
{
	size_t size = c->table_size > 0 ? 2 * c->table_size : TABLE_FIRST;
	uint32_t *table = mem_zalloc(&c->mem, size, sizeof(*table));

	if (table == NULL)
		return TAWAM_ENOMEM;
	for (uint32_t g = 0; g < c->ngroups; g++) {
		size_t i = c->groups[g].key.lo & (size - 1);

		while (table[i] != 0)
			i = (i + 1) & (size - 1);
		table[i] = g + 1;
	}
	mem_free(&c->mem, c->table);
	c->table = table;
	c->table_size = size;
	return TAWAM_OK;
}

/* The place of a key in the table: its group's, or a free one. */
static size_t
find_group(const struct tawam_corpus *c, const struct hash128 *key)
{
	size_t i = key->lo & (c->table_size - 1);

	while (c->table[i] != 0) {
		const struct hash128 *k = &c->groups[c->table[i] - 1].key;

		if (k->lo == key->lo && k->hi == key->hi)
			break;
		i = (i + 1) & (c->table_size - 1);
	}
	return i;
}

/* Room for one more of everything, so that what follows cannot half-fail. */
static int
reserve(struct tawam_corpus *c)
{
	const struct mem *m = &c->mem;
	size_t docs = (size_t)c->ndocs + 1, groups = (size_t)c->ngroups + 1;
	int r;

#define ROOM(field, n)	mem_grow(m, &c->field, &c->field##_cap, n,	\
	    sizeof(*c->field))
	if ((r = ROOM(traits, docs)) != 0 || (r = ROOM(group_of, docs)) != 0 ||
	    (r = ROOM(next, docs)) != 0 || (r = ROOM(marks, docs)) != 0 ||
	    (r = ROOM(groups, groups)) != 0 ||
	    (r = ROOM(first, groups)) != 0 || (r = ROOM(size, groups)) != 0 ||
	    (r = ROOM(slots, groups * c->p.slots)) != 0)
		return r;
#undef ROOM
	if (c->p.window != 0 && (r = forms_reserve(&c->forms, m,
	    c->ngroups)) != 0)
		return r;
	if (2 * groups > c->table_size)
		return grow_table(c);
	return TAWAM_OK;
}

static int
keep_text(struct tawam_corpus *c, const struct coded *t, struct coded *out)
{
	/* The points first: they want the alignment. */
	size_t bytes = t->npoints * sizeof(*t->points);
	char *at = arena_alloc(&c->arena, &c->mem, bytes + t->n);

	if (at == NULL)
		return TAWAM_ENOMEM;
	*out = *t;
	out->points = (const uint32_t *)(const void *)at;
	out->classes = (const uint8_t *)at + bytes;
	if (bytes > 0)
		memcpy(at, t->points, bytes);
	memcpy(at + bytes, t->classes, t->n);
	return TAWAM_OK;
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
		memcpy(slots, c->slots + (size_t)same * c->p.slots,
		    c->p.slots * sizeof(*slots));
		p->degenerate = c->groups[same].degenerate;
	} else if (p->slots == NULL) {
		if ((r = prepare_slots(c->makers[0].sketcher, slots, p)) != 0)
			return r;
	} else {
		memcpy(slots, p->slots, c->p.slots * sizeof(*slots));
	}
	if (same != NO_DOC) {
		g->text = c->groups[same].text;
		g->text.marks = p->text.marks;
	} else if ((r = keep_text(c, &p->text, &g->text)) != 0) {
		return r;
	}
	g->key = *key;
	g->degenerate = p->degenerate;
	c->size[c->ngroups] = 0;
	c->ngroups++;
	return TAWAM_OK;
}

static int
join_group(struct tawam_corpus *c, struct prepared *p, const struct traits *t)
{
	struct hash128 form = scope_form(&p->key, t->within);
	struct hash128 key = c->p.window == 0 ? form :
	    scope_group(&form, t->date, p->text.marks);
	size_t place = find_group(c, &key);
	uint32_t doc = c->ndocs, g, same = NO_DOC;
	int r;

	if (c->table[place] == 0) {
		if (c->p.window != 0)
			same = forms_find(&c->forms, &form);
		if ((r = new_group(c, p, &key, same)) != 0)
			return r;
		c->table[place] = c->ngroups;
		g = c->ngroups - 1;
		c->first[g] = doc;
		if (c->p.window != 0)
			forms_add(&c->forms, &form, g);
		c->stats.equal += same != NO_DOC;
	} else {
		g = c->table[place] - 1;
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
	int r;

	if ((r = reserve(c)) != 0)
		return r;
	c->traits[c->ndocs] = *t;
	c->traits[c->ndocs].length = p->text.n;
	c->next[c->ndocs] = NO_DOC;
	c->marks[c->ndocs] = p->text.marks;
	c->group_of[c->ndocs] = NO_DOC;
	if (p->text.n > 0 && (r = join_group(c, p, t)) != 0)
		return r;
	c->fields |= t->within != 0;
	c->stats.known += t->known && p->text.n > 0;
	count_length(&c->stats, p->text.n);
	c->stats.bytes += len;
	c->stats.repaired += p->text.repaired;
	c->ndocs++;
	c->stats.docs++;
	return TAWAM_OK;
}
