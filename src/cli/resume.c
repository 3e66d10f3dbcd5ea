/*
 * resume.c - a run that was interrupted goes on from its last finished stage.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/resume.h"
#include "cli/talk.h"
#include "report/xalloc.h"

#define CORPUS	"resume.corpus"
#define TEXT	"resume.txt"
#define HEAD	"tawam --resume: the state of a run that is not done\n"

/* Options that change neither the results nor what is in the state. */
static const char *const others[] = { "threads", "memory", "tmpdir",
	"progress", "quiet", "show", "resume" };

static int
matters(const struct option_row *row)
{
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (row->name == NULL || strcmp(row->name, others[i]) == 0)
			return 0;
	return 1;
}

/* What the run is, a line each: the options in the table's order, inputs. */
static char *
describe(const struct options *o)
{
	char *text = NULL;
	size_t size = 0;
	FILE *f = open_memstream(&text, &size);

	if (f == NULL)
		return NULL;
	fputs(HEAD, f);
	for (size_t i = 0; i < option_nrows; i++)
		if (o->given[i] != NULL && matters(&option_rows[i]))
			fprintf(f, "--%s %s\n", option_rows[i].name,
			    o->given[i]);
	for (size_t i = 0; i < o->ninputs; i++)
		fprintf(f, "input %s\n", o->inputs[i]);
	if (fclose(f) == EOF) {
		free(text);
		return NULL;
	}
	return text;
}

/* The whole file; NULL with errno. */
static char *
read_text(const char *path)
{
	FILE *f = fopen(path, "r");
	char *text = NULL;
	size_t cap = 0;
	ssize_t n;

	if (f == NULL)
		return NULL;
	/* To its end: there are no NUL bytes in it. */
	n = getdelim(&text, &cap, '\0', f);
	fclose(f);
	if (n == -1) {
		free(text);
		errno = EINVAL;
		return NULL;
	}
	return text;
}

/* The first line of one description that the other has not, or NULL. */
static const char *
only_in(const char *one, const char *other, size_t *len)
{
	for (const char *p = one; *p != '\0'; p += *len + (p[*len] != '\0')) {
		const char *q = other;

		*len = strcspn(p, "\n");
		for (; *q != '\0'; q += strcspn(q, "\n"), q += *q != '\0')
			if (strncmp(p, q, *len) == 0 && (q[*len] == '\n' ||
			    q[*len] == '\0'))
				break;
		if (*q == '\0' && strncmp(p, "records ", 8) != 0)
			return p;
	}
	return NULL;
}

/* Says in what two descriptions differ. */
static int
refuse(const struct run *r, const char *was, const char *is)
{
	size_t n, m;
	const char *had = only_in(was, is, &n), *has = only_in(is, was, &m);

	if (strncmp(was, HEAD, strlen(HEAD)) != 0)
		say("%s is not the state of a run: remove it to begin anew",
		    r->resume.text);
	else if (had != NULL)
		say("%s is of a run with \"%.*s\", which this one is not: give "
		    "the same options and inputs, or remove the file to begin "
		    "anew", r->resume.text, (int)n, had);
	else if (has != NULL)
		say("%s is of a run without \"%.*s\": give the same options "
		    "and inputs, or remove the file to begin anew",
		    r->resume.text, (int)m, has);
	else
		say("%s is of a run with the inputs in another order, or "
		    "damaged: remove it to begin anew", r->resume.text);
	return -1;
}

/*
 * The state's line of its records, behind the description; 1 when there is a
 * state of this run, 0 when there is none, -1 when it is of another, said.
 */
static int
look(struct run *r)
{
	char *is = describe(&r->o), *was = read_text(r->resume.text);
	size_t n = is != NULL ? strlen(is) : 0;
	int found = 0;

	if (is == NULL) {
		say("%s", strerror(errno));
		found = -1;
	} else if (was == NULL && errno != ENOENT) {
		say("%s: %s", r->resume.text, strerror(errno));
		found = -1;
	} else if (was != NULL) {
		found = strncmp(was, is, n) == 0 && sscanf(was + n,
		    "records %" SCNu64 " %" SCNx64, &r->resume.was_docs,
		    &r->resume.was_digest) == 2 ? 1 : refuse(r, was, is);
	}
	free(is);
	free(was);
	return found;
}

static int
load(struct run *r)
{
	struct resume *x = &r->resume;
	int e = tawam_corpus_load(&r->corpus, &r->o.params, x->corpus,
	    &x->ran);

	if (e == 0) {
		x->loaded = 1;
		if (!r->o.quiet)
			say("goes on with what %s holds: all was %s",
			    x->corpus, x->ran ? "compared" : "read");
		return 0;
	}
	if (e != TAWAM_EFORMAT && e != TAWAM_EMISMATCH &&
	    !(e == TAWAM_EIO && errno == ENOENT)) {
		say("%s: %s", x->corpus, e == TAWAM_EIO ? strerror(errno) :
		    tawam_strerror(e));
		return -1;
	}
	say("%s is no state to go on from: the run begins anew", x->corpus);
	return 0;
}

int
resume_begin(struct run *r)
{
	struct resume *x = &r->resume;
	int e, found;

	x->digest = 0;
	if (r->o.resume && r->state != NULL) {
		x->corpus = outputs_joined(r->state, CORPUS);
	} else if (r->o.resume) {
		x->text = outputs_joined(r->o.outdir, TEXT);
		x->corpus = outputs_joined(r->o.outdir, CORPUS);
		if ((found = look(r)) == -1 ||
		    (found == 1 && load(r) == -1))
			return -1;
	}
	if (r->corpus == NULL &&
	    (e = tawam_corpus_new(&r->corpus, &r->o.params)) != 0)
		return run_failed(r, e);
	return 0;
}

/* Order matters: a rotation between two records. */
void
resume_record(struct run *r, uint64_t digest)
{
	uint64_t h = r->resume.digest;

	r->resume.digest = (h << 7 | h >> 57) * UINT64_C(0x9e3779b97f4a7c15) +
	    digest;
}

/* The text comes last: without it there is no state. */
static int
save(struct run *r)
{
	struct resume *x = &r->resume;
	char *text, *name;
	FILE *f;
	int e, bad;

	if (x->text != NULL)
		(void)unlink(x->text);
	if ((e = tawam_corpus_save(r->corpus, x->corpus)) != 0) {
		say("%s: %s", x->corpus, e == TAWAM_EIO ? strerror(errno) :
		    tawam_strerror(e));
		return -1;
	}
	if (x->text == NULL)
		return 0;
	if ((text = describe(&r->o)) == NULL ||
	    asprintf(&name, "%s.new", x->text) == -1) {
		free(text);
		say("%s", strerror(errno));
		return -1;
	}
	f = fopen(name, "w");
	bad = f == NULL || fputs(text, f) == EOF ||
	    fprintf(f, "records %" PRIu64 " %" PRIx64 "\n", r->docs.n,
	    x->digest) < 0;
	bad |= f != NULL && fclose(f) == EOF;
	bad |= !bad && rename(name, x->text) == -1;
	if (bad) {
		say("%s: %s", x->text, strerror(errno));
		(void)unlink(name);
	}
	free(name);
	free(text);
	return bad ? -1 : 0;
}

int
resume_read(struct run *r)
{
	struct resume *x = &r->resume;

	if (!r->o.resume)
		return 0;
	if (!x->loaded)
		return save(r);
	if (r->docs.n == x->was_docs && x->digest == x->was_digest)
		return 0;
	say("the input has changed since the state in %s was saved: remove "
	    "the file to begin anew", x->text);
	return -1;
}

int
resume_compared(struct run *r)
{
	return r->o.resume && !r->resume.ran ? save(r) : 0;
}

void
resume_end(struct run *r)
{
	if (r->resume.text == NULL)
		return;
	(void)unlink(r->resume.text);
	(void)unlink(r->resume.corpus);
}

void
resume_release(struct run *r)
{
	free(r->resume.text);
	free(r->resume.corpus);
}
