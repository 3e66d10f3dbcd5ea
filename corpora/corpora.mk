# corpora.mk: the programs that make test corpora.  Included by the Makefile,
# whose rule for $(B)/%.o compiles them.

CORPUSDIR := corpora
NEWSSRC	:= $(sort $(wildcard $(CORPUSDIR)/news/*.c))
NEWSOBJ	:= $(NEWSSRC:%.c=$(B)/%.o)
GENSRC	:= $(sort $(wildcard $(CORPUSDIR)/*.c))
GENOBJ	:= $(GENSRC:%.c=$(B)/%.o)
MAKENEWS := $(B)/corpora/make_news
GENERATE := $(B)/corpora/generate

.PHONY: corpora corpora-tools
corpora-tools: $(MAKENEWS) $(GENERATE) ## build the makers of test corpora

corpora: $(MAKENEWS) ## write the bundled news corpus again
	$(Q)$(MAKENEWS) $(CORPUSDIR)/news $(CORPUSDIR)/news

$(MAKENEWS): $(NEWSOBJ)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(SANFLAGS) $(LDFLAGS) -o $@ $^

# The generator spells its copies with the edits of the news corpus.
GENSHARED := $(addprefix $(B)/$(CORPUSDIR)/news/,text.o spelling.o forms.o)

$(GENERATE): $(GENOBJ) $(GENSHARED)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(SANFLAGS) $(LDFLAGS) -o $@ $^

-include $(NEWSOBJ:.o=.d) $(GENOBJ:.o=.d)
