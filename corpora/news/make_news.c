/*
 * make_news.c - writes news.jsonl, truth.tsv and undecided.tsv from the
 * sources beside this file: make_news SOURCE-FOLDER OUTPUT-FOLDER.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "news.h"

static FILE *
output(const char *dir, const char *name)
{
	char path[4096];
	FILE *fp;

	if ((size_t)snprintf(path, sizeof(path), "%s/%s", dir, name) >=
	    sizeof(path))
		errx(1, "%s: path too long", dir);
	if ((fp = fopen(path, "w")) == NULL)
		err(1, "%s", path);
	return fp;
}

static void
finish(FILE *fp, const char *name)
{
	if (ferror(fp) | fclose(fp))
		err(1, "%s", name);
}

/* The two headlines of the first sentence of the manual come first. */
static int
by_date(const void *va, const void *vb)
{
	const struct doc *a = *(const struct doc *const *)va;
	const struct doc *b = *(const struct doc *const *)vb;
	int ga = strncmp(a->id, "gaza-", 5) == 0;
	int gb = strncmp(b->id, "gaza-", 5) == 0;
	int r;

	if (ga != gb)
		return gb - ga;
	if ((r = strcmp(a->date, b->date)) != 0)
		return r;
	return strcmp(a->id, b->id);
}

static void
put_string(FILE *fp, const struct text *t, size_t to)
{
	char *s = text_utf8(t, 0, to);

	putc('"', fp);
	for (const char *p = s; *p != '\0'; p++) {
		if (*p == '"' || *p == '\\')
			fprintf(fp, "\\%c", *p);
		else if (*p == '\n')
			fputs("\\n", fp);
		else if (*p == '\r')
			fputs("\\r", fp);
		else if (*p == '\t')
			fputs("\\t", fp);
		else
			putc(*p, fp);
	}
	putc('"', fp);
	free(s);
}

static void
put_doc(FILE *fp, const struct corpus *c, const struct doc *d)
{
	size_t end = text_line_end(&d->text, 0);
	const struct named *outlet = named_find(c->outlets, c->noutlets,
	    d->id, strcspn(d->id, "-"));

	if (outlet == NULL)
		errx(1, "%s: no such outlet", d->id);
	if (end > 0 && d->text.cp[end - 1] == '\r')
		end--;
	fprintf(fp, "{\"id\":\"%s\",\"outlet\":", d->id);
	put_string(fp, &outlet->text, outlet->text.n);
	fprintf(fp, ",\"date\":\"%s\",\"title\":", d->date);
	put_string(fp, &d->text, end);
	fputs(",\"text\":", fp);
	put_string(fp, &d->text, d->text.n);
	fputs("}\n", fp);
}

/* Why this pair is worth a line although it is `different`, or NULL. */
static const char *
telling(const struct corpus *c, const struct doc *a, const struct doc *b)
{
	for (size_t i = 0; i < c->nlabels; i++) {
		const struct label *l = &c->labels[i];

		if ((strcmp(l->a, a->id) == 0 && strcmp(l->b, b->id) == 0) ||
		    (strcmp(l->a, b->id) == 0 && strcmp(l->b, a->id) == 0))
			return l->why;
	}
	if (a->kind == KIND_STORY && b->kind == KIND_STORY &&
	    strcmp(a->group, b->group) == 0)
		return "two stories of one section";
	return NULL;
}

static void
put_pair(FILE *truth, FILE *open, const struct corpus *c,
    const struct doc *a, const struct doc *b)
{
	const char *how = "", *relation = truth_relation(c, a, b, &how);
	const char *why = telling(c, a, b);

	if (why != NULL && (relation == NULL ||
	    strcmp(relation, "different") != 0))
		errx(1, "%s, %s: said to be different and are not", a->id,
		    b->id);
	if (relation == NULL) {
		fprintf(open, "%s\t%s\t%s | %s\n", a->id, b->id, a->how,
		    b->how);
		return;
	}
	if (strcmp(relation, "different") == 0) {
		if (why == NULL && strcmp(how, "other events") == 0)
			return;
		fprintf(truth, "%s\t%s\tdifferent\t%s\n", a->id, b->id,
		    why != NULL ? why : how);
		return;
	}
	fprintf(truth, "%s\t%s\t%s\t%s: %s | %s\n", a->id, b->id, relation,
	    how, a->how, b->how);
}

int
main(int argc, char **argv)
{
	static struct corpus c;
	struct doc **order;
	char path[4096];
	FILE *fp, *open;

	if (argc != 3) {
		fprintf(stderr, "usage: make_news source-dir output-dir\n");
		return 2;
	}
	snprintf(path, sizeof(path), "%s/originals.txt", argv[1]);
	source_originals(&c, path);
	snprintf(path, sizeof(path), "%s/plan.txt", argv[1]);
	source_plan(&c, path);

	order = need(malloc((c.ndocs + 1) * sizeof(order[0])));
	for (size_t i = 0; i < c.ndocs; i++)
		order[i] = &c.docs[i];
	qsort(order, c.ndocs, sizeof(order[0]), by_date);
	fp = output(argv[2], "news.jsonl");
	for (size_t i = 0; i < c.ndocs; i++)
		put_doc(fp, &c, order[i]);
	finish(fp, "news.jsonl");
	fp = output(argv[2], "truth.tsv");
	open = output(argv[2], "undecided.tsv");
	for (size_t i = 0; i < c.ndocs; i++)
		for (size_t j = i + 1; j < c.ndocs; j++)
			put_pair(fp, open, &c, order[i], order[j]);
	finish(fp, "truth.tsv");
	finish(open, "undecided.tsv");
	free(order);
	return 0;
}
