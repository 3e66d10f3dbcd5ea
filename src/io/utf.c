/*
 * utf.c - is it UTF-8?  One sequence at a time, and whole runs.
 */
#include <string.h>

#include "io/utf.h"

int
utf_step(const char *s, size_t n)
{
	const unsigned char *p = (const unsigned char *)s;
	unsigned lead = p[0], low = 0x80, high = 0xbf;
	int need;

	if (lead < 0x80)
		return 1;
	if (lead < 0xc2 || lead > 0xf4)
		return -1;
	need = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
	/* Table 3-7 of the standard: these leads narrow the second byte. */
	if (lead == 0xe0)
		low = 0xa0;
	else if (lead == 0xed)
		high = 0x9f;
	else if (lead == 0xf0)
		low = 0x90;
	else if (lead == 0xf4)
		high = 0x8f;
	for (int i = 1; i <= need; i++) {
		if ((size_t)i >= n || p[i] < low || p[i] > high)
			return -i;
		low = 0x80;
		high = 0xbf;
	}
	return need + 1;
}

static size_t
ascii_run(const char *p, size_t n)
{
	size_t i = 0;
	uint64_t w;

	for (; n - i >= 8; i += 8) {
		memcpy(&w, p + i, 8);
		if (w & UINT64_C(0x8080808080808080))
			break;
	}
	while (i < n && (unsigned char)p[i] < 0x80)
		i++;
	return i;
}

int
utf_valid(const char *p, size_t n)
{
	size_t i = 0;
	int k;

	for (;;) {
		i += ascii_run(p + i, n - i);
		/* Two bytes are what Arabic is made of. */
		while (n - i >= 2 && (unsigned char)p[i] >= 0xc2 &&
		    (unsigned char)p[i] < 0xe0 &&
		    ((unsigned char)p[i + 1] & 0xc0) == 0x80)
			i += 2;
		if (i == n)
			return 1;
		if ((k = utf_step(p + i, n - i)) < 0)
			return 0;
		i += (size_t)k;
	}
}

#define BLOCK	64

/*
 * The sequences that begin in a block of such of one and two bytes, the last
 * cut or not; 0 when there are others.  Without a branch, so that compilers
 * take it in vectors.  C0 and C1 count as one each and are passed.
 */
static unsigned
simple_count(const char *s)
{
	const unsigned char *p = (const unsigned char *)s;
	unsigned char bad = (p[0] & 0xc0) == 0x80, starts = 1;

	for (int i = 1; i < BLOCK; i++) {
		unsigned char cont = (p[i] & 0xc0) == 0x80;
		unsigned char lead = (unsigned char)(p[i - 1] - 0xc2) < 0x1e;

		bad |= (unsigned char)(cont ^ lead);
		bad |= p[i] >= 0xe0;
		starts = (unsigned char)(starts + (cont ^ 1));
	}
	return bad || p[0] >= 0xe0 ? 0 : starts;
}

uint64_t
utf_count(const char *p, size_t n)
{
	uint64_t count = 0;

	for (size_t i = 0; i < n;) {
		unsigned simple = n - i >= BLOCK ? simple_count(p + i) : 0;

		if (simple > 0) {
			int cut = (unsigned char)p[i + BLOCK - 1] >= 0xc2;

			count += simple - (unsigned)cut;
			i += BLOCK - (size_t)cut;
			continue;
		}
		/* To the end of the block, or one byte beyond. */
		for (size_t end = i + BLOCK; i < n && i < end; count++) {
			int k = utf_step(p + i, n - i);

			i += (size_t)(k < 0 ? -k : k);
		}
	}
	return count;
}

size_t
utf_put(char *out, uint32_t cp)
{
	unsigned char *o = (unsigned char *)out;

	if (cp < 0x80) {
		o[0] = (unsigned char)cp;
		return 1;
	}
	if (cp < 0x800) {
		o[0] = (unsigned char)(0xc0 | cp >> 6);
		o[1] = (unsigned char)(0x80 | (cp & 0x3f));
		return 2;
	}
	if (cp < 0x10000) {
		o[0] = (unsigned char)(0xe0 | cp >> 12);
		o[1] = (unsigned char)(0x80 | (cp >> 6 & 0x3f));
		o[2] = (unsigned char)(0x80 | (cp & 0x3f));
		return 3;
	}
	o[0] = (unsigned char)(0xf0 | cp >> 18);
	o[1] = (unsigned char)(0x80 | (cp >> 12 & 0x3f));
	o[2] = (unsigned char)(0x80 | (cp >> 6 & 0x3f));
	o[3] = (unsigned char)(0x80 | (cp & 0x3f));
	return 4;
}

size_t
utf_repair(const char *p, size_t n, char *out)
{
	size_t len = 0;

	for (size_t i = 0; i < n;) {
		int k = utf_step(p + i, n - i);

		if (k > 0) {
			memcpy(out + len, p + i, (size_t)k);
			len += (size_t)k;
			i += (size_t)k;
		} else {
			len += utf_put(out + len, 0xfffd);
			i += (size_t)-k;
		}
	}
	return len;
}
