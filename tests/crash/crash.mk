# crash.mk: a writer of a stored index, killed at random moments.
#
#   make crash CRASHES=2000 SEED=1

CRASHES	?= 2000
CRASHINDEX := $(B)/tests/crash/crash_index

$(CRASHINDEX): $(CRASHINDEX).o $(LIBA)
	$(Q)$(CC) $(SANFLAGS) $(LDFLAGS) -pthread -o $@ $^ $(LIBLIBS)

.PHONY: crash check-crash
crash: $(CRASHINDEX) ## kill -9 a writer of an index CRASHES (2000) times
	@$(CRASHINDEX) $(CRASHES) $(if $(SEED),$(SEED),1)

check-crash: $(CRASHINDEX) ## the same, 40 times
	@timeout 300 $(CRASHINDEX) 40 1

-include $(CRASHINDEX).d
