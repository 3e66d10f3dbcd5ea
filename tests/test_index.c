/*
 * test_index.c - a stored index against a list of texts: random changes and
 * questions, in memory and on the disk, with reopening in between.
 */
#include <criterion/criterion.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "helpers.h"
#include "index_model.h"
#include "tawam.h"

struct run {
	struct tawam_index *x;
	struct tawam_params p;
	const char *path;
	struct model m;
	struct model_hit *want;
	size_t nwant, got;
	size_t missed, asked;
	const struct tawam_doc *d;
};

static void
open_index(struct run *r, unsigned flags)
{
	struct tawam_index_options o;
	struct tawam_index_trouble t = { .size = sizeof(t) };
	int e;

	tawam_index_options_init(&o, sizeof(o));
	o.flags = flags;
	e = tawam_index_open(&r->x, r->path, &r->p, &o, &t);
	cr_assert_eq(e, 0, "%s: %s %s", tawam_strerror(e), t.text,
	    strerror(errno));
}

static void
start(struct run *r, const char *path)
{
	memset(r, 0, sizeof(*r));
	tawam_params_init(&r->p, sizeof(r->p));
	/* So that next to nothing is missed by chance. */
	r->p.slots = 128;
	r->p.bands = 128;
	r->p.rows = 1;
	r->p.floor = 0.5;
	r->path = path;
}

static void
finish(struct run *r)
{
	cr_assert_eq(tawam_index_close(r->x), 0);
	free(r->want);
	model_release(&r->m);
}

/* One of what was wanted, in its order; those may be missing by chance. */
static int
hit(void *arg, const struct tawam_hit *h)
{
	struct run *r = arg;
	const struct model_hit *w;
	const struct model_doc *x;

	while (r->got < r->nwant) {
		w = &r->want[r->got++];
		x = &r->m.docs[w->doc];
		if (h->match.relation == w->match.relation &&
		    h->match.jaccard == w->match.jaccard &&
		    h->match.contain_a == w->match.contain_a &&
		    h->match.contain_b == w->match.contain_b &&
		    strcmp(h->match.why, w->match.why) == 0 &&
		    h->replay == w->replay && h->joined == w->joined &&
		    h->idlen == x->idlen && memcmp(h->id, x->id,
		    x->idlen) == 0 && h->date == x->date &&
		    h->within == x->within)
			return 0;
		r->missed++;
	}
	cr_assert_fail("a match that is none: %s, %s, %.4f %s",
	    tawam_relation_name(h->match.relation), h->match.why,
	    h->match.jaccard, h->replay ? "replay" : "");
	return 1;
}

static void
ask(struct run *r, const struct tawam_doc *d)
{
	struct tawam_hit best = { .size = sizeof(best) };

	r->want = realloc(r->want, (r->m.n + 1) * sizeof(*r->want));
	r->nwant = model_query(&r->m, d, r->want);
	r->got = 0;
	r->asked += r->nwant;
	cr_assert_eq(tawam_index_query(r->x, d, hit, r), 0);
	r->missed += r->nwant - r->got;
	cr_assert_eq(tawam_index_check(r->x, d, &best), 0);
	if (r->nwant == 0) {
		cr_assert_eq(best.match.relation, TAWAM_UNRELATED);
		return;
	}
	cr_assert_eq(best.replay, r->want[0].replay);
	if (best.match.relation != r->want[0].match.relation ||
	    best.match.jaccard != r->want[0].match.jaccard)
		r->missed++;
}

static void
make_doc(struct tawam_doc *d, uint64_t *state, char *id)
{
	tawam_doc_init(d, sizeof(*d));
	sprintf(id, "\"%u\"", (unsigned)(rnd(state) % 400));
	d->id = id;
	d->idlen = strlen(id);
	d->text = model_text(state);
	d->len = strlen(d->text);
	if (rnd(state) % 10 != 0)
		d->date = (int64_t)(rnd(state) % 1000);
	d->within = rnd(state) % 4 == 0;
}

static void
reopen(struct run *r)
{
	cr_assert_eq(tawam_index_close(r->x), 0);
	open_index(r, TAWAM_INDEX_WRITE);
}

static void
change(struct run *r, uint64_t *state)
{
	struct tawam_doc d;
	char id[32];
	uint64_t n;
	size_t want;

	make_doc(&d, state, id);
	switch (rnd(state) % 16) {
	case 0:
		want = model_remove(&r->m, d.id, d.idlen);
		cr_assert_eq(tawam_index_remove(r->x, d.id, d.idlen, &n), 0);
		cr_assert_eq(n, want);
		break;
	default:
		if (rnd(state) % 3 == 0)
			ask(r, &d);
		cr_assert_eq(tawam_index_add(r->x, &d, NULL), 0);
		if (d.len > 0)
			model_add(&r->m, &d);
	}
}

static void
expire(struct run *r, uint64_t *state)
{
	int64_t oldest = rnd(state) % 2 ? (int64_t)(rnd(state) % 300) :
	    TAWAM_NO_DATE;
	uint64_t most = rnd(state) % 2 ? 50 + rnd(state) % 200 : 0, n;
	size_t want = model_expire(&r->m, oldest, most);

	cr_assert_eq(tawam_index_expire(r->x, oldest, most, &n), 0);
	cr_assert_eq(n, want);
}

static void
play(struct run *r, uint64_t seed, int steps)
{
	uint64_t state = seed;
	struct tawam_index_info i = { .size = sizeof(i) };

	model_init(&r->m, &r->p);
	for (int k = 0; k < steps; k++) {
		change(r, &state);
		if (rnd(&state) % 100 == 0)
			expire(r, &state);
		if (r->path != NULL && rnd(&state) % 60 == 0)
			reopen(r);
		if (rnd(&state) % 200 == 0)
			cr_assert_eq(tawam_index_compact(r->x), 0);
		cr_assert_eq(tawam_index_info(r->x, &i, NULL), 0);
		cr_assert_eq(i.docs, model_live(&r->m));
	}
	cr_assert_gt(r->asked, 200);
	cr_assert_lt(r->missed * 500, r->asked, "missed %zu of %zu",
	    r->missed, r->asked);
}

Test(index, memory_answers_as_the_model)
{
	struct run r;

	start(&r, NULL);
	open_index(&r, TAWAM_INDEX_WRITE);
	play(&r, 1, 900);
	finish(&r);
}

Test(index, disk_answers_as_the_model)
{
	char path[256];
	struct run r;

	snprintf(path, sizeof(path), "%s", model_folder());
	start(&r, path);
	r.p.window = 300;
	open_index(&r, TAWAM_INDEX_WRITE | TAWAM_INDEX_CREATE);
	play(&r, 2, 900);
	finish(&r);
	model_remove_folder(path);
}
