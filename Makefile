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
SANFLAGS := $(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=all \
	-fno-omit-frame-pointer)

CPPFLAGS += -Iinclude -Isrc -D_GNU_SOURCE
ALLFLAGS = -std=gnu11 $(CPPFLAGS) $(CFLAGS) $(SANFLAGS) -fPIC -pthread \
	-fvisibility=hidden -MMD -MP

LIBROOMS := base text shingle index compare lib
PROGROOMS := io report cli

LIBSRC	:= $(foreach r,$(LIBROOMS),$(sort $(wildcard src/$(r)/*.c)))
PROGSRC	:= $(foreach r,$(PROGROOMS),$(sort $(wildcard src/$(r)/*.c)))
TESTSRC	:= $(sort $(wildcard tests/test_*.c tests/oracle/*.c))
LIBOBJ	:= $(LIBSRC:%.c=$(B)/%.o)
PROGOBJ	:= $(PROGSRC:%.c=$(B)/%.o)
TESTOBJ	:= $(TESTSRC:%.c=$(B)/%.o)

LIBLIBS	:= -lutf8proc -lm
PROGLIBS := -lbsd -lz -lzstd

LIBA	:= $(B)/libtawam.a
LIBSO	:= $(B)/libtawam.so.$(VERSION)
TAWAM	:= $(B)/tawam
UNIT	:= $(B)/tests/unit

.PHONY: all
all: $(LIBA) $(LIBSO) $(TAWAM) $(B)/libtawam.pc ## build the library and the command

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALLFLAGS) $(WARN) -c -o $@ $<

$(B)/tests/%.o: tests/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALLFLAGS) $(TESTWARN) -Itests -c -o $@ $<

$(LIBA): $(LIBOBJ)
	$(Q)rm -f $@
	$(Q)$(AR) rcs $@ $^

$(LIBSO): $(LIBOBJ)
	$(Q)$(CC) -shared $(SANFLAGS) $(LDFLAGS) -Wl,-soname,libtawam.so.$(SOVER) \
	    $(if $(SAN),,-Wl$(comma)-z$(comma)defs) -pthread -o $@ $^ $(LIBLIBS)
	$(Q)ln -sf $(@F) $(B)/libtawam.so.$(SOVER)
	$(Q)ln -sf libtawam.so.$(SOVER) $(B)/libtawam.so

# The command takes the archive, so that it runs from the build tree.
$(TAWAM): $(PROGOBJ) $(LIBA)
	$(Q)$(CC) $(SANFLAGS) $(LDFLAGS) -pthread -o $@ $^ $(LIBLIBS) $(PROGLIBS)

$(UNIT): $(TESTOBJ) $(filter-out %/cli/main.o,$(PROGOBJ)) $(LIBA)
	@mkdir -p $(@D)
	$(Q)$(CC) $(SANFLAGS) $(LDFLAGS) -pthread -o $@ $^ $(LIBLIBS) \
	    $(PROGLIBS) -lcriterion

-include $(LIBOBJ:.o=.d) $(PROGOBJ:.o=.d) $(TESTOBJ:.o=.d)
