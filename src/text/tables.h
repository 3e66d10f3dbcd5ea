/*
 * tables.h - what the rules of normalisation know about code points.
 *
 * tables.c is written by gen/gen_tables.c from utf8proc and the rule files in
 * gen/, and is committed: the library's normal forms depend on it and not on
 * the utf8proc it runs with.  A code point that Unicode 15.0 leaves unassigned
 * is PROP_UNASSIGNED here for ever.  roads.c is derived from the definition
 * (define.c) by gen/gen_roads.c.
 */
#ifndef TAWAM_TEXT_TABLES_H
#define TAWAM_TEXT_TABLES_H

#include <stddef.h>
#include <stdint.h>

#define TABLES_VERSION	"1"
#define TABLES_UNICODE	"15.0.0"

/* Classes of code points, by general category. */
enum prop_class {
	PROP_OTHER = 0,		/* P*, S*, Z*, Cf, Co, Cs */
	PROP_LETTER = 1,	/* L*, Nl, No */
	PROP_MARK = 2,		/* M* */
	PROP_DIGIT = 3,		/* Nd */
	PROP_CONTROL = 4,	/* Cc */
	PROP_UNASSIGNED = 5	/* Cn */
};

struct table_range {
	uint32_t first, last;
};

/* A code point and what it becomes; 0: nothing, it is deleted. */
struct table_fold {
	uint32_t from, to;
};

struct table_composition {
	uint32_t first, second, composite;
};

struct table_phrase {
	uint32_t from;
	const char *words;	/* UTF-8 */
};

struct table_name {
	char name[8];
	uint32_t to;
};

/* Bits 0-7: canonical combining class; 8-11: digit value; 12-14: class. */
extern const uint16_t tables_prop_index[0x110000 >> 7];
extern const uint16_t tables_prop[];
extern const size_t tables_nprop;

#define TABLE(type, name)						\
extern const struct type name[];					\
extern const size_t n##name

TABLE(table_composition, tables_compositions);	/* by first, second */
TABLE(table_range, tables_ignorable);		/* L1; each sorted */
TABLE(table_range, tables_white_space);		/* L2 */
TABLE(table_range, tables_presentation);	/* L3 */
TABLE(table_phrase, tables_phrases);		/* L4 */
TABLE(table_name, tables_references);		/* S1, by strcmp */
TABLE(table_fold, tables_windows1252);		/* S1 */
TABLE(table_fold, tables_letters);		/* S5a, S5b */
TABLE(table_fold, tables_joins);		/* S5f; to is the kind */
TABLE(table_fold, tables_aggressive);		/* A1, A2 */

#undef TABLE

static inline unsigned
prop_of(uint32_t cp)
{
	return tables_prop[(unsigned)tables_prop_index[cp >> 7] << 7 |
	    (cp & 127)];
}

static inline unsigned
prop_ccc(uint32_t cp)
{
	return prop_of(cp) & 0xFF;
}

static inline enum prop_class
prop_class(uint32_t cp)
{
	return (enum prop_class)(prop_of(cp) >> 12 & 7);
}

static inline unsigned
prop_digit(uint32_t cp)
{
	return prop_of(cp) >> 8 & 15;
}

int	 table_has(const struct table_range *r, size_t n, uint32_t cp);

/* NULL when cp is not in the table. */
const struct table_fold *table_fold(const struct table_fold *f, size_t n,
	    uint32_t cp);

/* The primary composite of two code points, or 0. */
uint32_t table_compose(uint32_t first, uint32_t second);

/* The digest of everything above, computed; tables_digest() is its stored
 * value. */
uint32_t tables_compute_digest(void);

#endif
