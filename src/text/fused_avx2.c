/*
 * fused_avx2.c - fused.h's blocks, 32 bytes at a time, two make a block.
 *
 * As fused_avx512.c.  A table of 64 or 128 is one of 16 a row, looked up in
 * all rows; those of what is rare in a text only when something of it stands
 * in the block.
 */
#include "base/compress8.h"
#include "text/fused_block.h"

#if CPU_X86

#include <string.h>

#include <immintrin.h>

#define HALF	32

struct tables {
	__m256i ascii[8], arabic[16], latin1[4], punct[4];
	__m256i step[8];		/* 16 i in all bytes */
	__m256i low6, x40, x80, fc, fe, d8, da, c0, c2, e2;
	__m256i slash, odds, drop, zero, nine, join, space;
};

_Static_assert(sizeof(struct tables) + 31 <= FUSED_WIDE, "room for tables");

/* The tables lie in the handle, at the first place that suits them. */
static inline struct tables *
tables_of(struct fused *f)
{
	uintptr_t at = ((uintptr_t)f->wide + 31) & ~(uintptr_t)31;

	return (struct tables *)at;
}

/* v: half a block; u, t: the bytes one and two before. */
struct bytes {
	__m256i v, u, t;
};

CPU_AVX2_CODE static inline __m256i
load(const uint8_t *p)
{
	return _mm256_loadu_si256((const __m256i *)(const void *)p);
}

CPU_AVX2_CODE static inline __m256i
all(int c)
{
	return _mm256_set1_epi8((char)c);
}

/* Each row as what makes it of the one before. */
CPU_AVX2_CODE static void
rows(__m256i *to, const uint8_t *table, int n)
{
	__m128i before = _mm_setzero_si128();

	for (int i = 0; i < n; i++) {
		__m128i row = _mm_loadu_si128((const __m128i *)(const void *)
		    (table + 16 * i));

		to[i] = _mm256_broadcastsi128_si256(_mm_xor_si128(row,
		    before));
		before = row;
	}
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

/*
 * at, below 128, in a table of n rows.  A shuffle goes by the low four bits
 * and gives 0 where the highest is set: row i counts from 16 i on, and as each
 * row is a difference, those that count add up to the right one.  Where at is
 * 128 or more, the result is 0.
 */
CPU_AVX2_CODE static inline __m256i
look_up(const struct tables *k, const __m256i *row, int n, __m256i at)
{
	__m256i c = _mm256_shuffle_epi8(row[0], at);

	for (int i = 1; i < n; i++)
		c = _mm256_xor_si256(c, _mm256_shuffle_epi8(row[i],
		    _mm256_subs_epi8(at, k->step[i])));
	return c;
}

CPU_AVX2_CODE static void
constants(struct tables *k)
{
	for (int i = 0; i < 8; i++)
		k->step[i] = all(16 * i);
	k->low6 = all(0x3F);
	k->x40 = all(0x40);
	k->x80 = all(0x80);
	k->fc = all(0xFC);
	k->fe = all(0xFE);
	k->d8 = all(0xD8);
	k->da = all(0xDA);
	k->c0 = all(0xC0);
	k->c2 = all(0xC2);
	k->e2 = all(0xE2);
	k->slash = all(FUSED_SLASH);
	k->odds = all(FUSED_ODD);
	k->drop = all(FUSED_DROP);
	k->zero = all(FUSED_ZERO);
	k->nine = all(9);
	k->join = all(FUSED_JOIN);
	k->space = all(FUSED_SPACE);
}

/* Half a block's masks, bits from 0. */
struct half {
	uint32_t final, bad, odd, drop, space, digit, join;
};

/* What each byte gives if it ends a character. */
CPU_AVX2_CODE static inline __m256i
classes_of(const struct tables *k, const struct bytes *b, struct half *m)
{
	__m256i c, d, at, lead, cont, bad, known;
	__m256i arabic = _mm256_cmpeq_epi8(
	    _mm256_and_si256(b->u, k->fc), k->d8);
	__m256i latin1 = _mm256_cmpeq_epi8(b->u, k->c2);
	__m256i lead3 = _mm256_cmpeq_epi8(b->u, k->e2);
	__m256i punct = _mm256_cmpeq_epi8(b->t, k->e2);
	__m256i final = _mm256_or_si256(arabic, _mm256_or_si256(latin1,
	    punct));

	at = _mm256_or_si256(_mm256_and_si256(b->v, k->low6),
	    _mm256_and_si256(_mm256_slli_epi16(b->u, 6), k->x40));
	c = look_up(k, k->ascii, 8, b->v);
	d = look_up(k, k->arabic, 8, at);
	lead = _mm256_cmpeq_epi8(_mm256_and_si256(b->u, k->fe), k->da);
	if (__builtin_expect(bits(lead) != 0, 0))
		d = _mm256_blendv_epi8(d, look_up(k, k->arabic + 8, 8, at),
		    lead);
	c = _mm256_or_si256(c, _mm256_and_si256(d, arabic));
	lead = _mm256_or_si256(latin1, punct);
	if (__builtin_expect(bits(lead) != 0, 0)) {
		at = _mm256_and_si256(b->v, k->low6);
		c = _mm256_or_si256(c, _mm256_and_si256(latin1,
		    look_up(k, k->latin1, 4, at)));
		c = _mm256_or_si256(c, _mm256_and_si256(punct,
		    look_up(k, k->punct, 4, at)));
	}
	cont = _mm256_cmpgt_epi8(k->c0, b->v);
	known = _mm256_or_si256(arabic, _mm256_or_si256(latin1, lead3));
	bad = _mm256_xor_si256(_mm256_or_si256(known, punct), cont);
	bad = _mm256_or_si256(bad, _mm256_andnot_si256(_mm256_cmpeq_epi8(b->v,
	    k->x80), lead3));
	/* Leads that are none of these. */
	lead = _mm256_cmpeq_epi8(_mm256_max_epu8(b->u, k->c0), b->u);
	bad = _mm256_or_si256(bad, _mm256_andnot_si256(known, lead));
	m->final = ~bits(b->v) | bits(final);
	m->bad = bits(bad);
	return c;
}

CPU_AVX2_CODE static inline __m256i
half(const struct tables *k, const struct bytes *b, struct half *m)
{
	__m256i c = classes_of(k, b, m), d;

	d = _mm256_sub_epi8(c, k->slash);
	m->odd = bits(_mm256_cmpeq_epi8(_mm256_min_epu8(d, k->odds), d)) &
	    m->final;
	d = _mm256_sub_epi8(c, k->zero);
	m->digit = bits(_mm256_cmpeq_epi8(_mm256_min_epu8(d, k->nine), d));
	m->drop = bits(_mm256_cmpeq_epi8(c, k->drop));
	d = _mm256_cmpeq_epi8(c, k->join);
	m->join = bits(d);
	m->space = bits(_mm256_or_si256(_mm256_cmpeq_epi8(c, k->slash),
	    _mm256_or_si256(_mm256_cmpeq_epi8(c, k->space), d)));
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

	m.in = low_bits(fused_left(f, p));
	m.final = both(low.final, high.final);
	m.bad = both(low.bad, high.bad);
	m.drop = both(low.drop, high.drop);
	m.space = both(low.space, high.space);
	m.digit = both(low.digit, high.digit);
	m.join = both(low.join, high.join);
	if (__builtin_expect(stop != 0, 0)) {
		const __m256i space = all(FUSED_SPACE);

		_mm256_store_si256((__m256i *)(void *)classes, c);
		_mm256_store_si256((__m256i *)(void *)(classes + HALF), d);
		stop = odd(f, &m, q, classes, p);
		c = _mm256_blendv_epi8(c, space, equal(c, FUSED_SLASH));
		d = _mm256_blendv_epi8(d, space, equal(d, FUSED_SLASH));
	}
	keep = fused_settle(f, &m, stop, p, slow);
	/* FUSED_JOIN, 2, becomes FUSED_SPACE, 1. */
	c = _mm256_add_epi8(c, _mm256_cmpeq_epi8(c, k->join));
	d = _mm256_add_epi8(d, _mm256_cmpeq_epi8(d, k->join));
	_mm256_store_si256((__m256i *)(void *)classes, c);
	_mm256_store_si256((__m256i *)(void *)(classes + HALF), d);
	compress64(f->out.classes + f->out.n, classes, keep);
	return keep;
}

CPU_AVX2_CODE void
fused_init_avx2(struct fused *f)
{
	struct tables *k = tables_of(f);

	rows(k->ascii, f->t.ascii, 8);
	rows(k->arabic, f->t.arabic, 8);
	rows(k->arabic + 8, f->t.arabic + 128, 8);
	rows(k->latin1, f->t.latin1, 4);
	rows(k->punct, f->t.punct, 4);
	constants(k);
}

CPU_AVX2_CODE void
fused_blocks_avx2(struct fused *f, const uint8_t *p, const uint8_t **slow)
{
	const struct tables *k = tables_of(f);
	const uint8_t *first = p;
	uint8_t copy[FUSED_BLOCK + 2];
	unsigned i = 0;

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
		keep = block(f, k, q, p, slow);
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
