/*
 * frames.c - the segmenter that the options ask for.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/frames.h"
#include "cli/talk.h"
#include "report/xalloc.h"

#define PIECE	65536

/* A whole file; NULL with errno. */
static char *
read_all(const char *path, size_t *len)
{
	size_t cap = 0, n = 1;
	char *p = NULL;
	FILE *f;

	if ((f = fopen(path, "r")) == NULL)
		return NULL;
	for (*len = 0; n > 0; *len += n) {
		xgrow(&p, &cap, *len + PIECE, 1);
		n = fread(p + *len, 1, PIECE, f);
	}
	if (ferror(f)) {
		free(p);
		p = NULL;
	}
	fclose(f);
	return p;
}

static int
read_table(struct tawam_segmenter *s, const char *path)
{
	uint64_t line;
	size_t len;
	char *p;
	int e;

	if ((p = read_all(path, &len)) == NULL) {
		say("%s: %s", path, strerror(errno));
		return -1;
	}
	e = tawam_segmenter_read(s, p, len, &line);
	free(p);
	if (e == TAWAM_EFORMAT)
		say("%s:%" PRIu64 ": give a category, exact, colon or prefix, "
		    "and a line of at most 200 characters, with tabs between",
		    path, line);
	else if (e != 0)
		say("%s: %s", path, tawam_strerror(e));
	return e == 0 ? 0 : -1;
}

int
frames_open(struct tawam_segmenter **out, const struct options *o)
{
	int e;

	if ((e = tawam_segmenter_new(out, NULL)) != 0) {
		say("%s", tawam_strerror(e));
		return -1;
	}
	return o->boilerplate == NULL ? 0 : read_table(*out, o->boilerplate);
}

const char *
frames_source_field(const struct options *o)
{
	return o->source_field != NULL ? o->source_field : "url";
}
