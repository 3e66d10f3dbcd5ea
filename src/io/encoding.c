/*
 * encoding.c - what bytes that are not UTF-8 may be, and UTF-8 from them.
 */
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "io/charsets.h"
#include "io/encoding.h"
#include "io/utf.h"

/* Of --encoding. */
static const char *const names[] = {
	[ENCODING_AUTO] = "auto", [ENCODING_UTF8] = "utf-8",
	[ENCODING_WINDOWS_1256] = "windows-1256",
	[ENCODING_ISO_8859_6] = "iso-8859-6",
	[ENCODING_MAC_ARABIC] = "mac-arabic",
	[ENCODING_WINDOWS_1252] = "windows-1252",
	[ENCODING_UTF16] = "utf-16", [ENCODING_UTF16LE] = "utf-16le",
	[ENCODING_UTF16BE] = "utf-16be"
};

int
encoding_parse(const char *name)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (strcasecmp(name, names[i]) == 0)
			return (int)i;
	}
	return -1;
}

const char *
encoding_name(enum encoding e)
{
	return names[e];
}

enum encoding
encoding_of_label(const char *label, size_t n)
{
	static const struct {
		const char *label;
		enum encoding e;
	} labels[] = {
		{ "utf-8", ENCODING_UTF8 }, { "utf8", ENCODING_UTF8 },
		{ "windows-1256", ENCODING_WINDOWS_1256 },
		{ "cp1256", ENCODING_WINDOWS_1256 },
		{ "x-cp1256", ENCODING_WINDOWS_1256 },
		{ "iso-8859-6", ENCODING_ISO_8859_6 },
		{ "iso8859-6", ENCODING_ISO_8859_6 },
		{ "arabic", ENCODING_ISO_8859_6 },
		{ "asmo-708", ENCODING_ISO_8859_6 },
		{ "ecma-114", ENCODING_ISO_8859_6 },
		{ "x-mac-arabic", ENCODING_MAC_ARABIC },
		{ "windows-1252", ENCODING_WINDOWS_1252 },
		{ "cp1252", ENCODING_WINDOWS_1252 },
		{ "iso-8859-1", ENCODING_WINDOWS_1252 },
		{ "iso8859-1", ENCODING_WINDOWS_1252 },
		{ "latin1", ENCODING_WINDOWS_1252 },
		{ "us-ascii", ENCODING_WINDOWS_1252 },
		{ "ascii", ENCODING_WINDOWS_1252 },
		{ "utf-16", ENCODING_UTF16LE },
		{ "utf-16le", ENCODING_UTF16LE },
		{ "utf-16be", ENCODING_UTF16BE }
	};

	for (size_t i = 0; i < sizeof(labels) / sizeof(*labels); i++) {
		if (strlen(labels[i].label) == n &&
		    strncasecmp(labels[i].label, label, n) == 0)
			return labels[i].e;
	}
	return ENCODING_AUTO;
}

static const uint16_t *
table(enum encoding e)
{
	switch (e) {
	case ENCODING_WINDOWS_1256:
		return charset_windows_1256;
	case ENCODING_ISO_8859_6:
		return charset_iso_8859_6;
	case ENCODING_MAC_ARABIC:
		return charset_mac_arabic;
	case ENCODING_WINDOWS_1252:
		return charset_windows_1252;
	default:
		return NULL;
	}
}

static int
is_letter(uint32_t cp)
{
	return cp >= 0x621 && cp <= 0x64a;
}

/* Fewer bytes over 7F than this tell nothing of a code page. */
#define EVIDENCE	4

/* A cut sequence or two in UTF-8 does not make a code page of it. */
static int
mostly_utf8(const char *p, size_t n)
{
	size_t good = 0, bad = 0;

	for (size_t i = 0; i < n;) {
		int k = utf_step(p + i, n - i);

		good += k > 1;
		bad += k < 0;
		i += (size_t)(k < 0 ? -k : k);
	}
	return bad == 0 || good >= bad;
}

enum encoding
encoding_detect(const char *p, size_t n, enum encoding said)
{
	size_t high = 0, letters = 0, iso_letters = 0, iso_bad = 0;

	if (n >= 2 && memcmp(p, "\xff\xfe", 2) == 0)
		return ENCODING_UTF16LE;
	if (n >= 2 && memcmp(p, "\xfe\xff", 2) == 0)
		return ENCODING_UTF16BE;
	if (utf_valid(p, n) || mostly_utf8(p, n))
		return ENCODING_UTF8;
	if (said >= ENCODING_WINDOWS_1256 && said <= ENCODING_MAC_ARABIC)
		return said;
	for (size_t i = 0; i < n; i++) {
		unsigned c = (unsigned char)p[i];
		unsigned iso;

		if (c < 0x80)
			continue;
		high++;
		iso = charset_iso_8859_6[c - 0x80];
		letters += (size_t)is_letter(charset_windows_1256[c - 0x80]);
		iso_letters += (size_t)is_letter(iso);
		/* C1 controls are assigned, but are not text. */
		iso_bad += iso < 0xa0;
	}
	if (high < EVIDENCE)
		return said == ENCODING_WINDOWS_1252 ? said : ENCODING_UTF8;
	if (iso_bad == 0 && iso_letters > letters &&
	    iso_letters * 10 >= high * 6)
		return ENCODING_ISO_8859_6;
	if (letters * 10 >= high * 6)
		return ENCODING_WINDOWS_1256;
	return said == ENCODING_WINDOWS_1252 ? said : ENCODING_UTF8;
}

size_t
encoding_convert(enum encoding e, const char *p, size_t n, char *out)
{
	const uint16_t *t = table(e);
	size_t len = 0;

	if (t == NULL)
		return utf_repair(p, n, out);
	for (size_t i = 0; i < n; i++) {
		unsigned c = (unsigned char)p[i];
		unsigned cp = c < 0x80 ? c : t[c - 0x80];

		len += utf_put(out + len, cp != 0 || c == 0 ? cp : 0xfffd);
	}
	return len;
}

/* A code unit; what it completes goes to out. */
static size_t
utf16_unit(struct utf16 *u, unsigned unit, char *out)
{
	unsigned lead = u->lead;
	size_t n = 0;

	u->lead = 0;
	if (unit >= 0xdc00 && unit <= 0xdfff && lead != 0)
		return utf_put(out, 0x10000 + ((lead - 0xd800) << 10) +
		    (unit - 0xdc00));
	if (lead != 0)
		n = utf_put(out, 0xfffd);
	if (unit >= 0xd800 && unit <= 0xdbff) {
		u->lead = unit;
		return n;
	}
	if (unit >= 0xdc00 && unit <= 0xdfff)
		unit = 0xfffd;
	return n + utf_put(out + n, unit);
}

size_t
utf16_run(struct utf16 *u, const char *p, size_t n, char *out)
{
	size_t len = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)p[i];

		if (!u->have) {
			u->byte = c;
			u->have = 1;
			continue;
		}
		u->have = 0;
		len += utf16_unit(u, u->big ? (unsigned)u->byte << 8 | c :
		    (unsigned)c << 8 | u->byte, out + len);
	}
	return len;
}

size_t
utf16_end(struct utf16 *u, char *out)
{
	int cut = u->have || u->lead != 0;

	u->have = 0;
	u->lead = 0;
	return cut ? utf_put(out, 0xfffd) : 0;
}
