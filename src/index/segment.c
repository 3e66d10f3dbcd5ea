/*
 * segment.c - the bytes of a stored index.
 */
#include <string.h>

#include "base/le.h"
#include "index/segment.h"
#include "shingle/shingle.h"
#include "shingle/sketch.h"

static const unsigned char head_magic[4] = { 'T', 'W', 'I', 'X' };
static const unsigned char log_magic[4] = { 'T', 'W', 'L', 'G' };
static const unsigned char text_magic[4] = { 'T', 'W', 'T', 'X' };
static const unsigned char record_magic[3] = { 'T', 'W', 'R' };

#define BYTE_ORDER_MARK	0xFEFF
#define PARAMS_AT	12	/* in the head; and where they end: */
#define PARAMS_END	80
#define DOC_FIXED	80	/* bytes of a document before its bands */
#define EXPIRE_FIXED	16
#define REMOVE_FIXED	8

static void
double_put(unsigned char *p, double v)
{
	uint64_t bits;

	memcpy(&bits, &v, sizeof(bits));
	le64_put(p, bits);
}

static double
double_get(const unsigned char *p)
{
	uint64_t bits = le64_get(p);
	double v;

	memcpy(&v, &bits, sizeof(v));
	return v;
}

void
head_encode(const struct head *h, unsigned char *out)
{
	memset(out, 0, HEAD_SIZE);
	memcpy(out, head_magic, sizeof(head_magic));
	le16_put(out + 4, SEGMENT_FORMAT);
	le16_put(out + 6, BYTE_ORDER_MARK);
	le32_put(out + 8, HEAD_SIZE);
	le32_put(out + 12, h->tables);
	memcpy(out + 16, h->tables_version, TABLES_VERSION);
	out[32] = h->profile;
	out[33] = h->ngram;
	le32_put(out + 36, h->slots);
	le32_put(out + 40, h->bands);
	le32_put(out + 44, h->rows);
	le64_put(out + 48, h->seed);
	double_put(out + 56, h->threshold);
	double_put(out + 64, h->floor);
	double_put(out + 72, h->containment);
	le64_put(out + 80, h->generation);
	le64_put(out + 88, h->first);
	le64_put(out + 96, h->old_generation);
	le64_put(out + 104, h->old_first);
	le64_put(out + 112, h->old_end);
	le64_put(out + HEAD_SIZE - 8, hash64(out, HEAD_SIZE - 8, 0));
}

/* Are the parameters such as a tawam_params may have? */
static int
head_sound(const struct head *h)
{
	return h->profile <= TAWAM_PROFILE_AGGRESSIVE &&
	    h->ngram >= SHINGLE_MIN && h->ngram <= SHINGLE_MAX &&
	    (h->slots == 64 || h->slots == 128 || h->slots == 256) &&
	    h->bands > 0 && h->rows > 0 && h->bands <= 256 && h->rows <= 256 &&
	    h->bands * h->rows <= h->slots &&
	    h->threshold > 0 && h->threshold <= 1 &&
	    h->floor > 0 && h->floor <= h->threshold &&
	    h->containment >= 0 && h->containment <= 1 &&
	    h->old_first <= h->old_end;
}

int
head_decode(const unsigned char *in, size_t n, struct head *h,
    const char **why)
{
	if (n < HEAD_SIZE || memcmp(in, head_magic, sizeof(head_magic)) != 0) {
		*why = "this is no index of tawam";
		return TAWAM_EFORMAT;
	}
	if (le16_get(in + 4) != SEGMENT_FORMAT ||
	    le16_get(in + 6) != BYTE_ORDER_MARK ||
	    le32_get(in + 8) != HEAD_SIZE) {
		*why = "the index has a format that this version does not "
		    "know";
		return TAWAM_EFORMAT;
	}
	memset(h, 0, sizeof(*h));
	h->tables = le32_get(in + 12);
	memcpy(h->tables_version, in + 16, TABLES_VERSION);
	h->profile = in[32];
	h->ngram = in[33];
	h->slots = le32_get(in + 36);
	h->bands = le32_get(in + 40);
	h->rows = le32_get(in + 44);
	h->seed = le64_get(in + 48);
	h->threshold = double_get(in + 56);
	h->floor = double_get(in + 64);
	h->containment = double_get(in + 72);
	h->generation = le64_get(in + 80);
	h->first = le64_get(in + 88);
	h->old_generation = le64_get(in + 96);
	h->old_first = le64_get(in + 104);
	h->old_end = le64_get(in + 112);
	if (n != HEAD_SIZE || le64_get(in + HEAD_SIZE - 8) !=
	    hash64(in, HEAD_SIZE - 8, 0) || !head_sound(h)) {
		*why = "the head of the index is damaged";
		return TAWAM_EFORMAT;
	}
	return TAWAM_OK;
}

uint64_t
head_salt(const struct head *h)
{
	unsigned char bytes[HEAD_SIZE];

	head_encode(h, bytes);
	return hash64(bytes + PARAMS_AT, PARAMS_END - PARAMS_AT,
	    h->generation);
}

void
segment_encode(const struct segment_header *h, uint64_t salt, int text,
    unsigned char *out)
{
	memset(out, 0, SEGMENT_HEADER);
	memcpy(out, text ? text_magic : log_magic, sizeof(log_magic));
	le32_put(out + 4, SEGMENT_FORMAT);
	le64_put(out + 8, h->generation);
	le64_put(out + 16, h->number);
	le64_put(out + 24, h->last_log);
	le64_put(out + 32, h->last_text);
	le64_put(out + 56, hash64(out, 56, salt));
}

int
segment_decode(const unsigned char *in, size_t n, uint64_t salt, int text,
    struct segment_header *h)
{
	if (n < SEGMENT_HEADER || memcmp(in, text ? text_magic : log_magic,
	    sizeof(log_magic)) != 0 || le32_get(in + 4) != SEGMENT_FORMAT ||
	    le64_get(in + 56) != hash64(in, 56, salt))
		return TAWAM_EFORMAT;
	h->generation = le64_get(in + 8);
	h->number = le64_get(in + 16);
	h->last_log = le64_get(in + 24);
	h->last_text = le64_get(in + 32);
	return TAWAM_OK;
}

static size_t
aligned(size_t n)
{
	return (n + 7) & ~(size_t)7;
}

size_t
record_size(const struct record *r, const struct record_shape *s)
{
	size_t n = RECORD_HEADER;

	switch (r->kind) {
	case RECORD_DOC:
		n += DOC_FIXED + r->idlen;
		if (r->tags != NULL)
			n += 4 * (size_t)s->bands + s->slots;
		break;
	case RECORD_REMOVE:
		n += REMOVE_FIXED + r->idlen;
		break;
	case RECORD_EXPIRE:
		n += EXPIRE_FIXED;
		break;
	case RECORD_MARK:
		break;
	}
	return aligned(n);
}

/* A check of bytes at their place.  With a seed of its own XXH3 would make a
 * secret for each. */
static uint64_t
check_at(const void *bytes, size_t n, const struct record_place *p)
{
	uint64_t state = p->salt ^ p->segment;

	return hash64(bytes, n, 0) ^ splitmix64(&state) ^ p->at;
}

/*
 * The header has a check of its own: what it says of how much was on the disk
 * must be known even when the rest of the record is not.
 */
static void
seal(struct record *r, const struct record_place *place, unsigned char *out)
{
	memcpy(out, record_magic, sizeof(record_magic));
	out[3] = (unsigned char)r->kind;
	le32_put(out + 4, (uint32_t)r->size);
	le64_put(out + 8, r->synced);
	le64_put(out + 16, check_at(out + RECORD_HEADER,
	    (size_t)r->size - RECORD_HEADER, place));
	le64_put(out + 24, check_at(out, 24, place));
}

static void
encode_doc(const struct record *r, const struct record_shape *s,
    unsigned char *p)
{
	le64_put(p, (uint64_t)r->date);
	le64_put(p + 8, r->within);
	le64_put(p + 16, r->key.lo);
	le64_put(p + 24, r->key.hi);
	le64_put(p + 32, r->marks);
	le64_put(p + 40, r->text);
	le64_put(p + 48, r->check);
	le64_put(p + 56, r->n);
	le64_put(p + 64, r->npoints);
	le32_put(p + 72, r->distinct);
	le32_put(p + 76, r->idlen | (r->tags != NULL ? 0x80000000u : 0));
	p += DOC_FIXED;
	if (r->tags != NULL) {
		memcpy(p, r->tags, 4 * (size_t)s->bands);
		p += 4 * (size_t)s->bands;
		memcpy(p, r->sketch, s->slots);
		p += s->slots;
	}
	memcpy(p, r->id, r->idlen);
}

void
record_encode(struct record *r, const struct record_shape *s,
    const struct record_place *place, unsigned char *out)
{
	unsigned char *p = out + RECORD_HEADER;

	r->size = record_size(r, s);
	/* What the id does not fill of the last 8 bytes. */
	memset(out + r->size - 8, 0, 8);
	switch (r->kind) {
	case RECORD_DOC:
		encode_doc(r, s, p);
		break;
	case RECORD_REMOVE:
		le64_put(p, r->idlen);
		memcpy(p + REMOVE_FIXED, r->id, r->idlen);
		break;
	case RECORD_EXPIRE:
		le64_put(p, (uint64_t)r->date);
		le64_put(p + 8, r->most);
		break;
	case RECORD_MARK:
		break;
	}
	seal(r, place, out);
}

int
record_peek(const unsigned char *in, const struct record_place *place,
    struct record *r)
{
	memset(r, 0, sizeof(*r));
	if (memcmp(in, record_magic, sizeof(record_magic)) != 0 ||
	    in[3] < RECORD_DOC || in[3] > RECORD_MARK ||
	    le64_get(in + 24) != check_at(in, 24, place))
		return TAWAM_EFORMAT;
	r->kind = in[3];
	r->size = le32_get(in + 4);
	r->synced = le64_get(in + 8);
	if (r->size < RECORD_HEADER || r->size > RECORD_MAX ||
	    r->size % 8 != 0)
		return TAWAM_EFORMAT;
	return TAWAM_OK;
}

/* n bytes from p are the record's body. */
static int
decode_doc(const unsigned char *p, size_t n, const struct record_shape *s,
    struct record *r)
{
	size_t banded = 4 * (size_t)s->bands + s->slots;

	if (n < DOC_FIXED)
		return TAWAM_EFORMAT;
	r->date = (int64_t)le64_get(p);
	r->within = le64_get(p + 8);
	r->key.lo = le64_get(p + 16);
	r->key.hi = le64_get(p + 24);
	r->marks = le64_get(p + 32);
	r->text = le64_get(p + 40);
	r->check = le64_get(p + 48);
	r->n = le64_get(p + 56);
	r->npoints = le64_get(p + 64);
	r->distinct = le32_get(p + 72);
	r->idlen = le32_get(p + 76) & 0x7FFFFFFF;
	if (r->n == 0 || r->n > UINT32_MAX || r->npoints > r->n)
		return TAWAM_EFORMAT;
	if ((p[79] & 0x80) != 0) {
		if (n < DOC_FIXED + banded)
			return TAWAM_EFORMAT;
		r->tags = p + DOC_FIXED;
		r->sketch = r->tags + 4 * (size_t)s->bands;
		n -= banded;
		p += banded;
	}
	r->id = (const char *)p + DOC_FIXED;
	if (r->idlen > n - DOC_FIXED)
		return TAWAM_EFORMAT;
	return TAWAM_OK;
}

static int
decode_body(const unsigned char *p, size_t n, const struct record_shape *s,
    struct record *r)
{
	switch (r->kind) {
	case RECORD_DOC:
		return decode_doc(p, n, s, r);
	case RECORD_REMOVE:
		if (n < REMOVE_FIXED || le64_get(p) > n - REMOVE_FIXED)
			return TAWAM_EFORMAT;
		r->idlen = (uint32_t)le64_get(p);
		r->id = (const char *)p + REMOVE_FIXED;
		return TAWAM_OK;
	case RECORD_EXPIRE:
		if (n < EXPIRE_FIXED)
			return TAWAM_EFORMAT;
		r->date = (int64_t)le64_get(p);
		r->most = le64_get(p + 8);
		return TAWAM_OK;
	case RECORD_MARK:
		return TAWAM_OK;
	}
	return TAWAM_EFORMAT;
}

int
record_decode(const unsigned char *in, size_t n,
    const struct record_shape *s, const struct record_place *place,
    struct record *r)
{
	int e;

	if (n < RECORD_HEADER)
		return TAWAM_EFORMAT;
	if ((e = record_peek(in, place, r)) != 0)
		return e;
	if (r->size > n || le64_get(in + 16) != check_at(in + RECORD_HEADER,
	    (size_t)r->size - RECORD_HEADER, place))
		return TAWAM_EFORMAT;
	if ((e = decode_body(in + RECORD_HEADER,
	    (size_t)r->size - RECORD_HEADER, s, r)) != 0)
		return e;
	return record_size(r, s) == r->size ? TAWAM_OK : TAWAM_EFORMAT;
}

uint64_t
text_check(const void *bytes, size_t n, uint64_t salt, uint64_t segment,
    uint64_t at)
{
	struct record_place place = { salt, segment, at };

	return check_at(bytes, n, &place);
}
