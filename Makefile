# `make site` and `make test` work on a fresh machine with Python 3.11, pip, git and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: site serve test check docs fuzz bench accuracy lock clean
.DELETE_ON_ERROR:

site: $(VENV)/site
	$(BIN)/syntolk build --timings

serve: $(VENV)/site
	$(BIN)/syntolk serve

test: $(VENV)/test tools
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder   # A file at a time, on each core; slow ones (browser) stand first.

check: $(VENV)/test tools
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/syntolk check --spelling

# What is generated from the code; tests fail when it is not up to date.
docs: $(VENV)/test tools
	$(BIN)/syntolk --language en rules --all > docs/rules.md
	$(BIN)/python tests/golden.py
	$(BIN)/python tests/accessibility_tree.py

# The invariants again, with a hundred times as many examples.
fuzz: $(VENV)/test
	HYPOTHESIS_PROFILE=fuzz $(BIN)/pytest tests/test_invariants.py tests/test_catalogue.py tests/test_merge.py tests/test_prose.py tests/test_marking.py tests/test_exchange.py

# Against Hugo, MkDocs, Sphinx, po4a and mdpo (each in an environment of its own in .bench/) and msgmerge, in one run.
# po4a is the system's: apt-get install po4a. `N="1000 10000"` for larger sites; `DOCUMENT=--document` writes docs/performance.md.
N ?= 1000
bench: $(VENV)/test
	$(BIN)/python tests/bench/compare.py $(N) $(DOCUMENT)
	$(BIN)/python tests/bench/start.py
	$(BIN)/python tests/bench/build.py 1000
	$(BIN)/python tests/bench/cluster.py 1000
	$(BIN)/python tests/bench/merge.py 10000
	$(BIN)/python tests/bench/history.py 2000 500

# How right and how quick words and sentences are counted, on our own tables and on those written without the program.
accuracy: $(VENV)/test
	$(BIN)/python tests/accuracy.py

lock: $(VENV)/test
	$(BIN)/uv pip compile -q --universal --generate-hashes --python-version 3.11 --upgrade pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --generate-hashes --python-version 3.11 --upgrade pyproject.toml --group dev -o requirements-dev.lock

clean:
	rm -rf $(VENV) build build-pseudo reports .syntolk .bench

# --- environments: what the site needs; what the tests need as well ---

$(VENV)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Syntolk needs Python 3.11 or later: make PYTHON=python3.11 …")'
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/site: requirements.lock pyproject.toml | $(VENV)/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

$(VENV)/test: requirements-dev.lock $(VENV)/site
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

# A browser, GNU gettext, hunspell, tesseract, openssl, and the checkers of HTML (Node.js and Java), for the tests that ask the real
# programs. Installed where we may; else they have to be there.
.PHONY: tools
tools: tests/node_modules
	@if [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; then \
		command -v chromium > /dev/null && command -v msgfmt > /dev/null && command -v hunspell > /dev/null && command -v tesseract > /dev/null && command -v openssl > /dev/null || \
		{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
			chromium gettext openssl hunspell hunspell-sv hunspell-en-gb tesseract-ocr tesseract-ocr-eng tesseract-ocr-swe > /dev/null; }; \
	fi

tests/node_modules: tests/package.json tests/package-lock.json
	@if [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; then \
		command -v npm > /dev/null && command -v java > /dev/null || \
		{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
			$$(command -v npm > /dev/null || echo nodejs npm) $$(command -v java > /dev/null || echo default-jre-headless) > /dev/null; }; \
	fi
	cd tests && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	touch $@
