/*
 * run_json.c - run.json: what a run was asked, and what came out of it.
 */
#include <inttypes.h>
#include <string.h>

#include "report/run_json.h"

#define SKETCH_FORMAT	1

/* What happens to short and empty texts. */
static const char *
short_texts(void)
{
	return "Length is counted in code points of the normal form. 0: "
	    "empty, never joined to anything. 1 to 19: tiny, joined only to "
	    "the same normal form. 20 to 79: short, compared as any other "
	    "and counted here. From 80: full.";
}

const double *
run_curve_points(size_t *n)
{
	static const double points[] = {
		0.3, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95
	};

	*n = sizeof(points) / sizeof(points[0]);
	return points;
}

static void
put_string(struct output *o, const char *s)
{
	if (s == NULL)
		output_puts(o, "null");
	else
		output_json(o, s, strlen(s));
}

static void
put_list(struct output *o, const char *const *list, size_t n)
{
	output_puts(o, "[");
	for (size_t i = 0; i < n; i++) {
		output_puts(o, i == 0 ? "" : ", ");
		put_string(o, list[i]);
	}
	output_puts(o, "]");
}

static void
put_join(struct output *o, unsigned mask)
{
	const char *names[TAWAM_NRELATIONS];
	size_t n = 0;

	for (unsigned r = 0; r < TAWAM_NRELATIONS; r++)
		if (mask & TAWAM_BIT(r))
			names[n++] = tawam_relation_name(
			    (enum tawam_relation)r);
	put_list(o, names, n);
}

static void
put_keep(struct output *o, const struct tawam_params *p)
{
	if (p->keep == NULL) {
		output_puts(o, "[\"longest\", \"first\"]");
		return;
	}
	output_puts(o, "[");
	for (size_t i = 0; i < p->nkeep; i++) {
		const struct tawam_keep_rule *k = &p->keep[i];

		output_puts(o, i == 0 ? "" : ", ");
		if (k->rule != TAWAM_KEEP_SOURCE) {
			put_string(o, tawam_keep_name(k->rule));
			continue;
		}
		output_puts(o, "{\"source\": ");
		put_string(o, k->sources);
		output_puts(o, "}");
	}
	output_puts(o, "]");
}

static void
put_params(struct output *o, const struct run_info *r)
{
	const struct tawam_params *p = r->params;

	output_printf(o, "  \"parameters\": {\n    \"threshold\": %g,\n"
	    "    \"floor\": %g,\n    \"containment\": %g,\n"
	    "    \"profile\": \"%s\",\n    \"ngram\": %" PRIu32 ",\n"
	    "    \"recall\": %g,\n    \"seed\": %" PRIu64 ",\n"
	    "    \"max_pairs\": %" PRIu32 ",\n    \"join\": ", p->threshold,
	    p->floor > 0 ? p->floor : p->threshold, p->containment,
	    tawam_profile_name(p->profile), p->ngram, p->recall, p->seed,
	    p->max_pairs);
	put_join(o, p->join);
	output_puts(o, ",\n    \"keep\": ");
	put_keep(o, p);
	output_puts(o, ",\n    \"input_format\": ");
	put_string(o, r->format);
	output_puts(o, ",\n    \"encoding\": ");
	put_string(o, r->encoding);
	output_printf(o, ",\n    \"repair_mojibake\": %s",
	    r->repair_mojibake ? "true" : "false");
	output_puts(o, ",\n    \"id_field\": ");
	put_string(o, r->id_field);
	output_puts(o, ",\n    \"text_field\": ");
	put_list(o, r->text_fields, r->ntext_fields);
	output_puts(o, ",\n    \"date_field\": ");
	put_string(o, r->date_field);
	output_puts(o, ",\n    \"source_field\": ");
	put_string(o, r->source_field);
	output_puts(o, ",\n    \"within\": ");
	put_list(o, r->within_fields, r->nwithin_fields);
	output_puts(o, ",\n    \"against\": ");
	put_string(o, r->against);
	output_printf(o, ",\n    \"segment\": %s,\n    \"boilerplate\": ",
	    r->pages != NULL ? "true" : "false");
	put_string(o, r->boilerplate);
	output_printf(o, ",\n    \"window_seconds\": %" PRIu64 ",\n"
	    "    \"max_record\": %" PRIu64 ",\n"
	    "    \"exact\": %s,\n    \"passage_min\": %" PRIu32 ",\n"
	    "    \"passage_df\": %" PRIu32 ",\n    \"threads\": %u\n  },\n",
	    p->window, r->max_record, p->exact ? "true" : "false",
	    p->passages, p->passage_df, p->threads);
}

static void
put_versions(struct output *o)
{
	output_printf(o, "  \"versions\": {\n    \"tawam\": \"%s\",\n"
	    "    \"tables\": \"%s\",\n    \"tables_digest\": \"%08" PRIx32
	    "\",\n    \"sketch_format\": %d\n  },\n", tawam_version(),
	    tawam_tables_version(), tawam_tables_digest(), SKETCH_FORMAT);
}

/* Where documents are units: what became of the pages. */
static void
put_pages(struct output *o, const struct pages_counts *p)
{
	output_printf(o, "    \"pages\": {\"total\": %" PRIu64
	    ", \"articles\": %" PRIu64 ", \"headlines\": %" PRIu64
	    ", \"heads\": %" PRIu64, p->pages, p->articles, p->headlines,
	    p->heads);
	for (int i = TAWAM_UNIQUE; i <= TAWAM_EMPTY; i++)
		output_printf(o, ", \"%s\": %" PRIu64,
		    tawam_verdict_name((enum tawam_verdict)i),
		    p->verdicts[i]);
	output_puts(o, "},\n");
}

static void
put_counts(struct output *o, const struct run_info *r)
{
	const struct tawam_stats *s = r->stats;
	const struct {
		const char *name;
		uint64_t n;
	} rows[] = {
		{ "documents", s->docs }, { "empty", s->empty },
		{ "tiny", s->tiny }, { "short", s->brief },
		{ "full", s->full }, { "degenerate", s->degenerate },
		{ "text_bytes", s->bytes }, { "input_bytes", r->input_bytes },
		{ "repaired_sequences", s->repaired },
		{ "distinct_forms", s->groups }, { "equal", s->equal },
		{ "candidates", s->candidates }, { "verified", s->verified },
		{ "large_buckets", s->large_buckets },
		{ "fingerprints", s->prints },
		{ "shared_fingerprints", s->prints_shared },
		{ "frame_fingerprints", s->prints_cut },
		{ "passage_candidates", s->passage_pairs },
		{ "passages", r->passages },
		{ "implied_pairs", s->implied },
		{ "pairs_left_out", s->left_out },
		{ "clusters", s->clusters }, { "kept", s->kept },
		{ "dropped", s->dropped }, { "unique", s->unique },
		{ "in_index", s->known },
		{ "skipped_records", r->skipped },
		{ "unfinished_files", r->broken },
		{ "repeated_ids", r->repeated },
		{ "unreadable_dates", r->undated },
	};

	output_puts(o, "  \"counts\": {\n");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		output_printf(o, "    \"%s\": %" PRIu64 ",\n", rows[i].name,
		    rows[i].n);
	if (r->pages != NULL)
		put_pages(o, r->pages);
	output_puts(o, "    \"pairs\": {");
	for (int i = TAWAM_EXACT; i < TAWAM_NRELATIONS; i++)
		output_printf(o, "%s\"%s\": %" PRIu64,
		    i == TAWAM_EXACT ? "" : ", ",
		    tawam_relation_name((enum tawam_relation)i), s->pairs[i]);
	output_puts(o, "},\n    \"notes\": {");
	for (int i = 0; i < NOTE_COUNT; i++)
		output_printf(o, "%s\"%s\": %" PRIu64, i == 0 ? "" : ", ",
		    input_note_name((enum input_note)i), r->notes[i]);
	output_puts(o, "}\n  },\n");
}

static void
put_plan(struct output *o, const struct tawam_plan *p)
{
	const double *points;
	size_t n;

	output_printf(o, "  \"plan\": {\n    \"slots\": %" PRIu32 ",\n"
	    "    \"bands\": %" PRIu32 ",\n    \"rows\": %" PRIu32 ",\n"
	    "    \"expected_recall\": %.5f,\n    \"expected_candidates\": "
	    "%.3f,\n    \"s_curve\": [", p->slots, p->bands, p->rows,
	    p->recall, p->candidates);
	points = run_curve_points(&n);
	for (size_t i = 0; i < n; i++)
		output_printf(o, "%s{\"jaccard\": %.2f, \"found\": %.5f}",
		    i == 0 ? "" : ", ", points[i],
		    p->bands == 0 && p->recall >= 1 ? 1 :
		    tawam_scurve(p->bands, p->rows, points[i]));
	output_puts(o, "]\n  },\n");
}

static const char *const stages[TAWAM_NSTAGES] = {
	"normalise", "sketch", "search", "compare", "cluster"
};

static void
put_seconds(struct output *o, const struct run_info *r)
{
	output_printf(o, "  \"seconds\": {\n    \"total\": %.3f,\n"
	    "    \"read\": %.3f,\n", r->seconds, r->read_seconds);
	for (int i = 0; i < TAWAM_NSTAGES; i++)
		output_printf(o, "    \"%s\": %.3f,\n", stages[i],
		    (double)r->stats->stage_ns[i] * 1e-9);
	output_printf(o, "    \"write\": %.3f\n  },\n", r->write_seconds);
}

/*
 * Normalising and sketching take turns with reading.  A stage that was too
 * short to report has the peak of the one before it.
 */
static void
put_memory(struct output *o, const struct run_info *r)
{
	uint64_t peak = r->read_memory;

	output_printf(o, "  \"peak_memory\": {\n    \"total\": %" PRIu64
	    ",\n    \"read\": %" PRIu64 ",\n", r->peak_memory, peak);
	for (int i = TAWAM_STAGE_INDEX; i < TAWAM_NSTAGES; i++) {
		if (r->memory[i] > peak)
			peak = r->memory[i];
		output_printf(o, "    \"%s\": %" PRIu64 ",\n", stages[i],
		    peak);
	}
	output_printf(o, "    \"write\": %" PRIu64 "\n  },\n"
	    "  \"spilled\": %" PRIu64 ",\n", r->peak_memory,
	    r->stats->spilled);
}

void
run_json_file(const struct run_file *f, struct output *o)
{
	output_printf(o, "{\"result\": \"%s\", \"path\": ", f->result);
	put_string(o, f->path);
	output_printf(o, ", \"bytes\": %" PRIu64 ", \"xxh3_128\": \"%s\"}",
	    f->bytes, f->digest);
}

static void
put_files(struct output *o, const struct run_info *r)
{
	output_puts(o, "  \"results\": [");
	for (size_t i = 0; i < r->nfiles; i++) {
		output_puts(o, i == 0 ? "\n    " : ",\n    ");
		run_json_file(&r->files[i], o);
	}
	output_puts(o, r->nfiles > 0 ? "\n  ],\n" : "],\n");
}

void
run_json(const struct run_info *r, struct output *o)
{
	output_puts(o, "{\n");
	put_versions(o);
	output_puts(o, "  \"inputs\": ");
	put_list(o, r->inputs, r->ninputs);
	output_puts(o, ",\n");
	put_params(o, r);
	put_counts(o, r);
	put_plan(o, &r->stats->plan);
	put_seconds(o, r);
	put_memory(o, r);
	put_files(o, r);
	output_move(r->stored, o);
	output_puts(o, "  \"short_texts\": ");
	put_string(o, short_texts());
	output_puts(o, "\n}\n");
}
