/*
 * space.h - large arrays within a bound of resident memory.
 *
 * Arrays are ordinary memory while they fit.  When the process would become
 * larger than the bound, arrays move to temporary files, those that are read
 * in order first, and are mapped from there: the same elements at another
 * address.  From then on the kernel's page cache, which is nobody's resident
 * memory, holds what there is room for, and mapped pages are given back
 * whenever the bound is near.  The files have no name: whatever ends the
 * process, nothing is left behind.
 *
 * One thread owns a space, or several take turns; what takes it as const may be
 * called by any thread while nobody changes it.
 */
#ifndef TAWAM_BASE_SPACE_H
#define TAWAM_BASE_SPACE_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

/* Which arrays move first. */
enum vast_kind {
	VAST_COLD,	/* written and read mostly in order */
	VAST_WARM,
	VAST_HOT	/* written all over the place */
};

/* An array of a space.  {0} is an empty one, once it is in its space. */
struct vast {
	void *array;		/* address of the pointer to its elements */
	struct vast *next;
	size_t cap;		/* bytes */
	size_t ready;		/* bytes whose pages are there */
	int file;		/* or -1: memory */
	enum vast_kind kind;
	int pinned;		/* others read it: it must not move */
};

/* Resident bytes of a process within a bound. */
struct space_marks {
	size_t high;		/* more, and something is done */
	size_t low;		/* not to be taken for something else */
	size_t settled;		/* stays in memory once arrays are in files:
				 * the rest is for their pages, which would be
				 * mapped again and again in less */
};

void	 space_marks(size_t bound, struct space_marks *out);

struct space {
	struct mem mem;
	size_t bound;		/* resident bytes of the process; 0: any */
	struct space_marks marks;	/* when there is one */
	const char *tmpdir;
	struct vast *first;
	int statm;		/* where the kernel tells what is resident */
	size_t work;		/* bytes touched since it was asked */
	size_t filed;		/* bytes of temporary files */
	size_t most_filed;
};

/* The directory is borrowed; NULL is /tmp.  Without a bound, or when the
 * system cannot tell what is resident, everything stays in m's memory. */
void	 space_init(struct space *s, const struct mem *m, uint64_t bound,
	    const char *tmpdir);
void	 space_free(struct space *s);

/*
 * Puts an array into the space: pointer is the address of the pointer to its
 * elements, NULL at first, which is kept up to date from now on.
 */
void	 space_enter(struct space *s, struct vast *v, enum vast_kind kind,
	    void *pointer);

/* Ends the array and frees its elements; of {0}, nothing. */
void	 space_leave(struct space *s, struct vast *v);

/* The two arrays, of one type, change places: neither is copied. */
void	 space_swap(struct vast *v, struct vast *w);

/*
 * Room for so many elements of so many bytes in all: in a file, when memory
 * has no room for what is new, unless the array is pinned.  TAWAM_ENOMEM;
 * TAWAM_EIO, with errno, when the temporary files have no more room.  Then the
 * array holds what it held.
 */
int	 space_grow(struct space *s, struct vast *v, size_t need, size_t size);

/*
 * Copies bytes into an array and out of it, from some byte on; where it is in a
 * file no pages are mapped.  Any thread may, while nobody changes the space.
 * TAWAM_EIO, with errno.
 */
int	 space_put(const struct vast *v, size_t at, const void *p, size_t n);
int	 space_get(const struct vast *v, size_t at, void *p, size_t n);

/*
 * To be called often with the bytes of the arrays that may have been touched
 * since the last call: looks after the bound, now and then.  Arrays may move.
 * TAWAM_EIO as in space_grow, and then everything is where it was.
 */
int	 space_keep(struct space *s, size_t touched);

/* What may become resident when so many places are touched anywhere: the
 * kernel maps pages around each. */
#define SPACE_PLACES(n)	((size_t)(n) << 16)

/* As if much had been touched and so many bytes were to come. */
int	 space_make(struct space *s, size_t coming);

/* The same until so many bytes are spare, if that can be. */
int	 space_clear(struct space *s, size_t spare);

/* The arrays there are now do not move, except as they grow, or may again. */
void	 space_pin(struct space *s, int pinned);

/* space_keep for those who may not move anything: any thread, with a count of
 * its own. */
void	 space_ease(const struct space *s, size_t *work, size_t touched);

/* memset of an array that may be large. */
void	 space_set(const struct space *s, void *p, int byte, size_t n);

/* Bytes that are free for other things: never less than some. */
size_t	 space_spare(const struct space *s);

/* The same for questions about one of many, which keep no count: by number,
 * one in so few looks after the bound. */
void	 space_ease_one(const struct space *s, uint64_t number);

/* Gives mapped pages back. */
void	 space_drop(const struct space *s);

/* Resident bytes of the process, or 0 when the system cannot tell. */
size_t	 space_resident(const struct space *s);

/* Are there arrays in files? */
int	 space_spilled(const struct space *s);

/*
 * Sorts the first n elements of the array v, ascending: words, or, with two
 * words an element, struct sort_rec.  Within the bound: whole when it fits,
 * otherwise in runs that are merged (Knuth, TAOCP 3, 5.4), and then records of
 * one key come in any order.  TAWAM_ENOMEM, TAWAM_EIO; then the elements are
 * all there, in some order.  Moves what it must.
 */
int	 space_sort(struct space *s, struct vast *v, size_t n, size_t words);

/* sort_unique of an array of the space. */
size_t	 space_unique(const struct space *s, uint64_t *a, size_t n);

#endif
