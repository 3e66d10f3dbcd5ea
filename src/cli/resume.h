/*
 * resume.h - a run that was interrupted goes on from its last finished stage.
 *
 * With --resume the state of a run stands in the folder of --out: the corpus
 * as the library saves it, when all was read and again when all was compared,
 * and a text that says what run it is of.  Both go when the run is done.
 */
#ifndef TAWAM_CLI_RESUME_H
#define TAWAM_CLI_RESUME_H

#include "cli/run.h"

/* The corpus, empty, or as a run of the same options left it.  -1, said. */
int	 resume_begin(struct run *r);

/* The record goes into what the input is known by. */
void	 resume_record(struct run *r, uint64_t digest);

/* All was read: it is what the state was made of, or the state is saved.  -1,
 * said. */
int	 resume_read(struct run *r);

/* All was compared: the state is saved.  -1, said. */
int	 resume_compared(struct run *r);

/* The run is done. */
void	 resume_end(struct run *r);

void	 resume_release(struct run *r);

#endif
