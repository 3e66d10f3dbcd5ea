/*
 * explain.c - why two texts match, or do not: the public functions.
 */
#include "compare/explain.h"
#include "lib/sketcher.h"

const char *
tawam_op_name(enum tawam_op op)
{
	static const char *const names[] = {
		[TAWAM_SAME] = "same",
		[TAWAM_REPLACE] = "replace",
		[TAWAM_DELETE] = "delete",
		[TAWAM_INSERT] = "insert",
	};

	return (unsigned)op < sizeof(names) / sizeof(names[0]) ?
	    names[op] : "unknown";
}

const char *
tawam_kind_name(enum tawam_kind kind)
{
	static const char *const names[] = {
		[TAWAM_WORD] = "word",
		[TAWAM_NUMBER] = "number",
		[TAWAM_DATE] = "date",
		[TAWAM_NAME] = "name",
		[TAWAM_SPACE] = "space",
	};

	return (unsigned)kind < sizeof(names) / sizeof(names[0]) ?
	    names[kind] : "unknown";
}

int
tawam_explain(struct tawam_sketcher *s, const char *a, size_t na,
    const char *b, size_t nb, tawam_span_fn *fn, void *arg,
    struct tawam_match *out)
{
	const char *const text[2] = { a, b };
	const size_t len[2] = { na, nb };
	struct explainer x = { 0 };
	struct tawam_match match;
	int r;

	if ((r = tawam_compare(s, a, na, b, nb, &match)) != 0)
		return r;
	r = explain_run(&x, &s->mem, s->p.profile, text, len, match.jaccard);
	if (r == 0 && out != NULL)
		*out = match;
	for (size_t i = 0; r == 0 && i < x.nspans; i++)
		r = fn(arg, &x.spans[i]);
	explain_release(&x);
	return r;
}

int
tawam_longest_shared(struct tawam_sketcher *s, const char *a, size_t na,
    const char *b, size_t nb, struct tawam_shared *out)
{
	const char *const text[2] = { a, b };
	const size_t len[2] = { na, nb };

	return explain_longest(&s->mem, s->p.profile, text, len, out);
}
