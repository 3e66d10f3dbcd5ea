/*
 * survivor.c - which of two documents survives, and which rule said so.
 */
#include <string.h>

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
 * Merge sort, bottom up: the C library's qsort may allocate behind the
 * caller's allocator, and takes no context everywhere.
 */
int
survivor_order(const struct mem *m, const struct rules *rules,
    const struct traits *t, uint32_t n, uint32_t *order)
{
	uint32_t *tmp, *from = order, *to, *swap;
	enum tawam_keep why;

	if ((tmp = mem_alloc(m, n, sizeof(*tmp))) == NULL)
		return TAWAM_ENOMEM;
	to = tmp;
	for (uint32_t i = 0; i < n; i++)
		order[i] = i;
	for (size_t width = 1; width < n; width *= 2) {
		for (size_t lo = 0; lo < n; lo += 2 * width) {
			size_t mid = lo + width < n ? lo + width : n;
			size_t hi = mid + width < n ? mid + width : n;
			size_t i = lo, j = mid, k = lo;

			while (i < mid && j < hi)
				to[k++] = survivor_compare(rules, t, from[i],
				    from[j], &why) < 0 ? from[i++] : from[j++];
			while (i < mid)
				to[k++] = from[i++];
			while (j < hi)
				to[k++] = from[j++];
		}
		swap = from;
		from = to;
		to = swap;
	}
	if (from != order)
		memcpy(order, from, n * sizeof(*order));
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
