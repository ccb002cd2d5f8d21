# `make demo` and `make test` need Python 3.11 and a package index, nothing else.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
JOBS ?= 1
LETTERS := $(wildcard examples/letters/*)

.PHONY: demo test lint model bench clean

$(BIN)/answerstance: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "answerstance needs Python 3.11 or newer; try make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/pip install --quiet --group dev --editable '.[baselines,dask,pandas,report,tables]'
	touch $@

demo: $(BIN)/answerstance
	$(BIN)/answerstance label --format table $(LETTERS)

test: $(BIN)/answerstance lint
	$(BIN)/pytest

lint: $(BIN)/answerstance
	$(BIN)/ruff check .
	$(BIN)/lint-imports

model: $(BIN)/answerstance
	$(BIN)/python -m answerstance.annotating.requests
	$(BIN)/answerstance train --parts all --jobs $(JOBS)

bench: $(BIN)/answerstance
	OMP_NUM_THREADS=1 $(BIN)/python benchmarks/archive_speed.py

clean:
	rm -rf $(VENV) build dist
