/*
 * index_feed.c - records into an index, and records asked of one.
 */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "cli/index.h"
#include "cli/record.h"
#include "cli/signals.h"
#include "cli/store.h"
#include "cli/talk.h"

/* Of struct index_job's count. */
enum { ADDED, EMPTY, THERE };

/* Every input, each record to put. */
static int
feed(struct index_job *j, stream_put *put)
{
	struct input_options io;
	struct input *in;
	int r = -1;

	stream_input(&j->s, &io);
	if (input_open(&in, j->s.o.inputs, j->s.o.ninputs, &io) == -1) {
		say("%s", strerror(errno));
		return -1;
	}
	if (stream_clear(&j->s, in, "the answers") == 0)
		r = stream_records(&j->s, in, put, j);
	input_close(in);
	return signals_got() != 0 ? -1 : r;
}

static int
add(struct index_job *j, const struct tawam_doc *d)
{
	uint64_t number;
	int e;

	errno = 0;
	if ((e = tawam_index_add(j->x, d, &number)) != 0)
		return store_failed(j->s.o.index, e);
	j->count[number == UINT64_MAX ? EMPTY : ADDED]++;
	return 0;
}

static int
put_new(void *job, const struct record *r)
{
	struct index_job *j = job;
	struct tawam_doc d;

	record_doc(&d, r, &j->s.notes);
	return add(j, &d);
}

/* What was added before, under the same id, is not added again. */
static int
put_unless_there(void *job, const struct record *r)
{
	struct index_job *j = job;
	struct tawam_hit hit = { .size = sizeof(hit) };
	struct tawam_doc d;
	int e;

	record_doc(&d, r, &j->s.notes);
	errno = 0;
	if ((e = tawam_index_check(j->x, &d, &hit)) != 0)
		return store_failed(j->s.o.index, e);
	if (!hit.replay)
		return add(j, &d);
	j->count[THERE]++;
	return 0;
}

static void
say_added(const struct index_job *j)
{
	if (j->s.o.quiet)
		return;
	tell("%s added", counted(j->count[ADDED], "document"));
	if (j->count[EMPTY] > 0)
		tell("%s empty and not kept",
		    counted(j->count[EMPTY], "document"));
	if (j->count[THERE] > 0)
		tell("%s there already",
		    counted(j->count[THERE], "document"));
}

int
index_build(void *job)
{
	struct index_job *j = job;

	if (stream_open(&j->s) == -1 ||
	    making_open(&j->making, &j->s.o, j->s.o.index) == -1)
		return -1;
	j->x = j->making.x;
	if (feed(j, put_new) == -1)
		return -1;
	j->x = NULL;
	if (making_commit(&j->making) == -1 || stream_finish(&j->s) == -1)
		return -1;
	say_added(j);
	return 0;
}

int
index_add(void *job)
{
	struct index_job *j = job;
	int r;

	if (store_open(&j->x, &j->s.o, j->s.o.index, TAWAM_INDEX_WRITE) == -1 ||
	    stream_open(&j->s) == -1)
		return -1;
	signals_defer();
	r = feed(j, put_unless_there);
	/* What is in is in, whatever ended it. */
	if (store_close(j->x, j->s.o.index) == -1)
		r = -1;
	j->x = NULL;
	say_added(j);
	return stream_finish(&j->s) == -1 ? -1 : r;
}

struct answer {
	struct output *to;
	int n;
};

static int
put_match(void *arg, const struct tawam_hit *hit)
{
	const struct tawam_match *m = &hit->match;
	struct answer *a = arg;

	output_puts(a->to, a->n++ == 0 ? "{\"id\":" : ",{\"id\":");
	output_write(a->to, hit->id, hit->idlen);
	output_printf(a->to, ",\"jaccard\":%.4f,\"contain_a\":%.4f,"
	    "\"contain_b\":%.4f,\"relation\":\"%s\",\"why\":\"%s\"}",
	    m->jaccard, m->contain_a, m->contain_b,
	    tawam_relation_name(m->relation), m->why != NULL ? m->why : "");
	return output_closed(a->to);
}

static int
put_answer(void *job, const struct record *r)
{
	struct index_job *j = job;
	struct answer a = { j->s.to, 0 };
	struct tawam_doc d;
	int e;

	record_doc(&d, r, &j->s.notes);
	if (j->s.o.date_field == NULL)
		d.date = time(NULL);
	output_puts(a.to, "{\"id\":");
	output_write(a.to, r->id, r->idlen);
	output_puts(a.to, ",\"matches\":[");
	errno = 0;
	e = tawam_index_query(j->x, &d, put_match, &a);
	if (e < 0)
		return store_failed(j->s.o.index, e);
	output_puts(a.to, "]}\n");
	return 0;
}

int
index_query(void *job)
{
	struct index_job *j = job;

	if (store_open(&j->x, &j->s.o, j->s.o.index, TAWAM_INDEX_READ) == -1 ||
	    stream_open(&j->s) == -1 || feed(j, put_answer) == -1)
		return -1;
	return stream_finish(&j->s);
}
