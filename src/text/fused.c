/*
 * fused.c - raw bytes to class bytes in one go, under `standard`: the tables,
 * and what is rare.
 */
#include <string.h>

#include "text/classes.h"
#include "text/fused.h"
#include "text/fused_block.h"
#include "text/roads.h"
#include "text/utf8.h"

/* Slow tokens that follow each other closely are taken together, more and
 * more of them, up to about so many bytes. */
#define SPAN_MOST	4096

static uint8_t
entry_of(uint32_t cp)
{
	unsigned e = road_entry(ROAD_STANDARD, cp), arg = e & ROAD_ARG;
	const uint8_t *s;
	uint32_t to = cp;
	uint8_t c;

	switch (road_kind(e)) {
	case ROAD_DROP:
		return FUSED_DROP;
	case ROAD_SPACE:
		return cp == '/' ? FUSED_SLASH : FUSED_SPACE;
	case ROAD_JOIN:
		return FUSED_JOIN;
	case ROAD_TEXT:
		s = (const uint8_t *)roads_pool + roads_text[arg];
		if (utf8_next(s, (const uint8_t *)roads_pool +
		    roads_text[arg + 1], &to) != (size_t)(roads_text[arg + 1] -
		    roads_text[arg]))
			return FUSED_SLOW;
		break;
	case ROAD_KEEP:
		break;
	default:
		return FUSED_SLOW;
	}
	c = class_of(to);
	/* The numbers that say something else are punctuation's. */
	if (c <= FUSED_JOIN || c == FUSED_SLASH || c == FUSED_SLOW)
		return FUSED_SLOW;
	return c;
}

/* No letters or digits: what they do to a neighbour is not looked for. */
static uint8_t
mere_space(uint32_t cp)
{
	uint8_t e = entry_of(cp);

	return e == FUSED_SPACE || e == FUSED_DROP || e == FUSED_JOIN ? e :
	    FUSED_SLOW;
}

/* For fused_scalar.c: what is not settled by the class alone is rare. */
static uint16_t
scalar_entry(uint8_t c, int white)
{
	if (c == FUSED_SPACE && white)
		return FUSED_SPACE | FUSED_GIVES | FUSED_WHITE;
	if (c == FUSED_JOIN || c == FUSED_SLASH || c == FUSED_SLOW)
		return FUSED_RARE;
	return c == FUSED_DROP ? 0 : c | FUSED_GIVES;
}

void
fused_init(struct fused *f, const struct mem *mem)
{
	memset(f, 0, sizeof(*f));
	f->mem = *mem;
	f->level = cpu_level();
	f->road.mem = *mem;
	for (uint32_t i = 0; i < 128; i++) {
		f->t.ascii[i] = entry_of(i);
		f->ascii[i] = scalar_entry(f->t.ascii[i],
		    is_ascii_white((uint8_t)i));
		/* A control character is deleted. */
		if (f->t.ascii[i] == FUSED_DROP)
			f->ascii[i] = FUSED_RARE;
	}
	for (uint32_t i = 0; i < 256; i++) {
		f->t.arabic[i] = entry_of(0x600 + i);
		f->arabic[i] = scalar_entry(f->t.arabic[i], 0);
		/* A space may stand before it. */
		if (f->t.arabic[i] == FUSED_SPACE)
			f->arabic[i] = FUSED_RARE;
	}
	for (uint32_t i = 0; i < 64; i++) {
		f->t.latin1[i] = mere_space(0x80 + i);
		f->t.punct[i] = mere_space(0x2000 + i);
	}
#if CPU_X86
	if (f->level >= CPU_AVX2)
		fused_init_avx2(f);
#endif
}

void
fused_release(struct fused *f)
{
	road_free(&f->road);
	code_buf_free(&f->mem, &f->out);
}

/* What the character at p is to a mark before it. */
enum next { NEXT_DIGIT, NEXT_OTHER, NEXT_UNSURE };

static enum next
next_is(const struct fused *f, const uint8_t *p)
{
	uint8_t e = FUSED_SLOW;

	if (p == f->end)
		return NEXT_OTHER;
	if (*p < 0x80)
		e = f->t.ascii[*p];
	else if (f->end - p >= 2 && (*p & 0xFC) == 0xD8 && utf8_is_cont(p[1]))
		e = f->t.arabic[(p[0] & 3) << 6 | (p[1] & 0x3F)];
	if (e == FUSED_DROP || e == FUSED_SLOW)
		return NEXT_UNSURE;
	return (uint8_t)(e - FUSED_ZERO) < 10 ? NEXT_DIGIT : NEXT_OTHER;
}

uint64_t
fused_joins(const struct fused *f, uint64_t found, const uint8_t *p,
    uint64_t *slow)
{
	uint64_t joined = 0;

	for (; found != 0; found &= found - 1) {
		unsigned i = (unsigned)__builtin_ctzll(found);

		switch (next_is(f, p + i + 1)) {
		case NEXT_DIGIT:
			joined |= UINT64_C(1) << i;
			break;
		case NEXT_UNSURE:
			*slow |= UINT64_C(1) << i;
			break;
		default:
			break;
		}
	}
	return joined;
}

/* The place after the last white space before q, no earlier than from; NULL
 * when there is none. */
static const uint8_t *
after_white(const uint8_t *from, const uint8_t *q)
{
	while (q > from)
		if (is_ascii_white(*--q))
			return q + 1;
	return NULL;
}

/* The kind of the mark whose last byte is at p. */
static unsigned
join_kind(const struct fused *f, const uint8_t *p)
{
	const uint8_t *first = p;
	uint32_t cp;

	while (utf8_is_cont(*first))
		first--;
	utf8_decode(first, f->end, &cp);
	return road_entry(ROAD_STANDARD, cp) & ROAD_ARG;
}

static uint64_t
count_digits(const uint8_t *p, size_t n)
{
	uint64_t count = 0;

	/* In bytes, so that many are counted side by side. */
	for (; n >= 128; p += 128, n -= 128) {
		uint8_t some = 0;

		for (size_t i = 0; i < 128; i++)
			some = (uint8_t)(some + (p[i] >= FUSED_ZERO &&
			    p[i] < FUSED_ZERO + 10));
		count += some;
	}
	for (size_t i = 0; i < n; i++)
		count += (uint8_t)(p[i] - FUSED_ZERO) < 10;
	return count;
}

/* Counts the digits of the output, for marks. */
static void
count_to(struct fused *f, size_t n)
{
	f->marks.digits += count_digits(f->out.classes + f->counted,
	    n - f->counted);
	f->counted = n;
}

void
fused_marks(struct fused *f, uint64_t joined, uint64_t digits,
    const uint8_t *p)
{
	/* The token of the first may have begun before this block. */
	size_t counted = f->counted;
	uint64_t before = f->marks.digits, here;

	if (joined == 0)
		return;
	count_to(f, f->out.n);
	here = f->marks.digits;
	for (; joined != 0; joined &= joined - 1) {
		unsigned i = (unsigned)__builtin_ctzll(joined);

		if (f->before.at == NULL ||
		    after_white(f->before.last, p + i) != NULL) {
			f->before.marks.hash = f->marks.hash;
			f->before.marks.digits = before;
			f->before.counted = counted;
			f->before.at = p + i;
		}
		f->before.last = p + i;
		f->marks.digits = here +
		    (uint64_t)__builtin_popcountll(digits & low_bits(i));
		marks_add(&f->marks, join_kind(f, p + i));
		before = here;
		counted = f->counted;
	}
	f->marks.digits = here;
}

int
fused_is_url_dot(const struct fused *f, const uint8_t *p)
{
	uint32_t w;

	if (p - f->text < 3)
		return 0;
	w = (uint32_t)p[-3] << 16 | (uint32_t)p[-2] << 8 | p[-1];
	w |= 0x202020;
	return w == 0x777777 || w == 0x706963;
}

uint64_t
fused_triggers(const struct fused *f, const struct fused_odd *o,
    uint64_t drop, const uint8_t *p)
{
	uint64_t lost = drop | o->high, stop = o->slow, dots;
	int next = f->end - p > FUSED_BLOCK ? p[FUSED_BLOCK] : ' ';
	int prev = p > f->text ? p[-1] : ' ';

	/* What is deleted must not part what would be a URL without it. */
	lost = lost >> 1 | (uint64_t)(next >= 0x80 ||
	    (next < ' ' && !is_ascii_white((uint8_t)next)) ||
	    next == 0x7F) << 63;
	stop |= o->latin & lost;
	dots = o->latin & (o->dot >> 1 | (uint64_t)(next == '.') << 63);
	for (; dots != 0; dots &= dots - 1) {
		unsigned i = (unsigned)__builtin_ctzll(dots);

		if (fused_is_url_dot(f, p + i + 1))
			stop |= UINT64_C(1) << i;
	}
	stop |= o->slash & (o->colon << 1 | drop << 1 | (uint64_t)(
	    prev == ':' || prev >= 0x80 || prev < ' ' || prev == 0x7F));
	return stop;
}

const uint8_t *
fused_token(const struct fused *f, const uint8_t *q)
{
	const uint8_t *t = after_white(f->chunk, q);

	return t != NULL ? t : f->safe;
}

/* Where the output of the chunk's bytes before t ends. */
static size_t
output_at(const struct fused *f, const uint8_t *t, const uint8_t *p)
{
	size_t at = (size_t)(t - f->chunk), b = at / FUSED_BLOCK;

	if (t >= p)
		return f->out.n;
	return f->from[b] + (size_t)__builtin_popcountll(f->keep[b] &
	    low_bits((unsigned)(at % FUSED_BLOCK)));
}

/* p: the block after the last that has been put out. */
void
fused_back(struct fused *f, const uint8_t *q, const uint8_t *p)
{
	const uint8_t *t = after_white(f->chunk, q);

	if (t != NULL) {
		f->safe = t;
		f->safe_n = output_at(f, t, p);
	}
	f->out.n = f->safe_n;
	if (f->before.at != NULL && f->before.at >= f->safe) {
		f->marks = f->before.marks;
		f->counted = f->before.counted;
		f->before.at = NULL;
	}
}

void
fused_next_chunk(struct fused *f, const uint8_t *p)
{
	const uint8_t *t = after_white(f->chunk, p);

	if (t != NULL) {
		f->safe = t;
		f->safe_n = output_at(f, t, p);
	}
	f->chunk = p;
}

/* The end of the slow token in which q stands or that ends there. */
static const uint8_t *
slow_end(struct fused *f, const uint8_t *q)
{
	const uint8_t *first = f->safe;

	if (f->slow_end != NULL && first - f->slow_end < FUSED_BLOCK)
		f->slow_span = f->slow_span == 0 ? FUSED_BLOCK :
		    f->slow_span < SPAN_MOST ? 2 * f->slow_span : SPAN_MOST;
	else
		f->slow_span = 0;
	for (;;) {
		while (q < f->end && !is_ascii_white(*q))
			q++;
		if (q == f->end || (size_t)(q - first) >= f->slow_span)
			break;
		q++;
	}
	f->slow_end = q;
	return q;
}

/* The bytes from f->safe to end, whole tokens, by the other road. */
static int
slow_tokens(struct fused *f, const uint8_t *end)
{
	struct road *r = &f->road;
	int err;

	count_to(f, f->out.n);
	if ((err = road_start(r)) != 0)
		return err;
	r->now.marks = f->marks;
	r->slow.mem = &r->mem;
	if ((err = road_run(r, TAWAM_PROFILE_STANDARD,
	    (const char *)f->safe, (size_t)(end - f->safe))) != 0 ||
	    (err = code_add(&f->mem, &f->out, r->out.p + ROAD_PAD,
	    r->out.len - ROAD_PAD)) != 0)
		return err;
	/* Of the digits it knows only those before its last mark. */
	f->marks.hash = r->now.marks.hash;
	f->before.at = NULL;
	count_to(f, f->out.n);
	f->repaired += r->now.repaired;
	f->spaced = f->out.n == 0 ||
	    f->out.classes[f->out.n - 1] == FUSED_SPACE;
	f->digit = 0;
	return TAWAM_OK;
}

/* Between tokens: p is where the next begins, or white space before it. */
static int
begin(struct fused *f, const uint8_t *p)
{
	f->safe = f->chunk = p;
	f->safe_n = f->out.n;
	return code_buf_reserve(&f->mem, &f->out, (size_t)(f->end - p) +
	    FUSED_OVER);
}

static void
blocks(struct fused *f, const uint8_t *p, const uint8_t **slow)
{
	switch (f->level) {
#if CPU_X86
	case CPU_AVX512:
		fused_blocks_avx512(f, p, slow);
		break;
	case CPU_AVX2:
		fused_blocks_avx2(f, p, slow);
		break;
#endif
	default:
		fused_blocks_scalar(f, p, slow);
		break;
	}
}

static void
start(struct fused *f, const char *text, size_t len)
{
	f->text = (const uint8_t *)text;
	f->end = f->text + len;
	f->out.n = f->out.npoints = 0;
	f->repaired = 0;
	f->spaced = 1;
	f->digit = 0;
	memset(&f->marks, 0, sizeof(f->marks));
	memset(&f->before, 0, sizeof(f->before));
	f->counted = 0;
	f->slow_end = NULL;
	f->slow_span = 0;
}

int
fused_run(struct fused *f, const char *text, size_t len, struct coded *out)
{
	const uint8_t *p, *slow;
	int err;

	start(f, text, len);
	for (p = f->text; len > 0; p = slow) {
		if ((err = begin(f, p)) != 0)
			return err;
		blocks(f, p, &slow);
		if (slow == NULL)
			break;
		slow = slow_end(f, slow);
		if ((err = slow_tokens(f, slow)) != 0)
			return err;
	}
	if (f->out.n > 0 && f->out.classes[f->out.n - 1] == FUSED_SPACE)
		f->out.n--;
	*out = code_of(&f->out);
	out->repaired = f->repaired;
	out->marks = f->marks.hash;
	return TAWAM_OK;
}
