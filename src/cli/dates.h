/*
 * dates.h - dates of records.
 */
#ifndef TAWAM_CLI_DATES_H
#define TAWAM_CLI_DATES_H

#include <stddef.h>
#include <stdint.h>

/*
 * Seconds since 1970 of an ISO 8601 date, with or without a time and a zone
 * (none: UTC), or of a number of seconds.  0, or -1 when s is neither.
 */
int	 date_parse(const char *s, size_t n, int64_t *out);

#endif
