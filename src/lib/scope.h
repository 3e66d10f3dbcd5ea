/*
 * scope.h - which documents are compared at all: those of one `within` and,
 * with a window, those whose dates are close.
 *
 * Then the documents of a group agree in more than the normal form: all have
 * the same `within`, and with a window the same date and the same marks in
 * numbers.  What is true of two groups is true of all their documents, and
 * groups of one form are tied by edges like any other.
 */
#ifndef TAWAM_LIB_SCOPE_H
#define TAWAM_LIB_SCOPE_H

#include "base/hash.h"
#include "index/window.h"

/* Normal forms, each with its groups; {0} is empty. */
struct forms {
	uint32_t n;
	struct hash128 *key;	/* of a form */
	uint32_t *first;	/* group of a form */
	uint32_t *of;		/* form of a group */
	uint32_t *table;	/* form + 1 by key; 0: free */
	size_t key_cap, first_cap, of_cap;
	size_t table_size;	/* a power of two */
};

/* Room for the group of this number.  TAWAM_ENOMEM. */
int	 forms_reserve(struct forms *f, const struct mem *m, uint32_t group);
void	 forms_release(struct forms *f, const struct mem *m);

/* The first group of a form, or UINT32_MAX. */
uint32_t forms_find(const struct forms *f, const struct hash128 *key);

/* A group, for which there is room, of a form that is known or new. */
void	 forms_add(struct forms *f, const struct hash128 *key,
	    uint32_t group);

/* Keys: of a normal form within a field's value, and of a group of it. */
struct hash128 scope_form(const struct hash128 *text, uint64_t within);
struct hash128 scope_group(const struct hash128 *form, int64_t date,
	    uint64_t marks);

#endif
