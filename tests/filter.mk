# filter.mk: tawam filter beside tawam dedup, and on a disk that is full.

.PHONY: check-filter
check-filter: $(TAWAM) $(GENERATE) ## recall of the filter; a full disk
	@tests/recall.sh $(CURDIR)/$(TAWAM) $(CURDIR)/$(GENERATE)
	@tests/full.sh $(CURDIR)/$(TAWAM) $(CURDIR)/$(GENERATE)
