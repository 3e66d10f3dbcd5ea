/*
 * test_corpora_files.c - see test_corpora.h.  The JSON reader here is strict
 * and small on purpose: it knows what the makers write and refuses the rest.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "helpers.h"
#include "test_corpora.h"

/* Bytes of the UTF-8 character at s, or 0: RFC 3629, nothing laxer. */
static size_t
utf8_step(const char *s)
{
	const unsigned char *p = (const unsigned char *)s;
	size_t n = p[0] < 0x80 ? 1 : p[0] >= 0xC2 && p[0] < 0xE0 ? 2 :
	    (p[0] & 0xF0) == 0xE0 ? 3 : 0;

	for (size_t i = 1; i < n; i++)
		if ((p[i] & 0xC0) != 0x80)
			return 0;
	if (n == 3 && ((p[0] == 0xE0 && p[1] < 0xA0) ||
	    (p[0] == 0xED && p[1] >= 0xA0)))
		return 0;
	return n;
}

/* The character of \uXXXX; NULL for ASCII, a surrogate or no number. */
static char *
put_escaped(const char *hex, char *out)
{
	char digits[5], *end;
	unsigned long c;

	memcpy(digits, hex, 4);
	digits[4] = '\0';
	c = strtoul(digits, &end, 16);
	if (*end != '\0' || c < 0x80 || (c & 0xF800) == 0xD800)
		return NULL;
	if (c < 0x800) {
		*out++ = (char)(0xC0 | c >> 6);
	} else {
		*out++ = (char)(0xE0 | c >> 12);
		*out++ = (char)(0x80 | (c >> 6 & 0x3F));
	}
	*out++ = (char)(0x80 | (c & 0x3F));
	return out;
}

/*
 * A JSON string at *p, unescaped in place and terminated; *p goes behind it.
 * NULL when it is not well-formed or has an escape the makers never write.
 */
static char *
json_string(char **p)
{
	char *s = *p, *out, *start;

	if (*s++ != '"')
		return NULL;
	for (start = out = s; *s != '"';) {
		size_t n = utf8_step(s);

		if (n == 0 || (unsigned char)*s < 0x20)
			return NULL;
		if (*s == '\\' && s[1] == 'u') {
			if (strlen(s) < 6 ||
			    (out = put_escaped(s + 2, out)) == NULL)
				return NULL;
			s += 6;
		} else if (*s == '\\') {
			const char *e = strchr("\"\"\\\\n\nr\rt\t", s[1]);

			if (s[1] == '\0' || e == NULL)
				return NULL;
			*out++ = e[1];
			s += 2;
		} else {
			memmove(out, s, n);
			out += n;
			s += n;
		}
	}
	*out = '\0';
	*p = s + 1;
	return start;
}

int
corpora_object(char *line, const char *const *name, size_t n, char **value)
{
	char *p = line, *key;

	for (size_t i = 0; i < n; i++) {
		if (*p++ != (i == 0 ? '{' : ','))
			return 0;
		if ((key = json_string(&p)) == NULL ||
		    strcmp(key, name[i]) != 0 || *p++ != ':' ||
		    (value[i] = json_string(&p)) == NULL)
			return 0;
	}
	return strcmp(p, "}") == 0;
}

char *
corpora_line(char **p)
{
	char *line = *p, *end = strchr(line, '\n');

	if (*line == '\0')
		return NULL;
	cr_assert_not_null(end, "the last line has no newline");
	*end = '\0';
	*p = end + 1;
	return line;
}

const char *
corpora_maker(const char *name)
{
	static char path[4096];
	const char *build = getenv("TAWAM_BUILD");

	snprintf(path, sizeof(path), "%s/corpora/%s",
	    build == NULL ? "build/plain" : build, name);
	if (access(path, X_OK) == 0)
		return path;
	fprintf(stderr, "skipped: %s is not built\n", path);
	return NULL;
}

void
corpora_run(const char *const *argv)
{
	int status;
	pid_t pid = fork();

	cr_assert_geq(pid, 0);
	if (pid == 0) {
		/* execv writes nothing through them; its type is older. */
		union {
			const char *const *in;
			char *const *out;
		} args = { argv };

		execv(argv[0], args.out);
		_exit(127);
	}
	cr_assert_eq(waitpid(pid, &status, 0), pid);
	cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%s: %d",
	    argv[0], status);
}

char *
corpora_slurp(const char *dir, const char *name, size_t *len)
{
	char path[4096], *bytes;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	bytes = read_file(path, len);
	cr_assert_not_null(bytes, "%s", path);
	return bytes;
}

void
corpora_scratch(char *dir, size_t size)
{
	const char *tmp = getenv("TMPDIR");

	snprintf(dir, size, "%s/tawam-corpora.XXXXXX", tmp == NULL ? "/tmp" :
	    tmp);
	cr_assert_not_null(mkdtemp(dir));
}

void
corpora_sweep(const char *dir, const char *const *name, size_t n)
{
	char path[4096];

	for (size_t i = 0; i < n; i++) {
		snprintf(path, sizeof(path), "%s/%s", dir, name[i]);
		unlink(path);
	}
	cr_expect_eq(rmdir(dir), 0, "%s is not empty", dir);
}
