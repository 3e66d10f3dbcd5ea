/*
 * signals.c - being stopped without leaving anything behind.
 */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "cli/signals.h"
#include "io/output.h"

static const char *volatile made_folder;
static volatile sig_atomic_t bar_drawn;
static volatile sig_atomic_t deferred, got;

/*
 * A signal that comes just before a read or a write would not interrupt it;
 * the next alarm does.
 */
static void
again(int sig)
{
	(void)sig;
	alarm(1);
}

static void
stop(int sig)
{
	static const char clear[] = "\r\033[K";

	if (deferred) {
		if (got == 0)
			got = sig;
		alarm(1);
		return;
	}
	output_abort_all();
	if (made_folder != NULL)
		rmdir(made_folder);
	/* Nothing can be done about a terminal that is gone. */
	if (bar_drawn && write(STDERR_FILENO, clear, sizeof(clear) - 1) < 0)
		errno = 0;
	_exit(128 + sig);
}

void
signals_catch(void)
{
	static const int sigs[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction sa, old;

	memset(&sa, 0, sizeof(sa));
	sigemptyset(&sa.sa_mask);
	for (size_t i = 0; i < 3; i++)
		sigaddset(&sa.sa_mask, sigs[i]);
	sa.sa_handler = stop;
	for (size_t i = 0; i < 3; i++) {
		/* nohup(1), and a shell's background jobs. */
		if (sigaction(sigs[i], NULL, &old) == 0 &&
		    old.sa_handler == SIG_IGN)
			continue;
		sigaction(sigs[i], &sa, NULL);
	}
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
}

void
signals_defer(void)
{
	struct sigaction sa;

	memset(&sa, 0, sizeof(sa));
	sigemptyset(&sa.sa_mask);
	sa.sa_handler = again;
	sigaction(SIGALRM, &sa, NULL);
	deferred = 1;
}

int
signals_got(void)
{
	return got;
}

void
signals_made_folder(const char *path)
{
	made_folder = path;
}

void
signals_bar(int drawn)
{
	bar_drawn = drawn;
}
