/*
 * index_disk.h - a disk for tests: in memory, with a bound, with failures at
 * will, and whose power can be cut.
 *
 * What was not synced may be on it after a cut or not: each sector of a file
 * by itself, names in the order they were changed.
 */
#ifndef TAWAM_TESTS_INDEX_DISK_H
#define TAWAM_TESTS_INDEX_DISK_H

#include <stddef.h>
#include <stdint.h>

#include "index/disk.h"

struct test_disk;

struct test_disk *test_disk_new(void);
void	 test_disk_free(struct test_disk *d);
struct disk test_disk_of(struct test_disk *d);

/* The call of this number from now, from 1, fails with err; 0: none.  With
 * for_ever all after it do, too. */
void	 test_disk_fail(struct test_disk *d, uint64_t call, int err,
	    int for_ever);
/* Calls so far. */
uint64_t test_disk_calls(const struct test_disk *d);

/* Bytes that all files may have together. */
void	 test_disk_limit(struct test_disk *d, uint64_t bytes);
uint64_t test_disk_used(const struct test_disk *d);

/* The power goes and comes back: handles are gone, locks too. */
void	 test_disk_cut(struct test_disk *d, uint64_t *random);

/* As if the process were killed: what was written is there. */
void	 test_disk_kill(struct test_disk *d);

/* The bytes of a file, for looking and for damaging; NULL: none. */
unsigned char *test_disk_bytes(struct test_disk *d, const char *name,
	    size_t *size);
void	 test_disk_resize(struct test_disk *d, const char *name, size_t size);
/* The name of the i-th file, or NULL. */
const char *test_disk_name(const struct test_disk *d, size_t i);
/* All files, to be brought back later. */
struct test_disk *test_disk_copy(const struct test_disk *d);

#endif
