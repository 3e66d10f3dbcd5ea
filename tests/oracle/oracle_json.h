/*
 * oracle_json.h - a small strict JSON reader (RFC 8259) for tests.
 *
 * Written apart from src/io, so that it can tell whether what the programs
 * write is JSON.  Strings must be well-formed UTF-8; lone surrogates in
 * escapes become U+FFFD; a repeated key is refused.
 */
#ifndef TAWAM_TESTS_ORACLE_JSON_H
#define TAWAM_TESTS_ORACLE_JSON_H

#include <stddef.h>

enum ojson_type {
	OJSON_NULL,
	OJSON_FALSE,
	OJSON_TRUE,
	OJSON_NUMBER,
	OJSON_STRING,
	OJSON_ARRAY,
	OJSON_OBJECT
};

struct ojson {
	enum ojson_type type;
	double number;
	char *string;		/* decoded, with a final NUL */
	size_t len;		/* of string */
	const char *raw;	/* the token in the caller's text */
	size_t rawlen;
	char *key;		/* of a member of an object */
	size_t keylen;
	struct ojson *items;	/* of an array or object */
	size_t nitems;
};

/* 0, or -1 with *why set: not one JSON value with white space around it. */
int	 ojson_parse(struct ojson *out, const char *s, size_t len,
	    const char **why);
void	 ojson_free(struct ojson *v);

/* The member of an object, or NULL. */
const struct ojson *ojson_get(const struct ojson *v, const char *key);

#endif
