/*
 * sketch.c - a set of shingles as k numbers, from which Jaccard is estimated.
 */
#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "base/le.h"
#include "shingle/sketch.h"
#include "tawam.h"

#define FILL_SEED	UINT64_C(0x736c6f7473)
#define FILLED		UINT32_C(0x80000000)

void
sketch_consts_init(struct sketcher_consts *c, uint32_t k, uint64_t seed)
{
	uint64_t state = seed ^ FILL_SEED;

	c->k = k;
	c->log2k = 0;
	while (UINT32_C(1) << c->log2k < k)
		c->log2k++;
	for (uint32_t i = 0; i < k; i++)
		c->fill[i] = (uint32_t)splitmix64(&state) | 1;
}

void
sketch_slots(const struct sketcher_consts *c, const uint32_t *hashes, size_t n,
    uint32_t *slots)
{
	uint32_t mask = c->k - 1;

	for (uint32_t i = 0; i < c->k; i++)
		slots[i] = SKETCH_EMPTY;
	if (n == 0)
		return;
	for (size_t j = 0; j < n; j++) {
		uint32_t *slot = &slots[hashes[j] & mask];
		uint32_t v = hashes[j] >> c->log2k;

		if (v < *slot)
			*slot = v;
	}
	for (uint32_t i = 0; i < c->k; i++) {
		uint32_t least = UINT32_MAX;

		if (slots[i] != SKETCH_EMPTY)
			continue;
		for (size_t j = 0; j < n; j++) {
			uint32_t v = hashes[j] * c->fill[i];

			least = v < least ? v : least;
		}
		slots[i] = FILLED | least >> 1;
	}
}

uint32_t
sketch_equal(const uint32_t *a, const uint32_t *b, uint32_t k)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < k; i++)
		n += a[i] == b[i];
	return n;
}

double
sketch_distinct(const struct sketcher_consts *c, const uint32_t *slots)
{
	double range = ldexp(1, (int)(32 - c->log2k)), sum = 0;
	uint32_t bins = 0;

	for (uint32_t i = 0; i < c->k; i++) {
		if (slots[i] < FILLED) {
			sum += slots[i];
			bins++;
		}
	}
	if (bins == 0)
		return 0;
	/* Balls in bins while bins are empty, else the mean of minima. */
	if (bins < c->k)
		return log1p(-(double)bins / c->k) / log1p(-1.0 / c->k);
	return c->k * range / (sum / c->k + 1);
}

static const unsigned char magic[4] = { 'T', 'W', 'S', 'K' };

void
sketch_encode(const struct sketch_header *h, const uint32_t *slots,
    unsigned char *out)
{
	memset(out, 0, SKETCH_HEADER);
	memcpy(out, magic, sizeof(magic));
	le16_put(out + 4, SKETCH_FORMAT);
	out[6] = h->profile;
	out[7] = h->ngram;
	le32_put(out + 8, h->slots);
	le32_put(out + 12, h->tables);
	le64_put(out + 16, h->seed);
	le64_put(out + 24, h->length);
	le64_put(out + 32, h->exact_lo);
	le64_put(out + 40, h->exact_hi);
	for (uint32_t i = 0; i < h->slots; i++)
		le32_put(out + SKETCH_HEADER + 4 * i, slots[i]);
}

int
sketch_decode(const unsigned char *in, size_t n, struct sketch_header *h,
    uint32_t *slots)
{
	if (n < SKETCH_HEADER || memcmp(in, magic, sizeof(magic)) != 0 ||
	    le16_get(in + 4) != SKETCH_FORMAT)
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
