/*
 * store.c - a stored index, and what is said when it cannot be had.
 */
#include <errno.h>
#include <string.h>

#include "cli/store.h"
#include "cli/talk.h"

static int
failed(const char *path, int e)
{
	int saved = errno;

	if (e == TAWAM_EIO && (saved == ENOTEMPTY || saved == EEXIST))
		say("%s: a folder with something else in it", path);
	else if (e == TAWAM_EIO && saved != 0)
		say("%s: %s", path, strerror(saved));
	else if (e == TAWAM_EBUSY)
		say("%s: another tawam is writing to it: wait until it has "
		    "ended, or give each its own index", path);
	else
		say("%s: %s", path, tawam_strerror(e));
	return -1;
}

int
store_failed(const char *path, int e)
{
	if (e != TAWAM_EIO || errno != ENOENT)
		return failed(path, e);
	say("%s: there is no index; tawam index build makes one", path);
	return -1;
}

/* What can be done about it stands at the end. */
static int
refused(const char *path, int e, unsigned flags,
    const struct tawam_index_trouble *t)
{
	if (t->text[0] == '\0' && (flags & TAWAM_INDEX_CREATE) != 0)
		return failed(path, e);
	if (t->text[0] == '\0')
		return store_failed(path, e);
	if (e != TAWAM_EMISMATCH)
		say("%s: %s", path, t->text);
	else if (t->differs & TAWAM_INDEX_TABLES)
		say("%s: %s; build it again from the articles", path, t->text);
	else
		say("%s: %s; leave out what differs, or make another index",
		    path, t->text);
	return -1;
}

int
store_open(struct tawam_index **out, struct options *o, const char *path,
    unsigned flags)
{
	struct tawam_index_trouble t = { .size = sizeof(t) };
	struct tawam_index_info info = { .size = sizeof(info) };
	struct tawam_index_options how;
	int e;

	tawam_index_options_init(&how, sizeof(how));
	how.flags = flags;
	how.sync = o->sync == TAWAM_SYNC_NEVER ? TAWAM_SYNC_NEVER :
	    TAWAM_SYNC_BATCH;
	how.given = o->index_given;
	errno = 0;
	if ((e = tawam_index_open(out, path, &o->params, &how, &t)) != 0)
		return refused(path, e, flags, &t);
	tawam_index_info(*out, &info, &o->params);
	if (t.text[0] != '\0')
		say("%s: %s", path, t.text);
	else if (info.cut > 0 && !o->quiet)
		say("%s: half a record that was being written is cut off",
		    path);
	return 0;
}

int
store_close(struct tawam_index *x, const char *path)
{
	int e;

	errno = 0;
	e = tawam_index_close(x);
	return e != 0 ? store_failed(path, e) : 0;
}
