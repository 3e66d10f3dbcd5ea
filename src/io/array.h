/*
 * array.h - where an element of a JSON array ends.
 */
#ifndef TAWAM_IO_ARRAY_H
#define TAWAM_IO_ARRAY_H

#include <stdint.h>

/* {0} begins an element. */
struct array_element {
	uint64_t depth;
	int in_string, escaped;
	char end;	/* what ended it; 0: nothing yet */
};

/*
 * A lines_end_fn: the comma or bracket that ends the element.  Brackets of
 * either kind are counted and not compared.  A newline, which no string may
 * have inside, ends an element with a string that was not closed, so that the
 * damage goes no farther.
 */
const char *array_end(void *element, const char *p, const char *end);

#endif
