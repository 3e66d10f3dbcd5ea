/*
 * html_meta.h - what a page's head says: its title, address and date.
 */
#ifndef TAWAM_IO_HTML_META_H
#define TAWAM_IO_HTML_META_H

#include "io/room.h"

/* The more trusted first; of one kind the first one counts. */
enum meta_kind {
	META_PUBLISHED,		/* article:published_time and its like */
	META_LD_DATE,		/* datePublished in JSON-LD */
	META_TIME,		/* <time datetime> */
	META_CANONICAL,
	META_OG_URL,
	META_OG_TITLE,
	META_TITLE,
	META_COUNT
};

struct html_meta {
	struct room said[META_COUNT];
	size_t len[META_COUNT];		/* 0: not said */
	struct room script;		/* JSON-LD, or the title, in hand */
	size_t scriptlen;
};

/* {0} is an initialised one; this empties it for the next page. */
void	 html_meta_reset(struct html_meta *m);
void	 html_meta_release(struct html_meta *m);

/*
 * An element that may say something: atts are names and values (which may be
 * NULL), ended by NULL.  0, or -1 with errno.
 */
int	 html_meta_element(struct html_meta *m, const char *name,
	    const char *const *atts);

/* The value of an attribute, or NULL. */
const char *html_attribute(const char *const *atts, const char *name);

/*
 * The text of <title>, or of a script that is JSON-LD, in pieces, and its end.
 * 0, or -1.
 */
int	 html_meta_text(struct html_meta *m, const char *p, size_t n);
int	 html_meta_title_end(struct html_meta *m);
int	 html_meta_script_end(struct html_meta *m);

/* The first kind from a to b that was said, its length in *n; NULL: none. */
const char *html_meta_first(const struct html_meta *m, enum meta_kind a,
	    enum meta_kind b, size_t *n);

#endif
