/*
 * test_index_handles.c - who may open a stored index, and with what; readers,
 * merging, memory that runs out.
 */
#include <criterion/criterion.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "helpers.h"
#include "index_model.h"
#include "tawam.h"

#define CREATE	(TAWAM_INDEX_WRITE | TAWAM_INDEX_CREATE)

static char folder[256];

static void
make_folder(void)
{
	snprintf(folder, sizeof(folder), "%s", model_folder());
}

static void
remove_folder(void)
{
	model_remove_folder(folder);
}

static int
open_with(struct tawam_index **x, const char *path, unsigned flags,
    const struct tawam_params *p)
{
	struct tawam_index_options o;

	tawam_index_options_init(&o, sizeof(o));
	o.flags = flags;
	return tawam_index_open(x, path, p, &o, NULL);
}

static void
params(struct tawam_params *p)
{
	tawam_params_init(p, sizeof(*p));
	p->slots = 64;
	p->bands = 16;
	p->rows = 4;
}

static void
add(struct tawam_index *x, uint64_t from, uint64_t to)
{
	struct tawam_doc d;
	char id[32];

	tawam_doc_init(&d, sizeof(d));
	d.id = id;
	for (uint64_t i = from; i < to; i++) {
		uint64_t state = i + 1;

		d.idlen = (size_t)sprintf(id, "%d", (int)i);
		d.text = model_text(&state);
		d.len = strlen(d.text);
		d.date = (int64_t)i;
		cr_assert_eq(tawam_index_add(x, &d, NULL), 0);
	}
}

struct listing {
	char text[20000];
	size_t n;
};

static int
list(void *arg, const struct tawam_hit *h)
{
	struct listing *l = arg;

	l->n += (size_t)snprintf(l->text + l->n, sizeof(l->text) - l->n,
	    "%.*s %d %s %.6f %s\n", (int)h->idlen, h->id, (int)h->date,
	    tawam_relation_name(h->match.relation), h->match.jaccard,
	    h->match.why != NULL ? h->match.why : "");
	return 0;
}

static uint64_t
docs(const struct tawam_index *x)
{
	struct tawam_index_info i = { .size = sizeof(i) };

	cr_assert_eq(tawam_index_info(x, &i, NULL), 0);
	return i.docs;
}

TestSuite(index_handles, .init = make_folder, .fini = remove_folder);

Test(index_handles, one_writer_and_many_readers)
{
	struct tawam_index *w, *w2, *r;
	struct tawam_params p;
	uint64_t n;

	params(&p);
	cr_assert_eq(open_with(&r, "/nonexistent/x", 0, &p), TAWAM_EIO);
	cr_assert_eq(errno, ENOENT);
	cr_assert_null(r);
	cr_assert_eq(open_with(&w, folder, CREATE, &p), 0);
	cr_assert_eq(open_with(&w2, folder, CREATE, &p), TAWAM_EBUSY);
	add(w, 0, 40);
	cr_assert_eq(open_with(&r, folder, TAWAM_INDEX_READ, &p), 0);
	cr_assert_lt(docs(r), docs(w));
	cr_assert_eq(tawam_index_sync(w), 0);
	cr_assert_eq(tawam_index_refresh(r), 0);
	cr_assert_eq(docs(r), docs(w));
	cr_assert_eq(tawam_index_remove(r, "1", 1, NULL), TAWAM_ESTATE);
	cr_assert_eq(tawam_index_compact(r), TAWAM_ESTATE);
	cr_assert_eq(tawam_index_close(r), 0);
	/* A reader goes on with what was compacted away. */
	cr_assert_eq(open_with(&r, folder, TAWAM_INDEX_READ, &p), 0);
	n = docs(r);
	cr_assert_eq(tawam_index_expire(w, 20, 0, NULL), 0);
	cr_assert_eq(tawam_index_compact(w), 0);
	add(w, 40, 50);
	cr_assert_eq(docs(r), n);
	{
		struct listing l = { .n = 0 };

		cr_assert_eq(tawam_index_each(r, list, &l), 0);
		cr_assert_eq(strncmp(l.text, "0 0 ", 4), 0);
	}
	cr_assert_eq(tawam_index_sync(w), 0);
	cr_assert_eq(tawam_index_refresh(r), 0);
	cr_assert_eq(docs(r), docs(w));
	cr_assert_eq(tawam_index_close(w), 0);
	cr_assert_eq(tawam_index_close(r), 0);
	cr_assert_eq(open_with(&w, folder, TAWAM_INDEX_WRITE, &p), 0);
	cr_assert_eq(tawam_index_close(w), 0);
}

Test(index_handles, what_is_no_index_is_left_alone)
{
	struct tawam_index *x;
	struct tawam_params p;
	char path[300];
	FILE *f;

	params(&p);
	snprintf(path, sizeof(path), "%s/note", folder);
	cr_assert_not_null(f = fopen(path, "w"));
	fputs("mine", f);
	fclose(f);
	cr_assert_eq(open_with(&x, folder, CREATE, &p), TAWAM_EFORMAT);
	cr_assert_eq(open_with(&x, path, CREATE, &p), TAWAM_EFORMAT);
	cr_assert_eq(open_with(&x, path, 0, &p), TAWAM_EFORMAT);
	cr_assert_eq(open_with(&x, folder, 0, &p), TAWAM_EIO);
	snprintf(path, sizeof(path), "%s/lock", folder);
	cr_assert_eq(access(path, F_OK), -1);
	cr_assert_eq(open_with(&x, folder, TAWAM_INDEX_CREATE, &p),
	    TAWAM_EINVAL);
	cr_assert_eq(open_with(&x, folder, 4, &p), TAWAM_EINVAL);
	p.scheme = TAWAM_KPERM;
	cr_assert_eq(open_with(&x, NULL, CREATE, &p), TAWAM_EINVAL);
}

Test(index_handles, what_was_given_and_differs_is_named)
{
	struct tawam_index_options o;
	struct tawam_index_trouble t = { .size = sizeof(t) };
	struct tawam_index *x;
	struct tawam_params p, q;

	params(&p);
	cr_assert_eq(open_with(&x, folder, CREATE, &p), 0);
	cr_assert_eq(tawam_index_close(x), 0);
	q = p;
	q.profile = TAWAM_PROFILE_LIGHT;
	q.ngram = 4;
	q.threshold = 0.8;
	q.seed = 9;
	q.bands = 0;
	/* Not given: not looked at. */
	cr_assert_eq(open_with(&x, folder, 0, &q), 0);
	q.size = sizeof(q);
	cr_assert_eq(tawam_index_info(x, NULL, &q), 0);
	cr_assert_eq(q.ngram, 5);
	cr_assert_eq(q.bands, 16);
	cr_assert_eq(tawam_index_close(x), 0);
	q.profile = TAWAM_PROFILE_LIGHT;
	q.ngram = 4;
	q.threshold = 0.8;
	tawam_index_options_init(&o, sizeof(o));
	o.given = TAWAM_INDEX_PROFILE | TAWAM_INDEX_NGRAM |
	    TAWAM_INDEX_SLOTS | TAWAM_INDEX_THRESHOLD;
	cr_assert_eq(tawam_index_open(&x, folder, &q, &o, &t),
	    TAWAM_EMISMATCH);
	cr_assert_null(x);
	cr_assert_eq(t.differs, TAWAM_INDEX_PROFILE | TAWAM_INDEX_NGRAM |
	    TAWAM_INDEX_THRESHOLD);
	cr_assert_str_eq(t.text, "profile is standard, not light; "
	    "ngram is 5, not 4; threshold is 0.7, not 0.8");
}

Test(index_handles, merged_is_as_built_from_both)
{
	struct tawam_index *a, *b, *both;
	struct listing *l = calloc(2, sizeof(*l));
	struct tawam_params p;
	struct tawam_doc d;
	uint64_t state = 5;

	params(&p);
	cr_assert_not_null(l);
	cr_assert_eq(open_with(&a, NULL, 0, &p), 0);
	cr_assert_eq(open_with(&b, folder, CREATE, &p), 0);
	cr_assert_eq(open_with(&both, NULL, 0, &p), 0);
	add(a, 0, 60);
	add(b, 60, 150);
	add(both, 0, 150);
	cr_assert_eq(tawam_index_remove(b, "77", 2, NULL), 0);
	cr_assert_eq(tawam_index_remove(both, "77", 2, NULL), 0);
	cr_assert_eq(tawam_index_merge(a, b, NULL), 0);
	cr_assert_eq(tawam_index_each(a, list, &l[0]), 0);
	cr_assert_eq(tawam_index_each(both, list, &l[1]), 0);
	cr_assert_str_eq(l[0].text, l[1].text);
	tawam_doc_init(&d, sizeof(d));
	for (int i = 0; i < 60; i++) {
		d.text = model_text(&state);
		d.len = strlen(d.text);
		l[0].n = l[1].n = 0;
		l[0].text[0] = l[1].text[0] = '\0';
		cr_assert_eq(tawam_index_query(a, &d, list, &l[0]), 0);
		cr_assert_eq(tawam_index_query(both, &d, list, &l[1]), 0);
		cr_assert_str_eq(l[0].text, l[1].text);
	}
	cr_assert_eq(tawam_index_close(b), 0);
	p.ngram = 4;
	cr_assert_eq(open_with(&b, NULL, 0, &p), 0);
	cr_assert_eq(tawam_index_merge(a, b, NULL), TAWAM_EMISMATCH);
	cr_assert_eq(tawam_index_merge(a, a, NULL), TAWAM_ESTATE);
	cr_assert_eq(tawam_index_close(a), 0);
	cr_assert_eq(tawam_index_close(b), 0);
	cr_assert_eq(tawam_index_close(both), 0);
	free(l);
}

/* One id for more documents than a bucket of ids holds. */
Test(index_handles, an_id_of_many_documents)
{
	struct tawam_index *x;
	struct tawam_params p;
	struct tawam_doc d;
	struct listing *l = calloc(1, sizeof(*l));
	uint64_t n;
	char text[64];

	params(&p);
	cr_assert_not_null(l);
	cr_assert_eq(open_with(&x, folder, CREATE, &p), 0);
	add(x, 1000, 1040);
	tawam_doc_init(&d, sizeof(d));
	d.id = "\"same\"";
	d.idlen = 6;
	d.text = text;
	for (int i = 0; i < 300; i++) {
		d.len = (size_t)sprintf(text, "a text of the number %d", i);
		cr_assert_eq(tawam_index_add(x, &d, NULL), 0);
	}
	cr_assert_eq(tawam_index_find(x, "\"same\"", 6, list, l), 0);
	n = 0;
	for (const char *s = l->text; *s != '\0'; s++)
		n += *s == '\n';
	cr_assert_eq(n, 300);
	cr_assert_eq(tawam_index_remove(x, "\"same\"", 6, &n), 0);
	cr_assert_eq(n, 300);
	n = docs(x);
	cr_assert_eq(tawam_index_remove(x, "\"same\"", 6, &n), 0);
	cr_assert_eq(n, 0);
	n = docs(x);
	cr_assert_eq(tawam_index_close(x), 0);
	cr_assert_eq(open_with(&x, folder, 0, &p), 0);
	cr_assert_eq(docs(x), n);
	cr_assert_eq(tawam_index_close(x), 0);
	free(l);
}

/* check_add keeps the first of each kind, and says what it did. */
Test(index_handles, check_and_add)
{
	struct tawam_hit h = { .size = sizeof(h) };
	struct tawam_index *x;
	struct tawam_params p;
	struct tawam_doc d;
	uint64_t state = 4;
	char text[8192];

	params(&p);
	cr_assert_eq(open_with(&x, NULL, 0, &p), 0);
	tawam_doc_init(&d, sizeof(d));
	d.id = "\"a\"";
	d.idlen = 3;
	do {
		snprintf(text, sizeof(text), "%s", model_text(&state));
	} while (strlen(text) < 400);
	d.text = text;
	d.len = strlen(text);
	cr_assert_eq(tawam_index_check_add(x, &d, &h), 0);
	cr_assert(h.added && h.match.relation == TAWAM_UNRELATED);
	cr_assert_eq(tawam_index_check_add(x, &d, &h), 0);
	cr_assert(!h.added && h.replay && h.match.relation == TAWAM_EXACT);
	d.id = "\"b\"";
	cr_assert_eq(tawam_index_check_add(x, &d, &h), 0);
	cr_assert(!h.added && !h.replay && h.joined &&
	    h.match.relation == TAWAM_EXACT);
	cr_assert_eq(memcmp(h.id, "\"a\"", 3), 0);
	memcpy(text + 200, "zzzz", 4);
	cr_assert_eq(tawam_index_check_add(x, &d, &h), 0);
	cr_assert(!h.added && h.joined && h.match.relation == TAWAM_NEAR &&
	    h.match.jaccard > 0.8 && h.match.jaccard < 1);
	d.len = 0;
	cr_assert_eq(tawam_index_check_add(x, &d, &h), 0);
	cr_assert(!h.added && h.asked == 0 &&
	    h.match.relation == TAWAM_UNRELATED);
	cr_assert_eq(docs(x), 1);
	/* A caller compiled with an older, shorter structure. */
	h.size = offsetof(struct tawam_hit, date);
	h.date = 12345;
	d.len = strlen(text);
	cr_assert_eq(tawam_index_check(x, &d, &h), 0);
	cr_assert_eq(h.date, 12345);
	cr_assert_eq(memcmp(h.id, "\"a\"", 3), 0);
	cr_assert_eq(tawam_index_close(x), 0);
}

static int
work(struct tawam_index *x, struct tawam_index *from)
{
	struct listing *l = calloc(1, sizeof(*l));
	struct tawam_doc d;
	uint64_t state = 6;
	char id[16];
	int r = 0;

	tawam_doc_init(&d, sizeof(d));
	d.id = id;
	for (int i = 0; i < 40 && r == 0; i++) {
		uint64_t was = docs(x);

		d.idlen = (size_t)sprintf(id, "%d", i);
		d.text = model_text(&state);
		d.len = strlen(d.text);
		if ((r = tawam_index_add(x, &d, NULL)) != 0)
			cr_assert_eq(docs(x), was);
		else
			r = tawam_index_query(x, &d, list, l);
		l->n = 0;
	}
	if (r == 0)
		r = tawam_index_remove(x, "7", 1, NULL);
	if (r == 0)
		r = tawam_index_compact(x);
	if (r == 0)
		r = tawam_index_merge(x, from, NULL);
	free(l);
	return r;
}

/* Arabic words of random letters, of n code points. */
static size_t
make_words(uint64_t *state, char *out, size_t n)
{
	size_t len = 0;

	for (size_t i = 0; i < n; i++) {
		if (i % 6 == 5) {
			out[len++] = ' ';
			continue;
		}
		out[len++] = '\xd8';
		out[len++] = (char)(0xaa + rnd(state) % 16);
	}
	return len;
}

/* Of lengths on both sides of what is compared in a table. */
Test(index_handles, a_hit_has_the_scores_of_a_comparison)
{
	static const size_t points[] = { 30, 1000, 20000, 65000, 66000, 90000 };
	static char a[200000], b[200000];
	struct tawam_sketcher *k;
	struct tawam_params p;
	uint64_t state = 6;

	params(&p);
	cr_assert_eq(tawam_sketcher_new(&k, &p), 0);
	for (size_t i = 0; i < sizeof(points) / sizeof(points[0]); i++) {
		struct tawam_hit hit = { .size = sizeof(hit) };
		struct tawam_match want;
		struct tawam_index *x;
		struct tawam_doc d;
		size_t n = make_words(&state, a, points[i]), cut = n / 25;

		/* Pieces move, some are lost, and some come twice. */
		cut -= cut % 11;
		memcpy(b, a + cut, n - cut);
		memcpy(b + n - cut, a + 2 * cut, cut);
		cr_assert_eq(open_with(&x, NULL, CREATE, &p), 0);
		tawam_doc_init(&d, sizeof(d));
		d.id = "1";
		d.idlen = 1;
		d.text = a;
		d.len = n;
		cr_assert_eq(tawam_index_add(x, &d, NULL), 0);
		d.id = "2";
		d.text = b;
		cr_assert_eq(tawam_index_check_add(x, &d, &hit), 0);
		cr_assert_eq(tawam_compare(k, b, n, a, n, &want), 0);
		cr_assert_eq(hit.match.relation, want.relation);
		cr_assert_str_eq(hit.match.why, want.why);
		cr_assert_eq(hit.match.jaccard, want.jaccard);
		cr_assert_eq(hit.match.contain_a, want.contain_a);
		cr_assert_eq(hit.match.contain_b, want.contain_b);
		cr_assert(i == 0 || want.jaccard < 1);
		cr_assert_eq(tawam_index_close(x), 0);
	}
	tawam_sketcher_free(k);
}

Test(index_handles, memory_may_run_out_anywhere)
{
	struct tawam_index *x, *from;
	struct tawam_params p;
	size_t at = 0;
	int r;

	params(&p);
	cr_assert_eq(open_with(&from, NULL, 0, &p), 0);
	add(from, 100, 110);
	do {
		struct failing f;
		char path[300];

		failing_init(&f, ++at);
		p.alloc = &f.alloc;
		snprintf(path, sizeof(path), "%s/x", folder);
		r = open_with(&x, at % 8 == 1 ? path : NULL, CREATE, &p);
		if (r == 0)
			r = work(x, from);
		cr_assert(r == 0 || r == TAWAM_ENOMEM, "%d", r);
		(void)tawam_index_close(x);
		cr_assert_eq(f.live, 0);
		p.alloc = NULL;
		if (r == 0 && at % 8 == 1) {
			cr_assert_eq(open_with(&x, path, 0, &p), 0);
			cr_assert_eq(tawam_index_close(x), 0);
		}
		model_remove_folder(path);
		/* The first ones all, and then some. */
		at += at > 300 ? at / 16 : 0;
	} while (r != 0);
	cr_assert_gt(at, 100);
	cr_assert_eq(tawam_index_close(from), 0);
}

/* Texts that are too long for a table of keys, near copies of each other. */
Test(index_handles, memory_may_run_out_between_long_texts)
{
	static char text[2][90000];
	struct tawam_hit h = { .size = sizeof(h) };
	struct tawam_params p;
	uint64_t state = 3;
	int r, ran_out = 0;

	for (size_t i = 0; i + 1 < sizeof(text[0]); i++)
		text[0][i] = i % 7 == 6 ? ' ' :
		    (char)('a' + rnd(&state) % 26);
	memcpy(text[1], text[0], sizeof(text[0]));
	memcpy(text[1] + 500, "another word", 12);
	params(&p);
	for (size_t at = 1;; at++) {
		struct tawam_index *x;
		struct tawam_doc d;
		struct failing f;

		failing_init(&f, 0);
		p.alloc = &f.alloc;
		cr_assert_eq(open_with(&x, NULL, 0, &p), 0);
		tawam_doc_init(&d, sizeof(d));
		d.id = "1";
		d.idlen = 1;
		d.text = text[0];
		d.len = strlen(text[0]);
		cr_assert_eq(tawam_index_add(x, &d, NULL), 0);
		d.text = text[1];
		f.calls = 0;
		f.fail_at = at;
		r = tawam_index_check(x, &d, &h);
		cr_assert_eq(tawam_index_close(x), 0);
		cr_assert_eq(f.live, 0);
		if (r == 0)
			break;
		cr_assert_eq(r, TAWAM_ENOMEM);
		ran_out++;
	}
	cr_assert_gt(ran_out, 5);
	cr_assert_eq(h.match.relation, TAWAM_NEAR);
	cr_assert_gt(h.match.jaccard, 0.99);
}
