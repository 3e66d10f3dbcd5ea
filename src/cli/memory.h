/*
 * memory.h - how much memory a run may take, and what it has taken.
 */
#ifndef TAWAM_CLI_MEMORY_H
#define TAWAM_CLI_MEMORY_H

#include <stdint.h>

/* The bound of resident memory for --memory SIZE; 0: half of what there is. */
uint64_t memory_bound(uint64_t given);

/* Under a small bound what is freed goes back to the system at once: memory
 * that is kept for later is resident, too. */
void	 memory_thrift(uint64_t bound);

/* The most bytes that were resident so far. */
uint64_t memory_peak(void);

#endif
