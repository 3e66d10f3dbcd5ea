/*
 * oracle_norm.h - a second implementation of the normal forms.
 *
 * Written from the rules alone, for clarity: whole texts as arrays of code
 * points, one pass a rule, utf8proc for everything Unicode says.  It shares no
 * code with src/text and exists to disagree with it.
 */
#ifndef TAWAM_TESTS_ORACLE_NORM_H
#define TAWAM_TESTS_ORACLE_NORM_H

#include <stddef.h>
#include <stdint.h>

/* none, nfc, light, standard, aggressive */
#define ORACLE_NPROFILES	5

struct oracle_form {
	char *bytes;		/* UTF-8; a NUL follows that len leaves out */
	size_t len;
	uint64_t length;	/* code points */
	uint64_t repaired;	/* ill-formed sequences in the input */
	uint64_t marks;		/* number marks that rule S5f deleted */
};

/* The forms of all profiles up to and with last; memory is the caller's. */
void	 oracle_forms(const char *text, size_t len, int last,
	    struct oracle_form forms[ORACLE_NPROFILES]);
void	 oracle_forms_free(struct oracle_form forms[ORACLE_NPROFILES]);

/* One form, malloc'd. */
char	*oracle_normalise(int profile, const char *text, size_t len,
	    size_t *outlen);

/* Code points of well-formed UTF-8, malloc'd; what shingles are made of. */
uint32_t *oracle_codepoints(const char *text, size_t len, size_t *n);

/* Value of a decimal digit of any script, or -1. */
int	 oracle_digit(uint32_t c);

#endif
