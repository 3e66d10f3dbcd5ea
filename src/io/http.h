/*
 * http.h - the body of an HTTP response, as it was sent.
 */
#ifndef TAWAM_IO_HTTP_H
#define TAWAM_IO_HTTP_H

#include "io/header.h"
#include "io/room.h"

#define HTTP_CHUNKED	(1u << 0)
#define HTTP_PACKED	(1u << 1)	/* gzip or deflate */
#define HTTP_FOREIGN	(1u << 2)	/* br and whatever else there is */

struct http {
	int status;			/* 200, 404, ... */
	struct header_media media;	/* points into the response */
	unsigned coding;
	size_t header;			/* bytes of it; the body follows */
};

/* 1; 0: what begins at p is no HTTP response, or its header does not end. */
int	 http_header(const char *p, size_t n, struct http *h);

/* A body on its way: it points into the response or into here. */
struct http_body {
	const char *p;
	size_t n;
	int cut;			/* its end is missing */
	struct room joined, unpacked;
};

void	 http_body_release(struct http_body *b);

/*
 * b->p, b->n are what follows the header and become the content, of at most
 * max bytes.  Crawlers undo a coding and leave its header: what is not coded
 * is taken as it is.  NULL, or what is wrong with it; "" is out of memory.
 */
const char *http_decode(struct http_body *b, unsigned coding, size_t max);

#endif
