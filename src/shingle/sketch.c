/*
 * sketch.c - a set of shingles as k numbers, from which Jaccard is estimated.
 */
#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "base/le.h"
#include "shingle/simd.h"
#include "shingle/sketch_stand.h"
#include "shingle/sketch.h"
#include "tawam.h"

#define FILL_SEED	UINT64_C(0x736c6f7473)

void
sketch_consts_init(struct sketcher_consts *c, uint32_t k, uint64_t seed)
{
	uint64_t state = seed ^ FILL_SEED;

	c->k = k;
	c->log2k = 0;
	c->level = cpu_level();
	while (UINT32_C(1) << c->log2k < k)
		c->log2k++;
	for (uint32_t i = 0; i < k; i++)
		c->fill[i] = (uint32_t)splitmix64(&state) | 1;
}

static inline void
put_bin(uint32_t *least, uint32_t mask, uint32_t h)
{
	uint32_t *bin = &least[h & mask];

	*bin = h < *bin ? h : *bin;
}

void
sketch_bins(uint32_t k, const uint32_t *hashes, size_t n, uint32_t *least)
{
	uint32_t mask = k - 1;
	size_t j = 0;

	/* No compiler unrolls this by itself; it is worth a fifth. */
	for (; n - j >= 4; j += 4) {
		put_bin(least, mask, hashes[j]);
		put_bin(least, mask, hashes[j + 1]);
		put_bin(least, mask, hashes[j + 2]);
		put_bin(least, mask, hashes[j + 3]);
	}
	for (; j < n; j++)
		put_bin(least, mask, hashes[j]);
}

uint32_t
sketch_bound(uint32_t k, size_t n)
{
	/* A second look at all hashes costs more the more there are; and a
	 * third of them, in a long text, are repeats. */
	double each = n > SKETCH_LONG * (size_t)k ? 20 :
	    n > 16 * (size_t)k ? 8 : 2.5;
	double bound = each * k / (double)n * 4294967296.0;

	return bound < 4294967295.0 ? (uint32_t)bound : UINT32_MAX;
}

/*
 * The last bin's least possible hash is 2^32 - 1 when all bits are set, which
 * is also what says that there is none.
 */
int
sketch_has_last(const uint32_t *hashes, size_t n)
{
	for (size_t j = 0; j < n; j++)
		if (hashes[j] == UINT32_MAX)
			return 1;
	return 0;
}

static void
slots_scalar(const struct sketcher_consts *c, const uint32_t *hashes,
    size_t n, uint32_t *slots)
{
	int last;

	sketch_bins(c->k, hashes, n, slots);
	last = slots[c->k - 1] == UINT32_MAX && sketch_has_last(hashes, n);
	for (uint32_t i = 0; i < c->k; i++) {
		uint32_t least = UINT32_MAX, m = c->fill[i];

		if (slots[i] != UINT32_MAX || (last && i == c->k - 1)) {
			slots[i] >>= c->log2k;
			continue;
		}
		for (size_t j = 0; j < n; j++) {
			uint32_t v = hashes[j] * m;

			least = v < least ? v : least;
		}
		slots[i] = SKETCH_FILLED | least >> 1;
	}
}

void
sketch_slots(const struct sketcher_consts *c, const uint32_t *hashes, size_t n,
    uint32_t *slots)
{
	memset(slots, 0xFF, c->k * sizeof(*slots));
	if (n == 0)
		return;
	switch (c->level) {
#if CPU_X86
	case CPU_AVX512:
		sketch_slots_avx512(c, hashes, n, slots);
		break;
	case CPU_AVX2:
		sketch_slots_avx2(c, hashes, n, slots);
		break;
#endif
	default:
		slots_scalar(c, hashes, n, slots);
		break;
	}
}

void
sketch_under(const struct sketcher_consts *c, const uint32_t *hashes,
    size_t n, uint32_t bound, uint32_t *least)
{
	switch (c->level) {
#if CPU_X86
	case CPU_AVX512:
		sketch_under_avx512(c->k, hashes, n, bound, least);
		break;
	case CPU_AVX2:
		sketch_under_avx2(c->k, hashes, n, bound, least);
		break;
#endif
	default:
		sketch_bins(c->k, hashes, n, least);
		break;
	}
}

int
sketch_under_end(const struct sketcher_consts *c, uint32_t *least)
{
	for (uint32_t i = 0; i < c->k; i++)
		if (least[i] == UINT32_MAX)
			return 0;
	for (uint32_t i = 0; i < c->k; i++)
		least[i] >>= c->log2k;
	return 1;
}

uint32_t
sketch_equal(enum cpu_level level, const uint32_t *a, const uint32_t *b,
    uint32_t k)
{
	switch (level) {
#if CPU_X86
	case CPU_AVX512:
		return sketch_equal_avx512(a, b, k);
	case CPU_AVX2:
		return sketch_equal_avx2(a, b, k);
#endif
	default:
		return count_equal(a, b, k);
	}
}

struct sketch_standing
sketch_stand(const struct sketcher_consts *c, const uint32_t *a,
    const uint32_t *b)
{
	switch (c->level) {
#if CPU_X86
	case CPU_AVX512:
		return sketch_stand_avx512(a, b, c->k);
	case CPU_AVX2:
		return sketch_stand_avx2(a, b, c->k);
#endif
	default:
		return stand(a, b, c->k);
	}
}

/* Of the bins that are filled; the sum is less than k ranges, 2^32. */
struct filled {
	uint32_t bins, sum;
};

static struct filled
filled_of(const struct sketcher_consts *c, const uint32_t *slots)
{
	struct filled f = { 0, 0 };

	for (uint32_t i = 0; i < c->k; i++) {
		uint32_t own = slots[i] < SKETCH_FILLED;

		f.sum += slots[i] & (0 - own);
		f.bins += own;
	}
	return f;
}

static double
distinct(const struct sketcher_consts *c, const struct filled *f)
{
	double range = ldexp(1, (int)(32 - c->log2k));

	if (f->bins == 0)
		return 0;
	/* Balls in bins while bins are empty, else the mean of minima. */
	if (f->bins < c->k)
		return log1p(-(double)f->bins / c->k) / log1p(-1.0 / c->k);
	return c->k * range / ((double)f->sum / c->k + 1);
}

double
sketch_distinct(const struct sketcher_consts *c, const uint32_t *slots)
{
	struct filled f = filled_of(c, slots);

	return distinct(c, &f);
}

int
sketch_fewer(const struct sketcher_consts *c, const uint32_t *slots,
    double than)
{
	struct filled f = filled_of(c, slots);

	/* A shingle fills one bin at most, and logarithms take their time. */
	return f.bins < than && distinct(c, &f) < than;
}

static const unsigned char magic[4] = { 'T', 'W', 'S', 'K' };

void
sketch_encode(const struct sketch_header *h, const uint32_t *slots,
    unsigned char *out)
{
	memset(out, 0, SKETCH_HEADER);
	memcpy(out, magic, sizeof(magic));
	/* A reader of format 1 alone does not look at the scheme. */
	le16_put(out + 4, h->scheme == TAWAM_OPH ? SKETCH_FORMAT :
	    SKETCH_FORMAT_SCHEME);
	out[6] = h->profile;
	out[7] = h->ngram;
	le32_put(out + 8, h->slots);
	le32_put(out + 12, h->tables);
	le64_put(out + 16, h->seed);
	le64_put(out + 24, h->length);
	le64_put(out + 32, h->exact_lo);
	le64_put(out + 40, h->exact_hi);
	out[48] = h->scheme;
	for (uint32_t i = 0; i < h->slots; i++)
		le32_put(out + SKETCH_HEADER + 4 * i, slots[i]);
}

int
sketch_decode(const unsigned char *in, size_t n, struct sketch_header *h,
    uint32_t *slots)
{
	uint32_t format;

	if (n < SKETCH_HEADER || memcmp(in, magic, sizeof(magic)) != 0)
		return TAWAM_EFORMAT;
	format = le16_get(in + 4);
	h->scheme = in[48];
	if (!(format == SKETCH_FORMAT && h->scheme == TAWAM_OPH) &&
	    !(format == SKETCH_FORMAT_SCHEME && h->scheme == TAWAM_KPERM))
		return TAWAM_EFORMAT;
	h->profile = in[6];
	h->ngram = in[7];
	h->slots = le32_get(in + 8);
	h->tables = le32_get(in + 12);
	h->seed = le64_get(in + 16);
	h->length = le64_get(in + 24);
	h->exact_lo = le64_get(in + 32);
	h->exact_hi = le64_get(in + 40);
	if (h->slots != 64 && h->slots != 128 && h->slots != 256)
		return TAWAM_EFORMAT;
	if (n != SKETCH_HEADER + 4 * (size_t)h->slots)
		return TAWAM_EFORMAT;
	for (uint32_t i = 0; i < h->slots; i++)
		slots[i] = le32_get(in + SKETCH_HEADER + 4 * i);
	return TAWAM_OK;
}
