/*
 * scope.c - which documents are compared at all.
 */
#include <string.h>

#include "lib/corpus.h"

#define TABLE_FIRST	1024

struct hash128
scope_form(const struct hash128 *text, uint64_t within)
{
	uint64_t all[3] = { text->lo, text->hi, within };

	return within == 0 ? *text : hash128(all, sizeof(all));
}

struct hash128
scope_group(const struct hash128 *form, int64_t date, uint64_t marks)
{
	uint64_t all[4] = { form->lo, form->hi, (uint64_t)date, marks };

	return hash128(all, sizeof(all));
}

/* The place of a key in the table: its form's, or a free one. */
static size_t
place_of(const struct forms *f, const struct hash128 *key)
{
	size_t i = key->lo & (f->table_size - 1);

	while (f->table[i] != 0) {
		const struct hash128 *k = &f->key[f->table[i] - 1];

		if (k->lo == key->lo && k->hi == key->hi)
			break;
		i = (i + 1) & (f->table_size - 1);
	}
	return i;
}

static int
grow_table(struct forms *f, const struct mem *m)
{
	size_t size = f->table_size > 0 ? 2 * f->table_size : TABLE_FIRST;
	uint32_t *table = mem_zalloc(m, size, sizeof(*table));

	if (table == NULL)
		return TAWAM_ENOMEM;
	mem_free(m, f->table);
	f->table = table;
	f->table_size = size;
	for (uint32_t i = 0; i < f->n; i++)
		f->table[place_of(f, &f->key[i])] = i + 1;
	return TAWAM_OK;
}

int
forms_reserve(struct forms *f, const struct mem *m, uint32_t group)
{
	size_t forms = (size_t)f->n + 1;
	int r;

	if ((r = mem_grow(m, &f->key, &f->key_cap, forms,
	    sizeof(*f->key))) != 0 || (r = mem_grow(m, &f->first,
	    &f->first_cap, forms, sizeof(*f->first))) != 0 ||
	    (r = mem_grow(m, &f->of, &f->of_cap, (size_t)group + 1,
	    sizeof(*f->of))) != 0)
		return r;
	return 2 * forms > f->table_size ? grow_table(f, m) : TAWAM_OK;
}

uint32_t
forms_find(const struct forms *f, const struct hash128 *key)
{
	uint32_t form = f->table[place_of(f, key)];

	return form != 0 ? f->first[form - 1] : UINT32_MAX;
}

void
forms_add(struct forms *f, const struct hash128 *key, uint32_t group)
{
	size_t place = place_of(f, key);

	if (f->table[place] == 0) {
		f->key[f->n] = *key;
		f->first[f->n] = group;
		f->table[place] = ++f->n;
	}
	f->of[group] = f->table[place] - 1;
}

void
forms_release(struct forms *f, const struct mem *m)
{
	mem_free(m, f->key);
	mem_free(m, f->first);
	mem_free(m, f->of);
	mem_free(m, f->table);
	memset(f, 0, sizeof(*f));
}

int
corpus_scope(const struct tawam_corpus *c, struct group_scope *out)
{
	memset(out, 0, sizeof(*out));
	if (c->p.window != 0 && (out->date = mem_alloc(&c->mem, c->ngroups,
	    sizeof(*out->date))) == NULL)
		return TAWAM_ENOMEM;
	if (c->fields && (out->within = mem_alloc(&c->mem, c->ngroups,
	    sizeof(*out->within))) == NULL)
		return TAWAM_ENOMEM;
	for (uint32_t g = 0; g < c->ngroups; g++) {
		const struct traits *t = &c->traits[c->first[g]];

		if (out->date != NULL)
			out->date[g] = t->date;
		if (out->within != NULL)
			out->within[g] = t->within;
	}
	out->scope.date = out->date;
	out->scope.window = c->p.window;
	out->scope.within = out->within;
	return TAWAM_OK;
}

void
corpus_scope_release(const struct tawam_corpus *c, struct group_scope *s)
{
	mem_free(&c->mem, s->date);
	mem_free(&c->mem, s->within);
	memset(s, 0, sizeof(*s));
}
