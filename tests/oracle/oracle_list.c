/*
 * oracle_list.c - pairs in a list, to be looked up.
 */
#include "oracle/oracle_list.h"

#include <stdlib.h>

#include "oracle/oracle_text.h"

void
oracle_list_add(void *arg, const struct oracle_pair *pair)
{
	struct oracle_list *l = arg;

	if (l->n == l->cap) {
		l->cap = l->cap * 2 + 256;
		l->p = oracle_realloc(l->p, l->cap, sizeof(*l->p));
	}
	l->p[l->n++] = *pair;
}

static int
pair_order(const void *x, const void *y)
{
	const struct oracle_pair *p = x, *q = y;

	if (p->a != q->a)
		return p->a < q->a ? -1 : 1;
	return p->b < q->b ? -1 : p->b > q->b;
}

void
oracle_list_sort(struct oracle_list *l)
{
	if (l->n > 1)
		qsort(l->p, l->n, sizeof(*l->p), pair_order);
}

const struct oracle_pair *
oracle_list_find(const struct oracle_list *l, size_t a, size_t b)
{
	struct oracle_pair key = { a < b ? a : b, a < b ? b : a, 0, 0, 0, 0 };

	return l->n == 0 ? NULL :
	    bsearch(&key, l->p, l->n, sizeof(key), pair_order);
}

size_t
oracle_list_count(const struct oracle_list *l, double floor)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		n += l->p[i].jaccard >= floor;
	return n;
}

double
oracle_contained(const struct oracle_pair *p)
{
	return p->contain_a > p->contain_b ? p->contain_a : p->contain_b;
}
