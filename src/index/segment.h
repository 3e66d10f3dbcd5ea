/*
 * segment.h - the bytes of a stored index: its head, and the segments of its
 * log, to the bit as tawam(5) has them.
 *
 *	head		parameters, and which segments there are
 *	G.N.log		records: a segment header, then one after another
 *	G.N.text	a segment header, then the normal forms of those records
 *
 * Everything is little-endian and has its place in its check, so that bytes
 * that belong elsewhere are not taken for good.
 */
#ifndef TAWAM_INDEX_SEGMENT_H
#define TAWAM_INDEX_SEGMENT_H

#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/mem.h"
#include "text/code.h"

#define SEGMENT_FORMAT	1
#define HEAD_SIZE	256
#define SEGMENT_HEADER	64
#define RECORD_HEADER	32
#define RECORD_ID_MAX	((size_t)1 << 20)
/* The largest record: an id, and 256 bands and slots. */
#define RECORD_MAX	(RECORD_ID_MAX + 4096)
#define TABLES_VERSION	16	/* bytes, NUL-padded */

struct head {
	char tables_version[TABLES_VERSION + 1];
	uint32_t tables;		/* digest */
	uint8_t profile, ngram;
	uint32_t slots, bands, rows;
	uint64_t seed;
	double threshold, floor, containment;
	uint64_t generation, first;	/* first segment there is */
	/* What went when this head came: may still be there after a crash. */
	uint64_t old_generation, old_first, old_end;
};

/* HEAD_SIZE bytes. */
void	 head_encode(const struct head *h, unsigned char *out);

/* TAWAM_EFORMAT with *why set to a sentence. */
int	 head_decode(const unsigned char *in, size_t n, struct head *out,
	    const char **why);

/* What the checks of all segments of these parameters start from. */
uint64_t head_salt(const struct head *h);

struct segment_header {
	uint64_t generation, number;
	uint64_t last_log, last_text;	/* sizes of the segment before it */
};

/* SEGMENT_HEADER bytes; text: of a file of texts. */
void	 segment_encode(const struct segment_header *h, uint64_t salt,
	    int text, unsigned char *out);
/* TAWAM_EFORMAT. */
int	 segment_decode(const unsigned char *in, size_t n, uint64_t salt,
	    int text, struct segment_header *out);

enum record_kind {
	RECORD_DOC = 1,
	RECORD_REMOVE = 2,	/* every document before it of an id */
	RECORD_EXPIRE = 3,	/* see tawam_index_expire */
	RECORD_MARK = 4		/* nothing but how much was on the disk */
};

struct record {
	enum record_kind kind;
	uint64_t size;		/* bytes of the record, a multiple of 8 */
	uint64_t synced;	/* bytes of its log that were on the disk when
				 * it was written */
	const char *id;		/* DOC, REMOVE */
	uint32_t idlen;
	int64_t date;		/* DOC; EXPIRE: oldest that stays */
	uint64_t most;		/* EXPIRE: documents that stay; 0: all */

	/* A document. */
	uint64_t within;
	struct hash128 key;	/* of its normal form */
	uint64_t marks;
	uint32_t distinct;	/* shingles, about */
	uint64_t text;		/* place in the file of texts */
	uint64_t check;		/* of the bytes there */
	uint64_t n, npoints;
	/* NULL when it is too short to be banded. */
	const unsigned char *tags;	/* bands, 4 bytes each */
	const unsigned char *sketch;	/* slots, 1 byte each */
};

struct record_shape {
	uint32_t bands, slots;
};

/* Where a record stands, for its checks. */
struct record_place {
	uint64_t salt, segment, at;
};

/* Bytes that a record takes. */
size_t	 record_size(const struct record *r, const struct record_shape *s);

/* Writes them; size is set. */
void	 record_encode(struct record *r, const struct record_shape *s,
	    const struct record_place *place, unsigned char *out);

/* The size and synced of a record of which RECORD_HEADER bytes are there.
 * TAWAM_EFORMAT. */
int	 record_peek(const unsigned char *in, const struct record_place *place,
	    struct record *out);

/* A record of n bytes, size at least; what it points to is in them.
 * TAWAM_EFORMAT. */
int	 record_decode(const unsigned char *in, size_t n,
	    const struct record_shape *s, const struct record_place *place,
	    struct record *out);

/* The bytes of a text in its file: points, 4 bytes each, then classes. */
static inline uint64_t
text_bytes(uint64_t n, uint64_t npoints)
{
	return n + 4 * npoints;
}

uint64_t text_check(const void *bytes, size_t n, uint64_t salt,
	    uint64_t segment, uint64_t at);

#endif
