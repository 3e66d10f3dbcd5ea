/*
 * test_normalise_table.c - what each profile unifies, row by row.
 *
 * A row has two spellings and the profiles under which they are one: . for
 * apart, otherwise the first letter of none, nfc, light, standard or
 * aggressive.  The rows go feature by feature through what systems for Arabic
 * do (Lucene, ICU, CAMeL Tools, PyArabic, Tashaphyne, AraBERT, datatrove,
 * CCNet), so that each of their folds is either here as equal or kept apart on
 * purpose.
 */
#include <criterion/criterion.h>
#include <stdio.h>

#include "helpers.h"
#include "vectors.h"

#define NPROFILES	5

static const struct {
	const char *a, *b, *equal, *what;
} table[] = {
	/* alef and its hamzas */
	{ "\u0623\u062D", "\u0627\u062D", "...sa", "alef hamza above" },
	{ "\u0625\u0646", "\u0627\u0646", "...sa", "alef hamza below" },
	{ "\u0622\u0646", "\u0627\u0646", "...sa", "alef madda" },
	{ "\u0671\u0644", "\u0627\u0644", "...sa", "alef wasla" },
	{ "\u0672\u0644", "\u0627\u0644", "...sa", "alef wavy hamza above" },
	{ "\u0673\u0644", "\u0627\u0644", "...sa", "alef wavy hamza below" },
	{ "\u0675\u0644", "\u0627\u0644", "...sa", "high hamza alef" },
	{ "\u0627\u0654\u062D", "\u0623\u062D", ".nlsa", "decomposed hamza" },
	{ "\u0627\u0655\u0646", "\u0625\u0646", ".nlsa", "the same below" },
	{ "\u0627\u0653\u0646", "\u0622\u0646", ".nlsa", "decomposed madda" },
	{ "\u0627\u200D\u0654", "\u0623", "..lsa", "joiner before hamza" },
	/* seats of hamza */
	{ "\u0624", "\u0648", ".....", "waw with hamza is no waw" },
	{ "\u0626", "\u064A", ".....", "yeh with hamza is no yeh" },
	{ "\u0648\u0654", "\u0624", ".nlsa", "decomposed waw hamza" },
	{ "\u064A\u0654", "\u0626", ".nlsa", "decomposed yeh hamza" },
	{ "\u0649\u0654", "\u0626", "...sa", "alef maksura with hamza" },
	{ "\u06CC\u0654", "\u0626", "...sa", "Farsi yeh with hamza" },
	{ "\u0648\u064F\u0654", "\u0624", "...sa", "a mark in between" },
	{ "\u0645\u0633\u0624\u0648\u0644", "\u0645\u0633\u0626\u0648\u0644",
	    "....a", "two spellings of one word" },
	{ "\u0645\u0633\u0621\u0648\u0644", "\u0645\u0633\u0626\u0648\u0644",
	    "....a", "and a third" },
	{ "\u0634\u064A\u0621", "\u0634\u064A", "....a", "final hamza" },
	{ "\u0648\u0674", "\u0648", "...sa", "high hamza" },
	/* yeh, heh, kaf */
	{ "\u0641\u0649", "\u0641\u064A", "...sa", "alef maksura" },
	{ "\u0641\u06CC", "\u0641\u064A", "...sa", "Farsi yeh" },
	{ "\u0641\u06D2", "\u0641\u064A", "...sa", "yeh barree" },
	{ "\u0645\u0629", "\u0645\u0647", "...sa", "teh marbuta" },
	{ "\u0645\u06C3", "\u0645\u0647", "...sa", "teh marbuta goal" },
	{ "\u06C1\u0645", "\u0647\u0645", "...sa", "heh goal" },
	{ "\u06BE\u0645", "\u0647\u0645", "...sa", "heh doachashmee" },
	{ "\u06D5\u0645", "\u0647\u0645", "...sa", "ae" },
	{ "\u06C0\u0645", "\u0647\u0645", "...sa", "heh with yeh above" },
	{ "\u06C2\u0645", "\u0647\u0645", "...sa", "heh goal with hamza" },
	{ "\u06D5\u0654", "\u06C0", ".nlsa", "decomposed heh with yeh" },
	{ "\u06A9\u0645", "\u0643\u0645", "...sa", "keheh" },
	{ "\u06AA\u0645", "\u0643\u0645", "...sa", "swash kaf" },
	/* letters of other languages */
	{ "\u067E", "\u0628", "....a", "peh" },
	{ "\u0686", "\u062C", "....a", "tcheh" },
	{ "\u0698", "\u0632", "....a", "jeh" },
	{ "\u06AF", "\u0643", "....a", "gaf is kaf" },
	{ "\u06AF", "\u062C", ".....", "gaf is no jeem" },
	{ "\u06A4", "\u0641", "....a", "veh" },
	{ "\u06A8", "\u0642", "....a", "qaf of the Maghreb" },
	{ "\u06AD", "\u0643", "....a", "ng" },
	{ "\u0679", "\u062A", "....a", "tteh" },
	{ "\u06C6", "\u0648", "....a", "Kurdish oe" },
	{ "\u06CE", "\u064A", "....a", "Kurdish e" },
	{ "\u06BA", "\u0646", "....a", "noon ghunna" },
	{ "\u066E", "\u0628", "....a", "dotless beh" },
	/* marks */
	{ "\u0645\u064F\u062D", "\u0645\u062D", "...sa", "damma" },
	{ "\u0645\u0651\u064E", "\u0645\u064E\u0651", ".nlsa", "order" },
	{ "\u0627\u064B", "\u064B\u0627", "...sa", "place of tanween" },
	{ "\u0647\u0670\u0630", "\u0647\u0630", "...sa", "small alef" },
	{ "\u0645\u06D6\u06DA", "\u0645", "...sa", "Quranic stops" },
	{ "\u0645\u06E1\u06ED", "\u0645", "...sa", "Quranic marks" },
	{ "\u0645\u08F0\u08D4", "\u0645", "...sa", "Extended-A marks" },
	{ "\u0645\u0610\u061A", "\u0645", "...sa", "honorific marks" },
	{ "\u0647\u06E5", "\u0647", "...sa", "small waw" },
	{ "\u0647\u06E6", "\u0647", "...sa", "small yeh" },
	{ "\u0645\u06DE\u0646", "\u0645 \u0646", "...sa", "rub el hizb" },
	/* tatweel, invisible characters */
	{ "\u0643\u0640\u062A", "\u0643\u062A", "..lsa", "tatweel" },
	{ "\u0643\u200C\u062A", "\u0643\u062A", "..lsa", "ZWNJ" },
	{ "\u0643\u200D\u062A", "\u0643\u062A", "..lsa", "ZWJ" },
	{ "\u0643\u200B\u062A", "\u0643\u062A", "..lsa", "ZWSP" },
	{ "\u200F\u0643\u200E", "\u0643", "..lsa", "RLM, LRM" },
	{ "\u202B\u0643\u202C", "\u0643", "..lsa", "embedding" },
	{ "\u2067\u0643\u2069", "\u0643", "..lsa", "isolate" },
	{ "\u061C\u0643", "\u0643", "..lsa", "ALM" },
	{ "\uFEFF\u0643", "\u0643", "..lsa", "BOM" },
	{ "\u0643\u00AD\u062A", "\u0643\u062A", "..lsa", "soft hyphen" },
	{ "\u0643\x01\u062A", "\u0643\u062A", "..lsa", "control" },
	{ "\u2764\uFE0F", "\u2764", "..lsa", "variation selector" },
	/* white space */
	{ "\u0643\u00A0\u062A", "\u0643 \u062A", "..lsa", "NBSP" },
	{ "\u0643\u2003\u062A", "\u0643 \u062A", "..lsa", "em space" },
	{ "\u0643\r\n\u062A", "\u0643 \u062A", "..lsa", "line break" },
	{ " \u0643  \u062A ", "\u0643 \u062A", "..lsa", "runs and ends" },
	{ "\u0648 \u0642", "\u0648\u0642", "....a", "detached waw" },
	/* presentation forms and ligatures */
	{ "\uFE8D\uFEDF\uFEB4", "\u0627\u0644\u0633", "..lsa", "forms" },
	{ "\uFEFB", "\u0644\u0627", "..lsa", "lam-alef" },
	{ "\uFEF7", "\u0644\u0623", "..lsa", "lam-alef keeps its hamza" },
	{ "\uFEF7", "\u0644\u0627", "...sa", "until alefs are one" },
	{ "\u0628\uFE70", "\u0628\u064B", "..lsa", "isolated mark, no space" },
	{ "\u0628\uFE7D", "\u0628\u0651", "..lsa", "medial mark" },
	{ "\uFDF2", "\u0627\u0644\u0644\u0647", "..lsa", "Allah" },
	{ "\u0648\uFDF2", "\u0648\u0627\u0644\u0644\u0647", "..lsa",
	    "Allah with a prefix" },
	{ "\u0645\uFDFA\u0646", "\u0645 \u0635\u0644\u0649 \u0627\u0644\u0644"
	    "\u0647 \u0639\u0644\u064A\u0647 \u0648\u0633\u0644\u0645 \u0646",
	    "..lsa", "salla" },
	{ "\uFDFD", "\u0628\u0633\u0645 \u0627\u0644\u0644\u0647 \u0627\u0644"
	    "\u0631\u062D\u0645\u0646 \u0627\u0644\u0631\u062D\u064A\u0645",
	    "..lsa", "bismillah" },
	{ "\uFDFC", "\u0631\u064A\u0627\u0644", "..lsa", "rial" },
	{ "\uFD41", "\u0631\u0636\u064A \u0627\u0644\u0644\u0647 \u0639\u0646"
	    "\u0647", "..lsa", "radi" },
	{ "\U0001EE01", "\u0628", "..lsa", "mathematical beh" },
	/* digits and numbers */
	{ "\u0661\u0662", "12", "...sa", "Arabic-Indic digits" },
	{ "\u06F1\u06F2", "12", "...sa", "extended ones" },
	{ "\uFF11\u0967", "11", "...sa", "fullwidth, Devanagari" },
	{ "1,000", "1000", "...sa", "comma" },
	{ "\u0661\u066C\u0660\u0660\u0660", "1000", "...sa", "U+066C" },
	{ "1\u060C000", "1.000", "...sa", "Arabic comma, dot" },
	{ "\u0663\u066B\u0665", "3.5", "...sa", "decimal mark" },
	{ "1 000", "1000", "....a", "space in a number" },
	{ "2024", "2025", "....a", "other numbers" },
	{ "10:30", "1030", "....a", "a time is two numbers" },
	{ "1446\u0647\u0640", "1446\u0647", "..lsa", "Hijri year" },
	/* punctuation */
	{ "\u0643\u060C\u062A", "\u0643 \u062A", "...sa", "Arabic comma" },
	{ "\u0643\u061B \u062A", "\u0643,\u062A", "...sa", "semicolon" },
	{ "\u0643\u061F", "\u0643", "...sa", "question mark" },
	{ "\u0643\u06D4", "\u0643.", "...sa", "Urdu full stop" },
	{ "\u00AB\u0643\u00BB", "\"\u0643\"", "...sa", "guillemets" },
	{ "\u201C\u0643\u201D", "\u0643", "...sa", "curly quotes" },
	{ "\u0643\u2026", "\u0643...", "...sa", "ellipsis" },
	{ "\u0643\u2013\u062A", "\u0643-\u062A", "...sa", "dashes" },
	{ "#\u0643_\u062A", "\u0643 \u062A", "...sa", "hashtag" },
	{ "\u0643\U0001F600\u062A", "\u0643 \u062A", "...sa", "emoji" },
	{ "5\u066A", "5%", "...sa", "percent" },
	{ "\uFD3E\u0643\uFD3F", "(\u0643)", "...sa", "ornate parentheses" },
	/* Latin */
	{ "FOX", "fox", "...sa", "case" },
	{ "caf\u00E9", "cafe", "...sa", "accent" },
	{ "cafe\u0301", "caf\u00E9", ".nlsa", "decomposed accent" },
	{ "Stra\u00DFe", "STRASSE", "...sa", "sharp s" },
	{ "\uFF26\uFB01", "ffi", "...sa", "compatibility forms" },
	{ "\u03A3\u03C2", "\u03C3\u03C3", "...sa", "sigmas" },
	/* markup */
	{ "&quot;\u0643&quot;", "\u00AB\u0643\u00BB", "...sa", "quot" },
	{ "\u0643&nbsp;\u062A", "\u0643 \u062A", "...sa", "nbsp" },
	{ "\u0643&amp;nbsp;\u062A", "\u0643 \u062A", "...sa", "escaped twice" },
	{ "\u0643&zwnj;\u062A", "\u0643\u062A", "...sa", "zwnj" },
	{ "&#1603;&#x62A;", "\u0643\u062A", "...sa", "numbers" },
	{ "\u0643 https://t.co/a", "\u0643 https://t.co/b", "...sa", "URLs" },
	{ "\u0643http://x.y\u062A", "\u0643 \u062A", "...sa", "glued URL" },
	{ "\u0643 a@b.cd", "\u0643 e.f@g.hi", "...sa", "addresses" },
	{ "x.com", "y.com", ".....", "bare names stay" },
	/* kept apart, or only together in the end */
	{ "\u062C\u062F\u0627\u0627\u0627", "\u062C\u062F\u0627", "....a",
	    "elongation" },
	{ "\u0639\u0628\u062F \u0627\u0644", "\u0639\u0628\u062F\u0627\u0644",
	    "....a", "spacing" },
	{ "\u0642\u0631\u0622\u0646", "\u0642\u0631\u0621\u0627\u0646",
	    "....a", "two spellings of alef madda" },
	{ "\u0627\u0644\u0643", "\u0643", ".....", "the article" },
	{ "\u0648\u0643", "\u0643", ".....", "and" },
	{ "\u0645\u0626\u0629", "\u0645\u0627\u0626\u0629", ".....",
	    "a hundred" },
	{ "\xD8", "\uFFFD", "nnlsa", "broken UTF-8" }
};

Test(normalise_table, what_each_profile_unifies)
{
	struct normaliser *n[NPROFILES];
	struct mem mem;

	mem_init(&mem, NULL);
	for (int p = 0; p < NPROFILES; p++)
		cr_assert_eq(normaliser_new(&n[p], (enum tawam_profile)p,
		    &mem), 0);
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		for (int p = 0; p < NPROFILES; p++) {
			struct normal a, b;
			char first[256];
			int same;

			cr_assert_eq(normaliser_run(n[p], table[i].a,
			    strlen(table[i].a), &a), 0);
			cr_assert_lt(a.len, sizeof(first));
			memcpy(first, a.bytes, a.len);
			cr_assert_eq(normaliser_run(n[p], table[i].b,
			    strlen(table[i].b), &b), 0);
			same = a.len == b.len &&
			    memcmp(first, b.bytes, b.len) == 0;
			cr_expect_eq(same, table[i].equal[p] != '.',
			    "%s, profile %d: %.*s and %.*s", table[i].what,
			    p, (int)a.len, first, (int)b.len, b.bytes);
		}
	for (int p = 0; p < NPROFILES; p++)
		normaliser_free(n[p]);
}
