/*
 * tawam.h - near-duplicate articles in Arabic text.
 *
 * Copyright the tawam authors.  SPDX-License-Identifier: Apache-2.0
 *
 * Bytes go in, relations come out: a text is brought to a normal form, cut
 * into shingles (character n-grams), the set of shingles is sketched, sketches
 * are banded into buckets, and what shares a bucket is compared exactly.
 *
 * Rules that hold for every function here:
 *  - A function that can fail returns 0 or a negative enum tawam_err.  After a
 *    failure the object is as it was before the call, unless said otherwise.
 *  - Out-parameters are set on success; _new functions set theirs to NULL on
 *    failure.  Every _free function accepts NULL.
 *  - Nothing here prints, exits, reads the environment or keeps globals that
 *    change.  Two threads may use two handles at the same time; one handle
 *    serves one thread at a time, but for a corpus that has run: what takes it
 *    as const may be called by several threads at once.
 *  - A text is (pointer, length in bytes).  It need not be UTF-8: each maximal
 *    subpart of an ill-formed sequence counts as one U+FFFD (Unicode D93b).
 *    The pointer may be NULL when the length is 0.
 *  - Structures that start with `size` grow at their end only: set size to
 *    sizeof(the structure), by the matching _init where there is one.
 *
 * What there is, from the top down: names and versions; parameters; a sketcher
 * for one text or two; a corpus, which is filled, run and asked; spans that
 * explain a match; units of scraped pages; an index that stays.  Documents out
 * of Arrow's C stream are in tawam_arrow.h.
 *
 * Not promised: that a later version finds the same relations, since its rules
 * may be better, or writes the same sentences.  Normal forms and sketches are
 * the same bytes for the same tawam_tables_digest, on every CPU and for any
 * number of threads.
 */
#ifndef TAWAM_H
#define TAWAM_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__) && __GNUC__ >= 4
#define TAWAM_API	__attribute__((visibility("default")))
#else
#define TAWAM_API
#endif

/* The one place the version is written; the Makefile reads it from here. */
#define TAWAM_VERSION	"0.1.0"

/*
 * Errors, versions, names
 */

enum tawam_err {
	TAWAM_OK = 0,
	TAWAM_ENOMEM = -1,	/* an allocation failed */
	TAWAM_EINVAL = -2,	/* an argument is out of its range */
	TAWAM_ESHORT = -3,	/* the caller's buffer is too small */
	TAWAM_EFORMAT = -4,	/* foreign bytes are not what they should be */
	TAWAM_EMISMATCH = -5,	/* made with other parameters or tables */
	TAWAM_ESTATE = -6,	/* not now: see the function */
	TAWAM_EIO = -7,		/* the system refused; see errno */
	TAWAM_ECANCEL = -8,	/* the progress function said stop */
	TAWAM_ETOOMANY = -9,	/* more than 1,000 candidates a document */
	TAWAM_EHOPELESS = -10,	/* an exact search of days or too many pairs */
	TAWAM_EBUSY = -11	/* an index has a writer already */
};

/* A sentence for an error, never NULL; static. */
TAWAM_API const char *tawam_strerror(int err);

/* TAWAM_VERSION of the library that is loaded; static. */
TAWAM_API const char *tawam_version(void);

/*
 * The version and the digest of the normalisation and class tables.  Sketches
 * made with other tables are not comparable and are refused.
 */
TAWAM_API const char *tawam_tables_version(void);
TAWAM_API uint32_t tawam_tables_digest(void);

/*
 * How far spelling is folded before texts are compared; see tawam(1).  Each is
 * a function of the one before it, so texts equal under one are equal under
 * all that follow.
 */
enum tawam_profile {
	TAWAM_PROFILE_NONE = 0,		/* decoded, nothing else */
	TAWAM_PROFILE_NFC = 1,		/* Unicode NFC */
	TAWAM_PROFILE_LIGHT = 2,	/* same text, other encoding habits */
	TAWAM_PROFILE_STANDARD = 3,	/* same words, other spelling habits */
	TAWAM_PROFILE_AGGRESSIVE = 4	/* recall before precision */
};

enum tawam_relation {
	TAWAM_UNRELATED = 0,
	TAWAM_EXACT = 1,	/* same normal form */
	TAWAM_NEAR = 2,		/* Jaccard at or over the threshold */
	TAWAM_TEMPLATE = 3,	/* same frame, other facts */
	TAWAM_CONTAINED = 4,	/* the smaller text lies inside the larger */
	TAWAM_BELOW = 5		/* between the floor and the threshold */
};
#define TAWAM_NRELATIONS	6

/* Bit of a relation in a mask such as tawam_params.join. */
#define TAWAM_BIT(relation)	(1u << (relation))

/* How a set of shingles becomes a sketch; tawam(5) has both to the bit. */
enum tawam_scheme {
	TAWAM_OPH = 0,		/* one permutation, empty slots filled */
	TAWAM_KPERM = 1		/* k permutations: the classic, and slow */
};

/* Which member of a cluster survives; rules are asked in the given order. */
enum tawam_keep {
	TAWAM_KEEP_FIRST = 0,	/* earliest added; always the last resort */
	TAWAM_KEEP_LAST = 1,
	TAWAM_KEEP_LONGEST = 2,	/* code points of the normal form */
	TAWAM_KEEP_SHORTEST = 3,
	TAWAM_KEEP_OLDEST = 4,	/* no date comes last in both */
	TAWAM_KEEP_NEWEST = 5,
	TAWAM_KEEP_SOURCE = 6,	/* place of the source in the list */
	TAWAM_KEEP_ID = 7	/* smallest id, compared as bytes */
};

/*
 * Names as the command writes them ("standard", "near", "longest"); static.
 * Of a value that is none of the enum, "unknown".
 */
TAWAM_API const char *tawam_profile_name(enum tawam_profile profile);
TAWAM_API const char *tawam_relation_name(enum tawam_relation relation);
TAWAM_API const char *tawam_keep_name(enum tawam_keep rule);
TAWAM_API const char *tawam_scheme_name(enum tawam_scheme scheme);

/* The value of a name, which is compared to the letter, or -1. */
TAWAM_API int tawam_profile_parse(const char *name);
TAWAM_API int tawam_relation_parse(const char *name);
TAWAM_API int tawam_keep_parse(const char *name);
TAWAM_API int tawam_scheme_parse(const char *name);

/*
 * Parameters
 */

/*
 * The caller's allocator.  realloc_fn behaves as realloc, with two additions:
 * size 0 frees and returns NULL, and ctx is handed through.  It must be safe
 * to call from every thread that uses a handle made with it.
 */
struct tawam_alloc {
	void *(*realloc_fn)(void *ctx, void *ptr, size_t size);
	void *ctx;
};

enum tawam_stage {
	TAWAM_STAGE_NORMALISE = 0,
	TAWAM_STAGE_SKETCH = 1,
	TAWAM_STAGE_INDEX = 2,
	TAWAM_STAGE_VERIFY = 3,
	TAWAM_STAGE_CLUSTER = 4
};
#define TAWAM_NSTAGES	5

/*
 * Called now and then in long work: done of total, in units of the stage.
 * A non-zero answer stops the work, which then returns TAWAM_ECANCEL.
 */
typedef int tawam_progress_fn(void *arg, enum tawam_stage stage, uint64_t done,
    uint64_t total);

struct tawam_keep_rule {
	enum tawam_keep rule;
	const char *sources;	/* TAWAM_KEEP_SOURCE: "A>B>C", best first */
};

struct tawam_params {
	size_t size;
	enum tawam_profile profile;	/* standard */
	uint32_t ngram;		/* code points of a shingle, 3 to 8 (5) */
	uint32_t slots;		/* 64, 128 or 256; 0: chosen */
	uint32_t bands, rows;	/* 0: chosen; bands x rows <= slots */
	double threshold;	/* least Jaccard of near, (0,1] (0.7) */
	double floor;		/* least Jaccard of a pair; 0: threshold */
	double containment;	/* least containment, (0,1]; 0: off (0.9) */
	double recall;		/* wanted at the floor, [0.5,1) (0.99) */
	uint64_t seed;		/* of the shingle hash (0) */
	uint64_t expect;	/* documents to come; 0: unknown */
	unsigned join;		/* mask of relations (exact, near) */
	uint32_t max_pairs;	/* neighbours a document; 0: all (64) */
	const struct tawam_keep_rule *keep;	/* NULL: longest, first */
	size_t nkeep;
	const struct tawam_alloc *alloc;	/* NULL: malloc */
	tawam_progress_fn *progress;		/* NULL: none */
	void *progress_arg;
	unsigned threads;	/* of a corpus, and of an index while it is
				 * opened; 0 and 1: the caller's (0) */
	unsigned exact;		/* 1: every pair at the floor, no bands (0) */
	uint64_t window;	/* seconds between dates of a pair; 0: any */
	enum tawam_scheme scheme;	/* of tawam_sketch (TAWAM_OPH) */
	uint64_t memory;	/* of a corpus, see tawam_corpus_new; 0: any */
	const char *tmpdir;	/* where it spills to; NULL: /tmp */
	uint32_t passages;	/* least length of a shared passage, 24 or
				   more; 0: no passage index (0) */
	uint32_t passage_df;	/* texts that share a passage before it is a
				   frame; 0: any number (50) */
};

/*
 * Fills in the defaults shown above.  size is sizeof(struct tawam_params) as
 * the caller was compiled with.  What p points to afterwards (keep, alloc) is
 * borrowed until the handle made from it is made; handles keep copies.
 */
TAWAM_API void tawam_params_init(struct tawam_params *p, size_t size);

/*
 * TAWAM_OK, or TAWAM_EINVAL with *why set to a sentence that names the field
 * and its range; static.  why may be NULL.
 */
TAWAM_API int tawam_params_check(const struct tawam_params *p,
    const char **why);

/*
 * Choosing bands and rows (Leskovec, Rajaraman, Ullman: Mining of Massive
 * Datasets, ch. 3: a pair of Jaccard j shares a bucket with probability
 * 1 - (1 - j^rows)^bands).
 */
struct tawam_plan {
	uint32_t slots, bands, rows;
	double recall;		/* expected at the floor */
	double candidates;	/* expected false candidates a document */
};

/*
 * The choice for ndocs documents: fields of p that are not 0 are kept, the
 * rest chosen.  TAWAM_EINVAL as in tawam_params_check, or when the given
 * slots, bands and rows leave nothing to choose from.  TAWAM_ETOOMANY with
 * *out filled in when over 1,000 false candidates a document are expected
 * and bands was not given.
 */
TAWAM_API int tawam_plan(const struct tawam_params *p, uint64_t ndocs,
    struct tawam_plan *out);

/* 1 - (1 - jaccard^rows)^bands, for a jaccard from 0 to 1. */
TAWAM_API double tawam_scurve(uint32_t bands, uint32_t rows, double jaccard);

/*
 * One text, two texts: the sketcher, scratch memory of one thread
 */

struct tawam_sketcher;

/* TAWAM_EINVAL as in tawam_params_check; TAWAM_ENOMEM. */
TAWAM_API int tawam_sketcher_new(struct tawam_sketcher **out,
    const struct tawam_params *p);
TAWAM_API void tawam_sketcher_free(struct tawam_sketcher *s);

/*
 * A normal form.  bytes is UTF-8, not terminated, and belongs to the sketcher
 * until its next call.
 */
struct tawam_normal {
	const char *bytes;
	size_t len;
	uint64_t length;	/* code points */
	uint64_t repaired;	/* ill-formed sequences met in the input */
};

/* TAWAM_ENOMEM. */
TAWAM_API int tawam_normalise(struct tawam_sketcher *s, const char *text,
    size_t len, struct tawam_normal *out);

/*
 * The same for a text that comes in pieces, cut anywhere, between characters
 * or inside them: feed each, then end.  The normal form is handed to fn piece
 * by piece and is the same bytes for any cut.  Memory is bounded by the
 * longest stretch without a space.  A non-zero answer of fn is returned at
 * once; then, and after any failure, only a new first feed may follow, which
 * starts a new text.
 */
typedef int tawam_write_fn(void *arg, const char *bytes, size_t len);

TAWAM_API int tawam_normalise_feed(struct tawam_sketcher *s, const char *piece,
    size_t len, tawam_write_fn *fn, void *arg);
TAWAM_API int tawam_normalise_end(struct tawam_sketcher *s, tawam_write_fn *fn,
    void *arg);

/*
 * Bytes of a sketch made with p's slots (0 counts as 128); see tawam(5).  0
 * when p is not what tawam_params_check accepts.
 */
TAWAM_API size_t tawam_sketch_size(const struct tawam_params *p);

/*
 * The sketch of a text: a value, the same little-endian bytes on every CPU.
 * TAWAM_ESHORT when size < tawam_sketch_size; TAWAM_ENOMEM.
 */
TAWAM_API int tawam_sketch(struct tawam_sketcher *s, const char *text,
    size_t len, void *sketch, size_t size);

/*
 * The Jaccard estimate of two sketches, an unbiased one with standard error
 * sqrt(j(1-j)/slots) at most.  TAWAM_EFORMAT when either is not a sketch,
 * TAWAM_EMISMATCH when they were made with different parameters or tables.
 */
TAWAM_API int tawam_sketch_compare(const void *a, size_t na, const void *b,
    size_t nb, double *jaccard);

struct tawam_match {
	double jaccard;			/* exact */
	double contain_a, contain_b;	/* share of a's shingles in b; of b's */
	enum tawam_relation relation;
	const char *why;		/* short reason code; static */
};

/*
 * Two texts, compared exactly.  The relation and the scores do not depend on
 * which comes first.  TAWAM_ENOMEM.
 */
TAWAM_API int tawam_compare(struct tawam_sketcher *s, const char *a, size_t na,
    const char *b, size_t nb, struct tawam_match *out);

/*
 * A corpus: add texts, run, then ask
 */

struct tawam_corpus;

#define TAWAM_NO_DATE	INT64_MIN

struct tawam_doc {
	size_t size;
	const char *id;		/* bytes, for TAWAM_KEEP_ID only */
	size_t idlen;
	const char *text;
	size_t len;
	const char *source;	/* for TAWAM_KEEP_SOURCE only */
	size_t sourcelen;
	int64_t date;		/* seconds since 1970, or TAWAM_NO_DATE */
	uint64_t within;	/* compared only with documents of this value */
	unsigned known;		/* 1: paired, but in no cluster: it is had */
};

/*
 * Only documents of the same `within` are compared: a hash of a source, a
 * language; 0 for all when nobody asks.  With a window in the parameters, only
 * those whose dates are at most that far apart are; one without a date is
 * compared with none, but those without a date and of one normal form, the
 * marks in its numbers included, are still equal.
 */
TAWAM_API void tawam_doc_init(struct tawam_doc *d, size_t size);

/*
 * An empty corpus.  With memory in the parameters, what grows with the corpus
 * moves to files without names in tmpdir when the process would have more
 * resident bytes than that; the file system must have room for it.
 *
 * TAWAM_EINVAL as in tawam_params_check, and for any scheme but TAWAM_OPH,
 * which is the one corpora are searched by; TAWAM_ENOMEM, also when the system
 * gives no thread.
 */
TAWAM_API int tawam_corpus_new(struct tawam_corpus **out,
    const struct tawam_params *p);
TAWAM_API void tawam_corpus_free(struct tawam_corpus *c);

/*
 * Adds a document; nothing of d is kept by reference.  *number, when not NULL,
 * gets its number, counted from 0 in the order of adding.  With threads,
 * documents are worked on behind the caller's back: a failure may then be that
 * of an earlier one, and the corpus can only be freed.
 *
 * TAWAM_ENOMEM, also for more than 2^32 - 2 documents; TAWAM_EINVAL when
 * d->size is too small; TAWAM_ESTATE after tawam_corpus_run; TAWAM_EIO, with
 * errno, when tmpdir has no more room.
 */
TAWAM_API int tawam_corpus_add(struct tawam_corpus *c,
    const struct tawam_doc *d, uint64_t *number);

/*
 * Finds, verifies and clusters.  The answers do not depend on threads.  With
 * exact, every pair whose Jaccard is at the floor or over it, or whose smaller
 * text is contained, is found.  After a failure the corpus can only be asked
 * for its statistics and freed.
 *
 * Without exact a bucket of more than 64, such as of a template or a frame that
 * many texts share, gives no longer all its pairs: for all its large buckets
 * together a text is compared with 128 at most of those before it in survivor
 * order, the 32 first of them and the 96 whose sketches are most alike.  The
 * work grows with the number of documents, and nearly all texts still find
 * their survivor; of the pairs of more than 64 texts alike some are not found.
 *
 * TAWAM_ENOMEM; TAWAM_ECANCEL; TAWAM_ETOOMANY (see tawam_plan); TAWAM_ESTATE
 * when it has run; TAWAM_EIO as in tawam_corpus_add; with exact
 * TAWAM_EHOPELESS when a sample says that it would take over a day of one core
 * or find over a billion pairs.
 */
TAWAM_API int tawam_corpus_run(struct tawam_corpus *c);

/*
 * A corpus in a file, so that a run that was interrupted can go on: as it is
 * after its last document was added, or when it has run.  Loading needs the
 * same parameters, but for threads, memory and tmpdir, and the same version of
 * the library; it is no format to keep.
 *
 * The file is written under another name and renamed when it is whole.  Saving:
 * TAWAM_EIO with errno, TAWAM_ENOMEM; TAWAM_ESTATE after a failure.  Loading:
 * also TAWAM_EFORMAT when the file is none or damaged, TAWAM_EMISMATCH when it
 * is of other parameters or another version, and as tawam_corpus_new; *ran
 * gets 1 when tawam_corpus_run was done, or else 0.
 */
TAWAM_API int tawam_corpus_save(struct tawam_corpus *c, const char *path);
TAWAM_API int tawam_corpus_load(struct tawam_corpus **out,
    const struct tawam_params *p, const char *path, int *ran);

/* a < b, in the order of adding. */
struct tawam_pair {
	uint64_t a, b;
	struct tawam_match match;
};

/*
 * Every pair that was found, sorted by a, then b; see tawam(1) for the economy
 * with large groups.  A non-zero answer of fn is returned at once.
 * TAWAM_ESTATE before tawam_corpus_run.
 */
typedef int tawam_pair_fn(void *arg, const struct tawam_pair *pair);

TAWAM_API int tawam_corpus_pairs(const struct tawam_corpus *c,
    tawam_pair_fn *fn, void *arg);

/*
 * Clusters are stars: each member was compared with the survivor and has a
 * relation of join to it.  Numbered from 1 in the order of their survivors.
 */
struct tawam_member {
	uint64_t doc;
	enum tawam_relation relation;
	double jaccard;
	double contain;		/* share of the smaller text's shingles */
};

struct tawam_cluster {
	uint64_t number;
	uint64_t keep;			/* the survivor */
	size_t nmembers;		/* without the survivor */
	const struct tawam_member *members;	/* in the order of adding */
};

typedef int tawam_cluster_fn(void *arg, const struct tawam_cluster *cluster);

/* As tawam_corpus_pairs.  What fn is given lasts until it returns. */
TAWAM_API int tawam_corpus_clusters(const struct tawam_corpus *c,
    tawam_cluster_fn *fn, void *arg);

/*
 * Passages: what texts share verbatim, as far as the normal form goes, wherever
 * it stands in each.  With passages in the parameters a run builds an index of
 * them, from which also come candidates for contained that no sketch brings
 * together.
 *
 * Every stretch of 86 code points that two texts have in common is found, but
 * for two kinds: those of which every fingerprint, one in about 32 code points,
 * stands in more than passage_df texts; and those that repeat themselves within
 * 63 code points, of which some place in either text is found.  Of shorter ones
 * some are.  Stretches that follow each other in both texts with at most 64
 * code points between, an edited word, are one passage, which is told when
 * `passages` or more of its code points are the same.
 *
 * Texts of one normal form, with a window of one date, count as one, and are
 * not paired with each other: only the first document of each is named.
 */
struct tawam_range {
	uint64_t start, end;	/* half-open */
};

struct tawam_passage {
	uint64_t a, b;		/* documents, a < b */
	struct tawam_range a_range, b_range;	/* code points of the forms */
	uint64_t chars;		/* code points that are the same */
};

/*
 * Calls fn for each passage, sorted by a, b and the place in a.  A non-zero
 * answer of fn is returned at once.  TAWAM_ESTATE before tawam_corpus_run and
 * when no passages were asked for; TAWAM_ENOMEM.
 */
typedef int tawam_passage_fn(void *arg, const struct tawam_passage *passage);

TAWAM_API int tawam_corpus_passages(const struct tawam_corpus *c,
    tawam_passage_fn *fn, void *arg);

/*
 * Turns ranges of a text's normal form, in code points, into the bytes of the
 * text that they came from.  Marks that were taken off a letter belong to it.
 * TAWAM_EINVAL when one ends before it starts or beyond the form: then, and
 * after TAWAM_ENOMEM, all are as they were.
 */
TAWAM_API int tawam_locate(struct tawam_sketcher *s, const char *text,
    size_t len, struct tawam_range *ranges, size_t n);

enum tawam_verdict {
	TAWAM_UNIQUE = 0,	/* in no cluster */
	TAWAM_KEPT = 1,		/* survivor of a cluster */
	TAWAM_DROPPED = 2,	/* member of a cluster */
	TAWAM_EMPTY = 3,	/* nothing left of it in the normal form */
	TAWAM_KNOWN = 4		/* was added as known: somebody has it */
};

/* "unique", "keep", "drop", "empty", "known"; static. */
TAWAM_API const char *tawam_verdict_name(enum tawam_verdict verdict);

struct tawam_decision {
	enum tawam_verdict verdict;
	uint64_t cluster;		/* KEPT, DROPPED; otherwise 0 */
	uint64_t kept;			/* DROPPED: the survivor */
	enum tawam_relation relation;	/* DROPPED */
	double jaccard;			/* DROPPED */
	enum tawam_keep reason;		/* KEPT, DROPPED: rule that decided */
};

/* TAWAM_EINVAL when there is no such document; TAWAM_ESTATE before the run. */
TAWAM_API int tawam_corpus_decision(const struct tawam_corpus *c,
    uint64_t number, struct tawam_decision *out);

struct tawam_stats {
	size_t size;
	uint64_t docs;
	uint64_t empty, tiny, brief, full;	/* length 0, <20, <80, rest */
	uint64_t degenerate;	/* under 0.2 distinct shingles a position, by
				 * the sketch's estimate (about 10 % off) */
	uint64_t bytes;		/* of the texts that were added */
	uint64_t repaired;	/* ill-formed sequences met */
	uint64_t groups;	/* distinct normal forms among non-empty docs */
	uint64_t equal;		/* documents whose form was there before */
	uint64_t candidates;	/* pairs of groups to compare */
	uint64_t verified;	/* of these compared exactly */
	uint64_t large_buckets;	/* linked to representatives */
	uint64_t pairs[TAWAM_NRELATIONS];	/* as tawam_corpus_pairs */
	uint64_t implied;	/* pairs inside and between large groups */
	uint64_t left_out;	/* pairs beyond max_pairs */
	uint64_t clusters, kept, dropped, unique;
	uint64_t stage_ns[TAWAM_NSTAGES];	/* summed over threads; with one
				 * thread the first two are from a sample */
	struct tawam_plan plan;	/* as used; exact: bands and rows are 0 */
	/* What the exact search was to take: about, from a sample. */
	double exact_seconds;	/* of one core */
	double exact_pairs;
	double exact_bytes;	/* of memory, besides the corpus */
	uint64_t known;		/* documents added as known, empty ones apart */
	uint64_t spilled;	/* bytes of temporary files, at most */
	/* Of the passage index: distinct fingerprints, those that several
	 * texts share, and those that too many do. */
	uint64_t prints, prints_shared, prints_cut;
	uint64_t passage_pairs;	/* its candidates for contained */
};

/*
 * At any time.  Before the run only what adding tells is counted: docs to
 * repaired, and equal; with threads, of the documents that are done.
 */
TAWAM_API void tawam_corpus_stats(const struct tawam_corpus *c,
    struct tawam_stats *out, size_t size);

/*
 * What a finished corpus' clusters depend on besides its pairs, so that they
 * can be stored and made again without the texts.
 */
#define TAWAM_NO_DOC	UINT64_MAX

struct tawam_trait {
	size_t size;
	uint64_t form;		/* first document of the same normal form,
				 * with a window of the same date, too */
	uint64_t marks;		/* first of these with equal number marks */
	uint64_t length;	/* code points of the normal form */
	int64_t date;
	uint64_t source;	/* its place in the list of --keep source: */
	const char *id;		/* for TAWAM_KEEP_ID; otherwise NULL */
	size_t idlen;
	unsigned known;		/* of struct tawam_doc */
};

/*
 * form and marks are the document's own number when there is none before it,
 * and TAWAM_NO_DOC when it is empty; id lasts as long as the corpus.  The size
 * of *out is set by the caller.  As tawam_corpus_decision.
 */
TAWAM_API int tawam_corpus_trait(const struct tawam_corpus *c,
    uint64_t number, struct tawam_trait *out);

struct tawam_found {
	size_t size;
	const struct tawam_trait *docs;	/* each of the same size */
	uint64_t ndocs;
	const struct tawam_pair *pairs;	/* as tawam_corpus_pairs gave them */
	uint64_t npairs;
};

/*
 * A corpus that has run, made from what an earlier one found, with p's
 * threshold, containment, join and keep: each pair gets the relation that
 * these give its scores, and what it was judged to be is in its why.  The
 * threshold may be down to the earlier run's floor; under it pairs are
 * missing.  Pairs of one normal form are known from the traits.  The counts of
 * the statistics are those of documents, pairs and clusters only.
 *
 * Nothing of f is kept by reference.  TAWAM_EINVAL as in tawam_params_check;
 * TAWAM_EFORMAT when a number, a score or a why is none that a run gives;
 * TAWAM_ENOMEM.
 */
TAWAM_API int tawam_corpus_restore(struct tawam_corpus **out,
    const struct tawam_params *p, const struct tawam_found *f);

/*
 * Explaining a match: two texts side by side
 */

enum tawam_op {
	TAWAM_SAME = 0,		/* the same normal form */
	TAWAM_REPLACE = 1,
	TAWAM_DELETE = 2,	/* in a alone: b_start == b_end */
	TAWAM_INSERT = 3	/* in b alone: a_start == a_end */
};

enum tawam_kind {
	TAWAM_WORD = 0,
	TAWAM_NUMBER = 1,	/* ordinals are numbers, too */
	TAWAM_DATE = 2,		/* days, weekdays, months */
	TAWAM_NAME = 3,		/* as the relation was decided by */
	TAWAM_SPACE = 4		/* and what the profile counts as space */
};

/* "same", "replace" ...; "word", "number" ...; static. */
TAWAM_API const char *tawam_op_name(enum tawam_op op);
TAWAM_API const char *tawam_kind_name(enum tawam_kind kind);

/* Half-open, in bytes of the texts as they were given.  May grow at its end. */
struct tawam_span {
	enum tawam_op op;
	enum tawam_kind kind;
	size_t a_start, a_end, b_start, b_end;
	int conflict;		/* a fact that the two texts disagree on */
};

typedef int tawam_span_fn(void *arg, const struct tawam_span *span);

/*
 * Compares two texts as tawam_compare does and calls fn with the spans that
 * make them up.  The spans tile both texts, in their order; no span begins or
 * ends inside a character or between a letter and its marks.  Words are
 * compared by their normal form, so that a same span may be written in two
 * ways; only figures count as different when the marks inside them do (3.5 and
 * 35).  Spans of (b, a) are those of (a, b) turned round.  Time is about
 * linear; memory about 100 bytes a byte of text.
 *
 * A non-zero answer of fn is returned at once.  out may be NULL, and is filled
 * in before the first call of fn.  TAWAM_ENOMEM; TAWAM_EINVAL when a text has
 * over 2^29 words.
 */
TAWAM_API int tawam_explain(struct tawam_sketcher *s, const char *a, size_t na,
    const char *b, size_t nb, tawam_span_fn *fn, void *arg,
    struct tawam_match *out);

/* The longest stretch of the normal form that two texts share, wherever it
 * stands in each: the first such in a.  length 0: there is none. */
struct tawam_shared {
	uint64_t length;	/* code points of the normal form */
	size_t a_start, a_end, b_start, b_end;	/* bytes, half-open */
};

/* Time n log n at worst.  TAWAM_ENOMEM; TAWAM_EINVAL: over 2^29 code points. */
TAWAM_API int tawam_longest_shared(struct tawam_sketcher *s, const char *a,
    size_t na, const char *b, size_t nb, struct tawam_shared *out);

/*
 * All passages that two texts share, by their place in a, as those of a corpus
 * are found: length counts the code points that are the same, `least` of them
 * or more, and least is at least 24.  A non-zero answer of fn is returned at
 * once.  TAWAM_ENOMEM; TAWAM_EINVAL.
 */
typedef int tawam_shared_fn(void *arg, const struct tawam_shared *shared);

TAWAM_API int tawam_shared_passages(struct tawam_sketcher *s, const char *a,
    size_t na, const char *b, size_t nb, uint32_t least, tawam_shared_fn *fn,
    void *arg);

/*
 * Segmenting scraped pages: articles and headlines, without the frame
 */

/* What a line of a page is. */
enum tawam_category {
	TAWAM_LINE_TEXT = 0,	/* of an article, or a headline */
	TAWAM_LINE_SPLIT = 1,	/* "read also": something else begins */
	TAWAM_LINE_AD = 2,
	TAWAM_LINE_SOURCE = 3,	/* "source: ...": kept as such */
	TAWAM_LINE_SHARE = 4,
	TAWAM_LINE_FOLLOW = 5,
	TAWAM_LINE_COMMENT = 6,
	TAWAM_LINE_LEGAL = 7,
	TAWAM_LINE_NAV = 8,
	TAWAM_LINE_META = 9,	/* author, date, tags: kept as such */
	TAWAM_LINE_WIRE = 10,	/* "end": the agency's text ends */
	TAWAM_LINE_CONTACT = 11,
	TAWAM_LINE_MEDIA = 12,
	TAWAM_LINE_FRAME = 13,	/* learned: in many pages of its source */
	TAWAM_LINE_FORMULA = 14	/* quoted everywhere: stays as text */
};
#define TAWAM_NCATEGORIES	15

/* "text", "split", "ad" ... as tables have them; static. */
TAWAM_API const char *tawam_category_name(enum tawam_category category);
TAWAM_API int tawam_category_parse(const char *name);	/* or -1 */

enum tawam_class {
	TAWAM_ARTICLE = 0,
	TAWAM_HEADLINE = 1
};

/* "article", "headline"; static. */
TAWAM_API const char *tawam_class_name(enum tawam_class kind);

/* A line of a page without what surrounds it: half-open, in its bytes. */
struct tawam_line {
	size_t start, end;
	enum tawam_category category;
};

/*
 * A unit of a page.  Its text is the lines of category TEXT and FORMULA with a
 * newline between any two, the first nhead of them its head; SOURCE and META
 * lines are what the page says about it.  What stands between them in the page
 * is blank, bullets, or was taken out.  Pointers last until fn returns.  May
 * grow at its end, as struct tawam_learned.
 */
struct tawam_unit {
	uint64_t number;	/* in the page, from 1 */
	enum tawam_class kind;
	int linked;		/* an article whose head stood under a marker
				 * such as "read also" */
	size_t start, end;	/* from its first line of text to its last */
	size_t head_start, head_end;	/* equal: it has no head */
	const char *head;	/* one or two lines */
	size_t headlen;
	const char *text;	/* all but the head */
	size_t len;
	const char *whole;	/* head, newline, text */
	size_t wholelen;
	/* What is to be compared: whole, without the lines of FORMULA when it
	 * is long enough (80 code points) without them. */
	const char *core;
	size_t corelen;
	const char *source;	/* of its first SOURCE line, the name alone */
	size_t sourcelen;
	const struct tawam_line *lines;	/* its own, in their order */
	size_t nlines, nhead;
};

typedef int tawam_unit_fn(void *arg, const struct tawam_unit *unit);

/* Lines that were taken out: split, ad, share ... */
typedef int tawam_frame_fn(void *arg, const struct tawam_line *line);

struct tawam_page {
	size_t size;
	const char *text;
	size_t len;
	const char *source;	/* a name or a URL, whose host counts; NULL */
	size_t sourcelen;
	tawam_unit_fn *unit;	/* may be NULL, as frame */
	tawam_frame_fn *frame;
	void *arg;
};

TAWAM_API void tawam_page_init(struct tawam_page *p, size_t size);

struct tawam_segmenter;

/* alloc as in struct tawam_params.  TAWAM_ENOMEM. */
TAWAM_API int tawam_segmenter_new(struct tawam_segmenter **out,
    const struct tawam_alloc *alloc);
TAWAM_API void tawam_segmenter_free(struct tawam_segmenter *s);

/*
 * Adds a table of lines, in the format of tawam(5), to the library's own; of
 * two equal lines the later one counts.  TAWAM_EFORMAT: then *line, when line
 * is not NULL, is the number of the line that is wrong, from 1, and the lines
 * before it were added; TAWAM_ENOMEM.
 */
TAWAM_API int tawam_segmenter_read(struct tawam_segmenter *s,
    const char *table, size_t len, uint64_t *line);

/*
 * Calls frame for each line that is taken out, then unit for each unit; both
 * in the order of the page, units by their start.  The unit of a link inside
 * an article lies inside that article; no other two overlap.  Segmenting the
 * text of an article gives that article.  Time is linear; memory 48 bytes a line
 * and up to twice the text; a page of over a million lines is one article.
 *
 * A non-zero answer is returned at once.  TAWAM_ENOMEM; TAWAM_EINVAL when page
 * has no size.
 */
TAWAM_API int tawam_segment(struct tawam_segmenter *s,
    const struct tawam_page *page);

/*
 * Learning the frame of a source: lines of 8 to 200 characters, in their
 * standard form, that are in at least five of its pages and one in a thousand,
 * and in pages of three sources at most.  What is longer, or stands in many
 * places, is text that is passed on.  Lines that hold a formula are learned as
 * such, and are not taken out.
 *
 * Every page is added, then tawam_learner_turn called, then every page added
 * again.  Memory is 32 MiB, about 150 bytes for each line that comes five
 * times, a million of them at most, and the lines that were learned.  With
 * over ten million different lines fewer are learned.
 */
struct tawam_learner;

struct tawam_learned {
	enum tawam_category category;	/* FRAME or FORMULA */
	const char *line;
	size_t len;
	const char *source;	/* a name, or the host of a URL */
	size_t sourcelen;
	uint64_t pages;		/* that have it */
};

typedef int tawam_learned_fn(void *arg, const struct tawam_learned *learned);

/*
 * With the segmenter's table, whose lines are not learned again, and its
 * allocator; it is borrowed until the learner is freed, and may be used
 * between the calls.  TAWAM_ENOMEM.
 */
TAWAM_API int tawam_learner_new(struct tawam_learner **out,
    struct tawam_segmenter *s);
TAWAM_API void tawam_learner_free(struct tawam_learner *l);

/* The functions of the page are not called.  TAWAM_ENOMEM; then the learner
 * can only be freed.  TAWAM_EINVAL as tawam_segment. */
TAWAM_API int tawam_learner_add(struct tawam_learner *l,
    const struct tawam_page *page);

/* TAWAM_ESTATE when it was called before. */
TAWAM_API int tawam_learner_turn(struct tawam_learner *l);

/*
 * Calls fn with each line that was learned: by source, then those of most pages
 * first.  A non-zero answer is returned at once.  Lines are UTF-8 without
 * controls, as a table of tawam_segmenter_read has them.  TAWAM_ENOMEM;
 * TAWAM_ESTATE before tawam_learner_turn.
 */
TAWAM_API int tawam_learner_each(struct tawam_learner *l,
    tawam_learned_fn *fn, void *arg);

/*
 * A stored index: texts one by one, each looked for among those before it
 */

struct tawam_index;

enum tawam_index_flag {
	TAWAM_INDEX_READ = 0,	/* a snapshot; takes no lock */
	TAWAM_INDEX_WRITE = 1,	/* the one writer */
	TAWAM_INDEX_CREATE = 2	/* with WRITE: made when it is not there */
};

/* When what was changed is safe from a power cut. */
enum tawam_sync {
	TAWAM_SYNC_BATCH = 0,	/* by tawam_index_sync, and now and then */
	TAWAM_SYNC_EACH = 1,	/* when the function returns */
	TAWAM_SYNC_NEVER = 2	/* when the system pleases */
};

/*
 * Parameters that an index is made with and keeps.  Bits of a mask; the
 * numbers do not change.
 */
enum tawam_index_param {
	TAWAM_INDEX_PROFILE = 1,
	TAWAM_INDEX_NGRAM = 2,
	TAWAM_INDEX_SLOTS = 4,
	TAWAM_INDEX_BANDS = 8,
	TAWAM_INDEX_ROWS = 16,
	TAWAM_INDEX_SEED = 32,
	TAWAM_INDEX_THRESHOLD = 64,
	TAWAM_INDEX_FLOOR = 128,
	TAWAM_INDEX_CONTAINMENT = 256,
	TAWAM_INDEX_TABLES = 512	/* of normalisation; cannot be given */
};

struct tawam_index_options {
	size_t size;
	unsigned flags;		/* of enum tawam_index_flag (READ) */
	enum tawam_sync sync;	/* (TAWAM_SYNC_BATCH) */
	unsigned given;		/* enum tawam_index_param: see below (0) */
};

/* What was wrong with an index that could not be opened. */
struct tawam_index_trouble {
	size_t size;
	unsigned differs;	/* enum tawam_index_param: TAWAM_EMISMATCH */
	char text[512];		/* a sentence, without the path and without a
				 * full stop; empty: tawam_strerror says it */
};

TAWAM_API void tawam_index_options_init(struct tawam_index_options *o,
    size_t size);

/*
 * Opens the index in the directory path, or makes one.  A NULL path is a new
 * index in memory alone, which is written to as one with WRITE is.  o may be
 * NULL; t may be NULL, and its size is set by the caller.
 *
 * A new index gets its parameters from p; p->expect (0: 10 million) is the
 * number of documents that slots, bands and rows are chosen for when they are
 * 0.  One that exists has its own, and p's are not looked at, except for those
 * that o->given says were given: when one of them differs the index is refused
 * with TAWAM_EMISMATCH, each is a bit of t->differs, and t->text names them.
 * alloc, window, join, progress and threads are p's each time and not kept;
 * p->scheme must be TAWAM_OPH.
 *
 * Of an index there is one writer at a time, by a lock which ends with its
 * process; another gets TAWAM_EBUSY.  Readers take no lock and see the index
 * as it was when they opened it, until tawam_index_refresh.  A writer puts an
 * index in order that was left by a crash: what stands in its log after the
 * last whole record, and was never said to be on the disk, is cut off.  When
 * that is more than a part of one record, as after a power cut, or because the
 * files were damaged, it is kept in files whose names end in .cut and a number,
 * and t->text says so while the index is opened; a reader is told that it does
 * not see it.  Damage anywhere else is TAWAM_EFORMAT, and t->text says where.
 *
 * TAWAM_EINVAL as in tawam_params_check and for unknown flags; TAWAM_ENOMEM;
 * TAWAM_EIO, with errno ENOENT when there is no index and CREATE is not given;
 * TAWAM_EFORMAT also when path is something else.  TAWAM_ETOOMANY as in
 * tawam_plan, for a new one.
 *
 * A handle serves one thread at a time.  Any number of handles, of this
 * process or others, may be open on one index at the same time.
 */
TAWAM_API int tawam_index_open(struct tawam_index **out, const char *path,
    const struct tawam_params *p, const struct tawam_index_options *o,
    struct tawam_index_trouble *t);

/*
 * Writes and, but with TAWAM_SYNC_NEVER, syncs what is left, and frees the
 * handle in any case.  Accepts NULL.  TAWAM_EIO: what was not synced before
 * may be lost.
 */
TAWAM_API int tawam_index_close(struct tawam_index *x);

/*
 * A document of the index.  Numbers go up in the order of adding and are the
 * handle's own: another one may count differently.
 */
struct tawam_hit {
	size_t size;
	uint64_t number;
	const char *id;		/* the handle's, until its next function */
	size_t idlen;
	int64_t date;
	uint64_t within;
	uint64_t length;	/* code points of its normal form */
	struct tawam_match match;	/* a: the one asked about; b: this */
	int joined;		/* match.relation is one of the params' join */
	int replay;		/* same id, same normal form */
	int added;		/* by tawam_index_check_add: it is in now */
	uint64_t asked;		/* length of the document asked about; 0: it
				 * is empty, matches nothing, is not kept */
};

/*
 * Looks for the best match of d.  A match is a document of another relation
 * than TAWAM_UNRELATED, of the same `within` and, with a window in the
 * parameters, of a date that close (see tawam_doc_init).  The best: a replay
 * before all others, then what is joined, then TAWAM_EXACT, NEAR, CONTAINED,
 * TEMPLATE, BELOW; then the higher Jaccard; then the one added first.  When
 * there is none hit->match.relation is TAWAM_UNRELATED, and of the rest only
 * asked and added say something.  A replay is found whatever its date is.
 *
 * Scores are exact, computed from the stored normal form.  The size of *hit is
 * set by the caller; fields that do not fit are left out.
 *
 * Which documents are compared is up to chance, with the recall of the bands
 * (see tawam_plan), but for those of the same normal form, which are found
 * always.  Of more than 64 with one bucket, only the latest 64 are looked at.
 *
 * TAWAM_ENOMEM; TAWAM_EIO; TAWAM_EFORMAT when a stored text is damaged.
 */
TAWAM_API int tawam_index_check(struct tawam_index *x,
    const struct tawam_doc *d, struct tawam_hit *hit);

/*
 * The same, and adds d unless it is joined to its best match, is a replay, or
 * is empty: so what is in the index are the survivors, the first of each kind.
 * hit->added says whether it did.  As tawam_index_add.
 */
TAWAM_API int tawam_index_check_add(struct tawam_index *x,
    const struct tawam_doc *d, struct tawam_hit *hit);

/*
 * Adds d, whatever is there already.  Ids need not be unique.  An empty text
 * is not kept.  number may be NULL; it is UINT64_MAX for an empty text.
 *
 * TAWAM_ENOMEM; TAWAM_ESTATE for a reader; TAWAM_EINVAL when the id has over
 * 2^20 bytes or the text over 2^32 - 1 code points; TAWAM_EIO: when a write
 * fails nothing was added, and the next try may work, as when a full disk has
 * room again.  When syncing fails, all that changes the index is refused with
 * TAWAM_ESTATE from then on: what is on the disk is not known; open it again.
 */
TAWAM_API int tawam_index_add(struct tawam_index *x,
    const struct tawam_doc *d, uint64_t *number);

/*
 * All matches of d, the best first.  What fn is given lasts until it returns;
 * it must not use x.  A non-zero answer of fn is returned at once.  Errors as
 * in tawam_index_check.
 */
typedef int tawam_hit_fn(void *arg, const struct tawam_hit *hit);

TAWAM_API int tawam_index_query(struct tawam_index *x,
    const struct tawam_doc *d, tawam_hit_fn *fn, void *arg);

/*
 * Removes every document of an id: they match no more, and the id is free.
 * *count, when not NULL, gets their number, which may be 0.  Errors as in
 * tawam_index_add.
 */
TAWAM_API int tawam_index_remove(struct tawam_index *x, const char *id,
    size_t idlen, uint64_t *count);

/*
 * Removes the documents dated before `oldest` (TAWAM_NO_DATE: none; those
 * without a date stay), and then those added first until `most` are left (0:
 * any number).  When that is nothing it is cheap: about a microsecond for a
 * million documents.  Files that hold nothing any more are deleted.  *count
 * as in tawam_index_remove.  Errors as in tawam_index_add.
 */
TAWAM_API int tawam_index_expire(struct tawam_index *x, int64_t oldest,
    uint64_t most, uint64_t *count);

/*
 * Everything that was changed is on the disk when this returns, whatever the
 * sync of the options.  Nothing in memory alone and for readers.  TAWAM_EIO;
 * TAWAM_ESTATE as in tawam_index_add.
 */
TAWAM_API int tawam_index_sync(struct tawam_index *x);

/*
 * A reader sees from now on what the writer has written until now.  Numbers
 * of documents may change.  A writer always does; nothing to do.  Errors as in
 * tawam_index_open; then x can only be closed.
 */
TAWAM_API int tawam_index_refresh(struct tawam_index *x);

struct tawam_index_info {
	size_t size;
	const char *tables;	/* version of the normalisation tables; the
				 * handle's */
	uint32_t format;	/* of the files; see tawam(5) */
	uint64_t docs;		/* that can be matched */
	uint64_t gone;		/* removed and expired, still in the files */
	uint64_t bytes;		/* of the files, or of an index in memory */
	uint64_t memory;	/* bytes of tables and sketches */
	uint64_t files;
	uint64_t cut;		/* bytes cut off when it was opened */
	int64_t oldest, newest;	/* dates; TAWAM_NO_DATE: no document has one */
	struct tawam_plan plan;	/* slots, bands, rows; recall at the floor,
				 * candidates of so many documents */
};

/* *out and *p, which may be NULL, are filled in as far as their sizes say,
 * which the caller sets: p with the parameters of the index. */
TAWAM_API int tawam_index_info(const struct tawam_index *x,
    struct tawam_index_info *out, struct tawam_params *p);

/*
 * Calls fn with every document, in the order of adding; match, joined, replay,
 * added and asked are 0.  As tawam_index_query.
 */
TAWAM_API int tawam_index_each(struct tawam_index *x, tawam_hit_fn *fn,
    void *arg);

/*
 * The documents of an id, as tawam_index_each.
 */
TAWAM_API int tawam_index_find(struct tawam_index *x, const char *id,
    size_t idlen, tawam_hit_fn *fn, void *arg);

/*
 * The normal form of the document of a number; bytes is UTF-8 and the handle's
 * until its next function.  TAWAM_EINVAL when there is none; otherwise as
 * tawam_index_check.
 */
TAWAM_API int tawam_index_form(struct tawam_index *x, uint64_t number,
    struct tawam_normal *out);

/*
 * Reads an index from end to end, without opening it, and calls fn with each
 * thing that is wrong: the file's name inside the index, the place in it, and
 * a sentence.  Any bit that was changed is found.  What a writer that is at
 * work has not finished is none of that; what a crash left, is.  TAWAM_EFORMAT
 * when there was anything, TAWAM_EIO, TAWAM_ENOMEM, TAWAM_EMISMATCH when it
 * was made with other tables, or the first non-zero answer of fn.  alloc may
 * be NULL.
 */
typedef int tawam_fault_fn(void *arg, const char *file, uint64_t offset,
    const char *what);

TAWAM_API int tawam_index_verify(const char *path,
    const struct tawam_alloc *alloc, tawam_fault_fn *fn, void *arg);

/*
 * Writes the index anew without what is gone, and puts it in the place of the
 * old in one step: a crash leaves either.  Readers that are open go on with
 * what they have.  TAWAM_EIO, TAWAM_ENOMEM, TAWAM_EFORMAT: all is as before.
 * TAWAM_ESTATE for a reader.
 */
TAWAM_API int tawam_index_compact(struct tawam_index *x);

/*
 * Adds every document of `from`, in its order, as tawam_index_add would, date,
 * id and all, without making sketches again.  The same as one index that was
 * given first x's documents and then those of from.  TAWAM_EMISMATCH when they
 * were made with different parameters, with t as in tawam_index_open;
 * otherwise as tawam_index_add, and then some may have been added.
 */
TAWAM_API int tawam_index_merge(struct tawam_index *x,
    struct tawam_index *from, struct tawam_index_trouble *t);

#ifdef __cplusplus
}
#endif

#endif /* TAWAM_H */
