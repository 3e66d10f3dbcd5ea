/*
 * define.h - the definition of every normal form: the slow road.
 *
 * The rules are applied one after the other to the whole of what is given, as
 * they are written.  What normalise.c does by table must give the same bytes;
 * it sends here whatever its tables do not settle.
 *
 * No rule crosses an ASCII space: no reference, URL, e-mail address, mark or
 * number does.  So, spaces collapsed and the ends trimmed,
 * f(a SPACE b) = f(a) SPACE f(b), but for `aggressive`, which takes the spaces
 * out and joins what they kept apart.
 */
#ifndef TAWAM_TEXT_DEFINE_H
#define TAWAM_TEXT_DEFINE_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "text/marks.h"

/* Bytes of the original, half-open. */
struct extent {
	size_t from, to;
};

struct seq {
	uint32_t *cp;
	struct extent *at;	/* where each came from, when that is asked */
	size_t len, cap, atcap;
};

struct definer {
	const struct mem *mem;
	int track;		/* keep extents */
	struct seq in, out;	/* of a rule; the last one's out is in in */
	struct marks marks;	/* goes on from text to text: the caller's */
	uint64_t repaired;	/* goes on */
};

/*
 * The normal form of text under profile, as code points in d->in.
 * TAWAM_ENOMEM.
 */
int	 define(struct definer *d, enum tawam_profile profile,
	    const char *text, size_t len);

/* Is cp a letter of the Arabic script, as rule A5 means it? */
int	 define_is_arabic(uint32_t cp);

/* d->in as UTF-8, added to b.  TAWAM_ENOMEM. */
int	 define_utf8(struct definer *d, struct buf *b);

void	 define_free(struct definer *d);

/* For the rules in their own files: one code point of a rule's output, and
 * the end of a rule, which makes its output the next one's input. */
int	 seq_push(struct definer *d, uint32_t cp, struct extent at);
void	 seq_swap(struct definer *d);

static inline struct extent
seq_at(const struct definer *d, size_t i)
{
	return d->track ? d->in.at[i] : (struct extent){ 0, 0 };
}

/* The extent of d->in from i to before j, 1 <= j - i. */
struct extent seq_span(const struct definer *d, size_t i, size_t j);

/* Unicode's forms (nfc.c). */
int	 rule_decompose(struct definer *d, int how);
int	 rule_nfc(struct definer *d);
#define DECOMPOSE_CANONICAL	0
#define DECOMPOSE_COMPAT	1
#define DECOMPOSE_COMPAT_FOLD	2
#define DECOMPOSE_MAX		32
/* The decomposition of one code point; how many out holds. */
size_t	 decomposition(uint32_t cp, int how, int32_t out[DECOMPOSE_MAX]);

/* References, URLs, addresses (markup.c). */
int	 rule_unescape(struct definer *d);
int	 rule_urls(struct definer *d);
int	 rule_emails(struct definer *d);
/* Is a token's text all a URL, and has no reference? */
int	 url_is_all(const uint8_t *p, size_t n);
/* Of the reference at p, an ampersand, or 0; what it stands for in *to. */
size_t	 reference_length(const uint32_t *p, size_t n, uint32_t *to);

#endif
