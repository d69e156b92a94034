# make brief   install simcorr and compare the anti-corruption measures on the baseline scenario
# make test    every gate: style, types, architecture, tests
# make site    the documentation as pages, in build/site
# make clean   remove what the others made
#
# Choose the interpreter with PYTHON, e.g. `make test PYTHON=python3.13`.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := brief
.PHONY: brief test site clean

brief: $(VENV)/.stamp-package
	$(BIN)/simcorr brief scenarios/baseline.toml --output results

test: $(VENV)/.stamp-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto

site: $(VENV)/.stamp-dev
	$(BIN)/python -m sphinx -W --keep-going -c docs/site . build/site

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# The package alone, at the versions the lock file names.
$(VENV)/.stamp-package: pyproject.toml requirements-dev.lock | $(BIN)/python
	$(BIN)/python -m pip install --constraint requirements-dev.lock --editable .
	touch $@

# The package and the development tools, at the versions the lock file names.
$(VENV)/.stamp-dev: pyproject.toml requirements-dev.lock | $(BIN)/python
	$(BIN)/python -m pip install --requirement requirements-dev.lock
	$(BIN)/python -m pip install --no-deps --editable .
	touch $(VENV)/.stamp-package $@

clean:
	rm -rf $(VENV) results build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find simcorr tests -type d -name __pycache__ -prune -exec rm -rf {} +
