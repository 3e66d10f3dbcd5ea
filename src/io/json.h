/*
 * json.h - finds wanted fields in a line that holds a JSON object.
 *
 * The whole line is checked against RFC 8259; nothing but the wanted fields is
 * decoded.  One thing more than the standard allows is taken: a raw zero byte
 * inside a string, which the contract keeps.  Other raw control characters in
 * strings, NaN, Infinity, comments and trailing commas are errors.  Ill-formed
 * UTF-8 inside strings is kept and flagged.  Nesting costs a bit a level.
 */
#ifndef TAWAM_IO_JSON_H
#define TAWAM_IO_JSON_H

#include <stddef.h>

#include "base/cpu.h"
#include "io/room.h"

enum json_type {
	JSON_ABSENT,	/* no such key */
	JSON_NULL,
	JSON_TRUE,
	JSON_FALSE,
	JSON_NUMBER,
	JSON_STRING,
	JSON_ARRAY,
	JSON_OBJECT
};

#define JSON_ESCAPED	(1u << 0)	/* a string with backslashes */
#define JSON_BROKEN	(1u << 1)	/* ill-formed UTF-8 */
#define JSON_NUL	(1u << 2)	/* a zero byte or \u0000 */
#define JSON_SURROGATE	(1u << 3)	/* a lone one; from json_decode */
#define JSON_REPEATED	(1u << 4)	/* the key came before; the last won */

struct json_field {
	const char *name;	/* set by the caller, decoded */
	size_t namelen;
	enum json_type type;
	unsigned flags;
	/* Where the value stands in the line: a string with its quotes. */
	size_t start, end;
};

enum json_result {
	JSON_OK = 0,
	JSON_BAD = 1,		/* not JSON: error, at */
	JSON_NO_OBJECT = 2,	/* JSON, but not an object */
	JSON_NOMEM = -1
};

struct json {
	enum cpu_level level;		/* of the inner loops */
	struct room stack, key;	/* a bit a level; a key with escapes */
	const char *line, *end;		/* the line in hand */
	size_t depth;
	const char *error;		/* static; NULL: out of memory */
	size_t at;			/* of the error: bytes before it */
};

/* {0} is an initialised one, with scalar loops. */
void	 json_release(struct json *j);

/* Keys at the top level only; a value that is repeated is the last one. */
enum json_result json_object(struct json *j, const char *line, size_t n,
	    struct json_field *fields, size_t nfields);

/*
 * The inside of a string that json_object has accepted, n bytes without the
 * quotes, decoded to out, which has room for n bytes.  A surrogate without its
 * other half becomes U+FFFD.  JSON_NUL and JSON_SURROGATE are added to *flags.
 */
typedef size_t json_decode_fn(const char *p, size_t n, char *out,
	    unsigned *flags);

json_decode_fn json_decode;

/* json_decode with the inner loops of a level. */
json_decode_fn *json_decoder(enum cpu_level level);

#endif
