/*
 * index_model.c - a stored index as a list of texts.
 */
#include <assert.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "helpers.h"
#include "index_model.h"

void
model_init(struct model *m, const struct tawam_params *p)
{
	memset(m, 0, sizeof(*m));
	m->p = *p;
	assert(tawam_sketcher_new(&m->sketcher, p) == 0);
}

void
model_release(struct model *m)
{
	for (size_t i = 0; i < m->n; i++) {
		free(m->docs[i].id);
		free(m->docs[i].text);
	}
	free(m->docs);
	tawam_sketcher_free(m->sketcher);
}

static char *
copy(const char *p, size_t n)
{
	char *q = malloc(n + 1);

	assert(q != NULL);
	memcpy(q, p, n);
	q[n] = '\0';
	return q;
}

void
model_add(struct model *m, const struct tawam_doc *d)
{
	struct model_doc *x;

	if (m->n == m->cap) {
		m->cap = 2 * m->cap + 16;
		m->docs = realloc(m->docs, m->cap * sizeof(*m->docs));
		assert(m->docs != NULL);
	}
	x = &m->docs[m->n++];
	x->id = copy(d->id, d->idlen);
	x->idlen = d->idlen;
	x->text = copy(d->text, d->len);
	x->date = d->date;
	x->within = d->within;
	x->live = 1;
}

size_t
model_live(const struct model *m)
{
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++)
		n += m->docs[i].live != 0;
	return n;
}

size_t
model_remove(struct model *m, const char *id, size_t idlen)
{
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++) {
		struct model_doc *x = &m->docs[i];

		if (x->live && x->idlen == idlen && memcmp(x->id, id,
		    idlen) == 0) {
			x->live = 0;
			n++;
		}
	}
	return n;
}

size_t
model_expire(struct model *m, int64_t oldest, uint64_t most)
{
	size_t was = model_live(m), live;

	for (size_t i = 0; i < m->n; i++)
		if (m->docs[i].date != TAWAM_NO_DATE &&
		    m->docs[i].date < oldest)
			m->docs[i].live = 0;
	live = model_live(m);
	for (size_t i = 0; i < m->n && most != 0 && live > most; i++) {
		live -= m->docs[i].live != 0;
		m->docs[i].live = 0;
	}
	return was - live;
}

static int
place(const struct model_hit *h)
{
	static const int order[] = { 9, 0, 1, 3, 2, 4 };

	return (h->replay ? 0 : 100) + (h->joined ? 0 : 50) +
	    order[h->match.relation];
}

static int
by_match(const void *a, const void *b)
{
	const struct model_hit *x = a, *y = b;

	if (place(x) != place(y))
		return place(x) - place(y);
	if (x->match.jaccard != y->match.jaccard)
		return x->match.jaccard > y->match.jaccard ? -1 : 1;
	return x->doc < y->doc ? -1 : 1;
}

/* Two normal forms are the same; the match says nothing of tiny ones. */
static int
same(struct model *m, const struct tawam_doc *d, const struct model_doc *x)
{
	struct tawam_normal n;
	char *a;
	size_t len;
	int r;

	assert(tawam_normalise(m->sketcher, d->text, d->len, &n) == 0);
	len = n.len;
	a = copy(n.bytes, n.len);
	assert(tawam_normalise(m->sketcher, x->text, strlen(x->text),
	    &n) == 0);
	r = n.len == len && memcmp(a, n.bytes, len) == 0;
	free(a);
	return r;
}

static int
is_close(const struct model *m, int64_t a, int64_t b)
{
	if (m->p.window == 0)
		return 1;
	if (a == TAWAM_NO_DATE || b == TAWAM_NO_DATE)
		return 0;
	return (uint64_t)llabs(a - b) <= m->p.window;
}

size_t
model_query(struct model *m, const struct tawam_doc *d, struct model_hit *out)
{
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++) {
		const struct model_doc *x = &m->docs[i];
		struct model_hit *h = &out[n];

		if (!x->live || x->within != d->within)
			continue;
		assert(tawam_compare(m->sketcher, d->text, d->len, x->text,
		    strlen(x->text), &h->match) == 0);
		if (h->match.relation == TAWAM_UNRELATED)
			continue;
		h->doc = i;
		h->joined = (m->p.join & TAWAM_BIT(h->match.relation)) != 0;
		h->replay = x->idlen == d->idlen && memcmp(x->id, d->id,
		    d->idlen) == 0 && same(m, d, x);
		if (h->replay || is_close(m, d->date, x->date) ||
		    (h->match.relation == TAWAM_EXACT && d->date ==
		    TAWAM_NO_DATE && x->date == TAWAM_NO_DATE))
			n++;
	}
	qsort(out, n, sizeof(*out), by_match);
	return n;
}

/* Words of a family's article, at U+0627 to U+0648 without the gap. */
static size_t
word(char *out, uint64_t seed)
{
	size_t n = 0, letters = 2 + seed % 6;

	for (size_t i = 0; i < letters; i++) {
		unsigned c = 0x0627 + (unsigned)(rnd(&seed) % 20);

		out[n++] = (char)(0xC0 | c >> 6);
		out[n++] = (char)(0x80 | (c & 63));
	}
	out[n++] = ' ';
	return n;
}

const char *
model_text(uint64_t *state)
{
	static char text[8192];
	uint64_t family = rnd(state) % 12;
	size_t n = 0, words = family % 3 == 0 ? 2 + family / 3 :
	    30 + 10 * family;
	unsigned change = (unsigned)(rnd(state) % 5);

	if (rnd(state) % 50 == 0)
		return "";
	for (size_t i = 0; i < words; i++) {
		if (change > 0 && rnd(state) % 40 < change)
			n += word(text + n, 1 + rnd(state) % 1000);
		else
			n += word(text + n, family * 1000003 + i + 1);
		if (rnd(state) % 60 == 0)
			n += (size_t)sprintf(text + n, "%u%s%u ",
			    (unsigned)(rnd(state) % 3),
			    rnd(state) % 2 ? "." : "",
			    (unsigned)(rnd(state) % 3));
	}
	text[n] = '\0';
	return text;
}

const char *
model_folder(void)
{
	static char path[256];
	const char *tmp = getenv("TMPDIR");

	snprintf(path, sizeof(path), "%s/tawam-index-XXXXXX",
	    tmp != NULL ? tmp : "/tmp");
	assert(mkdtemp(path) != NULL);
	return path;
}

void
model_remove_folder(const char *path)
{
	char name[512];
	struct dirent *e;
	DIR *d = opendir(path);

	while (d != NULL && (e = readdir(d)) != NULL) {
		snprintf(name, sizeof(name), "%s/%s", path, e->d_name);
		(void)unlink(name);
	}
	if (d != NULL)
		closedir(d);
	(void)rmdir(path);
}
