/*
 * test_fused_same.c - raw bytes to coded text: each variant against the
 * definition.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "test_fused_same.h"
#include "text/utf8.h"

static void
must(int ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "fused: %s\n", what);
	abort();
}

void
fused_test_init(struct fused_test *t)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	uint8_t *p;

	memset(t, 0, sizeof(*t));
	mem_init(&t->mem, NULL);
	must(normaliser_new(&t->normaliser, TAWAM_PROFILE_STANDARD,
	    &t->mem) == 0, "no memory");
	t->levels = (int)cpu_level() + 1;
	for (int i = 0; i < t->levels; i++) {
		must(coder_new(&t->coders[i], TAWAM_PROFILE_STANDARD,
		    &t->mem) == 0, "no memory");
		coder_set_level(t->coders[i], (enum cpu_level)i);
	}
	t->guarded_size = 2 * page;
	p = mmap(NULL, 4 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
	    0);
	must(p != MAP_FAILED && mprotect(p + page, 2 * page,
	    PROT_READ | PROT_WRITE) == 0, "no guard pages");
	t->guarded = p + page;
}

void
fused_test_release(struct fused_test *t)
{
	size_t page = t->guarded_size / 2;

	for (int i = 0; i < t->levels; i++)
		coder_free(t->coders[i]);
	normaliser_free(t->normaliser);
	code_buf_free(&t->mem, &t->want);
	munmap(t->guarded - page, 4 * page);
}

static int
differ(struct fused_test *t, const struct normal *form, int level,
    const struct coded *got)
{
	const struct code_buf *w = &t->want;
	const char *name = cpu_level_name((enum cpu_level)level);
	size_t i;

	for (i = 0; i < w->n && i < got->n; i++)
		if (w->classes[i] != got->classes[i])
			break;
	if (i < w->n || i < got->n)
		snprintf(t->why, FUSED_WHY, "%s: class %zu of %zu, of %zu: "
		    "%d, not %d", name, i, got->n, w->n,
		    i < got->n ? got->classes[i] : -1,
		    i < w->n ? w->classes[i] : -1);
	else if (got->npoints != w->npoints || (w->npoints > 0 &&
	    memcmp(got->points, w->points, 4 * w->npoints) != 0))
		snprintf(t->why, FUSED_WHY, "%s: other points", name);
	else if (got->repaired != form->repaired)
		snprintf(t->why, FUSED_WHY, "%s: %llu repaired, not %llu",
		    name, (unsigned long long)got->repaired,
		    (unsigned long long)form->repaired);
	else if (got->marks != form->marks)
		snprintf(t->why, FUSED_WHY, "%s: other marks", name);
	else
		return 0;
	return -1;
}

static int
compare(struct fused_test *t, const struct normal *form, const char *text,
    size_t len)
{
	for (int i = 0; i < t->levels; i++) {
		struct coded got;

		must(coder_run(t->coders[i], text, len, &got) == 0,
		    "no memory");
		if (differ(t, form, i, &got) != 0)
			return -1;
	}
	return 0;
}

static void
define_form(struct fused_test *t, const char *text, size_t len,
    struct normal *form)
{
	must(normaliser_run(t->normaliser, text, len, form) == 0,
	    "no memory");
	t->want.n = t->want.npoints = 0;
	must(code_add(&t->mem, &t->want, form->bytes, form->len) == 0,
	    "no memory");
}

int
fused_test_same(struct fused_test *t, const char *text, size_t len)
{
	/* An allocation of exactly this size, for the sanitizer. */
	char *copy = malloc(len > 0 ? len : 1);
	struct normal form;
	int r;

	must(copy != NULL, "no memory");
	memcpy(copy, text, len);
	define_form(t, copy, len, &form);
	r = compare(t, &form, copy, len);
	free(copy);
	return r;
}

int
fused_test_guarded(struct fused_test *t, const char *text, size_t len)
{
	char *first = (char *)t->guarded;
	char *last = first + t->guarded_size - len;
	struct normal form;

	define_form(t, text, len, &form);
	memcpy(last, text, len);
	if (compare(t, &form, last, len) != 0)
		return -1;
	memcpy(first, text, len);
	return compare(t, &form, first, len);
}

static const char *const pieces[] = {
	/* Letters, with marks and without. */
	"\330\247\331\204", "\331\205\331\206", "\331\210", "\331\212",
	"\330\243", "\330\245", "\330\244", "\330\246", "\330\251",
	"\331\211", "\331\213", "\331\217", "\331\220", "\331\221",
	"\331\200", "\331\223", "\331\224", "\331\225", "\331\260",
	"\333\214", "\332\251", "\331\276", "\333\200", "\330\234",
	/* Punctuation and spaces. */
	" ", " ", " ", "  ", "\n", "\t", "\r\n", ".", ",", "'", "\"", ":",
	";", "!", "(", ")", "-", "_", "/", "%", "\\", "\330\214", "\330\233",
	"\330\237", "\331\252", "\331\253", "\331\254", "\302\240",
	"\302\253", "\302\273", "\302\255", "\302\267", "\302\262",
	"\302\205", "\342\200\231", "\342\200\230", "\342\200\234",
	"\342\200\246", "\342\200\223", "\342\200\213", "\342\200\217",
	"\342\200\215", "\342\200\250", "\342\200\244", "\342\201\204",
	/* Digits. */
	"0", "1", "9", "12", "2024", "\331\240", "\331\251", "\333\261",
	"\340\245\247", "1.5", "1,000", "\331\241\331\254\331\240",
	"1\342\200\2315",
	/* Latin, and what begins what is removed. */
	"a", "Z", "w", "W", "c", "e\314\201", "\303\251", "www.", "WwW.",
	"pic", "pic.twitter.com/", "t.co", "http://", "hTTps://x.y/", "ftp:",
	"//", "http", "www", "x@y.z", "@", "&", "&amp;", "&#46;", "&nbsp;",
	"&#x2f;", "&lt;", ";",
	/* Controls, and what is not Unicode. */
	"\001", "\177", "\377", "\300", "\200", "\342\200", "\342", "\331",
	"\302", "\355\240\200", "\360\237\230\200", "\360\237", "\364\220",
	"\342\201", "\341\210\264",
	/* What becomes much. */
	"\357\267\272", "\357\267\275", "\357\273\273", "\357\273\277",
	"\344\270\255", "\352\260\200", "\341\204\222", "\341\205\241",
	"\357\274\241", "\302\275", "\303\237", "\342\204\252",
};

#define NPIECES	(sizeof(pieces) / sizeof(pieces[0]))

size_t
fused_test_made(uint64_t *state, char *out, size_t size)
{
	/* How seldom anything comes but letters, spaces and digits. */
	uint64_t rare = 1 + (*state >> 11) % 40;
	size_t len = 0;

	for (;;) {
		uint64_t r = *state = *state * UINT64_C(6364136223846793005) +
		    UINT64_C(1442695040888963407);
		const char *s = pieces[(r >> 33) % 4];
		char one[4];
		size_t n;

		if ((r >> 20) % rare == 0)
			s = pieces[(r >> 40) % NPIECES];
		else if ((r >> 20) % 5 == 0)
			s = " ";
		n = strlen(s);
		if (rare == 1 && (r >> 12) % 8 == 0) {
			one[0] = (char)(r >> 40);
			s = one;
			n = 1;
		} else if ((r >> 20) % 97 == 0) {
			uint32_t cp = (uint32_t)(r >> 40) % 0x3000;

			s = one;
			n = utf8_encode(cp, one);
		}
		if (len + n > size)
			return len;
		memcpy(out + len, s, n);
		len += n;
	}
}
