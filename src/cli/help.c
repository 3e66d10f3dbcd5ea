/*
 * help.c - the help texts, made from the table of options; versions.
 */
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/talk.h"

#define HELP_COLUMN	24
#define MAX_WORDS	32

/* What dedup has more of than other commands, in the second column. */
static const char *const group_names[GROUP_COUNT][2] = {
	[GROUP_COMPARE] = { "How texts are compared", ", and which one stays" },
	[GROUP_SEARCH] = { "How pairs are searched", "" },
	[GROUP_INPUT] = { "Input", " (standard input when none is named)" },
	[GROUP_INDEX] = { "The stored index, and what is passed on", "" },
	[GROUP_RESULT] = { "Results", (" (F may be -; with none, clusters go "
	    "to standard output)") },
	[GROUP_RUN] = { "The run", "" },
};

static const char general[] =
"usage: tawam COMMAND [options] [INPUT ...]\n"
"\n"
"Finds near-duplicate articles in Arabic text.\n"
"\n"
"  tawam dedup [options] [INPUT ...]\n"
"        find clusters of near-identical articles; --kept F also writes the\n"
"        clean corpus.  Nothing is ever removed from the input.\n"
"  tawam filter --index INDEX [options] <RECORDS\n"
"        pass what is new, drop what an index has already, remember it\n"
"  tawam index COMMAND INDEX ...\n"
"        build, add, query, remove, expire, info, verify, merge, compact\n"
"  tawam normalise [--profile P] [INPUT ...]\n"
"        the form in which texts are compared, one a line\n"
"  tawam sketch [options] [INPUT ...]\n"
"        one sketch a document, for other engines\n"
"  tawam segment [options] [INPUT ...]\n"
"        scraped pages as articles and headlines, without their frame\n"
"  tawam explain [options] A B\n"
"        why two texts match, or do not: scores and what differs\n"
"  tawam report DIR [--threshold T]\n"
"        the page of a finished run again, or its clusters at another threshold\n"
"  tawam audit [options] [INPUT ...]\n"
"        recall and precision on a sample of your texts, by brute force\n"
"  tawam plan [options] [INPUT ...]\n"
"        memory, time and bands of a run, before it is started\n"
"  tawam help COMMAND\n"
"        the options of a command\n"
"  tawam --version\n"
"\n"
"INPUT is JSON Lines with the fields id and text, a JSON array, CSV, TSV, WARC,\n"
"HTML or text files, or a folder of them, plain or compressed with gzip or zstd;\n"
"- is standard input.\n"
"\n"
"  tawam dedup --out results news.jsonl     results/report.html is for you\n"
"  tawam dedup --kept clean.jsonl.zst news.jsonl\n"
"\n"
"The manual is tawam(1); the files are described in tawam(5).\n";

static const char about_index[] =
"usage: tawam index COMMAND [options] INDEX ...\n"
"\n"
"The life of a stored index, a folder with what is known already.\n"
"\n"
"  tawam index build INDEX [INPUT ...]\n"
"        make one of every record; tawam filter makes its own\n"
"  tawam index add INDEX [INPUT ...]\n"
"        add records, but for those that were added before\n"
"  tawam index query INDEX [INPUT ...]\n"
"        the matches of each record, with their scores\n"
"  tawam index remove INDEX ID ...\n"
"        forget documents by their ids\n"
"  tawam index expire INDEX --before DATE | --older-than SPAN | --max-docs N\n"
"        forget the old ones\n"
"  tawam index info INDEX [--json]\n"
"        what it holds, how it was made, what it takes\n"
"  tawam index verify INDEX\n"
"        read every byte and name what is damaged\n"
"  tawam index merge INDEX FROM ...\n"
"        add indexes to one, which is made when it is not there\n"
"  tawam index compact INDEX\n"
"        write it anew without what was forgotten\n"
"\n"
"tawam help index COMMAND has the options of each.\n";

/* Options without a help text stand before the one whose text they share. */
static size_t
put_name(FILE *f, const struct option_row *row)
{
	int n = fprintf(f, " ");

	n += fprintf(f, "%s", n == 0 ? " " : "");
	if (row->letter != '\0')
		n += fprintf(f, "-%c, ", row->letter);
	n += fprintf(f, "--%s", row->name);
	if (row->arg != NULL)
		n += fprintf(f, " %s", row->arg);
	return (size_t)n;
}

static void
put_group(FILE *f, enum command cmd, enum option_group group)
{
	size_t at = 0;
	int titled = 0;

	for (size_t i = 0; i < option_nrows; i++) {
		const struct option_row *row = &option_rows[i];

		if (row->group != group || !(row->commands & cmd) ||
		    row->kind == OPT_NOTYET)
			continue;
		if (!titled++)
			fprintf(f, "%s%s:\n", group_names[group][0],
			    cmd == CMD_DEDUP ? group_names[group][1] : "");
		if (at == 0)
			at = (size_t)fprintf(f, " ");
		at += put_name(f, row);
		if (row->help == NULL)
			continue;
		fprintf(f, "%*s%s\n", at < HELP_COLUMN ?
		    (int)(HELP_COLUMN - at) : 2, "", row->help);
		at = 0;
	}
}

void
help_command(FILE *f, enum command cmd)
{
	fprintf(f, "usage: tawam %s [options] %s\n", command_name(cmd),
	    command_row(cmd)->operands);
	for (int g = 0; g < GROUP_COUNT; g++)
		put_group(f, cmd, (enum option_group)g);
}

int
finish_stdout(void)
{
	/* A reader who has seen enough is no failure. */
	if (fflush(stdout) == 0 || errno == EPIPE)
		return 0;
	say("standard output: %s", strerror(errno));
	return 1;
}

static int
no_help(const char *name)
{
	const char *words[MAX_WORDS], *near;
	size_t n = 0;

	for (; n < command_nrows && n < MAX_WORDS; n++)
		words[n] = command_rows[n].name;
	if ((near = nearest(name, words, n)) != NULL)
		say("there is no help for %s; did you mean %s?", name, near);
	else
		say("there is no help for %s; see tawam help", name);
	return 2;
}

int
cmd_help_index(void)
{
	fputs(about_index, stdout);
	return finish_stdout();
}

int
cmd_help(int argc, char *const *argv)
{
	size_t i = 0;

	if (argc == 2 && strcmp(argv[0], "index") == 0) {
		char both[64];

		snprintf(both, sizeof(both), "index %s", argv[1]);
		return cmd_help(1, (char *const[]){ both });
	}
	if (argc > 1)
		return usage_error("tawam help takes one command");
	if (argc == 1 && strcmp(argv[0], "index") == 0)
		return cmd_help_index();
	if (argc == 0 || strcmp(argv[0], "help") == 0) {
		fputs(general, stdout);
		return finish_stdout();
	}
	while (i < command_nrows && strcmp(argv[0], command_rows[i].name) != 0)
		i++;
	if (i == command_nrows)
		return no_help(argv[0]);
	help_command(stdout, command_rows[i].cmd);
	return finish_stdout();
}

int
cmd_version(void)
{
	printf("tawam %s\n"
	    "normalisation tables %s, digest %08" PRIx32 "\n"
	    "Unicode 15.0\n"
	    "sketch format 1\n",
	    tawam_version(), tawam_tables_version(), tawam_tables_digest());
	return finish_stdout();
}
