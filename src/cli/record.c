/*
 * record.c - a record as the library takes it.
 */
#include "cli/dates.h"
#include "cli/record.h"

int64_t
record_date(const struct record *r, struct notes *n)
{
	int64_t date;

	if (r->date == NULL)
		return TAWAM_NO_DATE;
	if (date_parse(r->date, r->datelen, &date) == 0)
		return date;
	if (n != NULL)
		notes_bad_date(n, r);
	return TAWAM_NO_DATE;
}

void
record_doc(struct tawam_doc *d, const struct record *r, struct notes *n)
{
	tawam_doc_init(d, sizeof(*d));
	d->id = r->id;
	d->idlen = r->idlen;
	d->text = r->text;
	d->len = r->textlen;
	d->source = r->source;
	d->sourcelen = r->source != NULL ? r->sourcelen : 0;
	d->within = r->within;
	d->date = record_date(r, n);
}
