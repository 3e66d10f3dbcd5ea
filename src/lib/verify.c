/*
 * verify.c - candidates become edges: every pair compared exactly.
 *
 * Candidates come sorted by the one that is later in survivor order, whose set
 * is made once for all its pairs; what was made of those that many are paired
 * with is kept from one to the next.  They are cut into stretches, which
 * several threads take, each with what it keeps; the edges of the stretches,
 * one after another, are the graph's, whoever made them.  After a round of
 * stretches the bound of memory is looked after.
 */
#include <string.h>

#include "index/plan.h"
#include "lib/corpus.h"

/* Candidates of a stretch. */
#define STRETCH		2048
/* Stretches of a round. */
#define ROUND		64
/* Groups of which a thread keeps what it made: by number modulo KEPT, while
 * that takes no more than KEPT_MAX bytes, or its part of what is spare. */
#define KEPT		4096
#define KEPT_MAX	((size_t)64 << 20)
#define KEPT_PART	8
/* Pages that a pair touches once arrays are in files, its texts apart. */
#define TOUCHED		SPACE_PLACES(4)

/* Pairs after which one comes whose sketches are asked for. */
#define AHEAD		4

/* Long texts are read anew: few of them are alike. */
#define READ_MOST	4096

/* A text so many times longer than the other may be looked through first. */
#define LONGER		8

/* Of a group. */
struct kept {
	uint32_t group;
	struct set set;
	struct set_marks marks;
	struct reading reading;	/* once a judge asked for it */
	size_t bytes;
};

/* One thread's. */
struct checker {
	struct tawam_sketcher *sketcher;
	struct kept **kept;	/* NULL: a free place */
	size_t bytes, most;
	uint64_t verified;
	size_t work;
};

/* What was found of two groups; na and nb, their shingles, are 0 when nobody
 * had to count them. */
struct finding {
	uint32_t a, b;
	uint64_t na, nb;
	struct tawam_match match;
};

/* An edge as both its groups see it, and their shingles. */
struct tie {
	struct sort_rec edges[2];
	uint64_t na, nb;
};

struct stretch {
	struct tie *ties;
	size_t n, cap;
};

struct verifier {
	struct tawam_corpus *c;
	const struct limits *limits;
	const uint64_t *pairs;
	size_t npairs;
	uint32_t least_equal;
	/* Of so many shingles of a sketch, how many the other must share for
	 * all of them to be contained, perhaps. */
	uint32_t least_shared[SKETCH_SLOTS_MAX + 1];
	struct checker *checkers;
	size_t first;			/* pair of the round */
	struct stretch stretches[ROUND];
};

/* Can the pair reach the floor or be contained, as its sketches say? */
static int
promising(const struct verifier *v, uint32_t a, uint32_t b)
{
	const struct tawam_corpus *c = v->c;
	const uint32_t *sa = c->slots + (size_t)a * c->p.slots;
	const uint32_t *sb = c->slots + (size_t)b * c->p.slots;
	struct sketch_standing s;

	/* The exact join has seen the whole of both. */
	if (c->p.exact)
		return 1;
	s = sketch_stand(&c->makers[0].sketcher->consts, sa, sb);
	return s.equal >= v->least_equal || (v->limits->containment > 0 &&
	    (s.shared >= v->least_shared[s.shared + s.only_a] ||
	    s.shared >= v->least_shared[s.shared + s.only_b]));
}

static void
drop(struct checker *k, const struct mem *m, struct kept **place)
{
	struct kept *g = *place;

	k->bytes -= g->bytes;
	set_release(m, &g->set);
	reading_release(&g->reading, m);
	mem_free(m, g);
	*place = NULL;
}

static void
drop_all(struct checker *k, const struct mem *m)
{
	for (size_t i = 0; i < KEPT; i++)
		if (k->kept[i] != NULL)
			drop(k, m, &k->kept[i]);
}

static void
count_bytes(struct checker *k, struct kept *g)
{
	size_t bytes = sizeof(*g) + g->set.n * sizeof(*g->set.keys) +
	    reading_bytes(&g->reading);

	k->bytes += bytes - g->bytes;
	g->bytes = bytes;
}

/* In one of the two places a group may be kept in; or NULL. */
static struct kept *
find_kept(const struct checker *k, uint32_t group)
{
	struct kept *g = k->kept[group % KEPT];

	if (g == NULL || g->group != group)
		g = k->kept[group % KEPT ^ 1];
	return g != NULL && g->group == group ? g : NULL;
}

/* A free place for a group: not the one of stays, which may be NULL. */
static struct kept **
make_place(struct checker *k, const struct mem *m, uint32_t group,
    const struct kept *stays)
{
	struct kept **place = &k->kept[group % KEPT];
	struct kept **other = &k->kept[group % KEPT ^ 1];

	if (*place != NULL && (*place == stays || *other == NULL))
		place = other;
	if (*place != NULL)
		drop(k, m, place);
	return place;
}

/* What is kept of a group, its set with it; stays until others are asked for
 * with another one that stays, or with none. */
static int
get_kept(struct verifier *v, struct checker *k, uint32_t group,
    const struct kept *stays, struct kept **out)
{
	const struct mem *m = &v->c->mem;
	struct kept *g = find_kept(k, group), **place;
	struct coded text;
	int r;

	if ((*out = g) != NULL)
		return TAWAM_OK;
	place = make_place(k, m, group, stays);
	if ((g = mem_zalloc(m, 1, sizeof(*g))) == NULL)
		return TAWAM_ENOMEM;
	text = corpus_text(v->c, group);
	if ((r = sketcher_set(k->sketcher, &text, &g->set)) != 0) {
		mem_free(m, g);
		return r;
	}
	set_mark(&g->set, &g->marks);
	g->group = group;
	count_bytes(k, g);
	*out = *place = g;
	return TAWAM_OK;
}

/* Groups of one text, which differ in their documents' date or marks. */
static int
same_text(const struct tawam_corpus *c, uint32_t a, uint32_t b)
{
	return c->p.window != 0 && c->forms.of[a] == c->forms.of[b];
}

static int
keep_tie(const struct tawam_corpus *c, struct stretch *out,
    const struct finding *f)
{
	/* A share is a quotient of numbers that its product gives back. */
	uint64_t both = f->na == 0 ? EDGE_EQUAL :
	    (uint64_t)(f->match.contain_a * (double)f->na + 0.5);
	struct tie *t;
	int r;

	if (f->match.relation == TAWAM_UNRELATED)
		return TAWAM_OK;
	if ((r = mem_grow(&c->mem, &out->ties, &out->cap, out->n + 1,
	    sizeof(*out->ties))) != 0)
		return r;
	t = &out->ties[out->n++];
	t->na = f->na;
	t->nb = f->nb;
	edge_make(f->a, f->b, both, &f->match, t->edges);
	return TAWAM_OK;
}

/*
 * The set of a text that is much longer costs more than a look for the other's
 * shingles in it, which mostly settles the matter: then *apart is 1.
 */
static int
look_through(struct verifier *v, struct checker *k, uint32_t few,
    uint32_t longer, int *apart)
{
	const struct group *groups = v->c->groups;
	struct tawam_sketcher *s = k->sketcher;
	struct coded text;
	struct kept *g;
	int r;

	*apart = 0;
	if (groups[longer].n / LONGER < groups[few].n ||
	    groups[few].n > FEW_MOST || find_kept(k, longer) != NULL)
		return TAWAM_OK;
	text = corpus_text(v->c, longer);
	if ((r = get_kept(v, k, few, NULL, &g)) != 0 ||
	    (r = sketcher_few(s, &g->set, &text)) != 0)
		return r;
	*apart = relate_apart(&s->relater, g->set.n, few_most(&s->few),
	    few_least(&s->few));
	return TAWAM_OK;
}

static struct side
side_of(const struct verifier *v, uint32_t group, struct kept *g)
{
	struct side s = { .text = corpus_text(v->c, group), .set = &g->set };

	if (s.text.n <= READ_MOST)
		s.reading = &g->reading;
	return s;
}

/* Most pairs are apart, and where their shingles are says so of most. */
static int
are_apart(const struct relater *r, const struct kept *a, const struct kept *b)
{
	return relate_apart(r, a->set.n, set_most(r->level, &a->set,
	    &a->marks, &b->set, &b->marks), b->set.n);
}

/* The relation of two groups from what is kept of them. */
static int
relate_kept(struct verifier *v, struct checker *k, struct finding *f)
{
	struct relater *relater = &k->sketcher->relater;
	struct kept *a, *b;
	struct side sa, sb;
	int r;

	if ((r = get_kept(v, k, f->a, NULL, &a)) != 0 ||
	    (r = get_kept(v, k, f->b, a, &b)) != 0)
		return r;
	f->match.relation = TAWAM_UNRELATED;
	if (are_apart(relater, a, b))
		return TAWAM_OK;
	sa = side_of(v, f->a, a);
	sb = side_of(v, f->b, b);
	f->na = a->set.n;
	f->nb = b->set.n;
	r = relate(relater, &sa, &sb, &f->match);
	count_bytes(k, a);
	count_bytes(k, b);
	return r;
}

static int
check_pair(struct verifier *v, struct checker *k, uint32_t a, uint32_t b,
    struct stretch *out)
{
	struct tawam_corpus *c = v->c;
	struct finding f = { .a = a, .b = b };
	int r, apart;

	k->verified++;
	if (same_text(c, a, b)) {
		relate_equal(c->groups[a].marks == c->groups[b].marks,
		    &f.match);
		return keep_tie(c, out, &f);
	}
	if (k->bytes > k->most)
		drop_all(k, &c->mem);
	space_ease(&c->space, &k->work, SPACE_PLACES(2) + c->groups[a].n +
	    c->groups[b].n);
	if ((r = look_through(v, k, a, b, &apart)) != 0 || apart ||
	    (r = look_through(v, k, b, a, &apart)) != 0 || apart ||
	    (r = relate_kept(v, k, &f)) != 0)
		return r;
	return keep_tie(c, out, &f);
}

/* Asks for the sketches of a pair that comes soon. */
static void
expect_pair(const struct tawam_corpus *c, uint64_t pair)
{
	size_t k = c->p.slots;

	sketch_expect(c->slots + (pair >> 32) * k, k);
	sketch_expect(c->slots + (uint32_t)pair * k, k);
}

static int
check_stretch(void *arg, unsigned worker, size_t i)
{
	struct verifier *v = arg;
	struct tawam_corpus *c = v->c;
	struct checker *k = &v->checkers[worker];
	size_t from = v->first + i * STRETCH, to = from + STRETCH;
	int r;

	if (to > v->npairs)
		to = v->npairs;
	/* Worker 0 is the caller's thread: progress is told to it alone. */
	if (worker == 0 && c->p.progress != NULL &&
	    c->p.progress(c->p.progress_arg, TAWAM_STAGE_VERIFY, from,
	    v->npairs) != 0)
		return TAWAM_ECANCEL;
	for (; from < to; from++) {
		uint32_t a = (uint32_t)(v->pairs[from] >> 32);
		uint32_t b = (uint32_t)v->pairs[from];

		if (from + AHEAD < to)
			expect_pair(c, v->pairs[from + AHEAD]);
		space_ease(&c->space, &k->work, TOUCHED);
		if (promising(v, a, b) &&
		    (r = check_pair(v, k, a, b, &v->stretches[i])) != 0)
			return r;
	}
	return TAWAM_OK;
}

/* The edges of the round's stretches, one after another. */
static int
gather(struct verifier *v)
{
	struct tawam_corpus *c = v->c;
	size_t n = c->nedges;
	int r;

	for (size_t i = 0; i < ROUND; i++)
		n += 2 * v->stretches[i].n;
	if (n == c->nedges)
		return TAWAM_OK;
	if ((r = CORPUS_ROOM(c, edges, n)) != 0 ||
	    (r = CORPUS_ROOM(c, shingles, c->ngroups)) != 0)
		return r;
	for (size_t i = 0; i < ROUND; i++) {
		struct stretch *s = &v->stretches[i];

		for (size_t j = 0; j < s->n; j++) {
			const struct tie *t = &s->ties[j];

			memcpy(c->edges + c->nedges, t->edges,
			    sizeof(t->edges));
			c->nedges += 2;
			if (t->na == 0)
				continue;
			c->shingles[edge_group(&t->edges[0])] = t->na;
			c->shingles[edge_group(&t->edges[1])] = t->nb;
		}
		s->n = 0;
	}
	return TAWAM_OK;
}

/* Threads read arrays that must lie still, while nothing else is asked. */
static int
check_round(struct verifier *v, const struct batch_output *found)
{
	struct tawam_corpus *c = v->c;
	size_t left = found->npairs - v->first;
	size_t n = (left + STRETCH - 1) / STRETCH;
	int r;

	/* As if all of them were edges. */
	if ((r = space_make(&c->space,
	    2 * ROUND * STRETCH * sizeof(*c->edges))) != 0)
		return r;
	v->pairs = found->pairs;
	for (unsigned i = 0; i < c->nmakers; i++) {
		size_t part = space_spare(&c->space) / KEPT_PART / c->nmakers;

		v->checkers[i].most = part < KEPT_MAX ? part : KEPT_MAX;
	}
	if ((r = pool_run(c->pool, check_stretch, v, n < ROUND ? n : ROUND,
	    1)) != 0)
		return r;
	return gather(v);
}

static int
start(struct verifier *v)
{
	struct tawam_corpus *c = v->c;
	const struct mem *m = &c->mem;

	v->least_equal = plan_least_equal(v->limits->floor, c->p.slots);
	/* The more there are, the more must be shared. */
	for (uint32_t n = 1, p = 0; n <= c->p.slots; n++) {
		while (p < n && plan_upper((double)p / n, n) <
		    v->limits->containment)
			p++;
		v->least_shared[n] = p;
	}
	v->checkers = mem_zalloc(m, c->nmakers, sizeof(*v->checkers));
	if (v->checkers == NULL)
		return TAWAM_ENOMEM;
	for (unsigned i = 0; i < c->nmakers; i++) {
		v->checkers[i].sketcher = c->makers[i].sketcher;
		v->checkers[i].kept = mem_zalloc(m, KEPT,
		    sizeof(*v->checkers[i].kept));
		if (v->checkers[i].kept == NULL)
			return TAWAM_ENOMEM;
	}
	return TAWAM_OK;
}

static void
finish(struct verifier *v)
{
	struct tawam_corpus *c = v->c;

	for (unsigned i = 0; v->checkers != NULL && i < c->nmakers; i++) {
		if (v->checkers[i].kept != NULL)
			drop_all(&v->checkers[i], &c->mem);
		mem_free(&c->mem, v->checkers[i].kept);
		c->stats.verified += v->checkers[i].verified;
	}
	mem_free(&c->mem, v->checkers);
	for (size_t i = 0; i < ROUND; i++)
		mem_free(&c->mem, v->stretches[i].ties);
}

int
corpus_verify(struct tawam_corpus *c, const struct batch_output *found)
{
	struct verifier v = { .c = c, .npairs = found->npairs,
	    .limits = &c->makers[0].sketcher->relater.limits };
	int r = start(&v);

	for (; v.first < v.npairs && r == 0; v.first += ROUND * STRETCH)
		r = check_round(&v, found);
	finish(&v);
	return r;
}
