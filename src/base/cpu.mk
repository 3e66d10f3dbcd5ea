# Builds for tests and measurements that take the variant from TAWAM_CPU.
#
#   make CPUENV=1 ...	a build of its own that obeys the variable
#   make check-cpu	the unit tests under each variant this machine has
#
# To be included where CONFIG and B are known and nothing is made of them yet.

.DEFAULT_GOAL := all

CPUENV	?=
ifneq ($(CPUENV),)
CONFIG	:= $(CONFIG)-env
B	:= build/$(CONFIG)
CPPFLAGS += -DTAWAM_CPU_ENV
endif

CPUFLAG_scalar := .
CPUFLAG_avx2 := avx2
CPUFLAG_avx512 := avx512_vbmi2

.PHONY: check-cpu check-cpu-scalar check-cpu-avx2 check-cpu-avx512
check-cpu: check-cpu-scalar check-cpu-avx2 check-cpu-avx512 ## the unit tests under each variant of the hot loops

check-cpu-scalar check-cpu-avx2 check-cpu-avx512: check-cpu-%:
	@if grep -qw '$(CPUFLAG_$*)' /proc/cpuinfo; then \
	    echo 'TAWAM_CPU=$*'; \
	    TAWAM_CPU=$* $(MAKE) --no-print-directory CPUENV=1 check-unit; \
	    else echo '$*: not on this machine, skipped'; fi
