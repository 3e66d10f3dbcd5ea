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

/* What a comparison of two documents looks at. */
struct people {
	const struct rules *rules;
	const struct traits *traits;
};

static int
by_rules(const void *x, const void *y, const void *ctx)
{
	const uint32_t *a = x, *b = y;
	const struct people *p = ctx;
	enum tawam_keep why;

	return survivor_compare(p->rules, p->traits, *a, *b, &why);
}

int
survivor_order(const struct mem *m, const struct rules *rules,
    const struct traits *t, uint32_t n, uint32_t *order)
{
	const struct people people = { rules, t };
	uint32_t *tmp;

	if ((tmp = mem_alloc(m, n, sizeof(*tmp))) == NULL)
		return TAWAM_ENOMEM;
	for (uint32_t i = 0; i < n; i++)
		order[i] = i;
	sort_by(order, tmp, n, sizeof(*order), by_rules, &people);
	mem_free(m, tmp);
	return TAWAM_OK;
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
