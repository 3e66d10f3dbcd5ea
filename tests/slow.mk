# slow.mk - checks that take long, each a target of its own.
#
#   make valgrind	unit tests, threads and the command under valgrind
#   make cover		the share of lines and branches that the tests run
#   make bound		is --memory obeyed, and is time linear?
#   make abi-check	the binary interface against the stored one

.PHONY: valgrind
valgrind: $(UNIT) $(TAWAM) $(THREADTESTS) ## unit tests, threads and the command under valgrind (half an hour)
	@tests/valgrind.sh $(B)

# All but the command's own files, whose exact output is compared.
COVERLINES ?= 90
COVERBRANCHES ?= 80
COVERFLAGS := CONFIG=cover CFLAGS='-O2 -g --coverage' LDFLAGS=--coverage

.PHONY: cover
cover: ## lines and branches the tests run, a table; fails when there are too few
	@rm -rf build/cover
	@$(MAKE) --no-print-directory $(COVERFLAGS) all check-unit check-threads
	@tests/cli/run.sh $(CURDIR)/build/cover/tawam >build/cover/cli.log 2>&1 || \
	    echo 'cover: cases that limit files cannot count; see build/cover/cli.log'
	@tests/cover.sh build/cover $(COVERLINES) $(COVERBRANCHES)

.PHONY: promise
promise: $(TAWAM) $(GENERATE) ## recall by threshold: what --recall promises beside what is found
	@tests/promise.sh $(CURDIR)/$(TAWAM) $(CURDIR)/$(GENERATE)

.PHONY: bound
bound: $(TAWAM) $(GENERATE) ## is --memory obeyed, and time linear, on hostile corpora? (ten minutes)
	@tests/bound.sh $(CURDIR)/$(TAWAM) $(CURDIR)/$(GENERATE)

# The binary interface against the dump of the last release.
.PHONY: abi-check abi-update
abi-check: ## do programs that were built before still run? needs abigail-tools
	@tests/abi/abi.sh check

abi-update: ## store the interface of the headers
	@tests/abi/abi.sh update
