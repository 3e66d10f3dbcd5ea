# sketch.mk: the speed of sketching.  Included by the Makefile.
#
#   make bench-sketch SKETCHFILE=corpus.jsonl.zst SKETCHRUNS=9
#   make bench-peers SKETCHFILE=corpus.jsonl.zst PEERSMB=20 SKETCHRUNS=3
#   make check-sketch COUNT=1000000 SEED=1 [SKETCHFILE=...]

SKETCHFILE ?= $(firstword $(wildcard ../shared/data/volume_open.jsonl.zst) \
	corpora/news/news.jsonl)
SKETCHRUNS ?= 9

BENCHSKETCH := $(B)/bench/bench_sketch
SKETCHOBJ := $(addprefix $(B)/bench/,bench_sketch.o clock.o limits_avx2.o \
	machine.o sets.o texts.o)
DIFFSKETCH := $(B)/tests/fuzz/diff_sketch
DIFFOBJ	:= $(addprefix $(B)/tests/,fuzz/diff_sketch.o test_fused_same.o)

$(BENCHSKETCH): $(SKETCHOBJ) $(filter-out $(B)/src/cli/%,$(PROGOBJ)) $(LIBA)
	@mkdir -p $(@D)
	$(Q)$(CC) $(SANFLAGS) $(LDFLAGS) -pthread -o $@ $^ $(LIBLIBS) \
	    $(PROGLIBS)

$(DIFFSKETCH): $(DIFFOBJ) $(filter-out $(B)/src/cli/%,$(PROGOBJ)) $(LIBA)
	@mkdir -p $(@D)
	$(Q)$(CC) $(SANFLAGS) $(LDFLAGS) -pthread -o $@ $^ $(LIBLIBS) \
	    $(PROGLIBS)

.PHONY: bench-sketch check-sketch
bench-sketch: $(BENCHSKETCH) ## the speed of sketching, each variant, as a table
	@$(BENCHSKETCH) -n $(SKETCHRUNS) -b '$(CC) $(CFLAGS) $(SANFLAGS)' \
	    $(SKETCHFILE)

# Engines from the package index, in a place of their own; one that is not to
# be had is skipped, and the comparison says so.
PEERSMB	?= 20
PEERS	:= datasketch rensa FastSketchLSH numpy orjson xxhash
VENV	:= build/peers/venv

$(VENV)/ready:
	@mkdir -p build/peers
	@python3 -m venv $(VENV)
	@for p in $(PEERS); do $(VENV)/bin/pip install -q $$p || \
	    echo "bench-peers: $$p is not to be had"; done
	@touch $@

.PHONY: bench-peers
bench-peers: $(BENCHSKETCH) $(TAWAM) $(VENV)/ready ## sketching beside datasketch, rensa and FastSketchLSH
	@$(VENV)/bin/python bench/peers/peers.py --tawam $(TAWAM) \
	    --bench $(BENCHSKETCH) --mb $(PEERSMB) $(SKETCHFILE)

.PHONY: bench-road
bench-road: $(TAWAM) $(VENV)/ready ## from a file to clusters, beside FastSketchLSH
	@$(VENV)/bin/python bench/peers/road.py --tawam $(TAWAM) $(SKETCHFILE)

check-sketch: $(DIFFSKETCH) ## each variant against the definition: COUNT random texts and a corpus
	@$(DIFFSKETCH) $(if $(COUNT),$(COUNT),1000000) $(if $(SEED),$(SEED),1) \
	    $(SKETCHFILE)

-include $(SKETCHOBJ:.o=.d) $(DIFFOBJ:.o=.d)
