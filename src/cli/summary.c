/*
 * summary.c - what a run says about itself when it is done.
 */
#include <inttypes.h>
#include <stdio.h>

#include "cli/memory.h"
#include "cli/run.h"
#include "cli/talk.h"
#include "report/run_json.h"

static const char *
are(uint64_t n)
{
	return n == 1 ? "is" : "are";
}

/* Where documents are units. */
static void
say_pages(const struct pages_counts *p)
{
	tell("pages      %s: %s, %s, %s of linked articles",
	    grouped(p->pages), counted(p->articles, "article"),
	    counted(p->headlines, "headline"), counted(p->heads, "head"));
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
	tell("copies     %s %s the same as one before %s",
	    counted(s->equal, "document"), are(s->equal),
	    s->equal == 1 ? "it" : "them");
	if (r->o.against != NULL)
		tell("index      %s %s in %s already",
		    counted(s->known, "document"), are(s->known),
		    r->o.against);
	tell("clusters   %s: %s kept, %s dropped; %s stand%s alone",
	    grouped(s->clusters), grouped(s->kept), grouped(s->dropped),
	    counted(s->unique, "document"), s->unique == 1 ? "s" : "");
}

void
search_lines(const struct tawam_plan *p, double floor, char lines[3][160])
{
	const double *points;
	size_t n, at = 10;

	snprintf(lines[0], 160, "search     %s x %s of %" PRIu32 ": expected "
	    "recall %.4f at %.2f, %.2f false candidates a document",
	    counted(p->bands, "band"), counted(p->rows, "row"), p->slots,
	    p->recall, floor, p->candidates);
	snprintf(lines[1], 160, "Jaccard   ");
	snprintf(lines[2], 160, "found     ");
	points = run_curve_points(&n);
	for (size_t i = 0; i < n; i++, at += 6) {
		double found = tawam_scurve(p->bands, p->rows, points[i]);

		snprintf(lines[1] + at, 160 - at, "  %.2f", points[i]);
		/* Never "1.00" for less than all. */
		snprintf(lines[2] + at, 160 - at,
		    found >= 0.995 && found < 1 ? "  >.99" : "  %.2f", found);
	}
}

static void
say_search(const struct run *r)
{
	double floor = r->o.params.floor > 0 ? r->o.params.floor :
	    r->o.params.threshold;
	char lines[3][160];

	if (r->o.params.exact) {
		tell("search     exact: every pair at %.2f or over it, %.2f "
		    "others a document compared", floor,
		    r->stats.plan.candidates);
		return;
	}
	search_lines(&r->stats.plan, floor, lines);
	for (size_t i = 0; i < 3; i++)
		tell("%s", lines[i]);
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

	if (r->docs.n == 0) {
		tell("documents  none");
		return;
	}
	say_counts(r);
	say_passages(r);
	/* Was anything long enough to be searched for? */
	if (r->stats.brief + r->stats.full > 0)
		say_search(r);
	if (r->stats.spilled > 0)
		tell("spilled    %s to %s, over the bound of %s",
		    bytes_text((double)r->stats.spilled), r->o.params.tmpdir,
		    bytes_text((double)r->o.params.memory));
	tell("run        %.1f s, %.1f MB/s of text, %s of memory at most",
	    seconds, seconds > 0 ? (double)r->stats.bytes / seconds / 1e6 : 0,
	    bytes_text((double)peak));
}
