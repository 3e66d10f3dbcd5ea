/*
 * arrow_values.h - one column of an Arrow array: its type, and its values one
 * by one.  Nothing of it is believed before it is checked.
 */
#ifndef TAWAM_LIB_ARROW_VALUES_H
#define TAWAM_LIB_ARROW_VALUES_H

#include "tawam_arrow.h"

enum arrow_kind {
	ARROW_NULLS,		/* a column of nothing but nulls */
	ARROW_BYTES32,		/* strings by offsets of 32 bits */
	ARROW_BYTES64,
	ARROW_VIEWS,		/* strings by views of 16 bytes */
	ARROW_INTEGER
};

struct arrow_type {
	enum arrow_kind kind;
	unsigned width;		/* of an integer, in bytes */
	int is_signed;
	/* Of a moment: seconds are units / per_second or units * seconds. */
	int is_moment;
	int64_t per_second, seconds;
};

/* 0, or -1 for a type that is none of these. */
int	 arrow_type(const char *format, struct arrow_type *out);

struct arrow_values {
	struct arrow_type type;
	int64_t offset, length;
	const uint8_t *valid;		/* NULL: all are */
	const char *values;		/* offsets, views or integers */
	const char *data;		/* of offsets, */
	int64_t end;			/* and the last of these */
	const void *const *pieces;	/* of views */
	const char *piece_lengths;
	int64_t npieces;
	const struct arrow_values *dictionary;	/* NULL: none */
};

/*
 * The values of an array of that type.  -1 when length, offset, nulls and
 * buffers do not fit together.
 */
int	 arrow_values(const struct ArrowArray *a,
	    const struct arrow_type *type, struct arrow_values *out);

/* Value i, from 0 to length - 1: 1, 0 for a null, -1 when it is damaged. */
int	 arrow_bytes(const struct arrow_values *v, int64_t i, const char **p,
	    size_t *n);

/* The same for an integer; one that is not negative may use all 64 bits. */
struct arrow_integer {
	int negative;
	uint64_t bits;
};

int	 arrow_integer(const struct arrow_values *v, int64_t i,
	    struct arrow_integer *out);

/* Is a bit set?  All are in no bitmap. */
int	 arrow_bit(const uint8_t *bits, int64_t i);

#endif
