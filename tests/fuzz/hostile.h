/*
 * hostile.h - random texts that the rules of normalisation trip over.
 */
#ifndef TAWAM_FUZZ_HOSTILE_H
#define TAWAM_FUZZ_HOSTILE_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "text/utf8.h"

#define HOSTILE_MAX	4096

static inline uint64_t
hostile_random(uint64_t *state)
{
	uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static inline size_t
hostile_below(uint64_t *state, size_t n)
{
	return (size_t)(hostile_random(state) % n);
}

/* Pieces of references, URLs, addresses and numbers, whole and broken, and of
 * ill-formed UTF-8. */
static const char *const hostile_pieces[] = {
	"&", "&amp;", "&amp;amp;lt;", "&nbsp;", "&#x627;", "&#1611;", "&#;",
	"&#x;", "&#0;", "&#150;", "&#xD800;", "&#1114112;", "&#12345678;",
	"&#x1234567;", "&lt", "&zwnj;", "&shy;", "#", ";", "&#32;", "&#X41;",
	"&frac12;", "&sup2;", "&quot;", "&Dagger;", "&DAGGER;", "&#64;",
	"&am", "p;", "&#3", "9;", "\315\276", "&amp;#39;", "&amp;amp;quot;",
	"&amp;amp;", "&#38;#38;lt;", "&a", "&lt;", "&#769;", "&#x200c;",
	"&#38;", "&amp;#58;", "&#46;", "&#47;", "http", "http://",
	"HTTPS://", "https:/", "ftp://", "www.", "WwW.", "ww", "w", "pic.",
	"pic.twitter.com/", "pic.twitter.com", "://", ":", "/", "//", ".",
	"..", ",", "'", "@", "a@b.c", "a@b", "@b.c", "a.b-c_d%+@x-y.z.w",
	"b.c", "-", "_", "%", "+", "\"", "<", ">", "(", ")", "x", "Z", "0",
	"7", "12", "3.5", "1,000", " ", "  ", "\n", "\t", "\r\n", "\v", "\f",
	"\001", "\177", "\302\205", "\302\240", "\302\255", "\303\237",
	"\304\260", "\317\202", "\357\254\201", "\342\204\242", "\342\200\231",
	"\342\200\246", "\342\200\215", "\342\200\213", "\342\200\217",
	"\357\273\277", "\330\214", "\331\253", "\331\254", "\330\234",
	"\331\200", "\331\223", "\331\224", "\331\225", "\331\216", "\331\221",
	"\331\260", "\331\210", "\331\212", "\331\211", "\333\214", "\333\222",
	"\333\225", "\330\247", "\330\243", "\330\244", "\330\246", "\330\241",
	"\333\245", "\331\264", "\331\240", "\331\245", "\333\261", "\333\271",
	"\357\267\272", "\357\267\262", "\357\267\274", "\357\265\214",
	"\357\271\260", "\357\271\275", "\357\273\273", "\357\273\265",
	"\342\222\210", "\302\262", "\302\275", "\357\274\216", "\357\274\221",
	"\315\205", "\314\201", "\314\270", "\315\217", "\340\245\247",
	"\341\204\222", "\341\205\241", "\341\206\253", "\341\206\247",
	"\352\260\200", "\355\225\234", "\343\205\244", "\357\276\240",
	"\340\244\225", "\340\244\274", "\360\237\230\200", "\360\235\237\226",
	"\360\236\270\200", "\357\277\275", "\356\200\200", "\360\257\240\200",
	/* Glued words and ideographs around what is slow. */
	"\331\203\331\204", "\330\250\331\210", "\344\270\255\346\226\207",
	"\346\226\207\345\255\227", "\330\250\331\203\331\216",
	"\300\257", "\355\240\200", "\342\200", "\330", "\360\237\230",
	"\200", "\377", "\364\220\200\200", "\xD8\xD9", "\xE2\x28\xA1"
};

/* A code point out of the blocks that matter, or any at all. */
static inline uint32_t
hostile_cp(uint64_t *state)
{
	static const uint32_t block[][2] = {
		{ 0x00, 0x7F }, { 0x80, 0x17F }, { 0x300, 0x36F },
		{ 0x600, 0x6FF }, { 0x600, 0x6FF }, { 0x610, 0x670 },
		{ 0x750, 0x77F }, { 0x860, 0x8FF }, { 0x1100, 0x11FF },
		{ 0x1E00, 0x1FFF }, { 0x2000, 0x218F }, { 0x2460, 0x24FF },
		{ 0x3130, 0x318F }, { 0xFB00, 0xFDFF }, { 0xFE00, 0xFFFF },
		{ 0x1EE00, 0x1EEFF }, { 0x0, 0x10FFFF }
	};
	size_t b = hostile_below(state, sizeof(block) / sizeof(block[0]));
	uint32_t cp = block[b][0] + (uint32_t)hostile_below(state,
	    block[b][1] - block[b][0] + 1);

	return cp >= 0xD800 && cp < 0xE000 ? 0x628 : cp;
}

/* A text of about n pieces, at most HOSTILE_MAX bytes; its length. */
static inline size_t
hostile_text(uint64_t *state, size_t n, char out[HOSTILE_MAX])
{
	size_t len = 0, kind = hostile_below(state, 4);

	while (n-- > 0 && len + 64 < HOSTILE_MAX) {
		const char *s = hostile_pieces[hostile_below(state,
		    sizeof(hostile_pieces) / sizeof(hostile_pieces[0]))];
		size_t what = hostile_below(state, 8);

		if (what < kind) {
			len += utf8_encode(hostile_cp(state), out + len);
		} else if (what == 7 && kind < 2) {
			/* An ordinary letter, so that words come about. */
			len += utf8_encode(0x627 +
			    (uint32_t)hostile_below(state, 36), out + len);
		} else {
			memcpy(out + len, s, strlen(s));
			len += strlen(s);
		}
	}
	return len;
}

#endif
