/*
 * fuzz.h - what every fuzzer has.
 */
#ifndef TAWAM_FUZZ_FUZZ_H
#define TAWAM_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

int	 LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void
must(int truth)
{
	if (!truth)
		abort();
}

#endif
