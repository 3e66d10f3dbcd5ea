/*
 * offsets.c - from a place in a normal form back to the original bytes.
 */
#include <string.h>

#include "text/offsets.h"
#include "text/road.h"
#include "text/utf8.h"

/* The definition takes a text a few tokens at a time: about so many bytes. */
#define CHUNK	4096

struct place {
	struct extent at;
	size_t byte;		/* of the normal form */
};

struct offsets {
	enum tawam_profile profile;
	struct mem mem;
	struct definer definer;
	struct place *place;
	size_t len, cap;
	size_t bytes;		/* of the normal form so far */
	size_t text_len;
};

int
offsets_new(struct offsets **out, enum tawam_profile profile,
    const struct mem *mem)
{
	struct offsets *o = mem_zalloc(mem, 1, sizeof(*o));

	if ((*out = o) == NULL)
		return TAWAM_ENOMEM;
	o->profile = profile;
	o->mem = *mem;
	o->definer.mem = &o->mem;
	o->definer.track = 1;
	return TAWAM_OK;
}

void
offsets_free(struct offsets *o)
{
	struct mem mem;

	if (o == NULL)
		return;
	mem = o->mem;
	define_free(&o->definer);
	mem_free(&mem, o->place);
	mem_free(&mem, o);
}

static int
add(struct offsets *o, uint32_t cp, struct extent at)
{
	char bytes[4];
	int r;

	if ((r = mem_grow(&o->mem, &o->place, &o->cap, o->len + 1,
	    sizeof(*o->place))) != 0)
		return r;
	o->place[o->len].at = at;
	o->place[o->len++].byte = o->bytes;
	o->bytes += utf8_encode(cp, bytes);
	return TAWAM_OK;
}

/* Whole tokens, which start at byte base of the text. */
static int
chunk(struct offsets *o, const char *p, size_t len, size_t base)
{
	struct definer *d = &o->definer;
	int r;

	if ((r = define(d, o->profile, p, len)) != 0)
		return r;
	for (size_t i = 0; i < d->in.len; i++) {
		struct extent at = d->in.at[i];

		at.from += base;
		at.to += base;
		/* What has been trimmed between chunks is one space. */
		if (i == 0 && o->len > 0 &&
		    o->profile >= TAWAM_PROFILE_LIGHT &&
		    (r = add(o, ' ', (struct extent){
		    o->place[o->len - 1].at.to, at.from })) != 0)
			return r;
		if ((r = add(o, d->in.cp[i], at)) != 0)
			return r;
	}
	return TAWAM_OK;
}

int
offsets_build(struct offsets *o, const char *text, size_t len)
{
	size_t i = 0;
	int r;

	o->len = o->bytes = 0;
	o->text_len = len;
	/* `aggressive` joins what spaces kept apart. */
	if (o->profile == TAWAM_PROFILE_AGGRESSIVE)
		return chunk(o, text, len, 0);
	while (i < len) {
		size_t j = len - i > CHUNK ? i + CHUNK : len;

		while (j < len && !is_ascii_white((uint8_t)text[j - 1]))
			j++;
		if ((r = chunk(o, text + i, j - i, i)) != 0)
			return r;
		i = j;
	}
	return TAWAM_OK;
}

size_t
offsets_length(const struct offsets *o)
{
	return o->len;
}

size_t
offsets_index(const struct offsets *o, size_t byte)
{
	size_t low = 0, high = o->len;

	if (byte >= o->bytes)
		return o->len;
	/* The last place that starts at byte or before. */
	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (o->place[mid].byte <= byte)
			low = mid;
		else
			high = mid;
	}
	return low;
}

struct extent
offsets_span(const struct offsets *o, size_t first, size_t end)
{
	struct extent at = { o->text_len, o->text_len };

	if (end > o->len)
		end = o->len;
	if (first >= o->len)
		return at;
	at = o->place[first].at;
	if (first >= end)
		at.to = at.from;
	/* Marks change places, so the outermost are not at the ends. */
	for (size_t i = first; i < end; i++) {
		if (o->place[i].at.from < at.from)
			at.from = o->place[i].at.from;
		if (o->place[i].at.to > at.to)
			at.to = o->place[i].at.to;
	}
	return at;
}
