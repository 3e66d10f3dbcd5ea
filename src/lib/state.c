/*
 * state.c - a corpus in a file, between two stages of one run.
 *
 * The arrays as they lie in memory, with their lengths, behind a head that
 * says whose they are; the file is for the same version on the same kind of
 * machine, and refused by any other.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "compare/relation.h"
#include "lib/params.h"
#include "lib/state.h"

/* Bytes of an array between two looks at the bound. */
#define PIECE		((size_t)1 << 20)

/* What a state must agree with, and how long its arrays are. */
struct head {
	char magic[8];
	char version[24];
	uint64_t order;		/* of bytes */
	uint64_t rules;		/* check of the rules and parameters */
	uint64_t tables;
	uint64_t ndocs, ngroups, nbytes, nedges, nforms, idbytes;
	uint64_t slots, fields, done;
	struct tawam_stats stats;
};

/* What the answers depend on besides the documents. */
static uint64_t
rules_check(const struct tawam_corpus *c)
{
	const struct tawam_params *p = &c->p;
	const double shares[] = { p->threshold, p->floor, p->containment,
		p->recall };
	const uint64_t numbers[] = { p->profile, p->ngram, p->slots, p->bands,
		p->rows, p->seed, p->join, p->max_pairs, p->exact, p->window,
		p->passages, p->passage_df, c->rules.n };
	uint64_t h = hash64(shares, sizeof(shares), 0);

	h = hash64(numbers, sizeof(numbers), h);
	for (size_t i = 0; i < c->rules.n; i++)
		h = hash64(&c->rules.rule[i], sizeof(c->rules.rule[i]), h);
	return c->sources == NULL ? h :
	    hash64(c->sources, strlen(c->sources), h);
}

static void
fill_head(const struct tawam_corpus *c, struct head *h)
{
	memset(h, 0, sizeof(*h));
	memcpy(h->magic, "TAWAMCOR", sizeof(h->magic));
	(void)snprintf(h->version, sizeof(h->version), "%s", TAWAM_VERSION);
	h->order = UINT64_C(0x0102030405060708);
	h->rules = rules_check(c);
	h->tables = tawam_tables_digest();
	h->ndocs = c->ndocs;
	h->ngroups = c->ngroups;
	h->nbytes = c->nbytes;
	h->nedges = c->nedges;
	h->nforms = c->forms.n;
	h->slots = c->p.slots;
	h->fields = c->fields != 0;
	h->done = c->state == CORPUS_DONE;
	h->stats = c->stats;
	for (uint32_t i = 0; i < c->ndocs; i++)
		h->idbytes += c->traits[i].idlen;
}

/* An array's elements, in or out; arrays may move when they come in. */
typedef int array_fn(struct tawam_corpus *c, struct state_file *f,
    struct vast *v, void *pointer, size_t bytes);

static int
put_array(struct tawam_corpus *c, struct state_file *f, struct vast *v,
    void *pointer, size_t bytes)
{
	const char *p;
	size_t work = 0;
	int r = TAWAM_OK;

	(void)v;
	memcpy(&p, pointer, sizeof(p));
	for (size_t at = 0; at < bytes && r == 0; at += PIECE) {
		size_t n = bytes - at < PIECE ? bytes - at : PIECE;

		r = state_put(f, p + at, n);
		space_ease(&c->space, &work, n);
	}
	return r;
}

static int
get_array(struct tawam_corpus *c, struct state_file *f, struct vast *v,
    void *pointer, size_t bytes)
{
	int r = TAWAM_OK;

	for (size_t at = 0; at < bytes && r == 0; at += PIECE) {
		size_t n = bytes - at < PIECE ? bytes - at : PIECE;
		char *p;

		if ((r = space_grow(&c->space, v, at + n, 1)) != 0 ||
		    (r = space_keep(&c->space, n)) != 0)
			return r;
		memcpy(&p, pointer, sizeof(p));
		r = state_get(f, p + at, n);
	}
	return r;
}

/* Every array that a later stage needs. */
static int
arrays(struct tawam_corpus *c, struct state_file *f, const struct head *h,
    array_fn *fn)
{
	size_t docs = (size_t)h->ndocs, groups = (size_t)h->ngroups;
	/* Once it has run, nothing asks for texts but passages. */
	size_t texts = h->done && c->p.passages == 0 ? 0 : (size_t)h->nbytes;
	size_t sketches = h->done ? 0 : groups * c->p.slots;
	int r;

#define ARRAY(field, n)	fn(c, f, &c->field##_vast, &c->field,	\
	    (n) * sizeof(*c->field))
	if ((r = ARRAY(traits, docs)) != 0 ||
	    (r = ARRAY(group_of, docs)) != 0 || (r = ARRAY(next, docs)) != 0 ||
	    (r = ARRAY(marks, docs)) != 0 ||
	    (r = ARRAY(groups, groups)) != 0 ||
	    (r = ARRAY(first, groups)) != 0 || (r = ARRAY(size, groups)) != 0 ||
	    (r = ARRAY(slots, sketches)) != 0 ||
	    (r = ARRAY(bytes, texts)) != 0 ||
	    (r = ARRAY(edges, (size_t)h->nedges)) != 0)
		return r;
	if (h->nedges > 0 && (r = ARRAY(shingles, groups)) != 0)
		return r;
#undef ARRAY
	return TAWAM_OK;
}

static int
put_ids(const struct tawam_corpus *c, struct state_file *f)
{
	int r = TAWAM_OK;

	for (uint32_t i = 0; i < c->ndocs && r == 0; i++)
		if (c->traits[i].idlen > 0)
			r = state_put(f, c->traits[i].id,
			    c->traits[i].idlen);
	return r;
}

static int
get_ids(struct tawam_corpus *c, struct state_file *f, uint64_t ndocs)
{
	int r;

	for (uint64_t i = 0; i < ndocs; i++) {
		struct traits *t = &c->traits[i];
		char *id;

		/* A pointer of another process says only that it was one. */
		if (t->id == NULL && t->idlen == 0)
			continue;
		if ((id = arena_alloc(&c->ids, &c->mem, t->idlen)) == NULL)
			return TAWAM_ENOMEM;
		if ((r = state_get(f, id, t->idlen)) != 0)
			return r;
		t->id = id;
	}
	return TAWAM_OK;
}

static int
put(struct tawam_corpus *c, struct state_file *f)
{
	struct head h;
	int r;

	fill_head(c, &h);
	if ((r = state_put(f, &h, sizeof(h))) != 0 ||
	    (r = arrays(c, f, &h, put_array)) != 0 ||
	    (r = put_ids(c, f)) != 0)
		return r;
	return state_end(f);
}

/* path with ".new" behind it, of mem_alloc; NULL when there is no memory. */
static char *
new_name(const struct tawam_corpus *c, const char *path)
{
	size_t n = strlen(path);
	char *name = mem_alloc(&c->mem, n + sizeof(".new"), 1);

	if (name != NULL) {
		memcpy(name, path, n);
		memcpy(name + n, ".new", sizeof(".new"));
	}
	return name;
}

int
tawam_corpus_save(struct tawam_corpus *c, const char *path)
{
	struct state_file f;
	char *name;
	int r, opened;

	if (c->state == CORPUS_FAILED)
		return TAWAM_ESTATE;
	if (c->state == CORPUS_ADDING && (r = corpus_drain(c)) != 0) {
		c->state = CORPUS_FAILED;
		return r;
	}
	if ((name = new_name(c, path)) == NULL)
		return TAWAM_ENOMEM;
	r = state_open(&f, &c->mem, name, 1);
	opened = f.fd != -1;
	if (r == 0)
		r = put(c, &f);
	state_close(&f, &c->mem);
	if (r == 0 && rename(name, path) == -1)
		r = TAWAM_EIO;
	if (r != 0 && opened) {
		int e = errno;

		(void)unlink(name);
		errno = e;
	}
	mem_free(&c->mem, name);
	return r;
}

/* TAWAM_EFORMAT: no state, or damaged; TAWAM_EMISMATCH: of another run. */
static int
read_head(const struct tawam_corpus *c, struct state_file *f, struct head *h)
{
	struct head mine;
	int r;

	if ((r = state_get(f, h, sizeof(*h))) != 0)
		return r;
	fill_head(c, &mine);
	if (memcmp(h->magic, mine.magic, sizeof(h->magic)) != 0)
		return TAWAM_EFORMAT;
	if (memcmp(h->version, mine.version, sizeof(h->version)) != 0 ||
	    h->order != mine.order || h->tables != mine.tables ||
	    h->rules != mine.rules || h->slots != mine.slots)
		return TAWAM_EMISMATCH;
	if (h->ndocs >= NO_DOC || h->ngroups > h->ndocs || h->done > 1 ||
	    h->nbytes > PTRDIFF_MAX || h->nedges > PTRDIFF_MAX / 64)
		return TAWAM_EFORMAT;
	return TAWAM_OK;
}

static int
sound_edge(const struct tawam_corpus *c, const struct sort_rec *e)
{
	uint32_t a = edge_group(e), b = edge_other(e);
	uint64_t both = edge_both(e);

	return a < c->ngroups && b < c->ngroups && a != b &&
	    edge_relation(e) < TAWAM_NRELATIONS &&
	    relate_why(edge_why(e)) != NULL && (both == EDGE_EQUAL ||
	    (c->shingles[a] > 0 && both <= c->shingles[a] &&
	    c->shingles[b] > 0 && both <= c->shingles[b]));
}

/* The check keeps damage out; this, what would read beyond an array. */
static int
sound(const struct tawam_corpus *c, const struct head *h)
{
	int texts = !h->done || c->p.passages != 0;

	for (uint32_t d = 0; d < c->ndocs; d++)
		if ((c->group_of[d] >= c->ngroups && c->group_of[d] !=
		    NO_DOC) || c->next[d] <= d || (c->next[d] >= c->ndocs &&
		    c->next[d] != NO_DOC))
			return 0;
	for (uint32_t i = 0; i < c->ngroups; i++) {
		const struct group *g = &c->groups[i];

		if (c->first[i] >= c->ndocs || g->last >= c->ndocs ||
		    g->npoints > g->n || g->at % sizeof(uint32_t) != 0)
			return 0;
		if (texts && (g->at > c->nbytes || g->n > c->nbytes - g->at ||
		    g->npoints > (c->nbytes - g->at - g->n) /
		    sizeof(uint32_t)))
			return 0;
	}
	for (size_t i = 0; i < c->nedges; i++)
		if (!sound_edge(c, &c->edges[i]))
			return 0;
	return 1;
}

static int
get(struct tawam_corpus *c, struct state_file *f, struct head *h)
{
	int r;

	if ((r = read_head(c, f, h)) != 0 ||
	    (r = arrays(c, f, h, get_array)) != 0 ||
	    (r = get_ids(c, f, h->ndocs)) != 0 ||
	    (r = state_end(f)) != 0)
		return r;
	c->ndocs = (uint32_t)h->ndocs;
	c->ngroups = (uint32_t)h->ngroups;
	c->nbytes = (size_t)h->nbytes;
	c->nedges = (size_t)h->nedges;
	c->fields = (int)h->fields;
	c->added = c->ndocs;
	c->stats = h->stats;
	return sound(c, h) ? TAWAM_OK : TAWAM_EFORMAT;
}

/* What a search and the answers still need besides the arrays. */
static int
revive(struct tawam_corpus *c, const struct head *h)
{
	int r;

	if ((!h->done || c->p.passages != 0) && (r = corpus_tables(c)) != 0)
		return r;
	if (!h->done)
		return TAWAM_OK;
	c->state = CORPUS_FAILED;
	if ((r = corpus_finish(c)) == 0)
		c->state = CORPUS_DONE;
	return r;
}

int
tawam_corpus_load(struct tawam_corpus **out, const struct tawam_params *p,
    const char *path,
    int *ran)
{
	struct state_file f;
	struct tawam_corpus *c;
	struct head h;
	int r;

	*out = NULL;
	if ((r = tawam_corpus_new(&c, p)) != 0)
		return r;
	if ((r = state_open(&f, &c->mem, path, 0)) == 0)
		r = get(c, &f, &h);
	state_close(&f, &c->mem);
	if (r == 0)
		r = revive(c, &h);
	if (r != 0) {
		int e = errno;

		tawam_corpus_free(c);
		errno = e;
		return r;
	}
	*out = c;
	*ran = (int)h.done;
	return TAWAM_OK;
}
