/*
 * sample.h - some documents of the input, held in memory, for audit and plan.
 */
#ifndef TAWAM_CLI_SAMPLE_H
#define TAWAM_CLI_SAMPLE_H

#include "cli/run.h"

struct sample_doc {
	uint64_t number;	/* in the input, from 0 */
	char *text, *id;
	size_t len, idlen;
	uint64_t digest, form;	/* form: a hash, of sample_forms */
	int64_t date;
	uint64_t within;
};

struct sample {
	struct sample_doc *docs;	/* in the order of the input */
	size_t n, cap;
	uint64_t seen;		/* documents that were read */
	uint64_t text_bytes;	/* of those */
	/* Of sample_forms: code points of their normal forms, and the hash up
	 * to which forms are taken. */
	uint64_t letters, least;
	uint64_t done, total;	/* bytes of the input, as stored; 0: unknown */
	int whole;		/* nothing of the input is left */
};

/*
 * Reads the whole input and keeps `most` documents, each as likely as any
 * other and the same for the same seed.  0, or -1 when said.
 */
int	 sample_read(struct sample *s, struct run *r, size_t most);

/*
 * Reads the input until so many bytes of text have gone by, and keeps at most
 * `most` documents: of some normal forms, a share of all, those of each, so
 * that of pairs of forms the share's square is seen.  As sample_read.
 */
int	 sample_forms(struct sample *s, struct run *r, size_t most,
	    uint64_t bytes);
double	 sample_share(const struct sample *s);

void	 sample_release(struct sample *s);

/* A corpus of the first n of them, run.  0 or an enum tawam_err; *out is the
 * caller's to free in any case. */
int	 sample_corpus(const struct sample *s, size_t n,
	    const struct tawam_params *p, struct tawam_corpus **out);

#endif
