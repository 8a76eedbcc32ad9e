# Three commands matter: "make demo", "make quick" and "make test". They install what is missing, on
# Debian 12 with root or sudo, and need no network once everything is there. PYTHON=… names another
# Python.
.DEFAULT_GOAL := help
.PHONY: help demo quick test fuzz crash judges lint bench corpus pictures clean
MAKEFLAGS += --no-print-directory
ARGS ?=
bin := .venv/bin
# Tests start Python some hundred times: without compiled modules, each start takes seconds.
export PYTHONDONTWRITEBYTECODE =
# As many processes as cores; a file's tests stay in one, since they share fixtures.
pytest := $(bin)/pytest -n auto --dist loadfile --no-loadscope-reorder

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile | expand -t 16

demo:  ## build the sample article; prints the three files
	@tools/system.sh build
	@tools/python.sh citations
	@$(bin)/publish build sources/end-of-an-era

quick:  ## lint, types and the fast tests (ARGS="-k epub" chooses)
	@tools/system.sh build
	@$(MAKE) lint
	@$(pytest) -q -m "not judge and not slow" --hypothesis-profile quick $(ARGS)

test: judges  ## lint, types and all tests, with every output before its judge (ARGS="-k epub" chooses)
	@$(MAKE) lint
	@$(pytest) $(ARGS)

fuzz:  ## every inline in every block, long (ARGS="--seed 3 --number 500"); says how to have a finding again
	@tools/system.sh build
	@tools/python.sh citations,dev
	@$(bin)/python -m tests.fuzz $(ARGS)

crash:  ## cut whole builds short at random, long (ARGS="--steps 100 --moments 100 --seed 1")
	@tools/system.sh build
	@tools/python.sh citations,dev
	@$(bin)/python -m tests.crash $(ARGS)

judges:  ## install what the tests judge with, and run none of it
	@tools/system.sh test
	@tools/python.sh check,dev
	@tools/judges.sh

lint:  ## ruff and mypy, as "make test" runs them
	@tools/python.sh check,dev
	@$(bin)/ruff check .
	@$(bin)/ruff format --check .
	@$(bin)/mypy

bench:  ## the benchmark: this beside pandoc, Typst and WeasyPrint alone; ARGS="batch unchanged long growth"
	@tools/system.sh build
	@tools/python.sh bench
	@$(bin)/python -m bench $(ARGS)

corpus: judges  ## build other people's articles (../shared/corpus) and put them before every judge
	@$(bin)/python -m tools.corpus $(ARGS)

pictures: judges  ## draw the README's pictures and the themes' previews again
	@$(bin)/python -m tools.pictures

clean:  ## remove what was built; "rm -rf .venv .judges" removes what was installed
	rm -rf build/*/ dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -not -path './.venv/*' -not -path './.judges/*' -prune -exec rm -rf {} +
