# bench.mk: times and quality.  Included by the Makefile, whose rule for
# $(B)/%.o compiles the sources.
#
#   make bench BENCHRUNS=5 BENCHSECONDS=160	none begins that would end later
#   make quality				compare with bench/results
#   make quality-store				write bench/results again

BENCHRUNS ?= 5
BENCHSECONDS ?= 160

BENCH	:= $(B)/bench/bench
BENCHSRC := $(addprefix bench/,alone.c bench.c child.c clock.c found.c machine.c \
	quality_generated.c quality_news.c quality_passages.c \
	quality_segment.c quality_shared.c road.c table.c texts.c)
BENCHOBJ := $(BENCHSRC:%.c=$(B)/%.o)
BENCHDIR := build/bench
RESULTS	:= bench/results
# Those that need the shared data.
SHAREDQ	:= $(addprefix quality_,shared.txt passages.txt segment.txt)

$(BENCH): $(BENCHOBJ) $(filter-out $(B)/src/cli/%,$(PROGOBJ)) $(LIBA)
	@mkdir -p $(@D)
	$(Q)$(CC) $(SANFLAGS) $(LDFLAGS) -pthread -o $@ $^ $(LIBLIBS) \
	    $(PROGLIBS)

# Made again when the generator is; a half-written one is removed.
.DELETE_ON_ERROR:
BENCHGEN := --docs 50000 --bytes 2000 --seed 1

$(BENCHDIR)/plain.jsonl: $(GENERATE)
	@mkdir -p $(@D)
	$(Q)$(GENERATE) $(BENCHGEN) --out $@

$(BENCHDIR)/escaped.jsonl: $(GENERATE)
	@mkdir -p $(@D)
	$(Q)$(GENERATE) $(BENCHGEN) --escaped --out $@

$(BENCHDIR)/quality.jsonl: $(GENERATE)
	@mkdir -p $(@D)
	$(Q)$(GENERATE) --docs 12000 --bytes 1500 --seed 2 \
	    --truth $(BENCHDIR)/quality.tsv --out $@

.PHONY: bench
bench: $(BENCH) $(TAWAM) $(BENCHDIR)/plain.jsonl $(BENCHDIR)/escaped.jsonl ## times of each stage, as a table; stored in build/bench/table.txt
	@$(BENCH) times -n $(BENCHRUNS) -t $(BENCHSECONDS) \
	    -b '$(CC) $(CFLAGS) $(SANFLAGS)' -c $(TAWAM) -d $(BENCHDIR)/out \
	    -o $(BENCHDIR)/table.txt plain=$(BENCHDIR)/plain.jsonl \
	    escaped=$(BENCHDIR)/escaped.jsonl

BENCHJSON := $(B)/bench/bench_json
BENCHJSONOBJ := $(addprefix $(B)/bench/,bench_json.o clock.o machine.o)

$(BENCHJSON): $(BENCHJSONOBJ) $(filter-out $(B)/src/cli/%,$(PROGOBJ)) $(LIBA)
	@mkdir -p $(@D)
	$(Q)$(CC) $(SANFLAGS) $(LDFLAGS) -pthread -o $@ $^ $(LIBLIBS) \
	    $(PROGLIBS)

.PHONY: bench-json
bench-json: $(BENCHJSON) $(BENCHDIR)/plain.jsonl $(BENCHDIR)/escaped.jsonl ## the speed of reading JSON Lines, each variant
	@$(BENCHJSON) -b '$(CC) $(CFLAGS) $(SANFLAGS)' \
	    $(BENCHDIR)/plain.jsonl $(BENCHDIR)/escaped.jsonl

.PHONY: quality-measure quality quality-store
quality-measure: $(BENCH) $(BENCHDIR)/quality.jsonl
	@$(BENCH) quality -o $(BENCHDIR)/quality.txt $(CORPUSDIR)/news \
	    $(BENCHDIR)/quality.jsonl $(BENCHDIR)/quality.tsv
	@$(BENCH) shared -o $(BENCHDIR)/quality_shared.txt
	@$(BENCH) passages -o $(BENCHDIR)/quality_passages.txt
	@$(BENCH) segment -o $(BENCHDIR)/quality_segment.txt

quality: quality-measure ## precision and recall; fails when they are not those of bench/results
	@diff -u $(RESULTS)/quality.txt $(BENCHDIR)/quality.txt
	@for q in $(SHAREDQ); do [ ! -e $(BENCHDIR)/$$q ] || \
	    diff -u $(RESULTS)/$$q $(BENCHDIR)/$$q || exit 1; done
	@echo 'quality: as in $(RESULTS)'

quality-store: quality-measure ## write bench/results again, for a change that is meant
	@mkdir -p $(RESULTS)
	@cp $(BENCHDIR)/quality.txt $(RESULTS)/quality.txt
	@for q in $(SHAREDQ); do [ ! -e $(BENCHDIR)/$$q ] || \
	    cp $(BENCHDIR)/$$q $(RESULTS)/$$q || exit 1; done

-include $(BENCHOBJ:.o=.d) $(BENCHJSONOBJ:.o=.d)

.PHONY: bench-filter
bench-filter: $(TAWAM) $(GENERATE) ## tawam filter over pipes
	@bench/filter.sh $(CURDIR)/$(TAWAM) $(CURDIR)/$(GENERATE)
