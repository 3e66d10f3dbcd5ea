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

/* Digits of sort_spread have so many bits at most: counts are near. */
#define DIGIT_BITS	11
/* Bits that tell most words apart: of their number, and more. */
#define MORE_BITS	4
/* Words of which two digits are enough. */
#define TWO_DIGITS	((size_t)1 << 20)
/* Places that words may still be moved by, each on average. */
#define SPREAD_MOVES	8

static void
starts(uint32_t *count, size_t size)
{
	uint32_t sum = 0;

	for (size_t i = 0; i < size; i++) {
		uint32_t c = count[i];

		count[i] = sum;
		sum += c;
	}
}

/* Sorts by two digits, of which the lower begins at bit shift. */
static void
two_passes(uint64_t *a, uint64_t *tmp, size_t n, unsigned shift, unsigned bits)
{
	uint32_t low[1 << DIGIT_BITS], high[1 << DIGIT_BITS];
	size_t size = (size_t)1 << bits, mask = size - 1;
	unsigned up = shift + bits;

	memset(low, 0, size * sizeof(*low));
	memset(high, 0, size * sizeof(*high));
	for (size_t i = 0; i < n; i++) {
		low[a[i] >> shift & mask]++;
		high[a[i] >> up & mask]++;
	}
	starts(low, size);
	starts(high, size);
	for (size_t i = 0; i < n; i++)
		tmp[low[a[i] >> shift & mask]++] = a[i];
	for (size_t i = 0; i < n; i++)
		a[high[tmp[i] >> up & mask]++] = tmp[i];
}

/* Bits of each of so many digits that tell n words apart. */
static unsigned
digit_bits(size_t n, unsigned digits)
{
	unsigned want = MORE_BITS, bits;

	while (n >> (want - MORE_BITS) != 0)
		want++;
	bits = (want + digits - 1) / digits;
	return bits < DIGIT_BITS ? bits : DIGIT_BITS;
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
	unsigned digits = n < TWO_DIGITS ? 2 : 4, bits = digit_bits(n, digits);

	if (n <= SMALL) {
		insert_u64(a, n);
		return;
	}
	if (n >= UINT32_MAX) {
		sort_u64(a, tmp, n);
		return;
	}
	for (unsigned left = digits; left > 0; left -= 2)
		two_passes(a, tmp, n, 64 - left * bits, bits);
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
