/*
 * gen_completion.c - completions for bash and zsh from the table of options.
 *
 *   gen_completion bash >tawam
 *   gen_completion zsh >_tawam
 */
#include <err.h>
#include <stdio.h>
#include <string.h>

#include "cli/options.h"

static int
is_complete(const struct option_row *row, const struct command_row *cmd)
{
	return (row->commands & cmd->cmd) != 0 && row->kind != OPT_NOTYET;
}

/* Options without a help text share that of the next one. */
static const char *
help_of(size_t i)
{
	while (option_rows[i].help == NULL && i + 1 < option_nrows)
		i++;
	return option_rows[i].help != NULL ? option_rows[i].help : "";
}

/* The word at s, and what stands between it and the next. */
static size_t
word(const char *s, size_t *gap)
{
	size_t n = strcspn(s, " ,");

	*gap = strncmp(s + n, ", ", 2) == 0 ? 2 :
	    strncmp(s + n, " or ", 4) == 0 ? 4 : 0;
	return n;
}

/* Is "auto, always or never" what may be given, and not a sentence? */
static int
takes_words(const struct option_row *row)
{
	const char *at = row->allowed;
	size_t n, gap, words = 0;

	do {
		n = word(at, &gap);
		at += n + gap;
		words++;
	} while (gap > 0);
	return *at == '\0' && n > 0 && words > 1;
}

static void
put_words(const char *allowed)
{
	size_t n, gap;

	do {
		n = word(allowed, &gap);
		printf("%.*s%s", (int)n, allowed, gap > 0 ? " " : "");
		allowed += n + gap;
	} while (gap > 0);
}

/* Bytes of the first word of a command: "index" of "index build". */
static size_t
first_word(const struct command_row *cmd)
{
	return strcspn(cmd->name, " ");
}

/* Does another command before it begin with the same word? */
static int
is_again(size_t i)
{
	size_t n = first_word(&command_rows[i]);

	return i > 0 && first_word(&command_rows[i - 1]) == n &&
	    memcmp(command_rows[i].name, command_rows[i - 1].name, n) == 0;
}

static void
put_commands(void)
{
	for (size_t i = 0; i < command_nrows; i++)
		if (!is_again(i))
			printf("%.*s ", (int)first_word(&command_rows[i]),
			    command_rows[i].name);
	printf("help --help --version");
}

/* For each word that goes on, between two texts: itself and, when there is a
 * text between them, what it goes on with. */
static void
put_seconds(const char *before, const char *between, const char *after)
{
	int open = 0;

	for (size_t i = 0; i < command_nrows; i++) {
		const char *name = command_rows[i].name;
		size_t n = first_word(&command_rows[i]);

		if (open && !is_again(i)) {
			printf("%s", after);
			open = 0;
		}
		if (name[n] == '\0')
			continue;
		if (!open++)
			printf("%s%.*s%s", before, (int)n, name,
			    between != NULL ? between : "");
		if (between != NULL)
			printf("%s ", name + n + 1);
	}
	if (open)
		printf("%s", after);
}

/*
 * bash
 */

static void
bash_value(const struct command_row *cmd, const struct option_row *row)
{
	printf("\t'%s --%s'", cmd->name, row->name);
	if (row->letter != '\0')
		printf(" | '%s -%c'", cmd->name, row->letter);
	if (takes_words(row)) {
		printf(")\n\t\tset -- -W '");
		put_words(row->allowed);
		printf("' ;;\n");
	} else if (strstr(row->allowed, "folder") != NULL) {
		printf(")\n\t\tset -- -d ;;\n");
	} else if (strstr(row->allowed, "file") != NULL) {
		printf(")\n\t\tset -- -f ;;\n");
	} else {
		printf(")\n\t\treturn ;;\n");
	}
}

static void
bash_values(void)
{
	for (size_t c = 0; c < command_nrows; c++)
		for (size_t i = 0; i < option_nrows; i++)
			if (is_complete(&option_rows[i], &command_rows[c]) &&
			    option_rows[i].arg != NULL)
				bash_value(&command_rows[c], &option_rows[i]);
}

static void
bash_options(void)
{
	for (size_t c = 0; c < command_nrows; c++) {
		printf("\t'%s -'*) set -- -W '", command_rows[c].name);
		for (size_t i = 0; i < option_nrows; i++) {
			const struct option_row *row = &option_rows[i];

			if (!is_complete(row, &command_rows[c]))
				continue;
			if (row->letter != '\0')
				printf("-%c ", row->letter);
			printf("--%s ", row->name);
		}
		printf("' ;;\n");
	}
}

static void
put_bash(void)
{
	printf("# bash completion of tawam(1), made from its table of "
	    "options\n\n"
	    "_tawam()\n{\n"
	    "\tlocal at=1 cur=${COMP_WORDS[COMP_CWORD]} command\n"
	    "\tlocal previous=${COMP_WORDS[COMP_CWORD-1]}\n\n"
	    "\tCOMPREPLY=()\n"
	    "\t# --option=value comes as three words.\n"
	    "\t[[ $cur == = ]] && cur=\n"
	    "\t[[ $previous == = ]] && previous=${COMP_WORDS[COMP_CWORD-2]}\n"
	    "\t[[ ${COMP_WORDS[1]} == help ]] && ((COMP_CWORD > 1)) && at=2\n"
	    "\tcommand=${COMP_WORDS[at]}\n"
	    "\tset -- -f\n"
	    "\tif ((COMP_CWORD == at)); then\n"
	    "\t\tset -- -W '");
	put_commands();
	printf("'\n");
	put_seconds("\telif [[ $command == ",
	    " ]] && ((COMP_CWORD == at + 1)); then\n\t\tset -- -W '", "'\n");
	printf("\telif ((at == 2)); then\n\t\treturn\n\telse\n");
	put_seconds("\t[[ $command == ", NULL,
	    " ]] && command+=' '${COMP_WORDS[at+1]}\n");
	printf("\tcase $command' '$previous in\n");
	bash_values();
	printf("\t*) case $command' '$cur in\n");
	bash_options();
	printf("\tesac ;;\n"
	    "\tesac\n"
	    "\tfi\n"
	    "\t[[ $1 == -W ]] || compopt -o filenames 2>/dev/null\n"
	    "\tmapfile -t COMPREPLY < <(compgen \"$@\" -- \"$cur\")\n"
	    "}\n\n"
	    "complete -F _tawam tawam\n");
}

/*
 * zsh
 */

/* Inside single quotes, and inside the brackets of a specification. */
static void
zsh_text(const char *s)
{
	for (; *s != '\0'; s++) {
		if (*s == '\'')
			printf("'\\'");
		else if (strchr("[]:\\", *s) != NULL)
			putchar('\\');
		putchar(*s);
	}
}

static void
zsh_value(const struct option_row *row)
{
	printf(":%s:", row->arg);
	if (takes_words(row)) {
		putchar('(');
		put_words(row->allowed);
		putchar(')');
	} else if (strstr(row->allowed, "folder") != NULL) {
		printf("_files -/");
	} else if (strstr(row->allowed, "file") != NULL) {
		printf("_files");
	} else {
		putchar(' ');
	}
}

static void
zsh_option(size_t i)
{
	const struct option_row *row = &option_rows[i];

	if (row->letter != '\0') {
		printf("\t\t    '(-%c --%s)-%c%s[", row->letter, row->name,
		    row->letter, row->arg != NULL ? "+" : "");
		zsh_text(help_of(i));
		putchar(']');
		if (row->arg != NULL)
			zsh_value(row);
		printf("' \\\n");
	}
	printf("\t\t    '--%s%s[", row->name, row->arg != NULL ? "=" : "");
	zsh_text(help_of(i));
	putchar(']');
	if (row->arg != NULL)
		zsh_value(row);
	printf("' \\\n");
}

static void
put_zsh(void)
{
	printf("#compdef tawam\n"
	    "# zsh completion of tawam(1), made from its table of options\n\n"
	    "_tawam() {\n"
	    "\tlocal help=0 command\n"
	    "\tif [[ $words[2] == help ]] && (( CURRENT > 2 )); then\n"
	    "\t\thelp=1\n\t\tshift words\n\t\t(( CURRENT-- ))\n\tfi\n"
	    "\tif (( CURRENT == 2 )); then\n"
	    "\t\tcompadd -- ");
	put_commands();
	printf("\n\t\treturn\n\tfi\n");
	put_seconds("\tif (( CURRENT == 3 )) && [[ $words[2] == ",
	    " ]]; then\n\t\tcompadd -- ", "\n\t\treturn\n\tfi\n");
	printf("\t(( help )) && return\n"
	    "\tcommand=$words[2]\n"
	    "\tshift words\n"
	    "\t(( CURRENT-- ))\n");
	put_seconds("\tif [[ $command == ", NULL, " ]]; then\n"
	    "\t\tcommand+=\" $words[2]\"\n"
	    "\t\tshift words\n\t\t(( CURRENT-- ))\n\tfi\n");
	printf("\tcase $command in\n");
	for (size_t c = 0; c < command_nrows; c++) {
		printf("\t'%s')\n\t\t_arguments -s \\\n",
		    command_rows[c].name);
		for (size_t i = 0; i < option_nrows; i++)
			if (is_complete(&option_rows[i], &command_rows[c]))
				zsh_option(i);
		printf("\t\t    '*:input:_files' ;;\n");
	}
	printf("\tesac\n}\n\n_tawam \"$@\"\n");
}

int
main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "bash") == 0)
		put_bash();
	else if (argc == 2 && strcmp(argv[1], "zsh") == 0)
		put_zsh();
	else
		errx(2, "usage: gen_completion bash|zsh");
	if (fflush(stdout) != 0)
		err(1, "standard output");
	return 0;
}
