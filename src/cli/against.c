/*
 * against.c - tawam dedup --against: what a stored index has already.
 */
#include <errno.h>

#include "cli/run.h"
#include "cli/store.h"
#include "cli/talk.h"

/* How two texts are compared; the bands of a run and an index may differ. */
#define COMPARED	(TAWAM_INDEX_PROFILE | TAWAM_INDEX_NGRAM | \
			    TAWAM_INDEX_THRESHOLD | TAWAM_INDEX_CONTAINMENT)

int
against_open(struct run *r)
{
	struct options own = r->o;
	struct tawam_params *p = &r->o.params;
	const char *why;

	if (own.against == NULL)
		return 0;
	own.index_given &= COMPARED;
	if (store_open(&r->against, &own, own.against, TAWAM_INDEX_READ) == -1)
		return -1;
	p->profile = own.params.profile;
	p->ngram = own.params.ngram;
	p->threshold = own.params.threshold;
	p->containment = own.params.containment;
	if (tawam_params_check(p, &why) == 0)
		return 0;
	say("%s has threshold %g: %s", own.against, p->threshold, why);
	return -1;
}

int
against_check(struct run *r, struct tawam_doc *d)
{
	struct tawam_hit hit = { .size = sizeof(hit) };
	int e;

	errno = 0;
	if ((e = tawam_index_check(r->against, d, &hit)) != 0)
		return store_failed(r->o.against, e);
	if (!hit.joined && !hit.replay)
		return 0;
	d->known = 1;
	known_add(&r->known, docs_count(&r->docs), hit.id, hit.idlen,
	    hit.match.relation, hit.match.jaccard);
	return 0;
}
