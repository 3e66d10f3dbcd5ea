/*
 * test_relation.c - what a comparer keeps of the texts before does not show.
 */
#include <string.h>

#include <criterion/criterion.h>

#include "compare/words.h"
#include "tawam.h"

#define TEXTS	6
#define ROOM	2048

#define LEAD	"wSl rAmy Aly mSr mE 15 mn AlAEDA' wqAl An AlAjtmAE nAjH jdA "
#define BODY(x, y, end)	LEAD "mE " x " fy AlmlEb AlkbyR wmE " y " fy Almdynh " \
	"wAlTryq TwylA mE " x " Aly Almdrsh AlqdymH Hyv yjls AlTlAb " end
/* Letters outside the classes: names of two people. */
#define HAN	"\xe6\xbc\xa2"
#define ZI	"\xe5\xad\x97"

/* Transliterated.  The last two differ in the letters of their names alone. */
static const char *const forms[TEXTS] = {
	BODY("smyr", "xAld", "fy SbAH Alywm Aljdyd"),
	BODY("smyr", "xAld", "fy msA' Alywm Aljdyd"),
	LEAD "fy 27 mn mAyw mE smyr fy AlmlEb AlkbyR wmE xAld fy Almdynh",
	BODY(HAN HAN, HAN ZI HAN, "fy SbAH Alywm Aljdyd jdA"),
	BODY(HAN HAN, HAN ZI HAN, "fy SbAH Alywm Aljdyd"),
	BODY(ZI ZI, ZI HAN ZI, "fy SbAH Alywm Aljdyd"),
};

static int
check_pair(struct tawam_sketcher *used, const struct tawam_params *p,
    const char *a, const char *b)
{
	struct tawam_match x, y;
	struct tawam_sketcher *s;

	cr_assert_eq(tawam_sketcher_new(&s, p), TAWAM_OK);
	cr_assert_eq(tawam_compare(s, a, strlen(a), b, strlen(b), &x),
	    TAWAM_OK);
	cr_assert_eq(tawam_compare(used, a, strlen(a), b, strlen(b), &y),
	    TAWAM_OK);
	cr_assert_eq(x.relation, y.relation);
	cr_assert_str_eq(x.why, y.why);
	cr_assert_float_eq(x.jaccard, y.jaccard, 0);
	tawam_sketcher_free(s);
	return x.relation == TAWAM_TEMPLATE;
}

Test(relation, the_order_of_questions_does_not_change_the_answers)
{
	char texts[TEXTS][ROOM];
	struct tawam_sketcher *used;
	struct tawam_params p;
	int templates = 0;

	tawam_params_init(&p, sizeof(p));
	p.threshold = .5;
	for (size_t i = 0; i < TEXTS; i++)
		texts[i][words_decode(forms[i], strlen(forms[i]),
		    texts[i])] = '\0';
	for (int profile = 0; profile < 2; profile++) {
		p.profile = profile ? TAWAM_PROFILE_LIGHT :
		    TAWAM_PROFILE_STANDARD;
		cr_assert_eq(tawam_sketcher_new(&used, &p), TAWAM_OK);
		/* One text stays on a side, then it changes sides. */
		for (size_t i = 0; i < TEXTS; i++) {
			for (size_t j = 0; j < TEXTS; j++) {
				check_pair(used, &p, texts[i], texts[j]);
				check_pair(used, &p, texts[j], texts[i]);
			}
		}
		for (size_t i = 0; i < TEXTS * TEXTS; i++)
			templates += check_pair(used, &p, texts[i / TEXTS],
			    texts[i % TEXTS]);
		tawam_sketcher_free(used);
	}
	/* Of each profile: other names, from either side. */
	cr_assert_geq(templates, 8);
}
