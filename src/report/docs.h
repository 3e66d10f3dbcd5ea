/*
 * docs.h - what is kept of every record between the passes: its id as the
 * user wrote it, and the digest a second pass must meet again.
 *
 * A record is a document of the corpus, or, with --segment, a page whose units
 * are: then it has none, one or many, and they have numbers of their own.
 *
 * What takes it as const may be called by any thread while nobody changes it,
 * but for docs_find.
 *
 * All of it stands in arrays that move to temporary files when the process
 * would become larger than the bound.  A program that cannot have memory or
 * temporary space ends, as in xalloc.h.
 */
#ifndef TAWAM_REPORT_DOCS_H
#define TAWAM_REPORT_DOCS_H

#include <stddef.h>
#include <stdint.h>

/* What of a page a document is; see struct tawam_unit. */
struct docs_unit {
	uint64_t record;
	uint64_t start, end;	/* code points of its text */
	uint32_t unit;		/* from 1 */
	uint8_t kind;		/* enum tawam_class */
	uint8_t head;		/* the head of an article, alone */
};

struct docs_arrays;

struct docs {
	struct docs_arrays *arrays;
	uint64_t n;		/* records */
	int paged;		/* a document is a unit */
	int placed;		/* every record is at a place */
	uint64_t nunits;
	/* Known once docs_finish was called. */
	uint64_t repeated;	/* records whose id was there before */
	uint64_t repeat;	/* the first of them */
};

/* bound: of resident memory, 0: any; tmpdir is borrowed, NULL: /tmp. */
void	 docs_init(struct docs *d, uint64_t bound, const char *tmpdir);
void	 docs_release(struct docs *d);

/* Where a record stands in the input. */
struct docs_place {
	const char *file;
	uint64_t line;
	uint64_t at, len;	/* as struct record has at and rawlen */
};

/*
 * Adds the next record, which is at that place (NULL: nobody will ask).  The
 * token is stored with ill-formed UTF-8 made U+FFFD.
 */
void	 docs_add(struct docs *d, const char *id, size_t idlen,
	    uint64_t digest, const struct docs_place *place);

/* Every record was added: counts those whose id was there before. */
void	 docs_finish(struct docs *d);

/* The first record with that id: 0 with *number, or -1.  The first call takes
 * 16 bytes a record, whatever the bound. */
int	 docs_find(const struct docs *d, const char *id, size_t len,
	    uint64_t *number);

/* The id of record number i, and of the record of document i; until something
 * is added. */
const char *docs_record_id(const struct docs *d, uint64_t i, size_t *len);
const char *docs_id(const struct docs *d, uint64_t i, size_t *len);

uint64_t docs_digest(const struct docs *d, uint64_t i);

/*
 * A walk over the places of all records, from the first one on; w is {0} before
 * the first step.  The place of record i, which is not before the last one
 * asked for; until the next step.
 */
struct docs_walk {
	struct docs_place place;
	const unsigned char *next;
	uint64_t n;		/* records that were passed */
	char *file;
	size_t work;
};

const struct docs_place *docs_walk_to(const struct docs *d,
	    struct docs_walk *w, uint64_t i);
void	 docs_walk_end(struct docs_walk *w);

/* Adds a unit of the last record. */
void	 docs_add_unit(struct docs *d, const struct docs_unit *u);

/* The number of documents. */
uint64_t docs_count(const struct docs *d);

/* The record of a document, and its first document: that of the next one when
 * it has none. */
uint64_t docs_record(const struct docs *d, uint64_t doc);
uint64_t docs_first(const struct docs *d, uint64_t record);

/* NULL: documents are records. */
const struct docs_unit *docs_unit(const struct docs *d, uint64_t doc);

#endif
