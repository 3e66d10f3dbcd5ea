# browser.mk: the report in headless Chromium.  Not part of make check: it
# wants node, Chromium and two packages of npm, which it keeps under build/.
# With SHOTS=DIR pictures of the page are left there to be looked at.

BROWSERDIR := build/browser
CHROMIUM ?= /usr/bin/chromium

.PHONY: check-browser
check-browser: $(TAWAM) ## the report in headless Chromium
	@if ! command -v node >/dev/null || ! [ -x $(CHROMIUM) ]; then \
	    echo 'browser: no node or no $(CHROMIUM), skipped'; exit 0; fi; \
	mkdir -p $(BROWSERDIR) && \
	if ! [ -d $(BROWSERDIR)/node_modules/axe-core ]; then \
	    echo '{"private":true}' >$(BROWSERDIR)/package.json; \
	    npm install --silent --no-audit --no-fund \
	    --prefix $(BROWSERDIR) playwright-core@1.65.1 axe-core@4.14.1 || \
	    { echo 'browser: npm cannot install, skipped'; exit 0; }; fi; \
	CHROMIUM=$(CHROMIUM) node tests/browser/report.mjs $(BROWSERDIR) \
	    $(TAWAM) corpora/news/news.jsonl $(SHOTS)
