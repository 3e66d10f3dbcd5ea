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

void
frames_page(struct tawam_page *p, const struct record *r)
{
	tawam_page_init(p, sizeof(*p));
	p->text = r->text;
	p->len = r->textlen;
	p->source = r->source;
	p->sourcelen = r->source != NULL ? r->sourcelen : 0;
}

/* A table that is written: its bytes so far. */
struct written {
	char *p;
	size_t len, cap;
};

static void
put(struct written *w, const char *p, size_t n)
{
	xgrow(&w->p, &w->cap, w->len + n, 1);
	if (n > 0)
		memcpy(w->p + w->len, p, n);
	w->len += n;
}

static int
put_row(void *arg, const struct tawam_learned *l)
{
	const char *name = tawam_category_name(l->category);
	struct written *w = arg;
	char pages[32];
	int n = snprintf(pages, sizeof(pages), "\t%" PRIu64 "\n", l->pages);

	put(w, name, strlen(name));
	put(w, "\texact\t", 7);
	put(w, l->line, l->len);
	put(w, "\t", 1);
	put(w, l->source, l->sourcelen);
	put(w, pages, (size_t)n);
	return 0;
}

/* Every record once; then from the first one again. */
static int
learn_pass(struct tawam_learner *l, struct input *in,
    const struct notes *notes)
{
	struct tawam_page p;
	struct record r;
	int got = 0, e = 0;

	while (e == 0 && !notes->stop && (got = input_next(in, &r)) == 1) {
		frames_page(&p, &r);
		e = tawam_learner_add(l, &p);
	}
	if (got == -1) {
		say("reading failed: %s", strerror(errno));
		return -1;
	}
	if (notes->stop) {
		say("stopped by --strict; nothing was written");
		return -1;
	}
	if (e == 0 && input_rewind(in) == -1) {
		say("the input cannot be read a second time: %s",
		    strerror(errno));
		return -1;
	}
	if (e != 0)
		say("%s", tawam_strerror(e));
	return e == 0 ? 0 : -1;
}

int
frames_learn(struct tawam_segmenter *s, struct input *in,
    const struct notes *notes, struct output *to)
{
	static const char top[] = "# Lines that many pages of their source "
	    "have: category, match, line,\n# source, pages.\n";
	struct written w = { 0 };
	struct tawam_learner *l;
	int e, r = -1;

	if ((e = tawam_learner_new(&l, s)) != 0)
		say("%s", tawam_strerror(e));
	if (e != 0 || learn_pass(l, in, notes) == -1)
		goto out;
	tawam_learner_turn(l);
	if (learn_pass(l, in, notes) == -1)
		goto out;
	put(&w, top, sizeof(top) - 1);
	if ((e = tawam_learner_each(l, put_row, &w)) != 0 ||
	    (e = tawam_segmenter_read(s, w.p, w.len, NULL)) != 0) {
		say("%s", tawam_strerror(e));
		goto out;
	}
	output_write(to, w.p, w.len);
	r = 0;
out:
	tawam_learner_free(l);
	free(w.p);
	return r;
}
