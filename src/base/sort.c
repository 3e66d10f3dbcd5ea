/*
 * sort.c - radix sort of 64-bit words, alone or with a 64-bit value each, and
 * merge sort of anything else by a comparison.
 */
#include <string.h>

#include "base/sort.h"

/* Under this, insertion beats histograms. */
#define SMALL	48

static void
insert_u64(uint64_t *a, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		uint64_t v = a[i];
		size_t j = i;

		for (; j > 0 && a[j - 1] > v; j--)
			a[j] = a[j - 1];
		a[j] = v;
	}
}

/* The bits in which some words differ. */
static uint64_t
differing(const uint64_t *a, size_t n)
{
	uint64_t bits = 0;

	for (size_t i = 1; i < n; i++)
		bits |= a[i] ^ a[0];
	return bits;
}

static void
byte_pass(const uint64_t *from, uint64_t *to, size_t n, unsigned shift)
{
	size_t count[256] = { 0 }, sum = 0;

	for (size_t i = 0; i < n; i++)
		count[from[i] >> shift & 0xff]++;
	for (unsigned i = 0; i < 256; i++) {
		size_t c = count[i];

		count[i] = sum;
		sum += c;
	}
	for (size_t i = 0; i < n; i++)
		to[count[from[i] >> shift & 0xff]++] = from[i];
}

void
sort_u64(uint64_t *a, uint64_t *tmp, size_t n)
{
	uint64_t *from = a, *to = tmp, *swap, bits;

	if (n <= SMALL) {
		insert_u64(a, n);
		return;
	}
	bits = differing(a, n);
	for (unsigned shift = 0; shift < 64; shift += 8) {
		if ((bits >> shift & 0xff) == 0)
			continue;
		byte_pass(from, to, n, shift);
		swap = from;
		from = to;
		to = swap;
	}
	if (from != a)
		memcpy(a, from, n * sizeof(*a));
}

/* Digits of sort_spread, from the top. */
#define SPREAD_BITS	11
#define SPREAD_SIZE	((size_t)1 << SPREAD_BITS)
/* Places that words may still be moved by, each on average. */
#define SPREAD_MOVES	8

static void
spread_pass(const uint64_t *from, uint64_t *to, size_t n, unsigned shift)
{
	uint32_t count[SPREAD_SIZE] = { 0 };
	uint32_t sum = 0;

	for (size_t i = 0; i < n; i++)
		count[from[i] >> shift & (SPREAD_SIZE - 1)]++;
	for (size_t i = 0; i < SPREAD_SIZE; i++) {
		uint32_t c = count[i];

		count[i] = sum;
		sum += c;
	}
	for (size_t i = 0; i < n; i++)
		to[count[from[i] >> shift & (SPREAD_SIZE - 1)]++] = from[i];
}

/* Insertion sort that gives up when there is too much to move. */
static int
insert_little(uint64_t *a, size_t n)
{
	size_t left = SPREAD_MOVES * n;

	for (size_t i = 1; i < n; i++) {
		uint64_t v = a[i];
		size_t j = i;

		for (; j > 0 && a[j - 1] > v; j--)
			a[j] = a[j - 1];
		a[j] = v;
		if (i - j > left)
			return 0;
		left -= i - j;
	}
	return 1;
}

void
sort_spread(uint64_t *a, uint64_t *tmp, size_t n)
{
	/* Few words share 22 bits while n is far below 2^22. */
	unsigned passes = n < (size_t)1 << 20 ? 2 : 3;

	if (n <= SMALL) {
		insert_u64(a, n);
		return;
	}
	if (n >= UINT32_MAX) {
		sort_u64(a, tmp, n);
		return;
	}
	for (unsigned i = passes; i > 0; i -= 2) {
		spread_pass(a, tmp, n, 64 - i * SPREAD_BITS);
		if (i == 1) {
			memcpy(a, tmp, n * sizeof(*a));
			break;
		}
		spread_pass(tmp, a, n, 64 - (i - 1) * SPREAD_BITS);
	}
	if (!insert_little(a, n))
		sort_u64(a, tmp, n);
}

/* Equal keys keep their order, as below. */
static void
insert_recs(struct sort_rec *a, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct sort_rec v = a[i];
		size_t j = i;

		for (; j > 0 && a[j - 1].key > v.key; j--)
			a[j] = a[j - 1];
		a[j] = v;
	}
}

/*
 * Turns the histogram of one digit into the first place of each value.
 * Returns 0 when one value has all n: nothing to move.
 */
static int
offsets(size_t count[256], size_t n)
{
	size_t sum = 0;

	for (unsigned i = 0; i < 256; i++) {
		size_t c = count[i];

		if (c == n)
			return 0;
		count[i] = sum;
		sum += c;
	}
	return 1;
}

void
sort_recs(struct sort_rec *a, struct sort_rec *tmp, size_t n)
{
	size_t count[8][256];
	struct sort_rec *from = a, *to = tmp;

	if (n <= SMALL) {
		insert_recs(a, n);
		return;
	}
	memset(count, 0, sizeof(count));
	for (size_t i = 0; i < n; i++)
		for (unsigned d = 0; d < 8; d++)
			count[d][a[i].key >> (8 * d) & 0xff]++;
	for (unsigned d = 0; d < 8; d++) {
		struct sort_rec *swap;

		if (!offsets(count[d], n))
			continue;
		for (size_t i = 0; i < n; i++)
			to[count[d][from[i].key >> (8 * d) & 0xff]++] =
			    from[i];
		swap = from;
		from = to;
		to = swap;
	}
	if (from != a)
		memcpy(a, from, n * sizeof(*a));
}

/* Two sorted runs, [0, mid) and [mid, n) bytes of from, become one in to. */
static void
merge(const unsigned char *from, unsigned char *to, size_t mid, size_t n,
    size_t size, sort_order *order, const void *ctx)
{
	size_t i = 0, j = mid;

	for (; i < mid && j < n; to += size) {
		size_t *next = order(from + j, from + i, ctx) < 0 ? &j : &i;

		memcpy(to, from + *next, size);
		*next += size;
	}
	memcpy(to, from + i, mid - i);
	memcpy(to + (mid - i), from + j, n - j);
}

void
sort_by(void *a, void *tmp, size_t n, size_t size, sort_order *order,
    const void *ctx)
{
	unsigned char *from = a, *to = tmp, *swap;

	for (size_t width = 1; width < n; width *= 2) {
		for (size_t lo = 0; lo < n; lo += 2 * width) {
			size_t both = n - lo < 2 * width ? n - lo : 2 * width;
			size_t mid = both < width ? both : width;

			merge(from + lo * size, to + lo * size, mid * size,
			    both * size, size, order, ctx);
		}
		swap = from;
		from = to;
		to = swap;
	}
	if (from != a)
		memcpy(a, from, n * size);
}

size_t
sort_unique(uint64_t *a, size_t n)
{
	size_t last = 0;

	if (n == 0)
		return 0;
	/* No branch on the words: which repeat cannot be predicted. */
	for (size_t i = 1; i < n; i++) {
		last += a[i] != a[last];
		a[last] = a[i];
	}
	return last + 1;
}
