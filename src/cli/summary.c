/*
 * summary.c - what a run says about itself when it is done.
 */
#include <inttypes.h>
#include <stdio.h>

#include "cli/memory.h"
#include "cli/run.h"
#include "cli/talk.h"
#include "report/run_json.h"

/* Where documents are units. */
static void
say_pages(const struct pages_counts *p)
{
	tell("pages      %s: %s articles, %s headlines, %s heads of linked "
	    "articles", grouped(p->pages), grouped(p->articles),
	    grouped(p->headlines), grouped(p->heads));
	tell("           %s kept, %s dropped, %s stand alone, %s empty",
	    grouped(p->verdicts[TAWAM_KEPT]),
	    grouped(p->verdicts[TAWAM_DROPPED]),
	    grouped(p->verdicts[TAWAM_UNIQUE]),
	    grouped(p->verdicts[TAWAM_EMPTY]));
}

static void
say_counts(const struct run *r)
{
	const struct tawam_stats *s = &r->stats;

	if (r->docs.paged)
		say_pages(&r->pages);

	tell("%s  %s: %s full, %s short, %s tiny, %s empty",
	    r->docs.paged ? "units    " : "documents", grouped(s->docs),
	    grouped(s->full), grouped(s->brief),
	    grouped(s->tiny), grouped(s->empty));
	tell("pairs      %s exact, %s near, %s template, %s contained",
	    grouped(s->pairs[TAWAM_EXACT]), grouped(s->pairs[TAWAM_NEAR]),
	    grouped(s->pairs[TAWAM_TEMPLATE]),
	    grouped(s->pairs[TAWAM_CONTAINED]));
	if (s->implied > 0 || s->left_out > 0)
		tell("           %s more are implied by large groups, %s left "
		    "out by --max-pairs", grouped(s->implied),
		    grouped(s->left_out));
	tell("copies     %s documents are the same as one before them",
	    grouped(s->equal));
	if (r->o.against != NULL)
		tell("index      %s documents are in %s already",
		    grouped(s->known), r->o.against);
	tell("clusters   %s: %s kept, %s dropped; %s documents stand alone",
	    grouped(s->clusters), grouped(s->kept), grouped(s->dropped),
	    grouped(s->unique));
}

/* The S-curve as two rows: Jaccard, and the share of such pairs found. */
static void
say_plan(const struct tawam_plan *p, double floor)
{
	char top[128] = "Jaccard   ", row[128] = "found     ";
	const double *points;
	size_t n, at = 10;

	tell("search     %" PRIu32 " bands x %" PRIu32 " rows of %" PRIu32
	    ": expected recall %.4f at %.2f, %.2f false candidates a document",
	    p->bands, p->rows, p->slots, p->recall, floor, p->candidates);
	points = run_curve_points(&n);
	for (size_t i = 0; i < n; i++, at += 6) {
		double found = tawam_scurve(p->bands, p->rows, points[i]);

		snprintf(top + at, sizeof(top) - at, "  %.2f", points[i]);
		/* Never "1.00" for less than all. */
		snprintf(row + at, sizeof(row) - at,
		    found >= 0.995 && found < 1 ? "  >.99" : "  %.2f", found);
	}
	tell("%s", top);
	tell("%s", row);
}

/* What was searched for verbatim, and what of it was a frame. */
static void
say_passages(const struct run *r)
{
	const struct tawam_stats *s = &r->stats;

	if (r->o.params.passages == 0)
		return;
	if (r->out.path[OUT_PASSAGES] != NULL)
		tell("passages   %s of %" PRIu32 " characters or more are "
		    "shared", grouped(r->located.n), r->o.params.passages);
	tell("           %s fingerprints, %s of them shared, %s cut as frames",
	    grouped(s->prints), grouped(s->prints_shared),
	    grouped(s->prints_cut));
}

void
summary(const struct run *r)
{
	double seconds = seconds_now() - r->started;
	uint64_t peak = memory_peak();

	say_counts(r);
	say_passages(r);
	/* Nothing was long enough to be searched for. */
	if (r->o.params.exact)
		tell("search     exact: every pair at %.2f or over it, %.2f "
		    "others a document compared", r->o.params.floor > 0 ?
		    r->o.params.floor : r->o.params.threshold,
		    r->stats.plan.candidates);
	else if (r->stats.brief + r->stats.full > 0)
		say_plan(&r->stats.plan, r->o.params.floor > 0 ?
		    r->o.params.floor : r->o.params.threshold);
	if (r->stats.spilled > 0)
		tell("spilled    %s to %s, over the bound of %s",
		    bytes_text((double)r->stats.spilled), r->o.params.tmpdir,
		    bytes_text((double)r->o.params.memory));
	tell("run        %.1f s, %.1f MB/s of text, %s of memory at most",
	    seconds, seconds > 0 ? (double)r->stats.bytes / seconds / 1e6 : 0,
	    bytes_text((double)peak));
}
