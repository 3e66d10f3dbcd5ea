/*
 * oom_sketcher.c - cases of tawam_sketcher_* and of what one or two texts
 * are asked: normal form, sketch, relation, explanation.
 */
#include <string.h>

#include <criterion/criterion.h>

#include "oom_cases.h"

/* Marks, presentation forms, letters of other blocks, markup, figures. */
static const char text_a[] =
    "on 3 May 2020 the ministry said that 30 people abcdef were hurt in 3.5 "
    "hours &amp; so on http://a.b/c "
    "\u0623\u064e\u0639\u0652\u0644\u064e\u0646\u064e "
    "\u0645\u062c\u0644\u0633 \ufefe\ufe8d\ufedf e\u0301\u0327 \U0001f600 "
    "\u0648\u0632\u0631\u0627\u0621 \u0661\u0662\u0663 <b>x</b>";
static const char text_b[] =
    "on 4 May 2020 the ministries said that 45 people abc def were in 35 "
    "hours & so forth \u0627\u0639\u0644\u0646 "
    "\u0645\u062c\u0644\u0633 \u0648\u0632\u0631\u0627\u0621 "
    "\u0661\u0662\u0664 \u00e9\u0327 \U0001f601";

static void
make_sketcher(struct oom *o)
{
	struct tawam_sketcher *s;

	o->p.profile = (enum tawam_profile)o->arg;
	cr_assert_eq(tawam_sketcher_new(&s, &o->p), 0);
	o->handle = s;
}

static int
new_sketcher(struct oom *o)
{
	struct tawam_sketcher *s;
	int r;

	o->p.profile = (enum tawam_profile)o->arg;
	r = tawam_sketcher_new(&s, &o->p);
	cr_assert((r == 0) == (s != NULL));
	o->handle = s;
	return r;
}

static void
drop_sketcher(struct oom *o)
{
	tawam_sketcher_free(o->handle);
}

static int
free_sketcher(struct oom *o)
{
	tawam_sketcher_free(o->handle);
	return 0;
}

/* A sketcher keeps nothing of a text: what it says of another is the same. */
static uint64_t
probe(struct oom *o)
{
	static const char text[] = "\u0642\u0627\u0644 \u0639\u0645\u0631 12";
	struct tawam_normal n;

	cr_assert_eq(tawam_normalise(o->handle, text, sizeof(text) - 1, &n),
	    0);
	return oom_digest(n.length, n.bytes, n.len);
}

static int
call_normalise(struct oom *o)
{
	struct tawam_normal n;
	int r = tawam_normalise(o->handle, text_a, sizeof(text_a) - 1, &n);

	if (r == 0)
		o->answer = oom_digest(n.length, n.bytes, n.len);
	return r;
}

static int
take_piece(void *arg, const char *bytes, size_t len)
{
	struct oom *o = arg;

	/* Wherever the pieces are cut. */
	for (size_t i = 0; i < len; i++)
		o->answer = oom_digest(o->answer, bytes + i, 1);
	return 0;
}

static int
feed(struct oom *o)
{
	size_t n = sizeof(text_a) - 1;
	int r;

	o->answer = 0;
	if ((r = tawam_normalise_feed(o->handle, text_a, 61, take_piece,
	    o)) == 0)
		r = tawam_normalise_feed(o->handle, text_a + 61, n - 61,
		    take_piece, o);
	return r;
}

static int
call_feed(struct oom *o)
{
	int r = feed(o);

	return r == 0 ? tawam_normalise_end(o->handle, take_piece, o) : r;
}

static void
make_fed(struct oom *o)
{
	make_sketcher(o);
	cr_assert_eq(feed(o), 0);
}

/* After a failure a new text begins. */
static int
call_end(struct oom *o)
{
	int r = tawam_normalise_end(o->handle, take_piece, o);

	if (r != 0 && o->f.fail_at == 0)
		r = call_feed(o);
	else if (r != 0)
		cr_assert_eq(tawam_normalise_feed(o->handle, "", 0, take_piece,
		    o), TAWAM_OK);
	return r;
}

static void
make_kperm(struct oom *o)
{
	o->p.scheme = (enum tawam_scheme)o->arg;
	o->arg = TAWAM_PROFILE_STANDARD;
	make_sketcher(o);
}

static int
call_sketch(struct oom *o)
{
	unsigned char sketch[4096];
	size_t size = tawam_sketch_size(&o->p);
	int r;

	cr_assert_leq(size, sizeof(sketch));
	r = tawam_sketch(o->handle, text_a, sizeof(text_a) - 1, sketch, size);
	if (r == 0)
		o->answer = oom_digest(0, sketch, size);
	return r;
}

static uint64_t
digest_match(const struct tawam_match *m)
{
	uint64_t h = oom_digest((uint64_t)m->relation, m->why, strlen(m->why));

	h = oom_digest(h, &m->jaccard, sizeof(m->jaccard));
	h = oom_digest(h, &m->contain_a, sizeof(m->contain_a));
	return oom_digest(h, &m->contain_b, sizeof(m->contain_b));
}

static int
call_compare(struct oom *o)
{
	struct tawam_match m;
	int r = tawam_compare(o->handle, text_a, sizeof(text_a) - 1, text_b,
	    sizeof(text_b) - 1, &m);

	if (r == 0)
		o->answer = digest_match(&m);
	return r;
}

static int
take_span(void *arg, const struct tawam_span *span)
{
	struct oom *o = arg;
	const size_t part[] = { span->op, span->kind, span->a_start,
	    span->a_end, span->b_start, span->b_end, span->conflict != 0 };

	o->answer = oom_digest(o->answer, part, sizeof(part));
	return 0;
}

static int
call_explain(struct oom *o)
{
	struct tawam_match m;
	int r;

	o->answer = 0;
	r = tawam_explain(o->handle, text_a, sizeof(text_a) - 1, text_b,
	    sizeof(text_b) - 1, take_span, o, &m);
	if (r == 0)
		o->answer ^= digest_match(&m);
	return r;
}

static int
call_longest(struct oom *o)
{
	struct tawam_shared m;
	int r = tawam_longest_shared(o->handle, text_a, sizeof(text_a) - 1,
	    text_b, sizeof(text_b) - 1, &m);

	if (r == 0)
		o->answer = m.length * 31 + m.a_start * 7 + m.b_end;
	return r;
}

static int
call_locate(struct oom *o)
{
	struct tawam_range r[] = { { 0, 3 }, { 20, 61 }, { 50, 50 } };
	int e = tawam_locate(o->handle, text_a, sizeof(text_a) - 1, r, 3);

	if (e == 0)
		o->answer = oom_digest(0, r, sizeof(r));
	return e;
}

static int
take_shared(void *arg, const struct tawam_shared *shared)
{
	struct oom *o = arg;

	o->answer = oom_digest(o->answer, shared, sizeof(*shared));
	return 0;
}

static int
call_shared(struct oom *o)
{
	o->answer = 0;
	return tawam_shared_passages(o->handle, text_a, sizeof(text_a) - 1,
	    text_a + 7, sizeof(text_a) - 8, 24, take_shared, o);
}

#define SKETCHER(name, call, profile) \
	{ name, NULL, profile, make_sketcher, call, probe, probe, \
	    drop_sketcher, 0 }
#define EACH_PROFILE(name, call) \
	SKETCHER(name, call, TAWAM_PROFILE_NONE), \
	SKETCHER(name, call, TAWAM_PROFILE_NFC), \
	SKETCHER(name, call, TAWAM_PROFILE_LIGHT), \
	SKETCHER(name, call, TAWAM_PROFILE_STANDARD), \
	SKETCHER(name, call, TAWAM_PROFILE_AGGRESSIVE)

const struct oom_case oom_sketcher[] = {
	{ "tawam_sketcher_new", NULL, TAWAM_PROFILE_STANDARD, NULL,
	    new_sketcher, NULL, probe, drop_sketcher, 0 },
	{ "tawam_sketcher_free", NULL, TAWAM_PROFILE_STANDARD, make_sketcher,
	    free_sketcher, NULL, NULL, NULL, 0 },
	EACH_PROFILE("tawam_normalise", call_normalise),
	EACH_PROFILE("tawam_normalise_feed", call_feed),
	{ "tawam_normalise_end", NULL, TAWAM_PROFILE_STANDARD, make_fed,
	    call_end, NULL, probe, drop_sketcher, 0 },
	{ "tawam_sketch", NULL, TAWAM_OPH, make_kperm, call_sketch, probe,
	    probe, drop_sketcher, 0 },
	{ "tawam_sketch", "k permutations", TAWAM_KPERM, make_kperm,
	    call_sketch, probe, probe, drop_sketcher, 0 },
	EACH_PROFILE("tawam_compare", call_compare),
	EACH_PROFILE("tawam_explain", call_explain),
	EACH_PROFILE("tawam_longest_shared", call_longest),
	EACH_PROFILE("tawam_locate", call_locate),
	EACH_PROFILE("tawam_shared_passages", call_shared),
	{ .name = NULL }
};
