/*
 * helpers.c - what several test files need.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "helpers.h"

static void *
failing_realloc(void *ctx, void *ptr, size_t size)
{
	struct failing *f = ctx;
	size_t call;
	void *p;

	if (size == 0) {
		if (ptr != NULL)
			__atomic_sub_fetch(&f->live, 1, __ATOMIC_RELAXED);
		free(ptr);
		return NULL;
	}
	call = __atomic_add_fetch(&f->calls, 1, __ATOMIC_RELAXED);
	if (f->fail_at != 0 &&
	    (f->once ? call == f->fail_at : call >= f->fail_at))
		return NULL;
	p = realloc(ptr, size);
	if (p != NULL && ptr == NULL)
		__atomic_add_fetch(&f->live, 1, __ATOMIC_RELAXED);
	return p;
}

void
failing_init(struct failing *f, size_t fail_at)
{
	memset(f, 0, sizeof(*f));
	f->alloc.realloc_fn = failing_realloc;
	f->alloc.ctx = f;
	f->fail_at = fail_at;
}

uint64_t
rnd(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return *state * UINT64_C(2685821657736338717);
}

double
rnd_unit(uint64_t *state)
{
	return (double)(rnd(state) >> 11) * 0x1p-53;
}

const char *
shared_path(const char *name)
{
	static char path[4096];
	const char *root = getenv("TAWAM_SHARED");

	if (root == NULL)
		root = "../shared";
	snprintf(path, sizeof(path), "%s/%s", root, name);
	if (access(path, R_OK) == 0)
		return path;
	fprintf(stderr, "skipped: no shared data at %s\n", path);
	return NULL;
}

char *
read_file(const char *path, size_t *len)
{
	FILE *f = fopen(path, "rb");
	char *p = NULL;
	long n;

	if (f == NULL)
		return NULL;
	if (fseek(f, 0, SEEK_END) == 0 && (n = ftell(f)) >= 0 &&
	    fseek(f, 0, SEEK_SET) == 0 &&
	    (p = malloc((size_t)n + 1)) != NULL) {
		*len = fread(p, 1, (size_t)n, f);
		p[*len] = '\0';
	}
	fclose(f);
	return p;
}
