/*
 * results.c - pairs, clusters, decisions, passages as JSON Lines; see tawam(5).
 */
#include <inttypes.h>

#include "report/number.h"
#include "report/pages.h"
#include "report/results.h"

struct sink {
	const struct docs *docs;
	struct output *o;
	const struct known *known;	/* of decisions */
};

/* before, and a share with four decimals: "%.4f" takes its time. */
static void
put_share(struct output *o, const char *before, double share)
{
	unsigned n = score4(share);
	char text[6] = { (char)('0' + n / 10000), '.' };

	for (int i = 5; i > 1; i--, n /= 10)
		text[i] = (char)('0' + n % 10);
	output_puts(o, before);
	output_write(o, text, sizeof(text));
}

static void
put_number(struct output *o, const char *before, uint64_t n)
{
	output_puts(o, before);
	output_number(o, n);
}

/* before, a name and the quote that ends it. */
static void
put_name(struct output *o, const char *before, const char *name)
{
	output_puts(o, before);
	output_puts(o, name);
	output_puts(o, "\"");
}

static void
put_related(struct output *o, enum tawam_relation relation, double jaccard)
{
	put_name(o, ",\"relation\":\"", tawam_relation_name(relation));
	put_share(o, ",\"jaccard\":", jaccard);
}

/* "name":ID and, when ids repeat, "pos":NUMBER. */
static void
put_record_id(const struct sink *s, const char *name, const char *pos,
    uint64_t i)
{
	const char *id;
	size_t len;

	id = docs_record_id(s->docs, i, &len);
	put_name(s->o, "\"", name);
	output_write(s->o, ":", 1);
	output_write(s->o, id, len);
	if (s->docs->repeated > 0)
		output_printf(s->o, ",\"%s\":%" PRIu64, pos, i);
}

/* The same of the record that a document is or stands in. */
static void
put_id(const struct sink *s, const char *name, const char *pos, uint64_t doc)
{
	put_record_id(s, name, pos, docs_record(s->docs, doc));
}

/* Of a unit, ,"name":NUMBER and, of a head alone, ,"part":"head". */
static void
put_unit(const struct sink *s, const char *name, const char *part, uint64_t i)
{
	const struct docs_unit *u = docs_unit(s->docs, i);

	if (u == NULL)
		return;
	output_printf(s->o, ",\"%s\":%" PRIu32, name, u->unit);
	if (u->head)
		output_printf(s->o, ",\"%s\":\"head\"", part);
}

/* Where the units of a pair stand in their pages. */
static void
put_places(const struct sink *s, const struct tawam_pair *pair)
{
	const struct docs_unit *a = docs_unit(s->docs, pair->a);
	const struct docs_unit *b = docs_unit(s->docs, pair->b);

	if (a == NULL || b == NULL)
		return;
	put_unit(s, "unit_a", "part_a", pair->a);
	put_unit(s, "unit_b", "part_b", pair->b);
	output_printf(s->o, ",\"a_start\":%" PRIu64 ",\"a_end\":%" PRIu64
	    ",\"b_start\":%" PRIu64 ",\"b_end\":%" PRIu64, a->start, a->end,
	    b->start, b->end);
}

static int
put_pair(void *arg, const struct tawam_pair *pair)
{
	const struct tawam_match *m = &pair->match;
	const struct sink *s = arg;

	output_puts(s->o, "{");
	put_id(s, "a", "a_pos", pair->a);
	output_puts(s->o, ",");
	put_id(s, "b", "b_pos", pair->b);
	put_share(s->o, ",\"jaccard\":", m->jaccard);
	put_share(s->o, ",\"contain_a\":", m->contain_a);
	put_share(s->o, ",\"contain_b\":", m->contain_b);
	put_name(s->o, ",\"relation\":\"", tawam_relation_name(m->relation));
	put_name(s->o, ",\"why\":\"", m->why != NULL ? m->why : "");
	put_places(s, pair);
	output_puts(s->o, "}\n");
	return output_closed(s->o);
}

static int
put_cluster(void *arg, const struct tawam_cluster *c)
{
	const struct sink *s = arg;

	put_number(s->o, "{\"cluster\":", c->number);
	put_number(s->o, ",\"size\":", c->nmembers + 1);
	output_puts(s->o, ",");
	put_id(s, "keep", "pos", c->keep);
	put_unit(s, "keep_unit", "keep_part", c->keep);
	output_puts(s->o, ",\"members\":[");
	for (size_t i = 0; i < c->nmembers; i++) {
		const struct tawam_member *m = &c->members[i];

		output_puts(s->o, i == 0 ? "{" : ",{");
		put_id(s, "id", "pos", m->doc);
		put_unit(s, "unit", "part", m->doc);
		put_related(s->o, m->relation, m->jaccard);
		put_share(s->o, ",\"contain\":", m->contain);
		output_puts(s->o, "}");
	}
	output_puts(s->o, "]}\n");
	return output_closed(s->o);
}

/* A reader that closed stdout had enough: no failure of the run. */
static int
unless_closed(int r, const struct output *o)
{
	return output_closed(o) ? 0 : r;
}

int
results_pairs(const struct tawam_corpus *c, const struct docs *docs,
    struct output *o)
{
	struct sink s = { docs, o, NULL };

	return unless_closed(tawam_corpus_pairs(c, put_pair, &s), o);
}

int
results_clusters(const struct tawam_corpus *c, const struct docs *docs,
    struct output *o)
{
	struct sink s = { docs, o, NULL };

	return unless_closed(tawam_corpus_clusters(c, put_cluster, &s), o);
}

/* A document that the index of --against has. */
static void
put_known(const struct sink *s, uint64_t doc)
{
	const struct known_doc *k;
	const char *id;
	size_t len;

	output_puts(s->o, "\"decision\":\"drop\"");
	if ((k = known_find(s->known, doc, &id, &len)) != NULL) {
		output_puts(s->o, ",\"kept_id\":");
		output_write(s->o, id, len);
		put_related(s->o, k->relation, k->jaccard);
	}
	output_puts(s->o, ",\"in\":\"index\"}");
}

/* What was decided of a document, after the name of what it is about. */
static int
put_decision(const struct sink *s, const struct tawam_corpus *c, uint64_t doc)
{
	struct tawam_decision decision, *d = &decision;
	int r;

	if ((r = tawam_corpus_decision(c, doc, d)) != 0)
		return r;
	if (d->verdict == TAWAM_KNOWN) {
		put_known(s, doc);
		return 0;
	}
	put_name(s->o, "\"decision\":\"", tawam_verdict_name(d->verdict));
	if (d->verdict == TAWAM_KEPT || d->verdict == TAWAM_DROPPED)
		put_number(s->o, ",\"cluster\":", d->cluster);
	if (d->verdict == TAWAM_DROPPED) {
		output_puts(s->o, ",");
		put_id(s, "kept_id", "kept_pos", d->kept);
		put_unit(s, "kept_unit", "kept_part", d->kept);
		put_related(s->o, d->relation, d->jaccard);
	}
	if (d->verdict == TAWAM_KEPT || d->verdict == TAWAM_DROPPED)
		put_name(s->o, ",\"reason\":\"", tawam_keep_name(d->reason));
	output_puts(s->o, "}");
	return 0;
}

/* The document or, of a head, the unit it is part of. */
static int
put_unit_decision(const struct sink *s, const struct tawam_corpus *c,
    uint64_t doc)
{
	const struct docs_unit *u = docs_unit(s->docs, doc);

	output_printf(s->o, "{\"unit\":%" PRIu32 ",", u->unit);
	output_printf(s->o, u->head ? "\"part\":\"head\"," :
	    "\"class\":\"%s\",", tawam_class_name((enum tawam_class)u->kind));
	return put_decision(s, c, doc);
}

/* A page: its units first, then the heads that were compared by themselves. */
static int
put_page(const struct sink *s, const struct tawam_corpus *c, uint64_t page)
{
	uint64_t first = docs_first(s->docs, page);
	uint64_t end = docs_first(s->docs, page + 1);
	int r;

	put_name(s->o, "\"decision\":\"",
	    tawam_verdict_name(pages_verdict(s->docs, c, page)));
	for (int heads = 0; heads < 2; heads++) {
		int n = 0;

		for (uint64_t i = first; i < end; i++) {
			if (docs_unit(s->docs, i)->head != heads)
				continue;
			output_puts(s->o, n++ > 0 ? "," : heads ?
			    ",\"heads\":[" : ",\"units\":[");
			if ((r = put_unit_decision(s, c, i)) != 0)
				return r;
		}
		output_puts(s->o, n > 0 ? "]" : heads ? "" :
		    ",\"units\":[]");
	}
	output_puts(s->o, "}");
	return 0;
}

int
results_decisions(const struct tawam_corpus *c, const struct docs *docs,
    const struct known *known, struct output *o)
{
	struct sink s = { docs, o, known };
	int r;

	for (uint64_t i = 0; i < docs->n && !output_closed(o); i++) {
		output_puts(o, "{");
		put_record_id(&s, "id", "pos", i);
		output_puts(o, ",");
		if ((r = docs->paged ? put_page(&s, c, i) :
		    put_decision(&s, c, i)) != 0)
			return r;
		output_puts(o, "\n");
	}
	return 0;
}

void
results_passages(const struct located *p, const struct docs *docs,
    struct output *o)
{
	struct sink s = { docs, o, NULL };

	for (size_t i = 0; i < p->n && !output_closed(o); i++) {
		const struct tawam_passage *q = &p->list[i];

		output_puts(o, "{");
		put_id(&s, "a", "a_pos", q->a);
		output_puts(o, ",");
		put_id(&s, "b", "b_pos", q->b);
		put_unit(&s, "unit_a", "part_a", q->a);
		put_unit(&s, "unit_b", "part_b", q->b);
		output_printf(o, ",\"a_start\":%" PRIu64 ",\"a_end\":%" PRIu64
		    ",\"b_start\":%" PRIu64 ",\"b_end\":%" PRIu64
		    ",\"chars\":%" PRIu64 "}\n", q->a_range.start,
		    q->a_range.end, q->b_range.start, q->b_range.end,
		    q->chars);
	}
}
