/*
 * example.c - the library in forty lines: three texts, who is whose copy?
 */
#include <stdio.h>
#include <string.h>

#include <tawam.h>

static int
print_cluster(void *arg, const struct tawam_cluster *c)
{
	(void)arg;
	printf("cluster %d keeps text %d\n", (int)c->number, (int)c->keep);
	for (size_t i = 0; i < c->nmembers; i++)
		printf("  text %d: %s, Jaccard %.3f\n",
		    (int)c->members[i].doc,
		    tawam_relation_name(c->members[i].relation),
		    c->members[i].jaccard);
	return 0;
}

int
main(void)
{
	/* Two spellings of one headline (U+0623 and U+0627, U+0649 and
	 * U+064A), and another headline. */
	static const char *const texts[] = {
		"\u0623\u0639\u0644\u0646 \u0645\u062c\u0644\u0633 "
		"\u0627\u0644\u0648\u0632\u0631\u0627\u0621 \u0641\u064a "
		"\u0639\u0645\u0627\u0646",
		"\u0627\u0639\u0644\u0646 \u0645\u062c\u0644\u0633 "
		"\u0627\u0644\u0648\u0632\u0631\u0627\u0621 \u0641\u0649 "
		"\u0639\u0645\u0627\u0646",
		"\u0641\u0627\u0632 \u0627\u0644\u0641\u0631\u064a\u0642 "
		"\u0641\u064a \u0645\u0628\u0627\u0631\u0627\u0629 "
		"\u0627\u0644\u064a\u0648\u0645",
	};
	struct tawam_params params;
	struct tawam_corpus *corpus;
	struct tawam_doc doc;
	int r;

	tawam_params_init(&params, sizeof(params));
	tawam_doc_init(&doc, sizeof(doc));
	if ((r = tawam_corpus_new(&corpus, &params)) != 0)
		goto out;
	for (size_t i = 0; i < 3 && r == 0; i++) {
		doc.text = texts[i];
		doc.len = strlen(texts[i]);
		r = tawam_corpus_add(corpus, &doc, NULL);
	}
	if (r == 0)
		r = tawam_corpus_run(corpus);
	if (r == 0)
		r = tawam_corpus_clusters(corpus, print_cluster, NULL);
	tawam_corpus_free(corpus);
out:
	if (r != 0)
		fprintf(stderr, "tawam: %s\n", tawam_strerror(r));
	return r != 0;
}
