/*
 * test_references.c - which tokens the fast road may resolve itself; that it
 * gives what the definition gives is for the differential tests to show.
 */
#include <string.h>

#include <criterion/criterion.h>

#include "text/references.h"

Test(references, settled_or_left_to_the_definition)
{
	static const struct {
		const char *token, *want;	/* NULL: left */
	} cases[] = {
		{ "&quot;a&quot;", "\"a\"" },
		{ "&#1575;&#x628;", "\330\247\330\250" },
		{ "&amp;quot;", "\"" },
		{ "&amp;", "&" },
		{ "&#0;&#150;", "\357\277\275\342\200\223" },
		{ "x&nbsp;y", "x\302\240y" },
		/* The second pass leaves no reference, but an ampersand. */
		{ "&amp;amp;", "&" },
		{ "&lt;b&gt;&amp;=", "<b>&=" },
		/* None, or none that is one. */
		{ "AT&T", NULL },
		{ "&", NULL },
		{ "&unknown;", NULL },
		{ "&#12345678;", NULL },
		/* A third pass would find one. */
		{ "&amp;amp;quot;", NULL },
		{ "&amp;amp;amp;", NULL },
		/* The light form drops what parts it, or makes its end. */
		{ "&quot;&am\342\200\214p;", NULL },
		{ "&quot;&\001amp;", NULL },
		{ "&quot;&amp\315\276", NULL },
		{ "&quot;&\342\200\214amp;", NULL },
		{ "&#38;\342\200\214amp;", NULL },
	};
	struct references r = { { 0 }, { 0 } };
	struct mem m;
	int settled;

	mem_init(&m, NULL);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *t = cases[i].token, *want = cases[i].want;

		cr_assert_eq(references_resolve(&r, &m, t, strlen(t),
		    &settled), 0);
		cr_assert_eq(settled, want != NULL, "%s", t);
		if (want == NULL)
			continue;
		cr_assert_eq(r.twice.len, strlen(want), "%s", t);
		cr_assert_arr_eq(r.twice.p, want, r.twice.len);
	}
	references_free(&r, &m);
}
