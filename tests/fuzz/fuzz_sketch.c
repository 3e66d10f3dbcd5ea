/*
 * fuzz_sketch.c - any bytes as two sketches.
 *
 * The first two bytes say where the second begins.  What they must give is
 * read from the bytes once more, as tawam(5) describes them.
 */
#include <string.h>

#include "fuzz.h"
#include "tawam.h"

static uint32_t
le32(const uint8_t *p)
{
	return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
	    (uint32_t)p[3] << 24;
}

static int
is_sketch(const uint8_t *p, size_t n)
{
	uint32_t k;

	if (n < 64 || memcmp(p, "TWSK", 4) != 0)
		return 0;
	k = le32(p + 8);
	return p[5] == 0 && ((p[4] == 1 && p[48] == 0) ||
	    (p[4] == 2 && p[48] == 1)) && (k == 64 || k == 128 || k == 256) &&
	    n == 64 + 4 * (size_t)k;
}

/* What tawam(5) promises of two sketches. */
static int
expected(const uint8_t *a, size_t na, const uint8_t *b, size_t nb,
    double *jaccard)
{
	uint32_t k, same = 0;
	const uint8_t none[8] = { 0 };

	if (!is_sketch(a, na) || !is_sketch(b, nb))
		return TAWAM_EFORMAT;
	if (memcmp(a, b, 24) != 0 || le32(a + 12) != tawam_tables_digest())
		return TAWAM_EMISMATCH;
	k = le32(a + 8);
	for (uint32_t i = 0; i < k; i++)
		same += le32(a + 64 + 4 * i) == le32(b + 64 + 4 * i);
	*jaccard = memcmp(a + 24, none, 8) == 0 ||
	    memcmp(b + 24, none, 8) == 0 ? 0 : (double)same / k;
	return TAWAM_OK;
}

/* A copy of its own, so that a byte too far is seen. */
static uint8_t *
copy(const uint8_t *p, size_t n)
{
	uint8_t *q = malloc(n > 0 ? n : 1);

	must(q != NULL);
	if (n > 0)
		memcpy(q, p, n);
	return q;
}

static void
check(const uint8_t *a, size_t na, const uint8_t *b, size_t nb)
{
	double got = -1, want = -1;
	int r = tawam_sketch_compare(a, na, b, nb, &got);

	must(r == expected(a, na, b, nb, &want));
	must(got == want);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t na, nb;
	uint8_t *a, *b;

	if (size < 2)
		return 0;
	na = data[0] | (size_t)data[1] << 8;
	if (na > size - 2)
		na = size - 2;
	nb = size - 2 - na;
	a = copy(data + 2, na);
	b = copy(data + 2 + na, nb);
	/* The digest of the tables changes with them; seeds keep up. */
	if (na >= 16 && nb >= 16 && le32(a + 12) == 0 && le32(b + 12) == 0)
		for (unsigned i = 0; i < 4; i++)
			a[12 + i] = b[12 + i] =
			    (uint8_t)(tawam_tables_digest() >> 8 * i);
	check(a, na, b, nb);
	check(b, nb, a, na);
	check(a, na, a, na);
	free(a);
	free(b);
	return 0;
}
