/*
 * url.h - parts of an address.
 */
#ifndef TAWAM_IO_URL_H
#define TAWAM_IO_URL_H

#include <stddef.h>

/* The host, without user and port, as it is written; NULL: it names none. */
const char *url_host(const char *p, size_t n, size_t *len);

#endif
