/*
 * params.c - parameters, names, versions and errors.
 */
#include <stddef.h>
#include <string.h>

#include "index/plan.h"
#include "index/winnow.h"
#include "lib/params.h"
#include "text/classes.h"
#include "shingle/shingle.h"
#include "text/normalise.h"

static const char *const profiles[] = { "none", "nfc", "light", "standard",
	"aggressive" };
static const char *const relations[] = { "unrelated", "exact", "near",
	"template", "contained", "below" };
static const char *const keeps[] = { "first", "last", "longest", "shortest",
	"oldest", "newest", "source", "id" };
static const char *const schemes[] = { "oph", "kperm" };
static const char *const verdicts[] = { "unique", "keep", "drop", "empty",
	"known" };

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

static const char *
name_of(const char *const *names, size_t n, unsigned value)
{
	return value < n ? names[value] : "unknown";
}

static int
value_of(const char *const *names, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(names[i], name) == 0)
			return (int)i;
	return -1;
}

const char *
tawam_profile_name(enum tawam_profile profile)
{
	return name_of(profiles, COUNT(profiles), profile);
}

const char *
tawam_relation_name(enum tawam_relation relation)
{
	return name_of(relations, COUNT(relations), relation);
}

const char *
tawam_keep_name(enum tawam_keep rule)
{
	return name_of(keeps, COUNT(keeps), rule);
}

const char *
tawam_verdict_name(enum tawam_verdict verdict)
{
	return name_of(verdicts, COUNT(verdicts), verdict);
}

const char *
tawam_scheme_name(enum tawam_scheme scheme)
{
	return name_of(schemes, COUNT(schemes), scheme);
}

int
tawam_profile_parse(const char *name)
{
	return value_of(profiles, COUNT(profiles), name);
}

int
tawam_relation_parse(const char *name)
{
	return value_of(relations, COUNT(relations), name);
}

int
tawam_keep_parse(const char *name)
{
	return value_of(keeps, COUNT(keeps), name);
}

int
tawam_scheme_parse(const char *name)
{
	return value_of(schemes, COUNT(schemes), name);
}

const char *
tawam_strerror(int err)
{
	switch (err) {
	case TAWAM_OK:
		return "no error";
	case TAWAM_ENOMEM:
		return "out of memory";
	case TAWAM_EINVAL:
		return "an argument is out of its range";
	case TAWAM_ESHORT:
		return "the buffer is too small";
	case TAWAM_EFORMAT:
		return "the bytes are damaged or of another kind";
	case TAWAM_EMISMATCH:
		return "made with other parameters or tables";
	case TAWAM_ESTATE:
		return "not possible at this point";
	case TAWAM_EIO:
		return "the system refused";
	case TAWAM_ECANCEL:
		return "cancelled";
	case TAWAM_ETOOMANY:
		return "over 1,000 candidates a document are expected";
	case TAWAM_EHOPELESS:
		return "the exact search would take too much";
	case TAWAM_EBUSY:
		return "the index has a writer already";
	default:
		return "unknown error";
	}
}

const char *
tawam_version(void)
{
	return TAWAM_VERSION;
}

const char *
tawam_tables_version(void)
{
	return tables_version();
}

uint32_t
tawam_tables_digest(void)
{
	return tables_digest() ^ classes_digest();
}

void
tawam_params_init(struct tawam_params *p, size_t size)
{
	struct tawam_params d = {
		.size = size,
		.profile = TAWAM_PROFILE_STANDARD,
		.ngram = 5,
		.threshold = 0.7,
		.containment = 0.9,
		.recall = 0.99,
		.join = TAWAM_BIT(TAWAM_EXACT) | TAWAM_BIT(TAWAM_NEAR),
		.max_pairs = 64,
		.passage_df = 50,
	};

	memcpy(p, &d, size < sizeof(d) ? size : sizeof(d));
}

void
tawam_doc_init(struct tawam_doc *d, size_t size)
{
	struct tawam_doc def = { .size = size, .date = TAWAM_NO_DATE };

	memcpy(d, &def, size < sizeof(def) ? size : sizeof(def));
}

/* The caller's structure may be older and shorter, or newer and longer. */
static int
params_copy(const struct tawam_params *p, struct tawam_params *out)
{
	if (p->size < sizeof(p->size))
		return TAWAM_EINVAL;
	tawam_params_init(out, sizeof(*out));
	memcpy(out, p, p->size < sizeof(*out) ? p->size : sizeof(*out));
	out->size = sizeof(*out);
	return TAWAM_OK;
}

static const char *
complaint(const struct tawam_params *p)
{
	if ((unsigned)p->profile > TAWAM_PROFILE_AGGRESSIVE)
		return "profile is unknown";
	if (p->ngram < NGRAM_MIN || p->ngram > NGRAM_MAX)
		return "ngram must be 3 to 8";
	if (p->slots != 0 && p->slots != 64 && p->slots != 128 &&
	    p->slots != 256)
		return "slots must be 64, 128 or 256";
	if (p->bands > 256 || p->rows > 256 ||
	    p->bands * p->rows > (p->slots != 0 ? p->slots : 256))
		return "bands x rows must not exceed slots";
	if (!(p->threshold > 0 && p->threshold <= 1))
		return "threshold must be over 0 and at most 1";
	if (!(p->floor >= 0 && p->floor <= p->threshold))
		return "floor must be over 0 and at most the threshold";
	if (!(p->containment >= 0 && p->containment <= 1))
		return "containment must be 0 to 1";
	if (!(p->recall >= 0.5 && p->recall < 1))
		return "recall must be at least 0.5 and under 1";
	if (p->join == 0 || p->join >= TAWAM_BIT(TAWAM_BELOW) ||
	    (p->join & TAWAM_BIT(TAWAM_UNRELATED)) != 0)
		return "join must name exact, near, template or contained";
	if (p->exact > 1)
		return "exact must be 0 or 1";
	if (p->threads > THREADS_MAX)
		return "threads must be 0 to 1024";
	if (p->passages != 0 && (p->passages < WINNOW_POINTS ||
	    p->passages > WINNOW_LONGEST))
		return "passages must be 0 or 24 to 2147483647";
	if ((unsigned)p->scheme > TAWAM_KPERM)
		return "scheme must be oph or kperm";
	if (p->keep == NULL && p->nkeep != 0)
		return "keep is missing";
	for (size_t i = 0; i < p->nkeep; i++) {
		if ((unsigned)p->keep[i].rule > TAWAM_KEEP_ID)
			return "keep holds an unknown rule";
		if (p->keep[i].rule == TAWAM_KEEP_SOURCE &&
		    p->keep[i].sources == NULL)
			return "keep by source needs its list";
	}
	return NULL;
}

int
tawam_params_check(const struct tawam_params *p, const char **why)
{
	struct tawam_params q;
	const char *c;

	c = params_copy(p, &q) != 0 ? "size is not set" : complaint(&q);
	if (why != NULL)
		*why = c;
	return c == NULL ? TAWAM_OK : TAWAM_EINVAL;
}

int
params_read(const struct tawam_params *p, struct tawam_params *out)
{
	int r;

	if ((r = tawam_params_check(p, NULL)) != 0)
		return r;
	return params_copy(p, out);
}

double
params_floor(const struct tawam_params *p)
{
	return p->floor > 0 ? p->floor : p->threshold;
}

int
tawam_plan(const struct tawam_params *p, uint64_t ndocs,
    struct tawam_plan *out)
{
	struct tawam_params q;
	int r;

	memset(out, 0, sizeof(*out));
	if ((r = params_read(p, &q)) != 0)
		return r;
	return plan_choose(&q, params_floor(&q), ndocs, out);
}

double
tawam_scurve(uint32_t bands, uint32_t rows, double jaccard)
{
	return plan_scurve(bands, rows, jaccard);
}
