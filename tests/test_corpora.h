/*
 * test_corpora.h - what the tests of the corpora share: reading their files,
 * running their makers.
 */
#ifndef TAWAM_TEST_CORPORA_H
#define TAWAM_TEST_CORPORA_H

#include <stddef.h>

/* A record with exactly these names in this order, its values unescaped in
 * place; 0 when the line is anything else. */
int	 corpora_object(char *line, const char *const *name, size_t n,
	    char **value);

/* The line at *p, cut off; NULL at the end.  A last line without a newline
 * fails the test. */
char	*corpora_line(char **p);

/* A maker's path, or NULL (said once on stderr) when it is not built; static
 * buffer. */
const char *corpora_maker(const char *name);

/* Runs a program to its end; anything but status 0 fails the test. */
void	 corpora_run(const char *const *argv);

/* A folder of our own, and its end; a file unknown to us stays and fails. */
void	 corpora_scratch(char *dir, size_t size);
void	 corpora_sweep(const char *dir, const char *const *name, size_t n);

/* A file of a folder, as read_file; a missing one fails the test. */
char	*corpora_slurp(const char *dir, const char *name, size_t *len);

#endif
