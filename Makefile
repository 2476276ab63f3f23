# make chat · make test · make check · make bench · make charts · make clean. Each sets up .venv by itself; Python 3.11 or newer is all it needs.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

# The first Python that is new enough and can make a virtual environment. Running it is the test: a name on the PATH
# may be a version manager's stub. Override with: make PYTHON=/path/to/python3.12 chat
PYTHON ?= $(shell for name in python3.13 python3.12 python3.11 python3; do \
	$$name -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$name && break; done)

.PHONY: chat test check bench charts clean

chat: $(READY) ## talk to the bot in this terminal
	@$(BIN)/bot chat

test: $(READY) ## everything that must hold before a change lands
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/bot check
	$(BIN)/bot test tests/questions tests/questions/facts
	$(BIN)/python -m pytest -n auto

check: $(READY) ## only the YAML: facts, measures, patterns and question suites
	@$(BIN)/bot check
	@$(BIN)/bot test tests/questions tests/questions/facts

bench: $(READY) ## how fast it is, and what one wrong character does (minutes)
	$(BIN)/python -m bench.speed
	$(BIN)/python -m bench.mutations

charts: $(READY) ## draw the pictures of docs/图表.md again
	$(BIN)/python -m bench.charts docs/charts

clean: ## remove what the other targets made
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +

$(READY): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { \
		echo "This needs Python 3.11 or newer with its venv module, and none was found."; \
		echo "需要 Python 3.11 或更新的版本(带 venv 模块),这台机器上没有找到。"; \
		echo "Install one (Debian/Ubuntu: sudo apt install python3 python3-venv; macOS: brew install python@3.12)"; \
		echo "or name it: make PYTHON=/path/to/python3.12 chat"; \
		exit 1; }
	@echo "Setting up $(VENV) with $(PYTHON) (once, about a minute) …"
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@$(BIN)/bot ask 你好 >/dev/null # makes the tables that every later start reads
	@touch $(READY)
