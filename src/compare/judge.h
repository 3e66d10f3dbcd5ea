/*
 * judge.h - are two alike texts one story, or one frame with other facts?
 *
 * Decides from the two texts alone: numbers and dates that conflict in one
 * place, names replaced throughout.  The inputs are `standard` normal forms.
 */
#ifndef TAWAM_COMPARE_JUDGE_H
#define TAWAM_COMPARE_JUDGE_H

#include <stddef.h>

#include "compare/reading.h"

enum judge_why {
	/* near */
	JUDGE_SAME,		/* "same": nothing is in conflict */
	JUDGE_CORRECTION,	/* "correction": too little for its length */
	JUDGE_DATELINE,		/* "dateline": only in the first or last line */
	/* template */
	JUDGE_DENSE,		/* "numbers-dense" */
	JUDGE_EDITED,		/* "numbers-edited": and the rest edited */
	JUDGE_MANY,		/* "numbers-many": of a long text */
	JUDGE_SHORT,		/* "short-item": one fact of a short text */
	JUDGE_NAMES,		/* "names": replaced throughout */
	JUDGE_NAMES_FACT,	/* "names-and-fact" */
	/* one normal form with other marks inside its numbers */
	JUDGE_MARK		/* "number-mark" */
};

enum conflict_kind {
	CONFLICT_NUMBER,
	CONFLICT_DATE,
	CONFLICT_NAME,
	CONFLICT_WEEKDAY,
	CONFLICT_ORDINAL,
	CONFLICT_MONTH
};

/* Half-open byte spans of the two normal forms. */
struct judge_conflict {
	enum conflict_kind kind;
	size_t a_start, a_end, b_start, b_end;
};

struct judgement {
	int is_template;
	enum judge_why code;
	const char *why;	/* judge_why_name(code) */
	/* What conflicts, in the order of the text; the judge's until its
	 * next call.  A near pair can have some: a correction has. */
	const struct judge_conflict *conflicts;
	size_t nconflicts;
};

/* Scratch memory of one thread: grows, is reset and not freed. */
struct judge;

/* TAWAM_ENOMEM. */
int	 judge_new(struct judge **out, const struct mem *mem);
void	 judge_free(struct judge *j);

/* reading_make, which reads a normal form, with the judge's words. */
int	 judge_read(struct judge *j, const char *text, size_t len,
	    const struct reading *like, struct reading *out);

/*
 * Judges two readings of texts of that Jaccard, which stay as they are.  The
 * verdict does not depend on which comes first.  Of a text of over 65,536 words
 * the beginning is judged.  TAWAM_ENOMEM.
 */
int	 judge_readings(struct judge *j, const struct reading *a,
	    const struct reading *b, double jaccard, struct judgement *out);

/* The same for two normal forms, which are read first. */
int	 judge_texts(struct judge *j, const char *a, size_t na, const char *b,
	    size_t nb, double jaccard, struct judgement *out);

/* Short and stable; static. */
const char *judge_why_name(enum judge_why why);
const char *conflict_kind_name(enum conflict_kind kind);

#endif
