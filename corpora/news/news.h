/*
 * news.h - what the files of make_news share.
 *
 * A document knows its root (the text written by hand that it was made from)
 * and what was done to it; truth.c decides every pair from that alone.
 */
#ifndef NEWS_H
#define NEWS_H

#include <stddef.h>
#include <stdint.h>

/* A text as code points. */
struct text {
	uint32_t *cp;
	size_t n, cap;
};

enum kind {
	KIND_STORY, KIND_REWRITE, KIND_FOLLOWUP, KIND_HEADLINE, KIND_FILL,
	KIND_TINY, KIND_EMPTY, KIND_VOCAL, KIND_COPY, KIND_PAGE
};

/* What was done, as bits; nothing set means spelling and encoding only. */
enum change {
	CHANGE_ADDED = 1 << 0,		/* dateline, credit line, tail */
	CHANGE_EDITED = 1 << 1,		/* headline, figure, words */
	CHANGE_CUT = 1 << 2		/* the end is missing */
};

struct doc {
	enum kind kind;
	char *id, *date;
	char *group;		/* section, frame, headline or tiny group */
	char *how;		/* "as written", or the edits */
	char *edits;		/* the edits that are not exact, joined */
	struct text text;
	unsigned change;
	size_t words;		/* of the root's words, left by a cut */
	int root;		/* number of the hand-written text */
	int event;		/* root of the story a rewrite retells */
	int parts[2];		/* roots on a page, or -1 */
};

/* A pair labelled by hand, and why. */
struct label {
	char *a, *b, *why;
};

/* A frame's text with {1} to {9}, or an outlet's name, by its short name. */
struct named {
	char *name;
	struct text text;
};

struct corpus {
	struct doc *docs;
	size_t ndocs;
	struct label *labels;
	size_t nlabels;
	struct named *frames, *outlets;
	size_t nframes, noutlets;
};

/* text.c */
void	 text_put(struct text *t, uint32_t cp);
void	 text_puts(struct text *t, const char *utf8);
void	 text_copy(struct text *to, const struct text *from);
void	 text_clear(struct text *t);
void	 text_release(struct text *t);
char	*text_utf8(const struct text *t, size_t from, size_t to);
size_t	 text_line_end(const struct text *t, size_t from);
size_t	 text_words(const struct text *t);
int	 text_equal(const struct text *a, const struct text *b);
void	*need(void *p);
char	*dup_range(const char *s, size_t n);

/*
 * edits.c: one edit of the plan, "name" or "name=argument".  Returns the
 * change it makes (0: spelling only), or -1 with nothing done when there is
 * no such edit or it does not fit the text.
 */
int	 edit_apply(struct text *t, const char *edit);

/* spelling.c, forms.c: the edits that `standard` promises to unify. */
typedef void spell_fn(const struct text *in, struct text *out,
    const char *arg);
spell_fn *spelling_find(const char *name);
void	 spell_forms(const struct text *in, struct text *out, const char *arg);
int	 joins_next(uint32_t cp);
int	 is_mark(uint32_t cp);
int	 is_letter(uint32_t cp);

/* source.c: the two source files, or the end of the program with a line. */
void	 source_originals(struct corpus *c, const char *path);
void	 source_plan(struct corpus *c, const char *path);
int	 corpus_find(const struct corpus *c, const char *id);
const struct named *named_find(const struct named *v, size_t n,
	    const char *name, size_t len);

/* truth.c: "exact", ..., NULL when construction does not decide. */
const char *truth_relation(const struct corpus *c, const struct doc *a,
    const struct doc *b, const char **how);

#endif
