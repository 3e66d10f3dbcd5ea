/*
 * notes.c - what was met while reading: repaired, skipped, unreadable.
 *
 * A kind of repair is said once, with its first place, and counted; a corpus
 * with a million CRLF lines must not say so a million times.
 */
#include <inttypes.h>
#include <string.h>

#include "cli/notes.h"
#include "cli/talk.h"

/* Skipped records that are said one by one. */
#define SAID_MAX	10

static const char *
shown(const char *file)
{
	return strcmp(file, "-") == 0 ? "standard input" : file;
}

static void
on_note(void *arg, enum input_note note, const char *file, uint64_t line)
{
	struct notes *n = arg;

	if (n->stop || n->count[note]++ > 0 || n->quiet)
		return;
	if (note == NOTE_EMPTY_FILE)
		say("%s: %s", shown(file), input_note_name(note));
	else
		say("%s:%" PRIu64 ": %s", shown(file), line,
		    input_note_name(note));
}

static void
put_bad(struct output *o, const char *file, uint64_t line, const char *reason,
    const char *raw, size_t rawlen)
{
	output_puts(o, "{\"file\":");
	output_json(o, file, strlen(file));
	output_printf(o, ",\"line\":%" PRIu64 ",\"reason\":", line);
	output_json(o, reason, strlen(reason));
	output_puts(o, ",\"record\":");
	output_json(o, raw, rawlen);
	output_puts(o, "}\n");
}

static void
on_bad(void *arg, const char *file, uint64_t line, const char *reason,
    const char *raw, size_t rawlen)
{
	struct notes *n = arg;

	if (n->stop)
		return;
	n->skipped++;
	if (n->skipped <= SAID_MAX)
		say("%s:%" PRIu64 ": skipped: %s", shown(file), line, reason);
	else if (n->skipped == SAID_MAX + 1)
		say("more records were skipped; they are counted");
	if (n->bad != NULL)
		put_bad(n->bad, file, line, reason, raw, rawlen);
	if (n->on_skipped != NULL)
		n->on_skipped(n->arg, reason, raw, rawlen);
	if (n->strict)
		n->stop = 1;
}

static void
on_file_error(void *arg, const char *file, const char *what)
{
	struct notes *n = arg;

	n->broken++;
	say("%s: %s", shown(file), what);
}

struct input_hooks
notes_hooks(struct notes *n)
{
	struct input_hooks h = { .arg = n, .on_note = on_note,
	    .on_bad = on_bad, .on_file_error = on_file_error };

	return h;
}

void
notes_repeated_id(struct notes *n, uint64_t repeated, const char *file,
    uint64_t line, const char *id, size_t idlen)
{
	n->repeated = repeated;
	if (n->quiet)
		return;
	say("%s:%" PRIu64 ": the id %.*s was there before; results also name "
	    "records by number", shown(file), line,
	    idlen < 200 ? (int)idlen : 200, id);
}

void
notes_bad_date(struct notes *n, const struct record *r)
{
	if (n->undated++ > 0 || n->quiet)
		return;
	say("%s:%" PRIu64 ": the date %.*s is neither ISO 8601 nor seconds "
	    "since 1970", shown(r->file), r->line,
	    r->datelen < 100 ? (int)r->datelen : 100, r->date);
}

void
notes_missing(const struct notes *n, const struct input *in)
{
	const char *name;
	size_t i = 0;

	while (!n->quiet && (name = input_missing(in, &i)) != NULL)
		say("no record has a field \"%s\": is the name right?", name);
}

void
notes_end(const struct notes *n)
{
	if (!n->quiet) {
		for (int i = 0; i < NOTE_COUNT; i++)
			if (n->count[i] > 1)
				say("%s: %s times in all",
				    input_note_name((enum input_note)i),
				    grouped(n->count[i]));
		if (n->repeated > 1)
			say("repeated id: %s times in all",
			    grouped(n->repeated));
		if (n->undated > 1)
			say("unreadable date: %s times in all",
			    grouped(n->undated));
	}
	if (n->skipped > 0)
		say("%s %s skipped%s", grouped(n->skipped),
		    n->skipped == 1 ? "record was" : "records were",
		    n->bad == NULL ? "; --bad F keeps them" : "");
	if (n->broken > 0)
		say("%s %s not read to the end", grouped(n->broken),
		    n->broken == 1 ? "file was" : "files were");
}
