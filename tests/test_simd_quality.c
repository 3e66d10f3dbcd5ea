/*
 * test_simd_quality.c - what the 32-bit hash of shingles is worth on real
 * text, beside XXH3: the bundled news, cut to lengths and edited by words.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/hash.h"
#include "helpers.h"
#include "shingle/shingle.h"
#include "shingle/sketch.h"

#define SEEDS	40
#define PAIRS	24
#define K	128

/* Two texts, and the exact Jaccard of their shingles. */
struct pair {
	struct code_buf a, b;
	double jaccard;
};

static struct mem mem;

static int
by_key(const void *p, const void *q)
{
	uint64_t a = *(const uint64_t *)p, b = *(const uint64_t *)q;

	return (a > b) - (a < b);
}

static size_t
key_set(const struct code_buf *b, uint64_t **set)
{
	struct coded t = code_of(b);
	struct shingler s;
	size_t n, m = 0;

	shingler_init(&s, 5, 0, &mem);
	cr_assert_eq(shingle_keys(&s, &t, &n), 0);
	cr_assert_gt(n, 0);
	*set = malloc(n * sizeof(**set));
	cr_assert_not_null(*set);
	memcpy(*set, s.keys, n * sizeof(**set));
	qsort(*set, n, sizeof(**set), by_key);
	for (size_t i = 0; i < n; i++)
		if (m == 0 || (*set)[i] != (*set)[m - 1])
			(*set)[m++] = (*set)[i];
	shingler_release(&s);
	return m;
}

static double
exact_jaccard(const struct pair *p)
{
	uint64_t *a, *b;
	size_t na = key_set(&p->a, &a), nb = key_set(&p->b, &b), both = 0;

	for (size_t i = 0, j = 0; i < na && j < nb;) {
		uint64_t x = a[i], y = b[j];

		both += x == y;
		i += x <= y;
		j += y <= x;
	}
	free(a);
	free(b);
	return (double)both / (double)(na + nb - both);
}

/* The text at p, and with every so manieth word replaced by another. */
static void
make_pair(struct pair *p, const char *text, size_t len, uint64_t *state)
{
	static char edited[40000];
	size_t n = 0, word = 0;

	memset(p, 0, sizeof(*p));
	for (size_t i = 0; i < len; i++) {
		edited[n++] = text[i];
		if (text[i] != ' ' || word++ % 12 != 5)
			continue;
		for (unsigned k = 0; k < 5; k++) {
			edited[n++] = '\330';
			edited[n++] = (char)(0xA8 + rnd(state) % 18);
		}
		edited[n++] = ' ';
	}
	cr_assert_eq(code_add(&mem, &p->a, text, len), 0);
	cr_assert_eq(code_add(&mem, &p->b, edited, n), 0);
	p->jaccard = exact_jaccard(p);
}

/* Lines of Arabic letters, joined; how many bytes. */
static size_t
real_text(char *text, size_t size)
{
	size_t len, n = 0;
	char *file = read_file("corpora/news/originals.txt", &len);
	char *save = NULL;

	cr_assert_not_null(file);
	for (char *line = strtok_r(file, "\n", &save); line != NULL;
	    line = strtok_r(NULL, "\n", &save)) {
		size_t m = strlen(line);

		if (m < 40 || line[0] == '#' || line[0] == '@' ||
		    n + m + 1 > size)
			continue;
		memcpy(text + n, line, m);
		n += m;
		text[n++] = ' ';
	}
	free(file);
	return n;
}

/* By shingle.h's hash, or by XXH3 of the key. */
static void
slots_of(struct shingler *s, const struct sketcher_consts *c,
    const struct code_buf *b, int xxh, uint64_t seed, uint32_t *slots)
{
	struct coded t = code_of(b);
	size_t n;

	cr_assert_eq(shingle_hashes(s, &t, &n), 0);
	if (xxh) {
		cr_assert_eq(shingle_keys(s, &t, &n), 0);
		for (size_t i = 0; i < n; i++)
			s->hashes[i] = (uint32_t)hash64(&s->keys[i], 8, seed);
	}
	sketch_slots(c, s->hashes, n, slots);
}

/* Sums of z = (estimate - J) / sqrt(J(1-J)/k), and of its squares. */
static void
add_z(const struct pair *p, int xxh, double *sum, double *squares)
{
	uint32_t a[K], b[K];

	for (uint64_t seed = 0; seed < SEEDS; seed++) {
		struct sketcher_consts c;
		struct shingler s;
		double z;

		shingler_init(&s, 5, seed, &mem);
		sketch_consts_init(&c, K, seed);
		slots_of(&s, &c, &p->a, xxh, seed, a);
		slots_of(&s, &c, &p->b, xxh, seed, b);
		z = (sketch_equal(CPU_SCALAR, a, b, K) / (double)K - p->jaccard) /
		    sqrt(p->jaccard * (1 - p->jaccard) / K);
		*sum += z;
		*squares += z * z;
		shingler_release(&s);
	}
}

/*
 * At each length the mean of z is within 4.5 standard errors of 0, and the
 * root mean square within as much of 1 at most, for both hashes: what a strong
 * hash does not give away here, the short one does not either.  Without its
 * finaliser the short one is wrong by 0.3 to 0.6.
 */
Test(quality, the_short_hash_is_as_good_as_a_strong_one)
{
	static const size_t lengths[] = { 190, 420, 1200, 3500, 11000 };
	static char text[100000];
	uint64_t state = 77;
	size_t len;

	mem_init(&mem, NULL);
	len = real_text(text, sizeof(text));
	cr_assert_gt(len, 40000);
	for (size_t l = 0; l < 5; l++) {
		double sum[2] = { 0, 0 }, squares[2] = { 0, 0 };
		const double trials = PAIRS * SEEDS;

		for (size_t i = 0; i < PAIRS; i++) {
			size_t at = (len - lengths[l]) / PAIRS * i;
			size_t n = lengths[l];
			struct pair p;

			while ((text[at] & 0xC0) == 0x80)
				at++;
			while ((text[at + n] & 0xC0) == 0x80)
				n--;
			make_pair(&p, text + at, n, &state);
			for (int x = 0; x < 2; x++)
				add_z(&p, x, &sum[x], &squares[x]);
			code_buf_free(&mem, &p.a);
			code_buf_free(&mem, &p.b);
		}
		for (int x = 0; x < 2; x++) {
			double mean = sum[x] / trials;
			double rms = sqrt(squares[x] / trials);

			cr_assert_lt(fabs(mean), 4.5 / sqrt(trials),
			    "%s, %zu bytes: mean %.3f", x ? "XXH3" : "own",
			    lengths[l], mean);
			cr_assert_lt(rms, 1 + 4.5 / sqrt(2 * trials),
			    "%s, %zu bytes: rms %.3f", x ? "XXH3" : "own",
			    lengths[l], rms);
		}
	}
}
