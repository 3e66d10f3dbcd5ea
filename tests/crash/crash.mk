# crash.mk: a writer of a stored index, and tawam filter, killed at random
# moments.
#
#   make crash crash-filter CRASHES=2000 SEED=1

CRASHES	?= 2000
CRASHINDEX := $(B)/tests/crash/crash_index

$(CRASHINDEX): $(CRASHINDEX).o $(LIBA)
	$(Q)$(CC) $(SANFLAGS) $(LDFLAGS) -pthread -o $@ $^ $(LIBLIBS)

CRASHFILTER := $(B)/tests/crash/filter

$(CRASHFILTER): $(CRASHFILTER).o $(LIBA)
	$(Q)$(CC) $(SANFLAGS) $(LDFLAGS) -pthread -o $@ $^ $(LIBLIBS)

.PHONY: crash crash-filter check-crash
crash: $(CRASHINDEX) ## kill -9 a writer of an index CRASHES (2000) times
	@$(CRASHINDEX) $(CRASHES) $(if $(SEED),$(SEED),1)

crash-filter: $(CRASHFILTER) $(TAWAM) ## the same of tawam filter --sync each
	@d=$$(mktemp -d) && $(CRASHFILTER) $(TAWAM) $$d $(CRASHES) \
	    $(if $(SEED),$(SEED),1) && rm -rf $$d

check-crash: $(CRASHINDEX) $(CRASHFILTER) $(TAWAM) ## both, 40 times
	@timeout 300 $(CRASHINDEX) 40 1
	@d=$$(mktemp -d) && timeout 300 $(CRASHFILTER) $(TAWAM) $$d 40 1 && \
	    rm -rf $$d

-include $(CRASHINDEX).d $(CRASHFILTER).d
