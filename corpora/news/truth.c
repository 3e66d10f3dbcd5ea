/*
 * truth.c - what a pair of documents is, from how the two were made.
 *
 * Nothing is measured here.  Where the making leaves it open (a shortened
 * edited copy against another edited copy, say) the answer is NULL.
 */
#include <string.h>

#include "news.h"

static int
same(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

/* Two copies of one hand-written text. */
static const char *
copies(const struct doc *a, const struct doc *b, const char **how)
{
	const struct doc *shorter = a->words <= b->words ? a : b;
	const struct doc *longer = shorter == a ? b : a;

	if (!((a->change | b->change) & CHANGE_CUT)) {
		if (same(a->edits, b->edits)) {
			*how = a->change == 0 ? "spelling and encoding" :
			    "equal edits, other spelling and encoding";
			return "exact";
		}
		*how = "one story, edited";
		return "near";
	}
	if (((a->change | b->change) & CHANGE_EDITED) ||
	    (shorter->change & CHANGE_ADDED))
		return NULL;
	if (a->words == b->words && same(a->edits, b->edits)) {
		*how = "cut at the same place";
		return "exact";
	}
	if (shorter->words * 10 > longer->words * 7)
		return NULL;
	*how = "the beginning of the other";
	return "contained";
}

/* A page and a document: is the document an article of the page? */
static const char *
on_page(const struct doc *page, const struct doc *d, const char **how,
    int *on)
{
	*on = d->root == page->parts[0] || d->root == page->parts[1];
	if (!*on || (d->change & (CHANGE_ADDED | CHANGE_EDITED)))
		return NULL;
	*how = d->change & CHANGE_CUT ? "the beginning of an article of the "
	    "page" : "an article of the page";
	return d->change & CHANGE_CUT ? "contained" : "embedded";
}

static int
share_part(const struct doc *a, const struct doc *b)
{
	for (int i = 0; i < 2; i++)
		for (int j = 0; j < 2; j++)
			if (a->parts[i] == b->parts[j])
				return 1;
	return 0;
}

/* A page and a text on the event of one of its articles. */
static int
page_event(const struct corpus *c, const struct doc *page,
    const struct doc *d)
{
	for (int i = 0; i < 2; i++)
		if (c->docs[page->parts[i]].event == c->docs[d->root].event)
			return 1;
	return 0;
}

/* Two hand-written texts, whatever the copies of them look like. */
static const char *
roots(const struct doc *a, const struct doc *b, unsigned change,
    const char **how)
{
	if (a->event == b->event) {
		if (a->kind == KIND_FOLLOWUP || b->kind == KIND_FOLLOWUP) {
			*how = "a later stage of the event";
			return "different";
		}
		*how = "the event, told in other words";
		return "rewrite";
	}
	if (a->kind != b->kind || !same(a->group, b->group))
		return "";
	if (a->kind == KIND_FILL) {
		*how = "one frame, other fillings";
		return change & CHANGE_CUT ? NULL : "template";
	}
	if (a->kind == KIND_HEADLINE) {
		*how = "one headline, a word or two changed";
		return change != 0 ? NULL : "near";
	}
	if (a->kind == KIND_TINY) {
		*how = "spelling and punctuation, tiny";
		return change != 0 ? NULL : "exact";
	}
	return "";
}

const char *
truth_relation(const struct corpus *c, const struct doc *a,
    const struct doc *b, const char **how)
{
	const struct doc *page = a->kind == KIND_PAGE ? a : b;
	const struct doc *other = page == a ? b : a;
	const char *relation;
	int on;

	if (a->kind == KIND_PAGE && b->kind == KIND_PAGE) {
		if (share_part(a, b))
			return NULL;
	} else if (page->kind == KIND_PAGE) {
		relation = on_page(page, other, how, &on);
		if (on || page_event(c, page, other))
			return relation;
	} else if (a->root == b->root) {
		return copies(a, b, how);
	} else {
		relation = roots(&c->docs[a->root], &c->docs[b->root],
		    a->change | b->change, how);
		if (relation == NULL || *relation != '\0')
			return relation;
	}
	*how = "other events";
	return "different";
}
