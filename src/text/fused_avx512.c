/*
 * fused_avx512.c - fused.h's blocks, 64 bytes at a time.
 *
 * Each byte's character is looked up as if the byte were the last one of a
 * character: of one byte, or of two in the first half of the Arabic block; the
 * byte before it, loaded from one place before, says which.  In most blocks
 * there is nothing else.  Where there is, the same is done for the other half,
 * Latin-1 and the three bytes of general punctuation.
 */
#include "text/fused_block.h"
#include "text/utf8.h"

#if CPU_X86

#include <immintrin.h>

/* Bytes ahead of what is read that are asked for. */
#define AHEAD	2048

struct tables {
	__m512i ascii[2], arabic[2];
	__m512i low6, fe, d8, c0;
	__m512i slash, odds, drop, zero, ten, join, space;
};

/* v: a block; u: the bytes one before; in: which of v are of the text. */
struct bytes {
	__m512i v, u;
	uint64_t in;
	size_t back;		/* bytes before it that may be looked at */
};

CPU_AVX512_CODE static inline __m512i
load(const uint8_t *p)
{
	return _mm512_loadu_si512(p);
}

/*
 * A vector of a byte that the compiler takes for any other vector: what it
 * knows as a constant it makes anew in every round.
 */
CPU_AVX512_CODE static inline __m512i
bytes_of(int c)
{
	__m512i v = _mm512_set1_epi8((char)c);

	__asm__("" : "+v"(v));
	return v;
}

CPU_AVX512_CODE static inline struct tables
tables_of(const struct fused_tables *t)
{
	struct tables k;

	for (int i = 0; i < 2; i++)
		k.ascii[i] = load(t->ascii + 64 * i);
	for (int i = 0; i < 2; i++)
		k.arabic[i] = load(t->arabic + 64 * i);
	k.low6 = bytes_of(0x3F);
	k.fe = bytes_of(0xFE);
	k.d8 = bytes_of(0xD8);
	k.c0 = bytes_of(0xC0);
	k.slash = bytes_of(FUSED_SLASH);
	k.odds = bytes_of(FUSED_ODD + 1);
	k.drop = bytes_of(FUSED_DROP);
	k.zero = bytes_of(FUSED_ZERO);
	k.ten = bytes_of(10);
	k.join = bytes_of(FUSED_JOIN);
	k.space = bytes_of(FUSED_SPACE);
	return k;
}

/* At the ends: nothing but the left bytes at p and the back before them is
 * looked at. */
CPU_AVX512_CODE static void
edge(const uint8_t *p, unsigned left, struct bytes *b)
{
	__mmask64 u = low_bits(left + 1);

	if (b->back == 0)
		u &= ~UINT64_C(1);
	b->in = low_bits(left);
	b->v = _mm512_mask_loadu_epi8(_mm512_set1_epi8(' '), b->in, p);
	b->u = _mm512_maskz_loadu_epi8(u, p - 1);
}

CPU_AVX512_CODE static inline __mmask64
equal(__m512i v, int c)
{
	return _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8((char)c));
}

/* first <= v < first + n */
CPU_AVX512_CODE static inline __mmask64
among(__m512i v, __m512i first, __m512i n)
{
	return _mm512_cmplt_epu8_mask(_mm512_sub_epi8(v, first), n);
}

/*
 * A mask as a number.  The compiler would work on it where masks are, with
 * the two ports that everything else here waits for.
 */
CPU_AVX512_CODE static inline uint64_t
number(__mmask64 m)
{
	uint64_t n = m;

	__asm__("" : "+r"(n));
	return n;
}

/* The low six bits of v, then the lowest of u: the place in a table of two
 * leads. */
CPU_AVX512_CODE static inline __m512i
place(__m512i low6, __m512i v, __m512i u)
{
	return _mm512_ternarylogic_epi32(low6, v, _mm512_slli_epi16(u, 6),
	    0xCA);
}

/*
 * What each byte gives that ends another character; c: what look_up has found.
 * The block stands at p.
 */
CPU_AVX512_CODE static __attribute__((noinline)) __m512i
look_further(const struct fused *f, const struct bytes *b,
    const uint8_t *p, __m512i c, struct fused_masks *m)
{
	const struct fused_tables *t = &f->t;
	__m512i u = _mm512_and_si512(b->u, _mm512_set1_epi8((char)0xFE));
	__mmask64 arabic = equal(u, 0xD8), upper = equal(u, 0xDA);
	__mmask64 latin1 = equal(b->u, 0xC2), lead3 = equal(b->u, 0xE2);
	uint64_t ends = arabic | upper | latin1, high, cont, leads, third;

	third = (uint64_t)lead3 << 1 | (b->back > 1 && p[-2] == 0xE2);
	c = _mm512_mask_mov_epi8(c, upper, _mm512_permutex2var_epi8(
	    load(t->arabic + 128), place(_mm512_set1_epi8(0x3F), b->v, b->u),
	    load(t->arabic + 192)));
	c = _mm512_mask_permutexvar_epi8(c, latin1, b->v, load(t->latin1));
	c = _mm512_mask_permutexvar_epi8(c, third, b->v, load(t->punct));
	/* After a lead comes what must, and after what must not comes none. */
	high = _mm512_movepi8_mask(b->v);
	cont = high & ~_mm512_cmpge_epu8_mask(b->v,
	    _mm512_set1_epi8((char)0xC0));
	leads = _mm512_cmpge_epu8_mask(b->u, _mm512_set1_epi8((char)0xC0));
	m->final = ~high | ends | third;
	m->bad = ((ends | lead3 | third) ^ cont) | (leads & ~(ends | lead3)) |
	    (lead3 & ~equal(b->v, 0x80));
	/* The third of three may be the next block's first, where nobody would
	 * miss it. */
	if (lead3 >> 63 != 0 && (f->end - p <= FUSED_BLOCK ||
	    !utf8_is_cont(p[FUSED_BLOCK])))
		m->bad |= UINT64_C(1) << 63;
	return c;
}

/* What each byte gives if it ends a character. */
CPU_AVX512_CODE static inline __m512i
look_up(const struct fused *f, const struct tables *k,
    const struct bytes *b, const uint8_t *p, struct fused_masks *m)
{
	__mmask64 arabic = _mm512_cmpeq_epi8_mask(_mm512_and_si512(b->u,
	    k->fe), k->d8);
	uint64_t leads = number(_mm512_cmpge_epu8_mask(b->u, k->c0));
	uint64_t conts = number(_mm512_cmplt_epi8_mask(b->v, k->c0));
	uint64_t ends = number(arabic);
	__m512i c;

	c = _mm512_permutex2var_epi8(k->ascii[0], b->v, k->ascii[1]);
	c = _mm512_mask_mov_epi8(c, arabic, _mm512_permutex2var_epi8(
	    k->arabic[0], place(k->low6, b->v, b->u), k->arabic[1]));
	/* Each lead is one of these, and after each comes what must. */
	if (__builtin_expect(((leads ^ ends) | (conts ^ ends)) != 0, 0)) {
		struct bytes copy = *b;
		struct fused_masks of;

		c = look_further(f, &copy, p, c, &of);
		m->final = of.final;
		m->bad = of.bad;
		return c;
	}
	m->final = ~number(_mm512_movepi8_mask(b->v)) | ends;
	m->bad = 0;
	return c;
}

CPU_AVX512_CODE static __attribute__((noinline)) uint64_t
odd(const struct fused *f, const struct fused_masks *m, __m512i v, __m512i c,
    const uint8_t *p)
{
	struct fused_odd o;

	o.slow = equal(c, FUSED_SLOW) & m->final;
	o.latin = among(c, _mm512_set1_epi8(FUSED_LATIN),
	    _mm512_set1_epi8(26)) & m->final;
	o.slash = equal(c, FUSED_SLASH) & m->final;
	o.dot = equal(v, '.');
	o.colon = equal(v, ':');
	o.high = _mm512_movepi8_mask(v);
	return fused_triggers(f, &o, m->drop, p);
}

/* One block; the classes that come of it go to out. */
CPU_AVX512_CODE static inline uint64_t
block(struct fused *f, const struct tables *k, const struct bytes *b,
    const uint8_t *p, const uint8_t **slow)
{
	struct fused_masks m;
	__m512i c = look_up(f, k, b, p, &m);
	uint64_t stop = 0, keep;
	__mmask64 joins;

	if (__builtin_expect((number(among(c, k->slash, k->odds)) &
	    m.final) != 0, 0)) {
		m.drop = equal(c, FUSED_DROP) & m.final;
		stop = odd(f, &m, b->v, c, p);
		c = _mm512_mask_mov_epi8(c, equal(c, FUSED_SLASH), k->space);
	}
	m.in = b->in;
	joins = _mm512_cmpeq_epi8_mask(c, k->join);
	m.join = number(joins);
	m.drop = number(_mm512_cmpeq_epi8_mask(c, k->drop));
	m.digit = number(among(c, k->zero, k->ten));
	m.space = number(_mm512_cmpeq_epi8_mask(c, k->space)) | m.join;
	keep = fused_settle(f, &m, stop, p, slow);
	c = _mm512_mask_mov_epi8(c, joins, k->space);
	_mm512_storeu_si512(f->out.classes + f->out.n,
	    _mm512_maskz_compress_epi8(keep, c));
	return keep;
}

CPU_AVX512_CODE void
fused_blocks_avx512(struct fused *f, const uint8_t *p, const uint8_t **slow)
{
	const struct tables k = tables_of(&f->t);
	const uint8_t *first = p, *stop = NULL;
	unsigned left = FUSED_BLOCK, i = 0;

	for (; left == FUSED_BLOCK && stop == NULL; p += FUSED_BLOCK, i++) {
		struct bytes b;
		uint64_t keep;

		b.back = (size_t)(p - first);
		if (b.back > 0 && f->end - p >= FUSED_BLOCK) {
			_mm_prefetch((const void *)((uintptr_t)p + AHEAD),
			    _MM_HINT_T0);
			b.v = load(p);
			b.u = load(p - 1);
			b.in = UINT64_MAX;
		} else {
			left = fused_left(f, p);
			/* A block of no bytes sees what the last one left
			 * unfinished. */
			if (left == 0 && (b.back == 0 || p[-1] < 0x80))
				break;
			edge(p, left, &b);
		}
		if (i == FUSED_CHUNK) {
			fused_next_chunk(f, p);
			i = 0;
		}
		keep = block(f, &k, &b, p, &stop);
		f->keep[i] = keep;
		f->from[i] = f->out.n;
		f->out.n += (size_t)_mm_popcnt_u64(keep);
	}
	if (stop != NULL)
		fused_back(f, stop, p);
	*slow = stop;
}

#endif
