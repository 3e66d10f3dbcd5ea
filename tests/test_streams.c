/*
 * test_streams.c - reading twice, pipes, compressed and damaged files, and
 * records that are too long.
 */
#include <sys/resource.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "helpers.h"
#include "input_talk.h"
#include "io/stream.h"

/* Records of many sizes, some large, some with escapes; malloc'd. */
static char *
corpus(size_t records, size_t *n)
{
	uint64_t seed = 88172645463325252u;
	char *s;
	FILE *f = open_memstream(&s, n);

	cr_assert_not_null(f);
	for (size_t i = 0; i < records; i++) {
		size_t words = rnd(&seed) % 50;

		if (i % 37 == 36)
			words = 60000;
		fprintf(f, "{\"id\":%zu,\"text\":\"", i);
		for (size_t k = 0; k < words; k++)
			fputs(i % 2 ? "\\u0642\\u0627\\u0644 " :
			    "\xd9\x82\xd8\xa7\xd9\x84 ", f);
		fputs("\"}\n", f);
	}
	cr_assert_eq(fclose(f), 0);
	return s;
}

/* Digests of what is read in one pass; the number of records. */
static size_t
digests(struct input *in, uint64_t *out, size_t cap)
{
	struct record r;
	size_t n = 0;
	int got;

	while ((got = input_next(in, &r)) == 1) {
		cr_assert_lt(n, cap);
		out[n++] = record_digest(&r) ^ r.line ^ (r.textlen << 32);
	}
	cr_assert_eq(got, 0);
	return n;
}

/* Writes p to a pipe that becomes standard input, from another process. */
static void
pipe_to_stdin(const char *p, size_t n)
{
	int ends[2];

	cr_assert_eq(pipe(ends), 0);
	if (fork() == 0) {
		close(ends[0]);
		while (n > 0) {
			ssize_t k = write(ends[1], p, n < 70001 ? n : 70001);

			if (k <= 0)
				_exit(1);
			p += k;
			n -= (size_t)k;
		}
		_exit(0);
	}
	close(ends[1]);
	cr_assert_eq(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
	close(ends[0]);
}

static void
twice(const char *path, int ahead, const uint64_t *want, size_t nwant)
{
	uint64_t got[400], done, total;
	struct input_options o;
	struct input *in;
	struct talk t;
	struct record r;

	input_options_init(&o);
	talk_init(&t, &o);
	o.rewindable = 1;
	o.ahead = ahead;
	o.tmpdir = ".";
	cr_assert_eq(input_open(&in, &path, 1, &o), 0);
	cr_expect_eq(digests(in, got, 400), nwant, "%s", path);
	cr_expect_arr_eq(got, want, nwant * sizeof(*want), "%s", path);
	cr_expect_eq(input_next(in, &r), 0);
	input_progress(in, &done, &total);
	cr_expect(total == 0 || done == total, "%s", path);
	cr_expect_eq(input_rewind(in), 0);
	/* In the middle of a pass, too. */
	cr_expect_eq(input_next(in, &r), 1);
	cr_expect_eq(input_next(in, &r), 1);
	cr_expect_eq(input_rewind(in), 0);
	t.hooks = 0;
	cr_expect_eq(digests(in, got, 400), nwant, "%s", path);
	cr_expect_arr_eq(got, want, nwant * sizeof(*want), "%s", path);
	cr_expect_eq(t.hooks, 0);
	input_close(in);
	fclose(t.f);
	free(t.s);
}

Test(streams, second_pass_gives_the_same, .init = make_folder,
    .fini = drop_folder)
{
	static const char *const names[] = { "f.jsonl", "f.jsonl.gz",
	    "f.jsonl.zst" };
	struct input_options o;
	struct input *in;
	uint64_t want[400];
	size_t n, k, packed;
	char *s = corpus(300, &n), *z;

	input_options_init(&o);
	for (int i = 0; i < 3; i++)
		pack(names[i], s, n);
	cr_assert_eq(input_open(&in, names, 1, &o), 0);
	k = digests(in, want, 400);
	cr_expect_eq(k, 300);
	input_close(in);
	for (int i = 0; i < 6; i++) {
		const char *name = names[i / 2];

		twice(name, i % 2, want, k);
		cr_assert_not_null(freopen(name, "r", stdin));
		twice("-", i % 2, want, k);
		z = read_file(name, &packed);
		pipe_to_stdin(z, packed);
		twice("-", i % 2, want, k);
		free(z);
	}
	free(s);
}

/* A pass of so many records gives the first of all, again and again. */
Test(streams, passes_of_some_records, .init = make_folder, .fini = drop_folder)
{
	static const uint64_t most[] = { 1, 7, 299, 300, 301 };
	const char *path = "f.jsonl";
	uint64_t all[300], got[300];
	size_t n;
	char *s = corpus(300, &n);

	put(path, s, n);
	for (size_t i = 0; i < 1 + sizeof(most) / sizeof(most[0]); i++) {
		size_t want = i == 0 || most[i - 1] > 300 ? 300 :
		    (size_t)most[i - 1];
		struct input_options o;
		struct input *in;

		input_options_init(&o);
		o.rewindable = 1;
		o.ahead = i % 2;
		o.most = i > 0 ? most[i - 1] : 0;
		cr_assert_eq(input_open(&in, &path, 1, &o), 0);
		for (int pass = 0; pass < 3; pass++) {
			cr_expect_eq(digests(in, got, 300), want);
			if (i == 0)
				memcpy(all, got, sizeof(all));
			cr_expect_arr_eq(got, all, want * sizeof(*all));
			cr_expect_eq(input_rewind(in), 0);
		}
		input_close(in);
	}
	free(s);
}

/* All of a pipe, at its start; nothing of it has a name. */
Test(streams, whole_pipe, .init = make_folder, .fini = drop_folder)
{
	size_t n;
	char *s = corpus(3000, &n), *back = malloc(n + 1);
	int file;

	cr_assert_not_null(back);
	pipe_to_stdin(s, n);
	cr_assert_geq(file = spool_whole(STDIN_FILENO, "."), 0);
	cr_expect_eq(lseek(file, 0, SEEK_CUR), 0);
	cr_expect_eq(pread(file, back, n + 1, 0), (ssize_t)n);
	cr_expect_arr_eq(back, s, n);
	close(file);
	cr_expect_eq(spool_whole(STDIN_FILENO, "none"), -1);
	cr_expect_eq(errno, ENOENT);
	free(back);
	free(s);
}

/* Lines that are added between the passes are not there for the second. */
Test(streams, growing_file, .init = make_folder, .fini = drop_folder)
{
	const char *path = "f.jsonl";
	struct input_options o;
	struct input *in;
	struct record r;
	FILE *f;

	puts_to(path, "{\"id\":1,\"text\":\"a\"}\n{\"id\":2,\"text\":\"b\"}\n");
	input_options_init(&o);
	o.rewindable = 1;
	cr_assert_eq(input_open(&in, &path, 1, &o), 0);
	while (input_next(in, &r) == 1)
		;
	f = fopen(path, "a");
	fputs("{\"id\":3,\"text\":\"c\"}\n", f);
	fclose(f);
	cr_expect_eq(input_rewind(in), 0);
	cr_expect_eq(input_next(in, &r), 1);
	cr_expect_eq(input_next(in, &r), 1);
	cr_expect_eq(input_next(in, &r), 0);
	cr_expect_eq(unlink(path), 0);
	cr_expect_eq(input_rewind(in), -1);
	input_close(in);
}

/* Records of a plain file can be had in any order; n of them. */
static size_t
places(struct input *in, struct record *was, uint64_t *want, size_t most)
{
	struct record r;
	size_t n = 0;

	while (input_next(in, &r) == 1) {
		cr_assert_lt(n, most);
		was[n] = (struct record){ .file = "f.jsonl", .line = r.line,
		    .at = r.at, .rawlen = r.rawlen };
		want[n++] = record_digest(&r) ^ r.textlen << 32;
	}
	return n;
}

Test(streams, by_place, .init = make_folder, .fini = drop_folder)
{
	static const char *const names[] = { "f.jsonl", "f.jsonl.gz" };
	static struct record was[400];
	struct input_options o;
	uint64_t want[400], seed = 7;
	struct input *in;
	struct record r;
	size_t n, k, i;
	char *s = corpus(300, &n);

	input_options_init(&o);
	o.rewindable = 1;
	for (int j = 0; j < 2; j++) {
		pack(names[j], s, n);
		cr_assert_eq(input_open(&in, names + j, 1, &o), 0);
		cr_assert_eq(k = places(in, was, want, 400), 300);
		cr_assert_eq(input_rewind(in), 0);
		for (int m = 0; m < 1000 && j == 0; m++) {
			i = rnd(&seed) % k;
			cr_assert_eq(input_at(in, &was[i], &r), 1);
			cr_assert_eq(record_digest(&r) ^ r.textlen << 32,
			    want[i]);
			cr_assert_eq(r.line, was[i].line);
		}
		/* What is packed cannot be read so. */
		for (i = 0; i < k; i++)
			cr_assert_eq(was[i].at != 0, j == 0);
		input_close(in);
	}
	free(s);
}

/* What is not there any more, or is something else, is not given as before. */
Test(streams, by_place_in_another_file, .init = make_folder,
    .fini = drop_folder)
{
	static const char two[] = "{\"id\":1,\"text\":\"a\"}\n"
	    "{\"id\":2,\"text\":\"b\"}";
	const char *path = "f.jsonl";
	struct record was[2], r;
	struct input_options o;
	uint64_t want[2];
	struct input *in;

	input_options_init(&o);
	o.rewindable = 1;
	puts_to(path, two);
	cr_assert_eq(input_open(&in, &path, 1, &o), 0);
	cr_assert_eq(places(in, was, want, 2), 2);
	cr_assert_eq(input_rewind(in), 0);
	cr_expect_eq(input_at(in, &was[1], &r), 1);
	cr_expect_eq(record_digest(&r) ^ r.textlen << 32, want[1]);
	cr_assert_eq(truncate(path, sizeof(two) - 2), 0);
	cr_expect_eq(input_at(in, &was[1], &r), 0);
	cr_expect_eq(input_at(in, &was[0], &r), 1);
	puts_to(path, "{\"id\":1,\"text\":\"B\"}\n");
	cr_expect_eq(input_at(in, &was[0], &r), 1);
	cr_expect_neq(record_digest(&r) ^ r.textlen << 32, want[0]);
	puts_to(path, "{\"id\":1,\"text\":3  }\n");
	cr_expect_eq(input_at(in, &was[0], &r), 0);
	was[0].file = "none";
	cr_expect_eq(input_at(in, &was[0], &r), -1);
	cr_expect_eq(errno, ENOENT);
	input_close(in);
}

Test(streams, pipe_without_a_copy_is_read_once)
{
	const char *path = "-";
	struct input_options o;
	struct input *in;
	struct record r;

	input_options_init(&o);
	pipe_to_stdin("{\"id\":1,\"text\":\"a\"}\n", 20);
	cr_assert_eq(input_open(&in, &path, 1, &o), 0);
	cr_expect_eq(input_next(in, &r), 1);
	cr_expect_eq(input_next(in, &r), 0);
	cr_expect_eq(input_rewind(in), -1);
	cr_expect_eq(errno, ESPIPE);
	input_close(in);
}

/* A line must be given when it is there, not when the pipe has filled. */
Test(streams, records_come_one_by_one)
{
	static const char line[] = "{\"id\":1,\"text\":\"a\"}\n";
	const char *path = "-";
	struct input_options o;
	struct input *in;
	struct record r;
	int ends[2];

	cr_assert_eq(pipe(ends), 0);
	cr_assert_eq(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
	input_options_init(&o);
	cr_assert_eq(input_open(&in, &path, 1, &o), 0);
	alarm(10);
	for (int i = 1; i <= 3; i++) {
		cr_assert_eq(write(ends[1], line, sizeof(line) - 1),
		    (ssize_t)sizeof(line) - 1);
		cr_expect_eq(input_next(in, &r), 1);
		cr_expect_eq(r.line, i);
	}
	close(ends[1]);
	cr_expect_eq(input_next(in, &r), 0);
	input_close(in);
}

/* What was written each time the reader was about to wait. */
struct waiting {
	int to, asked, given;
	const char *const *pieces;	/* NULL: no more is wanted */
};

static int
on_wait(void *arg)
{
	struct waiting *w = arg;
	const char *piece = w->pieces[w->asked++];

	cr_expect_eq(w->given, w->asked <= 2 ? 0 : 2, "at %d", w->asked);
	if (piece == NULL)
		return 1;
	cr_assert_eq(write(w->to, piece, strlen(piece)),
	    (ssize_t)strlen(piece));
	return 0;
}

/*
 * Whoever is asked has all records that came; what came of half a one is
 * dropped when no more is wanted, and nothing is said of it.
 */
Test(streams, asks_before_it_waits)
{
	static const char *const pieces[] = { "{\"id\":1,", "\"text\":\"a\"}\n"
	    "not JSON\n{\"id\":2,\"text\":\"b\"}\n{\"id\"", ":3,", NULL };
	const char *paths[] = { "-", "nowhere" };
	struct waiting w = { .pieces = pieces };
	struct input_options o;
	struct input *in;
	struct record r;
	int ends[2];

	cr_assert_eq(pipe(ends), 0);
	cr_assert_eq(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
	w.to = ends[1];
	input_options_init(&o);
	o.format = INPUT_JSONL;
	o.hooks.wait_arg = &w;
	o.hooks.on_wait = on_wait;
	cr_assert_eq(input_open(&in, paths, 2, &o), 0);
	alarm(10);
	while (input_next(in, &r) == 1)
		cr_expect_eq(r.id[0], '1' + w.given++);
	cr_expect_eq(w.given, 2);
	cr_expect_eq(w.asked, 4);
	cr_expect_eq(input_next(in, &r), 0);
	cr_expect_eq(w.asked, 4);
	input_close(in);
}

/* Cut anywhere, a compressed file gives a beginning of its records and is
 * named; its half record is not. */
Test(streams, cut_streams, .init = make_folder, .fini = drop_folder)
{
	static const char *const names[] = { "f.jsonl.gz", "f.jsonl.zst" };
	size_t n, packed;
	char *s = corpus(200, &n);

	for (int i = 0; i < 2; i++) {
		char *z, *whole, *got, *ahead;
		struct input_options o;

		input_options_init(&o);
		pack(names[i], s, n);
		whole = told(names[i], &o);
		z = read_file(names[i], &packed);
		cr_assert_gt(packed, 500);
		for (size_t k = 5; k < packed; k += k / 8 + 1) {
			char *mark;

			put(names[i], z, k);
			o.ahead = 0;
			got = told(names[i], &o);
			o.ahead = 1;
			ahead = told(names[i], &o);
			cr_expect_str_eq(ahead, got);
			free(ahead);
			cr_assert_not_null(mark = strchr(got, '#'));
			cr_expect(strstr(mark, "is cut off") != NULL, "%s",
			    mark);
			cr_expect_eq(strchr(mark, '\n')[1], '\0');
			cr_expect_arr_eq(got, whole, (size_t)(mark - got));
			free(got);
		}
		free(z);
		free(whole);
	}
	free(s);
}

/* What comes before the damage is given, read ahead or not. */
Test(streams, damaged_streams, .init = make_folder, .fini = drop_folder)
{
	static const char *const names[] = { "f.jsonl.gz", "f.jsonl.zst" };
	size_t n, packed;
	char *s = corpus(80, &n);
	uint64_t seed = 7;

	for (int i = 0; i < 2; i++) {
		struct input_options o;
		char *z, *whole, *got, *ahead;

		input_options_init(&o);
		pack(names[i], s, n);
		whole = told(names[i], &o);
		z = read_file(names[i], &packed);
		for (int k = 0; k < 40; k++) {
			size_t at = 12 + rnd(&seed) % (packed - 12);
			char old = z[at];

			z[at] ^= (char)(1 << rnd(&seed) % 8);
			put(names[i], z, packed);
			z[at] = old;
			o.ahead = 0;
			got = told(names[i], &o);
			o.ahead = 1;
			ahead = told(names[i], &o);
			cr_expect_str_eq(ahead, got);
			free(ahead);
			/* A bit of zstd's may have no meaning. */
			cr_expect(strchr(got, '#') != NULL ||
			    strcmp(got, whole) == 0,
			    "%s: byte %zu: not seen", names[i], at);
			free(got);
		}
		free(z);
		free(whole);
	}
	free(s);
}

/* A reader ahead that waits for a pipe is not waited for. */
Test(streams, ends_while_the_pipe_waits)
{
	const char *path = "-";
	struct input_options o;
	struct input *in;
	struct record r;
	size_t n, given = 0;
	char *s = corpus(80, &n);
	int ends[2];
	pid_t child;

	cr_assert_eq(pipe(ends), 0);
	cr_assert_eq(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
	input_options_init(&o);
	o.ahead = 1;
	if ((child = fork()) == 0) {
		while (given < n) {
			ssize_t k = write(ends[1], s + given, n - given);

			if (k == -1)
				break;
			given += (size_t)k;
		}
		pause();
		_exit(0);
	}
	cr_assert_eq(input_open(&in, &path, 1, &o), 0);
	alarm(20);
	for (int i = 0; i < 50; i++)
		cr_expect_eq(input_next(in, &r), 1);
	input_close(in);
	kill(child, SIGKILL);
	free(s);
}

static size_t
append(char *to, size_t at, const char *path)
{
	size_t n;
	char *p = read_file(path, &n);

	cr_assert_not_null(p);
	memcpy(to + at, p, n);
	free(p);
	return at + n;
}

Test(streams, members_frames_and_what_follows, .init = make_folder,
    .fini = drop_folder)
{
	static const char a[] = "{\"id\":1,\"text\":\"a\"}\n{\"id\":2,";
	static const char b[] = "\"text\":\"b\"}\n";
	/* A frame to be passed over; a window of 2^28 and a raw block. */
	static const char skip[] = "\x52\x2a\x4d\x18\x03\0\0\0abc";
	static const char window[] = "\x28\xb5\x2f\xfd\x00\x90\xa1\0\0"
	    "{\"id\":3,\"text\":\"c\"}\n";
	struct input_options o;
	char all[2000], *got;
	size_t n;

	input_options_init(&o);
	pack("a.gz", a, sizeof(a) - 1);
	pack("b.gz", b, sizeof(b) - 1);
	n = append(all, append(all, 0, "a.gz"), "b.gz");
	memset(all + n, 0, 100);
	put("f.jsonl.gz", all, n + 100);
	got = told("f.jsonl.gz", &o);
	cr_expect_str_eq(got, "1 1 a\n2 2 b\n", "%s", got);
	free(got);
	memcpy(all + n, "rest", 4);
	put("f.jsonl.gz", all, n + 4);
	got = told("f.jsonl.gz", &o);
	cr_expect_str_eq(got, "1 1 a\n2 2 b\n"
	    "# f.jsonl.gz: something else after the gzip data\n", "%s", got);
	free(got);

	pack("a.zst", a, sizeof(a) - 1);
	pack("b.zst", b, sizeof(b) - 1);
	memcpy(all, skip, sizeof(skip) - 1);
	n = append(all, append(all, sizeof(skip) - 1, "a.zst"), "b.zst");
	memcpy(all + n, window, sizeof(window) - 1);
	n += sizeof(window) - 1;
	put("f", all, n);
	o.format = INPUT_JSONL;
	got = told("f", &o);
	cr_expect_str_eq(got, "1 1 a\n2 2 b\n3 3 c\n", "%s", got);
	free(got);
}

Test(streams, longer_than_max_record, .init = make_folder, .fini = drop_folder)
{
	struct input_options o;
	char *got, *long_line = malloc(3000100);
	FILE *f;

	cr_assert_not_null(long_line);
	memset(long_line, 'x', 3000100);
	input_options_init(&o);
	o.max_record = 20;
	puts_to("f.jsonl", "{\"id\":1,\"text\":\"ab\"}\n"
	    "{\"id\":1,\"text\":\"abc\"}\n{\"id\":3,\"text\":\"cd\"}\n");
	got = told("f.jsonl", &o);
	cr_expect_str_eq(got, "1 1 ab\n! 2 longer than --max-record\n"
	    "3 3 cd\n", "%s", got);
	free(got);
	/* Of every length around the buffers' sizes. */
	for (size_t n = 4000; n < 3000000; n += n / 3) {
		f = fopen("f.jsonl", "w");
		fwrite(long_line, 1, n, f);
		fputs("\n{\"id\":2,\"text\":\"\"}\n", f);
		fwrite(long_line, 1, n, f);
		fclose(f);
		got = told("f.jsonl", &o);
		cr_expect_str_eq(got, "! 1 longer than --max-record\n2 2 \n"
		    "! 3 longer than --max-record\n", "%zu: %s", n, got);
		free(got);
	}
	put("g.txt", long_line, 3000100);
	got = told("g.txt", &o);
	cr_expect_str_eq(got, "! 1 longer than --max-record\n");
	free(got);
	free(long_line);
}

/* The address sanitizer keeps freed memory for a while. */
#if defined(__SANITIZE_ADDRESS__)
#define MOST_KIB	(150 << 10)
#else
#define MOST_KIB	(32 << 10)
#endif

/* 200 MB in a line that is skipped stay out of memory. */
Test(streams, skipped_record_costs_no_memory, .init = make_folder,
    .fini = drop_folder)
{
	char *mega = malloc(1 << 20), *got;
	struct input_options o;
	struct rusage before, after;
	struct output *out;

	cr_assert_not_null(mega);
	memset(mega, '[', 1 << 20);
	cr_assert_eq(output_open(&out, "f.jsonl.zst"), 0);
	for (int i = 0; i < 200; i++)
		output_write(out, mega, 1 << 20);
	output_puts(out, "\n{\"id\":1,\"text\":\"a\"}");
	cr_assert_eq(output_commit(out), 0);
	free(mega);
	input_options_init(&o);
	o.max_record = 10 << 20;
	getrusage(RUSAGE_SELF, &before);
	got = told("f.jsonl.zst", &o);
	getrusage(RUSAGE_SELF, &after);
	cr_expect_str_eq(got, "! 1 longer than --max-record\n"
	    "? 2 no newline at the end\n2 1 a\n", "%s", got);
	cr_expect_leq(after.ru_maxrss - before.ru_maxrss, MOST_KIB);
	free(got);
}
