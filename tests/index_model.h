/*
 * index_model.h - a stored index as a list of texts, each compared with each:
 * what the real one has to answer.
 */
#ifndef TAWAM_TESTS_INDEX_MODEL_H
#define TAWAM_TESTS_INDEX_MODEL_H

#include "tawam.h"

struct model_doc {
	char *id, *text;
	size_t idlen;
	int64_t date;
	uint64_t within;
	int live;
};

struct model {
	struct tawam_params p;
	struct tawam_sketcher *sketcher;
	struct model_doc *docs;
	size_t n, cap;
};

struct model_hit {
	size_t doc;
	int replay, joined;
	struct tawam_match match;
};

void	 model_init(struct model *m, const struct tawam_params *p);
void	 model_release(struct model *m);

void	 model_add(struct model *m, const struct tawam_doc *d);
size_t	 model_remove(struct model *m, const char *id, size_t idlen);
size_t	 model_expire(struct model *m, int64_t oldest, uint64_t most);
size_t	 model_live(const struct model *m);

/* All matches, the best first; out has room for m->n. */
size_t	 model_query(struct model *m, const struct tawam_doc *d,
	    struct model_hit *out);

/*
 * A text of a few families, so that many are alike: words of an alphabet of
 * Arabic letters, some changed.  Static.
 */
const char *model_text(uint64_t *state);

/* A new folder's path, in TMPDIR or /tmp; static.  And one with all it has. */
const char *model_folder(void);
void	 model_remove_folder(const char *path);

#endif
