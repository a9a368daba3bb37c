# Two commands matter: `make run` and `make test`. Each does what has to be done first, once.
SHELL := /bin/sh
MAKEFLAGS += --no-print-directory --jobs=2
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

ifndef PYTHON
PYTHON := $(shell scripts/choose_python.sh)
endif
export PORT ?= 8000
export SAMSPILL_DATA ?= $(CURDIR)/data
# Without compiled files every process would compile the site anew at its start.
unexport PYTHONDONTWRITEBYTECODE
export UV_COMPILE_BYTECODE := 1
export npm_config_update_notifier := false
# A network that looks into TLS is trusted as far as the machine trusts it.
ifneq ($(wildcard /etc/ssl/certs/ca-certificates.crt),)
export UV_SYSTEM_CERTS := true
endif
export VIRTUAL_ENV := $(CURDIR)/.venv
# Node.js may be in .venv (scripts/get_node.sh); nothing else there is called by a bare name.
export PATH := $(CURDIR)/.venv/bin:$(PATH)

BIN := .venv/bin
INSTALL := $(BIN)/uv pip install --quiet --python $(BIN)/python
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header
PYTEST := $(BIN)/python -m pytest -q -n 2 --dist worksteal
#: Folders are listed with their files: one that is taken away changes its folder's time.
FRONT_END := $(shell find frontend -path frontend/dist -prune -o -print 2>/dev/null)
STATIC := $(shell find src/samspill -path '*/static*' -print 2>/dev/null)
CATALOGUES := $(shell find src/samspill/locale -name '*.po' 2>/dev/null)

.PHONY: help
help: ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

# --- To run -------------------------------------------------------------------------------------

.PHONY: run
run: ready ## the whole site on this machine: PORT=8000, SAMSPILL_DATA=./data
	@$(BIN)/samspill run

.PHONY: ready
ready: $(BIN)/.installed build/.static build/.catalogues ## set everything up, start nothing

$(BIN)/.tools: requirements/tools.txt
	@PYTHON="$(PYTHON)" scripts/check_prerequisites.sh
	@echo "Setting up .venv"
	@test -x $(BIN)/python || "$(PYTHON)" -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(BIN)/.installed: $(BIN)/.tools requirements/run.txt pyproject.toml
	@echo "Installing Python packages"
	@$(INSTALL) --require-hashes -r requirements/run.txt
	@$(INSTALL) --offline --no-deps --no-build-isolation --editable .
	@touch $@

$(BIN)/.node: $(BIN)/.tools requirements/node.txt
	@scripts/get_node.sh
	@touch $@

node_modules/.installed: $(BIN)/.node package.json package-lock.json
	@echo "Installing front end packages"
	@npm ci --include=dev --no-audit --no-fund --loglevel=error
	@touch $@

build/.front-end: node_modules/.installed $(FRONT_END)
	@echo "Building the front end"
	@npm run --silent build
	@mkdir -p build && touch $@

build/.static: $(BIN)/.installed build/.front-end $(STATIC)
	@echo "Collecting style sheets and scripts"
	@$(BIN)/samspill manage collectstatic --noinput --clear --verbosity 0
	@touch $@

build/.catalogues: $(BIN)/.installed scripts/compile_catalogues.py $(CATALOGUES)
	@$(BIN)/python scripts/compile_catalogues.py
	@mkdir -p build && touch $@

# --- To test ------------------------------------------------------------------------------------

.PHONY: test
test: tested-tools lint ## everything that must hold, on SQLite and PostgreSQL (≤ 15 minutes)
	@echo "Tests on SQLite"
	@$(PYTEST)
	@echo "Tests on PostgreSQL"
	@$(BIN)/python -m tests.postgres $(PYTEST) --ignore=tests/architecture -m "not full and not browser and not kills and not once"

.PHONY: check-all
check-all: export SAMSPILL_FULL := 1
check-all: tested-tools lint build/semgrep/.installed ## before a release: the full products of languages, widths and states
	@$(PYTEST) -m ""
	@$(BIN)/python -m tests.postgres $(PYTEST) -m "not browser and not once"

.PHONY: lint
lint: $(BIN)/.test ## style, types, import contracts and dangerous calls
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo "Run: make format"; exit 1; }
	@$(BIN)/mypy src
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/bandit --quiet --configfile pyproject.toml --recursive src

.PHONY: format
format: $(BIN)/.test ## put the code into the house's form
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --quiet --fix .

.PHONY: tested-tools
tested-tools: ready $(BIN)/.test
	@scripts/get_test_tools.sh

$(BIN)/.test: $(BIN)/.installed requirements/test.txt
	@echo "Installing what the tests need"
	@$(INSTALL) --require-hashes -r requirements/test.txt
	@touch $@

# Semgrep wants other versions of what the site is made of: it lives by itself.
build/semgrep/.installed: $(BIN)/.tools requirements/semgrep.txt
	@echo "Installing semgrep"
	@mkdir -p build && "$(PYTHON)" -m venv build/semgrep
	@$(BIN)/uv pip install --quiet --python build/semgrep/bin/python --require-hashes -r requirements/semgrep.txt
	@touch $@

.PHONY: semgrep
semgrep: $(BIN)/.test build/semgrep/.installed ## look for dangerous patterns with semgrep, by our own rules
	@$(BIN)/python -m pytest -q -m full tests/rules

.PHONY: sbom
sbom: $(BIN)/.tools ## list every component of a release with its version and digests (CycloneDX)
	@$(BIN)/python scripts/sbom.py build/sbom.cdx.json

# --- To look after it ---------------------------------------------------------------------------

.PHONY: messages
messages: tested-tools ## bring the catalogues of translations in step with the code
	@$(BIN)/python scripts/write_catalogues.py

.PHONY: benchmark
benchmark: ready ## measure the public pages beside a Django hello, in one run
	@$(BIN)/python benchmarks/pages.py

.PHONY: lock
lock: $(BIN)/.tools ## choose versions anew within pyproject.toml and requirements/*.in (UPGRADE=--upgrade)
	@$(LOCK) $(UPGRADE) requirements/tools.in -o requirements/tools.txt
	@$(LOCK) $(UPGRADE) requirements/node.in -o requirements/node.txt
	@$(LOCK) $(UPGRADE) requirements/semgrep.in -o requirements/semgrep.txt
	@$(LOCK) $(UPGRADE) pyproject.toml --extra postgres -o requirements/run.txt
	@$(LOCK) $(UPGRADE) pyproject.toml --extra postgres --extra test -o requirements/test.txt

.PHONY: clean
clean: ## take away what was built, but not the data
	@rm -rf .venv node_modules build frontend/dist
