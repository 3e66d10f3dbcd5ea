/*
 * test_oom.c - every public function with its n-th allocation failing, for
 * every n: an error, nothing left behind, the object as it was.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "oom_cases.h"

static const struct oom_case *const tables[] = {
	oom_sketcher,
	oom_corpus,
	oom_segment,
	oom_index,
};

#define NTABLES	(sizeof(tables) / sizeof(tables[0]))

/*
 * Functions that are given no allocator and no object that has one.  The heap
 * is asked by base/mem.c alone (symbols.sh), so that they cannot allocate.
 */
static const char *const without_memory[] = {
	"tawam_arrow_columns_init",
	"tawam_arrow_each",
	"tawam_category_name",
	"tawam_category_parse",
	"tawam_class_name",
	"tawam_doc_init",
	"tawam_index_options_init",
	"tawam_keep_name",
	"tawam_keep_parse",
	"tawam_kind_name",
	"tawam_op_name",
	"tawam_page_init",
	"tawam_params_check",
	"tawam_params_init",
	"tawam_plan",
	"tawam_profile_name",
	"tawam_profile_parse",
	"tawam_relation_name",
	"tawam_relation_parse",
	"tawam_scheme_name",
	"tawam_scheme_parse",
	"tawam_scurve",
	"tawam_sketch_compare",
	"tawam_sketch_size",
	"tawam_strerror",
	"tawam_tables_digest",
	"tawam_tables_version",
	"tawam_verdict_name",
	"tawam_version",
};

#define NWITHOUT	(sizeof(without_memory) / sizeof(without_memory[0]))

static int
is_covered(const char *name)
{
	int found = 0;

	for (size_t i = 0; i < NWITHOUT; i++)
		found += strcmp(without_memory[i], name) == 0;
	cr_assert_leq(found, 1, "%s is listed twice", name);
	for (size_t t = 0; t < NTABLES; t++)
		for (const struct oom_case *c = tables[t]; c->name != NULL; c++)
			found += strcmp(c->name, name) == 0;
	return found > 0;
}

/* The map has all that is exported: tests/symbols.sh. */
Test(oom, every_public_function)
{
	size_t len, n = 0;
	char *map = read_file("src/tawam.map", &len);

	cr_assert_not_null(map);
	for (char *at = strtok(map, " \t\n"); at != NULL;
	    at = strtok(NULL, " \t\n")) {
		char *end = strchr(at, ';');

		if (strncmp(at, "tawam_", 6) != 0 || end == NULL)
			continue;
		*end = '\0';
		n++;
		cr_expect(is_covered(at), "%s has no case: see tests/oom.h",
		    at);
	}
	cr_assert_gt(n, 30);
	free(map);
}

Test(oom, every_allocation_may_fail)
{
	for (size_t t = 0; t < NTABLES; t++)
		for (const struct oom_case *c = tables[t]; c->name != NULL; c++)
			oom_run(c);
}
