/*
 * fused_avx2.c - fused.h's blocks, 32 bytes at a time, two make a block.
 *
 * As fused_avx512.c.  A table of 64 or 128 is one of 16 a row, looked up in
 * all rows and chosen by the bits above; the rows of what is rare in a text
 * only when something of it stands in the block.
 */
#include "base/compress8.h"
#include "text/fused_block.h"

#if CPU_X86

#include <string.h>

#include <immintrin.h>

#define HALF	32

struct tables {
	__m256i ascii[8], arabic[16], latin1[4], punct[4];
};

/* v: half a block; u, t: the bytes one and two before. */
struct bytes {
	__m256i v, u, t;
};

CPU_AVX2_CODE static inline __m256i
load(const uint8_t *p)
{
	return _mm256_loadu_si256((const __m256i *)(const void *)p);
}

CPU_AVX2_CODE static void
rows(__m256i *to, const uint8_t *table, int n)
{
	for (int i = 0; i < n; i++)
		to[i] = _mm256_broadcastsi128_si256(_mm_loadu_si128(
		    (const __m128i *)(const void *)(table + 16 * i)));
}

CPU_AVX2_CODE static inline __m256i
all(int c)
{
	return _mm256_set1_epi8((char)c);
}

CPU_AVX2_CODE static inline __m256i
equal(__m256i v, int c)
{
	return _mm256_cmpeq_epi8(v, all(c));
}

/* first <= v < first + n */
CPU_AVX2_CODE static inline __m256i
among(__m256i v, int first, int n)
{
	__m256i d = _mm256_sub_epi8(v, all(first));

	return _mm256_cmpeq_epi8(_mm256_min_epu8(d, all(n - 1)), d);
}

CPU_AVX2_CODE static inline uint32_t
bits(__m256i v)
{
	return (uint32_t)_mm256_movemask_epi8(v);
}

/* The bit of each byte that is b places below the highest decides. */
CPU_AVX2_CODE static inline __m256i
choose(__m256i zero, __m256i one, __m256i at, int b)
{
	return _mm256_blendv_epi8(zero, one, _mm256_slli_epi16(at, b));
}

/* Of a table of 64, by the low six bits; the highest is not set. */
CPU_AVX2_CODE static inline __m256i
look_up64(const __m256i *row, __m256i at)
{
	__m256i a = choose(_mm256_shuffle_epi8(row[0], at),
	    _mm256_shuffle_epi8(row[1], at), at, 3);
	__m256i b = choose(_mm256_shuffle_epi8(row[2], at),
	    _mm256_shuffle_epi8(row[3], at), at, 3);

	return choose(a, b, at, 2);
}

CPU_AVX2_CODE static inline __m256i
look_up128(const __m256i *row, __m256i at)
{
	return choose(look_up64(row, at), look_up64(row + 4, at), at, 1);
}

/* Half a block's masks, bits from 0. */
struct half {
	uint32_t final, bad, odd, drop, space, digit, join;
};

/* What each byte gives if it ends a character. */
CPU_AVX2_CODE static inline __m256i
classes_of(const struct tables *k, const struct bytes *b, struct half *m)
{
	const __m256i low6 = all(0x3F);
	__m256i c, d, at, lead, cont, bad, known;
	__m256i arabic = equal(_mm256_and_si256(b->u, all(0xFC)), 0xD8);
	__m256i latin1 = equal(b->u, 0xC2), lead3 = equal(b->u, 0xE2);
	__m256i punct = equal(b->t, 0xE2);
	__m256i final = _mm256_or_si256(arabic, _mm256_or_si256(latin1,
	    punct));

	at = _mm256_or_si256(_mm256_and_si256(b->v, low6),
	    _mm256_and_si256(_mm256_slli_epi16(b->u, 6), all(0x40)));
	c = look_up128(k->ascii, b->v);
	d = look_up128(k->arabic, at);
	lead = equal(_mm256_and_si256(b->u, all(0xFE)), 0xDA);
	if (__builtin_expect(bits(lead) != 0, 0))
		d = _mm256_blendv_epi8(d, look_up128(k->arabic + 8, at), lead);
	c = _mm256_blendv_epi8(c, d, arabic);
	lead = _mm256_or_si256(latin1, punct);
	if (__builtin_expect(bits(lead) != 0, 0)) {
		at = _mm256_and_si256(b->v, low6);
		c = _mm256_blendv_epi8(c, look_up64(k->latin1, at), latin1);
		c = _mm256_blendv_epi8(c, look_up64(k->punct, at), punct);
	}
	cont = _mm256_cmpgt_epi8(all(0xC0), b->v);
	known = _mm256_or_si256(arabic, _mm256_or_si256(latin1, lead3));
	bad = _mm256_xor_si256(_mm256_or_si256(known, punct), cont);
	bad = _mm256_or_si256(bad, _mm256_andnot_si256(equal(b->v, 0x80),
	    lead3));
	/* Leads that are none of these. */
	lead = _mm256_cmpeq_epi8(_mm256_max_epu8(b->u, all(0xC0)), b->u);
	bad = _mm256_or_si256(bad, _mm256_andnot_si256(known, lead));
	m->final = ~bits(b->v) | bits(final);
	m->bad = bits(bad);
	return c;
}

CPU_AVX2_CODE static inline __m256i
half(const struct tables *k, const struct bytes *b, struct half *m)
{
	__m256i c = classes_of(k, b, m), spaces;

	m->odd = bits(among(c, FUSED_SLASH, FUSED_ODD + 1)) & m->final;
	m->drop = bits(equal(c, FUSED_DROP));
	m->digit = bits(among(c, FUSED_ZERO, 10));
	m->join = bits(equal(c, FUSED_JOIN));
	spaces = _mm256_or_si256(among(c, FUSED_SPACE, 2),
	    equal(c, FUSED_SLASH));
	m->space = bits(spaces);
	return c;
}

CPU_AVX2_CODE static inline uint64_t
both(uint32_t low, uint32_t high)
{
	return (uint64_t)high << 32 | low;
}

CPU_AVX2_CODE static __attribute__((noinline)) uint64_t
odd(const struct fused *f, const struct fused_masks *m, const uint8_t *v,
    const uint8_t *classes, const uint8_t *p)
{
	struct fused_odd o = { 0, 0, 0, 0, 0, 0 };

	for (int i = 0; i < FUSED_BLOCK; i += HALF) {
		__m256i c = load(classes + i), b = load(v + i);

		o.slow |= (uint64_t)bits(equal(c, FUSED_SLOW)) << i;
		o.latin |= (uint64_t)bits(among(c, FUSED_LATIN, 26)) << i;
		o.slash |= (uint64_t)bits(equal(c, FUSED_SLASH)) << i;
		o.dot |= (uint64_t)bits(equal(b, '.')) << i;
		o.colon |= (uint64_t)bits(equal(b, ':')) << i;
		o.high |= (uint64_t)bits(b) << i;
	}
	o.slow &= m->final;
	o.latin &= m->final;
	o.slash &= m->final;
	return fused_triggers(f, &o, m->drop & m->final, p);
}

/* The classes that keep selects, to out. */
CPU_AVX2_CODE static inline void
put(uint8_t *out, const uint8_t *classes, uint64_t keep)
{
	for (int i = 0; i < FUSED_BLOCK; i += 8) {
		unsigned m = (unsigned)(keep >> i & 0xFF);
		__m128i c = _mm_loadl_epi64((const __m128i *)(const void *)
		    (classes + i));
		__m128i at = _mm_loadl_epi64((const __m128i *)(const void *)
		    &compress8[m]);

		_mm_storel_epi64((__m128i *)(void *)out,
		    _mm_shuffle_epi8(c, at));
		out += _mm_popcnt_u32(m);
	}
}

/* One block at q, which is p or a copy of what stands there with the two
 * bytes before it; the classes that come of it go to out. */
CPU_AVX2_CODE static inline uint64_t
block(struct fused *f, const struct tables *k, const uint8_t *q,
    const uint8_t *p, const uint8_t **slow)
{
	uint8_t classes[FUSED_BLOCK] __attribute__((aligned(32)));
	struct bytes a = { load(q), load(q - 1), load(q - 2) };
	struct bytes b = { load(q + 32), load(q + 31), load(q + 30) };
	struct half low, high;
	struct fused_masks m;
	__m256i c = half(k, &a, &low), d = half(k, &b, &high);
	uint64_t stop = both(low.odd, high.odd), keep;

	_mm256_store_si256((__m256i *)(void *)classes, c);
	_mm256_store_si256((__m256i *)(void *)(classes + HALF), d);
	m.final = both(low.final, high.final);
	m.bad = both(low.bad, high.bad);
	m.drop = both(low.drop, high.drop);
	m.space = both(low.space, high.space);
	m.digit = both(low.digit, high.digit);
	m.join = both(low.join, high.join);
	if (__builtin_expect(stop != 0, 0)) {
		const __m256i space = all(FUSED_SPACE);

		stop = odd(f, &m, q, classes, p);
		c = _mm256_blendv_epi8(c, space, equal(c, FUSED_SLASH));
		d = _mm256_blendv_epi8(d, space, equal(d, FUSED_SLASH));
	}
	keep = fused_settle(f, &m, stop, p, slow);
	/* FUSED_JOIN, 2, becomes FUSED_SPACE, 1. */
	c = _mm256_add_epi8(c, equal(c, FUSED_JOIN));
	d = _mm256_add_epi8(d, equal(d, FUSED_JOIN));
	_mm256_store_si256((__m256i *)(void *)classes, c);
	_mm256_store_si256((__m256i *)(void *)(classes + HALF), d);
	put(f->out.classes + f->out.n, classes, keep);
	return keep;
}

CPU_AVX2_CODE void
fused_blocks_avx2(struct fused *f, const uint8_t *p, const uint8_t **slow)
{
	struct tables k;
	const uint8_t *first = p;
	uint8_t copy[FUSED_BLOCK + 2];
	unsigned i = 0;

	rows(k.ascii, f->t.ascii, 8);
	rows(k.arabic, f->t.arabic, 16);
	rows(k.latin1, f->t.latin1, 4);
	rows(k.punct, f->t.punct, 4);
	/* A block of no bytes sees what the last one left unfinished. */
	*slow = NULL;
	for (;; p += FUSED_BLOCK, i++) {
		unsigned left = fused_left(f, p);
		const uint8_t *q = p;
		uint64_t keep;

		if (left < FUSED_BLOCK || p == first) {
			size_t back = p == first ? 0 : 2;

			if (left == 0 && (p == first || p[-1] < 0x80))
				break;
			memset(copy, ' ', sizeof(copy));
			memcpy(copy + 2 - back, p - back, back + left);
			q = copy + 2;
		}
		if (i == FUSED_CHUNK) {
			fused_next_chunk(f, p);
			i = 0;
		}
		keep = block(f, &k, q, p, slow);
		f->keep[i] = keep;
		f->from[i] = f->out.n;
		f->out.n += (size_t)_mm_popcnt_u64(keep);
		if (*slow != NULL) {
			fused_back(f, *slow, p + FUSED_BLOCK);
			return;
		}
		if (left < FUSED_BLOCK)
			break;
	}
}

#endif
