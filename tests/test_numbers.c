/*
 * test_numbers.c - reading numbers and dates; when two of them agree.
 *
 * Arabic stands in Buckwalter's transliteration, as in words_table.c.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "compare/judge.h"
#include "compare/units.h"
#include "helpers.h"

/*
 * A text without a figure, around the place of one: "the national water
 * company opened a new station ..., and the announced number was [...] by the
 * document handed out to the press ...".
 */
static const char before[] =
    "d$nt $rkh AlmyAh AlwTnyh mHTh jdydh lmEAljh AlSrf AlSHy "
    "$rqy Almdynh bHDwr ms&wlyn mHlyyn wmmvlyn En AljmEyAt "
    "Alby}yh wskAn AlAHyA' AlmjAwrh llm$rwE wblg Alrqm AlmEln fy "
    "AlHfl ";
static const char after[] =
    " Hsb Alwvyqh AlmwzEh Ely AlSHfyyn wthdf AlmHTh Aly HmAyh "
    "Al$AT} mn Altlwv wtwfyr myAh mEAljh lry AlHdA}q AlEAmh "
    "wAlmlAEb kmA stxlq wZA}f dA}mh lAbnA' AlmnTqh wtxff AlDgT "
    "Ely Al$bkh Alqdymh Alty $ydt qbl Eqwd Twylh";

static const struct {
	const char *a, *b;
	int agree;
} table[] = {
	/* Words and figures. */
	{ "15", "xmsh E$r", 1 },
	{ "25", "xmsh wE$ryn", 1 },
	{ "25", "xmsh w E$ryn", 1 },
	{ "1945", "Alf wtsEmA}h wxmsh wArbEwn", 1 },
	{ "13", "vlAv E$rh", 1 },
	{ "11", "AHd E$r", 1 },
	{ "12", "Avnty E$rh", 1 },
	{ "300", "vlAvm}h", 1 },
	{ "300", "vlAv mA}h", 1 },
	{ "350", "vlAvmA}h wxmsyn", 1 },
	{ "200", "m}tyn", 1 },
	{ "2000", "Alfyn", 1 },
	{ "2 mlywn", "mlywnyn", 1 },
	{ "3000", "vlAvh AlAf", 1 },
	{ "45 mlywn", "4500000", 1 },
	{ "35 mlywn", "vlAvh mlAyyn wnSf Almlywn", 1 },
	{ "15 mlywn", "mlywn wnSf", 1 },
	{ "500000", "nSf mlywn", 1 },
	{ "1200000", "mlywn w200 Alf", 1 },
	{ "45500", "45 Alf w500", 1 },
	{ "12 mlyAr", "12 blywn", 1 },
	{ "w40", "40", 1 },
	{ "2014m", "2014", 1 },
	{ "1436h", "1436", 1 },
	{ "Al20", "20", 1 },
	{ "5r4", "45", 1 },
	{ "5r4", "54", 1 },
	{ "250r310r12", "12310250", 1 },
	{ "250r310r12", "250310r12", 1 },
	{ "1945", "19 45", 1 },
	{ "15h30", "15 30", 1 },
	{ "15h30", "1530", 1 },
	{ "9 11 1436", "9 *y AlqEdh", 1 },
	{ "9 11 1436", "9 *y AlqEdh 1436", 1 },
	{ "18 1 2017", "18 jAnfy 2017", 1 },
	{ "18012017", "18 ynAyr 2017", 1 },
	{ "2017 1 18", "18 ynAyr", 1 },
	{ "5 mAy", "5 mAyw", 1 },
	{ "5 AyAr", "AlxAms mn mAy", 1 },
	{ "5 mn $hr mAy", "5 AyAr mAyw", 1 },
	{ "20112012", "2011 2012", 1 },
	{ "31 kAnwn AlvAny", "31 ynAyr", 1 },
	{ "247350", "247 Alf", 1 },
	{ "247 Alf", "rbE mlywn", 1 },
	{ "3487000", "35 mlywn", 1 },
	{ "1234567", "1235", 1 },
	{ "9 11 1436", "24 8 2015", 1 },	/* not to be compared */
	{ "1436h", "2015m", 1 },
	{ "1437", "2015", 1 },
	{ "1435", "2015", 0 },
	{ "AlsAEh 14", "AlsAEh AlvAnyh", 1 },
	{ "AlsAEh 19 30", "AlsAEh 7 30", 1 },
	{ "AlsAEh AlvAnyh w AlnSf", "AlsAEh 14 30", 1 },
	{ "AlsAEh AlvAnyh wAlrbE", "AlsAEh 2 15", 1 },
	{ "AlsAEh AlvAnyh wAlrbE", "AlsAEh 2 30", 0 },
	{ "AlsAEh 14", "AlsAEh AlvAlvh", 0 },
	{ "14", "AlvAnyh", 0 },
	{ "59", "591", 1 },
	{ "60", "596", 0 },	/* 60 has one figure that counts */
	{ "54", "536", 1 },
	{ "54", "548", 1 },
	{ "54", "556", 0 },
	{ "2017 18", "2017 2018", 1 },
	{ "17", "2018", 0 },
	{ "112015", "1 ynAyr 2015", 1 },
	{ "112015", "1 fbrAyr 2015", 0 },
	{ "12500", "12 dynArA w500", 1 },
	{ "1r5 mlywn", "mlywn w500 Alf", 1 },
	{ "5 AlAf w 200", "5200", 1 },
	{ "15Alf", "15000", 1 },
	{ "Al 15", "AlxAmsh E$rh", 1 },
	{ "mA}ty Alf", "200000", 1 },
	{ "vlAvh E$r AlfA", "13 Alf", 1 },
	{ "vmAnmA}h wAvnyn wvmAnyn", "882", 1 },
	{ "15", "AlxAmsh E$rh", 1 },
	{ "3", "AlvAlv", 1 },
	{ "AlsAbE wAlE$ryn", "27", 1 },
	{ "Sfr", "0", 1 },
	{ "007", "7", 1 },
	{ "3000", "3 AlAf", 1 },
	/* Conflicts. */
	{ "15", "16", 0 },
	{ "15", "sth E$r", 0 },
	{ "xmsh E$r", "xmsh wE$ryn", 0 },
	{ "3 mlAyyn", "3 AlAf", 0 },
	{ "3 mlAyyn", "3000", 0 },
	{ "35", "350", 0 },
	{ "10", "1000", 0 },
	{ "2019", "2020", 0 },
	{ "2009", "2010", 0 },
	{ "1435", "1436", 0 },
	{ "2016", "2017", 0 },
	{ "45 mlywn", "46 mlywn", 0 },
	{ "1234", "1244", 0 },
	{ "5r4", "46", 0 },
	{ "9 11 1436", "10 *y AlqEdh", 0 },
	{ "18 jAnfy", "18 fyfry", 0 },
	{ "18 jAnfy", "19 jAnfy", 0 },
	{ "18012017", "19012017", 0 },
	{ "5 mAy", "5", 1 },
	{ "AlvAlv", "AlrAbE", 0 },
	{ "AlvAlv", "4", 0 },
	{ "AlsAbE wAlE$ryn", "AlsAbE", 0 },
	{ "AlAHd", "AlAvnyn", 0 },
	{ "nSf AlnhA}y", "rbE AlnhA}y", 0 },
	{ "vmn AlnhA}y", "nSf AlnhA}y", 0 },
	{ "vlAvh wsbEh", "vlAvh wvmAnyh", 0 },
	{ "20 Alf w30 Alf", "20 Alf w40 Alf", 0 },
	{ "123456789012345678901", "123456789012345678902", 0 },
	{ "1945", "19 46", 0 },
	{ "Sfr", "1", 0 },
	{ "247 Alf", "26 mlywn", 0 },
};

/* Without letters of Arabic: the transliteration leaves them alone. */
static const struct {
	const char *a, *b;
	int agree;
} latin[] = {
	{ "15h30", "1530", 1 },
	{ "15h30", "15 30", 1 },
	{ "15h30", "15 45", 0 },
	{ "f16", "f35", 1 },	/* names, not numbers */
};

static size_t
framed(const char *slot, int raw, char *out)
{
	size_t n = words_decode(before, sizeof(before) - 1, out);

	if (raw) {
		memcpy(out + n, slot, strlen(slot));
		n += strlen(slot);
	} else {
		n += words_decode(slot, strlen(slot), out + n);
	}
	return n + words_decode(after, sizeof(after) - 1, out + n);
}

/* Facts in conflict when one slot has x and the other y. */
static size_t
conflicts(struct judge *j, const char *x, const char *y, int raw)
{
	static char a[4096], b[4096];
	size_t na = framed(x, raw, a), nb = framed(y, raw, b), count = 0;
	struct judgement out;

	cr_assert_eq(judge_texts(j, a, na, b, nb, 0.95, &out), 0);
	for (size_t i = 0; i < out.nconflicts; i++)
		count += out.conflicts[i].kind != CONFLICT_NAME;
	return count;
}

Test(numbers, agreement_table_in_both_directions)
{
	struct judge *j;
	struct mem mem;

	mem_init(&mem, NULL);
	cr_assert_eq(judge_new(&j, &mem), 0);
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		const char *a = table[i].a, *b = table[i].b;

		cr_expect_eq(conflicts(j, a, b, 0) == 0, table[i].agree,
		    "\"%s\" and \"%s\"", a, b);
		cr_expect_eq(conflicts(j, b, a, 0) == 0, table[i].agree,
		    "\"%s\" and \"%s\"", b, a);
		cr_expect_eq(conflicts(j, a, a, 0), 0);
	}
	for (size_t i = 0; i < sizeof(latin) / sizeof(latin[0]); i++) {
		const char *a = latin[i].a, *b = latin[i].b;

		cr_expect_eq(conflicts(j, a, b, 1) == 0, latin[i].agree,
		    "\"%s\" and \"%s\"", a, b);
		cr_expect_eq(conflicts(j, b, a, 1) == 0, latin[i].agree,
		    "\"%s\" and \"%s\"", b, a);
	}
	judge_free(j);
}

/* number_agree itself must not depend on the order, whatever the numbers. */
Test(numbers, agreement_is_symmetric_and_reflexive)
{
	uint64_t state = 7;
	size_t agreed = 0;

	for (int i = 0; i < 100000; i++) {
		struct number x, y;
		char buf[2][24];
		size_t n[2];

		for (int k = 0; k < 2; k++) {
			n[k] = 1 + rnd(&state) % 20;
			for (size_t d = 0; d < n[k]; d++)
				buf[k][d] = "0059"[rnd(&state) % 4];
		}
		number_read(&x, buf[0], n[0]);
		number_read(&y, buf[1], n[1]);
		if (rnd(&state) % 2 == 0)
			x.flags |= NUMBER_SCALED;
		cr_assert(number_agree(&x, &x));
		cr_assert_eq(number_agree(&x, &y), number_agree(&y, &x));
		agreed += number_agree(&x, &y) != 0;
	}
	cr_assert_gt(agreed, 1000);
	cr_assert_lt(agreed, 50000);
}

/* The units of a text: n25 d9/11 w1 o27 m3, c for a word, - for a neutral. */
static const struct {
	const char *text, *units;
} readings[] = {
	{ "xmsh wE$ryn rjlA", "n25 c" },
	{ "vlAvh wsbEh", "n3 n7" },
	{ "vlAvh w 7", "n3 - n7" },
	{ "Alf wtsEmA}h wxmsh wArbEyn", "n1945" },
	{ "m}h Alf", "n100000" },
	{ "m}ty Alf wxmsyn", "n200050" },
	{ "xmsh mlAyyn wvlAvm}h Alf", "n5300000" },
	{ "20 AlfA w30 AlfA", "n20000 n30000" },
	{ "3 AlAf wvlAvh mlAyyn", "n3000 n3000000" },
	{ "vlv mlywn", "n333333" },
	{ "mlywn wrbE", "n1250000" },
	{ "AlAf AlrjAl", "- c" },
	{ "AHd AlrjAl", "- c" },
	{ "AHd wE$rwn", "n21" },
	{ "5 w6 mAy", "n5 d6/5" },
	{ "9 11 1436", "d9/23 n1436" },
	{ "11 25 2017", "d25/11 n2017" },
	{ "2017 6 5", "n2017 d5/6" },
	{ "13 14 2017", "n13 n14 n2017" },
	{ "3 2 1", "n3 n2 n1" },
	{ "20112012", "n2011 n2012" },
	{ "18012017", "d18/1 n2017" },
	{ "20170118", "n2017 d18/1" },
	{ "99999999", "n99999999" },
	{ "kAnwn AlvAny ynAyr", "m1" },
	{ "rbyE jmyl", "c c" },
	{ "3 rbyE AlAwl 1430", "d3/15 n1430" },
	{ "mArs AlryADh", "c c" },
	{ "$hr mArs", "- m3" },
	{ "Sfr 1430", "m14 n1430" },
	{ "3 Sfr", "n3 n0" },
	{ "AlsAbE wAlE$ryn mn mArs", "d27/3" },
	{ "AlsAEh AlvAmnh E$rh", "- o18" },
	{ "AlE$ryn", "o20" },
	{ "wAlAHd wlljmEh bAlxmys", "w1 w6 w5" },
	{ "vmn AlnhA}y", "o8 c" },
	{ "vmn Al$Ay", "c c" },
	{ "wqAl w llywm", "- - -" },
	{ "2014m 1436h w40 AlAwl", "n2014 n1436 n40 o1" },
	{ "rqm12mkrr", "c n12 c" },
	{ "", "" },
};

static void
describe(const struct units *u, char *out, size_t size)
{
	size_t n = 0;

	out[0] = '\0';
	for (size_t i = 0; i < u->n; i++) {
		unsigned long v = (unsigned long)u->u[i].num.value;

		if (i > 0)
			out[n++] = ' ';
		if (u->u[i].kind == UNIT_DATE || u->u[i].kind == UNIT_HIJRI)
			n += (size_t)snprintf(out + n, size - n, "d%lu/%lu",
			    v % 32, v / 32);
		else if (u->u[i].kind >= UNIT_NEUTRAL)
			n += (size_t)snprintf(out + n, size - n, "%c",
			    "-c"[u->u[i].kind - UNIT_NEUTRAL]);
		else
			n += (size_t)snprintf(out + n, size - n, "%c%lu",
			    "nddwomm"[u->u[i].kind], v);
	}
}

Test(numbers, units_of_a_text)
{
	struct units u = { 0 };
	struct words *w;
	struct mem mem;

	mem_init(&mem, NULL);
	cr_assert_eq(words_new(&w, &mem), 0);
	for (size_t i = 0; i < sizeof(readings) / sizeof(readings[0]); i++) {
		char text[256], got[256];
		size_t n = words_decode(readings[i].text,
		    strlen(readings[i].text), text);

		cr_assert_eq(units_read(&u, &mem, w, text, n), 0);
		describe(&u, got, sizeof(got));
		cr_expect_str_eq(got, readings[i].units, "\"%s\" is %s",
		    readings[i].text, got);
		/* Spans are in order, inside the text. */
		for (size_t k = 0; k < u.n; k++) {
			cr_expect_lt(u.u[k].start, u.u[k].end);
			cr_expect_leq(u.u[k].end, n);
			cr_expect(k == 0 || u.u[k].start >= u.u[k - 1].end);
		}
	}
	units_release(&u, &mem);
	words_free(w);
}
