/*
 * roads.h - tables of the fast road, derived from the definition.
 *
 * roads.c is written by gen/gen_roads.c, which asks define.c what becomes of
 * each code point alone and in the company that could matter, and calls
 * ROAD_SLOW whatever is not settled by the code point itself.
 */
#ifndef TAWAM_TEXT_ROADS_H
#define TAWAM_TEXT_ROADS_H

#include <stdint.h>

/* What becomes of a code point; bits 13-15 of an entry. */
enum road_kind {
	ROAD_KEEP = 0,	/* itself */
	ROAD_DROP = 1,	/* nothing */
	ROAD_SPACE = 2,	/* a space, if none stands before it */
	ROAD_TEXT = 3,	/* roads_text[arg] */
	ROAD_SLOW = 4,	/* depends on its neighbours */
	ROAD_MARK = 5,	/* itself, a non-starter of class arg */
	ROAD_JOIN = 6,	/* a mark of rule S5f of kind arg */
	ROAD_HAMZA = 7	/* U+0654 in rule S5c */
};

#define ROAD_ARG	0x1FFF

/* Tables for nfc, light, standard. */
enum road_table { ROAD_NFC = 0, ROAD_LIGHT = 1, ROAD_STANDARD = 2 };
#define ROAD_NTABLES	3

extern const uint16_t roads_index[ROAD_NTABLES][0x110000 >> 7];
extern const uint16_t roads_entry[];

/* Text arg starts at roads_text[arg] in roads_pool and ends at the next. */
extern const uint16_t roads_text[];
extern const char roads_pool[];

/*
 * What most of a text is made of, under standard: ASCII, and U+0600 to U+06FF.
 * Bits 0-15: two bytes of output; 16-17: how many of them count; 24-31: todo.
 */
extern const uint32_t roads_ascii[128];
extern const uint32_t roads_arabic[256];
enum road_todo {
	TODO_SPACE = 1,		/* the byte is a space: collapse */
	TODO_TRIE = 2,		/* see the entry */
	TODO_WHITE = 4,		/* the token ends */
	TODO_QUIET = 8		/* a space, unless after an ASCII letter or
				 * digit; comes with TODO_TRIE */
};

/* No text is longer than this times the code point's own UTF-8. */
#define ROAD_RATIO	16

/* U+0600 to U+06FF under A1 and A2; 0: deleted. */
extern const uint16_t roads_squeeze[256];

/* tables_compute_digest(), computed. */
extern const uint32_t roads_digest;

static inline unsigned
road_entry(enum road_table t, uint32_t cp)
{
	return roads_entry[(unsigned)roads_index[t][cp >> 7] << 7 |
	    (cp & 127)];
}

static inline enum road_kind
road_kind(unsigned entry)
{
	return (enum road_kind)(entry >> 13);
}

#endif
