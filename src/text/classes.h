/*
 * classes.h - code points of normal forms as one byte each.
 *
 * A shingle of up to eight classes fits a 64-bit word, so that hashing and
 * comparing one costs a load.  0 is "outside": such a code point takes the
 * code-point road (shingle/shingle.h).  The numbering is part of the sketch format and
 * of every score: it is frozen, and a change makes a new tables digest.
 */
#ifndef TAWAM_TEXT_CLASSES_H
#define TAWAM_TEXT_CLASSES_H

#include <stdint.h>

/* Classes of U+0000..U+06FF and of U+2000..U+203F. */
extern const uint8_t class_low[0x700];
extern const uint8_t class_punct[0x40];

static inline uint8_t
class_of(uint32_t cp)
{
	if (cp < 0x700)
		return class_low[cp];
	if (cp - 0x2000 < 0x40)
		return class_punct[cp - 0x2000];
	return 0;
}

/* Digest of the numbering, to be mixed into the tables digest. */
uint32_t classes_digest(void);

#endif
