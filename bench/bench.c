/*
 * bench.c - times of each stage, and quality against known truth.
 *
 *	bench times [-n RUNS] [-t SECONDS] [-b BUILD] -c TAWAM -d FOLDER
 *	    -o TABLE NAME=FILE ...
 *	bench quality -o FILE NEWSFOLDER GENERATED GENERATED.TSV
 *	bench shared -o FILE
 *	bench passages -o FILE
 *	bench segment -o FILE
 *
 * The shared data, volume_open among it, is looked for in the folder that
 * TAWAM_SHARED names, else in ../shared.
 */
#include <bsd/stdlib.h>
#include <err.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench.h"

#define CORPORA_MAX	8
#define VOLUME		"data/volume_open.jsonl.zst"

struct options {
	int runs;
	double seconds;		/* no run is begun that would end later */
	const char *build, *tawam, *folder, *out;
};

void
check(int e, const char *what)
{
	if (e != 0)
		errx(1, "%s: %s", what, tawam_strerror(e));
}

const char *
bench_shared(const char *name)
{
	static char path[4096];
	const char *dir = getenv("TAWAM_SHARED");

	snprintf(path, sizeof(path), "%s/%s", dir != NULL ? dir : "../shared",
	    name);
	return access(path, R_OK) == 0 ? path : NULL;
}

static void
usage(void)
{
	fprintf(stderr,
	    "usage: bench times [-n runs] [-t seconds] [-b build] -c tawam "
	    "-d folder -o table\n"
	    "           name=file ...\n"
	    "       bench quality -o file news-folder corpus truth\n"
	    "       bench shared -o file\n"
	    "       bench passages -o file\n"
	    "       bench segment -o file\n");
	exit(2);
}

static int
number(const char *s, int least, int most)
{
	const char *why;
	long long n = strtonum(s, least, most, &why);

	if (why != NULL)
		errx(2, "%s: %s", s, why);
	return (int)n;
}

static void
options_read(struct options *o, int argc, char *const *argv)
{
	int c;

	memset(o, 0, sizeof(*o));
	o->runs = 5;
	o->seconds = 160;
	o->build = "flags not told";
	while ((c = getopt(argc, argv, "b:c:d:n:o:t:")) != -1) {
		switch (c) {
		case 'b':
			o->build = optarg;
			break;
		case 'c':
			o->tawam = optarg;
			break;
		case 'd':
			o->folder = optarg;
			break;
		case 'n':
			o->runs = number(optarg, 1, BENCH_RUNS_MAX);
			break;
		case 'o':
			o->out = optarg;
			break;
		case 't':
			o->seconds = number(optarg, 1, 86400);
			break;
		default:
			usage();
		}
	}
	if (o->out == NULL)
		usage();
}

static void
measure(const struct options *o, struct measured *m, int with_alone)
{
	struct figures *f = &m->command[m->ncommand];
	double start = bench_now();

	child_run(whole_run, m->path, &m->run[m->n++]);
	child_command(o->tawam, o->folder, m->path, f);
	f->docs = m->run[0].docs;
	f->bytes = m->run[0].bytes;
	m->ncommand++;
	if (with_alone)
		child_run(alone_run, m->path, &m->alone[m->nalone++]);
	m->took = bench_now() - start;
}

/* A copy of what is stored, for the eye. */
static void
show(const char *path)
{
	char line[4096];
	FILE *f = fopen(path, "r");

	if (f == NULL)
		err(1, "%s", path);
	while (fgets(line, sizeof(line), f) != NULL)
		fputs(line, stdout);
	if (ferror(f) || fflush(stdout) == EOF)
		err(1, "%s", path);
	fclose(f);
}

static FILE *
created(const char *path)
{
	FILE *f = fopen(path, "w");

	if (f == NULL)
		err(1, "%s", path);
	return f;
}

static void
finished(FILE *f, const char *path)
{
	if (fflush(f) == EOF || ferror(f) || fclose(f) == EOF)
		err(1, "%s", path);
}

static size_t
corpora(struct measured *m, int argc, char *const *argv)
{
	const char *volume = bench_shared(VOLUME);
	size_t n = 0;

	if (volume != NULL) {
		m[n].name = "volume_open";
		if ((m[n++].path = strdup(volume)) == NULL)
			err(1, NULL);
	}
	for (int i = 0; i < argc; i++) {
		char *equals = strchr(argv[i], '=');

		if (equals == NULL || n == CORPORA_MAX)
			usage();
		*equals = '\0';
		m[n].name = argv[i];
		m[n++].path = equals + 1;
	}
	if (n == 0)
		usage();
	return n;
}

/* Round by round, so that a slow minute of the machine falls on all alike. */
static int
times(const struct options *o, int argc, char *const *argv)
{
	static struct measured m[CORPORA_MAX];
	size_t n = corpora(m, argc, argv);
	double start = bench_now();
	int stopped = 0;
	FILE *f;

	if (o->tawam == NULL || o->folder == NULL)
		usage();
	f = created(o->out);
	machine_print(f, o->build);
	if (strcmp(m[0].name, "volume_open") != 0)
		fprintf(f, "skipped   volume_open: %s is not there\n", VOLUME);
	for (int i = 0; i < o->runs; i++) {
		for (size_t k = 0; k < n; k++) {
			if (i > 0 && bench_now() - start + m[k].took >
			    o->seconds) {
				stopped = 1;
				continue;
			}
			fprintf(stderr, "run %d of %d: %s\n", i + 1, o->runs,
			    m[k].name);
			measure(o, &m[k], k == 0);
		}
	}
	if (stopped)
		fprintf(f, "stopped   after %.0f s, before all of %d runs were "
		    "made: n says how many were\n", bench_now() - start,
		    o->runs);
	for (size_t k = 0; k < n; k++)
		table_print(f, &m[k]);
	finished(f, o->out);
	show(o->out);
	return 0;
}

static int
quality(const struct options *o, int argc, char *const *argv)
{
	FILE *f;

	if (argc != 3)
		usage();
	f = created(o->out);
	quality_news(f, argv[0]);
	quality_generated(f, argv[1], argv[2]);
	finished(f, o->out);
	return 0;
}

/* Nothing is written when the data is not there. */
static int
shared(const struct options *o, void (*const *parts)(FILE *f))
{
	FILE *f;

	if (unlink(o->out) == -1 && errno != ENOENT)
		err(1, "%s", o->out);
	if (bench_shared("data/ant_exact/docs.jsonl") == NULL ||
	    bench_shared("data/pages_qisasse/docs.jsonl") == NULL ||
	    bench_shared("data/volume_open.jsonl.zst") == NULL ||
	    bench_shared("data/ant_gold/docs.jsonl") == NULL ||
	    bench_shared("data/ant_dev/truth.tsv") == NULL) {
		printf("quality on the shared data: not there, skipped\n");
		return 0;
	}
	f = created(o->out);
	for (; *parts != NULL; parts++)
		(*parts)(f);
	finished(f, o->out);
	return 0;
}

int
main(int argc, char **argv)
{
	static void (*const labelled[])(FILE *) = { quality_exact,
		quality_labelled, NULL };
	static void (*const passages[])(FILE *) = { quality_passages, NULL };
	static void (*const segmented[])(FILE *) = { quality_segment, NULL };
	struct options o;
	const char *what = argc > 1 ? argv[1] : "";

	if (argc < 2)
		usage();
	options_read(&o, argc - 1, argv + 1);
	argc -= 1 + optind;
	argv += 1 + optind;
	if (strcmp(what, "times") == 0)
		return times(&o, argc, argv);
	if (strcmp(what, "quality") == 0)
		return quality(&o, argc, argv);
	if (strcmp(what, "shared") == 0 && argc == 0)
		return shared(&o, labelled);
	if (strcmp(what, "segment") == 0 && argc == 0)
		return shared(&o, segmented);
	if (strcmp(what, "passages") == 0 && argc == 0)
		return shared(&o, passages);
	usage();
}
