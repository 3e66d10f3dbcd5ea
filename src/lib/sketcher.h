/*
 * sketcher.h - the sketcher: scratch memory of one thread.
 */
#ifndef TAWAM_LIB_SKETCHER_H
#define TAWAM_LIB_SKETCHER_H

#include "compare/relation.h"
#include "shingle/shingle.h"
#include "shingle/sketch.h"
#include "text/normalise.h"

struct tawam_sketcher {
	struct mem mem;
	struct tawam_params p;
	struct normaliser *normaliser;
	struct shingler shingler;
	struct sketcher_consts consts;
	struct relater relater;
};

#endif
