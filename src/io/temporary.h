/*
 * temporary.h - files under a temporary name beside their own, or under none:
 * a signal leaves none of them behind.
 */
#ifndef TAWAM_IO_TEMPORARY_H
#define TAWAM_IO_TEMPORARY_H

/*
 * Makes one for what is to be path, open in *fd: its slot, or -1 with errno.
 * It has a name only where the file system wants one, as temporary_named's has.
 */
int	 temporary_open(const char *path, int *fd);
int	 temporary_named(const char *path, int *fd);

/*
 * Closes the file and gives it its name, for good.  0, or -1 with errno; *fd
 * and *slot become -1 as soon as they are given up.
 */
int	 temporary_place(int *slot, int *fd, const char *path);

/* Gives it up; the descriptor is the caller's. */
void	 temporary_drop(int slot);

/* A file in dir that has no name, to be written and read, or -1 with errno. */
int	 temporary_unnamed(const char *dir);

/* Removes all of them; safe in a signal handler. */
void	 temporary_unlink_all(void);

#endif
