/*
 * test_index_faults.c - a stored index on a disk that fails, fills up, loses
 * power and is damaged: what comes back is always what was there after some
 * change, and never before the last one that was said to be safe.
 */
#include <criterion/criterion.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "helpers.h"
#include "index_disk.h"
#include "index_model.h"
#include "lib/index.h"

#define STEPS	48

struct play {
	struct test_disk *d;
	struct disk disk;
	struct tawam_index *x, *ref;	/* ref: the same, in memory */
	struct tawam_params p;
	enum tawam_sync sync;
	uint64_t states[STEPS + 2];	/* after each change */
	size_t n, safe;			/* the last, and the last synced */
};

static void
small_params(struct tawam_params *p)
{
	tawam_params_init(p, sizeof(*p));
	p->slots = 64;
	p->bands = 12;
	p->rows = 4;
}

static int
open_on(struct play *p, unsigned flags, struct tawam_index **out)
{
	struct tawam_index_options o;
	struct tawam_index_trouble t = { .size = sizeof(t) };
	int r;

	tawam_index_options_init(&o, sizeof(o));
	o.flags = flags;
	o.sync = p->sync;
	r = index_open(out, &p->disk, "disk", &p->p, &o, &t);
	if (r == 0) {
		/* So that there are several segments. */
		(*out)->log.log_most = 2500;
		(*out)->log.text_most = 3000;
	}
	return r;
}

struct digest {
	struct tawam_index *x;
	uint64_t h;
};

static int
add_digest(void *arg, const struct tawam_hit *h)
{
	struct digest *d = arg;
	struct tawam_normal form;
	uint64_t number = h->number;

	d->h = hash64(h->id, h->idlen, d->h);
	d->h = hash64(&h->date, sizeof(h->date), d->h);
	cr_assert_eq(tawam_index_form(d->x, number, &form), 0);
	cr_assert_eq(form.length, h->length);
	d->h = hash64(form.bytes, form.len, d->h);
	return 0;
}

/* Everything there is, in its order. */
static uint64_t
digest(struct tawam_index *x)
{
	struct digest d = { x, 0 };

	cr_assert_eq(tawam_index_each(x, add_digest, &d), 0);
	return d.h;
}

static void
play_init(struct play *p, enum tawam_sync sync)
{
	memset(p, 0, sizeof(*p));
	p->d = test_disk_new();
	p->disk = test_disk_of(p->d);
	p->sync = sync;
	small_params(&p->p);
	cr_assert_eq(tawam_index_open(&p->ref, NULL, &p->p, NULL, NULL), 0);
	p->states[0] = digest(p->ref);
}

static void
play_release(struct play *p)
{
	cr_assert_eq(tawam_index_close(p->ref), 0);
	test_disk_free(p->d);
}

/* The handle of a process that is not there any more. */
static void
forget(struct play *p)
{
	p->x->log.broken = 1;
	for (size_t i = 0; i < p->x->log.n; i++)
		p->x->log.segments[i].log = p->x->log.segments[i].text = -1;
	p->x->log.dir = p->x->log.lock = -1;
	(void)tawam_index_close(p->x);
	p->x = NULL;
}

/* One change, which depends on state alone. */
static int
step(struct tawam_index *x, uint64_t state)
{
	struct tawam_doc d;
	char id[32];

	switch (rnd(&state) % 16) {
	case 0:
	case 1:
		sprintf(id, "\"%u\"", (unsigned)(rnd(&state) % 20));
		return tawam_index_remove(x, id, strlen(id), NULL);
	case 2:
		return tawam_index_expire(x, (int64_t)(rnd(&state) % 100),
		    3 + rnd(&state) % 20, NULL);
	case 3:
		return tawam_index_compact(x);
	case 4:
		return tawam_index_sync(x);
	default:
		tawam_doc_init(&d, sizeof(d));
		sprintf(id, "\"%u\"", (unsigned)(rnd(&state) % 20));
		d.id = id;
		d.idlen = strlen(id);
		d.date = (int64_t)(rnd(&state) % 100);
		d.text = model_text(&state);
		d.len = strlen(d.text);
		return tawam_index_add(x, &d, NULL);
	}
}

static int
is_sync(uint64_t state)
{
	uint64_t kind = rnd(&state) % 16;

	return kind == 3 || kind == 4;
}

/* A step that works, on both. */
static void
both(struct play *p, uint64_t state)
{
	cr_assert_eq(step(p->ref, state), 0);
	p->states[++p->n] = digest(p->ref);
	if (p->sync == TAWAM_SYNC_EACH || is_sync(state))
		p->safe = p->n;
}

/* Opens what is left and says which of the states it is. */
static void
expect_state(struct play *p, const char *what, uint64_t seed)
{
	uint64_t found;
	int r = open_on(p, TAWAM_INDEX_WRITE | TAWAM_INDEX_CREATE, &p->x);

	cr_assert_eq(r, 0, "%s %d: open: %s", what, (int)seed,
	    tawam_strerror(r));
	found = digest(p->x);
	for (size_t i = p->safe; i <= p->n; i++)
		if (p->states[i] == found)
			return;
	cr_assert_fail("%s %d: not one of states %zu to %zu", what, (int)seed,
	    p->safe, p->n);
}

static int
no_fault(void *arg, const char *file, uint64_t at, const char *what)
{
	(void)arg;
	cr_assert_fail("%s, %d: %s", file, (int)at, what);
	return 1;
}

static void
expect_sound(struct play *p)
{
	cr_assert_eq(tawam_index_close(p->x), 0);
	p->x = NULL;
	cr_assert_eq(index_verify(&p->disk, "disk", NULL, no_fault, NULL), 0);
}

static void
crash(uint64_t seed, int power)
{
	uint64_t random = seed, n = 1 + rnd(&random) % STEPS;
	struct play p;

	play_init(&p, (enum tawam_sync)(rnd(&random) % 3));
	cr_assert_eq(open_on(&p, TAWAM_INDEX_WRITE | TAWAM_INDEX_CREATE,
	    &p.x), 0);
	for (uint64_t i = 0; i < n; i++) {
		uint64_t state = rnd(&random);

		cr_assert_eq(step(p.x, state), 0);
		both(&p, state);
	}
	if (power)
		test_disk_cut(p.d, &random);
	else
		test_disk_kill(p.d);
	forget(&p);
	expect_state(&p, power ? "power" : "kill", seed);
	for (int i = 0; i < 3; i++)
		cr_assert_eq(step(p.x, rnd(&random)), 0);
	expect_sound(&p);
	play_release(&p);
}

Test(index_faults, power_cut)
{
	for (uint64_t seed = 1; seed <= 400; seed++)
		crash(seed, 1);
}

Test(index_faults, kill)
{
	for (uint64_t seed = 1; seed <= 200; seed++)
		crash(seed, 0);
}

/*
 * A call of the disk fails, once or from then on, in a play of the same steps.
 * A change that fails has not happened, and works when it is tried again,
 * unless it was a sync that failed: then all is refused, and what is on the
 * disk is the state before the change or after it.
 */
static int
failing_call(uint64_t call, int err, int for_ever, enum tawam_sync sync)
{
	uint64_t random = 77;
	struct play p;
	int r, made;

	play_init(&p, sync);
	test_disk_fail(p.d, call, err, for_ever);
	made = open_on(&p, TAWAM_INDEX_WRITE | TAWAM_INDEX_CREATE, &p.x) == 0;
	for (int i = 0; made && i < 30; i++) {
		uint64_t state = rnd(&random);

		if ((r = step(p.x, state)) != 0) {
			cr_assert(r == TAWAM_EIO || r == TAWAM_ESTATE);
			test_disk_fail(p.d, 0, 0, 0);
			cr_assert_eq(digest(p.x), p.states[p.n]);
			r = step(p.x, state);
		}
		cr_assert(r == 0 || r == TAWAM_ESTATE, "%d", r);
		both(&p, state);
		if (r != 0) {
			p.safe = p.safe == p.n ? p.n - 1 : p.safe;
			break;
		}
	}
	r = test_disk_calls(p.d) >= call;
	test_disk_fail(p.d, 0, 0, 0);
	if (made) {
		test_disk_kill(p.d);
		forget(&p);
	}
	test_disk_kill(p.d);
	expect_state(&p, "call", call);
	expect_sound(&p);
	play_release(&p);
	return r;
}

Test(index_faults, every_call_may_fail)
{
	uint64_t call = 1;

	while (failing_call(call, EIO, 0, TAWAM_SYNC_EACH))
		call++;
	cr_assert_gt(call, 150);
	for (call = 1; failing_call(call, ENOSPC, 1, TAWAM_SYNC_BATCH);)
		call++;
	cr_assert_gt(call, 50);
}

/* The disk is full at every size, and then has room again. */
Test(index_faults, full_disk)
{
	for (uint64_t limit = 0; limit < 12000; limit += 97) {
		uint64_t random = limit + 5;
		struct play p;
		int full = 0, r;

		play_init(&p, limit % 2 ? TAWAM_SYNC_EACH : TAWAM_SYNC_BATCH);
		test_disk_limit(p.d, limit + 500);
		if (open_on(&p, TAWAM_INDEX_WRITE | TAWAM_INDEX_CREATE,
		    &p.x) != 0) {
			test_disk_limit(p.d, UINT64_MAX);
			cr_assert_eq(open_on(&p, TAWAM_INDEX_WRITE |
			    TAWAM_INDEX_CREATE, &p.x), 0);
			test_disk_limit(p.d, limit + 500);
		}
		for (int i = 0; i < 30; i++) {
			uint64_t state = rnd(&random);

			if ((r = step(p.x, state)) != 0) {
				cr_assert_eq(r, TAWAM_EIO);
				cr_assert_eq(errno, ENOSPC);
				cr_assert_eq(digest(p.x), p.states[p.n]);
				test_disk_limit(p.d, UINT64_MAX);
				cr_assert_eq(step(p.x, state), 0);
				full++;
			}
			both(&p, state);
		}
		cr_assert(full > 0 || limit > 1000);
		test_disk_limit(p.d, UINT64_MAX);
		cr_assert_eq(tawam_index_close(p.x), 0);
		p.safe = p.n;
		expect_state(&p, "full", limit);
		expect_sound(&p);
		play_release(&p);
	}
}
