# Needs python3 (3.11 or newer, with venv), make and git. Everything else goes into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CODE := service prompts evals tests
PIP_INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt

# One stamp for each set of packages: a repeated run installs nothing.
RUN_STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
ALL_STAMP := $(VENV)/.installed-all

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help brief test test-all record lint format clean

help:
	@echo "make brief     a brief of the articles in seeds/, without a model"
	@echo "make test      format, lint, types, import contracts, tests, the gate of the evaluation"
	@echo "make test-all  the same, and the tests that run a real local model"
	@echo "make record    record a real local model anew for the evaluation: make record MODEL=FILE.gguf"
	@echo "make lint      only format, lint, types and import contracts"
	@echo "make format    rewrite the code in the house format"
	@echo "make clean     remove .venv, caches and builds"

brief: $(RUN_STAMP)
	@$(BIN)/evenhand brief seeds --writer extractive --format md

test: lint
	@scripts/install-browser
	@$(BIN)/python -m pytest -q
	@$(BIN)/evenhand eval gate

record: $(ALL_STAMP)
	@test -n "$(MODEL)" || { echo "Say which model file: make record MODEL=qwen2.5-coder-1.5b-instruct-q4_k_m.gguf" >&2; exit 2; }
	@$(BIN)/python -m evals.running.recording "$(MODEL)"

test-all: $(ALL_STAMP) lint
	@scripts/install-browser
	@$(BIN)/python -m pytest -q -m ""

lint: $(DEV_STAMP)
	@$(BIN)/ruff format --check --quiet --output-format concise . || { echo "Run: make format" >&2; exit 1; }
	@$(BIN)/ruff check --quiet --output-format concise .
	@$(BIN)/mypy $(CODE)
	@$(BIN)/lint-imports --no-logo

format: $(DEV_STAMP)
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .

clean:
	@rm -rf $(VENV) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# venv puts pip last, so a folder whose making was interrupted is made again.
$(BIN)/pip:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) not found: install Python 3.11 or newer." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed, $(PYTHON) is older. For another one: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) has no venv. Debian, Ubuntu: sudo apt-get install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(RUN_STAMP): pyproject.toml constraints.txt | $(BIN)/pip
	@$(PIP_INSTALL) -e . >&2
	@touch $@

$(DEV_STAMP): pyproject.toml constraints.txt | $(BIN)/pip
	@$(PIP_INSTALL) -e '.[dev]' >&2
	@touch $(RUN_STAMP) $@

$(ALL_STAMP): pyproject.toml constraints.txt | $(BIN)/pip
	@$(PIP_INSTALL) -e '.[dev,local]' >&2
	@touch $(RUN_STAMP) $(DEV_STAMP) $@
