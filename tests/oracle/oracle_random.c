/*
 * oracle_random.c - random texts, dense in what the rules are about.
 *
 * A text draws from a few kinds of pieces only, so that the rules for these
 * kinds meet each other often: marks with what is deleted between them, digits
 * with number marks, halves of character references, addresses cut anywhere.
 */
#include "oracle/oracle_random.h"

#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

#define LENGTH(a)	(sizeof(a) / sizeof((a)[0]))

/* Ranges of code points, first and last. */
static const uint32_t letters[] = {
	0x0627, 0x0629, 0x062d, 0x062d, 0x0644, 0x064a, 0x0631, 0x0631
};
static const uint32_t folded[] = {
	0x0620, 0x0629, 0x063b, 0x064a, 0x0671, 0x067b, 0x06a9, 0x06af,
	0x06ba, 0x06d5, 0x06ee, 0x06ef, 0x06fa, 0x06ff, 0x0750, 0x077f,
	0x0870, 0x0887, 0x08a0, 0x08c9
};
static const uint32_t marks[] = {
	0x064b, 0x065f, 0x0670, 0x0670, 0x06d6, 0x06dc, 0x06df, 0x06e4,
	0x06e7, 0x06e8, 0x06ea, 0x06ed, 0x0610, 0x061a, 0x08d3, 0x08ff,
	0x0653, 0x0655, 0x0654, 0x0654, 0x0654, 0x0654
};
static const uint32_t deleted[] = {
	0x0640, 0x0640, 0x0674, 0x0674, 0x06e5, 0x06e6, 0x08c9, 0x08c9,
	0x00ad, 0x00ad, 0x034f, 0x034f, 0x061c, 0x061c, 0x115f, 0x1160,
	0x17b4, 0x17b5, 0x180b, 0x180f, 0x200b, 0x200f, 0x202a, 0x202e,
	0x2060, 0x206f, 0x3164, 0x3164, 0xfe00, 0xfe0f, 0xfeff, 0xfeff,
	0xffa0, 0xffa0, 0xfff0, 0xfff8, 0x1bca0, 0x1bca3, 0x1d173, 0x1d17a,
	0xe0000, 0xe0fff, 0x0000, 0x0008, 0x000e, 0x001f, 0x007f, 0x0084,
	0x0086, 0x009f
};
static const uint32_t spaces[] = {
	0x0020, 0x0020, 0x0009, 0x000d, 0x0085, 0x0085, 0x00a0, 0x00a0,
	0x1680, 0x1680, 0x2000, 0x200a, 0x2028, 0x2029, 0x202f, 0x202f,
	0x205f, 0x205f, 0x3000, 0x3000
};
static const uint32_t forms[] = {
	0xfb50, 0xfdff, 0xfe70, 0xfeff, 0x1ee00, 0x1eeff, 0xfd40, 0xfd4f,
	0xfdf0, 0xfdff, 0xfbdd, 0xfbdd, 0xfe70, 0xfe7f, 0xfc5e, 0xfc63,
	0xfcf2, 0xfcf4, 0x0675, 0x0678
};
static const uint32_t digits[] = {
	0x0030, 0x0039, 0x0660, 0x0669, 0x06f0, 0x06f9, 0x07c0, 0x07c9,
	0x0966, 0x096f, 0xff10, 0xff19, 0x1d7ce, 0x1d7ff, 0x1e950, 0x1e959,
	0x2070, 0x2089, 0x2460, 0x249b, 0x2150, 0x215f, 0x1fbf0, 0x1fbf9,
	0x00b2, 0x00b3, 0x1040, 0x1049, 0x1090, 0x1099, 0x1a80, 0x1a99,
	0x2160, 0x216b, 0x10e60, 0x10e7e
};
static const uint32_t number_marks[] = {
	'.', '.', ',', ',', '\'', '\'', 0x2019, 0x2019, 0x060c, 0x060c,
	0x066b, 0x066c, 0xff0c, 0xff0c, 0xff0e, 0xff0e, 0xff07, 0xff07,
	0x2024, 0x2026, 0xfe50, 0xfe52, 0x060d, 0x060d
};
static const uint32_t hangul[] = {
	0x1100, 0x1112, 0x1161, 0x1175, 0x11a7, 0x11c2, 0xac00, 0xac1c,
	0xd788, 0xd7a3, 0x3131, 0x318e, 0xffa1, 0xffdc, 0xa960, 0xa97c,
	0xd7b0, 0xd7fb, 0x302e, 0x302f
};
static const uint32_t latin[] = {
	'A', 'z', 0x00c0, 0x017f, 0x01c4, 0x01cc, 0x0300, 0x0345, 0x0370,
	0x03ff, 0x1e00, 0x1eff, 0x1f00, 0x1fff, 0xfb00, 0xfb17, 0xff21,
	0xff5a, 0x212a, 0x212b, 0x2100, 0x214f, 0x0400, 0x0481, 0x13a0,
	0x13fd, 0xab70, 0xabbf
};
static const uint32_t symbols[] = {
	0x0020, 0x002f, 0x003a, 0x0040, 0x00a0, 0x00bf, 0x0600, 0x060f,
	0x061b, 0x061f, 0x06d4, 0x06d4, 0x06dd, 0x06de, 0x06e9, 0x06e9,
	0x06fd, 0x06fe, 0x2010, 0x2027, 0x2030, 0x205e, 0x20a0, 0x20bf,
	0x2190, 0x21ff, 0xe000, 0xe010, 0xfffd, 0xffff, 0x1f600, 0x1f64f,
	0x1fffe, 0x1ffff, 0x10fffe, 0x10ffff, 0xfdd0, 0xfdef, 0x0890, 0x0891,
	0x08e2, 0x08e2, 0xfd3e, 0xfd3f, 0xfbb2, 0xfbc2, 0x3200, 0x33ff
};
static const uint32_t foreign[] = {
	0x0591, 0x05f4, 0x0710, 0x074a, 0x0900, 0x0963, 0x09bc, 0x09df,
	0x0b3c, 0x0b5d, 0x0bbe, 0x0bd7, 0x0d3b, 0x0ddf, 0x0e31, 0x0e3a,
	0x0f40, 0x0fb9, 0x1025, 0x102e, 0x1b05, 0x1b44, 0x3041, 0x30ff,
	0xff66, 0xff9f, 0x110bd, 0x110cd, 0x11131, 0x11132, 0x114b0, 0x114ba,
	0x1d157, 0x1d1e8, 0xf900, 0xfaff, 0x2f800, 0x2f80f, 0x1e000, 0x1e02a,
	0x10efd, 0x10eff, 0x1e8d0, 0x1e94b
};
static const uint32_t any[] = { 0x0000, 0xd7ff, 0xe000, 0x10ffff };
static const uint32_t low[] = { 0x0000, 0x33ff, 0xa000, 0xd7ff };

static const struct {
	const uint32_t *ranges;
	size_t n;
} kinds[] = {
	{ letters, LENGTH(letters) }, { folded, LENGTH(folded) },
	{ marks, LENGTH(marks) }, { deleted, LENGTH(deleted) },
	{ spaces, LENGTH(spaces) }, { forms, LENGTH(forms) },
	{ digits, LENGTH(digits) }, { number_marks, LENGTH(number_marks) },
	{ hangul, LENGTH(hangul) }, { latin, LENGTH(latin) },
	{ symbols, LENGTH(symbols) }, { foreign, LENGTH(foreign) },
	{ any, LENGTH(any) }, { low, LENGTH(low) },
};

static const char *const reference_parts[] = {
	"&", "#", "x", "X", ";", "&#", "&#x", "&amp;", "amp;", "&nbsp;",
	"&zwnj;", "&shy;", "&Prime;", "&prime;", "&Dagger;", "&frac12;",
	"&sup2;", "&hellip;", "&amp;amp;", "&amp;amp;amp;", "&lt;", "&gt;",
	"&quot;", "&euro;", "&bogus;", "&AMP;", "&amp", "0", "00", "1575",
	"1620", "1616", "627", "654", "640", "200d", "fdfa", "38", "35",
	"150", "x80", "x9F", "129", "d800", "55296", "1114111", "1114112",
	"10ffff", "110000", "9999999", "&#44;", "&#x66b;", "&#46;", "&#1632;",
	"&#x61c;", "&#8205;", "&#x0;", "&#13;", "&#133;", "&#x85;", "&#x9d;",
	"&#00038;", "&#64;", "&#47;", "http:&#47;/", "&minus;", "&trade;"
};
static const char *const address_parts[] = {
	"http://", "https://", "HTTPS://", "hTTp:/", "ftp://", "www.",
	"WWW.", "pic.twitter.com/", "pic.twitter.", "/", ":", "//", "a", "Z",
	"9", "@", ".", "-", "_", "%", "+", "a@b.c", "info@site.com",
	"a@b", ".com", "<", ">", "\"", "'", "(", ")", ";", "#", "&", "?",
	"~", "|", "\xd8\xa7", "\xd9\x80", " ", "\xe2\x80\x8c", "\xc5\xbf",
	"\xe2\x84\xaa", "\xef\xbd\x81", "\xef\xbc\xa0", "..", "@@", "http",
	"s://", "\x01", "\x7f", "\xc2\xa0", "x.y", "a.b@c.d.e"
};
static const char *const broken[] = {
	"\x80", "\xbf", "\xc0", "\xc1\x81", "\xc2", "\xd8", "\xd9", "\xdf",
	"\xe0", "\xe0\x80", "\xe0\x9f\xbf", "\xe0\xa0", "\xe2\x80", "\xe2",
	"\xed\xa0\x80", "\xed\xbf\xbf", "\xed\x9f", "\xef\xb7", "\xf0",
	"\xf0\x8f\xbf\xbf", "\xf0\x90", "\xf0\x9f\x98", "\xf3\xa0\x80",
	"\xf4\x8f\xbf", "\xf4\x90\x80\x80", "\xf5", "\xf8\x88\x80\x80\x80",
	"\xfe", "\xff", "\xa7", "\x94", "A", "\xd8\xa7"
};

#define NPARTS	3
static const struct {
	const char *const *parts;
	size_t n;
} part_kinds[NPARTS] = {
	{ reference_parts, LENGTH(reference_parts) },
	{ address_parts, LENGTH(address_parts) },
	{ broken, LENGTH(broken) },
};

/* Sebastiano Vigna's xorshift64*. */
uint32_t
oracle_random(uint64_t *state, uint32_t n)
{
	uint64_t x = *state != 0 ? *state : UINT64_C(0x9e3779b97f4a7c15);

	x ^= x >> 12;
	x ^= x << 25;
	x ^= x >> 27;
	*state = x;
	return (uint32_t)(x * UINT64_C(0x2545f4914f6cdd1d) >> 32) % n;
}

/* A code point out of a range of some kind. */
static uint32_t
code_point(uint64_t *state, uint32_t kind)
{
	const uint32_t *r = kinds[kind].ranges;
	size_t i = 2 * oracle_random(state, (uint32_t)kinds[kind].n / 2);

	return r[i] + oracle_random(state, r[i + 1] - r[i] + 1);
}

/* A whole numeric reference, now and then escaped, too long or cut. */
static size_t
reference(uint64_t *state, char *p)
{
	static const char *const starts[] = {
		"&#", "&#", "&#", "&#x", "&#x", "&#X", "&amp;#", "&amp;#x",
		"&amp;amp;#", "&#38;#", "&# "
	};
	static const uint32_t borders[] = {
		0, 1, 9, 0x0d, 0x20, 0x26, 0x7f, 0x80, 0x81, 0x8d, 0x9d, 0x9f,
		0xa0, 0xd7ff, 0xd800, 0xdfff, 0xe000, 0xfffd, 0xffff, 0x10000,
		0x10ffff, 0x110000, 0xffffff, 9999999
	};
	const char *start = starts[oracle_random(state, LENGTH(starts))];
	int hex = strpbrk(start, "xX") != NULL;
	uint32_t c = oracle_random(state, 4) == 0 ?
	    oracle_random(state, 0x120000) : oracle_random(state, 4) == 0 ?
	    borders[oracle_random(state, LENGTH(borders))] :
	    code_point(state, oracle_random(state, LENGTH(kinds)));
	int width = oracle_random(state, 4) == 0 ?
	    (int)oracle_random(state, 10) : 0;

	return (size_t)sprintf(p, hex ? "%s%0*x%s" : "%s%0*u%s", start, width,
	    (unsigned)c, oracle_random(state, 8) == 0 ? "" : ";");
}

/* One piece of a kind at p; its length, 31 at most. */
static size_t
piece(uint64_t *state, uint32_t kind, char *p)
{
	if (kind >= LENGTH(kinds)) {
		size_t k = kind - LENGTH(kinds);

		if (part_kinds[k].parts == reference_parts &&
		    oracle_random(state, 2) == 0)
			return reference(state, p);
		const char *s = part_kinds[k].parts[oracle_random(state,
		    (uint32_t)part_kinds[k].n)];

		memcpy(p, s, strlen(s));
		return strlen(s);
	}
	return (size_t)utf8proc_encode_char(
	    (utf8proc_int32_t)code_point(state, kind), (utf8proc_uint8_t *)p);
}

size_t
oracle_random_text(uint64_t *state, char *buf)
{
	uint32_t chosen[6];
	uint32_t nchosen = 1 + oracle_random(state, LENGTH(chosen));
	uint32_t pieces = oracle_random(state, 1 +
	    (oracle_random(state, 20) == 0 ? 240 : 24));
	size_t n = 0;

	for (uint32_t i = 0; i < nchosen; i++)
		chosen[i] = oracle_random(state,
		    (uint32_t)LENGTH(kinds) + NPARTS);
	for (uint32_t i = 0; i < pieces; i++)
		n += piece(state, chosen[oracle_random(state, nchosen)],
		    buf + n);
	return n;
}
