/*
 * talk.h - what the command says on standard error.
 *
 * File names, reasons and texts are foreign: controls and direction marks in
 * them are shown as \u{202E}, so that they cannot act on the terminal.
 */
#ifndef TAWAM_CLI_TALK_H
#define TAWAM_CLI_TALK_H

#include <stddef.h>

#include "report/number.h"

/* "tawam: " and a line; the progress bar is erased before it. */
void	 say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* A line as it is, without the name before it. */
void	 tell(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* What clears the bar, called before anything is said; NULL: nothing. */
void	 talk_set_eraser(void (*fn)(void *arg), void *arg);

/*
 * Appends at most max code points of s to out (as a string of size bytes),
 * made harmless, white space as one space; "..." says more was there.
 */
void	 talk_clean(char *out, size_t size, const char *s, size_t n,
	    size_t max);

#endif
