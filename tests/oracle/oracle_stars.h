/*
 * oracle_stars.h - clusters by their definition, in the plainest way.
 */
#ifndef TAWAM_TESTS_ORACLE_STARS_H
#define TAWAM_TESTS_ORACLE_STARS_H

#include <stddef.h>
#include <stdint.h>

struct oracle_edge {
	size_t a, b;
};

/*
 * Documents are taken longest first, then in order; each one still free
 * becomes a survivor and takes every free neighbour.  kept[i] is the survivor
 * that i went to, i itself when it is one.
 */
void	 oracle_stars(const uint64_t *lengths, size_t ndocs,
	    const struct oracle_edge *edges, size_t nedges, size_t *kept);

#endif
