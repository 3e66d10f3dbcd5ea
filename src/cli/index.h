/*
 * index.h - tawam index: its commands, and what they share.
 */
#ifndef TAWAM_CLI_INDEX_H
#define TAWAM_CLI_INDEX_H

#include "cli/commands.h"
#include "cli/making.h"
#include "cli/stream.h"

struct index_job {
	const struct index_verb *verb;
	struct stream s;
	struct tawam_index *x;
	struct making making;
	uint64_t count[3];	/* what was done; its command's own */
};

/* Each between its options and its exit status; -1, said. */
int	 index_build(void *job);
int	 index_add(void *job);
int	 index_query(void *job);
int	 index_remove(void *job);
int	 index_info(void *job);

#endif
