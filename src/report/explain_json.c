/*
 * explain_json.c - an explanation as one line of JSON; see tawam(5).
 *
 * Places are counted in code points of the original, each broken sequence one.
 */
#include <inttypes.h>

#include "io/utf.h"
#include "report/explain.h"
#include "report/glyph.h"

/* A token as it was written, its broken bytes repaired. */
static void
put_token(struct output *o, const struct explained_text *t)
{
	char utf8[4];
	uint32_t cp;

	if (glyph_valid(t->id, t->idlen)) {
		output_write(o, t->id, t->idlen);
		return;
	}
	for (size_t i = 0; i < t->idlen;) {
		i += glyph_next(t->id + i, t->idlen - i, &cp);
		output_write(o, utf8, glyph_put(utf8, cp));
	}
}

void
explain_json(const struct explanation *e, struct output *o)
{
	const struct tawam_match *m = &e->match;
	uint64_t at[2] = { 0, 0 }, to[2];

	output_puts(o, "{\"a\":");
	put_token(o, &e->side[0]);
	output_puts(o, ",\"b\":");
	put_token(o, &e->side[1]);
	output_printf(o, ",\"jaccard\":%.4f,\"contain_a\":%.4f,"
	    "\"contain_b\":%.4f,\"relation\":\"%s\",\"why\":\"%s\","
	    "\"spans\":[", m->jaccard, m->contain_a, m->contain_b,
	    tawam_relation_name(m->relation), m->why);
	for (size_t i = 0; i < e->n; i++) {
		const struct tawam_span *s = &e->spans[i];

		for (int k = 0; k < 2; k++) {
			size_t len;
			const char *p = explanation_part(e, s, k, &len);

			to[k] = at[k] + utf_count(p, len);
		}
		output_printf(o, "%s{\"op\":\"%s\",\"kind\":\"%s\","
		    "\"a_start\":%" PRIu64 ",\"a_end\":%" PRIu64
		    ",\"b_start\":%" PRIu64 ",\"b_end\":%" PRIu64 "}",
		    i == 0 ? "" : ",", tawam_op_name(s->op),
		    tawam_kind_name(s->kind), at[0], to[0], at[1], to[1]);
		at[0] = to[0];
		at[1] = to[1];
	}
	output_puts(o, "]}\n");
}
