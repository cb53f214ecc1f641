# Zicht. `make demo` on a fresh machine is all a newcomer needs; `make test` proves the code.
# PYTHON chooses the interpreter (3.11 or newer), ZICHT_HOME the data folder, ZICHT_PORT the port.

VENV := .venv
BIN := $(VENV)/bin

# Where a machine forbids to write bytecode, every command and test process would compile all of Python's source anew.
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX := $(CURDIR)/$(VENV)/bytecode

.DEFAULT_GOAL := help
.PHONY: help demo test any-day check lint bench faults audit-dependencies lock clean

help:            ## show this list
	@grep -hE '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

demo: $(VENV)/.ready          ## set up, load the demonstration country and serve it
	$(BIN)/zicht demo

test: $(VENV)/.ready-to-test  ## rules about the code, then all tests
	scripts/verify

any-day: $(VENV)/.ready-to-test  ## the tests that look at a clock, on the days when such code goes wrong
	scripts/any-day

check: $(VENV)/.ready         ## is this installation in order?
	$(BIN)/zicht check

lint: $(VENV)/.ready-to-test  ## rules about the code only
	scripts/verify --rules-only

bench: $(VENV)/.ready         ## measure this machine
	$(BIN)/zicht bench

faults: $(VENV)/.ready-to-test  ## long random walks; kill parts at random under load; destroy the demonstration country: is anything lost, does anything come back?
	ZICHT_CUSTODY_STEPS=10000 $(BIN)/python -m pytest -q -n0 src/zicht/chain/custody/tests/test_never_lost.py
	ZICHT_SEQUENCES=1000 $(BIN)/python -m pytest -q -n0 -s src/zicht/chain/intake/tests/test_nothing_confirmed_is_lost.py
	PYTHONPATH=src $(BIN)/python -m tests.faults --clients $(or $(CLIENTS),50) --kills $(or $(KILLS),100) --seed $(or $(SEED),7)
	PYTHONPATH=src $(BIN)/python -m tests.faults.storm --seconds 60 --seed $(or $(SEED),7)
	PYTHONPATH=src $(BIN)/python -m tests.faults.destroying

audit-dependencies: $(VENV)/.ready-to-test  ## are weaknesses known in the locked packages? (DATABASE=export of OSV: without asking anyone)
	$(BIN)/python scripts/audit-dependencies $(if $(DATABASE),--database $(DATABASE))

lock:            ## renew the locked requirements from pyproject.toml
	scripts/lock

clean:           ## remove what was made here; data in ZICHT_HOME stays
	rm -rf $(VENV) build dist artefacts .pytest_cache .ruff_cache .mypy_cache .hypothesis .import_linter_cache

$(VENV)/.ready: requirements.txt pyproject.toml
	scripts/set-up requirements.txt
	rm -f $(VENV)/.ready-to-test
	touch $@

$(VENV)/.ready-to-test: requirements-test.txt pyproject.toml
	scripts/set-up requirements-test.txt
	touch $(VENV)/.ready $@
