# Each target does its own set-up, in .venv; it needs python3 with venv, and the network once.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help demo browse test tests soak lint types schema clean

PYTHON ?= python3
DATA ?= data/demo
OUT ?= data/dump-sqlite
PORT ?= 8001
BIN := .venv/bin
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export UV_CONSTRAINT := $(PIP_CONSTRAINT)
# Where an environment forbids it, each of the many processes that tests start would compile the same modules again.
export PYTHONDONTWRITEBYTECODE :=
# uv sets up in seconds what takes pip a minute. It does not read pip's own settings: where those are needed, pip does it.
INSTALL = $(BIN)/uv pip install --quiet --python $(where) $(what) || $(BIN)/python -m pip --python $(where) install --quiet $(what)
where = $(BIN)/python

help:  ## print what make can do
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' $(MAKEFILE_LIST) | expand -t 14

demo: .venv/run  ## archive the newsroom, a local site like HanoiTV, into data/demo, and look at the result
	@$(BIN)/python -m tests.newsroom.demo

browse: .venv/dev  ## look at DATA (data/demo) in a browser: a SQLite dump of it into OUT, and Datasette at PORT
	@[ "$(DATA)" != data/demo ] || [ -d data/demo ] || $(BIN)/python -m tests.newsroom.demo >&2
	@$(BIN)/hanoitv dump --data "$(DATA)" --format sqlite --output "$(OUT)"
	@$(BIN)/python -m hanoitv_scraper.dumps.browse "$(OUT)" --port $(PORT)

test: .venv/dev  ## set up and run every check: lint, types, tests (about three minutes)
	@$(MAKE) --no-print-directory --jobs 3 lint types tests

tests: .venv/dev .venv/pywb/ready
	@$(BIN)/python -m pytest -n 3 --dist worksteal -m "not soak"

soak: .venv/dev .venv/pywb/ready  ## run the slow proofs: kills at random instants, properties on many more examples
	@$(BIN)/python -m pytest -m soak
	@HYPOTHESIS_PROFILE=soak $(BIN)/python -m pytest -n 2 -m "not soak" tests/archive tests/discover tests/dumps tests/extract tests/sites tests/spiders tests/vietnamese

lint: .venv/dev  ## look for what ruff finds
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: .venv/dev  ## check the types
	@$(BIN)/mypy

schema: .venv/dev  ## write docs/*.schema.json anew from the records
	@$(BIN)/python -m hanoitv_scraper.schema article >docs/article.schema.json
	@$(BIN)/python -m hanoitv_scraper.schema sighting >docs/sighting.schema.json

clean:  ## remove what make set up
	rm -rf .venv

.venv/bin/uv:
	@echo "setting up .venv …"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet uv

.venv/run: what = --editable .
.venv/run: .venv/bin/uv pyproject.toml constraints.txt
	@$(INSTALL)
	@touch $@

.venv/dev: what = --editable '.[analysts,dev]'
.venv/dev: .venv/bin/uv pyproject.toml constraints.txt
	@$(INSTALL)
	@touch $@ .venv/run

# pywb replays our WARC files in a test. Its pins clash with the project's own, so it gets a venv of its own without them.
.venv/pywb/ready: where = .venv/pywb/bin/python
.venv/pywb/ready: what = --requirement tests/pywb.txt
.venv/pywb/ready: .venv/bin/uv tests/pywb.txt
	@$(BIN)/uv venv --quiet --clear --python $(BIN)/python .venv/pywb
	@export PIP_CONSTRAINT= UV_CONSTRAINT=; $(INSTALL)
	@touch $@
