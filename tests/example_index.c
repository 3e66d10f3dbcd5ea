/*
 * example_index.c - the index in forty lines: of each line of the input, is
 * there one like it already?  The lines that are new stay in a folder.
 */
#include <stdio.h>
#include <string.h>

#include <tawam.h>

static int
filter(struct tawam_index *index)
{
	struct tawam_hit hit = { sizeof(hit) };
	struct tawam_doc doc;
	char line[4096], id[32];
	int n = 0, r = 0;

	tawam_doc_init(&doc, sizeof(doc));
	doc.id = id;
	doc.text = line;
	while (r == 0 && fgets(line, sizeof(line), stdin) != NULL) {
		doc.idlen = (size_t)sprintf(id, "line %d", ++n);
		doc.len = strlen(line);
		r = tawam_index_check_add(index, &doc, &hit);
		if (r == 0 && hit.added)
			printf("%s: new\n", id);
		else if (r == 0 && hit.match.relation != TAWAM_UNRELATED)
			printf("%s: %s %.*s, Jaccard %.3f\n", id,
			    tawam_relation_name(hit.match.relation),
			    (int)hit.idlen, hit.id, hit.match.jaccard);
	}
	return r;
}

int
main(int argc, char **argv)
{
	struct tawam_index_options options;
	struct tawam_index_trouble trouble = { sizeof(trouble) };
	struct tawam_params params;
	struct tawam_index *index;
	int r, closed;

	tawam_params_init(&params, sizeof(params));
	tawam_index_options_init(&options, sizeof(options));
	options.flags = TAWAM_INDEX_WRITE | TAWAM_INDEX_CREATE;
	r = tawam_index_open(&index, argc > 1 ? argv[1] : NULL, &params,
	    &options, &trouble);
	if (r == 0)
		r = filter(index);
	closed = tawam_index_close(index);
	r = r != 0 ? r : closed;
	if (r != 0)
		fprintf(stderr, "tawam: %s %s\n", tawam_strerror(r),
		    trouble.text);
	return r != 0;
}
