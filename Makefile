# `make demo` and `make test` do everything on a fresh machine; `make check` is green before every commit.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# At least two: some tests wait for a LibreOffice. One more than there are processors takes longer, not shorter.
WORKERS := $(shell $(PYTHON) -c "import os; print(max(2, os.cpu_count() or 2))")
LINT := --line-length 120
RULES := --select E,F,I,UP,B,SIM,C4,RUF,PT,PLR0915 --ignore RUF001,RUF002,RUF003

.PHONY: demo test check lint types imports tests workbook manual screenshots site benchmark performance safety matching-report \
  compiled test-compiled system clean

demo: $(VENV)/installed
	$(BIN)/pyxl demo

test: $(VENV)/installed-tests system tests

check: $(VENV)/installed-tests lint types imports tests

lint:
	$(BIN)/ruff format --check $(LINT) pyxl tests templates
	$(BIN)/ruff check $(LINT) $(RULES) pyxl tests templates

types:
	$(BIN)/mypy

imports:
	$(BIN)/lint-imports --config setup.cfg

# Compiled first: hundreds of tests start the program in a process of its own, where Python may be told to keep nothing.
tests:
	$(BIN)/python -m compileall -q pyxl
	$(BIN)/python -m pytest -q -n $(WORKERS)

format: $(VENV)/installed-tests
	$(BIN)/ruff format -q $(LINT) pyxl tests templates
	$(BIN)/ruff check -q --fix $(LINT) $(RULES) pyxl tests templates

workbook: $(VENV)/installed-tests
	$(BIN)/python -m pyxl.hosts.demo_files
	$(BIN)/python -m pyxl.hosts.addin_files
	$(BIN)/python -m tests.manual.pages

# The generated pages of docs/manual alone.
manual: $(VENV)/installed-tests
	$(BIN)/python -m tests.manual.pages

# The pictures of docs/manual, taken of a real LibreOffice on a screen of their own.
screenshots: $(VENV)/installed-tests
	$(BIN)/python -m tests.manual.screenshots

# The documentation as HTML in build/site, to be opened from the disk; a link that leads nowhere stops it.
site: $(VENV)/installed-docs
	$(BIN)/mkdocs build --strict --quiet --config-file docs/site/mkdocs.yml
	@echo build/site/index.html

benchmark: $(VENV)/installed-tests
	$(BIN)/python -m pytest -q -s -m benchmark tests/benchmarks

# The figures of docs/performance.md; best on a machine that does nothing else.
performance: $(VENV)/installed-tests
	PYXL_PERFORMANCE=docs/performance.md $(BIN)/python -m pytest -q -m benchmark tests/benchmarks

# The figures of docs/safety.md, piece by piece, each with its report in build/safety; the long way takes hours. One
# piece alone: make safety PIECES=kills. The short way: make safety STORM=
STORM ?= full
safety: $(VENV)/installed-tests
	PYXL_STORM=$(STORM) $(BIN)/python -m tests.safety.pieces $(PIECES)
	$(BIN)/python -m tests.safety.scoreboard build/safety/*.xml

matching-report: $(VENV)/installed-tests
	$(BIN)/python -m tests.benchmarks.matching_report

# The matcher as machine code, beside the checkout: `make demo` and `make test` neither need it nor look at it.
compiled: $(VENV)/installed-tests
	rm -rf build
	PYXL_COMPILED=1 $(BIN)/python -m pip install -q --no-deps --upgrade --target build/compiled .

test-compiled: compiled
	PYXL_COMPILED=1 PYTHONPATH=build/compiled $(BIN)/pytest -q tests/unit/test_compiled_build.py \
	  tests/unit/test_matching_layers.py tests/unit/test_reconcile.py tests/properties/test_matching_properties.py \
	  tests/properties/test_matching_short_ways.py tests/properties/test_banking_laws.py \
	  tests/stories/reconcile.md tests/stories/differences.md tests/stories/undo.md

# LibreOffice and hledger are used by some tests; where they may not be installed these are skipped with a reason.
system:
	@if ! { command -v soffice && command -v hledger; } >/dev/null && command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
	    libreoffice-calc python3-uno libreoffice-script-provider-python xvfb xdotool poppler-utils qpdf hledger \
	    || echo "LibreOffice or hledger could not be installed: the tests that need them are skipped."; fi

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: setup.cfg pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -q -e .
	@touch $@

$(VENV)/installed-tests: setup.cfg pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -q -e ".[test,check]"
	@touch $@ $(VENV)/installed

$(VENV)/installed-docs: setup.cfg pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -q -e ".[docs]"
	@touch $@

clean:
	rm -rf $(VENV) build dist *.egg-info demo
