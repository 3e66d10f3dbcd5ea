/*
 * recode.h - a text that is not what it should be, as the options say.
 */
#ifndef TAWAM_IO_RECODE_H
#define TAWAM_IO_RECODE_H

#include "io/encoding.h"
#include "io/room.h"

struct recode {
	enum encoding encoding;		/* AUTO: found out for broken text */
	int repair;			/* mojibake as well */
	struct room wide, mended;
};

void	 recode_release(struct recode *rc);

/* The notes that say which code page a text was in. */
#define RECODE_PAGES	(1u << NOTE_WINDOWS_1256 | 1u << NOTE_ISO_8859_6 | \
	1u << NOTE_MAC_ARABIC | 1u << NOTE_WINDOWS_1252)

/* A text and what is known of it. */
struct coded {
	const char *p;
	size_t n;
	int broken;		/* it is ill-formed UTF-8 */
	enum encoding said;	/* by a label; ENCODING_AUTO: there is none */
};

/*
 * From a code page to UTF-8 when the text is in one.  1: c->p, c->n stand in
 * rc's memory now, until the next call, and *notes has the note's bit; 0:
 * nothing to do; -1: no memory.
 */
int	 recode_text(struct recode *rc, struct coded *c, unsigned *notes);

/*
 * From UTF-16, by a mark, by what is said of it or by rc->encoding, when it is
 * a text of its own.  As recode_text, which has nothing to do after it.
 */
int	 recode_wide(struct recode *rc, struct coded *c, unsigned *notes);

/* The same for mojibake; other memory, so that it may follow recode_text. */
int	 recode_mend(struct recode *rc, const char **p, size_t *n,
	    unsigned *notes);

/*
 * The byte order of a file that begins with these bytes: -1: it is not UTF-16,
 * 0: little-endian, 1: big-endian.  *mark: the bytes of its mark.
 */
int	 recode_utf16(const struct recode *rc, const char *p, size_t n,
	    size_t *mark);

#endif
