/*
 * reading.c - the two passes over the input.
 */
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "cli/memory.h"
#include "cli/record.h"
#include "cli/run.h"
#include "cli/signals.h"
#include "cli/store.h"
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

/* What --kept and --removed hold is one file of one format. */
static int
add_to_frame(struct run *r, const struct record *rec)
{
	const char *why;

	if (r->out.path[OUT_KEPT] == NULL && r->out.path[OUT_REMOVED] == NULL)
		return 0;
	if (frame_add(&r->frame, rec, &why) == 0)
		return 0;
	if (why == NULL)
		say("reading failed: %s", strerror(errno));
	else
		say("%s:%" PRIu64 ": %s: with --kept or --removed give each a "
		    "run of its own", rec->file, rec->line, why);
	return -1;
}

static int
add_record(struct run *r, const struct record *rec)
{
	struct tawam_doc d;
	int e;

	if (add_to_frame(r, rec) == -1)
		return -1;
	record_doc(&d, rec, &r->notes);
	if (r->against != NULL && against_check(r, &d) == -1)
		return -1;
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
	r->read_memory = memory_peak();
	r->read_seconds = seconds_now() - start;
	return 0;
}

/* The record as it stands in the input, where its verdict sends it. */
static void
copy_record(struct run *r, const struct record *rec, uint64_t n)
{
	struct tawam_decision d;
	enum outfile which;

	if (tawam_corpus_decision(r->corpus, n, &d) != 0)
		return;
	which = d.verdict == TAWAM_DROPPED || d.verdict == TAWAM_KNOWN ?
	    OUT_REMOVED : OUT_KEPT;
	if (r->out.file[which] != NULL)
		frame_put(&r->frame, r->out.file[which], &r->copied[which],
		    rec);
}

static void
end_copies(const struct run *r)
{
	for (int i = OUT_KEPT; i <= OUT_REMOVED; i++) {
		if (r->out.file[i] != NULL)
			frame_end(&r->frame, r->out.file[i], r->copied[i]);
	}
}

/* Records are packed and written beside the reading. */
static int
write_behind(struct run *r)
{
	static const enum outfile which[] = { OUT_KEPT, OUT_REMOVED };

	for (size_t i = 0; i < 2 && r->o.params.threads > 1; i++) {
		struct output *o = r->out.file[which[i]];

		if (o != NULL && output_behind(o) == -1) {
			say("%s: %s", r->out.path[which[i]], strerror(errno));
			return -1;
		}
	}
	return 0;
}

/* What stays goes into the index of --index-out. */
static int
keep_in_index(struct run *r, const struct record *rec, uint64_t n)
{
	struct tawam_decision verdict;
	struct tawam_doc d;
	int e = tawam_corpus_decision(r->corpus, n, &verdict);

	if (e == 0 && verdict.verdict != TAWAM_UNIQUE &&
	    verdict.verdict != TAWAM_KEPT)
		return 0;
	record_doc(&d, rec, NULL);
	errno = 0;
	if (e == 0)
		e = tawam_index_add(r->making.x, &d, NULL);
	return e != 0 ? store_failed(r->o.index_out, e) : 0;
}

int
run_reread(struct run *r)
{
	struct record rec;
	uint64_t n = 0;
	int got = 0, e;

	if (input_rewind(r->in) == -1) {
		say("the input cannot be read a second time: %s",
		    strerror(errno));
		return -1;
	}
	if (write_behind(r) == -1)
		return -1;
	while (signals_got() == 0 && (got = input_next(r->in, &rec)) == 1) {
		if (n == r->docs.n || rec.digest != r->docs.digests[n]) {
			say("%s changed while it was read", rec.file);
			return -1;
		}
		copy_record(r, &rec, n);
		if (r->making.x != NULL && keep_in_index(r, &rec, n) == -1)
			return -1;
		pick_give(&r->pick, n, rec.text, rec.textlen, rec.source,
		    rec.sourcelen);
		if ((e = located_give(&r->located, n, rec.text,
		    rec.textlen)) != 0)
			return run_failed(r, e);
		show_progress(r, "writing", ++n);
	}
	if (got == -1) {
		say("reading failed: %s", strerror(errno));
		return -1;
	}
	if (signals_got() != 0)
		return -1;
	if (n != r->docs.n) {
		say("the input changed while it was read: %s records are "
		    "missing", grouped(r->docs.n - n));
		return -1;
	}
	end_copies(r);
	return 0;
}
