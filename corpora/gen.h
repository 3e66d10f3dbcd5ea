/*
 * gen.h - what the files of the corpus generator share.
 *
 * A document is a row of tokens drawn from its own seed, so a copy needs no
 * text to be kept: it is drawn again, edited and written in another style.
 * All decisions are integer arithmetic on our own random numbers: a seed
 * gives the same bytes on every machine.
 */
#ifndef GEN_H
#define GEN_H

#include <stddef.h>
#include <stdint.h>

/* splitmix64 (Steele, Lea, Flood 2014). */
struct rng {
	uint64_t s;
};

static inline uint64_t
rng_next(struct rng *r)
{
	uint64_t z = r->s += 0x9E3779B97F4A7C15u;

	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
	z = (z ^ z >> 27) * 0x94D049BB133111EBu;
	return z ^ z >> 31;
}

/* Below n; n is small, so the bias is below 2^-32 and the same everywhere. */
static inline uint32_t
rng_below(struct rng *r, uint32_t n)
{
	return (uint32_t)((rng_next(r) >> 32) * n >> 32);
}

static inline uint64_t
mix(uint64_t a, uint64_t b)
{
	struct rng r = { a * 0xD1342543DE82EF95u + b };

	return rng_next(&r);
}

/* Word classes, each with its own Zipf table. */
enum wclass {
	CLASS_FUNCTION, CLASS_NOUN, CLASS_DEFINITE, CLASS_ADJECTIVE,
	CLASS_VERB, NCLASSES
};

#define ZIPF_SIZE	65536u

struct words {
	uint32_t *letters;	/* code points of all forms */
	uint32_t *start;	/* nforms + 1 places in letters */
	uint32_t nforms;
	uint32_t first[NCLASSES], count[NCLASSES];
	uint16_t *zipf[NCLASSES];	/* ZIPF_SIZE ranks in the class */
	uint32_t *phrases;	/* forms; phrase i: phrase_start[i] ... */
	uint32_t *phrase_start;
	uint32_t nphrases;
};

void	 words_make(struct words *w);

/* A token: a form or a number, and what stands behind it. */
#define TOKEN_VALUE	0x00FFFFFFu
#define TOKEN_NUMBER	0x01000000u
#define TOKEN_COMMA	0x10000000u
#define TOKEN_STOP	0x20000000u
#define TOKEN_PARA	0x40000000u
#define TOKEN_BREAK	(TOKEN_COMMA | TOKEN_STOP | TOKEN_PARA)

struct tokens {
	uint32_t *t;
	size_t n, cap;
};

void	 tokens_put(struct tokens *out, uint32_t token);

/* The text of seed, about bytes long in UTF-8. */
void	 draw_text(const struct words *w, uint64_t seed, uint32_t bytes,
	    struct tokens *out);

/*
 * Word edits at rate per thousand: 7 of 10 replace, the rest delete or
 * insert.  Returns their number, at least 1.
 */
uint32_t draw_edits(const struct words *w, struct rng *r, uint32_t rate,
	    const struct tokens *in, struct tokens *out);

/* Log-normal (sigma 0.6) about the mean. */
uint32_t draw_length(struct rng *r, uint32_t mean);

/* gen_style.c: the vocabulary as one style writes it. */
struct style {
	const char *name;	/* "plain", "tatweel", ... */
	char *bytes;
	uint32_t *start;	/* nforms + 1 places in bytes */
	char space[32], comma[48], stop[48], para[48];
	uint32_t zero;		/* digit 0 */
	int escaped;
};

#define NSTYLES		16

void	 style_make(struct style *s, int number, const struct words *w,
	    int escaped);
/* Bytes that style_write may need for the tokens. */
size_t	 style_bound(const struct style *s, const struct tokens *t);
char	*style_write(const struct style *s, const struct tokens *t, char *p);

#endif
