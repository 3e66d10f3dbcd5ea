/*
 * survivor.c - which of two documents survives, and which rule said so.
 */
#include <string.h>

#include "base/sort.h"
#include "compare/survivor.h"

static int
compare_u64(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

/* Later dates first when newest; no date is last either way. */
static int
compare_date(int64_t a, int64_t b, int newest)
{
	if (a == b)
		return 0;
	if (a == TAWAM_NO_DATE)
		return 1;
	if (b == TAWAM_NO_DATE)
		return -1;
	return (a < b) == newest ? 1 : -1;
}

static int
compare_id(const struct traits *a, const struct traits *b)
{
	uint32_t n = a->idlen < b->idlen ? a->idlen : b->idlen;
	int r = n > 0 ? memcmp(a->id, b->id, n) : 0;

	return r != 0 ? r : compare_u64(a->idlen, b->idlen);
}

static int
apply(enum tawam_keep rule, const struct traits *t, uint32_t a, uint32_t b)
{
	switch (rule) {
	case TAWAM_KEEP_FIRST:
		return compare_u64(a, b);
	case TAWAM_KEEP_LAST:
		return compare_u64(b, a);
	case TAWAM_KEEP_LONGEST:
		return compare_u64(t[b].length, t[a].length);
	case TAWAM_KEEP_SHORTEST:
		return compare_u64(t[a].length, t[b].length);
	case TAWAM_KEEP_OLDEST:
		return compare_date(t[a].date, t[b].date, 0);
	case TAWAM_KEEP_NEWEST:
		return compare_date(t[a].date, t[b].date, 1);
	case TAWAM_KEEP_SOURCE:
		return compare_u64(t[a].source, t[b].source);
	case TAWAM_KEEP_ID:
		return compare_id(&t[a], &t[b]);
	}
	return 0;
}

int
survivor_compare(const struct rules *rules, const struct traits *t, uint32_t a,
    uint32_t b, enum tawam_keep *why)
{
	for (size_t i = 0; i < rules->n; i++) {
		int r = apply(rules->rule[i], t, a, b);

		if (r != 0) {
			*why = rules->rule[i];
			return r;
		}
	}
	*why = TAWAM_KEEP_FIRST;
	return compare_u64(a, b);
}

/*
 * The order is made from the last rule that says anything to the first, each
 * a stable sort of what those after it left: the sort keys are 64-bit numbers,
 * but for ids.
 */
struct ordering {
	struct space *space;
	struct traits *const *traits;
	uint32_t n;
	uint32_t *const *order;
	struct vast words_vast, next_vast;
	uint64_t *words;	/* half a key, place in the order */
	uint32_t *next;
};

static uint64_t
sort_key(enum tawam_keep rule, const struct traits *t)
{
	uint64_t date = (uint64_t)t->date ^ UINT64_C(1) << 63;

	switch (rule) {
	case TAWAM_KEEP_LONGEST:
		return ~t->length;
	case TAWAM_KEEP_SHORTEST:
		return t->length;
	case TAWAM_KEEP_OLDEST:
		return date - 1;	/* no date is 0: last */
	case TAWAM_KEEP_NEWEST:
		return ~date;
	case TAWAM_KEEP_SOURCE:
		return t->source;
	default:
		return 0;
	}
}

/* By 32 bits of the key. */
static int
sort_half(struct ordering *o, enum tawam_keep rule, unsigned shift)
{
	uint64_t any = 0, all = UINT32_MAX;
	/* The order jumps about among the documents. */
	size_t touched = space_spilled(o->space) ? SPACE_PLACES(1) :
	    sizeof(**o->traits);
	int r;

	for (uint32_t i = 0; i < o->n; i++) {
		uint64_t half = sort_key(rule,
		    &(*o->traits)[(*o->order)[i]]) >> shift & UINT32_MAX;

		any |= half;
		all &= half;
		o->words[i] = half << 32 | i;
		if ((r = space_keep(o->space, touched)) != 0)
			return r;
	}
	if (any == all)
		return TAWAM_OK;
	if ((r = space_sort(o->space, &o->words_vast, o->n, 1)) != 0)
		return r;
	for (uint32_t i = 0; i < o->n; i++) {
		o->next[i] = (*o->order)[o->words[i] & UINT32_MAX];
		if ((r = space_keep(o->space, touched)) != 0)
			return r;
	}
	if (o->n > 0)
		memcpy(*o->order, o->next, o->n * sizeof(*o->next));
	return TAWAM_OK;
}

static int
by_id(const void *x, const void *y, const void *ctx)
{
	const struct traits *t = ctx;
	const uint32_t *a = x, *b = y;

	return compare_id(&t[*a], &t[*b]);
}

static int
sort_rule(struct ordering *o, enum tawam_keep rule)
{
	int r;

	if (rule == TAWAM_KEEP_ID) {
		sort_by(*o->order, o->next, o->n, sizeof(*o->next), by_id,
		    *o->traits);
		return TAWAM_OK;
	}
	if ((r = sort_half(o, rule, 0)) != 0)
		return r;
	return sort_half(o, rule, 32);
}

int
survivor_order(struct space *s, const struct rules *rules,
    struct traits *const *t, uint32_t n, uint32_t *const *order)
{
	struct ordering o = { s, t, n, order, { 0 }, { 0 }, NULL, NULL };
	size_t rule = 0;
	int r;

	space_enter(s, &o.words_vast, VAST_COLD, &o.words);
	space_enter(s, &o.next_vast, VAST_WARM, &o.next);
	if ((r = space_grow(s, &o.words_vast, n, sizeof(*o.words))) != 0 ||
	    (r = space_grow(s, &o.next_vast, n, sizeof(*o.next))) != 0)
		goto out;
	/* First and last leave nothing to those behind them. */
	while (rule < rules->n && rules->rule[rule] != TAWAM_KEEP_FIRST &&
	    rules->rule[rule] != TAWAM_KEEP_LAST)
		rule++;
	for (uint32_t i = 0; i < n; i++)
		(*order)[i] = rule < rules->n &&
		    rules->rule[rule] == TAWAM_KEEP_LAST ? n - 1 - i : i;
	while (rule-- > 0 && r == 0)
		r = sort_rule(&o, rules->rule[rule]);
out:
	space_leave(s, &o.words_vast);
	space_leave(s, &o.next_vast);
	return r;
}

uint32_t
survivor_source(const char *list, const char *source, size_t len)
{
	uint32_t place = 0;

	for (const char *p = list;; place++) {
		size_t n = strcspn(p, ">");

		if (n == len && (n == 0 || memcmp(p, source, n) == 0))
			return place;
		if (p[n] == '\0')
			return place + 1;
		p += n + 1;
	}
}
