/*
 * shingle.c - a normal form as the shingles (n-grams of code points) it holds.
 */
#include <string.h>

#include "base/hash.h"
#include "base/le.h"
#include "text/classes.h"
#include "shingle/shingle.h"

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
}

void
shingler_release(struct shingler *s)
{
	mem_free(s->mem, s->classes);
	mem_free(s->mem, s->points);
	mem_free(s->mem, s->keys);
	mem_free(s->mem, s->hashes);
	memset(s, 0, sizeof(*s));
}

static int
reserve(struct shingler *s, size_t len)
{
	const struct mem *m = s->mem;
	int r;

	/* A code point has at least one byte; eight more for whole loads. */
	if ((r = mem_grow(m, &s->classes, &s->classes_cap, len + 8, 1)) != 0 ||
	    (r = mem_grow(m, &s->points, &s->points_cap, len,
	    sizeof(*s->points))) != 0 ||
	    (r = mem_grow(m, &s->keys, &s->keys_cap, len,
	    sizeof(*s->keys))) != 0 ||
	    (r = mem_grow(m, &s->hashes, &s->hashes_cap, len,
	    sizeof(*s->hashes))) != 0)
		return r;
	return TAWAM_OK;
}

/* Valid UTF-8 only: what a normaliser wrote. */
static size_t
decode(struct shingler *s, const unsigned char *p, size_t len)
{
	const unsigned char *end = p + len;
	size_t n = 0;

	while (p < end) {
		uint32_t c = *p;

		if (c < 0x80) {
			p += 1;
		} else if (c < 0xe0) {
			c = (c & 0x1f) << 6 | (p[1] & 0x3fu);
			p += 2;
		} else if (c < 0xf0) {
			c = (c & 0x0f) << 12 | (p[1] & 0x3fu) << 6 |
			    (p[2] & 0x3fu);
			p += 3;
		} else {
			c = (c & 0x07) << 18 | (p[1] & 0x3fu) << 12 |
			    (p[2] & 0x3fu) << 6 | (p[3] & 0x3fu);
			p += 4;
		}
		s->points[n] = c;
		s->classes[n] = class_of(c);
		n++;
	}
	memset(s->classes + n, 0, 8);
	return n;
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

/* The code-point road: the shingle of n code points at p. */
static uint64_t
key_points(const uint32_t *p, size_t n)
{
	uint32_t le[SHINGLE_MAX];

	for (size_t i = 0; i < n; i++)
		le32_put(&le[i], p[i]);
	return hash64(le, n * sizeof(*le), 0);
}

int
shingle_text(struct shingler *s, const char *text, size_t len, size_t *count)
{
	size_t points, n, width, outside = 0;
	uint64_t mask;
	int r;

	if ((r = reserve(s, len)) != 0)
		return r;
	points = decode(s, (const unsigned char *)text, len);
	width = points < s->n ? points : s->n;
	n = points == 0 ? 0 : points - width + 1;
	mask = ~UINT64_C(0) >> (64 - 8 * s->n);
	/* outside: one past the last place outside the classes so far. */
	for (size_t i = 0; i + 1 < width; i++)
		if (s->classes[i] == 0)
			outside = i + 1;
	for (size_t i = 0; i < n; i++) {
		size_t last = i + width - 1;

		if (s->classes[last] == 0)
			outside = last + 1;
		if (outside > i) {
			uint64_t key = key_points(s->points + i, width);

			s->keys[i] = key;
			s->hashes[i] = mix(s, (uint32_t)key,
			    (uint32_t)(key >> 32));
		} else {
			uint64_t key = le64_get(s->classes + i) & mask;

			s->keys[i] = key;
			s->hashes[i] = hash_classes(s, key);
		}
	}
	*count = n;
	return TAWAM_OK;
}
