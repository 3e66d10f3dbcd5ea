/*
 * docs.c - what is kept of every record between the passes.
 *
 * Ids are looked up in an open table of 64-bit words: a record's number in
 * the low 40 bits, the top bits of its hash above.  A word whose tag fits is
 * verified against the id itself.  The hash is SipHash-2-4 with a random key:
 * ids are foreign bytes, and must not be able to fill one run of the table.
 */
#include <stdlib.h>
#include <string.h>

#include <bsd/stdlib.h>

#include "report/docs.h"
#include "report/glyph.h"
#include "report/xalloc.h"

#define NUMBER_BITS	40
#define NUMBER_MASK	((UINT64_C(1) << NUMBER_BITS) - 1)

static uint64_t
rotl(uint64_t x, int b)
{
	return x << b | x >> (64 - b);
}

static void
sip_round(uint64_t v[4])
{
	v[0] += v[1];
	v[1] = rotl(v[1], 13) ^ v[0];
	v[0] = rotl(v[0], 32);
	v[2] += v[3];
	v[3] = rotl(v[3], 16) ^ v[2];
	v[0] += v[3];
	v[3] = rotl(v[3], 21) ^ v[0];
	v[2] += v[1];
	v[1] = rotl(v[1], 17) ^ v[2];
	v[2] = rotl(v[2], 32);
}

/* Aumasson and Bernstein: SipHash, a fast short-input PRF (2012). */
static uint64_t
siphash(const char key[16], const char *p, size_t n)
{
	uint64_t k[2], v[4], m;
	size_t left = n;

	memcpy(k, key, sizeof(k));
	v[0] = k[0] ^ UINT64_C(0x736f6d6570736575);
	v[1] = k[1] ^ UINT64_C(0x646f72616e646f6d);
	v[2] = k[0] ^ UINT64_C(0x6c7967656e657261);
	v[3] = k[1] ^ UINT64_C(0x7465646279746573);
	for (int last = 0; !last; p += 8, left -= left < 8 ? left : 8) {
		m = 0;
		last = left < 8;
		memcpy(&m, p, last ? left : 8);
		if (last)
			m ^= (uint64_t)n << 56;
		v[3] ^= m;
		sip_round(v);
		sip_round(v);
		v[0] ^= m;
	}
	v[2] ^= 0xff;
	for (int i = 0; i < 4; i++)
		sip_round(v);
	return v[0] ^ v[1] ^ v[2] ^ v[3];
}

void
docs_init(struct docs *d)
{
	memset(d, 0, sizeof(*d));
	arc4random_buf(d->seed, sizeof(d->seed));
}

void
docs_release(struct docs *d)
{
	free(d->ids);
	free(d->ends);
	free(d->digests);
	free(d->slots);
	free(d->units);
	memset(d, 0, sizeof(*d));
}

const char *
docs_record_id(const struct docs *d, uint64_t i, size_t *len)
{
	size_t start = i == 0 ? 0 : d->ends[i - 1];

	*len = d->ends[i] - start;
	return d->ids + start;
}

/* The slot of the id, or the free one where it belongs. */
static uint64_t *
docs_slot(const struct docs *d, const char *id, size_t len, uint64_t hash)
{
	size_t i = (size_t)hash & (d->nslots - 1), n;
	const char *other;

	for (;; i = (i + 1) & (d->nslots - 1)) {
		uint64_t word = d->slots[i];

		if (word == 0)
			return &d->slots[i];
		if ((word ^ hash) >> NUMBER_BITS != 0)
			continue;
		other = docs_record_id(d, (word & NUMBER_MASK) - 1, &n);
		if (n == len && memcmp(other, id, n) == 0)
			return &d->slots[i];
	}
}

/* At most half full, so that runs stay short. */
static void
docs_rehash(struct docs *d)
{
	size_t nold = d->nslots, len;
	uint64_t *old = d->slots;

	if (d->n < nold / 2)
		return;
	d->nslots = nold == 0 ? 1024 : nold * 2;
	d->slots = xalloc(d->nslots, sizeof(*d->slots));
	memset(d->slots, 0, d->nslots * sizeof(*d->slots));
	for (size_t i = 0; i < nold; i++) {
		const char *id;
		uint64_t hash;

		if (old[i] == 0)
			continue;
		id = docs_record_id(d, (old[i] & NUMBER_MASK) - 1, &len);
		hash = siphash(d->seed, id, len);
		*docs_slot(d, id, len, hash) = old[i];
	}
	free(old);
}

static void
ids_append(struct docs *d, const char *id, size_t len)
{
	uint32_t cp;

	if (glyph_valid(id, len)) {
		xgrow(&d->ids, &d->idscap, d->idslen + len, 1);
		if (len > 0)
			memcpy(d->ids + d->idslen, id, len);
		d->idslen += len;
		return;
	}
	/* An ill-formed byte becomes three at most. */
	xgrow(&d->ids, &d->idscap, d->idslen + 3 * len, 1);
	for (size_t i = 0; i < len;) {
		i += glyph_next(id + i, len - i, &cp);
		d->idslen += glyph_put(d->ids + d->idslen, cp);
	}
}

int
docs_add(struct docs *d, const char *id, size_t idlen, uint64_t digest)
{
	uint64_t hash, *slot;
	const char *own;
	size_t len;

	docs_rehash(d);
	xgrow(&d->ends, &d->endscap, d->n + 1, sizeof(*d->ends));
	xgrow(&d->digests, &d->digestscap, d->n + 1, sizeof(*d->digests));
	ids_append(d, id, idlen);
	d->ends[d->n] = d->idslen;
	d->digests[d->n] = digest;
	own = docs_record_id(d, d->n, &len);
	hash = siphash(d->seed, own, len);
	slot = docs_slot(d, own, len, hash);
	d->n++;
	if (*slot != 0) {
		d->repeated++;
		return 1;
	}
	*slot = (uint64_t)d->n | hash >> NUMBER_BITS << NUMBER_BITS;
	return 0;
}

int
docs_find(const struct docs *d, const char *id, size_t len, uint64_t *number)
{
	uint64_t word;

	if (d->nslots == 0)
		return -1;
	word = *docs_slot(d, id, len, siphash(d->seed, id, len));
	if (word == 0)
		return -1;
	*number = (word & NUMBER_MASK) - 1;
	return 0;
}

void
docs_add_unit(struct docs *d, const struct docs_unit *u)
{
	xgrow(&d->units, &d->unitscap, d->nunits + 1, sizeof(*d->units));
	d->units[d->nunits] = *u;
	d->units[d->nunits++].record = d->n - 1;
}

uint64_t
docs_count(const struct docs *d)
{
	return d->paged ? d->nunits : d->n;
}

uint64_t
docs_record(const struct docs *d, uint64_t doc)
{
	return d->paged ? d->units[doc].record : doc;
}

uint64_t
docs_first(const struct docs *d, uint64_t record)
{
	uint64_t lo = 0, hi = d->nunits;

	if (!d->paged)
		return record;
	while (lo < hi) {
		uint64_t mid = lo + (hi - lo) / 2;

		if (d->units[mid].record < record)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

const struct docs_unit *
docs_unit(const struct docs *d, uint64_t doc)
{
	return d->paged ? &d->units[doc] : NULL;
}

const char *
docs_id(const struct docs *d, uint64_t i, size_t *len)
{
	return docs_record_id(d, docs_record(d, i), len);
}
