/*
 * corpus.c - making a corpus and adding documents to it.
 */
#include <stddef.h>
#include <string.h>

#include "index/plan.h"
#include "lib/corpus.h"
#include "lib/params.h"

/* A text of more bytes is not copied for a thread: it waits for its turn. */
#define LARGE	((size_t)8 << 20)

/* Three looks at the clock take a tenth of the time of a short text: without
 * threads one text of so many is timed. */
#define TIMED	8

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

/* A maker for each thread, and two feeds when there are several. */
static int
start_threads(struct tawam_corpus *c, const struct tawam_params *q)
{
	int r;

	if ((r = pool_new(&c->pool, q->threads, &c->mem)) != 0)
		return r;
	c->nmakers = pool_workers(c->pool);
	c->makers = mem_zalloc(&c->mem, c->nmakers, sizeof(*c->makers));
	if (c->makers == NULL)
		return TAWAM_ENOMEM;
	for (unsigned i = 0; i < c->nmakers; i++)
		if ((r = tawam_sketcher_new(&c->makers[i].sketcher, q)) != 0)
			return r;
	if (c->nmakers == 1)
		return TAWAM_OK;
	for (int i = 0; i < 2; i++)
		if ((r = feed_init(&c->feeds[i], q->slots, c->nmakers,
		    &c->mem)) != 0)
			return r;
	return TAWAM_OK;
}

/* Those that are filled and read in order are the first to leave memory. */
static int
enter_arrays(struct tawam_corpus *c, const struct tawam_params *q)
{
	struct space *s = &c->space;
	size_t len = q->tmpdir != NULL ? strlen(q->tmpdir) + 1 : 0;

#define ENTER(field, kind)	space_enter(s, &c->field##_vast, kind, \
	    &c->field)
	ENTER(traits, VAST_WARM);
	ENTER(group_of, VAST_WARM);
	ENTER(next, VAST_HOT);
	ENTER(marks, VAST_WARM);
	ENTER(groups, VAST_HOT);
	ENTER(first, VAST_WARM);
	ENTER(size, VAST_HOT);
	ENTER(slots, VAST_COLD);
	ENTER(bytes, VAST_COLD);
	ENTER(table, VAST_HOT);
	ENTER(edges, VAST_COLD);
	ENTER(shingles, VAST_HOT);
	ENTER(told, VAST_WARM);
	ENTER(order, VAST_WARM);
	ENTER(cluster, VAST_HOT);
	ENTER(rival, VAST_HOT);
	ENTER(last, VAST_HOT);
#undef ENTER
	space_enter(s, &c->start_vast, VAST_HOT, &c->graph.start);
	space_enter(s, &c->survivor_vast, VAST_HOT, &c->star.survivor);
	space_enter(s, &c->via_vast, VAST_HOT, &c->star.via);
	space_enter(s, &c->left_vast, VAST_HOT, &c->star.left);
	if (len == 0)
		return TAWAM_OK;
	if ((c->tmpdir = mem_alloc(&c->mem, len, 1)) == NULL)
		return TAWAM_ENOMEM;
	memcpy(c->tmpdir, q->tmpdir, len);
	s->tmpdir = c->tmpdir;
	return TAWAM_OK;
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
	if (q.scheme != TAWAM_OPH)
		return TAWAM_EINVAL;
	mem_init(&mem, q.alloc);
	if ((c = mem_zalloc(&mem, 1, sizeof(*c))) == NULL)
		return TAWAM_ENOMEM;
	c->mem = mem;
	space_init(&c->space, &mem, q.memory, NULL);
	q.slots = choose_slots(&q);
	if ((r = enter_arrays(c, &q)) != 0 || (r = copy_rules(c, &q)) != 0 ||
	    (r = start_threads(c, &q)) != 0) {
		tawam_corpus_free(c);
		return r;
	}
	c->p = q;
	c->p.alloc = NULL;
	c->p.keep = NULL;
	c->p.tmpdir = NULL;
	c->stats.size = sizeof(c->stats);
	c->stats.plan.slots = q.slots;
	*out = c;
	return TAWAM_OK;
}

static void
stop_threads(struct tawam_corpus *c)
{
	/* Threads may be at work on a feed. */
	if (c->pool != NULL)
		(void)pool_wait(c->pool);
	pool_free(c->pool);
	for (unsigned i = 0; c->makers != NULL && i < c->nmakers; i++)
		tawam_sketcher_free(c->makers[i].sketcher);
	mem_free(&c->mem, c->makers);
	feed_release(&c->feeds[0], &c->mem);
	feed_release(&c->feeds[1], &c->mem);
}

void
tawam_corpus_free(struct tawam_corpus *c)
{
	struct mem mem;

	if (c == NULL)
		return;
	mem = c->mem;
	stop_threads(c);
	arena_free(&c->ids, &mem);
	mem_free(&mem, c->rules.rule);
	mem_free(&mem, c->sources);
	space_free(&c->space);
	mem_free(&mem, c->tmpdir);
	forms_release(&c->forms, &mem);
	corpus_index_release(c);
	mem_free(&mem, c);
}

/* What the survivor rules look at, the length apart. */
static int
set_traits(struct tawam_corpus *c, const struct tawam_doc *d,
    struct traits *t)
{
	memset(t, 0, sizeof(*t));
	t->date = d->date;
	t->within = d->within;
	t->known = d->known != 0;
	if (c->sources != NULL)
		t->source = survivor_source(c->sources, d->source,
		    d->source != NULL ? d->sourcelen : 0) & SOURCE_MASK;
	for (size_t i = 0; i < c->rules.n; i++) {
		if (c->rules.rule[i] != TAWAM_KEEP_ID || t->id != NULL)
			continue;
		if (d->idlen > UINT32_MAX || (t->id = arena_copy(&c->ids,
		    &c->mem, d->id, d->idlen)) == NULL)
			return TAWAM_ENOMEM;
		t->idlen = (uint32_t)d->idlen;
	}
	return TAWAM_OK;
}

/* One document of a batch, by one thread. */
static int
make_item(void *arg, unsigned worker, size_t i)
{
	struct tawam_corpus *c = arg;
	struct feed *f = &c->feeds[!c->filling];
	struct feed_item *item = &f->items[i];
	struct feed_maker *mk = &c->makers[worker];
	uint64_t t0 = clock_ns(), t1;
	int r;

	if ((r = prepare_text(mk->sketcher, f->texts.p + item->at, item->len,
	    &item->done)) != 0)
		return r;
	t1 = clock_ns();
	mk->normalise_ns += t1 - t0;
	if (item->done.text.n > 0 && (r = prepare_slots(mk->sketcher,
	    f->slots + i * c->p.slots, &item->done)) != 0)
		return r;
	if ((r = feed_keep(f, item, worker, &c->mem)) != 0)
		return r;
	mk->sketch_ns += clock_ns() - t1;
	return TAWAM_OK;
}

/* Places the documents of a batch that was worked on, in their order. */
static int
place_batch(struct tawam_corpus *c, struct feed *f)
{
	int r;

	for (size_t i = 0; i < f->n; i++) {
		struct feed_item *item = &f->items[i];

		feed_form(f, item);
		if ((r = corpus_place(c, &item->done, &item->traits,
		    item->len)) != 0)
			return r;
		c->timed += item->len;
	}
	feed_reset(f);
	return TAWAM_OK;
}

static void
count_time(struct tawam_corpus *c)
{
	uint64_t *ns = c->stats.stage_ns;

	for (unsigned i = 0; i < c->nmakers; i++) {
		struct feed_maker *mk = &c->makers[i];

		ns[TAWAM_STAGE_NORMALISE] += mk->normalise_ns;
		ns[TAWAM_STAGE_SKETCH] += mk->sketch_ns;
		mk->normalise_ns = mk->sketch_ns = 0;
	}
}

/* The batch that is full is begun, and while threads work on it the one that
 * they have done goes in. */
static int
turn(struct tawam_corpus *c)
{
	int r;

	if ((r = pool_wait(c->pool)) != 0)
		return r;
	count_time(c);
	c->filling = !c->filling;
	pool_start(c->pool, make_item, c, c->feeds[!c->filling].n, 8);
	return place_batch(c, &c->feeds[c->filling]);
}

int
corpus_drain(struct tawam_corpus *c)
{
	int r;

	if (c->nmakers == 1)
		return TAWAM_OK;
	for (int i = 0; i < 2; i++)
		if ((r = turn(c)) != 0)
			return r;
	return pool_wait(c->pool);
}

/* The caller's thread alone: a document of a known form is not sketched. */
static int
add_now(struct tawam_corpus *c, const struct tawam_doc *d,
    struct traits *t)
{
	struct tawam_sketcher *s = c->makers[0].sketcher;
	int timed = c->nmakers > 1 || c->added % TIMED == 0;
	uint64_t t0 = timed ? clock_ns() : 0, t1;
	struct prepared p;
	int r;

	if ((r = prepare_text(s, d->text, d->len, &p)) != 0)
		return r;
	t1 = timed ? clock_ns() : 0;
	if ((r = corpus_place(c, &p, t, d->len)) != 0)
		return r;
	if (timed) {
		c->stats.stage_ns[TAWAM_STAGE_NORMALISE] += t1 - t0;
		c->stats.stage_ns[TAWAM_STAGE_SKETCH] += clock_ns() - t1;
		c->timed += d->len;
	}
	return TAWAM_OK;
}

static int
add_later(struct tawam_corpus *c, const struct tawam_doc *d,
    const struct traits *t)
{
	int r;

	if ((r = feed_add(&c->feeds[c->filling], &c->mem, d->text, d->len,
	    t)) == 0 && feed_full(&c->feeds[c->filling]))
		r = turn(c);
	if (r != 0)
		c->state = CORPUS_FAILED;
	return r;
}

int
tawam_corpus_add(struct tawam_corpus *c, const struct tawam_doc *d,
    uint64_t *number)
{
	struct tawam_doc doc;
	struct traits t;
	int r;

	if (c->state != CORPUS_ADDING)
		return TAWAM_ESTATE;
	if (d->size < offsetof(struct tawam_doc, len) + sizeof(d->len))
		return TAWAM_EINVAL;
	/* An older caller's is shorter. */
	if (d->size < sizeof(doc)) {
		tawam_doc_init(&doc, sizeof(doc));
		memcpy(&doc, d, d->size);
		d = &doc;
	}
	if (c->added >= NO_DOC - 1)
		return TAWAM_ENOMEM;
	if ((r = set_traits(c, d, &t)) != 0)
		return r;
	if (c->nmakers == 1)
		r = add_now(c, d, &t);
	else if (d->len <= LARGE)
		r = add_later(c, d, &t);
	else if ((r = corpus_drain(c)) == 0)
		r = add_now(c, d, &t);
	if (r != 0)
		return r;
	if (number != NULL)
		*number = c->added;
	c->added++;
	return TAWAM_OK;
}
