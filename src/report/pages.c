/*
 * pages.c - what becomes of a page, from what becomes of its units.
 */
#include <string.h>

#include "report/pages.h"

/* Units of a page by what became of them. */
struct tally {
	uint64_t n[PAGES_VERDICTS];
};

static enum tawam_verdict
verdict_of(const struct tally *t)
{
	uint64_t gone = t->n[TAWAM_DROPPED] + t->n[TAWAM_KNOWN];

	if (t->n[TAWAM_KEPT] + t->n[TAWAM_UNIQUE] > 0)
		return t->n[TAWAM_KEPT] + gone > 0 ? TAWAM_KEPT :
		    TAWAM_UNIQUE;
	return gone > 0 ? TAWAM_DROPPED : TAWAM_EMPTY;
}

static void
tally_units(struct tally *t, const struct docs *docs,
    const struct tawam_corpus *c, uint64_t page, enum tawam_class kind)
{
	uint64_t end = docs_first(docs, page + 1);
	struct tawam_decision d;

	memset(t, 0, sizeof(*t));
	for (uint64_t i = docs_first(docs, page); i < end; i++) {
		const struct docs_unit *u = docs_unit(docs, i);

		if (!u->head && u->kind == kind &&
		    tawam_corpus_decision(c, i, &d) == 0)
			t->n[d.verdict]++;
	}
}

/* Is a headline of the page all that is left of one, in a page that goes? */
static int
holds_a_last(const struct docs *docs, const struct tawam_corpus *c,
    uint64_t page)
{
	uint64_t end = docs_first(docs, page + 1);
	struct tawam_decision d;
	struct tally t;

	for (uint64_t i = docs_first(docs, page); i < end; i++) {
		if (tawam_corpus_decision(c, i, &d) != 0 ||
		    d.verdict != TAWAM_DROPPED)
			continue;
		tally_units(&t, docs, c, docs_record(docs, d.kept),
		    TAWAM_ARTICLE);
		if (verdict_of(&t) == TAWAM_DROPPED)
			return 1;
	}
	return 0;
}

enum tawam_verdict
pages_verdict(const struct docs *docs, const struct tawam_corpus *c,
    uint64_t record)
{
	struct tawam_decision d;
	enum tawam_verdict v;
	struct tally t;

	if (!docs->paged)
		return tawam_corpus_decision(c, record, &d) == 0 ? d.verdict :
		    TAWAM_EMPTY;
	tally_units(&t, docs, c, record, TAWAM_ARTICLE);
	if ((v = verdict_of(&t)) != TAWAM_EMPTY)
		return v;
	tally_units(&t, docs, c, record, TAWAM_HEADLINE);
	v = verdict_of(&t);
	return v == TAWAM_DROPPED && holds_a_last(docs, c, record) ?
	    TAWAM_KEPT : v;
}

void
pages_count(const struct docs *docs, const struct tawam_corpus *c,
    struct pages_counts *out)
{
	memset(out, 0, sizeof(*out));
	out->pages = docs->n;
	for (size_t i = 0; i < docs->nunits; i++) {
		const struct docs_unit *u = docs_unit(docs, i);

		out->heads += u->head;
		if (!u->head && u->kind == TAWAM_ARTICLE)
			out->articles++;
		else if (!u->head)
			out->headlines++;
	}
	for (size_t i = 0; i < docs->n; i++)
		out->verdicts[pages_verdict(docs, c, i)]++;
}
