# Two commands: `make demo` (environment, install, the graph of seeds/, a look-up, the page) and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
endif
KG := $(BIN)/kg

.PHONY: demo test lint bench clean
.DEFAULT_GOAL := demo

$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/installed-test: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[test,lint]"
	@touch $@

demo: $(VENV)/installed
	$(KG) build seeds/ -o output/
	$(KG) partners 黔南
	$(KG) html

test: $(VENV)/installed-test
	$(BIN)/ruff check kg tests scripts benchmarks
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2

# QUICK=1: small sizes, some minutes in place of hours. Writes docs/benchmarks.md.
bench: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[bench]"
	$(BIN)/python benchmarks/bench.py $(if $(QUICK),--quick)

lint: $(VENV)/installed-test
	$(BIN)/ruff check kg tests scripts benchmarks
	$(BIN)/mypy

clean:
	rm -rf $(VENV) build *.egg-info
