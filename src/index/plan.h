/*
 * plan.h - bands and rows from the floor, the number of documents and the
 * wanted recall.
 */
#ifndef TAWAM_INDEX_PLAN_H
#define TAWAM_INDEX_PLAN_H

#include <stdint.h>

#include "tawam.h"

/* A candidate whose sketch says it is this many standard errors too low is
 * discarded unseen; PLAN_SKETCH_LOSS of true pairs go with it at the floor. */
#define PLAN_SIGMAS		3.3
#define PLAN_SKETCH_LOSS	0.0005

/* Mini-sketches (index/mini.h) may cost this part of what --recall allows to
 * lose. */
#define PLAN_MINI_SHARE		0.1

/* More false candidates a document than this stop a run without --bands. */
#define PLAN_TOO_MANY		1000.0

double	 plan_scurve(uint32_t bands, uint32_t rows, double jaccard);

/* Equal slots of k under which a pair is surely below the floor; 1 or more. */
uint32_t plan_least_equal(double floor, uint32_t k);

/* Equal cells of mini-sketches that a candidate must have; 0: they are not
 * asked, as with so few false candidates a document that nobody feels them. */
uint32_t plan_mini(const struct tawam_params *p, double floor, uint64_t ndocs,
	    double candidates);

/* The most that a share may be which PLAN_SIGMAS allow when it was seen as p
 * in n trials: Wilson's bound. */
double	 plan_upper(double p, double n);

/* See tawam_plan; p has been checked, floor is in (0,1]. */
int	 plan_choose(const struct tawam_params *p, double floor,
	    uint64_t ndocs, struct tawam_plan *out);

#endif
