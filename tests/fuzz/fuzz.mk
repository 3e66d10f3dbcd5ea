# fuzz.mk: fuzzers of everything that reads foreign bytes.
#
# A file tests/fuzz/fuzz_NAME.c is a fuzzer and needs no entry here; its seeds
# are the files of tests/fuzz/seeds/NAME, one at least.
#
#   make fuzz FUZZSECONDS=300	each with libFuzzer, under ASan and UBSan
#   make fuzz FUZZERS=fuzz_csv	one of them
#   make check-fuzz		each on its seeds and on damaged ones, any compiler

FUZZCC	?= clang
FUZZSECONDS ?= 300
FUZZROUNDS ?= 20000
FUZZERS	?= $(sort $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/fuzz_*.c)))
FUZZDIR	:= build/fuzz
FUZZSAN	:= address,undefined
FUZZFLAGS := -std=gnu11 $(CPPFLAGS) -Itests -O1 -g -pthread \
	-fno-sanitize-recover=all -MMD -MP -DSOURCE_CHUNK='((size_t)64)'
FUZZSRC	:= $(LIBSRC) $(filter src/io/%,$(PROGSRC))
FUZZOBJ	:= $(FUZZSRC:%.c=$(FUZZDIR)/%.o)
fuzzseeds = $(sort $(wildcard tests/fuzz/seeds/$(patsubst fuzz_%,%,$(1))/*))

$(FUZZDIR)/%.o: %.c
	@mkdir -p $(@D)
	$(Q)$(FUZZCC) $(FUZZFLAGS) -fsanitize=fuzzer-no-link,$(FUZZSAN) \
	    -c -o $@ $<

$(FUZZERS:%=$(FUZZDIR)/%): $(FUZZDIR)/%: $(FUZZDIR)/tests/fuzz/%.o $(FUZZOBJ)
	$(Q)$(FUZZCC) -pthread -fsanitize=fuzzer,$(FUZZSAN) -o $@ $^ \
	    $(LIBLIBS) $(PROGLIBS)

# How much of the code a fuzzer has seen is the figure after "cov:" on its
# last line, in edges.
.PHONY: fuzz
fuzz: $(FUZZERS:%=$(FUZZDIR)/%) ## every fuzzer for FUZZSECONDS (300) seconds; needs clang
	@for f in $(FUZZERS); do \
	    mkdir -p $(FUZZDIR)/$$f.corpus; \
	    echo "$$f: $(FUZZSECONDS) s"; \
	    $(FUZZDIR)/$$f -max_total_time=$(FUZZSECONDS) -rss_limit_mb=4096 \
	        -print_final_stats=1 -artifact_prefix=$(FUZZDIR)/$$f. \
	        $(FUZZDIR)/$$f.corpus tests/fuzz/seeds/$${f#fuzz_} \
	        >$(FUZZDIR)/$$f.log 2>&1 || \
	        { tail -n 40 $(FUZZDIR)/$$f.log; exit 1; }; \
	    grep -E 'DONE|number_of_executed_units' $(FUZZDIR)/$$f.log; \
	done

# The same entry points without libFuzzer.
FUZZREPLAY := $(FUZZERS:%=$(B)/tests/fuzz/%)

$(FUZZREPLAY): $(B)/tests/fuzz/%: $(B)/tests/fuzz/%.o \
    $(B)/tests/fuzz/replay.o $(filter $(B)/src/io/%,$(PROGOBJ)) $(LIBA)
	$(Q)$(CC) $(SANFLAGS) $(LDFLAGS) -pthread -o $@ $^ $(LIBLIBS) \
	    $(PROGLIBS)

.PHONY: check-fuzz
check-fuzz: $(FUZZREPLAY) ## the fuzzers on their seeds and on damaged ones
	@$(foreach f,$(FUZZERS),timeout 300 $(B)/tests/fuzz/$(f) \
	    $(FUZZROUNDS) $(call fuzzseeds,$(f)) &&) true

# What Python's readers make of the same bytes.
RECORDS	:= $(B)/tests/fuzz/records

$(RECORDS): $(B)/tests/fuzz/records.o $(filter $(B)/src/io/%,$(PROGOBJ)) $(LIBA)
	$(Q)$(CC) $(SANFLAGS) $(LDFLAGS) -pthread -o $@ $^ $(LIBLIBS) \
	    $(PROGLIBS)

PYTHON	?= python3

.PHONY: check-python
check-python: $(RECORDS) $(LIBSO) ## the readers against Python's json and csv, and pyarrow
	@if command -v $(PYTHON) >/dev/null; then \
	    $(PYTHON) tests/fuzz/json_differential.py 20000 && \
	    $(PYTHON) tests/fuzz/readers_differential.py $(RECORDS) && \
	    $(PYTHON) tests/arrow_differential.py $(LIBSO); \
	    else echo 'check-python: no python3, skipped'; fi

-include $(FUZZOBJ:.o=.d) $(wildcard $(FUZZDIR)/tests/fuzz/*.d) \
    $(wildcard $(B)/tests/fuzz/*.d)
