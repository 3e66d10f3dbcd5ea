/*
 * results.c - pairs, clusters, decisions, passages as JSON Lines; see tawam(5).
 */
#include <inttypes.h>

#include "report/results.h"

struct sink {
	const struct docs *docs;
	struct output *o;
};

/* "name":ID and, when ids repeat, "pos":NUMBER. */
static void
put_id(const struct sink *s, const char *name, const char *pos, uint64_t i)
{
	const char *id;
	size_t len;

	id = docs_id(s->docs, i, &len);
	output_printf(s->o, "\"%s\":", name);
	output_write(s->o, id, len);
	if (s->docs->repeated > 0)
		output_printf(s->o, ",\"%s\":%" PRIu64, pos, i);
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
	output_printf(s->o, ",\"jaccard\":%.4f,\"contain_a\":%.4f,"
	    "\"contain_b\":%.4f,\"relation\":\"%s\",\"why\":\"%s\"}\n",
	    m->jaccard, m->contain_a, m->contain_b,
	    tawam_relation_name(m->relation), m->why != NULL ? m->why : "");
	return output_closed(s->o);
}

static int
put_cluster(void *arg, const struct tawam_cluster *c)
{
	const struct sink *s = arg;

	output_printf(s->o, "{\"cluster\":%" PRIu64 ",\"size\":%zu,",
	    c->number, c->nmembers + 1);
	put_id(s, "keep", "pos", c->keep);
	output_puts(s->o, ",\"members\":[");
	for (size_t i = 0; i < c->nmembers; i++) {
		const struct tawam_member *m = &c->members[i];

		output_puts(s->o, i == 0 ? "{" : ",{");
		put_id(s, "id", "pos", m->doc);
		output_printf(s->o, ",\"relation\":\"%s\",\"jaccard\":%.4f,"
		    "\"contain\":%.4f}", tawam_relation_name(m->relation),
		    m->jaccard, m->contain);
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
	struct sink s = { docs, o };

	return unless_closed(tawam_corpus_pairs(c, put_pair, &s), o);
}

int
results_clusters(const struct tawam_corpus *c, const struct docs *docs,
    struct output *o)
{
	struct sink s = { docs, o };

	return unless_closed(tawam_corpus_clusters(c, put_cluster, &s), o);
}

/* A document that the index of --against has. */
static void
put_known(const struct sink *s, const struct known *known, uint64_t i)
{
	const struct known_doc *k;
	const char *id;
	size_t len;

	output_puts(s->o, ",\"decision\":\"drop\"");
	if ((k = known_find(known, i, &id, &len)) != NULL) {
		output_puts(s->o, ",\"kept_id\":");
		output_write(s->o, id, len);
		output_printf(s->o, ",\"relation\":\"%s\",\"jaccard\":%.4f",
		    tawam_relation_name(k->relation), k->jaccard);
	}
	output_puts(s->o, ",\"in\":\"index\"}\n");
}

static void
put_decision(const struct sink *s, const struct tawam_decision *d)
{
	output_printf(s->o, ",\"decision\":\"%s\"",
	    tawam_verdict_name(d->verdict));
	if (d->verdict == TAWAM_KEPT || d->verdict == TAWAM_DROPPED)
		output_printf(s->o, ",\"cluster\":%" PRIu64, d->cluster);
	if (d->verdict == TAWAM_DROPPED) {
		output_puts(s->o, ",");
		put_id(s, "kept_id", "kept_pos", d->kept);
		output_printf(s->o, ",\"relation\":\"%s\",\"jaccard\":%.4f",
		    tawam_relation_name(d->relation), d->jaccard);
	}
	if (d->verdict == TAWAM_KEPT || d->verdict == TAWAM_DROPPED)
		output_printf(s->o, ",\"reason\":\"%s\"",
		    tawam_keep_name(d->reason));
	output_puts(s->o, "}\n");
}

int
results_decisions(const struct tawam_corpus *c, const struct docs *docs,
    const struct known *known, struct output *o)
{
	struct sink s = { docs, o };
	struct tawam_decision d;
	int r;

	for (uint64_t i = 0; i < docs->n && !output_closed(o); i++) {
		if ((r = tawam_corpus_decision(c, i, &d)) != 0)
			return r;
		output_puts(o, "{");
		put_id(&s, "id", "pos", i);
		if (d.verdict == TAWAM_KNOWN)
			put_known(&s, known, i);
		else
			put_decision(&s, &d);
	}
	return 0;
}

void
results_passages(const struct located *p, const struct docs *docs,
    struct output *o)
{
	struct sink s = { docs, o };

	for (size_t i = 0; i < p->n && !output_closed(o); i++) {
		const struct tawam_passage *q = &p->list[i];

		output_puts(o, "{");
		put_id(&s, "a", "a_pos", q->a);
		output_puts(o, ",");
		put_id(&s, "b", "b_pos", q->b);
		output_printf(o, ",\"a_start\":%" PRIu64 ",\"a_end\":%" PRIu64
		    ",\"b_start\":%" PRIu64 ",\"b_end\":%" PRIu64
		    ",\"chars\":%" PRIu64 "}\n", q->a_range.start,
		    q->a_range.end, q->b_range.start, q->b_range.end,
		    q->chars);
	}
}
