/*
 * oracle_strip.h - character references, addresses: what is not the text.
 */
#ifndef TAWAM_TESTS_ORACLE_STRIP_H
#define TAWAM_TESTS_ORACLE_STRIP_H

#include "oracle/oracle_text.h"

/* One of the two passes of S1. */
void	 oracle_unescape(const struct otext *in, struct otext *out);

/* The two halves of S3. */
void	 oracle_strip_urls(const struct otext *in, struct otext *out);
void	 oracle_strip_emails(const struct otext *in, struct otext *out);

#endif
