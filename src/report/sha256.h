/*
 * sha256.h - SHA-256 (FIPS 180-4), by which the page's policy names the one
 * script that may run.
 */
#ifndef TAWAM_REPORT_SHA256_H
#define TAWAM_REPORT_SHA256_H

#include <stddef.h>
#include <stdint.h>

struct sha256 {
	uint32_t h[8];
	unsigned char block[64];
	uint64_t n;		/* bytes so far */
};

void	 sha256_init(struct sha256 *s);
void	 sha256_update(struct sha256 *s, const void *p, size_t n);

/* The digest in Base64, 44 characters and a zero. */
void	 sha256_base64(struct sha256 *s, char out[45]);

#endif
