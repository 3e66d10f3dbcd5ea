/*
 * kperm.c - MinHash by k permutations.
 */
#include <string.h>

#include "base/hash.h"
#include "shingle/kperm.h"

#define KPERM_SEED	UINT64_C(0x6b7065726d)

void
kperm_consts_init(struct kperm_consts *c, uint32_t k, uint64_t seed)
{
	uint64_t state = seed ^ KPERM_SEED;

	c->k = k;
	c->level = cpu_level();
	for (uint32_t i = 0; i < k; i++) {
		uint64_t v = splitmix64(&state);

		c->a[i] = (uint32_t)v | 1;
		c->b[i] = (uint32_t)(v >> 32);
	}
}

static void
slots_scalar(const struct kperm_consts *c, const uint32_t *hashes, size_t n,
    uint32_t *slots)
{
	for (size_t j = 0; j < n; j++) {
		for (uint32_t i = 0; i < c->k; i++) {
			uint32_t v = hashes[j] * c->a[i] + c->b[i];

			slots[i] = v < slots[i] ? v : slots[i];
		}
	}
}

void
kperm_slots(const struct kperm_consts *c, const uint32_t *hashes, size_t n,
    uint32_t *slots)
{
	memset(slots, 0xFF, c->k * sizeof(*slots));
	switch (c->level) {
#if CPU_X86
	case CPU_AVX512:
		kperm_slots_avx512(c, hashes, n, slots);
		break;
	case CPU_AVX2:
		kperm_slots_avx2(c, hashes, n, slots);
		break;
#endif
	default:
		slots_scalar(c, hashes, n, slots);
		break;
	}
}
