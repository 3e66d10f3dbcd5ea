/*
 * pick_pairs.c - what is shown of the pairs: how many of each Jaccard, the
 * most alike, and who came after whom.
 */
#include <string.h>

#include "report/number.h"
#include "report/pick.h"
#include "report/xalloc.h"

void
pick_count(struct pick *p, const struct tawam_pair *pair)
{
	unsigned bin = score4(pair->match.jaccard) * PICK_BINS / 10000;

	p->jaccard[pair->match.relation][bin < PICK_BINS ? bin :
	    PICK_BINS - 1]++;
}

/* Pairs come in their own order: of two that are equal, the first stands. */
void
pick_best(struct pick_pairs *to, const struct tawam_pair *pair, size_t max)
{
	unsigned score = score4(pair->match.jaccard);
	size_t at = to->n;

	while (at > 0 && score4(to->list[at - 1].match.jaccard) < score)
		at--;
	if (at >= max)
		return;
	if (to->n < max) {
		xgrow(&to->list, &to->cap, to->n + 1, sizeof(*to->list));
		to->n++;
	}
	memmove(to->list + at + 1, to->list + at,
	    (to->n - 1 - at) * sizeof(*to->list));
	to->list[at] = *pair;
}

int
pick_before(const struct pick_text *a, const struct pick_text *b)
{
	return a->date != b->date ? a->date < b->date : a->doc < b->doc;
}

static struct pick_text *
dated_text(struct pick *p, uint64_t doc)
{
	size_t lo = 0, hi = p->ntexts;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (p->texts[mid].doc < doc)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo == p->ntexts || p->texts[lo].doc != doc ||
	    p->texts[lo].cluster == 0 || p->texts[lo].date == TAWAM_NO_DATE)
		return NULL;
	return &p->texts[lo];
}

static int
tie(void *arg, const struct tawam_pair *pair)
{
	struct pick_text *a, *b, *before, *after, *had;
	struct pick *p = arg;
	unsigned score;

	if ((a = dated_text(p, pair->a)) == NULL ||
	    (b = dated_text(p, pair->b)) == NULL || a->cluster != b->cluster)
		return 0;
	before = pick_before(a, b) ? a : b;
	after = before == a ? b : a;
	score = score4(pair->match.jaccard);
	had = after->from == TAWAM_NO_DOC ? NULL :
	    dated_text(p, after->from);
	if (had != NULL && (after->closest > score ||
	    (after->closest == score && pick_before(had, before))))
		return 0;
	after->from = before->doc;
	after->closest = score;
	return 0;
}

static void
set_cluster(struct pick *p, uint64_t doc, uint64_t number)
{
	size_t lo = 0, hi = p->ntexts;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (p->texts[mid].doc < doc)
			lo = mid + 1;
		else
			hi = mid;
	}
	p->texts[lo].cluster = number;
}

int
pick_tree(struct pick *p, const struct tawam_corpus *c)
{
	int r;

	for (size_t i = 0; i < p->nclusters; i++) {
		const struct pick_cluster *cl = &p->clusters[i];

		set_cluster(p, cl->keep, cl->number);
		for (size_t k = 0; k < cl->nmembers; k++)
			set_cluster(p, cl->members[k].doc, cl->number);
	}
	for (size_t i = 0; i < p->ntexts; i++) {
		struct tawam_trait t = { .size = sizeof(t) };

		if ((r = tawam_corpus_trait(c, p->texts[i].doc, &t)) != 0)
			return r;
		p->texts[i].date = t.date;
		p->dated |= t.date != TAWAM_NO_DATE;
	}
	return p->dated ? tawam_corpus_pairs(c, tie, p) : 0;
}
