# Regenerating the tables of src/text; needs utf8proc of Unicode 15.0.
#
#   make tables		write tables.c, roads.c and boilerplate_table.c anew
#   make tables-check	compare them with what is committed

GENDIR	:= $(B)/gen
GENFLAGS = -std=gnu11 $(CPPFLAGS) -O2 $(WARN)
GENDEF	:= src/text/define.c src/text/nfc.c src/text/markup.c \
	src/text/references.c \
	src/text/utf8.c src/text/lookup.c src/base/mem.c
GENRULES := $(wildcard src/gen/*.tsv)

$(GENDIR)/gen_tables: src/gen/gen_tables.c src/text/tables.h
	@mkdir -p $(@D)
	$(Q)$(CC) $(GENFLAGS) -o $@ src/gen/gen_tables.c -lutf8proc

$(GENDIR)/tables.c: $(GENDIR)/gen_tables $(GENRULES)
	$(Q)$(GENDIR)/gen_tables src/gen >$@.new && mv $@.new $@

# The definition looks its digest up in roads.c, which is not there yet.
$(GENDIR)/gen_roads: src/gen/gen_roads.c $(GENDIR)/tables.c $(GENDEF) \
    $(wildcard src/text/*.h)
	$(Q)echo 'const unsigned roads_digest = 0;' >$(GENDIR)/no_roads.c
	$(Q)$(CC) $(GENFLAGS) -o $@ src/gen/gen_roads.c $(GENDIR)/no_roads.c \
	    $(GENDIR)/tables.c $(GENDEF) -lutf8proc

$(GENDIR)/roads.c: $(GENDIR)/gen_roads
	$(Q)$(GENDIR)/gen_roads >$@.new && mv $@.new $@

$(GENDIR)/gen_lines: src/gen/gen_lines.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(GENFLAGS) -o $@ $<

$(GENDIR)/boilerplate_table.c: $(GENDIR)/gen_lines src/gen/boilerplate.tsv
	$(Q)$(GENDIR)/gen_lines <src/gen/boilerplate.tsv >$@.new && \
	    mv $@.new $@

GENTABLES := $(addprefix $(GENDIR)/,tables.c roads.c boilerplate_table.c)

.PHONY: tables tables-check
tables: $(GENTABLES) ## regenerate the tables of src/text
	cp $(GENTABLES) src/text/

tables-check: $(GENTABLES) ## compare the tables with their sources and utf8proc
	@for t in $(GENTABLES); do \
	    cmp $$t src/text/$$(basename $$t) || exit 1; done

# The fast road against the definition: COUNT random texts from SEED.
COUNT	?= 10000000
SEED	?= 1
TEXTSRC	:= $(GENDEF) src/text/tables.c src/text/roads.c src/text/road.c \
	src/text/road_standard.c src/text/squeeze.c src/text/normalise.c

$(GENDIR)/diff_normalise: tests/fuzz/diff_normalise.c $(TEXTSRC) \
    $(wildcard src/text/*.h tests/fuzz/*.h)
	@mkdir -p $(@D)
	$(Q)$(CC) -std=gnu11 $(CPPFLAGS) $(CFLAGS) $(SANFLAGS) $(WARN) -o $@ \
	    tests/fuzz/diff_normalise.c $(TEXTSRC) -lutf8proc

.PHONY: fuzz-normalise-diff
fuzz-normalise-diff: $(GENDIR)/diff_normalise ## normal forms by table against by rule, on random texts
	$(GENDIR)/diff_normalise $(COUNT) $(SEED)
