/*
 * input.h - records out of files: what every command reads with.
 *
 * An input is a list of paths ("-" is stdin, a folder is walked in byte order
 * of its names) that gives records in order.  gzip and zstd are recognised by
 * content.  Bad records and repaired ones are told to the caller's hooks; the
 * reader itself never prints.
 */
#ifndef TAWAM_IO_INPUT_H
#define TAWAM_IO_INPUT_H

#include <stddef.h>
#include <stdint.h>

#include "io/encoding.h"

enum input_format {
	INPUT_AUTO,	/* by name and content */
	INPUT_JSONL,	/* an object a line */
	INPUT_JSON,	/* an array of objects */
	INPUT_CSV,	/* a header, then a row a document */
	INPUT_TSV,
	INPUT_TEXT,	/* a file a document, its path the id */
	INPUT_HTML,	/* the same, and the files are pages */
	INPUT_WARC,	/* texts and pages of WARC, its URI the id */
	INPUT_LINES,	/* a line a document; tawam normalise on text */
	INPUT_FORMATS
};

/* The value of a name as --input-format takes it, or -1; and its name, which
 * is NULL for INPUT_LINES. */
int	 input_format_parse(const char *name);
const char *input_format_name(enum input_format format);

/*
 * What the name of a file says; a suffix .gz or .zst is passed over.
 * INPUT_AUTO: nothing; INPUT_JSON: an array or JSON Lines.
 */
enum input_format input_format_by_name(const char *path);

/* Kept and repaired; a kind is told to on_note once a record, or once a file
 * where it is one of files. */
enum input_note {
	NOTE_BOM,		/* at the start of a file */
	NOTE_CRLF,
	NOTE_NO_FINAL_NEWLINE,
	NOTE_BROKEN_UTF8,	/* becomes U+FFFD in the normal form */
	NOTE_LONE_SURROGATE,	/* becomes U+FFFD */
	NOTE_NUL,		/* a zero byte or \u0000 */
	NOTE_REPEATED_KEY,	/* the last one wins */
	NOTE_NO_ID,		/* the id becomes FILE:LINE */
	NOTE_EMPTY_FILE,	/* nothing in it, or blank lines only */
	NOTE_WINDOWS_1256,	/* text that was converted */
	NOTE_ISO_8859_6,
	NOTE_MAC_ARABIC,
	NOTE_WINDOWS_1252,
	NOTE_UTF16,		/* a whole file; raw is UTF-8 then */
	NOTE_MOJIBAKE,		/* text that was put right */
	NOTE_NO_TEXT,		/* a WARC record that was passed over */
	NOTE_CUT,		/* a WARC record that holds a part only */
	NOTE_COUNT
};

/* A short phrase for a kind: "byte order mark", "repeated key"; static. */
const char *input_note_name(enum input_note note);

/* Pointers last until the next call of input_next. */
struct record {
	const char *raw;	/* as in the input, without its newline; the
				 * CR of a CR LF stays, so that raw and a
				 * newline are the input's bytes */
	size_t rawlen;
	const char *id;		/* the raw JSON token: 12, "a\u0062", ... */
	size_t idlen;
	const char *text;	/* the text fields, decoded, joined by \n */
	size_t textlen;
	const char *date;	/* decoded, or the page's; NULL: there is none */
	size_t datelen;
	const char *source;	/* as date */
	size_t sourcelen;
	uint64_t within;	/* hash of the within fields; 0: no such option
				 * or not a record with fields */
	const char *file;	/* the path it came from, as given or found */
	uint64_t line;		/* from 1; 1 for a whole file */
	uint64_t at;		/* of raw in the file, from 1, when input_at
				 * can read it; or 0 */
	/* Where the text field's value stands in raw when there is one text
	 * field: with its quotes, and for formats that have fields. */
	size_t value_start, value_end;
	enum input_format format;	/* of the file */
	const char *head;	/* INPUT_CSV, INPUT_TSV: the file's header, as
				 * raw; or NULL */
	size_t headlen;
	int whole_file;		/* raw is all of a file */
};

/* The reason of a record of which only the beginning was kept. */
#define INPUT_TOO_LONG	"longer than --max-record"

struct input_hooks {
	void *arg;
	void (*on_note)(void *arg, enum input_note note, const char *file,
	    uint64_t line);
	/* A record that was skipped; reason is a short sentence.  Of a record
	 * that is too long raw holds the first bytes. */
	void (*on_bad)(void *arg, const char *file, uint64_t line,
	    const char *reason, const char *raw, size_t rawlen);
	/* A file that could not be read, or not to its end. */
	void (*on_file_error)(void *arg, const char *file, const char *what);
	/* Before a read that may have to wait: what the records so far became
	 * can be handed on.  Not 0: the input ends here, and half a record in
	 * hand is dropped.  NULL: never. */
	int (*on_wait)(void *wait_arg);
	void *wait_arg;
};

struct input_options {
	enum input_format format;
	const char *id_field;		/* "id" */
	const char *const *text_fields;	/* {"text"} */
	size_t ntext_fields;
	const char *date_field;		/* NULL: none */
	const char *source_field;
	const char *const *within_fields;	/* {}: none */
	size_t nwithin_fields;
	size_t max_record;		/* bytes; 1 GiB */
	uint64_t most;			/* records of a pass; 0: all */
	const char *tmpdir;		/* where a rewindable stdin is kept */
	int rewindable;			/* input_rewind will be called */
	int ahead;			/* a thread of its own reads ahead;
					 * without hooks.on_wait */
	struct input_hooks hooks;
	enum encoding encoding;		/* ENCODING_AUTO */
	int repair_mojibake;		/* 0 */
	int html;			/* texts are pages; 0 */
};

struct input;

void	 input_options_init(struct input_options *o);

/* 0, or -1 with errno set: out of memory. Missing files are told to
 * on_file_error when their turn comes. */
int	 input_open(struct input **out, const char *const *paths,
	    size_t npaths, const struct input_options *o);

/* 1: *r is filled in; 0: the end; -1: out of memory or no temporary space,
 * errno set. */
int	 input_next(struct input *in, struct record *r);

/* Of raw, for those who read it again later: they must see the same. */
uint64_t record_digest(const struct record *r);

/*
 * Back to the first record, for a second pass that gives the same records and
 * calls no hook.  Each record's digest is the caller's to compare.  -1 with
 * errno when the input cannot be read again.
 */
int	 input_rewind(struct input *in);

/*
 * After a rewind, instead of input_next: the record that the first pass met
 * there, by its file, line, at and rawlen; calls no hook.  As input_next; 0:
 * it is not there any more, as input_rewind for a file that cannot be read.
 */
int	 input_at(struct input *in, const struct record *was, struct record *r);

/*
 * Which of the named date, source and within fields no record had so far: the
 * next name, from *i = 0 on, or NULL.
 */
const char *input_missing(const struct input *in, size_t *i);

/* For the progress bar: bytes consumed of the files as stored, and their sum
 * (0: unknown, as for a pipe). */
void	 input_progress(const struct input *in, uint64_t *done,
	    uint64_t *total);

/* Is path (same device and inode) one of the files read?  "output is an
 * input" must be refused before anything is written. */
int	 input_is_source(const struct input *in, const char *path);

/*
 * How many documents may come, from sizes and the first records; 0: unknown.
 * Reads at most a few hundred kilobytes and never from a pipe.
 */
uint64_t input_estimate(const char *const *paths, size_t npaths,
	    const struct input_options *o);

void	 input_close(struct input *in);

#endif
