/*
 * child.c - a measurement in a process of its own, so that its peak memory is
 * nobody else's.
 *
 * The parent keeps small: a child begins with the parent's size as its peak.
 */
#include <sys/resource.h>
#include <sys/wait.h>

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "bench.h"

static double
seconds_of(const struct timeval *t)
{
	return (double)t->tv_sec + 1e-6 * (double)t->tv_usec;
}

/* Waits for a child to end well. */
static void
reap(pid_t pid, const char *what, struct figures *f)
{
	struct rusage u;
	int status;

	while (wait4(pid, &status, 0, &u) == -1)
		if (errno != EINTR)
			err(1, "wait4");
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		errx(1, "%s: the run ended with status %#x", what,
		    (unsigned)status);
	f->cpu = seconds_of(&u.ru_utime) + seconds_of(&u.ru_stime);
	f->memory = (uint64_t)u.ru_maxrss * 1024;
}

static pid_t
forked(void)
{
	pid_t pid;

	/* What is buffered would be written twice. */
	fflush(NULL);
	if ((pid = fork()) == -1)
		err(1, "fork");
	return pid;
}

void
child_run(child_fn *fn, const char *path, struct figures *f)
{
	size_t got = 0;
	ssize_t n = 1;
	int fd[2];
	pid_t pid;

	if (pipe(fd) == -1)
		err(1, "pipe");
	memset(f, 0, sizeof(*f));
	if ((pid = forked()) == 0) {
		close(fd[0]);
		fn(path, f);
		/* Less than PIPE_BUF: it is written whole or not at all. */
		_exit(write(fd[1], f, sizeof(*f)) != (ssize_t)sizeof(*f));
	}
	close(fd[1]);
	while (got < sizeof(*f) && n > 0) {
		n = read(fd[0], (char *)f + got, sizeof(*f) - got);
		if (n == -1 && errno != EINTR)
			err(1, "pipe");
		got += n > 0 ? (size_t)n : 0;
	}
	close(fd[0]);
	reap(pid, path, f);
	if (got != sizeof(*f))
		errx(1, "%s: the run told nothing", path);
}

void
child_command(const char *tawam, const char *outdir, const char *path,
    struct figures *f)
{
	double start = bench_now();
	pid_t pid;

	memset(f, 0, sizeof(*f));
	if ((pid = forked()) == 0) {
		execl(tawam, tawam, "dedup", "--quiet", "--out", outdir, path,
		    (char *)NULL);
		err(1, "%s", tawam);
	}
	reap(pid, tawam, f);
	f->seconds[BENCH_COMMAND] = bench_now() - start;
}
