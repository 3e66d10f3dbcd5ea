/*
 * oracle_tables.h - tables of the second implementation of the normal forms.
 */
#ifndef TAWAM_TESTS_ORACLE_TABLES_H
#define TAWAM_TESTS_ORACLE_TABLES_H

#include <stddef.h>
#include <stdint.h>

struct oracle_range {
	uint32_t first, last;
};

struct oracle_phrase {
	uint32_t from;
	size_t n;
	uint32_t words[32];
};

struct oracle_name {
	const char *name;
	uint32_t to;
};

struct oracle_fold {
	uint32_t from, to;	/* to 0: deleted */
};

extern const struct oracle_range oracle_ignorable[];
extern const size_t oracle_nignorable;
extern const struct oracle_phrase oracle_phrases[];
extern const size_t oracle_nphrases;
extern const struct oracle_name oracle_names[];
extern const size_t oracle_nnames;
extern const uint32_t oracle_c1[32];
extern const struct oracle_fold oracle_aggressive[];
extern const size_t oracle_naggressive;

#endif
