/*
 * shared.h - test data that lies outside the repository, when it is there.
 *
 * It is looked for in the folder that TAWAM_SHARED names, else in ../shared.
 */
#ifndef TAWAM_TESTS_SHARED_H
#define TAWAM_TESTS_SHARED_H

#include <stddef.h>

/* The whole file with a final NUL, malloc'd, or NULL: not there. */
char	*shared_file(const char *path, size_t *len);
char	*shared_read(const char *name, size_t *len);

/* Lines without their ends; start with the whole text in rest, left. */
struct lines {
	const char *rest;
	size_t left;
	const char *line;
	size_t len;
};

int	 shared_line(struct lines *l);

/* Tab-separated fields of a line; the number there were, at most max. */
struct field {
	const char *p;
	size_t len;
};

size_t	 shared_fields(const char *line, size_t len, struct field *fields,
	    size_t max);

/* \uXXXX, \UXXXXXXXX, \xHH and \\ of the vectors undone; malloc'd. */
char	*shared_unescape(const char *s, size_t len, size_t *outlen);

/* The (id, text) records of a JSON Lines file. */
struct corpus_doc {
	char *id, *text;
	size_t idlen, len;
};

struct corpus {
	struct corpus_doc *docs;
	size_t n;
};

/* 0, or -1: not there.  Ends the test run when a line is not as it should. */
int	 shared_corpus_file(struct corpus *c, const char *path);
int	 shared_corpus(struct corpus *c, const char *name);
void	 shared_corpus_free(struct corpus *c);

/* Number of the document with this id, or -1. */
long	 shared_corpus_find(const struct corpus *c, const char *id,
	    size_t idlen);

#endif
