/*
 * locate.c - a few places of a normal form back to the original bytes.
 */
#include <string.h>

#include "text/locate.h"
#include "text/road.h"

/* Bytes of a stretch, and of what is given to the definition, about. */
#define STRETCH	2048
#define WORDS	32

int
locator_init(struct locator *l, enum tawam_profile profile,
    const struct mem *mem)
{
	memset(l, 0, sizeof(*l));
	l->mem = *mem;
	l->profile = profile;
	l->definer.mem = &l->mem;
	l->definer.track = 1;
	return coder_new(&l->coder, profile, mem);
}

void
locator_release(struct locator *l)
{
	if (l->coder == NULL)
		return;
	coder_free(l->coder);
	define_free(&l->definer);
	offsets_free(l->whole);
	mem_free(&l->mem, l->stretches);
	memset(l, 0, sizeof(*l));
}

/* Where a token ends, at i or after it, in [from, to). */
static size_t
cut(const char *text, size_t i, size_t to)
{
	while (i < to && !is_ascii_white((uint8_t)text[i - 1]))
		i++;
	return i;
}

/* Code points that [from, to) of the text becomes. */
static int
count(struct locator *l, size_t from, size_t to, size_t *n)
{
	struct coded t;
	int r;

	if ((r = coder_run(l->coder, l->text + from, to - from, &t)) != 0)
		return r;
	*n = t.n;
	return TAWAM_OK;
}

/* Forms of two stretches, neither empty, have a space between them. */
static size_t
space(const struct locator *l)
{
	return l->profile >= TAWAM_PROFILE_LIGHT;
}

int
locator_begin(struct locator *l, const char *text, size_t len)
{
	size_t i = 0, n;
	int r;

	l->text = text;
	l->len = len;
	l->n = l->points = 0;
	l->built = 0;
	while (i < len) {
		size_t to = len;

		/* `aggressive` joins what spaces kept apart. */
		if (l->profile != TAWAM_PROFILE_AGGRESSIVE &&
		    len - i > STRETCH)
			to = cut(text, i + STRETCH, len);
		if ((r = count(l, i, to, &n)) != 0 ||
		    (r = mem_grow(&l->mem, &l->stretches, &l->cap, l->n + 1,
		    sizeof(*l->stretches))) != 0)
			return r;
		if (n > 0) {
			l->points += l->points > 0 ? space(l) : 0;
			l->stretches[l->n++] = (struct stretch_at){ i,
			    l->points };
			l->points += n;
		}
		i = to;
	}
	return TAWAM_OK;
}

/* Some words of the text, and a place in what they become. */
struct words_at {
	size_t from, to;
	size_t point;
};

/*
 * The few words that a point is in.  0: it is in none, but between.
 */
static int
narrow(struct locator *l, struct words_at *w, int *found)
{
	int r;

	*found = 0;
	while (w->to - w->from > WORDS) {
		size_t mid = cut(l->text, w->from + (w->to - w->from) / 2,
		    w->to), n;

		if (mid == w->to)
			break;
		if ((r = count(l, w->from, mid, &n)) != 0)
			return r;
		if (w->point < n) {
			w->to = mid;
			continue;
		}
		w->from = mid;
		w->point -= n;
		if (n == 0 || space(l) == 0)
			continue;
		if (w->point-- == 0)
			return TAWAM_OK;
	}
	*found = 1;
	return TAWAM_OK;
}

/* The stretch that a point is in. */
static int
find_words(struct locator *l, size_t point, struct words_at *w, int *found)
{
	size_t low = 0, high = l->n;

	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (l->stretches[mid].point <= point)
			low = mid;
		else
			high = mid;
	}
	w->from = l->stretches[low].byte;
	w->to = low + 1 < l->n ? l->stretches[low + 1].byte : l->len;
	w->point = point - l->stretches[low].point;
	return narrow(l, w, found);
}

/*
 * What n code points that begin or end with a point came from, as far as they
 * are in the same words.
 */
static int
find(struct locator *l, size_t point, size_t n, int ends, struct extent *out,
    int *found)
{
	const struct seq *in = &l->definer.in;
	struct words_at w;
	size_t from, to;
	int r;

	if ((r = find_words(l, point, &w, found)) != 0 || !*found)
		return r;
	if ((r = define(&l->definer, l->profile, l->text + w.from,
	    w.to - w.from)) != 0)
		return r;
	if (w.point >= in->len) {
		*found = 0;
		return TAWAM_OK;
	}
	from = !ends ? w.point : w.point + 1 > n ? w.point + 1 - n : 0;
	to = ends ? w.point + 1 : n < in->len - w.point ? w.point + n :
	    in->len;
	*out = in->at[from];
	for (; from < to; from++) {
		if (in->at[from].from < out->from)
			out->from = in->at[from].from;
		if (in->at[from].to > out->to)
			out->to = in->at[from].to;
	}
	out->from += w.from;
	out->to += w.from;
	return TAWAM_OK;
}

static int
from_whole(struct locator *l, size_t first, size_t end, struct extent *out)
{
	int r;

	if (l->whole == NULL && (r = offsets_new(&l->whole, l->profile,
	    &l->mem)) != 0)
		return r;
	if (!l->built && (r = offsets_build(l->whole, l->text, l->len)) != 0)
		return r;
	l->built = 1;
	*out = offsets_span(l->whole, first, end);
	return TAWAM_OK;
}

int
locator_span(struct locator *l, size_t first, size_t end, struct extent *out)
{
	struct extent head, tail;
	int found = 0, r;

	if (first < end && l->profile != TAWAM_PROFILE_AGGRESSIVE) {
		if ((r = find(l, first, end - first, 0, &head, &found)) != 0)
			return r;
		if (found && (r = find(l, end - 1, end - first, 1, &tail,
		    &found)) != 0)
			return r;
	}
	if (!found)
		return from_whole(l, first, end, out);
	*out = (struct extent){ head.from < tail.from ? head.from : tail.from,
	    head.to > tail.to ? head.to : tail.to };
	return TAWAM_OK;
}
