# Two commands for a newcomer: `make run` and `make test`. The rest is for developers.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

CATALOGUES := $(patsubst %.po,%.mo,$(wildcard resources/locale/*/LC_MESSAGES/*.po))

.PHONY: run test integration check setup system lock package fuzz audit api screenshots format clean catalogues

run: $(STAMP) $(CATALOGUES)
	@sh packaging/system.sh run
	$(BIN)/credcheck gui --practice

test: $(STAMP)
	@sh packaging/system.sh test
	$(BIN)/python hatch_build.py
	$(BIN)/python -m pytest -q -n auto --maxprocesses 4 -m "not window"
	sh packaging/x11env.sh $(BIN)/python -m pytest -q -m window

# A real Bluesky network and ActivityPub server (Node 20, PostgreSQL, Redis); skipped with a message where Node is absent.
integration: $(STAMP)
	sh packaging/real_parts/run.sh $(BIN)/python -m pytest -q -m parts tests/real_parts

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

setup: $(STAMP)

$(STAMP): pyproject.toml requirements.lock
	@sh packaging/system.sh python
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $(STAMP)

# The catalogues of other languages: new and changed sentences are taken in, then everything is compiled.
catalogues: $(STAMP)
	$(BIN)/python packaging/catalogues.py
	$(BIN)/python hatch_build.py

%.mo: %.po $(STAMP)
	$(BIN)/python hatch_build.py

# requirements.lock is for developers; packaging/locks/runtime.lock holds the same versions of what is shipped.
LOCK := uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --quiet
lock:
	test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet uv
	$(BIN)/$(LOCK) pyproject.toml --extra gui --extra dev --output-file requirements.lock
	$(BIN)/$(LOCK) pyproject.toml --extra gui --extra pictures --constraint requirements.lock --output-file packaging/locks/runtime.lock
	$(BIN)/$(LOCK) packaging/locks/tools.in --python-version 3.11 --output-file packaging/locks/tools.lock
	$(BIN)/$(LOCK) packaging/locks/freeze.in --python-version 3.11 --output-file packaging/locks/freeze.lock
	$(BIN)/$(LOCK) packaging/locks/fuzz.in --python-version 3.11 --output-file packaging/locks/fuzz.lock

# Folder, .deb and wheel, each walked through; prints sizes and start time.
package: $(STAMP)
	@sh packaging/system.sh package
	sh packaging/package.sh

# Dependencies: known weaknesses (needs the advisories of PyPI), and those that are not used or not declared.
audit: build/tools/.made
	build/tools/bin/deptry .
	build/tools/bin/pip-audit --requirement packaging/locks/runtime.lock --disable-pip --require-hashes --strict

# The Python API from its docstrings, as pages in build/api.
api: build/tools/.made $(STAMP)
	PYTHONPATH=.:$$($(BIN)/python -c "import sysconfig; print(sysconfig.get_path('purelib'))") build/tools/bin/pdoc --output-directory build/api --no-show-source credcheck.check credcheck.model credcheck.app credcheck.verify credcheck.batch credcheck.report credcheck.registries.interface credcheck.platforms.interface credcheck.claims.interface credcheck.bindings.interface credcheck.flags.interface credcheck.report.interface

build/tools/.made: packaging/locks/tools.lock
	$(PYTHON) -m venv --clear build/tools
	build/tools/bin/python -m pip install --quiet --require-hashes -r packaging/locks/tools.lock
	cp packaging/locks/tools.lock build/tools/.made

# Feeds every parser of hostile input for MINUTES each; ONLY=registry. takes those whose names begin so.
MINUTES ?= 30
fuzz: $(STAMP)
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r packaging/locks/fuzz.lock || echo "no atheris: inputs are changed blindly"
	$(BIN)/python -m tests.fuzz --minutes $(MINUTES) $(ONLY)

screenshots: $(STAMP)
	sh packaging/x11env.sh $(BIN)/python packaging/screenshots.py

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache
