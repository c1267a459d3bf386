# Stepwell. `make run` serves the demo program, `make test` runs the tests; see README.md.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.ONESHELL:
.SHELLFLAGS := -eu -c

PYTHON ?= python3
UV_VERSION := 0.13.9
VENV := .venv
BIN := $(VENV)/bin
UV := .tool/bin/uv
PYTEST_WORKERS ?= 2

.PHONY: help install run test check bench lock lighthouse screenshots clean

help:  ## Show what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## */make \1  -  /'

install: $(VENV)/.run-stamp  ## Prepare .venv with the `stepwell` command

run: $(VENV)/.run-stamp  ## Serve the demo program at http://localhost:8000
	@exec $(BIN)/stepwell run

$(VENV)/.run-stamp: requirements.lock pyproject.toml
	@sh scripts/install.sh $(PYTHON) $(UV_VERSION) requirements.lock
	touch $@

$(VENV)/.dev-stamp: $(VENV)/.run-stamp requirements-dev.lock
	@sh scripts/install.sh $(PYTHON) $(UV_VERSION) requirements-dev.lock
	touch $@

test: $(VENV)/.dev-stamp  ## Install what the tests need and run them, on SQLite and on PostgreSQL
	@sh scripts/test.sh $(PYTEST_WORKERS)

check: $(VENV)/.dev-stamp  ## Format, lint, types, import rules, migrations
	@sh scripts/check.sh

bench: $(VENV)/.dev-stamp  ## Measure search against SQLite's R*Tree and PostGIS, and the caseload
	@$(BIN)/stepwell bench search --meetings 20000
	$(BIN)/stepwell bench search --meetings 200000
	$(BIN)/python scripts/bench_caseload.py

lighthouse: $(VENV)/.dev-stamp  ## Audit home, finder and meeting page (needs node)
	@$(BIN)/python scripts/lighthouse.py

screenshots: $(VENV)/.dev-stamp  ## Take the pictures of the docs from the browser tests
	@STEPWELL_SHOTS=docs/screenshots $(BIN)/pytest -q -m browser tests/browser/test_find_a_meeting.py tests/browser/test_courses.py

lock: $(UV)  ## Resolve the dependencies again and write the lock files with hashes
	@sh scripts/lock.sh

$(UV):
	@$(PYTHON) -m venv .tool && .tool/bin/pip install -q uv==$(UV_VERSION)

clean:  ## Remove what was installed (the data folder stays)
	@rm -rf $(VENV) .tool build
