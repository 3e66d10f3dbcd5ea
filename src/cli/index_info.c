/*
 * index_info.c - tawam index info: what an index is and holds.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "cli/index.h"
#include "cli/store.h"
#include "cli/talk.h"

/* ISO 8601 in UTC, or seconds when that year has none; "": no date. */
static void
date_text(int64_t date, char out[40])
{
	time_t t = (time_t)date;
	struct tm tm;

	out[0] = '\0';
	if (date == TAWAM_NO_DATE)
		return;
	if (gmtime_r(&t, &tm) == NULL || tm.tm_year > 9999 - 1900 ||
	    tm.tm_year < 0 - 1900 ||
	    strftime(out, 40, "%Y-%m-%dT%H:%M:%SZ", &tm) == 0)
		snprintf(out, 40, "%" PRId64, date);
}

static void
put_date(struct output *to, const char *name, int64_t date)
{
	char text[40];

	date_text(date, text);
	if (text[0] == '\0')
		output_printf(to, ",\"%s\":null", name);
	else
		output_printf(to, ",\"%s\":\"%s\"", name, text);
}

static void
info_json(struct output *to, const struct tawam_index_info *i,
    const struct tawam_params *p)
{
	output_printf(to, "{\"documents\":%" PRIu64 ",\"gone\":%" PRIu64
	    ",\"bytes\":%" PRIu64 ",\"memory\":%" PRIu64 ",\"files\":%" PRIu64,
	    i->docs, i->gone, i->bytes, i->memory, i->files);
	put_date(to, "oldest", i->oldest);
	put_date(to, "newest", i->newest);
	output_printf(to, ",\"profile\":\"%s\",\"ngram\":%" PRIu32
	    ",\"threshold\":%g,\"floor\":%g,\"containment\":%g,\"slots\":%"
	    PRIu32 ",\"bands\":%" PRIu32 ",\"rows\":%" PRIu32 ",\"seed\":%"
	    PRIu64 ",\"recall\":%.6f,\"candidates\":%.4f,\"format\":%" PRIu32
	    ",\"tables\":\"%s\"}\n", tawam_profile_name(p->profile), p->ngram,
	    p->threshold, p->floor, p->containment, i->plan.slots,
	    i->plan.bands, i->plan.rows, p->seed, i->plan.recall,
	    i->plan.candidates, i->format, i->tables);
}

static void
info_text(struct output *to, const struct tawam_index_info *i,
    const struct tawam_params *p)
{
	char oldest[40], newest[40];

	date_text(i->oldest, oldest);
	date_text(i->newest, newest);
	output_printf(to, "documents  %s, and %s that are gone\n",
	    grouped(i->docs), grouped(i->gone));
	if (oldest[0] != '\0')
		output_printf(to, "dates      %s to %s\n", oldest, newest);
	output_printf(to, "texts      profile %s, shingles of %" PRIu32
	    " code points\n", tawam_profile_name(p->profile), p->ngram);
	output_printf(to, "pairs      threshold %g, floor %g, containment "
	    "%g\n", p->threshold, p->floor > 0 ? p->floor : p->threshold,
	    p->containment);
	output_printf(to, "search     %s x %s of %" PRIu32 ", seed %" PRIu64
	    ": expected recall %.4f, %.2f false candidates a document\n",
	    counted(i->plan.bands, "band"), counted(i->plan.rows, "row"),
	    i->plan.slots, p->seed, i->plan.recall, i->plan.candidates);
	output_printf(to, "size       %s in %s, %s of memory\n",
	    bytes_text((double)i->bytes), counted(i->files, "file"),
	    bytes_text((double)i->memory));
	output_printf(to, "made with  format %" PRIu32 ", normalisation tables "
	    "%s\n", i->format, i->tables);
}

int
index_info(void *job)
{
	struct index_job *j = job;
	struct tawam_index_info info = { .size = sizeof(info) };
	struct options *o = &j->s.o;

	if (store_open(&j->x, o, o->index, TAWAM_INDEX_READ) == -1 ||
	    stream_open(&j->s) == -1)
		return -1;
	tawam_index_info(j->x, &info, NULL);
	(o->json ? info_json : info_text)(j->s.to, &info, &o->params);
	return stream_finish(&j->s);
}
