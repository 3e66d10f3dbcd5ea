/*
 * test_output.c - result files that are whole or not there.
 */
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <zlib.h>
#include <zstd.h>

#include <criterion/criterion.h>

#include "base/hash.h"
#include "helpers.h"
#include "io/output.h"
#include "io/temporary.h"

static char folder[64];

static void
make_folder(void)
{
	strcpy(folder, "/tmp/tawam_output.XXXXXX");
	cr_assert_not_null(mkdtemp(folder));
	cr_assert_eq(chdir(folder), 0);
}

static void
drop_folder(void)
{
	char command[100];

	snprintf(command, sizeof(command), "rm -rf %s", folder);
	cr_assert_eq(system(command), 0);
}

/* Files in the folder, hidden ones too. */
static int
entries(void)
{
	DIR *d = opendir(".");
	int n = 0;

	cr_assert_not_null(d);
	while (readdir(d) != NULL)
		n++;
	closedir(d);
	return n - 2;
}

static void
expect_file(const char *path, const char *want, size_t nwant)
{
	size_t n;
	char *got = read_file(path, &n);

	cr_assert_not_null(got, "%s", path);
	cr_expect_eq(n, nwant, "%s: %zu bytes", path, n);
	if (n == nwant)
		cr_expect_arr_eq(got, want, n, "%s", path);
	free(got);
}

static void
write_file(const char *path, const char *s)
{
	FILE *f = fopen(path, "w");

	cr_assert_not_null(f);
	fputs(s, f);
	fclose(f);
}

Test(output, whole_or_not_there, .init = make_folder, .fini = drop_folder)
{
	struct output *o;

	cr_assert_eq(output_open(&o, "a"), 0);
	output_puts(o, "new");
	output_flush(o);
	cr_expect_eq(access("a", F_OK), -1);
	cr_expect_leq(entries(), 1);
	cr_expect_eq(output_commit(o), 0);
	expect_file("a", "new", 3);
	cr_expect_eq(entries(), 1);

	cr_assert_eq(output_open(&o, "a"), 0);
	output_puts(o, "newer");
	output_flush(o);
	expect_file("a", "new", 3);
	output_abort(o);
	expect_file("a", "new", 3);
	cr_expect_eq(entries(), 1);
	output_abort(NULL);
}

/* What is held goes over as it was written, however long, and again. */
static void
expect_moved(struct output *from)
{
	static const size_t sizes[] = { 0, 1, 65535, 65536, 65537, 300000 };
	char *want = calloc(1000000, 1), *at = want;
	struct output *to;

	cr_assert_not_null(want);
	cr_assert_eq(output_open(&to, "a"), 0);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		memset(at, 'a' + (int)i, sizes[i]);
		output_write(from, at, sizes[i]);
		output_move(from, to);
		at += sizes[i];
	}
	output_abort(from);
	cr_assert_eq(output_commit(to), 0);
	expect_file("a", want, (size_t)(at - want));
	free(want);
}

Test(output, memory_is_moved, .init = make_folder, .fini = drop_folder)
{
	struct output *from;

	cr_assert_eq(output_memory(&from), 0);
	expect_moved(from);
	cr_assert_eq(output_aside(&from, "."), 0);
	cr_expect_eq(entries(), 1);
	expect_moved(from);
	cr_expect_eq(output_aside(&from, "not-there"), -1);
	cr_expect_eq(errno, ENOENT);
	cr_expect_null(from);
}

/* As printf has them, to the largest. */
Test(output, numbers, .init = make_folder, .fini = drop_folder)
{
	uint64_t n = 0, last = 0;
	char want[512] = "";
	struct output *o;
	size_t at = 0;

	cr_assert_eq(output_open(&o, "a"), 0);
	do {
		output_number(o, n);
		output_puts(o, " ");
		at += (size_t)sprintf(want + at, "%" PRIu64 " ", n);
		last = n;
		n = n * 10 + n % 9 + 1;
	} while (n > last && n < UINT64_MAX / 10);
	output_number(o, UINT64_MAX);
	sprintf(want + at, "%" PRIu64, UINT64_MAX);
	cr_assert_eq(output_commit(o), 0);
	expect_file("a", want, strlen(want));
}

/* All but the name: the bytes are stored, and can yet be given up. */
/* Does the file system have files without names? */
static int
can_do_without(void)
{
	int fd = open(".", O_TMPFILE | O_WRONLY, 0600);

	return fd != -1 && close(fd) == 0;
}

/* With a name and without one: the same, but for what kill -9 would leave. */
static void
place_files(int (*opens)(const char *, int *), int hidden)
{
	int fd, slot;

	cr_assert_geq(slot = opens("a", &fd), 0);
	cr_expect_eq(entries(), hidden);
	cr_expect_eq(write(fd, "new", 3), 3);
	temporary_drop(slot);
	close(fd);
	cr_expect_eq(entries(), 0);
	/* Where there is nothing, then over the file that is there. */
	for (int k = 0; k < 2; k++) {
		const char *text = k == 0 ? "old" : "new";
		struct stat st;

		cr_assert_geq(slot = opens("b", &fd), 0);
		cr_expect_eq(write(fd, text, 3), 3);
		cr_expect_eq(entries(), k + hidden);
		cr_expect_eq(temporary_place(&slot, &fd, "b"), 0);
		cr_expect_eq(slot, -1);
		cr_expect_eq(fd, -1);
		cr_expect_eq(entries(), 1);
		expect_file("b", text, 3);
		cr_expect_eq(stat("b", &st), 0);
		cr_expect_eq(st.st_mode & 0777, 0640);
	}
	cr_expect_eq(opens("none/a", &fd), -1);
	cr_expect_eq(errno, ENOENT);
	cr_expect_eq(unlink("b"), 0);
}

/* A folder cannot be written over. */
static void
place_on_a_folder(int (*opens)(const char *, int *))
{
	int fd, slot;

	cr_assert_geq(slot = opens("d", &fd), 0);
	cr_assert_eq(mkdir("d", 0777), 0);
	cr_expect_eq(temporary_place(&slot, &fd, "d"), -1);
	cr_expect_eq(errno, EISDIR);
	cr_expect_eq(fd, -1);
	temporary_drop(slot);
	cr_expect_eq(rmdir("d"), 0);
	cr_expect_eq(entries(), 0);
}

Test(output, temporary_files, .init = make_folder, .fini = drop_folder)
{
	umask(027);
	place_files(temporary_named, 1);
	place_files(temporary_open, !can_do_without());
	place_on_a_folder(temporary_named);
	place_on_a_folder(temporary_open);
}

Test(output, sealed, .init = make_folder, .fini = drop_folder)
{
	static const char *const names[] = { "a", "b.gz", "c.zst" };

	for (int i = 0; i < 6; i++) {
		const char *name = names[i % 3];
		char hex[33], again[33];
		struct output *o;

		cr_assert_eq(output_open(&o, name), 0);
		output_puts(o, "te");
		output_digest(o, hex);
		output_puts(o, "xt");
		output_digest(o, hex);
		cr_expect_eq(output_seal(o), 0);
		cr_expect_eq(output_seal(o), 0);
		cr_expect_eq(access(name, F_OK), -1);
		output_digest(o, again);
		cr_expect_str_eq(again, hex);
		cr_expect_eq(output_bytes(o), 4);
		if (i < 3)
			output_abort(o);
		else
			cr_expect_eq(output_commit(o), 0);
		cr_expect_eq(entries(), i < 3 ? 0 : i - 2);
	}
	expect_file("a", "text", 4);
}

Test(output, abort_all_leaves_nothing, .init = make_folder,
    .fini = drop_folder)
{
	struct output *o[3];
	char name[24];

	write_file("old", "old");
	cr_assert_eq(output_open(&o[0], "old"), 0);
	for (int i = 1; i < 3; i++) {
		snprintf(name, sizeof(name), "f%d.gz", i);
		cr_assert_eq(output_open(&o[i], name), 0);
		output_puts(o[i], "x");
	}
	cr_expect_leq(entries(), 4);
	output_abort_all();
	cr_expect_eq(entries(), 1);
	expect_file("old", "old", 3);
	/* The commit finds that its file is gone. */
	cr_expect_eq(output_commit(o[0]), -1);
	output_abort(o[1]);
	output_abort(o[2]);
	cr_expect_eq(entries(), 1);
}

Test(output, modes_and_links, .init = make_folder, .fini = drop_folder)
{
	struct output *o;
	struct stat st;

	umask(027);
	cr_assert_eq(output_open(&o, "a"), 0);
	cr_expect_eq(output_commit(o), 0);
	cr_expect_eq(stat("a", &st), 0);
	cr_expect_eq(st.st_mode & 0777, 0640);
	chmod("a", 0604);
	cr_assert_eq(symlink("a", "link"), 0);
	cr_assert_eq(output_open(&o, "link"), 0);
	output_puts(o, "b");
	cr_expect_eq(output_commit(o), 0);
	cr_expect_eq(lstat("link", &st), 0);
	cr_expect(S_ISLNK(st.st_mode));
	cr_expect_eq(stat("a", &st), 0);
	cr_expect_eq(st.st_mode & 0777, 0604);
	expect_file("a", "b", 1);
}

Test(output, refusals, .init = make_folder, .fini = drop_folder)
{
	struct output *o;
	char name[300];

	cr_expect_eq(output_open(&o, "no/such/a"), -1);
	cr_expect_eq(errno, ENOENT);
	cr_expect_null(o);
	cr_expect_eq(output_open(&o, "."), -1);
	cr_expect_eq(errno, EISDIR);
	cr_expect_eq(output_open(&o, "/proc/a"), -1);
	cr_expect_neq(errno, 0);
	/* The longest name there can be has room for its temporary one. */
	memset(name, 'n', 255);
	name[255] = '\0';
	cr_expect_eq(output_open(&o, name), 0);
	cr_expect_eq(output_commit(o), 0);
	cr_expect_eq(access(name, F_OK), 0);
	cr_expect_eq(entries(), 1);
}

/* Bytes that compress a little, over several buffers. */
static char *
noise(size_t n)
{
	uint64_t seed = 99;
	char *p = malloc(n);

	cr_assert_not_null(p);
	for (size_t i = 0; i < n; i++)
		p[i] = (char)('a' + rnd(&seed) % 20);
	return p;
}

Test(output, full_disk, .init = make_folder, .fini = drop_folder)
{
	struct rlimit limit = { 100000, 100000 };
	char *p = noise(300000);
	static const char *const names[] = { "a", "a.gz", "a.zst" };
	struct output *o;

	/* A file that may not grow behaves as a disk that is full. */
	signal(SIGXFSZ, SIG_IGN);
	write_file("a", "old");
	cr_assert_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
	for (int i = 0; i < 3; i++) {
		cr_assert_eq(output_open(&o, names[i]), 0);
		output_write(o, p, 300000);
		output_puts(o, "more");
		cr_expect_eq(output_commit(o), -1, "%s", names[i]);
		cr_expect_eq(errno, EFBIG);
		cr_expect_eq(entries(), 1);
	}
	expect_file("a", "old", 3);
	cr_assert_eq(output_open(&o, "/dev/full"), 0);
	output_puts(o, "x");
	cr_expect_eq(output_commit(o), -1);
	cr_expect_eq(errno, ENOSPC);
	cr_expect_eq(output_open(&o, "/dev/null"), 0);
	output_puts(o, "x");
	cr_expect_eq(output_commit(o), 0);
	free(p);
}

Test(output, compressed_by_name, .init = make_folder, .fini = drop_folder)
{
	const size_t n = 1000000;
	char *p = noise(n), *back = malloc(n + 1), *z;
	struct output *o;
	char hex[33], want[33];
	struct hash128 h = hash128(p, n);
	size_t packed;
	gzFile g;

	cr_assert_not_null(back);
	snprintf(want, sizeof(want), "%016llx%016llx",
	    (unsigned long long)h.hi, (unsigned long long)h.lo);
	for (int i = 0; i < 3; i++) {
		static const char *const names[] = { "a", "b.gz", "c.zst" };

		cr_assert_eq(output_open(&o, names[i]), 0);
		for (size_t at = 0; at < n; at += 12345)
			output_write(o, p + at, n - at < 12345 ? n - at :
			    12345);
		cr_expect_eq(output_bytes(o), n);
		output_digest(o, hex);
		cr_expect_str_eq(hex, want);
		cr_expect_eq(output_commit(o), 0);
	}
	expect_file("a", p, n);
	g = gzopen("b.gz", "r");
	cr_assert_not_null(g);
	cr_expect_eq(gzdirect(g), 0);
	cr_expect_eq(gzread(g, back, (unsigned)n + 1), (int)n);
	cr_expect_eq(gzclose(g), Z_OK);
	cr_expect_arr_eq(back, p, n);
	z = read_file("c.zst", &packed);
	cr_expect_lt(packed, n * 7 / 10);
	cr_expect_eq(ZSTD_decompress(back, n + 1, z, packed), n);
	cr_expect_arr_eq(back, p, n);
	free(z);
	free(back);
	free(p);
}

/* A flush lets the reader of a compressed stream have what was written. */
/* Packed by its name and counted as any other, and not there. */
Test(output, nowhere, .init = make_folder, .fini = drop_folder)
{
	static const char *const names[] = { "a", "folder/b.gz", "c.zst" };
	char *p = noise(200000);

	for (int i = 0; i < 3; i++) {
		struct output *o;
		char hex[33], want[33];
		struct hash128 h = hash128(p, 200000);

		snprintf(want, sizeof(want), "%016llx%016llx",
		    (unsigned long long)h.hi, (unsigned long long)h.lo);
		cr_assert_eq(output_nowhere(&o, names[i]), 0);
		output_write(o, p, 200000);
		output_digest(o, hex);
		cr_expect_str_eq(hex, want);
		cr_expect_eq(output_bytes(o), 200000);
		cr_expect_eq(output_commit(o), 0);
		cr_expect_eq(entries(), 0);
	}
	free(p);
}

Test(output, flush_of_a_compressed_file, .init = make_folder,
    .fini = drop_folder)
{
	struct output *o;
	char got[100];
	int fd;
	ssize_t n;
	z_stream z;

	cr_assert_eq(mkfifo("a.gz", 0666), 0);
	fd = open("a.gz", O_RDWR);
	cr_assert_neq(fd, -1);
	cr_assert_eq(output_open(&o, "a.gz"), 0);
	output_puts(o, "line\n");
	output_flush(o);
	n = read(fd, got, sizeof(got));
	cr_assert_gt(n, 0);
	memset(&z, 0, sizeof(z));
	cr_assert_eq(inflateInit2(&z, 31), Z_OK);
	z.next_in = (unsigned char *)got;
	z.avail_in = (unsigned)n;
	char back[100];
	z.next_out = (unsigned char *)back;
	z.avail_out = sizeof(back);
	cr_expect_eq(inflate(&z, Z_NO_FLUSH), Z_OK);
	cr_expect_eq(sizeof(back) - z.avail_out, 5);
	cr_expect_arr_eq(back, "line\n", 5);
	inflateEnd(&z);
	cr_expect_eq(output_commit(o), 0);
	close(fd);
}

Test(output, printf_and_json, .init = make_folder, .fini = drop_folder)
{
	static const char text[] = "\xd9\x85\"\\\n\x01\xff\xe2\x80\xa8";
	static const char want[] =
	    "\"\xd9\x85\\\"\\\\\\n\\u0001\xef\xbf\xbd\\u2028\"";
	char *wide = malloc(20001), *expect = malloc(30000);
	struct output *o;
	size_t n = 0;

	cr_assert(wide != NULL && expect != NULL);
	memset(wide, 'w', 20000);
	wide[20000] = '\0';
	cr_assert_eq(output_open(&o, "a"), 0);
	output_printf(o, "%d %s\n", 12, "x");
	output_printf(o, "%s\n", wide);
	output_json(o, text, sizeof(text) - 1);
	cr_expect_eq(output_commit(o), 0);
	n = (size_t)sprintf(expect, "12 x\n%s\n%s", wide, want);
	expect_file("a", expect, n);

	/* A long string goes in pieces that cut no character: U+2026. */
	for (size_t i = 0; i + 3 <= 20000; i += 3)
		memcpy(wide + i, "\xe2\x80\xa6", 3);
	for (size_t shift = 0; shift < 3; shift++) {
		cr_assert_eq(output_open(&o, "b"), 0);
		output_json(o, wide + 3 - shift, 19995 + shift);
		cr_expect_eq(output_commit(o), 0);
		n = 0;
		expect[n++] = '"';
		for (size_t i = 0; i < shift; i++) {
			memcpy(expect + n, "\xef\xbf\xbd", 3);
			n += 3;
		}
		memcpy(expect + n, wide, 19995);
		n += 19995;
		expect[n++] = '"';
		expect_file("b", expect, n);
	}
	free(wide);
	free(expect);
}

/* The reader closes the pipe: the writer sees it and succeeds. */
Test(output, closed_stdout)
{
	struct output *o;
	int ends[2];

	cr_assert_eq(pipe(ends), 0);
	cr_assert_eq(dup2(ends[1], STDOUT_FILENO), STDOUT_FILENO);
	close(ends[1]);
	close(ends[0]);
	signal(SIGPIPE, SIG_DFL);
	cr_assert_eq(output_open(&o, "-"), 0);
	cr_expect_not(output_closed(o));
	output_puts(o, "x");
	output_flush(o);
	cr_expect(output_closed(o));
	output_puts(o, "y");
	cr_expect_eq(output_commit(o), 0);
}

Test(output, stdout_comes_as_it_is_written)
{
	struct output *o;
	char got[10];
	int ends[2];

	cr_assert_eq(pipe(ends), 0);
	cr_assert_eq(dup2(ends[1], STDOUT_FILENO), STDOUT_FILENO);
	cr_assert_eq(output_open(&o, "/dev/stdout"), 0);
	output_puts(o, "one");
	output_flush(o);
	cr_expect_eq(read(ends[0], got, 10), 3);
	output_puts(o, "two");
	cr_expect_eq(output_commit(o), 0);
	cr_expect_eq(read(ends[0], got, 10), 3);
	cr_expect_arr_eq(got, "two", 3);
}

/* What was there stays; half a line that was left is ended. */
Test(output, appended_file, .init = make_folder, .fini = drop_folder)
{
	static const char *const before[] = { NULL, "", "a\n", "a\nhal" };
	static const char *const after[] = { "b\nc\n", "b\nc\n",
	    "a\nb\nc\n", "a\nhal\nb\nc\n" };
	struct output *o;

	for (int i = 0; i < 4; i++) {
		unlink("log");
		if (before[i] != NULL)
			write_file("log", before[i]);
		cr_assert_eq(output_append(&o, "log"), 0);
		output_puts(o, "b\n");
		output_flush(o);
		expect_file("log", after[i], strlen(after[i]) - 2);
		output_puts(o, "c\n");
		cr_expect_eq(output_commit(o), 0);
		expect_file("log", after[i], strlen(after[i]));
	}
	cr_expect_eq(output_append(&o, "nowhere/log"), -1);
	cr_expect_eq(errno, ENOENT);
	cr_expect_null(o);
	cr_expect_eq(output_append(&o, "."), -1);
	cr_assert_eq(output_append(&o, "/dev/null"), 0);
	output_puts(o, "b\n");
	cr_expect_eq(output_commit(o), 0);
}

struct gate {
	int asked, closed;
};

static int
pass_gate(void *arg)
{
	struct gate *g = arg;

	g->asked++;
	errno = EDQUOT;
	return g->closed ? -1 : 0;
}

/* Nothing leaves before the gate was asked, and nothing after it said no. */
Test(output, held_until_asked, .init = make_folder, .fini = drop_folder)
{
	static const char kilo[1024];
	struct gate g = { 0, 0 };
	struct output *o;

	cr_assert_eq(output_append(&o, "log"), 0);
	cr_assert_eq(output_hold(o, 256 << 10, pass_gate, &g), 0);
	for (int i = 0; i < 255; i++)
		output_write(o, kilo, sizeof(kilo));
	cr_expect_eq(g.asked, 0);
	expect_file("log", "", 0);
	output_write(o, kilo, sizeof(kilo));
	cr_expect_eq(g.asked, 1);
	output_puts(o, "more");
	output_flush(o);
	cr_expect_eq(g.asked, 2);
	output_flush(o);
	cr_expect_eq(g.asked, 2, "there was nothing to hand on");
	g.closed = 1;
	output_puts(o, "not this");
	cr_expect_eq(output_commit(o), -1);
	cr_expect_eq(errno, EDQUOT);
	cr_expect_eq(g.asked, 3);
	cr_assert_eq(output_append(&o, "log"), 0);
	cr_expect_eq(lseek(open("log", O_RDONLY), 0, SEEK_END),
	    256 * 1024 + 4);
	output_abort(o);
}

static int
give_up(void)
{
	return 1;
}

static void
on_alarm(int sig)
{
	(void)sig;
}

/* A reader that does not read: a signal ends the waiting, quietly. */
Test(output, waiting_can_be_ended)
{
	static const char much[1 << 20];
	struct sigaction sa = { .sa_handler = on_alarm };
	struct output *o;
	int ends[2];

	cr_assert_eq(pipe(ends), 0);
	cr_assert_eq(dup2(ends[1], STDOUT_FILENO), STDOUT_FILENO);
	sigaction(SIGALRM, &sa, NULL);
	cr_assert_eq(output_open(&o, "-"), 0);
	output_stop_when(o, give_up);
	alarm(1);
	output_write(o, much, sizeof(much));
	cr_expect(output_closed(o));
	cr_expect_eq(output_commit(o), 0);
}

/* What the thread meets is told at the commit, and nothing waits for it. */
Test(output, a_full_disk_is_told_from_behind)
{
	static char p[1 << 16];
	struct output *o;

	cr_assert_eq(output_open(&o, "/dev/full"), 0);
	cr_assert_eq(output_behind(o), 0);
	for (int i = 0; i < 100; i++)
		output_write(o, p, sizeof(p));
	errno = 0;
	cr_expect_eq(output_commit(o), -1);
	cr_expect_eq(errno, ENOSPC);
}
