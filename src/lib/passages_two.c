/*
 * passages_two.c - the passages that two texts share.
 */
#include <string.h>

#include "index/passages.h"
#include "lib/sketcher.h"

struct two {
	struct tawam_sketcher *s;
	struct code_buf form[2];
	struct passages passages;
	struct tawam_shared *list;	/* places in the forms, then in bytes */
	struct tawam_range *ranges;	/* of one side */
	size_t n, cap;
};

static struct coded
form_of(const void *arg, uint32_t i)
{
	const struct two *t = arg;

	return code_of(&t->form[i]);
}

static int
read_form(struct two *t, int side, const char *text, size_t len)
{
	struct coded form;
	int r;

	if ((r = coder_run(t->s->coder, text, len, &form)) != 0)
		return r;
	return code_append(&t->s->mem, &t->form[side], &form);
}

static int
keep(void *arg, const struct shared_pair *pair)
{
	struct two *t = arg;
	int r;

	if ((r = mem_grow(&t->s->mem, &t->list, &t->cap, pair->n,
	    sizeof(*t->list))) != 0)
		return r;
	for (size_t i = 0; i < pair->n; i++) {
		const struct passage *p = &pair->passages[i];

		t->list[t->n++] = (struct tawam_shared){ p->chars, p->a,
		    p->a_end, p->b, p->b_end };
	}
	return TAWAM_OK;
}

static int
find(struct two *t, uint32_t least)
{
	static const uint8_t skip[2];
	struct passages_input in = { .n = 2, .skip = skip, .text = form_of,
	    .arg = t };
	struct space space;
	int r;

	space_init(&space, &t->s->mem, 0, NULL);
	if ((r = pool_new(&in.pool, 1, &t->s->mem)) == 0 &&
	    (r = passages_build(&t->passages, &space, &in)) == 0)
		r = passages_walk(&t->passages, least, keep, t);
	passages_release(&t->passages);
	pool_free(in.pool);
	space_free(&space);
	return r;
}

static int
locate(struct two *t, int side, const char *text, size_t len)
{
	int r;

	for (size_t i = 0; i < t->n; i++)
		t->ranges[i] = side == 0 ?
		    (struct tawam_range){ t->list[i].a_start,
		    t->list[i].a_end } :
		    (struct tawam_range){ t->list[i].b_start,
		    t->list[i].b_end };
	if ((r = tawam_locate(t->s, text, len, t->ranges, t->n)) != 0)
		return r;
	for (size_t i = 0; i < t->n; i++) {
		struct tawam_shared *s = &t->list[i];
		size_t start = (size_t)t->ranges[i].start;
		size_t end = (size_t)t->ranges[i].end;

		*(side == 0 ? &s->a_start : &s->b_start) = start;
		*(side == 0 ? &s->a_end : &s->b_end) = end;
	}
	return TAWAM_OK;
}

static int
make(struct two *t, const char *a, size_t na, const char *b, size_t nb,
    uint32_t least)
{
	int r;

	if ((r = read_form(t, 0, a, na)) != 0 ||
	    (r = read_form(t, 1, b, nb)) != 0 || (r = find(t, least)) != 0 ||
	    t->n == 0)
		return r;
	t->ranges = mem_alloc(&t->s->mem, t->n, sizeof(*t->ranges));
	if (t->ranges == NULL)
		return TAWAM_ENOMEM;
	if ((r = locate(t, 0, a, na)) != 0)
		return r;
	return locate(t, 1, b, nb);
}

int
tawam_shared_passages(struct tawam_sketcher *s, const char *a, size_t na,
    const char *b, size_t nb, uint32_t least, tawam_shared_fn *fn, void *arg)
{
	struct two t = { .s = s };
	int r;

	if (least < WINNOW_POINTS || least > WINNOW_LONGEST)
		return TAWAM_EINVAL;
	r = make(&t, a, na, b, nb, least);
	for (size_t i = 0; r == 0 && i < t.n; i++)
		r = fn(arg, &t.list[i]);
	for (int k = 0; k < 2; k++)
		code_buf_free(&s->mem, &t.form[k]);
	mem_free(&s->mem, t.list);
	mem_free(&s->mem, t.ranges);
	return r;
}
