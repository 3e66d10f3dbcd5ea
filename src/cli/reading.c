/*
 * reading.c - the two passes over the input.
 */
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "cli/dates.h"
#include "cli/run.h"
#include "cli/talk.h"

/* Looking at the clock for every record would cost more than it tells. */
#define PROGRESS_EVERY	256

static void
show_progress(struct run *r, const char *stage, uint64_t n)
{
	uint64_t done, total;

	if (n % PROGRESS_EVERY != 0)
		return;
	input_progress(r->in, &done, &total);
	progress_bytes(&r->progress, stage, done, total, n);
}

static int
add_record(struct run *r, const struct record *rec)
{
	struct tawam_doc d;
	int e;

	tawam_doc_init(&d, sizeof(d));
	d.id = rec->id;
	d.idlen = rec->idlen;
	d.text = rec->text;
	d.len = rec->textlen;
	d.source = rec->source;
	d.sourcelen = rec->source != NULL ? rec->sourcelen : 0;
	d.within = rec->within;
	d.date = TAWAM_NO_DATE;
	if (rec->date != NULL &&
	    date_parse(rec->date, rec->datelen, &d.date) == -1)
		notes_bad_date(&r->notes, rec);
	if ((e = tawam_corpus_add(r->corpus, &d, NULL)) != 0) {
		say("%s:%" PRIu64 ": %s", rec->file, rec->line,
		    tawam_strerror(e));
		return -1;
	}
	if (docs_add(&r->docs, rec->id, rec->idlen, rec->digest))
		notes_repeated_id(&r->notes, rec);
	return 0;
}

int
run_read(struct run *r)
{
	double start = seconds_now();
	struct record rec;
	uint64_t total;
	int got = 0;

	while (!r->notes.stop && (got = input_next(r->in, &rec)) == 1) {
		if (add_record(r, &rec) == -1)
			return -1;
		show_progress(r, "reading", r->docs.n);
	}
	if (got == -1) {
		say("reading failed: %s", strerror(errno));
		return -1;
	}
	if (r->notes.stop) {
		say("stopped by --strict; nothing was written");
		return -1;
	}
	input_progress(r->in, &r->input_bytes, &total);
	r->read_memory = peak_memory();
	r->read_seconds = seconds_now() - start;
	return 0;
}

/* The record as it stands in the input, where its verdict sends it. */
static void
copy_record(const struct run *r, const struct record *rec, uint64_t n)
{
	struct tawam_decision d;
	struct output *o;

	if (tawam_corpus_decision(r->corpus, n, &d) != 0)
		return;
	o = r->out.file[d.verdict == TAWAM_DROPPED ? OUT_REMOVED : OUT_KEPT];
	if (o == NULL)
		return;
	if (rec->whole_file)
		output_puts(o, rec->file);
	else
		output_write(o, rec->raw, rec->rawlen);
	output_write(o, "\n", 1);
}

int
run_reread(struct run *r)
{
	struct record rec;
	uint64_t n = 0;
	int got;

	if (input_rewind(r->in) == -1) {
		say("the input cannot be read a second time: %s",
		    strerror(errno));
		return -1;
	}
	while ((got = input_next(r->in, &rec)) == 1) {
		if (n == r->docs.n || rec.digest != r->docs.digests[n]) {
			say("%s changed while it was read", rec.file);
			return -1;
		}
		copy_record(r, &rec, n);
		pick_give(&r->pick, n, rec.text, rec.textlen, rec.source,
		    rec.sourcelen);
		show_progress(r, "writing", ++n);
	}
	if (got == -1) {
		say("reading failed: %s", strerror(errno));
		return -1;
	}
	if (n != r->docs.n) {
		say("the input changed while it was read: %s records are "
		    "missing", grouped(r->docs.n - n));
		return -1;
	}
	return 0;
}
