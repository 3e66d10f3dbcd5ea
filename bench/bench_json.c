/*
 * bench_json.c - from lines of JSON in memory, and from a file, to the id and
 * the text of each record, by one thread: each variant.
 *
 * usage: bench_json [-n RUNS] [-b BUILD] FILE ...
 *
 * Times are the thread's processor time.  In each run every row is measured
 * once, one after the other; minimum and median are over the runs.
 */
#include <sys/stat.h>

#include <err.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bsd/stdlib.h>

#include "bench.h"
#include "io/input.h"
#include "io/json.h"

#define RUNS_MAX	99
#define NROWS		(CPU_NLEVELS + 2)

struct file {
	const char *path;
	char *p, *out;		/* its bytes; room for a text */
	size_t n;
	size_t sink;
};

/* Lines alone: what no scanner can beat. */
static void
split(struct file *f)
{
	const char *end = f->p + f->n;

	for (const char *p = f->p, *nl; p < end; p = nl + 1) {
		if ((nl = memchr(p, '\n', (size_t)(end - p))) == NULL)
			nl = end;
		f->sink += (size_t)(nl - p);
	}
}

static void
line(struct file *f, struct json *j, const char *p, size_t n)
{
	struct json_field x[2] = {
		{ .name = "id", .namelen = 2 },
		{ .name = "text", .namelen = 4 }
	};
	unsigned flags = 0;

	if (json_object(j, p, n, x, 2) != JSON_OK)
		errx(1, "%s: not JSON Lines", f->path);
	if (x[1].flags & JSON_ESCAPED)
		f->sink += json_decoder(j->level)(p + x[1].start + 1,
		    x[1].end - x[1].start - 2, f->out, &flags);
	f->sink += x[0].end;
}

static void
scan(struct file *f, enum cpu_level level)
{
	struct json j = { .level = level };
	const char *end = f->p + f->n;

	for (const char *p = f->p, *nl; p < end; p = nl + 1) {
		if ((nl = memchr(p, '\n', (size_t)(end - p))) == NULL)
			nl = end;
		line(f, &j, p, (size_t)(nl - p));
	}
	json_release(&j);
}

/* With the system's copy, digests, and the best variant. */
static void
whole(struct file *f)
{
	struct input_options o;
	struct input *in;
	struct record r;

	input_options_init(&o);
	if (input_open(&in, &f->path, 1, &o) == -1)
		err(1, "%s", f->path);
	while (input_next(in, &r) == 1)
		f->sink += r.textlen;
	input_close(in);
}

static void
row(struct file *f, int i)
{
	if (i == 0)
		split(f);
	else if (i <= CPU_NLEVELS)
		scan(f, (enum cpu_level)(i - 1));
	else
		whole(f);
}

static void
file_read(struct file *f, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	size_t have = 0;
	ssize_t k;

	f->path = path;
	if (fd == -1 || fstat(fd, &st) == -1)
		err(1, "%s", path);
	f->n = (size_t)st.st_size;
	if ((f->p = malloc(f->n + 1)) == NULL ||
	    (f->out = malloc(f->n + 1)) == NULL)
		err(1, NULL);
	while (have < f->n && (k = read(fd, f->p + have, f->n - have)) > 0)
		have += (size_t)k;
	if (have < f->n)
		errx(1, "%s: not read to its end", path);
	close(fd);
}

static void
measure(const char *path, int runs)
{
	static const char *const names[NROWS] = { "lines alone",
	    "fields, scalar", "fields, avx2", "fields, avx512",
	    "file to records" };
	static double t[NROWS][RUNS_MAX];
	struct file f = { .sink = 0 };

	file_read(&f, path);
	for (int i = 0; i < runs; i++) {
		for (int r = 0; r < NROWS; r++) {
			double start = bench_cpu();

			if (r <= CPU_NLEVELS && r - 1 > (int)cpu_level())
				continue;
			row(&f, r);
			t[r][i] = bench_cpu() - start;
		}
	}
	printf("\n%s, %.1f MB: GB/s, median and best of %d runs\n", path,
	    1e-6 * (double)f.n, runs);
	for (int r = 0; r < NROWS; r++) {
		double median = bench_median(t[r], (size_t)runs);

		if (t[r][0] > 0)
			printf("  %-20s %6.2f %6.2f\n", names[r],
			    1e-9 * (double)f.n / median,
			    1e-9 * (double)f.n / t[r][0]);
	}
	printf("  (checksum %zu)\n", f.sink);
	free(f.p);
	free(f.out);
}

int
main(int argc, char **argv)
{
	const char *why = NULL, *build = "";
	int c, runs = 9;

	while ((c = getopt(argc, argv, "b:n:")) != -1) {
		if (c == 'b')
			build = optarg;
		else if (c == 'n')
			runs = (int)strtonum(optarg, 1, RUNS_MAX, &why);
		else
			return 2;
		if (why != NULL)
			errx(2, "-n %s: %s", optarg, why);
	}
	if (argc == optind)
		errx(2, "usage: bench_json [-n RUNS] [-b BUILD] FILE ...");
	machine_print(stdout, build);
	for (int i = optind; i < argc; i++)
		measure(argv[i], runs);
	return 0;
}
