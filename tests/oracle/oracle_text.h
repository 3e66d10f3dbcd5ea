/*
 * oracle_text.h - texts as growing arrays of code points.
 */
#ifndef TAWAM_TESTS_ORACLE_TEXT_H
#define TAWAM_TESTS_ORACLE_TEXT_H

#include <stddef.h>
#include <stdint.h>

struct otext {
	uint32_t *p;
	size_t n, cap;
};

/* malloc and realloc that end the test run when there is no memory. */
void	*oracle_alloc(size_t n, size_t size);
void	*oracle_realloc(void *p, size_t n, size_t size);

void	 otext_put(struct otext *t, uint32_t c);
void	 otext_free(struct otext *t);

/* N1; *repaired, when not NULL, gets the number of ill-formed sequences. */
struct otext otext_decode(const char *s, size_t len, uint64_t *repaired);

/* malloc'd UTF-8 with a final NUL. */
char	*otext_encode(const struct otext *t, size_t *len);

#endif
