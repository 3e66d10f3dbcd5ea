/*
 * shared.c - test data that lies outside the repository, when it is there.
 */
#include "oracle/shared.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "oracle/oracle_json.h"
#include "oracle/oracle_text.h"

char *
shared_file(const char *path, size_t *len)
{
	FILE *f = fopen(path, "rb");
	char *p = NULL;
	size_t n = 0, cap = 0;

	if (f == NULL)
		return NULL;
	for (;;) {
		cap = cap * 2 + 65536;
		p = oracle_realloc(p, cap, 1);
		n += fread(p + n, 1, cap - n, f);
		if (n < cap)
			break;
	}
	if (ferror(f)) {
		free(p);
		p = NULL;
	} else {
		p[n] = '\0';
		*len = n;
	}
	fclose(f);
	return p;
}

static void
shared_path(char *path, size_t size, const char *name)
{
	const char *dir = getenv("TAWAM_SHARED");

	snprintf(path, size, "%s/%s", dir != NULL ? dir : "../shared", name);
}

char *
shared_read(const char *name, size_t *len)
{
	char path[4096];

	shared_path(path, sizeof(path), name);
	return shared_file(path, len);
}

int
shared_line(struct lines *l)
{
	const char *end;

	if (l->left == 0)
		return 0;
	end = memchr(l->rest, '\n', l->left);
	l->line = l->rest;
	l->len = end != NULL ? (size_t)(end - l->rest) : l->left;
	size_t used = l->len + (end != NULL);
	l->rest += used;
	l->left -= used;
	return 1;
}

size_t
shared_fields(const char *line, size_t len, struct field *fields, size_t max)
{
	size_t n = 0;

	while (n < max) {
		const char *tab = memchr(line, '\t', len);

		fields[n].p = line;
		fields[n].len = tab != NULL ? (size_t)(tab - line) : len;
		len -= fields[n].len;
		line += fields[n].len;
		n++;
		if (tab == NULL)
			break;
		line++;
		len--;
	}
	return n;
}

char *
shared_unescape(const char *s, size_t len, size_t *outlen)
{
	char *out = oracle_alloc(len, 1);
	size_t n = 0;

	for (size_t i = 0; i < len;) {
		size_t width = 0;

		if (s[i] == '\\' && i + 1 < len) {
			width = s[i + 1] == 'x' ? 2 : s[i + 1] == 'u' ? 4 :
			    s[i + 1] == 'U' ? 8 : 0;
			i += s[i + 1] == '\\';
		}
		if (width == 0 || i + 2 + width > len) {
			out[n++] = s[i++];
			continue;
		}
		char hex[9] = { 0 };
		memcpy(hex, s + i + 2, width);
		uint32_t c = (uint32_t)strtoul(hex, NULL, 16);
		struct otext one = { &c, 1, 1 };
		size_t used;
		if (width == 2) {
			out[n++] = (char)c;
		} else {
			char *u = otext_encode(&one, &used);

			memcpy(out + n, u, used);
			n += used;
			free(u);
		}
		i += 2 + width;
	}
	out[n] = '\0';
	*outlen = n;
	return out;
}

static char *
copy(const char *p, size_t len)
{
	char *q = oracle_alloc(len, 1);

	memcpy(q, p, len);
	q[len] = '\0';
	return q;
}

int
shared_corpus_file(struct corpus *c, const char *path)
{
	struct lines l = { NULL, 0, NULL, 0 };
	char *file = shared_file(path, &l.left);
	size_t cap = 0;

	c->docs = NULL;
	c->n = 0;
	if (file == NULL)
		return -1;
	for (l.rest = file; shared_line(&l);) {
		struct ojson v;
		const struct ojson *id, *text;

		if (ojson_parse(&v, l.line, l.len, NULL) != 0 ||
		    (id = ojson_get(&v, "id")) == NULL ||
		    (text = ojson_get(&v, "text")) == NULL ||
		    id->type != OJSON_STRING || text->type != OJSON_STRING) {
			fprintf(stderr, "%s: not an id and a text: %.*s\n",
			    path, (int)l.len, l.line);
			abort();
		}
		if (c->n == cap) {
			cap = cap * 2 + 1024;
			c->docs = oracle_realloc(c->docs, cap,
			    sizeof(*c->docs));
		}
		c->docs[c->n].id = copy(id->string, id->len);
		c->docs[c->n].idlen = id->len;
		c->docs[c->n].text = copy(text->string, text->len);
		c->docs[c->n++].len = text->len;
		ojson_free(&v);
	}
	free(file);
	return 0;
}

int
shared_corpus(struct corpus *c, const char *name)
{
	char path[4096];

	shared_path(path, sizeof(path), name);
	return shared_corpus_file(c, path);
}

void
shared_corpus_free(struct corpus *c)
{
	for (size_t i = 0; i < c->n; i++) {
		free(c->docs[i].id);
		free(c->docs[i].text);
	}
	free(c->docs);
	c->docs = NULL;
	c->n = 0;
}

long
shared_corpus_find(const struct corpus *c, const char *id, size_t idlen)
{
	for (size_t i = 0; i < c->n; i++) {
		if (c->docs[i].idlen == idlen &&
		    memcmp(c->docs[i].id, id, idlen) == 0)
			return (long)i;
	}
	return -1;
}
