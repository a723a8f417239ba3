# `make` lists what can be done. Each target prepares what it needs in .venv and is quick the second time.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules
SHELL := /bin/bash

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
export PYTHONUTF8 := 1
TEST_DATABASE_URL ?= postgresql://127.0.0.1:5432/test

VENV := .venv
BIN := $(VENV)/bin
CATALOGUES := $(wildcard translations/*/LC_MESSAGES/*.po)
COMPILED := $(CATALOGUES:.po=.mo)
# The driver of PostgreSQL is in the development lock only.
READY := $(if $(filter postgres%,$(DATABASE_URL)),$(VENV)/.dev,$(VENV)/.runtime)
EDITABLE := $(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .

.PHONY: help run test check dev bench access i18n demo locks clean compiled

help: ## List what can be done
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

# ---------------------------------------------------------------------------------------------------------------- use

run: $(READY) $(COMPILED) ## Migrate, load the real data on first start, serve at http://127.0.0.1:5000 (PORT=… for another)
	@exec $(BIN)/reperes serve

dev: $(VENV)/.dev $(COMPILED) ## Serve with reload and a debugger, for whoever writes the code
	@$(BIN)/reperes load
	@exec $(BIN)/flask --app wsgi run --debug --port $${PORT:-5000}

demo: $(READY) $(COMPILED) ## Load fictional examples beside the real data
	@exec $(BIN)/reperes demo

# -------------------------------------------------------------------------------------------------------------- prove

test: $(VENV)/.dev $(COMPILED) ## Run the tests: on SQLite always, on PostgreSQL where TEST_DATABASE_URL answers
	@TEST_DATABASE_URL='$(TEST_DATABASE_URL)' $(BIN)/pytest --numprocesses 2 --dist loadgroup

access: $(VENV)/.dev $(COMPILED) ## Prove accessibility: every page, language and state in a real browser
	@REPERES_ACCESS=full TEST_DATABASE_URL='$(TEST_DATABASE_URL)' $(BIN)/pytest tests/browser

bench: $(VENV)/.dev $(COMPILED) ## Measure speed against a bare Flask; writes var/bench.json
	@$(BIN)/python -m tests.bench

check: $(VENV)/.dev $(COMPILED) ## Run every guard: style, types, floors, dependencies, templates, schema, catalogues, secrets
	@$(BIN)/python -m tests.tools.check

# --------------------------------------------------------------------------------------------------------------- keep

i18n: $(VENV)/.dev ## Bring the catalogues up to date with the texts, then compile them
	@$(BIN)/python -m tests.tools.catalogues update
	@$(MAKE) --no-print-directory compiled

compiled: $(VENV)/.runtime $(COMPILED)

locks: $(VENV)/.dev ## Pin again every dependency with its hashes (UPGRADE=1 takes newer versions)
	@$(BIN)/python -m tests.tools.locks $(if $(UPGRADE),--upgrade)

clean: ## Remove what make has made; the data in var/ stays
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	rm -f $(COMPILED)

# ------------------------------------------------------------------------------------------------------- preparations

# PYTHON=… chooses one; otherwise the first that is recent enough and able to make a virtual environment.
$(BIN)/python:
	@candidates='$(or $(PYTHON),python3.11 python3.12 python3.13 python3.14 python3)'; recent=; \
	for python in $$candidates; do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  recent=$$python; \
	  "$$python" -c 'import ensurepip, venv' 2>/dev/null || continue; \
	  echo "Preparing $(VENV) with $$("$$python" --version)"; \
	  exec "$$python" -m venv --clear $(VENV); \
	done; \
	if [ -n "$$recent" ]; then \
	  echo "$$recent cannot make virtual environments: its venv module is missing." >&2; \
	  echo "On Debian and Ubuntu: sudo apt install python3-venv (or $$(basename "$$recent")-venv), then run make again." >&2; \
	else \
	  echo "Python 3.11 or newer is needed, and none was found among: $$candidates." >&2; \
	  echo "Install it (Debian, Ubuntu: sudo apt install python3 python3-venv), or name yours: make run PYTHON=/path/to/python3." >&2; \
	fi; exit 1

$(VENV)/.runtime: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing what Repères runs on (requirements.lock)"
	@$(BIN)/pip install --quiet --require-hashes --requirement requirements.lock
	@$(EDITABLE)
	@touch $@

# The development lock holds the runtime one whole, at the same versions: both stamps hold afterwards.
$(VENV)/.dev: requirements-dev.lock requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing what Repères is developed with (requirements-dev.lock)"
	@$(BIN)/pip install --quiet --require-hashes --requirement requirements-dev.lock
	@$(EDITABLE)
	@touch $(VENV)/.runtime $@

%.mo: %.po | $(VENV)/.runtime
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@ --locale $(word 2,$(subst /, ,$<))
	@test -e $@ || { echo "$< was not compiled: its header says it is unsure (fuzzy)." >&2; exit 1; }
