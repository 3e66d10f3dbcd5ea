/*
 * dedup.c - tawam dedup: clusters of near-identical articles in a corpus.
 */
#include "cli/commands.h"
#include "cli/run.h"
#include "cli/signals.h"

static int
check(void *run)
{
	return run_check(run);
}

static int
start(void *run)
{
	return run_start(run);
}

int
cmd_dedup(int argc, char *const *argv)
{
	static const struct run blank;
	struct run r = blank;
	const struct command_job c = { CMD_DEDUP, &r.o, &r.notes, check,
	    start, &r };
	int status = command_run(&c, argc, argv);

	run_release(&r);
	return signals_got() != 0 ? 128 + signals_got() : status;
}
