/*
 * reading.c - the two passes over the input.
 */
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "cli/memory.h"
#include "cli/record.h"
#include "cli/resume.h"
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

int
run_add(struct run *r, struct tawam_doc *d)
{
	if (r->against != NULL && against_check(r, d) == -1)
		return 1;
	/* What was saved is there. */
	if (r->resume.loaded)
		return 0;
	return tawam_corpus_add(r->corpus, d, NULL);
}

static int
add_record(struct run *r, const struct record *rec)
{
	uint64_t digest = r->digested ? record_digest(rec) : 0;
	struct tawam_doc d;
	int e;

	if (add_to_frame(r, rec) == -1)
		return -1;
	record_doc(&d, rec, &r->notes);
	resume_record(r, digest);
	e = r->segmenter != NULL ? 0 : run_add(r, &d);
	docs_add(&r->docs, rec->id, rec->idlen, digest,
	    &(struct docs_place){ rec->file, rec->line, rec->at, rec->rawlen });
	if (r->segmenter != NULL)
		e = run_add_units(r, rec, &d);
	if (e == TAWAM_EIO)
		return run_failed(r, e);
	if (e < 0)
		say("%s:%" PRIu64 ": %s", rec->file, rec->line,
		    tawam_strerror(e));
	return e == 0 ? 0 : -1;
}

/* Ids need not be unique; which are not is known at the end. */
static void
find_repeated(struct run *r)
{
	struct docs_walk w = { .n = 0 };
	const struct docs_place *p;
	const char *id;
	size_t n;

	docs_finish(&r->docs);
	if (r->docs.repeated == 0)
		return;
	id = docs_record_id(&r->docs, r->docs.repeat, &n);
	p = docs_walk_to(&r->docs, &w, r->docs.repeat);
	notes_repeated_id(&r->notes, r->docs.repeated, p->file, p->line, id,
	    n);
	docs_walk_end(&w);
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
	/* What a pipe gives is kept for a second pass. */
	if (got == -1)
		return run_failed(r, errno == ENOMEM ? TAWAM_ENOMEM :
		    TAWAM_EIO);
	if (r->notes.stop) {
		say("stopped by --strict; nothing was written");
		return -1;
	}
	/* A name that is wrong must not empty the results of a right one. */
	if (r->docs.n == 0 && r->notes.broken > 0) {
		say("nothing could be read; nothing was written");
		return -1;
	}
	notes_missing(&r->notes, r->in);
	find_repeated(r);
	input_progress(r->in, &r->input_bytes, &total);
	r->read_memory = memory_peak();
	r->read_seconds = seconds_now() - start;
	return 0;
}

/* The record as it stands in the input, where its verdict sends it. */
static void
copy_record(struct run *r, const struct record *rec, uint64_t n)
{
	enum tawam_verdict verdict;
	enum outfile which;

	if (r->out.file[OUT_KEPT] == NULL && r->out.file[OUT_REMOVED] == NULL)
		return;
	verdict = pages_verdict(&r->docs, r->corpus, n);
	which = verdict == TAWAM_DROPPED || verdict == TAWAM_KNOWN ?
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

static int
changed(const char *file)
{
	say("%s changed while it was read", file);
	return -1;
}

/* Record n once more.  0, or -1 when said. */
static int
take_again(struct run *r, const struct record *rec, uint64_t n)
{
	int e;

	if (n == r->docs.n || record_digest(rec) != docs_digest(&r->docs, n))
		return changed(rec->file);
	copy_record(r, rec, n);
	if ((e = run_give(r, rec, n)) != 0)
		return e < 0 ? run_failed(r, e) : -1;
	return 0;
}

static int
not_again(void)
{
	say("the input cannot be read a second time: %s", strerror(errno));
	return -1;
}

/* Only the records whose texts are wanted. */
static int
reread_some(struct run *r, struct docs_walk *w)
{
	uint64_t doc = 0, n;
	int got;

	while (signals_got() == 0 &&
	    (doc = run_next(r, doc)) != TAWAM_NO_DOC) {
		const struct docs_place *p;
		struct record was = { .raw = NULL }, rec;

		n = docs_record(&r->docs, doc);
		p = docs_walk_to(&r->docs, w, n);
		was.file = p->file;
		was.line = p->line;
		was.at = p->at;
		was.rawlen = p->len;
		if ((got = input_at(r->in, &was, &rec)) == -1)
			return not_again();
		if (got == 0)
			return changed(p->file);
		if (take_again(r, &rec, n) == -1)
			return -1;
		doc = docs_first(&r->docs, n + 1);
	}
	return signals_got() == 0 ? 0 : -1;
}

/* Does the second pass need all records, whatever is shown of them? */
static int
needs_all(const struct run *r)
{
	return !r->docs.placed || r->making.x != NULL ||
	    r->out.file[OUT_KEPT] != NULL || r->out.file[OUT_REMOVED] != NULL;
}

static int
reread_all(struct run *r)
{
	struct record rec;
	uint64_t n = 0;
	int got = 0;

	if (write_behind(r) == -1)
		return -1;
	while (signals_got() == 0 && (got = input_next(r->in, &rec)) == 1) {
		if (take_again(r, &rec, n) == -1)
			return -1;
		show_progress(r, "writing", ++n);
	}
	if (got == -1) {
		say("reading failed: %s", strerror(errno));
		return -1;
	}
	if (signals_got() != 0)
		return -1;
	if (n != r->docs.n) {
		say("the input changed while it was read: %s missing",
		    counted(r->docs.n - n, "record"));
		return -1;
	}
	end_copies(r);
	return 0;
}

int
run_reread(struct run *r)
{
	struct docs_walk w = { .n = 0 };
	int e;

	if (input_rewind(r->in) == -1)
		return not_again();
	if (needs_all(r))
		return reread_all(r);
	e = reread_some(r, &w);
	docs_walk_end(&w);
	return e;
}
