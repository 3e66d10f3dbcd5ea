/*
 * commands.h - the commands of tawam(1), one file each.
 */
#ifndef TAWAM_CLI_COMMANDS_H
#define TAWAM_CLI_COMMANDS_H

#include <stdio.h>

#include "cli/notes.h"
#include "cli/options.h"

/* All but the name of the program; the exit status. */
int	 tawam_main(int argc, char *const *argv);

/* The arguments after the command's name; the exit status. */
int	 cmd_dedup(int argc, char *const *argv);
int	 cmd_normalise(int argc, char *const *argv);
int	 cmd_sketch(int argc, char *const *argv);
int	 cmd_segment(int argc, char *const *argv);
int	 cmd_report(int argc, char *const *argv);
int	 cmd_audit(int argc, char *const *argv);
int	 cmd_plan(int argc, char *const *argv);
int	 cmd_explain(int argc, char *const *argv);
int	 cmd_index(int argc, char *const *argv);
int	 cmd_filter(int argc, char *const *argv);
int	 cmd_help(int argc, char *const *argv);
int	 cmd_help_index(void);
int	 cmd_version(void);

/* The text of `tawam help dedup` and so on. */
void	 help_command(FILE *f, enum command cmd);

/* The exit status once standard output is flushed; a failure is said. */
int	 finish_stdout(void);

/* What a command does between its options and its exit status. */
struct command_job {
	enum command cmd;
	struct options *o;
	const struct notes *notes;
	int (*check)(void *job);	/* -1: wrong usage, o->why; or NULL */
	int (*run)(void *job);		/* -1: failed, said */
	void *job;
};

/*
 * Parses and checks the options, helps or runs; the exit status, which is 1,
 * too, when something was skipped or not read.  o is to be released either
 * way.
 */
int	 command_run(const struct command_job *c, int argc,
	    char *const *argv);

/* Says a wrong usage and gives its exit status, 2. */
int	 usage_error(const char *why);

#endif
