/*
 * params.h - parameters as the library keeps them.
 */
#ifndef TAWAM_LIB_PARAMS_H
#define TAWAM_LIB_PARAMS_H

#include "tawam.h"

#define NGRAM_MIN	3
#define NGRAM_MAX	8
#define SLOTS_DEFAULT	128
#define THREADS_MAX	1024

/*
 * Copies what the caller's structure has and defaults the rest, after
 * tawam_params_check.  TAWAM_EINVAL.
 */
int	 params_read(const struct tawam_params *p, struct tawam_params *out);

double	 params_floor(const struct tawam_params *p);

#endif
