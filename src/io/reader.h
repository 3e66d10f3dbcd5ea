/*
 * reader.h - the file in hand, as the readers of the formats see it.
 *
 * A format is a file with a function that gives the next record of the file in
 * hand and tells what it meets on the way: jsonl.c, text.c, ...; input.c goes
 * from file to file.
 */
#ifndef TAWAM_IO_READER_H
#define TAWAM_IO_READER_H

#include "io/array.h"
#include "io/fields.h"
#include "io/html.h"
#include "io/http.h"
#include "io/input.h"
#include "io/json.h"
#include "io/lines.h"
#include "io/sheet.h"

struct reader {
	const struct input_options *o;
	const char *path, *name;	/* of the file; in its folder */
	enum input_format format;	/* of the file */
	int again;		/* second pass: no hooks, same bytes */
	int by_place;		/* the file can be read at any place */
	int given_up;		/* the rest of the file, which was told */
	uint64_t records;	/* met in the file, bad ones too */
	struct source *source;
	struct lines lines;
	struct fields fields;
	struct json json;
	struct sheet sheet;
	struct array_element element;
	struct html *html;	/* made when a page is met */
	struct room mended;	/* a page without broken UTF-8 */
	struct http_body body;	/* of a WARC record */
	int lost;		/* what comes is told to be no record */
	int marked;		/* a byte order mark was taken */
	char reason[512];	/* why a record is bad */
};

/* 0, or -1 with errno.  o is borrowed. */
int	 reader_init(struct reader *rd, const struct input_options *o);
void	 reader_release(struct reader *rd);

/*
 * The source was started and path and name are set: finds out what the file
 * is.  0, or -1 with errno.
 */
int	 reader_begin(struct reader *rd);

/* The next record of the file: 1; 0: there is none; -1 with errno. */
int	 reader_next(struct reader *rd, struct record *r);

/* The record that was met there, see input_at; path and name are set. */
int	 reader_at(struct reader *rd, int fd, const struct record *was,
	    struct record *r);

/* Tells what is left to tell of the file. */
void	 reader_end(struct reader *rd);

/* Tells the hooks. */
void	 reader_note(struct reader *rd, enum input_note kind, uint64_t line);
void	 reader_notes(struct reader *rd, unsigned kinds, uint64_t line);
void	 reader_bad(struct reader *rd, const struct record *r,
	    const char *reason);
void	 reader_error(struct reader *rd, const char *path, const char *what);

/* Tells what is wrong and reads no more of the file; 0. */
int	 reader_give_up(struct reader *rd, const char *what);

/*
 * What the lines gave becomes the raw part of a record; -1: it is too long,
 * which is told.
 */
int	 reader_set_raw(struct reader *rd, const struct line *line,
	    struct record *r);

/* The notes of how a line ends. */
unsigned reader_line_notes(const struct line *line);

/* Nothing but blanks? */
int	 reader_is_blank(const struct line *line);

/* The file is cut off or damaged behind what the lines gave last. */
int	 reader_is_cut(const struct reader *rd, const struct line *line);

/*
 * The whole file as a record, raw and text alike; a file with nothing in it is
 * an empty document.  As reader_next.
 */
int	 reader_whole(struct reader *rd, struct record *r);

/*
 * r->text, in any encoding, becomes UTF-8; said: what it is said to be.  0, or
 * -1.
 */
int	 reader_text(struct reader *rd, struct record *r,
	    enum encoding said);

/* name and suffix become the id.  0, or -1. */
int	 reader_id(struct reader *rd, struct record *r, const char *name,
	    const char *suffix);

/*
 * r->text, which is HTML, becomes the text of the page; date and source are
 * the page's when the record has none.  1; 0: bad, which is told; -1.
 */
int	 reader_page(struct reader *rd, struct record *r);

/* What a page in an encoding of its own says of that. */
enum encoding page_encoding(const char *p, size_t n);

/* The next record of a file of each format, as reader_next. */
int	 jsonl_next(struct reader *rd, struct record *r);
int	 array_next(struct reader *rd, struct record *r);
int	 sheet_next(struct reader *rd, struct record *r);
int	 text_next(struct reader *rd, struct record *r);
int	 page_next(struct reader *rd, struct record *r);
int	 warc_next(struct reader *rd, struct record *r);
int	 text_line_next(struct reader *rd, struct record *r);

/* As reader_at, of the format alone. */
int	 jsonl_at(struct reader *rd, int fd, const struct record *was,
	    struct record *r);

/*
 * r->raw is to be an object: the rest of r.  1; 0: bad, which is told unless
 * the file is cut off in it; -1: out of memory.
 */
int	 jsonl_record(struct reader *rd, struct record *r, int cut,
	    unsigned *notes);

#endif
