# Every step brings its own environment: Python 3.11 or newer (with venv), git and make are enough.
PYTHON ?= python3
PORT ?= 8080
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --disable-pip-version-check -q

.DEFAULT_GOAL := help
.PHONY: setup demo test check parse-score bench crash audit fuzz permissions screenshots fmt lint types layers lock help

setup: $(VENV)/.setup ## make .venv with the program in it (.venv/bin/liaison-bot)

$(VENV)/.setup: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.dev: $(VENV)/.setup requirements-dev.lock
	$(PIP) install --require-hashes -r requirements-dev.lock
	touch $@

demo: $(VENV)/.setup ## try it: no token, no network; prints an address (PORT=8080)
	STARTED_BY=make $(BIN)/liaison-bot sandbox --port $(PORT)

test: $(VENV)/.dev ## run every test
	$(BIN)/pytest -n auto --dist loadgroup

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

layers: $(VENV)/.dev
	$(BIN)/lint-imports

check: lint types layers test ## everything CI runs

parse-score: $(VENV)/.dev ## how well free text is read (needs the labelled examples beside the checkout)
	$(BIN)/python -m tests.parse_score

bench: $(VENV)/.dev ## measure
	$(BIN)/python -m tests.bench

crash: $(VENV)/.dev ## kill the program again and again, and look for what is lost or doubled
	$(BIN)/python -m tests.crash
	$(BIN)/python -m tests.crash --mode webhook
	$(BIN)/python -m tests.crash --kills 0 --people 9 --locked 30 --full 8

audit: $(VENV)/.dev ## look for known weaknesses of what is locked, and for secrets among the files (needs the network)
	$(BIN)/python -m tests.audit

fuzz: $(VENV)/.dev ## 20,000 updates drawn from the official schema
	FUZZ_UPDATES=20000 $(BIN)/pytest -q -n 0 tests/test_fuzzing.py

permissions: $(VENV)/.setup ## write docs/permissions.md anew from the routing table
	$(BIN)/python -m handlers.permission_page > docs/permissions.md

screenshots: $(VENV)/.dev ## take the README's pictures (needs Chromium)
	$(BIN)/python -m tests.bot.sandbox.screenshots docs/pictures

fmt: $(VENV)/.dev ## put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: ## write both lock files anew (needs uv on the PATH)
	uv export -q --no-header --no-emit-project --no-dev --group build -o requirements.lock
	uv export -q --no-header --no-emit-project --group build -o requirements-dev.lock
	rm -f uv.lock

help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## (.*)/  make \1\t\2/'
