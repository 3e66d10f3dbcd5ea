/*
 * space.c - large arrays within a bound of resident memory.
 */
#include <sys/mman.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/space.h"

/* Arrays grow in such steps, and pages of files are made ready so. */
#define STEP		((size_t)1 << 20)
/* Work between two looks, and its share of the bound. */
#define LOOK		((size_t)8 << 20)
#define LOOK_SHARE	32
/* What else a process needs is left free of the bound. */
#define OTHERS		((size_t)8 << 20)

void
space_marks(size_t bound, struct space_marks *out)
{
	size_t others = bound / 8 + OTHERS;

	out->high = bound > 2 * others ? bound - others : bound / 2;
	out->low = out->high / 8 * 7;
	out->settled = out->high / 8 * 5;
}

static size_t
look(const struct space *s)
{
	size_t share = s->bound / LOOK_SHARE;

	return share < LOOK ? share : LOOK;
}

static void
set_pointer(struct vast *v, void *p)
{
	/* A pointer of any type: copy, do not cast. */
	memcpy(v->array, &p, sizeof(p));
}

static void *
get_pointer(const struct vast *v)
{
	void *p;

	memcpy(&p, v->array, sizeof(p));
	return p;
}

void
space_init(struct space *s, const struct mem *m, uint64_t bound,
    const char *tmpdir)
{
	memset(s, 0, sizeof(*s));
	s->mem = *m;
	s->tmpdir = tmpdir != NULL ? tmpdir : "/tmp";
	s->statm = -1;
	if (bound == 0)
		return;
	s->bound = bound < SIZE_MAX ? (size_t)bound : SIZE_MAX;
	space_marks(s->bound, &s->marks);
	s->statm = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
	if (space_resident(s) == 0)
		s->bound = 0;
}

void
space_free(struct space *s)
{
	while (s->first != NULL)
		space_leave(s, s->first);
	if (s->statm != -1)
		close(s->statm);
	s->statm = -1;
}

size_t
space_resident(const struct space *s)
{
	char text[128], *end;
	ssize_t n;

	if (s->statm == -1 ||
	    (n = pread(s->statm, text, sizeof(text) - 1, 0)) <= 0)
		return 0;
	text[n] = '\0';
	(void)strtoull(text, &end, 10);
	return (size_t)strtoull(end, NULL, 10) *
	    (size_t)sysconf(_SC_PAGESIZE);
}

void
space_enter(struct space *s, struct vast *v, enum vast_kind kind,
    void *pointer)
{
	memset(v, 0, sizeof(*v));
	v->array = pointer;
	v->kind = kind;
	v->file = -1;
	v->next = s->first;
	s->first = v;
	set_pointer(v, NULL);
}

/* With a bound, memory is the system's own: what is freed is gone at once. */
static void
release(struct space *s, struct vast *v)
{
	if (v->file != -1) {
		close(v->file);
		s->filed -= v->cap;
	}
	if (s->bound == 0)
		mem_free(&s->mem, get_pointer(v));
	else if (v->cap > 0)
		(void)munmap(get_pointer(v), v->cap);
	set_pointer(v, NULL);
	v->cap = v->ready = 0;
	v->file = -1;
}

void
space_leave(struct space *s, struct vast *v)
{
	struct vast **at;

	for (at = &s->first; *at != v; at = &(*at)->next)
		if (*at == NULL)
			return;
	*at = v->next;
	release(s, v);
	v->next = NULL;
}

void
space_swap(struct vast *v, struct vast *w)
{
	void *p = get_pointer(v);
	struct vast old = *v;

	set_pointer(v, get_pointer(w));
	set_pointer(w, p);
	v->cap = w->cap;
	v->ready = w->ready;
	v->file = w->file;
	w->cap = old.cap;
	w->ready = old.ready;
	w->file = old.file;
}

static size_t
whole_steps(size_t bytes)
{
	return (bytes + STEP - 1) / STEP * STEP;
}

/* Arrays in memory have large pages from this size: of a smaller one more
 * would become resident than is asked for. */
#define LARGE_FROM	(8 * STEP)

/* An error number, or 0. */
static int
extend_file(struct space *s, int file, size_t from, size_t to)
{
	int e;

	while ((e = posix_fallocate(file, (off_t)from,
	    (off_t)(to - from))) == EINTR)
		;
	if (e == 0) {
		s->filed += to - from;
		if (s->filed > s->most_filed)
			s->most_filed = s->filed;
	}
	return e;
}

static int
grow_map(struct space *s, struct vast *v, size_t bytes)
{
	void *p = get_pointer(v);
	int large = v->file == -1 && bytes >= LARGE_FROM, e;

	/* Mappings of whole large pages are put and moved as such. */
	if (large)
		bytes = (bytes + MEM_LARGE - 1) & ~(MEM_LARGE - 1);
	else
		bytes = whole_steps(bytes);
	if (v->file != -1 &&
	    (e = extend_file(s, v->file, v->cap, bytes)) != 0) {
		errno = e;
		return TAWAM_EIO;
	}
	p = v->cap == 0 ? mmap(NULL, bytes, PROT_READ | PROT_WRITE,
	    v->file != -1 ? MAP_SHARED : MAP_PRIVATE | MAP_ANONYMOUS,
	    v->file, 0) : mremap(p, v->cap, bytes, MREMAP_MAYMOVE);
	if (p == MAP_FAILED) {
		if (v->file != -1 && ftruncate(v->file, (off_t)v->cap) == 0)
			s->filed -= bytes - v->cap;
		return TAWAM_ENOMEM;
	}
	set_pointer(v, p);
	v->cap = bytes;
	/* All of it, or it is two mappings, which cannot grow. */
	if (large)
		(void)madvise(p, bytes, MADV_HUGEPAGE);
	return TAWAM_OK;
}

/* A file without a name, or -1 with errno. */
static int
open_file(const struct space *s)
{
	char name[4096];
	int file = open(s->tmpdir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

	if (file != -1 || (errno != EOPNOTSUPP && errno != EISDIR &&
	    errno != EINVAL && errno != ENOENT))
		return file;
	if ((size_t)snprintf(name, sizeof(name), "%s/tawam.XXXXXX",
	    s->tmpdir) >= sizeof(name)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	if ((file = mkostemp(name, O_CLOEXEC)) != -1)
		(void)unlink(name);
	return file;
}

static int
write_all(int file, size_t to, const char *p, size_t n)
{
	for (size_t at = 0; at < n;) {
		size_t piece = n - at < 4 * STEP ? n - at : 4 * STEP;
		ssize_t done = pwrite(file, p + at, piece, (off_t)(to + at));

		if (done == -1 && errno == EINTR)
			continue;
		if (done <= 0)
			return -1;
		at += (size_t)done;
	}
	return 0;
}

int
space_put(const struct vast *v, size_t at, const void *p, size_t n)
{
	if (v->file != -1)
		return write_all(v->file, at, p, n) == 0 ? TAWAM_OK :
		    TAWAM_EIO;
	memcpy((char *)get_pointer(v) + at, p, n);
	return TAWAM_OK;
}

int
space_get(const struct vast *v, size_t at, void *p, size_t n)
{
	if (v->file == -1) {
		memcpy(p, (const char *)get_pointer(v) + at, n);
		return TAWAM_OK;
	}
	for (size_t done = 0; done < n;) {
		ssize_t k = pread(v->file, (char *)p + done, n - done,
		    (off_t)(at + done));

		if (k == -1 && errno == EINTR)
			continue;
		if (k <= 0)
			return TAWAM_EIO;
		done += (size_t)k;
	}
	return TAWAM_OK;
}

/* Moves an array to a file.  TAWAM_EIO, and then it is where it was. */
static int
spill(struct space *s, struct vast *v)
{
	void *p = get_pointer(v), *map = MAP_FAILED;
	int file = open_file(s), e;

	if (file == -1)
		return TAWAM_EIO;
	if ((e = extend_file(s, file, 0, v->cap)) != 0) {
		close(file);
		errno = e;
		return TAWAM_EIO;
	}
	if (write_all(file, 0, p, v->cap) == 0)
		map = mmap(NULL, v->cap, PROT_READ | PROT_WRITE, MAP_SHARED,
		    file, 0);
	if (map == MAP_FAILED) {
		e = errno;
		s->filed -= v->cap;
		close(file);
		errno = e;
		return TAWAM_EIO;
	}
	(void)munmap(p, v->cap);
	set_pointer(v, map);
	v->file = file;
	v->ready = v->cap;
	return TAWAM_OK;
}

/* Arrays in memory are made ready by less than a step from this size only. */
#define READY_FROM	(2 * STEP)

/*
 * The next pages of an array that grows are made together, cheaper than one by
 * one, many times so in files; and what is given is resident, so that the next
 * who asks is told the truth.  Of a file, which is not counted, no more than a
 * few.  Systems that cannot do that do without.
 */
static void
make_ready(struct vast *v, size_t bytes)
{
#ifdef MADV_POPULATE_WRITE
	size_t to = whole_steps(bytes), more = to - v->ready;

	if (to <= v->ready || (v->file == -1 && v->cap < READY_FROM &&
	    more <= STEP))
		return;
	if (v->file == -1 || more <= 4 * STEP)
		(void)madvise((char *)get_pointer(v) + v->ready, more,
		    MADV_POPULATE_WRITE);
	v->ready = to;
#else
	(void)v;
	(void)bytes;
#endif
}

/* An array that asks for more than there is room for goes on in a file. */
static int
keep_out(struct space *s, struct vast *v, size_t bytes)
{
	size_t have = v->cap < READY_FROM ? v->cap : v->ready;
	size_t most = space_spilled(s) ? s->marks.settled : s->marks.high;

	if (v->file != -1 || v->pinned || bytes < have + STEP ||
	    space_resident(s) + (bytes - have) <= most)
		return TAWAM_OK;
	if (v->cap > 0)
		return spill(s, v);
	return (v->file = open_file(s)) == -1 ? TAWAM_EIO : TAWAM_OK;
}

int
space_grow(struct space *s, struct vast *v, size_t need, size_t size)
{
	size_t bytes, want;
	int r;

	if (size != 0 && need > PTRDIFF_MAX / 2 / size)
		return TAWAM_ENOMEM;
	bytes = need * size;
	if (bytes > v->cap) {
		want = v->cap + v->cap / 2 + 64;
		if (want < bytes)
			want = bytes;
		if (s->bound == 0)
			return mem_grow(&s->mem, v->array, &v->cap, want, 1);
		if ((r = keep_out(s, v, bytes)) != 0)
			return r;
		/* Of a file only what is needed is taken from the disk. */
		if (v->file != -1 && want > bytes + 16 * STEP)
			want = bytes + 16 * STEP;
		if ((r = grow_map(s, v, want)) != 0)
			return r;
	}
	make_ready(v, bytes);
	return TAWAM_OK;
}

void
space_drop(const struct space *s)
{
	for (const struct vast *v = s->first; v != NULL; v = v->next)
		if (v->file != -1 && v->cap > 0)
			(void)madvise(get_pointer(v), v->cap, MADV_DONTNEED);
}

int
space_spilled(const struct space *s)
{
	return s->filed > 0;
}

/* The array to move next: of the coldest kind the largest. */
static struct vast *
next_to_move(const struct space *s)
{
	struct vast *best = NULL;

	for (struct vast *v = s->first; v != NULL; v = v->next) {
		if (v->file != -1 || v->cap < STEP || v->pinned)
			continue;
		if (best == NULL || v->kind < best->kind ||
		    (v->kind == best->kind && v->cap > best->cap))
			best = v;
	}
	return best;
}

int
space_make(struct space *s, size_t coming)
{
	struct vast *v;
	int r;

	if (s->bound == 0)
		return TAWAM_OK;
	s->work = 0;
	if (space_resident(s) + coming <= s->marks.high)
		return TAWAM_OK;
	space_drop(s);
	while (space_resident(s) + coming > s->marks.settled &&
	    (v = next_to_move(s)) != NULL) {
		if ((r = spill(s, v)) != 0)
			return r;
		space_drop(s);
	}
	return TAWAM_OK;
}

int
space_clear(struct space *s, size_t spare)
{
	return space_make(s, spare + s->marks.high - s->marks.low);
}

void
space_pin(struct space *s, int pinned)
{
	for (struct vast *v = s->first; v != NULL; v = v->next)
		v->pinned = pinned;
}

void
space_ease(const struct space *s, size_t *work, size_t touched)
{
	if (s->filed == 0 || (*work += touched) < look(s))
		return;
	*work = 0;
	if (space_resident(s) > s->marks.high)
		space_drop(s);
}

void
space_set(const struct space *s, void *p, int byte, size_t n)
{
	size_t work = 0;

	for (size_t at = 0; at < n;) {
		size_t piece = n - at < STEP ? n - at : STEP;

		memset((char *)p + at, byte, piece);
		space_ease(s, &work, piece);
		at += piece;
	}
}

#define ONE_IN	16

void
space_ease_one(const struct space *s, uint64_t number)
{
	if (s->filed > 0 && number % ONE_IN == 0 &&
	    space_resident(s) > s->marks.high)
		space_drop(s);
}

int
space_keep(struct space *s, size_t touched)
{
	if (s->bound == 0)
		return TAWAM_OK;
	s->work += touched;
	return s->work < look(s) ? TAWAM_OK : space_make(s, 0);
}

size_t
space_spare(const struct space *s)
{
	size_t resident, least = s->bound / 16;

	if (s->bound == 0)
		return SIZE_MAX / 2;
	resident = space_resident(s);
	return resident + least < s->marks.low ?
	    s->marks.low - resident : least;
}
