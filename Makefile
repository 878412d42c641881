# Kaname. Two commands are enough: `make demo` and `make test`; `make help` lists the rest.
# Everything lives in .venv; nothing else on the machine is changed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadfile
OUT ?= demo

.DEFAULT_GOAL := help
.PHONY: help demo serve test test-slow lint format bench docs pins clean browser

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/.runtime ## install what is needed, read the example documents, run, write the brief and name it
	@$(BIN)/kaname demo --out $(OUT)

serve: $(VENV)/.runtime ## open the demo's workspace in a browser (loopback only)
	@test -f $(OUT)/workspace/kaname.toml || $(MAKE) --no-print-directory demo
	@$(BIN)/kaname serve --workspace $(OUT)/workspace

test: $(VENV)/.dev lint browser ## lint and the tests (15 minutes at most on two cores)
	$(PYTEST) -m "not slow"

test-slow: $(VENV)/.dev browser ## the long checks
	$(PYTEST) -m slow

lint: $(VENV)/.dev ## style, types, the one-way flow of the rooms
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy

format: $(VENV)/.dev ## put the code into the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.dev ## the benchmarks, each beside a peer in the same run
	@for benchmark in benchmarks/*.py; do echo "== $$benchmark"; $(BIN)/python $$benchmark || exit 1; done

docs: $(VENV)/.dev ## check that the documentation is true: its commands, links and descriptions
	$(PYTEST) tests/docs

pins: $(VENV)/.dev ## resolve the dependencies afresh and write the pinned files (for maintainers)
	sh tools/pins.sh

browser: $(VENV)/.dev
	@sh tools/browser.sh

clean: ## remove the environment and everything that was built
	rm -rf $(VENV) build dist site demo out .mypy_cache .ruff_cache .pytest_cache .hypothesis src/*.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# What the environment is made of decides when it is made again; a second `make demo` installs nothing.
$(VENV)/.runtime: requirements.txt pyproject.toml
	@PYTHON="$(PYTHON)" sh tools/install.sh $(VENV) requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt requirements.txt pyproject.toml
	@PYTHON="$(PYTHON)" sh tools/install.sh $(VENV) requirements-dev.txt
	@touch $(VENV)/.runtime $@
