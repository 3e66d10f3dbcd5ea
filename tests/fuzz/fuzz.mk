# fuzz.mk: coverage-guided fuzzing with clang's libFuzzer.
#
#   make fuzz FUZZSECONDS=300	each fuzzer for so long, under ASan and UBSan

FUZZCC	?= clang
FUZZSECONDS ?= 300
FUZZDIR	:= build/fuzz
FUZZERS	:= $(sort $(wildcard tests/fuzz/fuzz_*.c))
FUZZFLAGS := -std=gnu11 $(CPPFLAGS) -Itests -Itests/fuzz -O1 -g -pthread \
	-fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all
FUZZSRC	:= $(LIBSRC) $(filter src/io/%,$(PROGSRC))

$(FUZZDIR)/%: tests/fuzz/%.c $(FUZZSRC) $(wildcard src/*/*.h tests/fuzz/*.h)
	@mkdir -p $(@D)
	$(Q)$(FUZZCC) $(FUZZFLAGS) -o $@ $< $(FUZZSRC) $(LIBLIBS) $(PROGLIBS)

.PHONY: fuzz
fuzz: $(FUZZERS:tests/fuzz/%.c=$(FUZZDIR)/%) ## every fuzzer for FUZZSECONDS (300) seconds; needs clang
	@for f in $^; do \
	    mkdir -p $$f.corpus; \
	    echo "$$f: $(FUZZSECONDS) s"; \
	    $$f -max_total_time=$(FUZZSECONDS) -rss_limit_mb=4096 \
	        -print_final_stats=1 -verbosity=0 \
	        -artifact_prefix=$$f. $$f.corpus >$$f.log 2>&1 || \
	        { tail -n 40 $$f.log; exit 1; }; \
	    grep -E 'number_of_executed_units' $$f.log; \
	done
