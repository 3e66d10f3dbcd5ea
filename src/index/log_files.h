/*
 * log_files.h - what the parts of a log share: names, errors, heads, ends.
 */
#ifndef TAWAM_INDEX_LOG_FILES_H
#define TAWAM_INDEX_LOG_FILES_H

#include "index/log.h"

#define LOG_NAME	48

/* The name of a segment's file; out has room for LOG_NAME. */
void	 log_name(char *out, uint64_t generation, uint64_t number, int text);

/* TAWAM_ENOMEM for that errno, otherwise TAWAM_EIO; errno is set to it. */
int	 log_error(int err);

/* TAWAM_EFORMAT, with what is wrong and where. */
int	 log_damage(struct log *log, const char *file, uint64_t at,
	    const char *why);
int	 log_damage_in(struct log *log, uint64_t segment, int text,
	    uint64_t at, const char *why);

/* The parameters of the log are those of h. */
void	 log_use_head(struct log *log, const struct head *h);

/* The head there is.  TAWAM_EIO, with ENOENT when there is none;
 * TAWAM_EFORMAT. */
int	 log_read_head(struct log *log);

/* In one step, a new head in the place of the old, which stays on failure. */
int	 log_write_head(struct log *log, const struct head *h);

/* Is there a segment of this number, as far as its log says? */
int	 log_has_segment(struct log *log, uint64_t number);

/* Removes what h replaced, from the last to the first, as after a crash the
 * first ones are left; and what no head has named, from number on. */
void	 log_remove_old(struct log *log, const struct head *h);
void	 log_remove_unborn(struct log *log, uint64_t generation,
	    uint64_t number);

/* Begins a segment, on the disk when this returns.  TAWAM_EIO, TAWAM_ENOMEM. */
int	 log_new_segment(struct log *log, uint64_t number);

/*
 * Finds the end of the last segment, at or after where it is thought to be:
 * the first record that is not whole, or whose text is not.  TAWAM_EFORMAT
 * when a crash cannot have left it.
 */
int	 log_settle(struct log *log);

/*
 * Cuts off what stands behind that end, for a writer; everything is on the
 * disk then.  What a writer that was killed cannot have left is kept first, in
 * files of their own: log->kept.  TAWAM_EIO, TAWAM_ENOMEM: nothing was cut.
 */
int	 log_mend(struct log *log);

/* The same for a reader, who changes nothing: log->beyond.  Unless a writer is
 * at work, whom it may have met in the middle of a record. */
int	 log_look_beyond(struct log *log);

/* What is wrong with the record at c->at of the log, or NULL. */
int	 log_peek(struct log *log, struct log_cursor *c, uint64_t end,
	    struct record *out, const char **why);

#endif
