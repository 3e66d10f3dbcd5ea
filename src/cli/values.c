/*
 * values.c - the values of options, each with the sentence for a wrong one.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bsd/libutil.h>
#include <bsd/stdlib.h>

#include "cli/dates.h"
#include "cli/options.h"
#include "report/xalloc.h"

static int
digits_only(const char *s)
{
	return s[0] != '\0' && s[strspn(s, "0123456789")] == '\0';
}

static int
set_share(double *out, const char *s, double lo, double hi)
{
	char *end;
	double v;

	/* Neither "nan" nor "0x1p-1". */
	if (s[0] == '\0' || s[strspn(s, "0123456789.eE+-")] != '\0')
		return -1;
	v = strtod(s, &end);
	if (end == s || *end != '\0' || !(v >= lo && v <= hi))
		return -1;
	*out = v;
	return 0;
}

static int
set_count(uint64_t *out, const char *s, double lo, double hi)
{
	const char *why;
	long long v;

	if (!digits_only(s))
		return -1;
	v = strtonum(s, (long long)lo, (long long)hi, &why);
	if (why != NULL)
		return -1;
	*out = (uint64_t)v;
	return 0;
}

static int
set_number(uint32_t *out, const char *s, double lo, double hi)
{
	uint64_t v;

	if (set_count(&v, s, lo, hi) == -1)
		return -1;
	*out = (uint32_t)v;
	return 0;
}

static int
set_seed(uint64_t *out, const char *s)
{
	unsigned long long v;

	if (!digits_only(s))
		return -1;
	errno = 0;
	v = strtoull(s, NULL, 10);
	if (errno != 0)
		return -1;
	*out = v;
	return 0;
}

static int
set_size(uint64_t *out, const char *s, double lo, double hi)
{
	uint64_t v;

	/* expand_number would also take a sign. */
	if (strspn(s, "0123456789") == 0 || expand_number(s, &v) == -1)
		return -1;
	if ((double)v < lo || (double)v > hi)
		return -1;
	*out = v;
	return 0;
}

/* A week and a half is 252h. */
static int
set_span(uint64_t *out, const char *s)
{
	static const char units[] = "smhdw";
	static const uint64_t seconds[] = { 1, 60, 3600, 86400, 604800 };
	size_t digits = strspn(s, "0123456789");
	const char *unit, *why;
	char number[16];
	long long v;

	if (digits == 0 || digits >= sizeof(number) || s[digits] == '\0' ||
	    s[digits + 1] != '\0' ||
	    (unit = strchr(units, s[digits])) == NULL)
		return -1;
	memcpy(number, s, digits);
	number[digits] = '\0';
	v = strtonum(number, 1, 1000000000, &why);
	if (why != NULL)
		return -1;
	*out = (uint64_t)v * seconds[unit - units];
	return 0;
}

static int
set_slots(uint32_t *out, const char *s)
{
	if (strcmp(s, "128") != 0 && strcmp(s, "256") != 0)
		return -1;
	*out = s[0] == '1' ? 128 : 256;
	return 0;
}

static int
set_word(int *out, const char *s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (strcmp(s, words[i]) == 0) {
			*out = (int)i;
			return 0;
		}
	}
	return -1;
}

static int
set_profile(enum tawam_profile *out, const char *s)
{
	int v = tawam_profile_parse(s);

	if (v < 0)
		return -1;
	*out = (enum tawam_profile)v;
	return 0;
}

static int
set_scheme(enum tawam_scheme *out, const char *s)
{
	int v = tawam_scheme_parse(s);

	if (v < 0)
		return -1;
	*out = (enum tawam_scheme)v;
	return 0;
}

static int
set_format(int *out, const char *s)
{
	int v = input_format_parse(s);

	if (v < 0)
		return -1;
	*out = v;
	return 0;
}

static int
set_encoding(int *out, const char *s)
{
	int v = encoding_parse(s);

	if (v < 0)
		return -1;
	*out = v;
	return 0;
}

/* A copy of s that may be cut up and lives as long as o. */
static char *
own_copy(struct options *o, const char *s)
{
	char *copy = xstrdup(s);

	options_own(o, copy);
	return copy;
}

static int
set_fields(struct options *o, const char **fields, size_t *nfields,
    const char *s)
{
	char *rest = own_copy(o, s), *name;
	size_t n = 0;

	while ((name = strsep(&rest, ",")) != NULL) {
		if (name[0] == '\0' || n == MAX_FIELDS)
			return -1;
		fields[n++] = name;
	}
	*nfields = n;
	return n == 0 ? -1 : 0;
}

static int
set_join(struct options *o, unsigned *out, const char *s)
{
	const unsigned able = TAWAM_BIT(TAWAM_EXACT) | TAWAM_BIT(TAWAM_NEAR) |
	    TAWAM_BIT(TAWAM_TEMPLATE) | TAWAM_BIT(TAWAM_CONTAINED);
	char *rest = own_copy(o, s), *name;
	unsigned mask = 0;

	while ((name = strsep(&rest, ",")) != NULL) {
		int v = tawam_relation_parse(name);

		if (v < 0 || (TAWAM_BIT((unsigned)v) & able) == 0)
			return -1;
		mask |= TAWAM_BIT((unsigned)v);
	}
	*out = mask;
	return mask == 0 ? -1 : 0;
}

static int
set_keep(struct options *o, const char *s)
{
	char *rest = own_copy(o, s), *name;
	size_t n = 0;

	while ((name = strsep(&rest, ",")) != NULL) {
		struct tawam_keep_rule *rule = &o->keep[n];
		char *sources = name + strcspn(name, ":");
		int v;

		if (n == MAX_RULES)
			return -1;
		rule->sources = NULL;
		if (*sources == ':') {
			*sources++ = '\0';
			rule->sources = sources;
		}
		if ((v = tawam_keep_parse(name)) < 0)
			return -1;
		rule->rule = (enum tawam_keep)v;
		/* source, and only source, has a list that is not empty. */
		if ((v == TAWAM_KEEP_SOURCE) != (rule->sources != NULL) ||
		    (rule->sources != NULL && rule->sources[0] == '\0'))
			return -1;
		n++;
	}
	o->params.nkeep = n;
	return n == 0 ? -1 : 0;
}

static int
set_value(struct options *o, const struct option_row *row, const char *s)
{
	static const char *const when[] = { "auto", "always", "never" };
	static const char *const shapes[] = { "text", "json", "html" };
	static const char *const syncs[] = { [TAWAM_SYNC_BATCH] = "batch",
	    [TAWAM_SYNC_EACH] = "each", [TAWAM_SYNC_NEVER] = "never" };
	static const char *const replays[] = { "drop", "pass" };
	void *at = (char *)o + row->at;

	switch (row->kind) {
	case OPT_FLAG:
		*(int *)at = 1;
		return 0;
	case OPT_STRING:
		*(const char **)at = s;
		return s[0] == '\0' ? -1 : 0;
	case OPT_NUMBER:
		return set_number(at, s, row->lo, row->hi);
	case OPT_SEED:
		return set_seed(at, s);
	case OPT_SIZE:
		return set_size(at, s, row->lo, row->hi);
	case OPT_CONTAINMENT:
		o->contained = 1;
		return set_share(at, s, row->lo, row->hi);
	case OPT_SHARE:
		return set_share(at, s, row->lo, row->hi);
	case OPT_COUNT:
		return set_count(at, s, row->lo, row->hi);
	case OPT_SPAN:
		return set_span(at, s);
	case OPT_DATE:
		return date_parse(s, strlen(s), at);
	case OPT_SLOTS:
		return set_slots(at, s);
	case OPT_PROFILE:
		return set_profile(at, s);
	case OPT_FORMAT:
		return set_format(at, s);
	case OPT_ENCODING:
		return set_encoding(at, s);
	case OPT_FIELDS:
		return set_fields(o, o->text_fields, &o->ntext_fields, s);
	case OPT_WITHIN:
		return set_fields(o, o->within_fields, &o->nwithin_fields, s);
	case OPT_JOIN:
		return set_join(o, at, s);
	case OPT_KEEP:
		return set_keep(o, s);
	case OPT_PROGRESS:
		return set_word(at, s, when, 3);
	case OPT_SHAPE:
		return set_word(at, s, shapes, 3);
	case OPT_SCHEME:
		return set_scheme(at, s);
	case OPT_SYNC:
		return set_word(at, s, syncs, 3);
	case OPT_REPLAYS:
		return set_word(at, s, replays, 2);
	case OPT_NOTYET:
		break;
	}
	return -1;
}

/* What an index is made with and keeps. */
static unsigned
index_param(const struct option_row *row)
{
#define AT(field)	offsetof(struct options, params.field)
	static const struct {
		size_t at;
		enum tawam_index_param param;
	} kept[] = {
		{ AT(profile), TAWAM_INDEX_PROFILE },
		{ AT(ngram), TAWAM_INDEX_NGRAM },
		{ AT(slots), TAWAM_INDEX_SLOTS },
		{ AT(bands), TAWAM_INDEX_BANDS },
		{ AT(rows), TAWAM_INDEX_ROWS },
		{ AT(seed), TAWAM_INDEX_SEED },
		{ AT(threshold), TAWAM_INDEX_THRESHOLD },
		{ AT(floor), TAWAM_INDEX_FLOOR },
		{ AT(containment), TAWAM_INDEX_CONTAINMENT },
	};
#undef AT

	for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++)
		if (kept[i].at == row->at)
			return kept[i].param;
	return 0;
}

int
option_set(struct options *o, const struct option_row *row, const char *value)
{
	o->why[0] = '\0';
	if (set_value(o, row, value) == 0) {
		o->index_given |= index_param(row);
		return 0;
	}
	if (o->why[0] == '\0')
		snprintf(o->why, sizeof(o->why), "--%s %.200s: give %s",
		    row->name, value[0] == '\0' ? "\"\"" : value,
		    row->allowed);
	return -1;
}
