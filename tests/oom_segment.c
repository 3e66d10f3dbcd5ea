/*
 * oom_segment.c - cases of tawam_segment*.
 */
#include <string.h>

#include <criterion/criterion.h>

#include "oom_cases.h"

/* A link, a marker with a heading, a list, a source and a formula. */
static const char page[] =
    "Title\n\u0627\u0644\u0645\u0635\u062F\u0631: x\n"
    "\u0628\u0633\u0645 \u0627\u0644\u0644\u0647 "
    "\u0627\u0644\u0631\u062D\u0645\u0646 "
    "\u0627\u0644\u0631\u062D\u064A\u0645\n"
    "A paragraph that is long enough to be one, and that ends, as they do, "
    "in a place where a full stop stands, which is here.\n"
    "\u0627\u0642\u0631\u0623 \u0623\u064A\u0636\u0627: a link inside it\n"
    "\u0627\u0642\u0631\u0623 \u0623\u064A\u0636\u0627\n"
    "* one\n* two\n* three\n\u0625\u0639\u0644\u0627\u0646\n";

static const char table[] = "frame\texact\ttwo\nad\tprefix\tTitle\tx\n";

static int
new_segmenter(struct oom *o)
{
	struct tawam_segmenter *s;
	int r = tawam_segmenter_new(&s, o->p.alloc);

	cr_assert((r == 0) == (s != NULL));
	o->handle = s;
	return r;
}

static void
make_segmenter(struct oom *o)
{
	cr_assert_eq(new_segmenter(o), 0);
}

static void
drop_segmenter(struct oom *o)
{
	tawam_segmenter_free(o->handle);
}

static int
free_segmenter(struct oom *o)
{
	tawam_segmenter_free(o->handle);
	return 0;
}

static int
take_unit(void *arg, const struct tawam_unit *u)
{
	uint64_t *answer = arg;

	*answer = oom_digest(*answer, u->whole, u->wholelen);
	*answer = oom_digest(*answer, u->core, u->corelen);
	*answer = oom_digest(*answer, &u->start, sizeof(u->start));
	return 0;
}

static int
segment(struct oom *o, uint64_t *answer)
{
	struct tawam_page p;

	*answer = 0;
	tawam_page_init(&p, sizeof(p));
	p.text = page;
	p.len = sizeof(page) - 1;
	p.unit = take_unit;
	p.arg = answer;
	return tawam_segment(o->handle, &p);
}

static int
call_segment(struct oom *o)
{
	return segment(o, &o->answer);
}

/* As if the table was read, when it was, and as if not, when not. */
static uint64_t
after(struct oom *o)
{
	uint64_t answer;

	cr_assert_eq(segment(o, &answer), 0);
	return answer;
}

static int
call_read(struct oom *o)
{
	return tawam_segmenter_read(o->handle, table, sizeof(table) - 1,
	    NULL);
}

/* A learner and the segmenter it borrows. */
struct both {
	struct tawam_segmenter *s;
	struct tawam_learner *l;
};

static void
make_both(struct oom *o)
{
	static struct both both;

	cr_assert_eq(tawam_segmenter_new(&both.s, o->p.alloc), 0);
	both.l = NULL;
	o->handle = &both;
}

static int
new_learner(struct oom *o)
{
	struct both *b = o->handle;
	int r = tawam_learner_new(&b->l, b->s);

	cr_assert((r == 0) == (b->l != NULL));
	return r;
}

static int
free_learner(struct oom *o)
{
	struct both *b = o->handle;

	tawam_learner_free(b->l);
	tawam_segmenter_free(b->s);
	return 0;
}

static int
learn_page(struct oom *o)
{
	struct both *b = o->handle;
	struct tawam_page p;

	tawam_page_init(&p, sizeof(p));
	p.text = page;
	p.len = sizeof(page) - 1;
	p.source = "a.example";
	p.sourcelen = strlen(p.source);
	return tawam_learner_add(b->l, &p);
}

static void
make_learner(struct oom *o)
{
	make_both(o);
	cr_assert_eq(new_learner(o), 0);
}

/* Six pages once, and five again: the next one makes lines frame. */
static void
make_turned(struct oom *o)
{
	struct both *b;

	make_learner(o);
	b = o->handle;
	for (int i = 0; i < 6; i++)
		cr_assert_eq(learn_page(o), 0);
	cr_assert_eq(tawam_learner_turn(b->l), 0);
	for (int i = 0; i < o->arg; i++)
		cr_assert_eq(learn_page(o), 0);
}

static int
turn(struct oom *o)
{
	struct both *b = o->handle;

	return tawam_learner_turn(b->l);
}

static int
take_learned(void *arg, const struct tawam_learned *l)
{
	struct oom *o = arg;

	o->answer = oom_digest(o->answer, l->line, l->len);
	o->answer = oom_digest(o->answer, l->source, l->sourcelen);
	return 0;
}

static int
call_each(struct oom *o)
{
	struct both *b = o->handle;

	o->answer = 0;
	return tawam_learner_each(b->l, take_learned, o);
}

static void
drop_both(struct oom *o)
{
	free_learner(o);
}

const struct oom_case oom_segment[] = {
	{ .name = "tawam_learner_new", .make = make_both,
	    .call = new_learner, .drop = drop_both },
	{ .name = "tawam_learner_free", .make = make_learner,
	    .call = free_learner },
	{ .name = "tawam_learner_add", .make = make_learner,
	    .call = learn_page, .drop = drop_both, .spoils = 1 },
	{ .name = "tawam_learner_add", .with = "counted exactly", .arg = 0,
	    .make = make_turned, .call = learn_page, .drop = drop_both,
	    .spoils = 1 },
	{ .name = "tawam_learner_add", .with = "become frame", .arg = 4,
	    .make = make_turned, .call = learn_page, .drop = drop_both,
	    .spoils = 1 },
	{ .name = "tawam_learner_turn", .make = make_learner, .call = turn,
	    .drop = drop_both },
	{ .name = "tawam_learner_each", .arg = 6, .make = make_turned,
	    .call = call_each, .drop = drop_both },
	{ .name = "tawam_segmenter_new", .call = new_segmenter,
	    .finish = after, .drop = drop_segmenter },
	{ .name = "tawam_segmenter_free", .make = make_segmenter,
	    .call = free_segmenter },
	{ .name = "tawam_segmenter_read", .make = make_segmenter,
	    .call = call_read, .finish = after, .drop = drop_segmenter },
	{ .name = "tawam_segment", .make = make_segmenter,
	    .call = call_segment, .finish = after, .drop = drop_segmenter },
	{ .name = NULL },
};
