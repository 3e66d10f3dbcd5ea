/*
 * corpus.c - making a corpus and adding documents to it.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "compare/relation.h"
#include "compare/set.h"
#include "index/plan.h"
#include "lib/corpus.h"
#include "lib/params.h"

#define BLOCK		(1u << 20)
#define DEGENERATE	0.2	/* distinct shingles a position */
/* Estimates over this need no exact count; an estimate errs by 10 %. */
#define SUSPECT		0.35
#define TABLE_FIRST	1024

uint64_t
corpus_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static int
copy_rules(struct tawam_corpus *c, const struct tawam_params *q)
{
	static const struct tawam_keep_rule defaults[] = {
		{ TAWAM_KEEP_LONGEST, NULL }, { TAWAM_KEEP_FIRST, NULL } };
	const struct tawam_keep_rule *k = q->nkeep > 0 ? q->keep : defaults;
	size_t n = q->nkeep > 0 ? q->nkeep : 2;

	c->rules.rule = mem_alloc(&c->mem, n, sizeof(*c->rules.rule));
	if (c->rules.rule == NULL)
		return TAWAM_ENOMEM;
	c->rules.n = n;
	for (size_t i = 0; i < n; i++) {
		size_t len;

		c->rules.rule[i] = k[i].rule;
		if (k[i].rule != TAWAM_KEEP_SOURCE || c->sources != NULL)
			continue;
		len = strlen(k[i].sources) + 1;
		if ((c->sources = mem_alloc(&c->mem, len, 1)) == NULL)
			return TAWAM_ENOMEM;
		memcpy(c->sources, k[i].sources, len);
	}
	return TAWAM_OK;
}

/* Slots must be chosen before the number of documents is known for sure. */
static uint32_t
choose_slots(const struct tawam_params *q)
{
	struct tawam_plan plan;

	if (q->slots != 0)
		return q->slots;
	if (q->expect != 0 && plan_choose(q, params_floor(q), q->expect,
	    &plan) != TAWAM_EINVAL)
		return plan.slots;
	return q->bands * q->rows > SLOTS_DEFAULT ? 256 : SLOTS_DEFAULT;
}

int
tawam_corpus_new(struct tawam_corpus **out, const struct tawam_params *p)
{
	struct tawam_corpus *c;
	struct tawam_params q;
	struct mem mem;
	int r;

	*out = NULL;
	if ((r = params_read(p, &q)) != 0)
		return r;
	mem_init(&mem, q.alloc);
	if ((c = mem_zalloc(&mem, 1, sizeof(*c))) == NULL)
		return TAWAM_ENOMEM;
	c->mem = mem;
	q.slots = choose_slots(&q);
	if ((r = copy_rules(c, &q)) != 0 ||
	    (r = tawam_sketcher_new(&c->sketcher, &q)) != 0) {
		tawam_corpus_free(c);
		return r;
	}
	c->p = q;
	c->p.alloc = NULL;
	c->p.keep = NULL;
	c->stats.size = sizeof(c->stats);
	c->stats.plan.slots = q.slots;
	*out = c;
	return TAWAM_OK;
}

void
tawam_corpus_free(struct tawam_corpus *c)
{
	struct mem mem;

	if (c == NULL)
		return;
	mem = c->mem;
	tawam_sketcher_free(c->sketcher);
	for (struct block *b = c->arena, *prev; b != NULL; b = prev) {
		prev = b->prev;
		mem_free(&mem, b);
	}
	mem_free(&mem, c->rules.rule);
	mem_free(&mem, c->sources);
	mem_free(&mem, c->traits);
	mem_free(&mem, c->group_of);
	mem_free(&mem, c->next);
	mem_free(&mem, c->marks);
	mem_free(&mem, c->groups);
	mem_free(&mem, c->first);
	mem_free(&mem, c->size);
	mem_free(&mem, c->slots);
	mem_free(&mem, c->table);
	graph_release(&mem, &c->graph);
	mem_free(&mem, c->edges);
	mem_free(&mem, c->order);
	mem_free(&mem, c->cluster);
	mem_free(&mem, c->rival);
	star_release(&mem, &c->star);
	mem_free(&mem, c);
}

/* Copies bytes into the arena; what is not used after a failure stays. */
static const char *
keep_bytes(struct tawam_corpus *c, const char *p, size_t n)
{
	struct block *b = c->arena;
	char *at;

	if (b == NULL || b->cap - b->len < n) {
		size_t cap = n > BLOCK / 4 ? n : BLOCK;

		if (cap > SIZE_MAX - sizeof(*b))
			return NULL;
		b = mem_alloc(&c->mem, 1, sizeof(*b) + cap);
		if (b == NULL)
			return NULL;
		b->len = 0;
		b->cap = cap;
		b->prev = c->arena;
		c->arena = b;
	}
	at = b->bytes + b->len;
	if (n > 0)
		memcpy(at, p, n);
	b->len += n;
	return at;
}

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

	if (docs >= NO_DOC)
		return TAWAM_ENOMEM;
#define ROOM(field, n)	mem_grow(m, &c->field, &c->field##_cap, n,	\
	    sizeof(*c->field))
	if ((r = ROOM(traits, docs)) != 0 || (r = ROOM(group_of, docs)) != 0 ||
	    (r = ROOM(next, docs)) != 0 || (r = ROOM(marks, docs)) != 0 ||
	    (r = ROOM(groups, groups)) != 0 ||
	    (r = ROOM(first, groups)) != 0 || (r = ROOM(size, groups)) != 0 ||
	    (r = ROOM(slots, groups * c->p.slots)) != 0)
		return r;
#undef ROOM
	if (2 * groups > c->table_size)
		return grow_table(c);
	return TAWAM_OK;
}

/*
 * Repeated filler: the set says little about the text.  The sketch tells
 * almost always without counting.
 */
static int
is_degenerate(struct tawam_corpus *c, const uint32_t *slots, size_t count,
    int *answer)
{
	double about = sketch_distinct(&c->sketcher->consts, slots);
	struct set set;
	int r;

	*answer = 0;
	if (count == 0 || about >= SUSPECT * (double)count)
		return TAWAM_OK;
	if ((r = set_build(&c->mem, c->sketcher->shingler.keys, count,
	    &set)) != 0)
		return r;
	*answer = (double)set.n < DEGENERATE * (double)count;
	set_release(&c->mem, &set);
	return TAWAM_OK;
}

static int
new_group(struct tawam_corpus *c, const struct normal *n,
    const struct hash128 *key)
{
	struct tawam_sketcher *s = c->sketcher;
	struct group *g = &c->groups[c->ngroups];
	uint32_t *slots = c->slots + (size_t)c->ngroups * c->p.slots;
	size_t count;
	int r;

	if ((r = shingle_text(&s->shingler, n->bytes, n->len, &count)) != 0)
		return r;
	sketch_slots(&s->consts, s->shingler.hashes, count, slots);
	if ((r = is_degenerate(c, slots, count, &g->degenerate)) != 0)
		return r;
	if ((g->form = keep_bytes(c, n->bytes, n->len)) == NULL)
		return TAWAM_ENOMEM;
	g->key = *key;
	g->len = n->len;
	g->length = n->length;
	c->size[c->ngroups] = 0;
	c->ngroups++;
	return TAWAM_OK;
}

/* Puts the document, ndocs, into the group of its normal form. */
static int
join_group(struct tawam_corpus *c, const struct normal *n)
{
	struct hash128 key = hash128(n->bytes, n->len);
	size_t place = find_group(c, &key);
	uint32_t doc = c->ndocs, g;
	int r;

	if (c->table[place] == 0) {
		if ((r = new_group(c, n, &key)) != 0)
			return r;
		c->table[place] = c->ngroups;
		g = c->ngroups - 1;
		c->first[g] = doc;
	} else {
		g = c->table[place] - 1;
		c->next[c->groups[g].last] = doc;
		c->stats.equal++;
	}
	c->groups[g].last = doc;
	c->size[g]++;
	c->group_of[doc] = g;
	if (c->groups[g].degenerate)
		c->stats.degenerate++;
	return TAWAM_OK;
}

static int
set_traits(struct tawam_corpus *c, const struct tawam_doc *d, uint64_t length)
{
	struct traits *t = &c->traits[c->ndocs];

	memset(t, 0, sizeof(*t));
	t->length = length;
	t->date = d->date;
	if (c->sources != NULL)
		t->source = survivor_source(c->sources, d->source,
		    d->source != NULL ? d->sourcelen : 0);
	for (size_t i = 0; i < c->rules.n; i++) {
		if (c->rules.rule[i] != TAWAM_KEEP_ID || t->id != NULL)
			continue;
		if (d->idlen > UINT32_MAX ||
		    (t->id = keep_bytes(c, d->id, d->idlen)) == NULL)
			return TAWAM_ENOMEM;
		t->idlen = (uint32_t)d->idlen;
	}
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
tawam_corpus_add(struct tawam_corpus *c, const struct tawam_doc *d,
    uint64_t *number)
{
	struct tawam_doc doc;
	struct normal n;
	uint64_t t0, t1;
	int r;

	if (c->state != CORPUS_ADDING)
		return TAWAM_ESTATE;
	if (d->size < offsetof(struct tawam_doc, len) + sizeof(d->len))
		return TAWAM_EINVAL;
	tawam_doc_init(&doc, sizeof(doc));
	memcpy(&doc, d, d->size < sizeof(doc) ? d->size : sizeof(doc));
	t0 = corpus_clock();
	if ((r = reserve(c)) != 0 ||
	    (r = normaliser_run(c->sketcher->normaliser, doc.text, doc.len,
	    &n)) != 0 || (r = set_traits(c, &doc, n.length)) != 0)
		return r;
	t1 = corpus_clock();
	c->stats.stage_ns[TAWAM_STAGE_NORMALISE] += t1 - t0;
	c->next[c->ndocs] = NO_DOC;
	c->marks[c->ndocs] = n.marks;
	c->group_of[c->ndocs] = NO_DOC;
	if (n.length > 0 && (r = join_group(c, &n)) != 0)
		return r;
	count_length(&c->stats, n.length);
	c->stats.bytes += doc.len;
	c->stats.repaired += n.repaired;
	if (number != NULL)
		*number = c->ndocs;
	c->ndocs++;
	c->stats.stage_ns[TAWAM_STAGE_SKETCH] += corpus_clock() - t1;
	return TAWAM_OK;
}
