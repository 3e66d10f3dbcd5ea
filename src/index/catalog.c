/*
 * catalog.c - the documents of a stored index, in memory.
 */
#include <string.h>

#include "base/le.h"
#include "index/bands.h"
#include "index/catalog.h"

int
catalog_init(struct catalog *s, const struct mem *m, uint32_t bands,
    uint32_t slots)
{
	size_t most = (size_t)bands * BUCKETS_CAP;

	memset(s, 0, sizeof(*s));
	s->mem = m;
	heap_init(&s->heap, m);
	s->bands = bands;
	s->slots = slots;
	s->nseen = 1;
	while (s->nseen < 2 * most)
		s->nseen *= 2;
	s->tables = mem_zalloc(m, bands + CATALOG_EXTRA, sizeof(*s->tables));
	s->found = mem_alloc(m, most, sizeof(*s->found));
	s->seen = mem_zalloc(m, s->nseen, sizeof(*s->seen));
	s->ends = mem_alloc(m, bands, sizeof(*s->ends));
	return s->tables == NULL || s->found == NULL || s->seen == NULL ||
	    s->ends == NULL ? TAWAM_ENOMEM : TAWAM_OK;
}

void
catalog_release(struct catalog *s)
{
	if (s->mem == NULL)
		return;
	heap_release(&s->heap);
	mem_free(s->mem, s->blocks);
	mem_free(s->mem, s->tables);
	catalog_load_end(s);
	mem_free(s->mem, s->found);
	mem_free(s->mem, s->seen);
	mem_free(s->mem, s->ends);
	memset(s, 0, sizeof(*s));
}

uint32_t
catalog_form(const struct hash128 *key, uint64_t within)
{
	/* The key is a hash, but it is a caller's text that it is of. */
	return (uint32_t)(key->lo ^ (within != 0 ? band_field(within) : 0));
}

uint32_t
catalog_id(const char *id, size_t idlen)
{
	return (uint32_t)hash64(id, idlen, 0);
}

static size_t
block_bytes(const struct catalog *s)
{
	return sizeof(struct block) + (size_t)CATALOG_BLOCK * s->slots;
}

static struct block *
block_of(const struct catalog *s, uint32_t doc)
{
	return s->blocks[doc / CATALOG_BLOCK];
}

const struct entry *
catalog_entry(const struct catalog *s, uint32_t doc)
{
	const struct block *b = block_of(s, doc);
	const struct entry *e;

	if (b == NULL)
		return NULL;
	e = &b->entries[doc % CATALOG_BLOCK];
	return e->place != 0 ? e : NULL;
}

const unsigned char *
catalog_sketch(const struct catalog *s, uint32_t doc)
{
	return block_of(s, doc)->sketches +
	    (size_t)(doc % CATALOG_BLOCK) * s->slots;
}

uint32_t
catalog_distinct(const struct catalog *s, uint32_t doc)
{
	return block_of(s, doc)->entries[doc % CATALOG_BLOCK].distinct;
}

static int
is_alive(const void *arg, uint32_t doc)
{
	return catalog_entry(arg, doc) != NULL;
}

static int
is_after_first(const void *arg, uint32_t doc)
{
	const struct catalog *s = arg;

	return doc >= s->first;
}

/* What a growing table asks of its documents.  Looking at each takes long, and
 * is not worth it for a few. */
static buckets_alive_fn *
alive(const struct catalog *s)
{
	uint32_t n = s->n - s->first;

	if (n - s->live > n / 4)
		return is_alive;
	return s->first > 0 ? is_after_first : NULL;
}

/* The block for the next document. */
int
catalog_block_room(struct catalog *s)
{
	struct block *b;

	if (s->n == CATALOG_MOST)
		return TAWAM_ENOMEM;
	if (s->n / CATALOG_BLOCK < s->nblocks)
		return TAWAM_OK;
	if (mem_grow(s->mem, &s->blocks, &s->cap, s->nblocks + 1,
	    sizeof(*s->blocks)) != 0)
		return TAWAM_ENOMEM;
	if ((b = heap_alloc(&s->heap, block_bytes(s))) == NULL)
		return TAWAM_ENOMEM;
	b->oldest = INT64_MAX;
	s->blocks[s->nblocks++] = b;
	return TAWAM_OK;
}

/* An arrival's tag of a table; 0 when it has none. */
int
catalog_tag(const struct catalog *s, const struct arrival *a, uint32_t table,
    uint32_t *tag)
{
	if (table == s->bands + CATALOG_FORM)
		*tag = a->form;
	else if (table == s->bands + CATALOG_ID)
		*tag = a->entry.id;
	else if (a->tags == NULL)
		return 0;
	else
		*tag = le32_get(a->tags + 4 * (size_t)table);
	return 1;
}

int
catalog_room(struct catalog *s, const struct arrival *a)
{
	uint32_t tag;
	int r;

	if ((r = catalog_block_room(s)) != 0)
		return r;
	for (uint32_t i = 0; i < s->bands + CATALOG_EXTRA; i++) {
		if (!catalog_tag(s, a, i, &tag) ||
		    buckets_room(&s->tables[i], tag))
			continue;
		s->ended = 0;
		if ((r = buckets_grow(&s->tables[i], &s->heap, tag, alive(s),
		    s)) != 0)
			return r;
	}
	/* Nobody has searched for it. */
	buckets_prefetch_next(&s->tables[s->bands + CATALOG_ID],
	    a->entry.id);
	return TAWAM_OK;
}

uint32_t
catalog_put(struct catalog *s, const struct arrival *a)
{
	struct block *b = block_of(s, s->n);
	uint32_t i = s->n % CATALOG_BLOCK;

	b->entries[i] = a->entry;
	if (a->tags != NULL)
		memcpy(b->sketches + (size_t)i * s->slots, a->sketch,
		    s->slots);
	if (a->entry.date != TAWAM_NO_DATE && a->entry.date < b->oldest)
		b->oldest = a->entry.date;
	b->live++;
	s->live++;
	return s->n++;
}

uint32_t
catalog_add(struct catalog *s, const struct arrival *a)
{
	uint32_t doc = catalog_put(s, a), tag;

	for (uint32_t i = 0; i < s->bands; i++) {
		if (!catalog_tag(s, a, i, &tag))
			break;
		/* It has just been looked for, as a rule. */
		if (s->ended && s->ends[i].tag == tag)
			(void)buckets_add_at(&s->tables[i], &s->ends[i], doc);
		else
			(void)buckets_add(&s->tables[i], tag, doc);
	}
	s->ended = 0;
	(void)buckets_add(&s->tables[s->bands + CATALOG_FORM], a->form, doc);
	s->ids_full |= buckets_add(&s->tables[s->bands + CATALOG_ID],
	    a->entry.id, doc);
	return doc;
}

int
catalog_add_tags(struct catalog *s, uint32_t table, const uint64_t *entries,
    size_t n)
{
	struct buckets *b = &s->tables[table];
	uint64_t used = buckets_used(b);
	int r;

	/* Otherwise it grows as it does when they come one by one. */
	if (n > used && buckets_reserve(b, &s->heap, used + n) != 0)
		return TAWAM_ENOMEM;
	r = buckets_add_many(b, &s->heap, entries, n, alive(s), s);
	if (r == 1 && table == s->bands + CATALOG_ID)
		s->ids_full = 1;
	return r < 0 ? r : TAWAM_OK;
}

void
catalog_move(struct catalog *s, uint32_t doc, uint64_t place)
{
	block_of(s, doc)->entries[doc % CATALOG_BLOCK].place = place;
}

void
catalog_kill(struct catalog *s, uint32_t doc)
{
	struct block *b = block_of(s, doc);

	b->entries[doc % CATALOG_BLOCK].place = 0;
	b->live--;
	s->live--;
	/* Others may still come into the last one. */
	if (b->live == 0 && s->n >= (doc / CATALOG_BLOCK + 1) * CATALOG_BLOCK) {
		heap_free(&s->heap, b, block_bytes(s));
		s->blocks[doc / CATALOG_BLOCK] = NULL;
	}
	while (s->first < s->n && catalog_entry(s, s->first) == NULL)
		s->first += block_of(s, s->first) == NULL ?
		    CATALOG_BLOCK - s->first % CATALOG_BLOCK : 1;
	if (s->first > s->n)
		s->first = s->n;
}

size_t
catalog_forms(const struct catalog *s, uint32_t tag, uint32_t *out)
{
	return buckets_find(&s->tables[s->bands + CATALOG_FORM], tag, out,
	    NULL);
}

size_t
catalog_ids(const struct catalog *s, uint32_t tag, uint32_t *out)
{
	return buckets_find(&s->tables[s->bands + CATALOG_ID], tag, out,
	    NULL);
}

/* Has it been seen in this search?  If not, it has now. */
static int
seen(struct catalog *s, uint32_t doc)
{
	uint64_t mine = (uint64_t)s->stamp << 32 | doc;
	size_t i = (doc * UINT32_C(0x9e3779b1)) & (s->nseen - 1);

	while (s->seen[i] >> 32 == s->stamp) {
		if (s->seen[i] == mine)
			return 1;
		i = (i + 1) & (s->nseen - 1);
	}
	s->seen[i] = mine;
	return 0;
}

/* Says that a document's size and sketch will be read. */
static void
prefetch_doc(const struct catalog *s, uint32_t doc)
{
	cpu_expect(&block_of(s, doc)->entries[doc % CATALOG_BLOCK].distinct);
	for (uint32_t k = 0; k < s->slots; k += 64)
		cpu_expect(catalog_sketch(s, doc) + k);
}

static void
collect(struct catalog *s, const uint32_t *docs, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (seen(s, docs[i]) || block_of(s, docs[i]) == NULL)
			continue;
		prefetch_doc(s, docs[i]);
		s->found[s->nfound++] = docs[i];
	}
}

void
catalog_prefetch(const struct catalog *s, uint32_t form, uint32_t id)
{
	buckets_prefetch(&s->tables[s->bands + CATALOG_FORM], form);
	buckets_prefetch(&s->tables[s->bands + CATALOG_ID], id);
	if (s->n / CATALOG_BLOCK < s->nblocks)
		prefetch_doc(s, s->n);
}

void
catalog_search(struct catalog *s, const uint32_t *tags)
{
	uint32_t docs[BUCKETS_CAP];

	if (++s->stamp == 0) {
		memset(s->seen, 0, s->nseen * sizeof(*s->seen));
		s->stamp = 1;
	}
	s->nfound = 0;
	for (uint32_t i = 0; i < s->bands; i++)
		buckets_prefetch_next(&s->tables[i], tags[i]);
	for (uint32_t i = 0; i < s->bands; i++)
		collect(s, docs, buckets_find(&s->tables[i], tags[i], docs,
		    &s->ends[i]));
	s->ended = 1;
}

/* Documents before a date, in blocks that have any: counted, and killed. */
static uint64_t
older(struct catalog *s, int64_t date, int kill)
{
	uint64_t n = 0;

	for (size_t i = s->first / CATALOG_BLOCK; i < s->nblocks; i++) {
		struct block *b = s->blocks[i];
		int64_t oldest = INT64_MAX;
		uint32_t from = (uint32_t)i * CATALOG_BLOCK, end;

		if (b == NULL || b->oldest >= date)
			continue;
		end = s->n - from < CATALOG_BLOCK ? s->n - from : CATALOG_BLOCK;
		for (uint32_t j = 0; j < end && s->blocks[i] != NULL; j++) {
			const struct entry *e = &b->entries[j];

			if (e->place == 0 || e->date == TAWAM_NO_DATE)
				continue;
			if (e->date >= date) {
				oldest = e->date < oldest ? e->date : oldest;
				continue;
			}
			n++;
			if (kill)
				catalog_kill(s, from + j);
		}
		if (s->blocks[i] != NULL && (kill || n == 0))
			b->oldest = oldest;
	}
	return n;
}

uint64_t
catalog_expiring(struct catalog *s, int64_t oldest, uint64_t most)
{
	uint64_t n = oldest != TAWAM_NO_DATE ? older(s, oldest, 0) : 0;

	if (most != 0 && s->live - n > most)
		n = s->live - most;
	return n;
}

uint64_t
catalog_expire(struct catalog *s, int64_t oldest, uint64_t most)
{
	uint64_t n = oldest != TAWAM_NO_DATE ? older(s, oldest, 1) : 0;

	while (most != 0 && s->live > most) {
		catalog_kill(s, s->first);
		n++;
	}
	return n;
}

typedef uint8_t vec16 __attribute__((vector_size(16)));

uint32_t
catalog_equal(const unsigned char *a, const unsigned char *b, uint32_t slots)
{
	vec16 sum = { 0 };
	uint32_t n = 0;

	/* At most 16 a lane: a byte holds it. */
	for (uint32_t i = 0; i < slots; i += 16) {
		vec16 x, y;

		memcpy(&x, a + i, sizeof(x));
		memcpy(&y, b + i, sizeof(y));
		sum -= (vec16)(x == y);
	}
	for (int i = 0; i < 16; i++)
		n += sum[i];
	return n;
}

uint64_t
catalog_memory(const struct catalog *s)
{
	return heap_memory(&s->heap);
}
