/*
 * boilerplate.h - lines of scraped pages that are no text: a table of them,
 * the library's own and the user's.
 *
 * Lines are compared by their standard form, the key.  What is stored of one
 * is a digest of its key and its source.
 */
#ifndef TAWAM_TEXT_BOILERPLATE_H
#define TAWAM_TEXT_BOILERPLATE_H

#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/mem.h"
#include "text/normalise.h"

/* Code points of a key at most. */
#define BOILERPLATE_KEY_MAX	200

enum boilerplate_match {
	MATCH_NONE,		/* a free place */
	MATCH_EXACT,		/* the whole line */
	MATCH_COLON,		/* that, or a colon follows */
	MATCH_PREFIX,		/* that, or the line is short */
	MATCH_PART		/* of a formula: wherever it stands in a line
				 * that is learned */
};

struct boilerplate_entry {
	struct hash128 key;
	uint8_t category;	/* enum tawam_category */
	uint8_t match;		/* enum boilerplate_match */
};

struct boilerplate {
	struct mem mem;
	struct normaliser *normaliser;	/* to the standard form */
	struct boilerplate_entry *table;
	size_t size, n;
	uint64_t longest;	/* code points of a key, at most */
	size_t longest_prefix;	/* bytes of one that may begin a line */
	struct buf parts;	/* forms, a newline behind each */
	int sourced;		/* some hold for one source alone */
};

/* With the library's own table. */
int	 boilerplate_init(struct boilerplate *b, const struct mem *mem);
void	 boilerplate_release(struct boilerplate *b);

/*
 * Adds the lines of a table, see tawam(5); the later of two equal ones counts.
 * TAWAM_ENOMEM, TAWAM_EFORMAT: then *line is the number of the line, from 1,
 * and the lines before it are in.
 */
int	 boilerplate_read(struct boilerplate *b, const char *table, size_t len,
	    uint64_t *line);

/* A source as keys know it: the host of a URL, or what is given; 0: none. */
uint64_t boilerplate_source(const char *source, size_t len);

/* Finds where the host in a URL stands, or takes all of s. */
void	 boilerplate_host(const char **s, size_t *len);

/* What a line is. */
struct line_match {
	enum tawam_category category;	/* TAWAM_LINE_TEXT: text */
	size_t rest;		/* where what follows the marker begins; the
				 * length when the line is the marker */
	int blank;		/* nothing is left of it in the form */
};

/* Looks up a trimmed line of so many code points.  TAWAM_ENOMEM. */
int	 boilerplate_find(struct boilerplate *b, const char *line, size_t len,
	    uint64_t chars, uint64_t source, struct line_match *out);

/* Does a form hold one of the parts? */
int	 boilerplate_has_part(const struct boilerplate *b, const char *form,
	    size_t len);

/* Has the standard form of these bytes nothing in it?  TAWAM_ENOMEM. */
int	 boilerplate_empty(struct boilerplate *b, const char *p, size_t n,
	    int *answer);

/* "text", "split" ..., by enum tawam_category. */
extern const char *const boilerplate_categories[TAWAM_NCATEGORIES];

/* The library's own, as a user's would be written. */
extern const uint8_t boilerplate_table[];
extern const size_t boilerplate_table_size;

#endif
