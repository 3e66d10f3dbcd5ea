/*
 * commands.c - from the first argument to the command.
 */
#include <string.h>

#include "cli/commands.h"
#include "cli/talk.h"

static const struct {
	const char *name;
	int (*run)(int argc, char *const *argv);	/* NULL: not yet */
} commands[] = {
	{ "dedup", cmd_dedup },
	{ "normalise", cmd_normalise },
	{ "help", cmd_help },
	{ "filter", cmd_filter },
	{ "explain", cmd_explain },
	{ "segment", cmd_segment },
	{ "sketch", cmd_sketch },
	{ "index", cmd_index },
	{ "audit", cmd_audit },
	{ "plan", cmd_plan },
	{ "report", cmd_report },
};

#define NCOMMANDS	(sizeof(commands) / sizeof(commands[0]))

int
usage_error(const char *why)
{
	say("%s", why);
	return 2;
}

int
command_run(const struct command_job *c, int argc, char *const *argv)
{
	options_init(c->o);
	if (options_parse(c->o, c->cmd, argc, argv) == -1 ||
	    (c->check != NULL && c->check(c->job) == -1))
		return usage_error(c->o->why);
	if (c->o->help) {
		help_command(stdout, c->cmd);
		return finish_stdout();
	}
	return c->run(c->job) == -1 || c->notes->skipped > 0 ||
	    c->notes->broken > 0;
}

static int
unknown_command(const char *name)
{
	const char *words[NCOMMANDS], *near;

	for (size_t i = 0; i < NCOMMANDS; i++)
		words[i] = commands[i].name;
	near = nearest(name, words, NCOMMANDS);
	if (near != NULL)
		say("unknown command %s; did you mean %s?", name, near);
	else
		say("unknown command %s; see tawam help", name);
	return 2;
}

int
tawam_main(int argc, char *const *argv)
{
	const char *name;

	if (argc == 0) {
		say("which command? tawam help lists them");
		return 2;
	}
	name = argv[0];
	if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0)
		return cmd_version();
	if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
		return cmd_help(0, NULL);
	for (size_t i = 0; i < NCOMMANDS; i++) {
		if (strcmp(name, commands[i].name) != 0)
			continue;
		if (commands[i].run != NULL)
			return commands[i].run(argc - 1, argv + 1);
		say("tawam %s is not available in this version; see tawam "
		    "help", name);
		return 2;
	}
	return unknown_command(name);
}
