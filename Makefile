# Kind Regards. A fresh machine needs Python 3.11 or newer, make and a network; `make help` lists the verbs.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3

# uv of this version reads our lock file; an older one on PATH is passed over for our own in .tools.
UV_VERSION := 0.13.9
UV := $(shell uv --version 2>/dev/null | awk '{ split($$2, part, "."); if (part[1] > 0 || part[2] >= 13) print "uv" }')
UV := $(if $(UV),$(shell command -v uv),.tools/bin/uv)

# The interpreter is this machine's own: packages are downloaded, nothing else.
export UV_PYTHON := $(PYTHON)
export UV_PYTHON_DOWNLOADS := never
# Where cache and project lie on different disks, copying is not worth a warning.
export UV_LINK_MODE ?= copy
# Compiled once at installation, not again and again at every start: that takes a start from 10 seconds to 4.
export UV_COMPILE_BYTECODE := 1
unexport PYTHONDONTWRITEBYTECODE
PACKAGES := kindregards workflows activities api approval_ui candidate_ui

# Stamps: a second `make run` installs nothing.
RUNTIME := .venv/.installed-to-run
DEVELOPMENT := .venv/.installed-to-develop

.PHONY: help run demo test test-fast check bench proof migrate system-packages screenshots lighthouse

help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(RUNTIME) ## start everything on this machine; Ctrl-C stops it (settings: KINDREGARDS_… or .env)
	@exec .venv/bin/kindregards up

demo: $(RUNTIME) ## play three scenarios with invented candidates, on the running system or one of its own
	@exec .venv/bin/kindregards demo

test: $(DEVELOPMENT) system-packages ## run the whole test suite
	@exec .venv/bin/pytest -n 3 --dist worksteal

test-fast: $(DEVELOPMENT) ## run the tests of rules, letters and calendars: under 10 seconds
	@exec .venv/bin/pytest -q -n 2 -m "not slow" tests/domain tests/letters tests/calendars

check: $(DEVELOPMENT) ## check format, lint, types, import rule, architecture and lock file
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/pytest -q tests/architecture
	$(UV) lock --check

bench: $(RUNTIME) ## measure what a start, a letter and a candidate cost on this machine (half an hour)
	.venv/bin/python -m benchmarks.startup
	.venv/bin/python -m benchmarks.journey
	.venv/bin/python -m benchmarks.latency --rate 10 --candidates 300
	.venv/bin/python -m benchmarks.latency --rate limit --candidates 300
	.venv/bin/python -m benchmarks.intake
	.venv/bin/python -m benchmarks.reminders
	.venv/bin/python -m benchmarks.growth

proof: $(DEVELOPMENT) system-packages ## break a whole system in every way we know and count what is lost (an hour or two)
	@broken=0; for fault in crash_run 01 02 03 04 05 06 07 08 09 10 11 12 13; do \
		.venv/bin/python -m tests.faults.$$fault || broken=1; done; \
		TESTS_REMEMBERED_WORKFLOWS=0 .venv/bin/pytest -q tests/workflows || broken=1; \
		TESTS_RACING_ROUNDS=200 .venv/bin/pytest -q tests/store/test_review_desk.py tests/store/test_telling_gate.py || broken=1; \
		TESTS_PHOTOGRAPHS=1 .venv/bin/pytest -q -m proof || broken=1; exit $$broken

screenshots: $(DEVELOPMENT) system-packages ## photograph every page, in both languages and schemes on three widths, into artefacts/screenshots
	@TESTS_PHOTOGRAPHS=1 exec .venv/bin/pytest -q tests/browser/test_screenshots.py tests/browser/test_letters.py -m "proof or not proof"

lighthouse: $(DEVELOPMENT) system-packages ## score the pages by Lighthouse in Chromium (needs node and npm)
	@npm install --silent --no-save --ignore-scripts --prefix .tools/lighthouse lighthouse@12.8.2
	@exec .venv/bin/python -m tests.browser.lighthouse

migrate: $(RUNTIME) ## bring the database to the schema of this program
	@exec .venv/bin/kindregards migrate

system-packages:
	@.ci/system-packages

$(RUNTIME): pyproject.toml uv.lock | $(UV)
	$(UV) sync --locked --inexact --no-default-groups
	.venv/bin/python -m compileall -q $(PACKAGES)
	@touch $@

$(DEVELOPMENT): pyproject.toml uv.lock | $(UV)
	$(UV) sync --locked
	.venv/bin/python -m compileall -q $(PACKAGES)
	@touch $(RUNTIME) $@

.tools/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Kind Regards needs Python 3.11 or newer: make PYTHON=/path/to/python3 …" >&2; exit 1; }
	@$(PYTHON) -m venv .tools || { \
		echo "This Python cannot make environments: on Debian, apt-get install python3-venv" >&2; exit 1; }
	.tools/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
