# index.mk: the speed and size of a stored index.  Included by the Makefile.
#
#   make bench-index INDEXDOCS='1000000 10000000'	15 GB of disk for the last

INDEXDOCS ?= 100000 1000000
INDEXDIR ?= build/bench/index

BENCHINDEX := $(B)/bench/bench_index
INDEXOBJ := $(addprefix $(B)/bench/,bench_index.o clock.o texts.o machine.o)

$(BENCHINDEX): $(INDEXOBJ) $(filter-out $(B)/src/cli/%,$(PROGOBJ)) $(LIBA)
	@mkdir -p $(@D)
	$(Q)$(CC) $(SANFLAGS) $(LDFLAGS) -pthread -o $@ $^ $(LIBLIBS) \
	    $(PROGLIBS)

.PHONY: bench-index
bench-index: $(BENCHINDEX) ## a stored index: time an article, memory, opening
	@mkdir -p $(INDEXDIR)
	@$(BENCHINDEX) -b '$(CC) $(CFLAGS) $(SANFLAGS)' $(INDEXDIR)/made \
	    $(SKETCHFILE) $(INDEXDOCS)

-include $(INDEXOBJ:.o=.d)
