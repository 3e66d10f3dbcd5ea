# tawam: near-duplicate articles in Arabic text.  `make help` lists the targets.

VERSION	:= $(shell sed -n 's/^\#define TAWAM_VERSION[^"]*"\(.*\)".*/\1/p' include/tawam.h)
# The ABI has its own number: it changes only when the interface breaks.
SOVER	:= 0

PREFIX	?= /usr/local
BINDIR	?= $(PREFIX)/bin
LIBDIR	?= $(PREFIX)/lib
INCDIR	?= $(PREFIX)/include
MANDIR	?= $(PREFIX)/share/man
PCDIR	?= $(LIBDIR)/pkgconfig
BASHDIR	?= $(PREFIX)/share/bash-completion/completions
ZSHDIR	?= $(PREFIX)/share/zsh/site-functions
DESTDIR	?=

CC	?= cc
AR	?= ar
CFLAGS	?= -O3 -g
SAN	?=
V	?= 0
Q	:= $(if $(filter 1,$(V)),,@)

WARN	:= -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
	-Wmissing-prototypes -Wcast-qual -Wwrite-strings -Wundef -Wvla
# The test framework's macros do not survive these two.
TESTWARN := $(filter-out -Wconversion -Wpedantic,$(WARN)) \
	-Wno-missing-prototypes

comma	:= ,
CONFIG	:= $(if $(SAN),san-$(subst $(comma),-,$(SAN)),plain)
B	:= build/$(CONFIG)
include src/base/cpu.mk
SANFLAGS := $(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=all \
	-fno-omit-frame-pointer)

# HTML is read by libxml2; the command's affair, like all PROGLIBS.
XMLFLAGS := $(shell pkg-config --cflags libxml-2.0 2>/dev/null)
CPPFLAGS += -Iinclude -Isrc $(XMLFLAGS) -D_GNU_SOURCE
ALLFLAGS = -std=gnu11 $(CPPFLAGS) $(CFLAGS) $(SANFLAGS) -fPIC -pthread \
	-fvisibility=hidden -MMD -MP

LIBROOMS := base text shingle index compare lib
PROGROOMS := io report cli

LIBSRC	:= $(foreach r,$(LIBROOMS),$(sort $(wildcard src/$(r)/*.c)))
PROGSRC	:= $(foreach r,$(PROGROOMS),$(sort $(wildcard src/$(r)/*.c)))
TESTSRC	:= $(filter-out tests/example%.c,\
	$(sort $(wildcard tests/*.c tests/oracle/*.c)))
LIBOBJ	:= $(LIBSRC:%.c=$(B)/%.o)
PROGOBJ	:= $(PROGSRC:%.c=$(B)/%.o)
TESTOBJ	:= $(TESTSRC:%.c=$(B)/%.o)

LIBLIBS	:= -lutf8proc -lm
PROGLIBS := -lbsd -lmd -lresolv -lxml2 -lz -lzstd

# gzip by isa-l where it is there; make ISAL=0 without it.
ISAL	?= $(shell pkg-config --exists libisal 2>/dev/null && echo 1 || echo 0)
ifeq ($(ISAL),1)
CPPFLAGS += -DHAVE_ISAL
PROGLIBS += -lisal
endif

LIBA	:= $(B)/libtawam.a
LIBSO	:= $(B)/libtawam.so.$(VERSION)
LIBMAP	:= src/tawam.map
TAWAM	:= $(B)/tawam
COMPLETIONS := $(B)/completion/tawam $(B)/completion/_tawam
UNIT	:= $(B)/tests/unit
# Plain programs: the test framework does not run under the race detector.
THREADTESTS := $(patsubst %.c,$(B)/%,$(sort $(wildcard tests/thread/*.c)))

.PHONY: all
all: $(LIBA) $(LIBSO) $(TAWAM) $(B)/libtawam.pc $(COMPLETIONS) ## build the library and the command

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALLFLAGS) $(WARN) -c -o $@ $<

$(B)/tests/%.o: tests/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALLFLAGS) $(TESTWARN) -Itests -c -o $@ $<

$(LIBA): $(LIBOBJ)
	$(Q)rm -f $@
	$(Q)$(AR) rcs $@ $^

$(LIBSO): $(LIBOBJ) $(LIBMAP)
	$(Q)$(CC) -shared $(SANFLAGS) $(LDFLAGS) -Wl,-soname,libtawam.so.$(SOVER) \
	    -Wl,--version-script=$(LIBMAP) \
	    $(if $(SAN),,-Wl$(comma)-z$(comma)defs) -pthread -o $@ $(LIBOBJ) \
	    $(LIBLIBS)
	$(Q)ln -sf $(@F) $(B)/libtawam.so.$(SOVER)
	$(Q)ln -sf libtawam.so.$(SOVER) $(B)/libtawam.so

# The command takes the archive, so that it runs from the build tree.
$(TAWAM): $(PROGOBJ) $(LIBA)
	$(Q)$(CC) $(SANFLAGS) $(LDFLAGS) -pthread -o $@ $^ $(LIBLIBS) $(PROGLIBS)

$(UNIT): $(TESTOBJ) $(filter-out %/cli/main.o,$(PROGOBJ)) $(LIBA)
	@mkdir -p $(@D)
	$(Q)$(CC) $(SANFLAGS) $(LDFLAGS) -pthread -o $@ $^ $(LIBLIBS) \
	    $(PROGLIBS) -lcriterion

# What the shells complete: written from the table of options.
$(B)/gen/gen_completion: src/gen/gen_completion.c $(B)/src/cli/table.o
	@mkdir -p $(@D)
	$(Q)$(CC) -std=gnu11 $(CPPFLAGS) -O1 $(WARN) $(SANFLAGS) $(LDFLAGS) \
	    -o $@ $^

$(COMPLETIONS): $(B)/gen/gen_completion
	@mkdir -p $(@D)
	$(Q)$< bash >$(B)/completion/tawam
	$(Q)$< zsh >$(B)/completion/_tawam

# The class numbers of src/shingle: written from classes.tsv.
$(B)/gen/gen_classes: src/gen/gen_classes.c
	@mkdir -p $(@D)
	$(Q)$(CC) -O1 $(WARN) -o $@ $<

.PHONY: classes classes-check
classes: $(B)/gen/gen_classes ## regenerate the shingle classes
	$< <src/gen/classes.tsv >src/text/classes.c

classes-check: $(B)/gen/gen_classes
	$(Q)$< <src/gen/classes.tsv | cmp - src/text/classes.c

include src/gen/gen.mk
include corpora/corpora.mk
include bench/bench.mk
include bench/sketch.mk
include bench/index.mk
include tests/fuzz/fuzz.mk
include tests/crash/crash.mk
include tests/filter.mk
include tests/kafka/kafka.mk
include tests/slow.mk
include tests/browser/browser.mk

$(B)/libtawam.pc: Makefile include/tawam.h
	@mkdir -p $(@D)
	$(Q)printf '%s\n' 'prefix=$(PREFIX)' 'includedir=$(INCDIR)' \
	    'libdir=$(LIBDIR)' '' 'Name: tawam' \
	    'Description: near-duplicate articles in Arabic text' \
	    'Version: $(VERSION)' 'Cflags: -I$${includedir}' \
	    'Libs: -L$${libdir} -ltawam' \
	    'Libs.private: $(LIBLIBS) -pthread' >$@

#
# What people run
#

.PHONY: help
help: ## this list
	@echo 'tawam $(VERSION): make TARGET [SAN=address,undefined] [V=1]'
	@grep -hE '^[a-z-]+( [a-z-]+)*:.*## ' $(MAKEFILE_LIST) | sort | \
	    sed 's/:.*## /\t/' | awk -F'\t' '{printf "  %-22s %s\n", $$1, $$2}'

.PHONY: deps
deps: ## install what building and testing need (Debian)
	@.ci/deps

DEMO	:= build/demo

.PHONY: demo
demo: ## install, build, and find the twins in the bundled news
	@.ci/deps
	@$(MAKE) --no-print-directory all
	@mkdir -p $(DEMO)
	@echo
	@echo '$$ tawam dedup --out $(DEMO) --kept $(DEMO)/kept.jsonl corpora/news/news.jsonl'
	@$(TAWAM) dedup --out $(DEMO) --kept $(DEMO)/kept.jsonl \
	    --show 12 corpora/news/news.jsonl
	@echo
	@echo 'The clean corpus:  $(DEMO)/kept.jsonl'
	@echo 'Who matched whom:  $(DEMO)/pairs.jsonl clusters.jsonl decisions.jsonl'
	@echo 'A report to open:  file://$(CURDIR)/$(DEMO)/report.html'

#
# Tests
#

.PHONY: check
check: ## build and run all tests: plain, each CPU variant, sanitizers, threads
	@.ci/deps
	@$(MAKE) --no-print-directory check-house check-unit check-cli \
	    check-fuzz check-python check-crash check-filter
	@$(MAKE) --no-print-directory check-cpu
	@$(MAKE) --no-print-directory SAN=address,undefined check-unit \
	    check-cli check-fuzz
	@$(MAKE) --no-print-directory SAN=thread check-threads
	@echo 'make check: all passed'

.PHONY: check-unit
check-unit: $(UNIT) corpora-tools ## the unit tests of one build
	@tests/run_unit.sh $(B)

.PHONY: check-cli
check-cli: $(TAWAM) ## the command's exact output
	@tests/cli/run.sh $(CURDIR)/$(TAWAM)

$(B)/tests/thread/%: $(B)/tests/thread/%.o $(LIBA)
	$(Q)$(CC) $(SANFLAGS) $(LDFLAGS) -pthread -o $@ $^ $(LIBLIBS)

$(B)/tests/thread/input: $(B)/tests/thread/input.o \
    $(filter $(B)/src/io/%,$(PROGOBJ)) $(LIBA)
	$(Q)$(CC) $(SANFLAGS) $(LDFLAGS) -pthread -o $@ $^ $(LIBLIBS) \
	    $(PROGLIBS)

.SECONDARY: $(THREADTESTS:=.o)
.PHONY: check-threads
check-threads: $(THREADTESTS) ## races, with SAN=thread
	@set -e; for t in $(THREADTESTS); do $$t; done

.PHONY: check-house
check-house: all tables-check classes-check ## layers, symbols, header, tables, man pages, installation
	@tests/layers.sh
	@tests/header.sh
	@tests/symbols.sh $(LIBSO) $(LIBA)
	@tests/abi/abi.sh check
	@tests/completion.sh $(TAWAM) $(COMPLETIONS)
	@tests/install.sh
	@tests/man.sh

#
# Installing
#

HEADERS	:= $(sort $(wildcard include/*.h))
MANPAGES := $(sort $(wildcard src/man/*.[1-9]))

# What is installed: its mode, its name, and where it comes from.
define INSTALLED
755 $(BINDIR)/tawam $(TAWAM)
644 $(LIBDIR)/libtawam.a $(LIBA)
755 $(LIBDIR)/$(notdir $(LIBSO)) $(LIBSO)
644 $(PCDIR)/tawam.pc $(B)/libtawam.pc
644 $(BASHDIR)/tawam $(B)/completion/tawam
644 $(ZSHDIR)/_tawam $(B)/completion/_tawam
$(foreach h,$(HEADERS),644 $(INCDIR)/$(notdir $(h)) $(h)
)$(foreach m,$(MANPAGES),644 $(MANDIR)/man$(patsubst .%,%,$(suffix $(m)))/$(notdir $(m)) $(m)
)
endef
# Symbolic links: the name and what it leads to.  A page of section 3 has the
# functions that stand under its NAME.
define LINKED
$(LIBDIR)/libtawam.so.$(SOVER) $(notdir $(LIBSO))
$(LIBDIR)/libtawam.so $(notdir $(LIBSO))
$(subst :, ,$(subst ;,
,$(shell awk '/^\.Sh/ {n = $$2 == "NAME"} n && /^\.Nm/ { \
    f = FILENAME; sub(/.*\//, "", f); if ($$2 ".3" != f) \
    printf "%s:%s;", "$(MANDIR)/man3/" $$2 ".3", f}' src/man/*.3)))
endef
export INSTALLED LINKED

.PHONY: install
install: all ## install under DESTDIR and PREFIX
	$(Q)$(MAKE) -s --no-print-directory -B $(B)/libtawam.pc
	$(Q)echo "$$INSTALLED" | while read -r mode to from; do \
	    [ -z "$$mode" ] || \
	    install -D -m $$mode $$from "$(DESTDIR)$$to" || exit 1; done
	$(Q)echo "$$LINKED" | while read -r name to; do \
	    [ -z "$$name" ] || ln -sf $$to "$(DESTDIR)$$name" || exit 1; done

.PHONY: uninstall
uninstall: ## remove what install put there
	$(Q)echo "$$INSTALLED" | while read -r mode to from; do \
	    [ -z "$$mode" ] || rm -f "$(DESTDIR)$$to"; done
	$(Q)echo "$$LINKED" | while read -r name to; do \
	    [ -z "$$name" ] || rm -f "$(DESTDIR)$$name"; done

PACKAGES := build/packages

.PHONY: deb
deb: ## Debian packages in build/packages; needs dpkg-dev
	@.ci/deb/build $(PACKAGES)

.PHONY: deb-check
deb-check: deb ## the packages again from another folder: the same bytes; lintian
	@.ci/deb/check $(PACKAGES)

.PHONY: clean
clean: ## remove what was built
	rm -rf build

-include $(LIBOBJ:.o=.d) $(PROGOBJ:.o=.d) $(TESTOBJ:.o=.d) \
    $(THREADTESTS:=.d)
