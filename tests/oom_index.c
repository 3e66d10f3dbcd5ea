/*
 * oom_index.c - cases of tawam_index_*, in memory and on the disk.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "index_model.h"
#include "oom_cases.h"

#define DOCS	24
#define EXTRA	8	/* of another index */

enum {
	DISK = 1 << 0,
	READER = 1 << 1,	/* a snapshot of what is on the disk */
	MADE = 1 << 2		/* the index is there before it is opened */
};

/* What a case's handle is. */
struct kept {
	struct tawam_index *x, *other;
	char *folder, *path;	/* NULL: in memory alone */
};

/*
 * Documents and digests
 */

static void
document(unsigned i, char *id, struct tawam_doc *d)
{
	uint64_t state = i + 3;

	tawam_doc_init(d, sizeof(*d));
	d->text = model_text(&state);
	d->len = strlen(d->text);
	d->id = id;
	d->idlen = (size_t)sprintf(id, "%u", i % 11);
	d->date = i % 7 == 0 ? TAWAM_NO_DATE : (int64_t)i * 1000;
}

static uint64_t
count(struct tawam_index *x)
{
	struct tawam_index_info info = { .size = sizeof(info) };

	cr_assert_eq(tawam_index_info(x, &info, NULL), 0);
	return info.docs;
}

static int
take_hit(void *arg, const struct tawam_hit *h)
{
	uint64_t *answer = arg;
	const double part[] = { (double)h->number, (double)h->date,
	    (double)h->length, h->match.jaccard, h->match.contain_a,
	    h->match.contain_b, h->match.relation, h->joined, h->replay,
	    h->added, (double)h->asked };

	*answer = oom_digest(*answer, part, sizeof(part));
	if (h->id != NULL)
		*answer = oom_digest(*answer, h->id, h->idlen);
	return 0;
}

static uint64_t
digest_docs(struct oom *o)
{
	struct kept *k = o->handle;
	uint64_t answer = 0;

	cr_assert_eq(tawam_index_each(k->x, take_hit, &answer), 0);
	return answer + count(k->x);
}

/* What it answers in the end, and what is on the disk then. */
static uint64_t
digest_answers(struct oom *o)
{
	struct kept *k = o->handle;
	uint64_t answer = 0;

	for (unsigned i = 0; i < DOCS; i++) {
		struct tawam_doc d;
		char id[16];

		document(i * 2, id, &d);
		cr_assert_eq(tawam_index_query(k->x, &d, take_hit, &answer),
		    0);
	}
	cr_assert_eq(tawam_index_close(k->x), 0);
	k->x = NULL;
	if (k->path != NULL) {
		cr_assert_eq(tawam_index_open(&k->x, k->path, &o->p, NULL,
		    NULL), 0);
		answer ^= digest_docs(o);
	}
	return answer;
}

/*
 * Making and dropping
 */

static int
open_kept(struct oom *o, unsigned flags)
{
	struct kept *k = o->handle;
	struct tawam_index_options opt;

	tawam_index_options_init(&opt, sizeof(opt));
	opt.flags = flags;
	opt.sync = TAWAM_SYNC_NEVER;
	return tawam_index_open(&k->x, k->path, &o->p, &opt, NULL);
}

static void
add(struct tawam_index *x, unsigned from, unsigned to)
{
	for (unsigned i = from; i < to; i++) {
		struct tawam_doc d;
		char id[16];

		document(i, id, &d);
		cr_assert_eq(tawam_index_add(x, &d, NULL), 0);
	}
}

static void
make_place(struct oom *o)
{
	struct kept *k = calloc(1, sizeof(*k));

	cr_assert_not_null(k);
	o->p.expect = 1000;
	o->handle = k;
	if (!(o->arg & DISK))
		return;
	k->folder = strdup(model_folder());
	cr_assert_neq(asprintf(&k->path, "%s/x", k->folder), -1);
	if (!(o->arg & MADE))
		return;
	cr_assert_eq(open_kept(o, TAWAM_INDEX_WRITE | TAWAM_INDEX_CREATE), 0);
	add(k->x, 0, DOCS);
	cr_assert_eq(tawam_index_close(k->x), 0);
	k->x = NULL;
}

static void
make_index(struct oom *o)
{
	struct kept *k;

	make_place(o);
	k = o->handle;
	cr_assert_eq(open_kept(o, o->arg & READER ? TAWAM_INDEX_READ :
	    TAWAM_INDEX_WRITE | TAWAM_INDEX_CREATE), 0);
	if (!(o->arg & MADE))
		add(k->x, 0, DOCS);
}

static void
drop(struct oom *o)
{
	struct kept *k = o->handle;

	(void)tawam_index_close(k->x);
	(void)tawam_index_close(k->other);
	if (k->folder != NULL) {
		model_remove_folder(k->path);
		model_remove_folder(k->folder);
	}
	free(k->folder);
	free(k->path);
	free(k);
}

/*
 * The calls
 */

static int
call_open(struct oom *o)
{
	struct kept *k = o->handle;
	int r = open_kept(o, o->arg & READER ? TAWAM_INDEX_READ :
	    TAWAM_INDEX_WRITE | TAWAM_INDEX_CREATE);

	cr_assert((r == 0) == (k->x != NULL));
	return r;
}

static int
call_close(struct oom *o)
{
	struct kept *k = o->handle;
	int r = tawam_index_close(k->x);

	k->x = NULL;
	return r;
}

static int
call_check(struct oom *o)
{
	struct kept *k = o->handle;
	struct tawam_hit h = { .size = sizeof(h) };
	struct tawam_doc d;
	char id[16];
	int r;

	document(DOCS + 1, id, &d);
	if ((r = tawam_index_check(k->x, &d, &h)) == 0) {
		o->answer = 0;
		take_hit(&o->answer, &h);
	}
	return r;
}

/* One that is new. */
static int
call_check_add(struct oom *o)
{
	struct kept *k = o->handle;
	struct tawam_hit h = { .size = sizeof(h) };
	struct tawam_doc d;
	char id[16];
	int r;

	document(DOCS + 2, id, &d);
	if ((r = tawam_index_check_add(k->x, &d, &h)) == 0) {
		o->answer = 0;
		take_hit(&o->answer, &h);
	}
	return r;
}

static int
call_add(struct oom *o)
{
	struct kept *k = o->handle;
	struct tawam_doc d;
	char id[16];

	document(DOCS, id, &d);
	return tawam_index_add(k->x, &d, &o->answer);
}

static int
call_query(struct oom *o)
{
	struct kept *k = o->handle;
	struct tawam_doc d;
	char id[16];

	document(4, id, &d);
	o->answer = 0;
	return tawam_index_query(k->x, &d, take_hit, &o->answer);
}

static int
call_remove(struct oom *o)
{
	struct kept *k = o->handle;

	return tawam_index_remove(k->x, "3", 1, &o->answer);
}

static int
call_expire(struct oom *o)
{
	struct kept *k = o->handle;

	return tawam_index_expire(k->x, 5000, DOCS / 2, &o->answer);
}

static int
call_sync(struct oom *o)
{
	struct kept *k = o->handle;

	return tawam_index_sync(k->x);
}

/* Another handle has written since. */
static void
make_behind(struct oom *o)
{
	struct kept *k;

	make_index(o);
	k = o->handle;
	k->other = k->x;
	cr_assert_eq(open_kept(o, TAWAM_INDEX_WRITE), 0);
	add(k->x, DOCS, DOCS + EXTRA);
	cr_assert_eq(tawam_index_close(k->x), 0);
	k->x = k->other;
	k->other = NULL;
}

static int
call_refresh(struct oom *o)
{
	struct kept *k = o->handle;
	int r = tawam_index_refresh(k->x);

	if (r == 0)
		o->answer = count(k->x);
	return r;
}

static int
call_info(struct oom *o)
{
	struct kept *k = o->handle;
	struct tawam_index_info info = { .size = sizeof(info) };
	struct tawam_params p = { .size = sizeof(p) };
	int r = tawam_index_info(k->x, &info, &p);

	o->answer = info.docs * 31 + p.bands * p.rows;
	return r;
}

static int
call_each(struct oom *o)
{
	struct kept *k = o->handle;

	o->answer = 0;
	return tawam_index_each(k->x, take_hit, &o->answer);
}

static int
call_find(struct oom *o)
{
	struct kept *k = o->handle;

	o->answer = 0;
	return tawam_index_find(k->x, "4", 1, take_hit, &o->answer);
}

static int
take_number(void *arg, const struct tawam_hit *h)
{
	uint64_t *number = arg;

	*number = h->number;
	return 0;
}

static int
call_form(struct oom *o)
{
	struct kept *k = o->handle;
	struct tawam_normal n;
	uint64_t number = 0;
	int r;

	if ((r = tawam_index_each(k->x, take_number, &number)) == 0 &&
	    (r = tawam_index_form(k->x, number, &n)) == 0)
		o->answer = oom_digest(n.length, n.bytes, n.len);
	return r;
}

static int
take_fault(void *arg, const char *file, uint64_t offset, const char *what)
{
	(void)arg;
	(void)offset;
	cr_assert_fail("%s: %s", file, what);
	return 0;
}

static int
call_verify(struct oom *o)
{
	struct kept *k = o->handle;

	return tawam_index_verify(k->path, o->p.alloc, take_fault, NULL);
}

static void
make_with_gone(struct oom *o)
{
	struct kept *k;

	make_index(o);
	k = o->handle;
	cr_assert_eq(tawam_index_remove(k->x, "5", 1, NULL), 0);
}

static int
call_compact(struct oom *o)
{
	struct kept *k = o->handle;

	return tawam_index_compact(k->x);
}

static void
make_two(struct oom *o)
{
	struct kept *k;

	make_index(o);
	k = o->handle;
	cr_assert_eq(tawam_index_open(&k->other, NULL, &o->p, NULL, NULL), 0);
	add(k->other, DOCS, DOCS + EXTRA);
}

static int
call_merge(struct oom *o)
{
	struct kept *k = o->handle;

	return tawam_index_merge(k->x, k->other, NULL);
}

#define BOTH(name, make, call) \
	{ name, "in memory", 0, make, call, digest_docs, digest_answers, \
	    drop, 0 }, \
	{ name, "on the disk", DISK | MADE, make, call, digest_docs, \
	    digest_answers, drop, 0 }

const struct oom_case oom_index[] = {
	{ "tawam_index_open", "in memory", 0, make_place, call_open, NULL,
	    digest_docs, drop, 0 },
	{ "tawam_index_open", "a new one", DISK, make_place, call_open, NULL,
	    digest_docs, drop, 0 },
	{ "tawam_index_open", "to write", DISK | MADE, make_place, call_open,
	    NULL, digest_answers, drop, 0 },
	{ "tawam_index_open", "to read", DISK | MADE | READER, make_place,
	    call_open, NULL, digest_answers, drop, 0 },
	{ "tawam_index_close", NULL, DISK, make_index, call_close, NULL, NULL,
	    drop, 0 },
	BOTH("tawam_index_check", make_index, call_check),
	BOTH("tawam_index_check_add", make_index, call_check_add),
	BOTH("tawam_index_add", make_index, call_add),
	BOTH("tawam_index_query", make_index, call_query),
	BOTH("tawam_index_remove", make_index, call_remove),
	BOTH("tawam_index_expire", make_index, call_expire),
	BOTH("tawam_index_sync", make_index, call_sync),
	BOTH("tawam_index_info", make_index, call_info),
	BOTH("tawam_index_each", make_index, call_each),
	BOTH("tawam_index_find", make_index, call_find),
	BOTH("tawam_index_form", make_index, call_form),
	BOTH("tawam_index_compact", make_with_gone, call_compact),
	{ "tawam_index_refresh", NULL, DISK | MADE | READER, make_behind,
	    call_refresh, NULL, digest_answers, drop, 1 },
	{ "tawam_index_verify", NULL, DISK | MADE, make_place, call_verify,
	    NULL, NULL, drop, 0 },
	{ "tawam_index_merge", NULL, DISK | MADE, make_two, call_merge, NULL,
	    digest_answers, drop, 1 },
	{ .name = NULL }
};
