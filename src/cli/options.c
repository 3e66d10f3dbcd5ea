/*
 * options.c - from the command line to struct options.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/globs.h"
#include "cli/options.h"
#include "report/xalloc.h"

#define GIB	(UINT64_C(1) << 30)

/* When no input is named. */
static const char *const standard_input[] = { "-" };

const struct command_row *
command_row(enum command cmd)
{
	size_t i = 0;

	while (i + 1 < command_nrows && command_rows[i].cmd != cmd)
		i++;
	return &command_rows[i];
}

const char *
command_name(enum command cmd)
{
	return command_row(cmd)->name;
}

const char *
options_take(struct options *o)
{
	const char *first = o->inputs[0];

	if (o->inputs == standard_input)
		return NULL;
	if (--o->ninputs > 0) {
		o->inputs++;
		return first;
	}
	o->inputs = standard_input;
	o->ninputs = 1;
	return first;
}

int
options_any(const struct options *o)
{
	return o->inputs != standard_input;
}

static unsigned
cores(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	return n < 1 ? 1 : n > 1024 ? 1024 : (unsigned)n;
}

void
options_init(struct options *o)
{
	memset(o, 0, sizeof(*o));
	tawam_params_init(&o->params, sizeof(o->params));
	o->text_fields[0] = "text";
	o->ntext_fields = 1;
	o->id_field = "id";
	o->format = INPUT_AUTO;
	o->encoding = ENCODING_AUTO;
	o->max_record = GIB;
	o->params.threads = cores();
	o->sample = 20000;
	o->show = UINT32_MAX;
	o->before = TAWAM_NO_DATE;
}

void
options_release(struct options *o)
{
	for (size_t i = 0; i < o->nowned; i++)
		free(o->owned[i]);
	free(o->owned);
	o->owned = NULL;
	o->nowned = o->ownedcap = 0;
}

void
options_input(const struct options *o, struct input_options *io)
{
	input_options_init(io);
	io->format = (enum input_format)o->format;
	io->id_field = o->id_field;
	io->text_fields = o->text_fields;
	io->ntext_fields = o->ntext_fields;
	io->date_field = o->date_field;
	io->source_field = o->source_field;
	io->within_fields = o->within_fields;
	io->nwithin_fields = o->nwithin_fields;
	io->max_record = (size_t)o->max_record;
	io->encoding = (enum encoding)o->encoding;
	io->repair_mojibake = o->repair_mojibake;
	io->html = o->html;
}

void
options_own(struct options *o, void *p)
{
	xgrow(&o->owned, &o->ownedcap, o->nowned + 1, sizeof(*o->owned));
	o->owned[o->nowned++] = p;
}

static size_t
min3(size_t a, size_t b, size_t c)
{
	size_t m = a < b ? a : b;

	return m < c ? m : c;
}

/* Levenshtein's distance; words longer than a row are far from all. */
static size_t
distance(const char *a, const char *b)
{
	size_t row[64], na = strlen(a), nb = strlen(b);

	if (na >= 64 || nb >= 64)
		return SIZE_MAX;
	for (size_t k = 0; k <= nb; k++)
		row[k] = k;
	for (size_t i = 1; i <= na; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t k = 1; k <= nb; k++) {
			size_t cost = a[i - 1] != b[k - 1];
			size_t above = row[k];

			row[k] = min3(row[k - 1] + 1, above + 1,
			    diagonal + cost);
			diagonal = above;
		}
	}
	return row[nb];
}

const char *
nearest(const char *s, const char *const *words, size_t n)
{
	size_t best = SIZE_MAX, len = strlen(s);
	const char *found = NULL;

	for (size_t i = 0; i < n; i++) {
		size_t d = distance(s, words[i]);

		/* The beginning of a word is nearer than any slip. */
		if (len >= 2 && strncmp(s, words[i], len) == 0)
			d = 0;
		if (d < best) {
			best = d;
			found = words[i];
		}
	}
	return best <= 2 || (best <= 3 && len > 8) ? found : NULL;
}

static int
unknown_option(struct options *o, enum command cmd, const char *name,
    size_t len)
{
	const char *words[64], *near;
	char own[64];
	size_t n = 0;

	if (len >= sizeof(own))
		len = sizeof(own) - 1;
	memcpy(own, name, len);
	own[len] = '\0';
	for (size_t i = 0; i < option_nrows && n < 64; i++)
		if (option_rows[i].commands & cmd)
			words[n++] = option_rows[i].name;
	if ((near = nearest(own, words, n)) != NULL)
		snprintf(o->why, sizeof(o->why), "unknown option --%s; did "
		    "you mean --%s?", own, near);
	else
		snprintf(o->why, sizeof(o->why), "unknown option --%s; see "
		    "tawam help %s", own, command_name(cmd));
	return -1;
}

const struct option_row *
option_row(enum command cmd, const char *name, size_t len)
{
	for (size_t i = 0; i < option_nrows; i++) {
		const struct option_row *row = &option_rows[i];

		if (row->commands & cmd && strlen(row->name) == len &&
		    memcmp(row->name, name, len) == 0)
			return row;
	}
	return NULL;
}

static const struct option_row *
row_by_letter(enum command cmd, char letter)
{
	for (size_t i = 0; i < option_nrows; i++)
		if (option_rows[i].commands & cmd && letter != '\0' &&
		    option_rows[i].letter == letter)
			return &option_rows[i];
	return NULL;
}

/* The arguments that are left to read. */
struct args {
	char *const *argv;
	int argc, next;
};

/* A row, and the value that may follow it or stand in the next argument. */
static int
set_row(struct options *o, const struct option_row *row, const char *value,
    struct args *a)
{
	if (row->kind == OPT_NOTYET) {
		snprintf(o->why, sizeof(o->why),
		    "--%s is not available in this version", row->name);
		return -1;
	}
	if (row->arg == NULL && value != NULL) {
		snprintf(o->why, sizeof(o->why), "--%s takes no value",
		    row->name);
		return -1;
	}
	if (row->arg != NULL && value == NULL) {
		if (a->next >= a->argc) {
			snprintf(o->why, sizeof(o->why),
			    "--%s needs a value: give %s", row->name,
			    row->allowed);
			return -1;
		}
		value = a->argv[a->next++];
	}
	if (option_set(o, row, value) == -1)
		return -1;
	if (o->given == NULL) {
		o->given = xalloc(option_nrows, sizeof(*o->given));
		memset(o->given, 0, option_nrows * sizeof(*o->given));
		options_own(o, o->given);
	}
	o->given[row - option_rows] = value != NULL ? value : "";
	return 0;
}

static int
parse_long(struct options *o, enum command cmd, const char *arg,
    struct args *a)
{
	size_t len = strcspn(arg, "=");
	const struct option_row *row = option_row(cmd, arg, len);

	if (row == NULL)
		return unknown_option(o, cmd, arg, len);
	return set_row(o, row, arg[len] == '=' ? arg + len + 1 : NULL, a);
}

static int
parse_letters(struct options *o, enum command cmd, const char *arg,
    struct args *a)
{
	for (; *arg != '\0'; arg++) {
		const struct option_row *row = row_by_letter(cmd, *arg);

		if (row == NULL) {
			snprintf(o->why, sizeof(o->why), "unknown option -%s; "
			    "see tawam help %s", arg, command_name(cmd));
			return -1;
		}
		if (row->arg != NULL)
			return set_row(o, row, arg[1] != '\0' ? arg + 1 : NULL,
			    a);
		if (set_row(o, row, NULL, a) == -1)
			return -1;
	}
	return 0;
}

/* Pages and WARC records say their date and address without a field. */
static int
tells_itself(const struct options *o)
{
	return o->html || o->format == INPUT_HTML ||
	    o->format == INPUT_WARC;
}

/* What only shows when all options are known. */
static int
check_together(struct options *o, enum command cmd)
{
	const char *why;

	if (o->params.floor > o->params.threshold) {
		snprintf(o->why, sizeof(o->why), "--floor %g is over "
		    "--threshold %g: give at most the threshold",
		    o->params.floor, o->params.threshold);
		return -1;
	}
	for (size_t i = 0; i < o->params.nkeep; i++) {
		enum tawam_keep rule = o->keep[i].rule;

		if ((rule == TAWAM_KEEP_OLDEST || rule == TAWAM_KEEP_NEWEST) &&
		    o->date_field == NULL && !tells_itself(o)) {
			snprintf(o->why, sizeof(o->why), "--keep %s needs "
			    "--date-field NAME", tawam_keep_name(rule));
			return -1;
		}
		if (rule == TAWAM_KEEP_SOURCE && o->source_field == NULL &&
		    !tells_itself(o)) {
			snprintf(o->why, sizeof(o->why), "--keep source needs "
			    "--source-field NAME");
			return -1;
		}
	}
	/* What comes in a stream has the date of its arrival. */
	if (o->params.window > 0 && o->date_field == NULL &&
	    !tells_itself(o) &&
	    (cmd & (CMD_FILTER | CMD_INDEX_QUERY)) == 0) {
		snprintf(o->why, sizeof(o->why), "--window needs "
		    "--date-field NAME");
		return -1;
	}
	if (tawam_params_check(&o->params, &why) != 0) {
		snprintf(o->why, sizeof(o->why), "%s", why);
		return -1;
	}
	return 0;
}

int
options_parse(struct options *o, enum command cmd, int argc, char *const *argv)
{
	struct args a = { argv, argc, 0 };
	const char **inputs = xalloc((size_t)argc + 1, sizeof(*inputs));
	int r = 0, only_inputs = 0;

	options_own(o, inputs);
	while (r == 0 && a.next < argc) {
		const char *arg = argv[a.next++];

		if (only_inputs || arg[0] != '-' || arg[1] == '\0')
			inputs[o->ninputs++] = arg;
		else if (strcmp(arg, "--") == 0)
			only_inputs = 1;
		else if (arg[1] == '-')
			r = parse_long(o, cmd, arg + 2, &a);
		else
			r = parse_letters(o, cmd, arg + 1, &a);
	}
	o->inputs = inputs;
	if (o->ninputs == 0) {
		o->inputs = standard_input;
		o->ninputs = 1;
	} else if (r == 0 && strncmp(command_row(cmd)->operands, "[INPUT",
	    6) == 0) {
		globs_expand(o);
	}
	if (o->params.nkeep > 0)
		o->params.keep = o->keep;
	if (r == 0 && !o->help)
		r = check_together(o, cmd);
	return r;
}
