/*
 * oom.c - every public function with its n-th allocation failing.
 */
#include <string.h>

#include <criterion/criterion.h>

#include "oom.h"

#define MOST	200000	/* allocations of a case */

/* What happens when nothing fails. */
struct outcome {
	uint64_t answer, finish;
};

static void
begin(struct oom *o, const struct oom_case *c)
{
	memset(o, 0, sizeof(*o));
	failing_init(&o->f, 0);
	tawam_params_init(&o->p, sizeof(o->p));
	o->p.alloc = &o->f.alloc;
	o->arg = c->arg;
	if (c->make != NULL)
		c->make(o);
}

static void
end(struct oom *o, const struct oom_case *c)
{
	if (c->drop != NULL)
		c->drop(o);
	cr_assert_eq(o->f.live, 0, "%s: %ld left", c->name, o->f.live);
}

static void
succeeded(struct oom *o, const struct oom_case *c, struct outcome *out)
{
	out->answer = o->answer;
	out->finish = c->finish != NULL ? c->finish(o) : 0;
}

/* Does the n-th allocation fail, or are there not so many? */
static int
fails(const struct oom_case *c, size_t n, int once,
    const struct outcome *want)
{
	const char *with = c->with != NULL ? c->with : "";
	uint64_t before = 0;
	struct outcome got;
	struct oom o;
	int r, reached;

	begin(&o, c);
	if (c->look != NULL)
		before = c->look(&o);
	o.f.once = once;
	o.f.fail_at = o.f.calls + n;
	r = c->call(&o);
	reached = o.f.calls >= o.f.fail_at;
	o.f.fail_at = 0;
	cr_assert(r == TAWAM_OK || (reached && r == TAWAM_ENOMEM),
	    "%s %s at %zu: %d", c->name, with, n, r);
	if (r != TAWAM_OK && !c->spoils) {
		if (c->look != NULL)
			cr_assert_eq(c->look(&o), before,
			    "%s %s at %zu: changed", c->name, with, n);
		r = c->call(&o);
		cr_assert_eq(r, TAWAM_OK, "%s %s at %zu: again: %d",
		    c->name, with, n, r);
	}
	if (r == TAWAM_OK) {
		succeeded(&o, c, &got);
		cr_assert(got.answer == want->answer &&
		    got.finish == want->finish, "%s %s at %zu: another answer",
		    c->name, with, n);
	}
	end(&o, c);
	return reached;
}

void
oom_run(const struct oom_case *c)
{
	struct outcome want;
	struct oom o;
	int r;

	begin(&o, c);
	r = c->call(&o);
	cr_assert_eq(r, TAWAM_OK, "%s: %d", c->name, r);
	succeeded(&o, c, &want);
	end(&o, c);
	for (int once = 0; once < 2; once++) {
		size_t n = 1;

		while (fails(c, n, once, &want))
			n++;
		cr_assert_lt(n, MOST);
	}
}

/* FNV-1a. */
uint64_t
oom_digest(uint64_t h, const void *p, size_t n)
{
	const unsigned char *b = p;

	h ^= UINT64_C(14695981039346656037);
	for (size_t i = 0; i < n; i++)
		h = (h ^ b[i]) * UINT64_C(1099511628211);
	return h;
}
