/*
 * shingle.c - a normal form as the shingles (n-grams of code points) it holds.
 */
#include <string.h>

#include "base/hash.h"
#include "base/le.h"
#include "shingle/shingle.h"
#include "shingle/simd.h"

void
shingler_init(struct shingler *s, uint32_t n, uint64_t seed,
    const struct mem *mem)
{
	uint64_t state = seed;

	memset(s, 0, sizeof(*s));
	s->mem = mem;
	s->n = n;
	s->a = (uint32_t)splitmix64(&state) | 1;
	s->b = (uint32_t)splitmix64(&state) | 1;
	s->c = (uint32_t)splitmix64(&state) | 1;
	s->s = (uint32_t)splitmix64(&state);
	s->level = cpu_level();
}

void
shingler_release(struct shingler *s)
{
	code_buf_free(s->mem, &s->form);
	mem_free(s->mem, s->keys);
	mem_free(s->mem, s->hashes);
	memset(s, 0, sizeof(*s));
}

size_t
shingle_count(const struct shingler *s, size_t points)
{
	if (points < s->n)
		return points > 0;
	return points - s->n + 1;
}

static uint32_t
mix(const struct shingler *s, uint32_t w0, uint32_t w1)
{
	uint32_t h = w0 * s->a + w1 * s->b + s->s;

	h ^= h >> 15;
	h *= s->c;
	h ^= h >> 13;
	return h;
}

static uint32_t
hash_classes(const struct shingler *s, uint64_t key)
{
	unsigned shift = s->n > 4 ? 8 * (s->n - 4) : 0;

	return mix(s, (uint32_t)key, (uint32_t)(key >> shift));
}

/* The classes from i on, of which there may be fewer than eight. */
static uint64_t
window(const struct coded *t, size_t i)
{
	uint8_t bytes[8] = { 0 };

	if (t->n - i >= 8)
		return le64_get(t->classes + i);
	memcpy(bytes, t->classes + i, t->n - i);
	return le64_get(bytes);
}

static uint64_t
key_mask(const struct shingler *s)
{
	return ~UINT64_C(0) >> (64 - 8 * s->n);
}

/* The code-point road: the width code points from i on, the first of them
 * outside the classes being *point. */
static uint64_t
key_points(const struct coded *t, size_t i, size_t width,
    const uint32_t *point)
{
	uint32_t le[SHINGLE_MAX];

	for (size_t k = 0; k < width; k++) {
		uint8_t c = t->classes[i + k];

		le32_put(&le[k], c != 0 ? class_point(c) : *point++);
	}
	return hash64(le, width * sizeof(*le), 0);
}

/*
 * Puts right the shingles, count of them, that touch a code point outside the
 * classes; keys or hashes may be NULL.
 */
static void
outside(const struct shingler *s, const struct coded *t, size_t count,
    uint64_t *keys, uint32_t *hashes)
{
	size_t width = t->n < s->n ? t->n : s->n, i = 0, point = 0;
	const uint8_t *zero = t->classes;

	/* point: of those at i and after, the first; i only goes forward. */
	for (size_t z = 0; z < t->npoints; z++) {
		size_t at, last;

		zero = memchr(zero, 0, t->n - (size_t)(zero - t->classes));
		at = (size_t)(zero++ - t->classes);
		if (at >= width && at - width + 1 > i) {
			i = at - width + 1;
			point = z;
		}
		last = at < count ? at + 1 : count;
		for (; i < last; i++) {
			uint64_t key = key_points(t, i, width,
			    t->points + point);

			if (keys != NULL)
				keys[i] = key;
			if (hashes != NULL)
				hashes[i] = mix(s, (uint32_t)key,
				    (uint32_t)(key >> 32));
			point += t->classes[i] == 0;
		}
	}
}

int
shingle_keys(struct shingler *s, const struct coded *t, size_t *count)
{
	uint64_t mask = key_mask(s), *keys;
	const uint8_t *classes = t->classes;
	size_t n = shingle_count(s, t->n), whole = t->n >= 8 ? t->n - 7 : 0;
	size_t i = 0;
	int r;

	if ((r = mem_grow(s->mem, &s->keys, &s->keys_cap, n,
	    sizeof(*s->keys))) != 0)
		return r;
	keys = s->keys;
	for (; i < n && i < whole; i++)
		keys[i] = le64_get(classes + i) & mask;
	for (; i < n; i++)
		keys[i] = window(t, i) & mask;
	outside(s, t, n, keys, NULL);
	*count = n;
	return TAWAM_OK;
}

static void
hash_scalar(const struct shingler *s, const struct coded *t, size_t n,
    uint32_t *out)
{
	uint64_t mask = key_mask(s);
	size_t i = 0;

	for (; i < n && t->n - i >= 8; i++)
		out[i] = hash_classes(s, le64_get(t->classes + i) & mask);
	for (; i < n; i++)
		out[i] = hash_classes(s, window(t, i) & mask);
}

int
shingle_hashes(struct shingler *s, const struct coded *t, size_t *count)
{
	size_t n = shingle_count(s, t->n);
	int r;

	if ((r = mem_grow(s->mem, &s->hashes, &s->hashes_cap,
	    n + SHINGLE_OVER, sizeof(*s->hashes))) != 0)
		return r;
	switch (s->level) {
#if CPU_X86
	case CPU_AVX512:
		shingle_hash_avx512(s, t->classes, t->n, n, s->hashes);
		break;
	case CPU_AVX2:
		shingle_hash_avx2(s, t->classes, t->n, n, s->hashes);
		break;
#endif
	default:
		hash_scalar(s, t, n, s->hashes);
		break;
	}
	outside(s, t, n, NULL, s->hashes);
	*count = n;
	return TAWAM_OK;
}

int
shingle_text(struct shingler *s, const char *text, size_t len, size_t *count)
{
	struct coded t;
	int r;

	s->form.n = s->form.npoints = 0;
	if ((r = code_add(s->mem, &s->form, text, len)) != 0)
		return r;
	t = code_of(&s->form);
	if ((r = shingle_keys(s, &t, count)) != 0)
		return r;
	return shingle_hashes(s, &t, count);
}
