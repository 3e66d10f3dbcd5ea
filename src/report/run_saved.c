/*
 * run_saved.c - run.json, read again.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/run_saved.h"
#include "report/xalloc.h"

static int
fail(struct run_saved *s, const char *path, const char *what)
{
	snprintf(s->why, sizeof(s->why), "%.180s: %s", path, what);
	return -1;
}

static int
read_file(struct run_saved *s, const char *path)
{
	FILE *f = fopen(path, "r");
	size_t cap = 0, n;
	int r = 0;

	if (f == NULL)
		return fail(s, path, strerror(errno));
	do {
		xgrow(&s->text, &cap, s->len + 65536, 1);
		n = fread(s->text + s->len, 1, cap - s->len, f);
		s->len += n;
	} while (n > 0);
	if (ferror(f))
		r = fail(s, path, strerror(errno));
	fclose(f);
	return r;
}

static char *
copied(const char *p, size_t n)
{
	char *out = xalloc(n + 1, 1);

	memcpy(out, p, n);
	out[n] = '\0';
	return out;
}

static void
append(char **list, const char *prefix, char *item)
{
	size_t n = *list == NULL ? 0 : strlen(*list);
	size_t more = strlen(prefix) + strlen(item) + 2;
	char *out = xalloc(n + more, 1);

	snprintf(out, n + more, "%s%s%s%s", n > 0 ? *list : "",
	    n > 0 ? "," : "", prefix, item);
	free(*list);
	free(item);
	*list = out;
}

/* A value as the command line has it: lists with commas, rules by name. */
static char *
option_value(struct span v)
{
	static const char *const source[] = { "source" };
	struct span item, list;
	char *out = NULL;
	size_t at = 0;

	if (v.type == JSON_NUMBER)
		return copied(v.p, v.n);
	if (v.type == JSON_STRING)
		return span_string(v);
	if (v.type != JSON_ARRAY)
		return NULL;
	while (span_next(v, &at, &item)) {
		if (item.type != JSON_OBJECT)
			append(&out, "", span_string(item));
		else if (span_members(item, source, 1, &list) == 0)
			append(&out, "source:", span_string(list));
	}
	return out;
}

static int
is_true(struct span v)
{
	return v.type == JSON_TRUE;
}

static int
read_parameters(struct run_saved *s, struct span object)
{
	static const struct {
		const char *name, *option;
	} rows[] = {
		{ "threshold", "threshold" }, { "floor", "floor" },
		{ "containment", "containment" }, { "profile", "profile" },
		{ "ngram", "ngram" }, { "recall", "recall" },
		{ "seed", "seed" }, { "max_pairs", "max-pairs" },
		{ "join", "join" }, { "keep", "keep" },
		{ "input_format", "input-format" },
		{ "encoding", "encoding" }, { "id_field", "id-field" },
		{ "text_field", "text-field" },
		{ "date_field", "date-field" },
		{ "source_field", "source-field" },
		{ "max_record", "max-record" },
		{ "boilerplate", "boilerplate" }, { "segment", NULL },
		{ "repair_mojibake", NULL }, { "exact", NULL },
	};
	enum { N = sizeof(rows) / sizeof(rows[0]) };
	const char *names[N];
	struct span v[N];

	for (size_t i = 0; i < N; i++)
		names[i] = rows[i].name;
	if (span_members(object, names, N, v) == -1)
		return -1;
	for (size_t i = 0; i < N; i++) {
		char *value = rows[i].option == NULL ? NULL :
		    option_value(v[i]);

		if (value == NULL)
			continue;
		s->options[s->noptions].name = rows[i].option;
		s->options[s->noptions++].value = value;
	}
	s->threshold = span_double(v[0]);
	s->floor = span_double(v[1]);
	s->segment = is_true(v[N - 3]);
	s->repair_mojibake = is_true(v[N - 2]);
	s->exact = is_true(v[N - 1]);
	return 0;
}

static int
read_counts(struct run_saved *s, struct span object)
{
	static const char *const names[] = { "documents", "empty", "tiny",
	    "short", "full", "degenerate", "text_bytes", "repaired_sequences",
	    "distinct_forms", "equal", "candidates", "verified",
	    "implied_pairs", "pairs_left_out", "skipped_records" };
	enum { N = sizeof(names) / sizeof(names[0]) };
	struct tawam_stats *t = &s->stats;
	uint64_t *const to[N] = { &t->docs, &t->empty, &t->tiny, &t->brief,
	    &t->full, &t->degenerate, &t->bytes, &t->repaired, &t->groups,
	    &t->equal, &t->candidates, &t->verified, &t->implied,
	    &t->left_out, &s->skipped };
	struct span v[N];

	if (span_members(object, names, N, v) == -1)
		return -1;
	for (size_t i = 0; i < N; i++)
		*to[i] = span_count(v[i]);
	return 0;
}

static int
read_plan(struct run_saved *s, struct span object)
{
	static const char *const names[] = { "slots", "bands", "rows",
	    "expected_recall", "expected_candidates" };
	struct tawam_plan *p = &s->stats.plan;
	struct span v[5];

	if (span_members(object, names, 5, v) == -1)
		return -1;
	p->slots = (uint32_t)span_count(v[0]);
	p->bands = (uint32_t)span_count(v[1]);
	p->rows = (uint32_t)span_count(v[2]);
	p->recall = span_double(v[3]);
	p->candidates = span_double(v[4]);
	return 0;
}

static int
read_results(struct run_saved *s)
{
	static const char *const names[] = { "result", "path", "xxh3_128" };
	struct span item, v[3];
	size_t at = 0;

	while (span_next(s->results, &at, &item)) {
		char *name;

		if (span_members(item, names, 3, v) == -1)
			return -1;
		name = span_string(v[0]);
		if (strcmp(name, "pairs") == 0 && s->pairs == NULL) {
			s->pairs = span_string(v[1]);
			s->pairs_digest = span_string(v[2]);
		}
		free(name);
	}
	return 0;
}

int
run_saved_read(struct run_saved *s, const char *path)
{
	static const char *const names[] = { "parameters", "counts", "plan",
	    "inputs", "results", "stored", "report" };
	static const char *const threshold[] = { "threshold" };
	struct span v[7], now, item, whole;
	size_t at = 0;

	memset(s, 0, sizeof(*s));
	if (read_file(s, path) == -1)
		return -1;
	whole = (struct span){ s->text, s->len, JSON_OBJECT };
	if (span_members(whole, names, 7, v) == -1 ||
	    read_parameters(s, v[0]) == -1 || read_counts(s, v[1]) == -1 ||
	    read_plan(s, v[2]) == -1)
		return fail(s, path, "is not what a run writes");
	while (span_next(v[3], &at, &item)) {
		xgrow(&s->inputs, &s->inputs_cap, s->ninputs + 1,
		    sizeof(*s->inputs));
		s->inputs[s->ninputs++] = span_string(item);
	}
	s->results = v[4];
	s->stored = v[5];
	s->report = v[6];
	if (v[6].type == JSON_OBJECT &&
	    span_members(v[6], threshold, 1, &now) == 0 &&
	    now.type == JSON_NUMBER)
		s->threshold = span_double(now);
	if (read_results(s) == -1 || s->pairs == NULL)
		return fail(s, path, "names no pairs: make the results with "
		    "--out");
	if (s->stored.type != JSON_OBJECT)
		return fail(s, path, "was written by an earlier version: "
		    "make the results again");
	return 0;
}

static int
was_written(const char *name, const struct run_file *files, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(files[i].result, name) == 0)
			return 1;
	return 0;
}

void
run_saved_write(const struct run_saved *s, double threshold,
    const struct tawam_stats *now, const struct run_file *files,
    size_t nfiles, struct output *o)
{
	static const char *const names[] = { "result" };
	const char *end = s->text + s->len, *rest;
	struct span item, v;
	size_t at = 0, n = 0;

	output_write(o, s->text, (size_t)(s->results.p - s->text));
	output_puts(o, "[");
	while (span_next(s->results, &at, &item)) {
		char *name;

		if (span_members(item, names, 1, &v) == -1)
			continue;
		name = span_string(v);
		if (!was_written(name, files, nfiles)) {
			output_puts(o, n++ > 0 ? ",\n    " : "\n    ");
			output_write(o, item.p, item.n);
		}
		free(name);
	}
	for (size_t i = 0; i < nfiles; i++) {
		output_puts(o, n++ > 0 ? ",\n    " : "\n    ");
		run_json_file(&files[i], o);
	}
	output_printf(o, "\n  ],\n  \"report\": {\"threshold\": %g, "
	    "\"clusters\": %" PRIu64 ", \"kept\": %" PRIu64 ", \"dropped\": "
	    "%" PRIu64 ", \"unique\": %" PRIu64 "}", threshold,
	    now->clusters, now->kept, now->dropped, now->unique);
	rest = s->results.p + s->results.n;
	if (s->report.type == JSON_OBJECT && s->report.p > rest)
		rest = s->report.p + s->report.n;
	output_write(o, rest, (size_t)(end - rest));
}

void
run_saved_release(struct run_saved *s)
{
	for (size_t i = 0; i < s->noptions; i++)
		free(s->options[i].value);
	for (size_t i = 0; i < s->ninputs; i++)
		free(s->inputs[i]);
	free(s->inputs);
	free(s->pairs);
	free(s->pairs_digest);
	free(s->text);
	memset(s, 0, sizeof(*s));
}
