# Two commands for a fresh machine with Python 3.11 or newer and make:
#   make demo    code the bundled articles and serve the web application over them (ARGS=--once: print one record and stop)
#   make test    everything that must hold

PYTHON ?= python3
BIN := .venv/bin
ARGS ?=

.PHONY: install demo test lint types imports docs train bench lock clean

install: .venv/installed

.venv/installed: requirements/install.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "servanda needs Python 3.11 or newer; try: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/install.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

.venv/developed: .venv/installed requirements/develop.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/develop.txt
	touch $@

demo: install
	$(BIN)/servanda demo $(ARGS)

test: .venv/developed lint types imports docs
	$(BIN)/python -m pytest $(ARGS)

lint: .venv/developed
	$(BIN)/ruff check src tests training
	$(BIN)/ruff format --check src tests training

types: .venv/developed
	$(BIN)/mypy

imports: .venv/developed
	$(BIN)/lint-imports

# The generated pages of the documentation must be those that the code gives.
docs: .venv/developed
	$(BIN)/python docs/generate.py --check

# The encoder anew from the corpus in training/: torch and its like live in an environment of their own.
.venv-train/installed: .venv/installed training/requirements.txt
	$(PYTHON) -m venv .venv-train
	.venv-train/bin/python -m pip install --quiet --disable-pip-version-check --requirement training/requirements.txt
	.venv-train/bin/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

train: .venv-train/installed
	cd training && ../.venv-train/bin/python train.py $(ARGS)

# How fast it is: all figures of docs/performance.md anew (ARGS="coder start" measures these parts alone).
bench: .venv/developed
	$(BIN)/python benchmarks/run.py $(ARGS)

lock: .venv/developed
	$(BIN)/uv pip compile pyproject.toml --extra build --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-header --quiet --output-file requirements/install.txt
	$(BIN)/uv pip compile pyproject.toml --extra build --extra dev --extra tables --extra postgres --extra agreement --extra spark --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-header --quiet --output-file requirements/develop.txt

clean:
	rm -rf .venv .venv-train dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
