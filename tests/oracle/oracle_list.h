/*
 * oracle_list.h - pairs in a list, to be looked up.
 */
#ifndef TAWAM_TESTS_ORACLE_LIST_H
#define TAWAM_TESTS_ORACLE_LIST_H

#include <stddef.h>

#include "oracle/oracle_pairs.h"

/* {0} is an empty one; p is free()d by its owner. */
struct oracle_list {
	struct oracle_pair *p;
	size_t n, cap;
};

/* An oracle_pair_fn whose arg is the list. */
void	 oracle_list_add(void *arg, const struct oracle_pair *pair);

/* By a, then b; before any look-up. */
void	 oracle_list_sort(struct oracle_list *l);

/* NULL: no such pair. */
const struct oracle_pair *oracle_list_find(const struct oracle_list *l,
	    size_t a, size_t b);

/* Pairs with Jaccard at or over the floor. */
size_t	 oracle_list_count(const struct oracle_list *l, double floor);

/* The share of the smaller set that the larger has. */
double	 oracle_contained(const struct oracle_pair *p);

#endif
