/*
 * known.c - documents that a stored index has already, and what it has.
 */
#include <stdlib.h>
#include <string.h>

#include "report/known.h"
#include "report/xalloc.h"

void
known_release(struct known *k)
{
	free(k->docs);
	free(k->ids);
	memset(k, 0, sizeof(*k));
}

void
known_add(struct known *k, uint64_t doc, const char *id, size_t idlen,
    enum tawam_relation relation, double jaccard)
{
	size_t end = k->n > 0 ? k->docs[k->n - 1].id_end : 0;

	xgrow(&k->docs, &k->docscap, k->n + 1, sizeof(*k->docs));
	xgrow(&k->ids, &k->idscap, end + idlen, 1);
	if (idlen > 0)
		memcpy(k->ids + end, id, idlen);
	k->docs[k->n++] = (struct known_doc){ doc, end + idlen, relation,
	    jaccard };
}

static int
by_number(const void *a, const void *b)
{
	const struct known_doc *x = a, *y = b;

	return (x->doc > y->doc) - (x->doc < y->doc);
}

const struct known_doc *
known_find(const struct known *k, uint64_t doc, const char **id,
    size_t *idlen)
{
	struct known_doc key = { .doc = doc };
	const struct known_doc *d = k->n == 0 ? NULL : bsearch(&key, k->docs,
	    k->n, sizeof(key), by_number);
	size_t start;

	if (d == NULL)
		return NULL;
	start = d > k->docs ? d[-1].id_end : 0;
	*id = k->ids + start;
	*idlen = d->id_end - start;
	return d;
}
