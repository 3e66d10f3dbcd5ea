/*
 * stored.c - what another threshold needs of a run: written and read.
 */
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "report/number.h"
#include "report/stored.h"
#include "report/xalloc.h"

uint64_t
stored_input(uint64_t so_far, uint64_t digest)
{
	return hash64(&digest, sizeof(digest), so_far);
}

struct writer {
	struct output *o;
	double containment;
	unsigned char *seen;	/* a bit a document */
};

static double
larger(double a, double b)
{
	return a > b ? a : b;
}

static int
put_code(void *arg, const struct tawam_pair *pair)
{
	const struct writer *w = arg;
	const struct tawam_match *m = &pair->match;
	char code = '0';

	code = (char)(code + (score4(m->jaccard) / 1e4 > m->jaccard));
	if (larger(m->contain_a, m->contain_b) >= w->containment)
		code = (char)(code + 2);
	output_write(w->o, &code, 1);
	w->seen[pair->a / 8] |= (unsigned char)(1 << pair->a % 8);
	w->seen[pair->b / 8] |= (unsigned char)(1 << pair->b % 8);
	return output_closed(w->o);
}

static void
put_number(struct output *o, uint64_t n)
{
	output_puts(o, ",");
	output_number(o, n);
}

static int
put_document(const struct tawam_corpus *c, uint64_t i, int first,
    struct output *o)
{
	struct tawam_trait t = { .size = sizeof(t) };
	int r;

	if ((r = tawam_corpus_trait(c, i, &t)) != 0)
		return r;
	output_puts(o, first ? "[" : ",\n[");
	output_number(o, i);
	put_number(o, t.form);
	put_number(o, t.marks);
	put_number(o, t.length);
	if (t.date == TAWAM_NO_DATE)
		output_puts(o, ",null");
	else
		output_printf(o, ",%" PRId64, t.date);
	put_number(o, t.source);
	output_puts(o, "]");
	return 0;
}

int
stored_write(const struct tawam_corpus *c, const struct tawam_params *p,
    const struct docs *docs, struct output *o)
{
	struct writer w = { o, p->containment, NULL };
	uint64_t input = 0, n = docs_count(docs);
	int first = 1, r;

	for (size_t i = 0; i < docs->n; i++)
		input = stored_input(input, docs_digest(docs, i));
	w.seen = xalloc(n / 8 + 1, 1);
	memset(w.seen, 0, n / 8 + 1);
	output_printf(o, "  \"stored\": {\n    \"input\": \"%016" PRIx64
	    "\",\n    \"pairs\": \"", input);
	r = tawam_corpus_pairs(c, put_code, &w);
	output_puts(o, "\",\n    \"documents\": [");
	for (uint64_t i = 0; r == 0 && i < n; i++) {
		if ((w.seen[i / 8] >> i % 8 & 1) == 0)
			continue;
		r = put_document(c, i, first, o);
		first = 0;
	}
	output_puts(o, "]\n  },\n");
	free(w.seen);
	return r;
}

static int
fail(struct stored *x, const char *file, const char *what)
{
	snprintf(x->why, sizeof(x->why), "%.180s: %s", file, what);
	return -1;
}

/* Calls fn for each line until it fails. */
static int
each_line(struct stored *x, const char *path,
    int (*fn)(struct stored *x, struct span line, void *arg), void *arg,
    XXH3_state_t *hash)
{
	FILE *f = fopen(path, "r");
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	int r = 0;

	if (f == NULL)
		return fail(x, path, strerror(errno));
	while (r == 0 && (n = getline(&line, &cap, f)) > 0) {
		if (hash != NULL)
			XXH3_128bits_update(hash, line, (size_t)n);
		r = fn(x, (struct span){ line, (size_t)n, JSON_OBJECT }, arg);
		if (r != 0)
			fail(x, path, "a line is not what a run writes");
	}
	if (r == 0 && ferror(f))
		r = fail(x, path, strerror(errno));
	free(line);
	fclose(f);
	return r;
}

/* What an index had: its id, relation and Jaccard.  Is it still enough? */
static unsigned
read_known(struct stored *x, const struct span v[3], double threshold)
{
	char *name = span_string(v[1]);
	int relation = tawam_relation_parse(name);
	double jaccard = span_double(v[2]);

	free(name);
	if (v[0].type == JSON_ABSENT || relation < 0 ||
	    (relation == TAWAM_NEAR && jaccard < threshold))
		return 0;
	known_add(&x->known, docs_count(&x->docs) - 1, v[0].p, v[0].n,
	    (enum tawam_relation)relation, jaccard);
	return 1;
}

/* The last document, which is empty, known or a form of its own. */
static int
read_trait(struct stored *x, struct span object, double threshold)
{
	static const char *const names[] = { "decision", "in", "kept_id",
	    "relation", "jaccard" };
	uint64_t n = docs_count(&x->docs);
	struct tawam_trait *t;
	struct span v[5];
	char *decision;

	if (span_members(object, names, 5, v) == -1)
		return -1;
	xgrow(&x->traits, &x->traits_cap, n, sizeof(*x->traits));
	t = &x->traits[n - 1];
	memset(t, 0, sizeof(*t));
	t->size = sizeof(*t);
	decision = span_string(v[0]);
	t->form = strcmp(decision, "empty") == 0 ? TAWAM_NO_DOC : n - 1;
	free(decision);
	t->marks = t->form;
	t->date = TAWAM_NO_DATE;
	t->known = v[1].type == JSON_STRING &&
	    read_known(x, &v[2], threshold);
	return 0;
}

/* The next of a page's units or heads: 1, 0 at the end, or -1. */
static int
next_unit(struct span list, size_t *at, struct docs_unit *u,
    struct span *object)
{
	static const char *const names[] = { "unit", "class" };
	struct span v[2];
	char *class;

	if (!span_next(list, at, object))
		return 0;
	if (span_members(*object, names, 2, v) == -1 ||
	    v[0].type != JSON_NUMBER || span_count(v[0]) > UINT32_MAX)
		return -1;
	class = span_string(v[1]);
	u->unit = (uint32_t)span_count(v[0]);
	u->kind = strcmp(class, tawam_class_name(TAWAM_HEADLINE)) == 0 ?
	    TAWAM_HEADLINE : TAWAM_ARTICLE;
	free(class);
	return 1;
}

/* The documents of a page: each unit, and its head behind it. */
static int
read_units(struct stored *x, struct span units, struct span heads,
    double threshold)
{
	struct docs_unit u = { 0 }, head = { .head = 1 };
	struct span object, head_object;
	size_t at = 0, head_at = 0;
	int got, more = next_unit(heads, &head_at, &head, &head_object);

	while ((got = next_unit(units, &at, &u, &object)) == 1) {
		docs_add_unit(&x->docs, &u);
		if (read_trait(x, object, threshold) == -1)
			return -1;
		if (more != 1 || head.unit != u.unit)
			continue;
		head.kind = u.kind;
		docs_add_unit(&x->docs, &head);
		if (read_trait(x, head_object, threshold) == -1)
			return -1;
		more = next_unit(heads, &head_at, &head, &head_object);
	}
	return got == 0 && more == 0 ? 0 : -1;
}

static int
read_decision(struct stored *x, struct span line, void *arg)
{
	static const char *const names[] = { "id", "units", "heads" };
	const double *threshold = arg;
	struct span v[3];

	if (span_members(line, names, 3, v) == -1 || v[0].n == 0)
		return -1;
	docs_add(&x->docs, v[0].p, v[0].n, 0, NULL);
	return x->docs.paged ? read_units(x, v[1], v[2], *threshold) :
	    read_trait(x, line, *threshold);
}

static const char *
known_why(struct stored *x, struct span s)
{
	char *why = span_string(s);

	for (size_t i = 0; i < x->nwhys; i++) {
		if (strcmp(x->whys[i], why) == 0) {
			free(why);
			return x->whys[i];
		}
	}
	xgrow(&x->whys, &x->whys_cap, x->nwhys + 1, sizeof(*x->whys));
	return x->whys[x->nwhys++] = why;
}

/* The digits of "pairs", and how far they were used. */
struct codes {
	const char *p, *end;
	double containment;
};

/* Puts the scores on the right side of what they are compared with. */
static void
correct(struct tawam_match *m, int code, double containment)
{
	double *most = m->contain_a > m->contain_b ? &m->contain_a :
	    &m->contain_b;

	if (code & 1)
		m->jaccard = nextafter(m->jaccard, 0);
	if (code & 2) {
		if (*most < containment)
			*most = containment;
		return;
	}
	if (m->contain_a >= containment)
		m->contain_a = nextafter(containment, 0);
	if (m->contain_b >= containment)
		m->contain_b = nextafter(containment, 0);
}

/* What a side of a pair says of itself. */
struct side {
	struct span id, pos, unit, part;
};

static int
number_of(const struct docs *docs, const struct side *s, uint64_t *out)
{
	int head = s->part.type != JSON_ABSENT;

	if (s->pos.type == JSON_NUMBER)
		*out = span_count(s->pos);
	else if (s->id.type == JSON_ABSENT ||
	    docs_find(docs, s->id.p, s->id.n, out) == -1)
		return -1;
	if (!docs->paged)
		return 0;
	if (*out >= docs->n)
		return -1;
	for (uint64_t i = docs_first(docs, *out), end = docs_first(docs,
	    *out + 1); i < end; i++) {
		const struct docs_unit *u = docs_unit(docs, i);

		if (u->unit != span_count(s->unit) || u->head != head)
			continue;
		*out = i;
		return 0;
	}
	return -1;
}

static int
read_pair(struct stored *x, struct span line, void *arg)
{
	static const char *const names[] = { "a", "b", "a_pos", "b_pos",
	    "jaccard", "contain_a", "contain_b", "why", "unit_a", "unit_b",
	    "part_a", "part_b" };
	struct codes *codes = arg;
	struct span v[12];
	struct tawam_pair *pair;

	if (span_members(line, names, 12, v) == -1 || codes->p >= codes->end)
		return -1;
	xgrow(&x->pairs, &x->pairs_cap, x->npairs + 1, sizeof(*x->pairs));
	pair = &x->pairs[x->npairs];
	memset(pair, 0, sizeof(*pair));
	if (number_of(&x->docs, &(struct side){ v[0], v[2], v[8], v[10] },
	    &pair->a) == -1 || number_of(&x->docs,
	    &(struct side){ v[1], v[3], v[9], v[11] }, &pair->b) == -1)
		return -1;
	pair->match.jaccard = span_double(v[4]);
	pair->match.contain_a = span_double(v[5]);
	pair->match.contain_b = span_double(v[6]);
	pair->match.why = known_why(x, v[7]);
	correct(&pair->match, *codes->p++ - '0', codes->containment);
	x->npairs++;
	return 0;
}

static int
read_document(struct stored *x, struct span row)
{
	struct span v[6];
	struct tawam_trait *t;
	size_t at = 0, n = 0;
	char *date;

	while (n < 6 && span_next(row, &at, &v[n]))
		n++;
	if (n != 6 || span_count(v[0]) >= docs_count(&x->docs))
		return -1;
	t = &x->traits[span_count(v[0])];
	t->form = span_count(v[1]);
	t->marks = span_count(v[2]);
	t->length = span_count(v[3]);
	if (v[4].type == JSON_NUMBER && v[4].n < 24) {
		date = strndup(v[4].p, v[4].n);
		t->date = date == NULL ? TAWAM_NO_DATE :
		    strtoll(date, NULL, 10);
		free(date);
	}
	t->source = span_count(v[5]);
	return 0;
}

static int
read_documents(struct stored *x, struct span list)
{
	struct span row;
	size_t at = 0;

	while (span_next(list, &at, &row))
		if (read_document(x, row) == -1)
			return fail(x, "run.json", "\"stored\" does not fit "
			    "decisions.jsonl");
	/* For the rule that takes the smallest id. */
	for (uint64_t i = 0; i < docs_count(&x->docs); i++)
		x->traits[i].id = docs_id(&x->docs, i, &x->traits[i].idlen);
	return 0;
}

int
stored_read(struct stored *x, struct span stored,
    const struct stored_files *files)
{
	static const char *const names[] = { "input", "pairs", "documents" };
	XXH3_state_t *hash;
	XXH128_hash_t h;
	double threshold = files->threshold;
	struct codes codes;
	struct span v[3];
	char *input;
	int r;

	memset(x, 0, sizeof(*x));
	docs_init(&x->docs, 0, NULL);
	x->docs.paged = files->paged;
	if (span_members(stored, names, 3, v) == -1 ||
	    v[1].type != JSON_STRING)
		return fail(x, "run.json", "has no \"stored\": make the "
		    "results again with this version");
	input = span_string(v[0]);
	x->input = strtoull(input, NULL, 16);
	free(input);
	codes.p = v[1].p + 1;
	codes.end = v[1].p + v[1].n - 1;
	codes.containment = files->containment;
	if (each_line(x, files->decisions, read_decision, &threshold,
	    NULL) == -1 ||
	    read_documents(x, v[2]) == -1)
		return -1;
	if ((hash = XXH3_createState()) == NULL)
		return fail(x, files->pairs, strerror(ENOMEM));
	XXH3_128bits_reset(hash);
	r = each_line(x, files->pairs, read_pair, &codes, hash);
	h = XXH3_128bits_digest(hash);
	XXH3_freeState(hash);
	snprintf(x->digest, sizeof(x->digest), "%016" PRIx64 "%016" PRIx64,
	    (uint64_t)h.high64, (uint64_t)h.low64);
	if (r == 0 && codes.p != codes.end)
		r = fail(x, files->pairs, "lines are missing");
	return r;
}

void
stored_release(struct stored *x)
{
	docs_release(&x->docs);
	known_release(&x->known);
	for (size_t i = 0; i < x->nwhys; i++)
		free(x->whys[i]);
	free(x->whys);
	free(x->traits);
	free(x->pairs);
	x->traits = NULL;
	x->pairs = NULL;
}
