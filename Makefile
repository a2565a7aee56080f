# `make ask` and `make test` do all the set-up they need, once, into .venv.
# Another Python:            make PYTHON=python3.12 ask
# Another folder, question:  make ask CORPUS=~/papers Q="What is a footnote for?"
# Its index elsewhere:       make ask CORPUS=~/papers DATA=~/papers-index

PYTHON ?= python3
VENV   ?= .venv
CORPUS ?=
DATA   ?=
Q      ?= How can I be sure that a quote stands in the document?
T      ?=
B      ?=

BIN := $(VENV)/bin
# Pip, whatever its age, then takes what it builds with from the same list too; and setuptools keeps its
# advice on editable installs to itself.
PIP := PYTHONWARNINGS=ignore PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt $(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check install --quiet --no-warn-script-location

# Handed over in the environment, so that the shell takes no word of them for its own.
export CORPUS DATA Q

.DEFAULT_GOAL := help
.PHONY: help ask run doctor preview pictures bench test lint types check env-example pins clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' Makefile

ask: $(VENV)/ready ## index the documents (or CORPUS=folder) and answer a question (or Q="…")
	@if [ -n "$$CORPUS" ]; then set -- "$$@" --corpus "$$CORPUS"; fi; \
	if [ -n "$$DATA" ]; then set -- "$$@" --data "$$DATA"; fi; \
	$(BIN)/footnote "$$@" index && printf '\n%s\n\n' "$$Q" && $(BIN)/footnote "$$@" ask -- "$$Q"

run: $(VENV)/ready ## start the Discord bot
	@$(BIN)/footnote run

doctor: $(VENV)/ready ## check the set-up
	@$(BIN)/footnote doctor

preview: $(VENV)/ready-preview ## try the bot in a page of your browser, without Discord (or CORPUS=folder, DIRECT=1)
	@if [ -n "$$CORPUS" ]; then export FOOTNOTE_CORPUS="$$CORPUS"; fi; \
	$(BIN)/python -m bot.preview $(if $(DIRECT),--direct)

# The browser is Playwright's: $(BIN)/playwright install chromium
pictures: $(VENV)/ready-pictures ## take the pictures of the README anew (needs a browser)
	@$(BIN)/python -m bot.preview.pictures pictures

bench: $(VENV)/ready-bench ## measure how long things take (or B="--only search,memory")
	@$(BIN)/python -m benchmarks $(B)

test: $(VENV)/ready-dev ## run the tests (or T="tests/bot/cli -k search")
	@$(BIN)/python -m pytest $(T)

lint: $(VENV)/ready-dev ## check style
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/shellcheck .ci/run docker/*.sh
	@$(BIN)/hadolint Dockerfile
	@$(BIN)/check-jsonschema --quiet --builtin-schema vendor.compose-spec compose.yaml
	@$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml

types: $(VENV)/ready-dev ## check types
	@$(BIN)/mypy

check: lint types test ## all of these, as CI does

env-example: $(VENV)/ready ## write .env.example anew, from the settings
	@mkdir -p build
	@$(BIN)/python -m bot.env_example > build/env.example && mv build/env.example .env.example

pins: ## write constraints.txt anew: what is pinned stays; without the file, everything is the newest
	@touch constraints.txt
	@$(PYTHON) -m venv --clear build/pins
	@build/pins/bin/python -m pip install --quiet --upgrade pip
	@build/pins/bin/python -m pip install --quiet -c constraints.txt -e '.[dev,bench,preview,pictures,anthropic,ollama,ocr]' 'setuptools>=77'
	@echo "# Every package at the version that was tested. Written by 'make pins'." > build/pins.txt
	@build/pins/bin/python -m pip freeze --all --exclude-editable | grep -v '^pip==' >> build/pins.txt
	@mv build/pins.txt constraints.txt
	@rm -rf build/pins

# An index may be anywhere, also in build, where earlier versions put some. So what is removed is named.
clean: ## remove the environment and what make made; every index stays
	@rm -rf $(VENV) build/lib build/bdist.* build/pins* build/env.example dist ./*.egg-info \
	  .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@rmdir build 2> /dev/null || true
	@find bot retrieval tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/ready: $(VENV)/bin/python pyproject.toml constraints.txt
	@echo "Installing Footnote into $(VENV) (once; about a minute) …"
	@$(PIP) --editable .
	@touch $@

$(VENV)/ready-%: $(VENV)/bin/python pyproject.toml constraints.txt
	@echo "Installing Footnote and its tools into $(VENV) (once; about a minute) …"
	@$(PIP) --editable '.[$*]'
	@touch $@ $(VENV)/ready

# Pip comes from outside, so that a Python that was packaged without ensurepip will do.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Footnote needs Python 3.11 or newer. Name one: make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -m pip --version > /dev/null 2>&1 || { \
	  echo "$(PYTHON) has no pip. Install it (Debian, Ubuntu: apt install python3-pip) and try again." >&2; exit 1; }
	@rm -f $(BIN)/python $(BIN)/python3*
	@$(PYTHON) -m venv --without-pip $(VENV) || { \
	  echo "$(PYTHON) cannot make a virtual environment. Install its venv module (Debian, Ubuntu: apt install python3-venv)." >&2; exit 1; }
