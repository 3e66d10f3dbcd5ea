/*
 * lookup.c - searching the tables, and their digest.
 */
#include <string.h>

#include "text/normalise.h"
#include "text/roads.h"
#include "text/tables.h"

int
table_has(const struct table_range *r, size_t n, uint32_t cp)
{
	size_t low = 0;

	while (low < n) {
		size_t mid = low + (n - low) / 2;

		if (cp < r[mid].first)
			n = mid;
		else if (cp > r[mid].last)
			low = mid + 1;
		else
			return 1;
	}
	return 0;
}

const struct table_fold *
table_fold(const struct table_fold *f, size_t n, uint32_t cp)
{
	size_t low = 0;

	while (low < n) {
		size_t mid = low + (n - low) / 2;

		if (cp < f[mid].from)
			n = mid;
		else if (cp > f[mid].from)
			low = mid + 1;
		else
			return &f[mid];
	}
	return NULL;
}

/* Hangul syllables are composed by arithmetic: Unicode 15.0, section 3.12. */
static uint32_t
compose_hangul(uint32_t first, uint32_t second)
{
	if (first >= 0x1100 && first < 0x1113 && second >= 0x1161 &&
	    second < 0x1176)
		return 0xAC00 + ((first - 0x1100) * 21 + second - 0x1161) * 28;
	/* U+11A7 is one before the first trailing consonant: a vowel. */
	if (first >= 0xAC00 && first < 0xD7A4 && (first - 0xAC00) % 28 == 0 &&
	    second > 0x11A7 && second < 0x11C3)
		return first + second - 0x11A7;
	return 0;
}

uint32_t
table_compose(uint32_t first, uint32_t second)
{
	size_t low = 0, high = ntables_compositions;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const struct table_composition *t = &tables_compositions[mid];

		if (first < t->first ||
		    (first == t->first && second < t->second))
			high = mid;
		else if (first > t->first || second > t->second)
			low = mid + 1;
		else
			return t->composite;
	}
	return compose_hangul(first, second);
}

/* FNV-1a over numbers as four little-endian bytes each. */
static uint32_t
digest_number(uint32_t h, uint32_t v)
{
	for (int i = 0; i < 4; i++, v >>= 8)
		h = (h ^ (v & 0xFF)) * 16777619u;
	return h;
}

static uint32_t
digest_string(uint32_t h, const char *s)
{
	do
		h = digest_number(h, (unsigned char)*s);
	while (*s++ != '\0');
	return h;
}

static uint32_t
digest_ranges(uint32_t h, const struct table_range *r, size_t n)
{
	h = digest_number(h, (uint32_t)n);
	for (size_t i = 0; i < n; i++)
		h = digest_number(digest_number(h, r[i].first), r[i].last);
	return h;
}

static uint32_t
digest_folds(uint32_t h, const struct table_fold *f, size_t n)
{
	h = digest_number(h, (uint32_t)n);
	for (size_t i = 0; i < n; i++)
		h = digest_number(digest_number(h, f[i].from), f[i].to);
	return h;
}

uint32_t
tables_compute_digest(void)
{
	uint32_t h = digest_string(2166136261u, TABLES_VERSION);

	/* By code point, so that the way they are stored does not count. */
	for (uint32_t cp = 0; cp < 0x110000; cp++)
		h = (h ^ prop_of(cp)) * 16777619u;
	for (size_t i = 0; i < ntables_compositions; i++) {
		h = digest_number(h, tables_compositions[i].first);
		h = digest_number(h, tables_compositions[i].second);
		h = digest_number(h, tables_compositions[i].composite);
	}
	h = digest_ranges(h, tables_ignorable, ntables_ignorable);
	h = digest_ranges(h, tables_white_space, ntables_white_space);
	h = digest_ranges(h, tables_presentation, ntables_presentation);
	for (size_t i = 0; i < ntables_phrases; i++)
		h = digest_string(digest_number(h, tables_phrases[i].from),
		    tables_phrases[i].words);
	for (size_t i = 0; i < ntables_references; i++)
		h = digest_string(digest_number(h, tables_references[i].to),
		    tables_references[i].name);
	h = digest_folds(h, tables_windows1252, ntables_windows1252);
	h = digest_folds(h, tables_letters, ntables_letters);
	h = digest_folds(h, tables_joins, ntables_joins);
	return digest_folds(h, tables_aggressive, ntables_aggressive);
}

const char *
tables_version(void)
{
	return TABLES_VERSION;
}

uint32_t
tables_digest(void)
{
	return roads_digest;
}
