/*
 * index.c - opening a stored index and reading it into memory.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "index/plan.h"
#include "lib/index.h"
#include "lib/params.h"

#define EXPECT		10000000	/* documents, when nobody says */
#define THREADS_FROM	((uint64_t)8 << 20)	/* bytes of the log */

void
tawam_index_options_init(struct tawam_index_options *o, size_t size)
{
	struct tawam_index_options d = { .size = size };

	memcpy(o, &d, size < sizeof(d) ? size : sizeof(d));
}

/* Puts a sentence where the caller has room for it. */
static void
say(struct tawam_index_trouble *t, unsigned differs, const char *text)
{
	struct tawam_index_trouble all = { 0 };

	if (t == NULL)
		return;
	all.size = t->size;
	all.differs = differs;
	(void)snprintf(all.text, sizeof(all.text), "%s", text);
	memcpy(t, &all, t->size < sizeof(all) ? t->size : sizeof(all));
}

void
index_say_damage(const struct log *log, struct tawam_index_trouble *t)
{
	char text[256];

	if (log->why == NULL)
		return;
	if (log->where[0] == '\0')
		(void)snprintf(text, sizeof(text), "%s", log->why);
	else
		(void)snprintf(text, sizeof(text), "%s, byte %llu: %s",
		    log->where, (unsigned long long)log->where_at, log->why);
	say(t, 0, text);
}

/* More than half a record stood behind the end of the log. */
static void
say_rest(const struct log *log, struct tawam_index_trouble *t)
{
	char text[256];

	if (log->kept[0] != '\0')
		(void)snprintf(text, sizeof(text), "damaged, or the power "
		    "went: %llu bytes from the first bad record on are out of "
		    "the index, and kept in %s", (unsigned long long)log->cut,
		    log->kept);
	else if (log->beyond > 0)
		(void)snprintf(text, sizeof(text), "damaged, or the power "
		    "went: %llu bytes from the first bad record on are not "
		    "read", (unsigned long long)log->beyond);
	else
		return;
	say(t, 0, text);
}

static void
differ(char *text, size_t size, const char *name, const char *is,
    const char *given)
{
	size_t n = strlen(text);

	(void)snprintf(text + n, size - n, "%s%s is %s, not %s",
	    n > 0 ? "; " : "", name, is, given);
}

static void
differ_number(char *text, size_t size, const char *name, uint64_t is,
    uint64_t given)
{
	char a[32], b[32];

	(void)snprintf(a, sizeof(a), "%llu", (unsigned long long)is);
	(void)snprintf(b, sizeof(b), "%llu", (unsigned long long)given);
	differ(text, size, name, a, b);
}

static void
differ_share(char *text, size_t size, const char *name, double is,
    double given)
{
	char a[32], b[32];

	(void)snprintf(a, sizeof(a), "%g", is);
	(void)snprintf(b, sizeof(b), "%g", given);
	differ(text, size, name, a, b);
}

/* Which of the parameters in mask differ. */
static unsigned
differences(const struct head *h, const struct head *o, unsigned mask)
{
	unsigned d = 0;

	d |= h->profile != o->profile ? TAWAM_INDEX_PROFILE : 0u;
	d |= h->ngram != o->ngram ? TAWAM_INDEX_NGRAM : 0u;
	d |= h->slots != o->slots ? TAWAM_INDEX_SLOTS : 0u;
	d |= h->bands != o->bands ? TAWAM_INDEX_BANDS : 0u;
	d |= h->rows != o->rows ? TAWAM_INDEX_ROWS : 0u;
	d |= h->seed != o->seed ? TAWAM_INDEX_SEED : 0u;
	d |= h->threshold != o->threshold ? TAWAM_INDEX_THRESHOLD : 0u;
	d |= h->floor != o->floor ? TAWAM_INDEX_FLOOR : 0u;
	d |= h->containment != o->containment ? TAWAM_INDEX_CONTAINMENT : 0u;
	d |= h->tables != o->tables ? TAWAM_INDEX_TABLES : 0u;
	return d & mask;
}

int
index_compare(const struct head *h, const struct head *o, unsigned mask,
    struct tawam_index_trouble *t)
{
	unsigned d = differences(h, o, mask);
	char s[512] = "";

	if (d == 0)
		return TAWAM_OK;
	if ((d & TAWAM_INDEX_PROFILE) != 0)
		differ(s, sizeof(s), "profile", tawam_profile_name(h->profile),
		    tawam_profile_name(o->profile));
	if ((d & TAWAM_INDEX_NGRAM) != 0)
		differ_number(s, sizeof(s), "ngram", h->ngram, o->ngram);
	if ((d & TAWAM_INDEX_SLOTS) != 0)
		differ_number(s, sizeof(s), "num-perm", h->slots, o->slots);
	if ((d & TAWAM_INDEX_BANDS) != 0)
		differ_number(s, sizeof(s), "bands", h->bands, o->bands);
	if ((d & TAWAM_INDEX_ROWS) != 0)
		differ_number(s, sizeof(s), "rows", h->rows, o->rows);
	if ((d & TAWAM_INDEX_SEED) != 0)
		differ_number(s, sizeof(s), "seed", h->seed, o->seed);
	if ((d & TAWAM_INDEX_THRESHOLD) != 0)
		differ_share(s, sizeof(s), "threshold", h->threshold,
		    o->threshold);
	if ((d & TAWAM_INDEX_FLOOR) != 0)
		differ_share(s, sizeof(s), "floor", h->floor, o->floor);
	if ((d & TAWAM_INDEX_CONTAINMENT) != 0)
		differ_share(s, sizeof(s), "containment", h->containment,
		    o->containment);
	if ((d & TAWAM_INDEX_TABLES) != 0)
		differ(s, sizeof(s), "the version of the tables",
		    h->tables_version, o->tables_version);
	say(t, d, s);
	return TAWAM_EMISMATCH;
}

/* What the caller asks for: 0 where it leaves the choice. */
static void
head_of(const struct tawam_params *q, struct head *h)
{
	memset(h, 0, sizeof(*h));
	(void)snprintf(h->tables_version, sizeof(h->tables_version), "%s",
	    tawam_tables_version());
	h->tables = tawam_tables_digest();
	h->profile = (uint8_t)q->profile;
	h->ngram = (uint8_t)q->ngram;
	h->slots = q->slots;
	h->bands = q->bands;
	h->rows = q->rows;
	h->seed = q->seed;
	h->threshold = q->threshold;
	h->floor = params_floor(q);
	h->containment = q->containment;
}

/* The parameters of the index that is open are the handle's. */
static void
adopt(struct tawam_params *q, const struct head *h)
{
	q->profile = h->profile;
	q->ngram = h->ngram;
	q->slots = h->slots;
	q->bands = h->bands;
	q->rows = h->rows;
	q->seed = h->seed;
	q->threshold = h->threshold;
	q->floor = h->floor;
	q->containment = h->containment;
}

/* Opens the log, or makes it.  errno as log_open left it. */
static int
open_log(struct tawam_index *x, const struct disk *disk, int create,
    struct tawam_index_trouble *t)
{
	const char *path = x->path != NULL ? x->path : "";
	struct tawam_plan plan;
	struct head h;
	int err, made, r = TAWAM_EIO;

	errno = ENOENT;
	if (x->path != NULL) {
		r = log_open(&x->log, disk, &x->mem, path, x->write);
		if (r != TAWAM_EIO || errno != ENOENT || !create)
			goto out;
		log_close(&x->log);
	}
	if ((r = plan_choose(&x->p, params_floor(&x->p), x->p.expect != 0 ?
	    x->p.expect : EXPECT, &plan)) != 0)
		return r;
	head_of(&x->p, &h);
	h.slots = plan.slots;
	h.bands = plan.bands;
	h.rows = plan.rows;
	r = log_create(&x->log, disk, &x->mem, path, &h, &made);
out:
	err = errno;
	if (r == TAWAM_EFORMAT)
		index_say_damage(&x->log, t);
	errno = err;
	return r;
}

/* What is looked at for every question. */
static int
prepare(struct tawam_index *x, const struct tawam_params *q)
{
	struct tawam_params p = x->p;
	int r;

	p.alloc = q->alloc;
	p.keep = NULL;
	p.nkeep = 0;
	x->least_equal = plan_least_equal(p.floor, p.slots);
	for (uint32_t i = 0; i <= p.slots; i++)
		x->upper[i] = plan_upper((double)i / p.slots, p.slots);
	if ((r = tawam_sketcher_new(&x->sketcher, &p)) != 0)
		return r;
	return catalog_init(&x->docs, &x->mem, p.bands, p.slots);
}

static int
start(struct tawam_index *x, const struct disk *disk,
    const struct tawam_params *q, const struct tawam_index_options *o,
    struct tawam_index_trouble *t)
{
	struct disk memory;
	struct head mine;
	int r;

	if (x->path == NULL && disk == NULL) {
		if ((r = disk_memory_new(&x->memory, &x->mem)) != 0)
			return r;
		memory = disk_of_memory(x->memory);
		disk = &memory;
	}
	if ((r = open_log(x, disk != NULL ? disk : &disk_system,
	    (o->flags & TAWAM_INDEX_CREATE) != 0, t)) != 0)
		return r;
	head_of(q, &mine);
	if ((r = index_compare(&x->log.head, &mine,
	    o->given | TAWAM_INDEX_TABLES, t)) != 0)
		return r;
	adopt(&x->p, &x->log.head);
	if ((r = prepare(x, q)) != 0)
		return r;
	if ((r = index_load(x)) == TAWAM_EFORMAT)
		index_say_damage(&x->log, t);
	else if (r == 0)
		say_rest(&x->log, t);
	return r;
}

static void
release(struct tawam_index *x)
{
	struct mem mem = x->mem;

	if (x->kept != NULL)
		index_drop_kept(x);
	mem_free(&mem, x->kept);
	overlap_release(&x->overlap, &mem);
	buf_free(&mem, &x->form);
	mem_free(&mem, x->found);
	mem_free(&mem, x->ranked);
	mem_free(&mem, x->list);
	catalog_release(&x->docs);
	tawam_sketcher_free(x->sketcher);
	if (x->log.disk.close != NULL)
		log_close(&x->log);
	disk_memory_free(x->memory);
	mem_free(&mem, x->path);
	mem_free(&mem, x);
}

static int
copy_path(struct tawam_index *x, const char *path)
{
	size_t n;

	if (path == NULL)
		return TAWAM_OK;
	n = strlen(path) + 1;
	if ((x->path = mem_alloc(&x->mem, n, 1)) == NULL)
		return TAWAM_ENOMEM;
	memcpy(x->path, path, n);
	return TAWAM_OK;
}

/* The caller's options may be older and shorter. */
static int
read_options(const struct tawam_index_options *o,
    struct tawam_index_options *out)
{
	tawam_index_options_init(out, sizeof(*out));
	if (o == NULL)
		return TAWAM_OK;
	if (o->size < sizeof(o->size))
		return TAWAM_EINVAL;
	memcpy(out, o, o->size < sizeof(*out) ? o->size : sizeof(*out));
	if (out->flags > (TAWAM_INDEX_WRITE | TAWAM_INDEX_CREATE) ||
	    out->flags == TAWAM_INDEX_CREATE ||
	    (unsigned)out->sync > TAWAM_SYNC_NEVER ||
	    out->given >= TAWAM_INDEX_TABLES)
		return TAWAM_EINVAL;
	return TAWAM_OK;
}

int
index_open(struct tawam_index **out, const struct disk *disk,
    const char *path, const struct tawam_params *p,
    const struct tawam_index_options *o, struct tawam_index_trouble *t)
{
	struct tawam_index_options options;
	struct tawam_index *x;
	struct tawam_params q;
	struct mem mem;
	int err, r;

	*out = NULL;
	say(t, 0, "");
	if ((r = params_read(p, &q)) != 0 ||
	    (r = read_options(o, &options)) != 0)
		return r;
	if (q.scheme != TAWAM_OPH)
		return TAWAM_EINVAL;
	mem_init(&mem, q.alloc);
	if ((x = mem_zalloc(&mem, 1, sizeof(*x))) == NULL)
		return TAWAM_ENOMEM;
	x->mem = mem;
	x->p = q;
	x->p.alloc = NULL;
	x->p.keep = NULL;
	x->p.nkeep = 0;
	x->sync = options.sync;
	x->write = path == NULL || options.flags != TAWAM_INDEX_READ;
	if ((r = copy_path(x, path)) != 0 ||
	    (r = start(x, disk, &q, &options, t)) != 0) {
		err = errno;
		release(x);
		errno = err;
		return r;
	}
	*out = x;
	return TAWAM_OK;
}

int
tawam_index_open(struct tawam_index **out, const char *path,
    const struct tawam_params *p, const struct tawam_index_options *o,
    struct tawam_index_trouble *t)
{
	return index_open(out, NULL, path, p, o, t);
}

int
tawam_index_close(struct tawam_index *x)
{
	int err, r = TAWAM_OK;

	if (x == NULL)
		return TAWAM_OK;
	if (x->write && x->path != NULL && !x->log.broken)
		r = x->sync == TAWAM_SYNC_NEVER ? log_write(&x->log) :
		    log_sync(&x->log);
	if (r == 0 && x->write && x->path != NULL)
		log_mark(&x->log);
	err = errno;
	release(x);
	errno = err;
	return r;
}

void
index_arrival(const struct record *r, uint64_t place, struct arrival *out)
{
	out->entry.place = place;
	out->entry.date = r->date;
	out->entry.within = r->within;
	out->entry.key = r->key;
	out->entry.distinct = r->tags != NULL ? r->distinct : 0;
	out->entry.id = catalog_id(r->id, r->idlen);
	out->form = catalog_form(&r->key, r->within);
	out->tags = r->tags;
	out->sketch = r->sketch;
}

/* Room in the tables for all the log has, as its beginning is. */
static int
expect(struct tawam_index *x, const struct log_cursor *c)
{
	uint64_t all = 0, done = c->at;

	for (size_t i = 0; i < x->log.n; i++)
		all += x->log.segments[i].log_end;
	return all / (done / CATALOG_BLOCK) < 2 * CATALOG_BLOCK ? TAWAM_OK :
	    catalog_expect(&x->docs, all / (done / CATALOG_BLOCK));
}

static int
replay(struct tawam_index *x, const struct log_cursor *c,
    const struct record *rec, uint64_t place)
{
	struct arrival a;
	int r;

	switch (rec->kind) {
	case RECORD_DOC:
		if (x->docs.n == CATALOG_BLOCK && c->segment == 0 &&
		    (r = expect(x, c)) != 0)
			return r;
		x->log.segments[c->segment].docs++;
		index_arrival(rec, place, &a);
		return catalog_load(&x->docs, &a);
	case RECORD_REMOVE:
		if ((r = catalog_settle(&x->docs)) != 0 ||
		    (r = index_list(x, rec->id, rec->idlen)) != 0)
			return r;
		for (size_t i = 0; i < x->nlist; i++)
			catalog_kill(&x->docs, x->list[i]);
		return TAWAM_OK;
	case RECORD_EXPIRE:
		(void)catalog_expire(&x->docs, rec->date, rec->most);
		return TAWAM_OK;
	case RECORD_MARK:
		return TAWAM_OK;
	}
	return TAWAM_OK;
}

static int
load_all(struct tawam_index *x, struct log_cursor *c)
{
	struct record rec;
	uint64_t place;
	int r;

	while ((r = log_next(&x->log, c, &rec, &place)) == 1)
		if ((r = replay(x, c, &rec, place)) != 0)
			return r;
	return r != 0 ? r : catalog_loaded(&x->docs);
}

/* Threads for what the cursor has before it: none for a little. */
static unsigned
threads_for(const struct tawam_index *x, const struct log_cursor *c)
{
	uint64_t bytes = 0;

	for (size_t i = c->segment; i < x->log.n; i++)
		bytes += x->log.segments[i].log_end;
	return bytes - c->at < THREADS_FROM ? 1 : x->p.threads;
}

static int
load_from(struct tawam_index *x, struct log_cursor *c)
{
	struct pool *pool;
	int err, r;

	if ((r = pool_new(&pool, threads_for(x, c), &x->mem)) != 0)
		return r;
	x->docs.pool = pool;
	r = load_all(x, c);
	err = errno;
	x->docs.pool = NULL;
	pool_free(pool);
	errno = err;
	return r;
}

int
index_load(struct tawam_index *x)
{
	struct log_cursor c = { 0 };
	int r = load_from(x, &c);

	log_cursor_release(&x->log, &c);
	return r;
}

/* The log anew, after it was compacted. */
static int
reopen(struct tawam_index *x)
{
	struct disk disk = x->log.disk;
	uint32_t bands = x->p.bands, slots = x->p.slots;
	struct head was = x->log.head;
	int r;

	index_drop_kept(x);
	log_close(&x->log);
	catalog_release(&x->docs);
	if ((r = log_open(&x->log, &disk, &x->mem, x->path, 0)) != 0)
		return r;
	if ((r = index_compare(&x->log.head, &was, ~0u, NULL)) != 0)
		return r;
	if ((r = catalog_init(&x->docs, &x->mem, bands, slots)) != 0)
		return r;
	return index_load(x);
}

int
tawam_index_refresh(struct tawam_index *x)
{
	struct log_cursor c = { 0 };
	int moved, r;

	if (x->write)
		return TAWAM_OK;
	c.segment = x->log.n - 1;
	c.at = x->log.segments[c.segment].log_end;
	if ((r = log_refresh(&x->log, &moved)) != 0)
		return r;
	if (moved)
		return reopen(x);
	r = load_from(x, &c);
	log_cursor_release(&x->log, &c);
	return r;
}

static void
dates(const struct catalog *s, int64_t *oldest, int64_t *newest)
{
	*oldest = *newest = TAWAM_NO_DATE;
	for (uint32_t i = s->first; i < s->n; i++) {
		const struct entry *e = catalog_entry(s, i);

		if (e == NULL || e->date == TAWAM_NO_DATE)
			continue;
		if (*oldest == TAWAM_NO_DATE || e->date < *oldest)
			*oldest = e->date;
		if (e->date > *newest)
			*newest = e->date;
	}
}

int
tawam_index_info(const struct tawam_index *x, struct tawam_index_info *out,
    struct tawam_params *p)
{
	struct tawam_index_info i = { .size = sizeof(i) };
	const struct log *l = &x->log;
	int r;

	if (p != NULL)
		memcpy(p, &x->p, p->size < sizeof(x->p) ? p->size :
		    sizeof(x->p));
	if (out == NULL)
		return TAWAM_OK;
	i.tables = l->head.tables_version;
	i.format = SEGMENT_FORMAT;
	i.docs = x->docs.live;
	for (size_t k = 0; k < l->n; k++)
		i.gone += l->segments[k].docs;
	i.gone -= i.docs;
	log_size(l, &i.bytes, &i.files);
	i.memory = catalog_memory(&x->docs);
	i.cut = l->cut;
	dates(&x->docs, &i.oldest, &i.newest);
	r = plan_choose(&x->p, x->p.floor, i.docs, &i.plan);
	i.size = out->size;
	memcpy(out, &i, out->size < sizeof(i) ? out->size : sizeof(i));
	return r == TAWAM_ETOOMANY ? TAWAM_OK : r;
}
