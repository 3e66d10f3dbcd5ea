/*
 * fused_avx512.c - fused.h's blocks, 64 bytes at a time.
 *
 * Each byte's character is looked up as if the byte were the last one of a
 * character: of one byte, of two in the Arabic block or in Latin-1, of three
 * in general punctuation.  The bytes one and two before it, loaded from one
 * and two places before, say which of these holds.
 */
#include "text/fused_block.h"

#if CPU_X86

#include <immintrin.h>

/* Bytes ahead of what is read that are asked for. */
#define AHEAD	1024

struct tables {
	__m512i ascii[2], arabic[4], latin1, punct;
	__m512i low6, two, fc, d8, c0, c2, e2, x80;
	__m512i slash, odds, drop, zero, ten, join, space;
};

/* v: a block; u, t: the bytes one and two before. */
struct bytes {
	__m512i v, u, t;
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
	for (int i = 0; i < 4; i++)
		k.arabic[i] = load(t->arabic + 64 * i);
	k.latin1 = load(t->latin1);
	k.punct = load(t->punct);
	k.low6 = bytes_of(0x3F);
	k.two = bytes_of(2);
	k.fc = bytes_of(0xFC);
	k.d8 = bytes_of(0xD8);
	k.c0 = bytes_of(0xC0);
	k.c2 = bytes_of(0xC2);
	k.e2 = bytes_of(0xE2);
	k.x80 = bytes_of(0x80);
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
CPU_AVX512_CODE static struct bytes
edge(const uint8_t *p, size_t back, unsigned left)
{
	__mmask64 in = low_bits(left), u = low_bits(left + 1);
	__mmask64 t = low_bits(left + 2);
	struct bytes b;

	if (back < 2)
		t &= ~low_bits(2 - (unsigned)back);
	if (back < 1)
		u &= ~UINT64_C(1);
	b.v = _mm512_mask_loadu_epi8(_mm512_set1_epi8(' '), in, p);
	b.u = _mm512_maskz_loadu_epi8(u, p - 1);
	b.t = _mm512_maskz_loadu_epi8(t, p - 2);
	return b;
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

/* What each byte gives if it ends a character. */
CPU_AVX512_CODE static inline __m512i
look_up(const struct tables *k, const struct bytes *b, struct fused_masks *m)
{
	__m512i c, d, at;
	__mmask64 arabic = _mm512_cmpeq_epi8_mask(_mm512_and_si512(b->u,
	    k->fc), k->d8);
	__mmask64 upper = _mm512_test_epi8_mask(b->u, k->two);
	__mmask64 latin1 = _mm512_cmpeq_epi8_mask(b->u, k->c2);
	__mmask64 lead3 = _mm512_cmpeq_epi8_mask(b->u, k->e2);
	__mmask64 punct = _mm512_cmpeq_epi8_mask(b->t, k->e2);
	__mmask64 high = _mm512_movepi8_mask(b->v);
	__mmask64 cont = _mm512_cmplt_epi8_mask(b->v, k->c0);

	/* The low six bits of v, then the lowest of u. */
	at = _mm512_ternarylogic_epi32(k->low6, b->v,
	    _mm512_slli_epi16(b->u, 6), 0xCA);
	c = _mm512_permutex2var_epi8(k->ascii[0], b->v, k->ascii[1]);
	d = _mm512_permutex2var_epi8(k->arabic[0], at, k->arabic[1]);
	d = _mm512_mask_mov_epi8(d, upper, _mm512_permutex2var_epi8(
	    k->arabic[2], at, k->arabic[3]));
	c = _mm512_mask_mov_epi8(c, arabic, d);
	c = _mm512_mask_permutexvar_epi8(c, latin1, b->v, k->latin1);
	c = _mm512_mask_permutexvar_epi8(c, punct, b->v, k->punct);
	m->final = ~high | arabic | latin1 | punct;
	m->bad = ((arabic | latin1 | lead3 | punct) ^ cont) |
	    _mm512_mask_cmpneq_epi8_mask(lead3, b->v, k->x80) |
	    (_mm512_cmpge_epu8_mask(b->u, k->c0) &
	    ~(arabic | latin1 | lead3));
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
    const uint8_t *p, unsigned left, const uint8_t **slow)
{
	struct fused_masks m;
	__m512i c = look_up(k, b, &m);
	uint64_t stop = 0, keep;
	__mmask64 spaces;

	if (__builtin_expect((among(c, k->slash, k->odds) &
	    m.final) != 0, 0)) {
		m.drop = equal(c, FUSED_DROP) & m.final;
		stop = odd(f, &m, b->v, c, p);
		c = _mm512_mask_mov_epi8(c, equal(c, FUSED_SLASH), k->space);
	}
	m.drop = _mm512_cmpeq_epi8_mask(c, k->drop);
	m.digit = among(c, k->zero, k->ten);
	m.join = _mm512_cmpeq_epi8_mask(c, k->join);
	spaces = among(c, k->space, k->two);
	m.space = spaces;
	keep = fused_settle(f, &m, stop, p, left, slow);
	c = _mm512_mask_mov_epi8(c, spaces, k->space);
	_mm512_storeu_si512(f->out.classes + f->out.n,
	    _mm512_maskz_compress_epi8(keep, c));
	return keep;
}

CPU_AVX512_CODE void
fused_blocks_avx512(struct fused *f, const uint8_t *p, const uint8_t **slow)
{
	struct tables k = tables_of(&f->t);
	const uint8_t *first = p;
	struct bytes b;
	unsigned i = 0;

	/* A block of no bytes sees what the last one left unfinished. */
	*slow = NULL;
	for (;; p += FUSED_BLOCK, i++) {
		unsigned left = fused_left(f, p);
		uint64_t keep;

		if (left < FUSED_BLOCK || p == first) {
			if (left == 0 && (p == first || p[-1] < 0x80))
				break;
			b = edge(p, (size_t)(p - first), left);
		} else {
			_mm_prefetch((const void *)((uintptr_t)p + AHEAD),
			    _MM_HINT_T0);
			b.v = load(p);
			b.u = load(p - 1);
			b.t = load(p - 2);
		}
		if (i == FUSED_CHUNK) {
			fused_next_chunk(f, p);
			i = 0;
		}
		keep = block(f, &k, &b, p, left, slow);
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
