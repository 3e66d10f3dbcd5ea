/*
 * test_unpack.c - whatever unpacks gzip gives the same bytes and says the same
 * of files that are cut, damaged or followed by something.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <zlib.h>

#include <criterion/criterion.h>

#include "helpers.h"
#include "io/stream.h"

#define ROOM	((size_t)3 << 20)

/* All engines, zlib first. */
static const struct unpacker *const engines[] = {
	&unpack_zlib,
#ifdef HAVE_ISAL
	&unpack_isal
#endif
};
#define NENGINES	(sizeof(engines) / sizeof(engines[0]))

struct outcome {
	char *p;
	size_t n;
	const char *error;
};

static void
read_with(const struct unpacker *u, int fd, size_t piece, struct outcome *out)
{
	struct stream *s = stream_new();
	const char *error;
	ssize_t k;

	cr_assert_not_null(s);
	stream_gzip(s, u);
	cr_assert_eq(lseek(fd, 0, SEEK_SET), 0);
	cr_assert_eq(stream_start(s, fd, NULL, UINT64_MAX), 0);
	out->p = malloc(ROOM + piece);
	cr_assert_not_null(out->p);
	for (out->n = 0; (k = stream_read(s, out->p + out->n, piece)) > 0;) {
		out->n += (size_t)k;
		cr_assert_leq(out->n, ROOM);
	}
	cr_assert_eq(k, 0);
	error = stream_error(s);
	out->error = error == NULL ? "" : strstr(error, "damaged") != NULL ?
	    "damaged" : strstr(error, "cut off") != NULL ? "cut" : "after";
	stream_free(s);
}

/* Every engine on these stored bytes; what the first says. */
static const char *
agree(const char *p, size_t n, size_t piece, const char *what)
{
	struct outcome want, got;
	FILE *f = tmpfile();
	const char *said;

	cr_assert_not_null(f);
	cr_assert(n == 0 || fwrite(p, n, 1, f) == 1);
	fflush(f);
	read_with(engines[0], fileno(f), piece, &want);
	said = want.error;
	for (size_t i = 1; i < NENGINES; i++) {
		read_with(engines[i], fileno(f), piece, &got);
		cr_expect_str_eq(got.error, want.error, "%s, %s", what,
		    engines[i]->name);
		/* How far behind the damage it is seen is each one's own;
		 * before a cut one may wait for all of a symbol or two. */
		if (strcmp(said, "damaged") != 0)
			cr_expect(got.n <= want.n && got.n + (strcmp(said,
			    "cut") == 0 ? 4 : 0) >= want.n, "%s, %s: %zu "
			    "bytes, not %zu", what, engines[i]->name, got.n,
			    want.n);
		cr_expect_eq(memcmp(got.p, want.p,
		    got.n < want.n ? got.n : want.n), 0, "%s, %s", what,
		    engines[i]->name);
		free(got.p);
	}
	free(want.p);
	fclose(f);
	return said;
}

/* A gzip member of n bytes of text, or of noise; its length. */
static size_t
member(uint64_t *seed, size_t n, int level, int noise, char *out, size_t room)
{
	static const char *const words[] = { "\xd9\x82\xd8\xa7\xd9\x84 ",
	    "\xd9\x81\xd9\x8a ", "abc ", "\n", "\xd9\x88" };
	char *p = malloc(n + 8);
	size_t len = 0;
	z_stream z;

	cr_assert_not_null(p);
	memset(&z, 0, sizeof(z));
	while (len < n) {
		const char *w = words[rnd(seed) % 5];

		if (noise)
			p[len++] = (char)rnd(seed);
		else
			len += (size_t)(stpcpy(p + len, w) - (p + len));
	}
	cr_assert_eq(deflateInit2(&z, level, Z_DEFLATED, 15 + 16, 8,
	    Z_DEFAULT_STRATEGY), Z_OK);
	z.next_in = (unsigned char *)p;
	z.avail_in = (unsigned)n;
	z.next_out = (unsigned char *)out;
	z.avail_out = (unsigned)room;
	cr_assert_eq(deflate(&z, Z_FINISH), Z_STREAM_END);
	len = room - z.avail_out;
	deflateEnd(&z);
	free(p);
	return len;
}

Test(unpack, whole_files)
{
	static const size_t sizes[] = { 0, 1, 100, 70000, 1000000 };
	static const size_t pieces[] = { 1000, 65536, 1 << 20 };
	char *z = malloc(ROOM);
	uint64_t seed = 3;

	cr_assert_not_null(z);
	for (int i = 0; i < 5 * 3 * 2 * 3; i++) {
		size_t n = member(&seed, sizes[i % 5], i / 5 % 3 * 4 + 1,
		    i / 15 % 2, z, ROOM);

		cr_expect_str_eq(agree(z, n, pieces[i / 30], "whole"), "");
	}
	free(z);
}

Test(unpack, many_members_and_what_follows)
{
	static const char *const rests[] = { "", "\0\0\0\0\0\0", "rest",
	    "\x1f\x8b", "\x1f\x8b\x08", "\x1f\x8b\x09\x00zzzzzzzzzzzzzzz" };
	static const size_t restlens[] = { 0, 6, 4, 2, 3, 19 };
	static const char *const said[] = { "", "", "after", "after", "cut",
	    "after" };
	char *z = malloc(ROOM);
	uint64_t seed = 5;

	cr_assert_not_null(z);
	for (int i = 0; i < 6 * 5; i++) {
		size_t n = 0;

		for (int k = 0; k < 40; k++)
			n += member(&seed, rnd(&seed) % 3000, 6, k % 9 == 8,
			    z + n, ROOM - n);
		memcpy(z + n, rests[i % 6], restlens[i % 6]);
		cr_expect_str_eq(agree(z, n + restlens[i % 6],
		    i % 2 ? 777 : 1 << 20, "members"), said[i % 6], "%d", i);
	}
	free(z);
}

Test(unpack, cut_anywhere)
{
	char *z = malloc(ROOM);
	uint64_t seed = 7;
	size_t n;

	cr_assert_not_null(z);
	n = member(&seed, 3000, 6, 0, z, ROOM);
	n += member(&seed, 400, 1, 1, z + n, ROOM - n);
	for (size_t k = 3; k < n; k++)
		agree(z, k, 1 << 20, "cut");
	n = member(&seed, 400000, 6, 0, z, ROOM);
	for (size_t k = n - 1; k > 3; k -= k / 30 + 1)
		cr_expect_str_eq(agree(z, k, 1 << 20, "cut"), "cut");
	free(z);
}

Test(unpack, damaged_anywhere)
{
	char *z = malloc(ROOM);
	uint64_t seed = 11;
	int harmless = 0;

	cr_assert_not_null(z);
	for (int i = 0; i < 600; i++) {
		size_t n = member(&seed, 20 + rnd(&seed) % (i % 10 == 9 ?
		    300000 : 3000), 1 + i % 9, i % 4 == 3, z, ROOM);
		size_t at = 10 + rnd(&seed) % (n - 10);

		z[at] ^= (char)(1 << rnd(&seed) % 8);
		harmless += agree(z, n, i % 3 ? 1 << 20 : 5000,
		    "damaged")[0] == '\0';
	}
	/* The checksum of a member misses nothing that changes its text. */
	cr_expect_leq(harmless, 5);
	free(z);
}
