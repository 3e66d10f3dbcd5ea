/*
 * fused_scalar.c - fused.h's road without vector instructions.
 *
 * Up to four Arabic letters and the space after them are taken at a time,
 * without a branch on how many there are: words are as long as they like.
 */
#include "base/le.h"
#include "text/fused.h"
#include "text/fused_block.h"
#include "text/utf8.h"

/* Where the road is; kept in registers. */
struct cursor {
	const uint8_t *p;
	uint8_t *o;
	const uint8_t *safe;
	uint8_t *safe_o;
};

static inline int
is_latin(uint8_t c)
{
	return (uint8_t)((c | 0x20) - 'a') < 26;
}

static inline int
is_spaced(const struct fused *f, const uint8_t *o)
{
	return o == f->out.classes || o[-1] == FUSED_SPACE;
}

/* A space, if none stands before it. */
static inline void
put_space(const struct fused *f, struct cursor *k)
{
	*k->o = FUSED_SPACE;
	k->o += !is_spaced(f, k->o);
}

/* The i-th letter of k, if there are so many. */
static inline uint32_t
put_letter(const struct fused *f, uint8_t **o, uint64_t at, unsigned i,
    unsigned k)
{
	uint32_t e = f->arabic[at >> 16 * i & 0xFF] & (0u - (i < k));

	**o = (uint8_t)e;
	*o += e >> 8 & 1;
	return e;
}

/*
 * Up to four Arabic letters or marks and a space after them; 0 if that is not
 * what stands here, and then nothing has happened.  Nine bytes can be read.
 */
static inline int
letters(const struct fused *f, struct cursor *k)
{
	uint64_t w = le64_get(k->p), odd, at;
	uint32_t first, todo;
	unsigned n, is_space;
	uint8_t *o = k->o;

	odd = (w & UINT64_C(0xC0FCC0FCC0FCC0FC)) ^ UINT64_C(0x80D880D880D880D8);
	n = odd == 0 ? 4 : (unsigned)__builtin_ctzll(odd) / 16;
	at = (w & UINT64_C(0x0003000300030003)) << 6 |
	    (w >> 8 & UINT64_C(0x003F003F003F003F));
	if (n == 0)
		return 0;
	first = put_letter(f, &o, at, 0, n);
	todo = first | put_letter(f, &o, at, 1, n);
	todo |= put_letter(f, &o, at, 2, n) | put_letter(f, &o, at, 3, n);
	/* What is deleted after a letter of a URL is seen elsewhere. */
	if ((todo & FUSED_RARE) || (!(first & FUSED_GIVES) &&
	    k->p > f->text && is_latin(k->p[-1])))
		return 0;
	is_space = k->p[2 * n] == ' ';
	*o = FUSED_SPACE;
	o += is_space && !is_spaced(f, o);
	k->o = o;
	k->p += 2 * n + is_space;
	k->safe = is_space ? k->p : k->safe;
	k->safe_o = is_space ? o : k->safe_o;
	return 1;
}

/* ASCII, as far as it is simple. */
static inline void
ascii(const struct fused *f, struct cursor *k)
{
	while (k->p < f->end && *k->p < 0x80) {
		uint32_t e = f->ascii[*k->p];

		if (e & FUSED_RARE)
			break;
		*k->o = (uint8_t)e;
		k->o += !((e & 0xFF) == FUSED_SPACE && is_spaced(f, k->o));
		k->p++;
		if (e & FUSED_WHITE) {
			k->safe = k->p;
			k->safe_o = k->o;
		}
	}
}

/* What the character of n bytes at p is. */
static uint8_t
look_up(const struct fused *f, const uint8_t *p, size_t *n)
{
	uint32_t cp;

	*n = utf8_next(p, f->end, &cp);
	if (cp < 0x80)
		return f->t.ascii[cp];
	if (cp - 0x600 < 0x100)
		return f->t.arabic[cp - 0x600];
	if (cp - 0x80 < 0x40)
		return f->t.latin1[cp - 0x80];
	if (cp - 0x2000 < 0x40)
		return f->t.punct[cp - 0x2000];
	return FUSED_SLOW;
}

/* A mark that may stand inside a number, of n bytes; 0: it is not settled. */
static int
join(struct fused *f, struct cursor *k, size_t n)
{
	const uint8_t *last = k->p + n - 1;
	uint64_t slow = 0;

	if (*k->p == '.' && k->p > f->text && is_latin(k->p[-1]) &&
	    fused_is_url_dot(f, k->p))
		return 0;
	if (k->o > f->out.classes &&
	    (uint8_t)(k->o[-1] - FUSED_ZERO) < 10) {
		if (fused_joins(f, 1, last, &slow) != 0) {
			f->out.n = (size_t)(k->o - f->out.classes);
			f->chunk = f->safe = k->safe;
			fused_marks(f, 1, 0, last);
			return 1;
		}
		if (slow != 0)
			return 0;
	}
	put_space(f, k);
	return 1;
}

/* Anything: the character at k->p; 0 when its token must go slow. */
static int
other(struct fused *f, struct cursor *k)
{
	const uint8_t *p = k->p;
	int prev = p > f->text ? p[-1] : ' ';
	size_t n;
	uint8_t c = look_up(f, p, &n);

	switch (c) {
	case FUSED_SLOW:
		return 0;
	case FUSED_DROP:
		if (is_latin((uint8_t)prev))
			return 0;
		break;
	case FUSED_SLASH:
		if (prev == ':' || prev >= 0x80 || prev < ' ' || prev == 0x7F)
			return 0;
		put_space(f, k);
		break;
	case FUSED_SPACE:
		put_space(f, k);
		break;
	case FUSED_JOIN:
		if (!join(f, k, n))
			return 0;
		break;
	default:
		*k->o++ = c;
		break;
	}
	k->p += n;
	return 1;
}

void
fused_blocks_scalar(struct fused *f, const uint8_t *p, const uint8_t **slow)
{
	uint8_t *o = f->out.classes + f->out.n;
	struct cursor k = { p, o, p, o };

	*slow = NULL;
	while (k.p < f->end) {
		if (f->end - k.p > 8 && letters(f, &k))
			continue;
		p = k.p;
		ascii(f, &k);
		if (k.p > p)
			continue;
		if (!other(f, &k)) {
			*slow = k.p;
			break;
		}
	}
	f->out.n = (size_t)(k.o - f->out.classes);
	if (*slow != NULL) {
		f->safe = f->chunk = k.safe;
		f->safe_n = (size_t)(k.safe_o - f->out.classes);
		fused_back(f, k.safe, k.safe);
	}
}
