/*
 * gen_text.c - texts as tokens: sentence frames filled from the vocabulary,
 * word edits, lengths.
 */
#include <err.h>
#include <stdlib.h>

#include "gen.h"

/*
 * V verb, D definite noun, N noun, A adjective, f function word, # number,
 * `,` a comma behind the word before.
 */
static const char *const frames[] = {
	"VDAfDN", "fDNVfDA,fNA", "VDfVNfDA", "VNfDNAfDfND", "DAVfNDf#N",
	"VfDA,VDAfN", "fNDA,VNDfDN", "VDNAfDAfVDN,VfDfNA", "VNDfNDA",
	"fVDAfDNfD,VNA", "DVfDfNA,fVD", "V#NfDA", "VDAffVDNfD", "VNAfNAfD",
	"VDA,VDA,VDNfDAfN", "fDAfD,VNfDNDA", "VDf#NfND,fVDA", "VDNfDN"
};

#define TOPICS		50u
#define TOPICAL		2u	/* one draw in so many */
#define STEEPER		48u

struct draft {
	const struct words *w;
	struct rng rng;
	uint32_t topic;
	struct tokens *out;
	uint64_t letters;	/* so far, with spaces */
};

void
tokens_put(struct tokens *out, uint32_t token)
{
	if (out->n == out->cap) {
		out->cap = out->cap == 0 ? 1024 : out->cap * 2;
		out->t = realloc(out->t, out->cap * sizeof(out->t[0]));
		if (out->t == NULL)
			err(1, NULL);
	}
	out->t[out->n++] = token;
}

/*
 * A word by Zipf.  One draw in two comes from the text's topic: the same law,
 * steeper, begun at another place of the vocabulary.  So words return within
 * a text, and texts of one topic are more alike than others.
 */
static uint32_t
draw_word(const struct words *w, struct rng *r, enum wclass class,
    uint32_t topic)
{
	uint64_t x = rng_next(r);
	uint32_t rank = w->zipf[class][x & (ZIPF_SIZE - 1)];

	if (class != CLASS_FUNCTION && (x >> 32) % TOPICAL == 0)
		rank = (rank / STEEPER + w->count[class] * topic / TOPICS) %
		    w->count[class];
	return w->first[class] + rank;
}

static void
put_form(struct draft *d, uint32_t form)
{
	tokens_put(d->out, form);
	d->letters += d->w->start[form + 1] - d->w->start[form] + 1;
}

static void
put_number(struct draft *d)
{
	uint64_t x = rng_next(&d->rng);
	uint32_t limit = x & 1 ? 100 : x & 2 ? 1000 : x & 4 ? 2030 : 100000;

	tokens_put(d->out, TOKEN_NUMBER | (1 + rng_below(&d->rng, limit)));
	d->letters += 4;
}

static void
sentence(struct draft *d)
{
	static const enum wclass class_of[] = {
		['V'] = CLASS_VERB, ['D'] = CLASS_DEFINITE,
		['N'] = CLASS_NOUN, ['A'] = CLASS_ADJECTIVE,
		['f'] = CLASS_FUNCTION
	};
	const char *f = frames[rng_below(&d->rng, sizeof(frames) /
	    sizeof(frames[0]))];
	const struct words *w = d->w;

	if (rng_below(&d->rng, 5) < 1) {
		uint32_t p = rng_below(&d->rng, w->nphrases);

		for (uint32_t i = w->phrase_start[p];
		    i < w->phrase_start[p + 1]; i++)
			put_form(d, w->phrases[i]);
	}
	for (; *f != '\0'; f++) {
		if (*f == ',')
			d->out->t[d->out->n - 1] |= TOKEN_COMMA;
		else if (*f == '#')
			put_number(d);
		else
			put_form(d, draw_word(w, &d->rng,
			    class_of[(unsigned char)*f], d->topic));
	}
}

void
draw_text(const struct words *w, uint64_t seed, uint32_t bytes,
    struct tokens *out)
{
	struct draft d = { w, { seed }, 0, out, 0 };
	uint32_t sentences = 0, para = 0;

	out->n = 0;
	d.topic = rng_below(&d.rng, TOPICS);
	/* About 1.83 bytes a character: letters take two, spaces one. */
	while (d.letters * 183 < (uint64_t)bytes * 100) {
		sentence(&d);
		sentences++;
		if (sentences == 1 || sentences >= para) {
			out->t[out->n - 1] |= TOKEN_PARA;
			para = sentences + 2 + rng_below(&d.rng, 3);
		} else {
			out->t[out->n - 1] |= TOKEN_STOP;
		}
	}
	if (out->n > 0)
		out->t[out->n - 1] = (out->t[out->n - 1] & ~TOKEN_BREAK) |
		    TOKEN_STOP;
}

static uint32_t
other_word(const struct words *w, struct rng *r)
{
	enum wclass class = (enum wclass)(1 + rng_below(r, NCLASSES - 1));

	return draw_word(w, r, class, rng_below(r, TOPICS));
}

uint32_t
draw_edits(const struct words *w, struct rng *r, uint32_t rate,
    const struct tokens *in, struct tokens *out)
{
	uint32_t edits = 0;
	size_t sure = in->n == 0 ? 0 : rng_below(r, (uint32_t)in->n);

	out->n = 0;
	for (size_t i = 0; i < in->n; i++) {
		uint32_t t = in->t[i], way;

		if (i != sure && rng_below(r, 1000) >= rate) {
			tokens_put(out, t);
			continue;
		}
		edits++;
		way = rng_below(r, 20);
		if (way >= 17 && !(t & TOKEN_BREAK))
			continue;
		if (way >= 14 && way < 17)
			tokens_put(out, other_word(w, r));
		if (way >= 14 && way < 17)
			tokens_put(out, t);
		else
			tokens_put(out, other_word(w, r) | (t & TOKEN_BREAK));
	}
	return edits;
}

/* exp(0.6 z - 0.18) * 1024 at the quantiles k/64, the ends at 1/512. */
static const uint16_t lognormal[65] = {
	151, 235, 280, 313, 341, 365, 388, 409, 429, 448, 467, 485, 502,
	520, 537, 554, 571, 587, 604, 621, 638, 655, 672, 689, 706, 724,
	742, 760, 778, 797, 816, 835, 855, 876, 897, 918, 940, 963, 986,
	1010, 1036, 1062, 1089, 1117, 1147, 1178, 1211, 1245, 1282, 1321,
	1363, 1408, 1456, 1510, 1568, 1633, 1706, 1789, 1886, 2002, 2147,
	2338, 2615, 3114, 4831
};

uint32_t
draw_length(struct rng *r, uint32_t mean)
{
	uint32_t k = rng_below(r, 64), part = rng_below(r, 256);
	uint64_t q = (uint64_t)lognormal[k] * (256 - part) +
	    (uint64_t)lognormal[k + 1] * part;

	return (uint32_t)(q * mean >> 18);
}
