/*
 * rehearsal.c - a run over the first records of an input, for what it takes.
 */
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/memory.h"
#include "cli/rehearsal.h"
#include "cli/signals.h"
#include "cli/talk.h"

static int
read_answer(int fd, char *out, size_t size)
{
	size_t got = 0;
	ssize_t n;

	while (got < size) {
		n = read(fd, out + got, size - got);
		if (n == -1 && errno == EINTR && signals_got() == 0)
			continue;
		if (n <= 0)
			return -1;
		got += (size_t)n;
	}
	return 0;
}

int
apart(int (*fn)(void *arg, void *out), void *arg, void *out, size_t size)
{
	off_t at = lseek(STDIN_FILENO, 0, SEEK_CUR);
	int fd[2], r, status = 0;
	pid_t pid;

	memset(out, 0, size);
	fflush(NULL);
	if (pipe(fd) == -1 || (pid = fork()) == -1) {
		say("a process could not be started: %s", strerror(errno));
		return -1;
	}
	if (pid == 0) {
		signals_catch();
		/* Nobody would wait for what it has to say. */
		(void)prctl(PR_SET_PDEATHSIG, SIGTERM);
		close(fd[0]);
		r = fn(arg, out);
		fflush(stderr);
		_exit(r == -1 || write(fd[1], out, size) != (ssize_t)size);
	}
	close(fd[1]);
	r = read_answer(fd[0], out, size);
	close(fd[0]);
	if (r == -1)
		(void)kill(pid, SIGTERM);
	while (waitpid(pid, &status, 0) == -1 && errno == EINTR)
		;
	/* Where standard input is, it is for all of them. */
	(void)lseek(STDIN_FILENO, at, SEEK_SET);
	/* What failed was said, unless somebody has ended it. */
	if (WIFSIGNALED(status) && WTERMSIG(status) != SIGTERM)
		say("a process of this one was ended: %s",
		    strsignal(WTERMSIG(status)));
	return r;
}

struct script {
	const struct options *o;
	const struct tawam_params *params;
	const char *state;
	uint64_t most;
	int heard;		/* file of what is said */
};

/* The parts of a whole, as the library's clocks divide it. */
static void
divide(const struct run *r, struct rehearsal *out)
{
	struct spent all = spent_between(r->spent[RUN_READ],
	    r->spent[RUN_FOUND]);
	struct spent *part[] = { &out->search, &out->compare, &out->cluster };
	const uint64_t *ns = &r->stats.stage_ns[TAWAM_STAGE_INDEX];
	double sum = (double)ns[0] + (double)ns[1] + (double)ns[2];

	for (size_t i = 0; i < 3 && sum > 0; i++) {
		part[i]->seconds = all.seconds * (double)ns[i] / sum;
		part[i]->cpu = all.cpu * (double)ns[i] / sum;
	}
}

static void
note(const struct run *r, struct rehearsal *out)
{
	struct stat st;

	out->records = r->docs.n;
	out->stats = r->stats;
	out->read = spent_between(r->spent[RUN_BEGUN],
	    r->spent[RUN_READ]);
	out->write = spent_between(r->spent[RUN_FOUND],
	    r->spent[RUN_WRITTEN]);
	out->pairs = r->pairs;
	out->report = r->report;
	divide(r, out);
	out->memory = (double)memory_peak();
	for (int i = 0; i < OUT_COUNT; i++)
		out->results += (double)r->out.bytes[i];
	if (r->stored != NULL)
		out->stored = (double)output_bytes(r->stored);
	out->lines = (double)r->out.bytes[OUT_PAIRS];
	if (r->state != NULL && stat(r->resume.corpus, &st) == 0)
		out->state = (double)st.st_size;
	out->rereads = run_rereads(r);
	out->walks = (r->out.path[OUT_PAIRS] != NULL) + (r->stored != NULL);
	out->verdicts = (r->out.path[OUT_DECISIONS] != NULL) +
	    (r->out.path[OUT_KEPT] != NULL ||
	    r->out.path[OUT_REMOVED] != NULL);
}

static int
perform(void *arg, void *out)
{
	static struct run r;
	const struct script *s = arg;
	struct notes *n = &r.notes;
	int failed;

	r.o = *s->o;
	r.o.params = *s->params;
	r.o.progress = PROGRESS_NEVER;
	/* What would not fit is reckoned, not tried. */
	r.o.memory = 0;
	r.o.show = run_shows(s->o);
	(void)dup2(s->heard, STDERR_FILENO);
	r.rehearsed = 1;
	r.most = s->most;
	r.state = s->state;
	if (run_check(&r) == -1) {
		say("%s", r.o.why);
		return -1;
	}
	failed = run_start(&r) == -1 || n->stop;
	if (!failed)
		note(&r, out);
	return failed ? -1 : 0;
}

/* What was said in vain unless it failed. */
static void
repeat(int fd)
{
	char buf[4096];
	ssize_t n;

	if (lseek(fd, 0, SEEK_SET) == -1)
		return;
	while ((n = read(fd, buf, sizeof(buf))) > 0)
		(void)fwrite(buf, 1, (size_t)n, stderr);
}

int
rehearse(const struct options *o, const struct tawam_params *p,
    const char *state, uint64_t most, struct rehearsal *out)
{
	int heard = memfd_create("tawam", MFD_CLOEXEC), r;
	struct script s = { o, p, state, most, heard };

	if (s.heard == -1) {
		say("%s", strerror(errno));
		return -1;
	}
	if ((r = apart(perform, &s, out, sizeof(*out))) == -1)
		repeat(s.heard);
	close(s.heard);
	return r;
}
