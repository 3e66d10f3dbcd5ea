/*
 * code.c - coded text: a normal form as one class byte a code point.
 */
#include <string.h>

#include "base/le.h"
#include "text/classes.h"
#include "text/code.h"
#include "text/fused.h"
#include "text/normalise.h"
#include "text/utf8.h"

/* The other way round of class_of. */
static const uint16_t class_points[256] = {
	0x0000, 0x0020, 0x0021, 0x0022, 0x0023, 0x0024, 0x0025, 0x0026,
	0x0027, 0x0028, 0x0029, 0x002a, 0x002b, 0x002c, 0x002d, 0x002e,
	0x002f, 0x0030, 0x0031, 0x0032, 0x0033, 0x0034, 0x0035, 0x0036,
	0x0037, 0x0038, 0x0039, 0x003a, 0x003b, 0x003c, 0x003d, 0x003e,
	0x003f, 0x0040, 0x0041, 0x0042, 0x0043, 0x0044, 0x0045, 0x0046,
	0x0047, 0x0048, 0x0049, 0x004a, 0x004b, 0x004c, 0x004d, 0x004e,
	0x004f, 0x0050, 0x0051, 0x0052, 0x0053, 0x0054, 0x0055, 0x0056,
	0x0057, 0x0058, 0x0059, 0x005a, 0x005b, 0x005c, 0x005d, 0x005e,
	0x005f, 0x0060, 0x0061, 0x0062, 0x0063, 0x0064, 0x0065, 0x0066,
	0x0067, 0x0068, 0x0069, 0x006a, 0x006b, 0x006c, 0x006d, 0x006e,
	0x006f, 0x0070, 0x0071, 0x0072, 0x0073, 0x0074, 0x0075, 0x0076,
	0x0077, 0x0078, 0x0079, 0x007a, 0x007b, 0x007c, 0x007d, 0x007e,
	0x0621, 0x0622, 0x0623, 0x0624, 0x0625, 0x0626, 0x0627, 0x0628,
	0x0629, 0x062a, 0x062b, 0x062c, 0x062d, 0x062e, 0x062f, 0x0630,
	0x0631, 0x0632, 0x0633, 0x0634, 0x0635, 0x0636, 0x0637, 0x0638,
	0x0639, 0x063a, 0x0641, 0x0642, 0x0643, 0x0644, 0x0645, 0x0646,
	0x0647, 0x0648, 0x0649, 0x064a, 0x064b, 0x064c, 0x064d, 0x064e,
	0x064f, 0x0650, 0x0651, 0x0652, 0x0653, 0x0654, 0x0655, 0x0670,
	0x0671, 0x067e, 0x0686, 0x0698, 0x06a4, 0x06a9, 0x06af, 0x06cc,
	0x06c1, 0x06be, 0x06d2, 0x06d5, 0x06a8, 0x06c6, 0x06ce, 0x06b5,
	0x0695, 0x0679, 0x0688, 0x0691, 0x06ba, 0x0660, 0x0661, 0x0662,
	0x0663, 0x0664, 0x0665, 0x0666, 0x0667, 0x0668, 0x0669, 0x06f0,
	0x06f1, 0x06f2, 0x06f3, 0x06f4, 0x06f5, 0x06f6, 0x06f7, 0x06f8,
	0x06f9, 0x060c, 0x061b, 0x061f, 0x066a, 0x066b, 0x066c, 0x06d4,
	0x00ab, 0x00bb, 0x2018, 0x2019, 0x201c, 0x201d, 0x2026, 0x2013,
	0x2014, 0x0009, 0x000a, 0x000d, 0x0000, 0x0000, 0x0000, 0x0000,
};

uint32_t
class_point(uint8_t c)
{
	return class_points[c];
}

void
code_buf_free(const struct mem *m, struct code_buf *b)
{
	mem_free(m, b->classes);
	mem_free(m, b->points);
	memset(b, 0, sizeof(*b));
}

int
code_buf_reserve(const struct mem *m, struct code_buf *b, size_t more)
{
	if (more > SIZE_MAX - b->n)
		return TAWAM_ENOMEM;
	return mem_grow(m, &b->classes, &b->cap, b->n + more, 1);
}

/* Valid UTF-8: the code point at p, which is moved beyond it. */
static uint32_t
next_point(const uint8_t **at)
{
	const uint8_t *p = *at;
	uint32_t c = *p;

	if (c < 0x80) {
		*at = p + 1;
		return c;
	}
	if (c < 0xE0) {
		*at = p + 2;
		return (c & 0x1F) << 6 | (p[1] & 0x3Fu);
	}
	if (c < 0xF0) {
		*at = p + 3;
		return (c & 0x0F) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
	}
	*at = p + 4;
	return (c & 0x07) << 18 | (p[1] & 0x3Fu) << 12 |
	    (p[2] & 0x3Fu) << 6 | (p[3] & 0x3Fu);
}

int
code_add(const struct mem *m, struct code_buf *b, const char *form,
    size_t len)
{
	const uint8_t *p = (const uint8_t *)form, *end = p + len;
	size_t n = b->n, npoints = b->npoints;
	int r;

	/* A code point has at least one byte. */
	if ((r = code_buf_reserve(m, b, len)) != 0)
		return r;
	while (p < end) {
		uint32_t cp = next_point(&p);
		uint8_t c = class_of(cp);

		b->classes[n++] = c;
		if (c != 0)
			continue;
		if (npoints == b->points_cap && (r = mem_grow(m, &b->points,
		    &b->points_cap, npoints + 1, sizeof(*b->points))) != 0)
			return r;
		b->points[npoints++] = cp;
	}
	b->n = n;
	b->npoints = npoints;
	return TAWAM_OK;
}

int
code_append(const struct mem *m, struct code_buf *b, const struct coded *t)
{
	int r;

	if ((r = code_buf_reserve(m, b, t->n)) != 0 ||
	    (r = mem_grow(m, &b->points, &b->points_cap,
	    b->npoints + t->npoints, sizeof(*b->points))) != 0)
		return r;
	if (t->n > 0)
		memcpy(b->classes + b->n, t->classes, t->n);
	if (t->npoints > 0)
		memcpy(b->points + b->npoints, t->points,
		    t->npoints * sizeof(*t->points));
	b->n += t->n;
	b->npoints += t->npoints;
	return TAWAM_OK;
}

struct coded
code_of(const struct code_buf *b)
{
	struct coded t = { b->classes, b->n, b->points, b->npoints, 0, 0 };

	return t;
}

/* Code points that are decoded at a time, and bytes of one at most. */
#define DECODED		4096
#define UTF8_MOST	4

/* As utf8_encode a point below U+0800.  Of one byte or of two cannot be
 * foreseen: both are written, and there is no branch. */
static inline size_t
encode_short(uint32_t cp, char *out)
{
	uint32_t two = cp >= 0x80, lead = 0xC0 | cp >> 6;

	out[0] = (char)(two ? lead : cp);
	out[1] = (char)(0x80 | (cp & 0x3F));
	return 1 + two;
}

int
code_decode(const struct mem *m, const struct coded *t, struct buf *out)
{
	const uint32_t *point = t->points;
	size_t was = out->len;

	for (size_t i = 0; i < t->n;) {
		size_t end = t->n - i < DECODED ? t->n : i + DECODED;
		char *o;

		if (buf_reserve(m, out, (end - i) * UTF8_MOST) != 0) {
			out->len = was;
			return TAWAM_ENOMEM;
		}
		for (o = out->p + out->len; i < end; i++) {
			uint8_t c = t->classes[i];
			uint32_t cp = c != 0 ? class_points[c] : *point++;

			o += cp < 0x800 ? encode_short(cp, o) :
			    utf8_encode(cp, o);
		}
		out->len = (size_t)(o - out->p);
	}
	return TAWAM_OK;
}

/* The points as little-endian bytes, a few at a time. */
static void
hash_points(XXH3_state_t *state, const uint32_t *points, size_t n)
{
	unsigned char le[256];
	size_t used = 0;

	for (size_t i = 0; i < n; i++) {
		le32_put(le + used, points[i]);
		used += 4;
		if (used == sizeof(le) || i + 1 == n) {
			XXH3_128bits_update(state, le, used);
			used = 0;
		}
	}
}

struct hash128
coded_hash128(const struct coded *t)
{
	XXH3_state_t state;
	XXH128_hash_t h;
	struct hash128 r;

	if (t->npoints == 0)
		return hash128(t->classes, t->n);
	XXH3_128bits_reset(&state);
	XXH3_128bits_update(&state, t->classes, t->n);
	hash_points(&state, t->points, t->npoints);
	h = XXH3_128bits_digest(&state);
	r.lo = h.low64;
	r.hi = h.high64;
	return r;
}

struct coder {
	struct mem mem;
	enum tawam_profile profile;
	struct normaliser *normaliser;	/* of the other profiles */
	struct fused fused;		/* of standard */
	struct code_buf out;
};

int
coder_new(struct coder **out, enum tawam_profile profile,
    const struct mem *mem)
{
	struct coder *c = mem_zalloc(mem, 1, sizeof(*c));
	int r;

	if ((*out = c) == NULL)
		return TAWAM_ENOMEM;
	c->mem = *mem;
	c->profile = profile;
	fused_init(&c->fused, &c->mem);
	if ((r = normaliser_new(&c->normaliser, profile, &c->mem)) != 0) {
		coder_free(c);
		*out = NULL;
	}
	return r;
}

void
coder_free(struct coder *c)
{
	struct mem mem;

	if (c == NULL)
		return;
	mem = c->mem;
	normaliser_free(c->normaliser);
	fused_release(&c->fused);
	code_buf_free(&mem, &c->out);
	mem_free(&mem, c);
}

void
coder_set_level(struct coder *c, enum cpu_level level)
{
	c->fused.level = level;
}

int
coder_run(struct coder *c, const char *text, size_t len, struct coded *out)
{
	struct normal form;
	int r;

	if (c->profile == TAWAM_PROFILE_STANDARD)
		return fused_run(&c->fused, text, len, out);
	c->out.n = c->out.npoints = 0;
	if ((r = normaliser_run(c->normaliser, text, len, &form)) != 0 ||
	    (r = code_add(&c->mem, &c->out, form.bytes, form.len)) != 0)
		return r;
	*out = code_of(&c->out);
	out->repaired = form.repaired;
	out->marks = form.marks;
	return TAWAM_OK;
}
