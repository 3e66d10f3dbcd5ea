/*
 * docs.h - what is kept of every record between the passes: its id as the
 * user wrote it, and the digest a second pass must meet again.
 *
 * A record is a document of the corpus, or, with --segment, a page whose units
 * are: then it has none, one or many, and they have numbers of their own.
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

struct docs {
	char *ids;		/* the tokens, one after the other */
	size_t idslen, idscap;
	size_t *ends;		/* where each token ends */
	size_t endscap;
	uint64_t *digests;
	size_t digestscap;
	uint64_t *slots;	/* hash table of ids: number + 1 and a tag */
	size_t nslots;
	size_t n;		/* records */
	int paged;		/* a document is a unit */
	struct docs_unit *units;
	size_t nunits, unitscap;
	uint64_t repeated;	/* records whose id was there before */
	char seed[16];		/* of the table, so that ids cannot aim */
};

void	 docs_init(struct docs *d);
void	 docs_release(struct docs *d);

/*
 * Adds the next record.  The token is stored with ill-formed UTF-8 made
 * U+FFFD.  1 when a record before it has the same id, else 0.
 */
int	 docs_add(struct docs *d, const char *id, size_t idlen,
	    uint64_t digest);

/* The first record with that id: 0 with *number, or -1. */
int	 docs_find(const struct docs *d, const char *id, size_t len,
	    uint64_t *number);

/* The id of record number i, and of the record of document i. */
const char *docs_record_id(const struct docs *d, uint64_t i, size_t *len);
const char *docs_id(const struct docs *d, uint64_t i, size_t *len);

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
