# make setup   the virtual environment with the `hybrid` command (nothing to do when it is there)
# make test    format, lint, types, tests
# make demo    the main job on real problems
# make docs    docs/rules.md and its pictures from the rule book (two minutes)
# make model   the weights of the network, trained from nothing: about two and a half hours on two cores; it goes on where it was
#              stopped (build/model keeps what was found)
# make check   what `make test` runs before the tests
#
# VENV says where the environment goes, PYTHON which interpreter it is made from.

SHELL := /bin/bash
VENV ?= .venv
PYTHON ?= $(firstword $(foreach p,python3 python3.14 python3.13 python3.12 python3.11,\
	$(shell $(p) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(p))))
# The processor builds of torch: a tenth of the size of the ones PyPI offers on Linux. Where the index
# cannot be reached pip warns and takes torch from wherever else it is found.
TORCH_INDEX ?= https://download.pytorch.org/whl/cpu
WORKERS ?= 2

BIN := $(VENV)/bin
DONE := $(VENV)/.setup-done

.PHONY: setup test check format demo docs model clean

setup: $(DONE)

$(DONE): pyproject.toml constraints.txt
	@if [ -z "$(PYTHON)" ]; then echo "Python 3.11 or newer is needed; set PYTHON=path/to/python" >&2; exit 1; fi
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -qq --retries 1 --extra-index-url $(TORCH_INDEX) -c constraints.txt torch
	$(BIN)/python -m pip install --quiet -c constraints.txt hatchling
	$(BIN)/python -m pip install --quiet -c constraints.txt --no-build-isolation -e '.[dev]'
	touch $(DONE)

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: check
	$(BIN)/python -m pytest -n $(WORKERS)

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

demo: setup
	$(BIN)/hybrid demo examples/demo.txt

docs: setup
	$(BIN)/python -m hybrid.verify.page --workers $(WORKERS)

model: setup
	$(BIN)/python -m hybrid.learn.make --workers $(WORKERS)

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
