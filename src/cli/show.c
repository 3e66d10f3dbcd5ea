/*
 * show.c - clusters for a person to read, on standard error.
 *
 * A text stands at the end of its line, inside a first-strong isolate (U+2068
 * ... U+2069), so that right-to-left letters reorder nothing before them.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/run.h"
#include "cli/talk.h"

#define ISOLATE		"\xe2\x81\xa8"
#define POP_ISOLATE	"\xe2\x81\xa9"
#define TEXT_SHOWN	90
#define ID_SHOWN	32

static void
show_line(const struct run *r, uint64_t doc, const char *relation,
    const char *score)
{
	const struct pick_text *t = pick_find(&r->pick, doc);
	const struct docs_unit *u = docs_unit(&r->docs, doc);
	char id[ID_SHOWN * 10 + 32] = "", text[TEXT_SHOWN * 10 + 32] = "";
	char unit[16] = "";
	const char *token;
	size_t n;

	token = docs_id(&r->docs, doc, &n);
	talk_clean(id, sizeof(id), token, n, ID_SHOWN);
	if (t != NULL && t->text != NULL)
		talk_clean(text, sizeof(text), t->text, t->len, TEXT_SHOWN);
	if (u != NULL)
		snprintf(unit, sizeof(unit), " /%" PRIu32, u->unit);
	/* The id is foreign, too. */
	tell("  %-9s %-6s  " ISOLATE "%s" POP_ISOLATE "%s  " ISOLATE "%s"
	    POP_ISOLATE, relation, score, id, unit, text);
}

static void
show_cluster(const struct run *r, const struct pick_cluster *c)
{
	char score[16];

	tell("%s", "");
	tell("cluster %" PRIu64 ", %s %s", c->number, grouped(c->size),
	    r->docs.paged ? "units" : "documents");
	show_line(r, c->keep, "keep", "");
	for (size_t i = 0; i < c->nmembers; i++) {
		const struct tawam_member *m = &c->members[i];

		snprintf(score, sizeof(score), "%.4f", m->jaccard);
		show_line(r, m->doc, tawam_relation_name(m->relation), score);
	}
	if (c->nmembers + 1 < c->size)
		tell("  and %s more", grouped(c->size - c->nmembers - 1));
}

void
show_clusters(const struct run *r)
{
	size_t n = r->pick.nclusters < r->show ? r->pick.nclusters : r->show;

	if (n == 0)
		return;
	for (size_t i = 0; i < n; i++)
		show_cluster(r, &r->pick.clusters[i]);
	if (n < r->pick.total)
		tell("\nand %s more clusters", grouped(r->pick.total - n));
}
