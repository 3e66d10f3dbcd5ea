/*
 * xalloc.h - memory for the command, which ends when there is none left.
 *
 * The exit handlers remove what was half-written; see cli/main.c.
 */
#ifndef TAWAM_REPORT_XALLOC_H
#define TAWAM_REPORT_XALLOC_H

#include <stddef.h>

/* n x size bytes, not cleared; never NULL. */
void	*xalloc(size_t n, size_t size);

/*
 * Makes room for need elements of size bytes in the array *ptr of capacity
 * *cap, by half as much again at least.
 */
void	 xgrow(void *ptr, size_t *cap, size_t need, size_t size);

char	*xstrdup(const char *s);

#endif
