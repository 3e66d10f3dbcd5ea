/*
 * source.c - originals.txt and plan.txt into documents; README.md has the
 * format.  The files are ours, so a slip ends the program with its line.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "news.h"

#define MAX_FIELDS	12

struct source {
	FILE *fp;
	const char *path;
	char *line;
	size_t cap, number;
	int again;		/* give the line once more */
};

static void
source_open(struct source *s, const char *path)
{
	memset(s, 0, sizeof(*s));
	s->path = path;
	if ((s->fp = fopen(path, "r")) == NULL)
		err(1, "%s", path);
}

static void
source_close(struct source *s)
{
	if (ferror(s->fp))
		err(1, "%s", s->path);
	fclose(s->fp);
	free(s->line);
}

static void
slip(const struct source *s, const char *what)
{
	errx(1, "%s:%zu: %s", s->path, s->number, what);
}

/* The next line without its newline, or NULL. */
static char *
source_line(struct source *s)
{
	ssize_t n;

	if (s->again) {
		s->again = 0;
		return s->line;
	}
	if ((n = getline(&s->line, &s->cap, s->fp)) < 0)
		return NULL;
	s->number++;
	if (n > 0 && s->line[n - 1] == '\n')
		s->line[n - 1] = '\0';
	return s->line;
}

/* The lines of text under a directive, up to an empty one or the next. */
static void
source_text(struct source *s, struct text *t)
{
	char *line;

	while ((line = source_line(s)) != NULL) {
		if (*line == '\0')
			break;
		if (*line == '@') {
			s->again = 1;
			break;
		}
		if (t->n > 0)
			text_put(t, '\n');
		text_puts(t, line);
	}
	if (t->n == 0)
		slip(s, "no text");
}

/* Cuts at sep, at most n pieces, the last with all that is left. */
static size_t
split(char *line, const char *sep, char **field, size_t n)
{
	size_t k = 0;

	while (line != NULL && k < n) {
		char *cut = k + 1 < n ? strstr(line, sep) : NULL;

		field[k++] = line;
		if (cut != NULL) {
			*cut = '\0';
			cut += strlen(sep);
		}
		line = cut;
	}
	return k;
}

int
corpus_find(const struct corpus *c, const char *id)
{
	for (size_t i = 0; i < c->ndocs; i++)
		if (strcmp(c->docs[i].id, id) == 0)
			return (int)i;
	return -1;
}

const struct named *
named_find(const struct named *v, size_t n, const char *name, size_t len)
{
	for (size_t i = 0; i < n; i++)
		if (strlen(v[i].name) == len &&
		    memcmp(v[i].name, name, len) == 0)
			return &v[i];
	return NULL;
}

static int
need_doc(const struct source *s, const struct corpus *c, const char *id)
{
	int i = corpus_find(c, id);

	if (i < 0)
		slip(s, "no such document");
	return i;
}

static struct doc *
corpus_add(const struct source *s, struct corpus *c, enum kind kind,
    const char *id, const char *date)
{
	struct doc *d;

	if (corpus_find(c, id) >= 0)
		slip(s, "this id is taken");
	if (strlen(date) != 10)
		slip(s, "a date is YYYY-MM-DD");
	c->docs = need(realloc(c->docs, (c->ndocs + 1) * sizeof(*d)));
	d = &c->docs[c->ndocs];
	memset(d, 0, sizeof(*d));
	d->kind = kind;
	d->id = need(strdup(id));
	d->date = need(strdup(date));
	d->how = need(strdup("as written"));
	d->edits = need(strdup(""));
	d->group = need(strdup(""));
	d->root = d->event = (int)c->ndocs++;
	d->parts[0] = d->parts[1] = -1;
	return d;
}

static void
set(char **s, const char *value)
{
	free(*s);
	*s = need(strdup(value));
}

static struct named *
named_add(struct named **v, size_t *n, const char *name)
{
	struct named *x;

	*v = need(realloc(*v, (*n + 1) * sizeof(**v)));
	x = &(*v)[(*n)++];
	memset(x, 0, sizeof(*x));
	x->name = need(strdup(name));
	return x;
}

/* The frame's text with each {N} replaced by the Nth filler. */
static void
fill(const struct source *s, const struct text *frame, char *fillers,
    struct text *out)
{
	char *value[MAX_FIELDS];
	size_t n = split(fillers, "|", value, MAX_FIELDS);

	for (size_t i = 0; i < frame->n; i++) {
		if (frame->cp[i] != '{') {
			text_put(out, frame->cp[i]);
			continue;
		}
		if (i + 2 >= frame->n || frame->cp[i + 1] < '1' ||
		    frame->cp[i + 1] - '1' >= n)
			slip(s, "a filler is missing");
		text_puts(out, value[frame->cp[i + 1] - '1']);
		i += 2;
	}
}

/* A vocalised text must be its original, but for the marks. */
static void
check_vocal(const struct source *s, const struct text *vocal,
    const struct text *plain)
{
	struct text bare = { 0 };

	for (size_t i = 0; i < vocal->n; i++)
		if (!is_mark(vocal->cp[i]))
			text_put(&bare, vocal->cp[i]);
	if (!text_equal(&bare, plain))
		slip(s, "vocalised text differs in its letters");
	text_release(&bare);
}

static const struct {
	const char *name;
	enum kind kind;
	size_t fields;
} directives[] = {
	{ "@story", KIND_STORY, 4 }, { "@rewrite", KIND_REWRITE, 4 },
	{ "@followup", KIND_FOLLOWUP, 4 }, { "@headline", KIND_HEADLINE, 4 },
	{ "@fill", KIND_FILL, 5 }, { "@tiny", KIND_TINY, 4 },
	{ "@empty", KIND_EMPTY, 3 }, { "@vocal", KIND_VOCAL, 4 }
};

/* f: directive, id, date, group or the document it goes back to, fillers. */
static void
original(struct source *s, struct corpus *c, enum kind kind, char **f)
{
	struct doc *d = corpus_add(s, c, kind, f[1], f[2]);
	const struct named *frame;

	if (kind == KIND_VOCAL || kind == KIND_REWRITE ||
	    kind == KIND_FOLLOWUP) {
		int from = need_doc(s, c, f[3]);

		d->event = c->docs[from].event;
		if (kind == KIND_VOCAL)
			d->root = from;
	} else if (kind != KIND_EMPTY) {
		set(&d->group, f[3]);
	}
	if (kind == KIND_FILL) {
		frame = named_find(c->frames, c->nframes, f[3], strlen(f[3]));
		if (frame == NULL)
			slip(s, "no such frame");
		fill(s, &frame->text, f[4], &d->text);
	} else {
		source_text(s, &d->text);
	}
	if (kind == KIND_VOCAL) {
		check_vocal(s, &d->text, &c->docs[d->root].text);
		set(&d->how, "vocalised by hand");
	}
	d->words = text_words(&d->text);
}

static void
directive(struct source *s, struct corpus *c, char *line)
{
	char *copy = need(strdup(line)), *f[5] = { NULL };
	size_t n = split(copy, " ", f, 5), i = 0;
	const size_t nd = sizeof(directives) / sizeof(directives[0]);

	if (strcmp(f[0], "@outlet") == 0 && n >= 3) {
		n = split(strcpy(copy, line), " ", f, 3);
		text_puts(&named_add(&c->outlets, &c->noutlets, f[1])->text,
		    f[2]);
	} else if (strcmp(f[0], "@frame") == 0 && n == 2) {
		source_text(s, &named_add(&c->frames, &c->nframes,
		    f[1])->text);
	} else {
		while (i < nd && strcmp(f[0], directives[i].name) != 0)
			i++;
		if (i == nd || n != directives[i].fields)
			slip(s, "unknown directive, or fields missing");
		original(s, c, directives[i].kind, f);
	}
	free(copy);
}

void
source_originals(struct corpus *c, const char *path)
{
	struct source s;
	char *line;

	source_open(&s, path);
	while ((line = source_line(&s)) != NULL) {
		if (*line == '@')
			directive(&s, c, line);
		else if (*line != '\0' && *line != '#')
			slip(&s, "text outside a directive");
	}
	source_close(&s);
}

static void
note(char **list, const char *edit)
{
	size_t n = strlen(*list) + strlen(edit) + 3;
	char *longer = need(malloc(n));

	snprintf(longer, n, "%s%s%s", *list, **list == '\0' ? "" : "; ",
	    edit);
	free(*list);
	*list = longer;
}

static void
apply(const struct source *s, struct doc *d, char **edit, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int r = edit_apply(&d->text, edit[i]);

		if (r < 0)
			slip(s, "no such edit, or it changes nothing here");
		d->change |= (unsigned)r;
		if (r & CHANGE_CUT)
			d->words = text_words(&d->text);
		if (r != 0)
			note(&d->edits, edit[i]);
		note(&d->how, edit[i]);
	}
}

/* copy ID DATE FROM */
static void
plan_copy(const struct source *s, struct corpus *c, char **f, char **edit,
    size_t n)
{
	int from = need_doc(s, c, f[3]);
	struct doc *d = corpus_add(s, c, KIND_COPY, f[1], f[2]);
	const struct doc *o = &c->docs[from];

	d->root = o->root;
	d->event = o->event;
	d->change = o->change;
	d->words = o->words;
	set(&d->edits, o->edits);
	set(&d->group, o->group);
	set(&d->how, o->kind == KIND_COPY || o->kind == KIND_VOCAL ?
	    o->how : "");
	if (n == 0)
		note(&d->how, "the same bytes");
	text_copy(&d->text, &o->text);
	apply(s, d, edit, n);
}

/* page ID DATE FIRST SECOND: as a scraper leaves it, with one advertisement. */
static void
plan_page(const struct source *s, struct corpus *c, char **f, char **edit,
    size_t n)
{
	/* "read also", "advertisement", "similar articles" */
	static const char read_also[] = "\n\u0627\u0642\u0631\u0623 "
	    "\u0623\u064A\u0636\u0627:\n";
	static const char advert[] = "\n\u0625\u0639\u0644\u0627\u0646";
	static const char similar[] = "tail=\u0645\u0642\u0627\u0644\u0627"
	    "\u062A \u0645\u0634\u0627\u0628\u0647\u0629";
	int first = need_doc(s, c, f[3]), second = need_doc(s, c, f[4]);
	struct doc *d = corpus_add(s, c, KIND_PAGE, f[1], f[2]);
	const struct text *b = &c->docs[second].text;

	d->parts[0] = c->docs[first].root;
	d->parts[1] = c->docs[second].root;
	text_copy(&d->text, &c->docs[first].text);
	text_puts(&d->text, read_also);
	for (size_t i = 0; i < b->n; i++)
		text_put(&d->text, b->cp[i]);
	text_puts(&d->text, advert);
	edit_apply(&d->text, similar);
	set(&d->how, "two articles and a list of headlines");
	apply(s, d, edit, n);
	d->words = text_words(&d->text);
}

/* pair different A B WHY */
static void
plan_pair(const struct source *s, struct corpus *c, char **f)
{
	struct label *l;

	need_doc(s, c, f[2]);
	need_doc(s, c, f[3]);
	if (strcmp(f[1], "different") != 0)
		slip(s, "only `different` is labelled by hand");
	c->labels = need(realloc(c->labels, (c->nlabels + 1) * sizeof(*l)));
	l = &c->labels[c->nlabels++];
	l->a = need(strdup(f[2]));
	l->b = need(strdup(f[3]));
	l->why = need(strdup(f[4]));
}

void
source_plan(struct corpus *c, const char *path)
{
	struct source s;
	char *line, *edit[MAX_FIELDS], *f[5];

	source_open(&s, path);
	while ((line = source_line(&s)) != NULL) {
		size_t n, k;

		if (*line == '\0' || *line == '#')
			continue;
		n = split(line, " | ", edit, MAX_FIELDS);
		k = split(edit[0], " ", f, 5);
		if (k == 4 && strcmp(f[0], "copy") == 0)
			plan_copy(&s, c, f, edit + 1, n - 1);
		else if (k == 5 && strcmp(f[0], "page") == 0)
			plan_page(&s, c, f, edit + 1, n - 1);
		else if (k == 5 && n == 1 && strcmp(f[0], "pair") == 0)
			plan_pair(&s, c, f);
		else
			slip(&s, "copy, page or pair, with its fields");
	}
	source_close(&s);
}
