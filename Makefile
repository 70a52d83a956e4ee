# Everything runs in .venv, which is made from requirements.lock. PYTHON= chooses the interpreter, 3.11 or newer.

PYTHON ?= python3
CRDS ?= ../shared/crds
TESTFLAGS ?= -n auto --dist loadfile
LOCKFLAGS ?=
UV ?= .venv-lock/bin/uv

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet
GO_BUILD := CGO_ENABLED=0 go build -p 2 -buildvcs=false -ldflags '-s -w' -o $(CURDIR)/.tools/
# npm and npx are the wheel's, and so is the node that they look for on PATH.
NODE_ENV := PATH="$(CURDIR)/$(BIN):$$PATH" CDK8S_CHECK_UPGRADE=false

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# Goals share dist/ and .venv; what can run in parallel does so within its own recipe.
.NOTPARALLEL:
.PHONY: help synth cdk8s test e2e lint format bench docs imports lock tools wheel clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9_]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

synth: .venv/installed ## write dist/, the YAML of every environment
	@$(BIN)/tigerex-k8s synth

cdk8s: .venv/installed node_modules ## write dist/ through the cdk8s command
	@$(NODE_ENV) $(BIN)/npx --no -- cdk8s synth

test: .venv/installed ## run the tests; TESTFLAGS= runs them in one process
	@$(BIN)/python -m pytest -q $(TESTFLAGS)

e2e: .venv/installed .venv-e2e/installed tools ## prove dist/ on real servers; installs what is missing
	@bash tools/install_servers.sh
	@PATH="$(CURDIR)/.venv-e2e/bin:$$PATH" $(BIN)/python -m pytest -q -m e2e tests/e2e

lint: .venv/installed ## check format, style, types and import contracts
	@$(BIN)/ruff format --check --quiet . || { echo "make format mends the files' format" >&2; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/shellcheck .ci/run $$(git ls-files '*.sh')
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo

format: .venv/installed ## format the code and mend what ruff can mend
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format --quiet .

bench: .venv/installed ## time the synthesis against a plain cdk8s app
	@$(BIN)/python -m compileall -qq -o 0 -o 1 tigerex_k8s charts bench
	@$(BIN)/python bench/compare.py

docs: .venv/installed ## write the pages in docs/ that are generated: where the guide went, and the metrics
	@$(BIN)/python tools/guide_coverage.py
	@$(BIN)/python tools/metrics_page.py

imports: .venv/installed ## write imports/, typed custom resources; CRDS= names folders, files or URLs
	@$(BIN)/python tools/generate_imports.py --crds $(CRDS)

lock: $(UV) .venv/installed ## write the lock files; LOCKFLAGS=--upgrade takes the newest versions
	@$(UV) pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --quiet \
		--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
		--output-file requirements.lock $(LOCKFLAGS)
	@$(UV) pip compile --group e2e --universal --python-version 3.11 --generate-hashes --quiet \
		--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
		--output-file requirements-e2e.lock $(LOCKFLAGS)
	@$(NODE_ENV) $(BIN)/npm install --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts \
		--no-audit --no-fund --loglevel=error --silent

tools: .tools/prometheus .tools/alertmanager .tools/helm ## build the programs that make e2e runs

wheel: .venv/installed ## build the wheel into build/
	@mkdir -p build
	@$(BIN)/python -m build --wheel --no-isolation --outdir build >build/log 2>&1 || { cat build/log >&2; exit 1; }
	@ls build/*.whl

clean: ## remove everything that is neither source nor committed
	@rm -rf .venv .venv-* .tools .dist-* .cdk8s-out build node_modules .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -prune -exec rm -rf {} +

node_modules: node_modules/.package-lock.json ## install the cdk8s command

# npm writes this file last.
node_modules/.package-lock.json: package-lock.json | .venv/installed
	@$(NODE_ENV) $(BIN)/npm ci --ignore-scripts --no-audit --no-fund --loglevel=error --silent

.venv/installed: pyproject.toml .venv/packages
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -qq -o 0 -o 1 tigerex_k8s charts
	@touch $@

# Nothing but what the lock names. Byte code is compiled here, with and without -O, since a run may not be allowed to
# write it and then pays for compiling cdk8s every time; -qq because some packages carry templates that are not Python.
.venv/packages: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "$(PYTHON) is not Python 3.11 or newer; name one: make PYTHON=python3.13" >&2; exit 1; }
	@echo "making .venv (once, about a minute)" >&2
	@$(PYTHON) -m venv --clear .venv
	@$(PIP) install --no-deps --no-compile --require-hashes --requirement requirements.lock
	@$(BIN)/python -W ignore -m compileall -qq -j 0 -o 0 -o 1 .venv/lib || true
	@touch $@

# Of the places where Prometheus may find targets we build one; the clouds' would take ten minutes more.
.tools/prometheus: tools/programs/prometheus/go.mod
	@mkdir -p .tools && cd $(<D) && $(GO_BUILD) -tags netgo,remove_all_sd,enable_kubernetes_sd tool && touch $(CURDIR)/$@

# Its module comes without the pages that its own build makes, and does not compile without one; so it is built in a copy.
.tools/alertmanager: tools/programs/alertmanager/go.mod
	@rm -rf .tools/source && mkdir -p .tools
	@cd $(<D) && go mod download github.com/prometheus/alertmanager && \
		cp -R "$$(go list -m -f '{{.Dir}}' github.com/prometheus/alertmanager)" $(CURDIR)/.tools/source
	@chmod -R u+w .tools/source && mkdir -p .tools/source/ui/app/dist && touch .tools/source/ui/app/dist/index.html
	@cd .tools/source && $(GO_BUILD) -tags netgo ./cmd/alertmanager ./cmd/amtool && rm -rf $(CURDIR)/.tools/source

# The AWS CLI and moto, which pin what the rest does not.
.venv-e2e/installed: requirements-e2e.lock
	@$(PYTHON) -m venv --clear .venv-e2e
	@.venv-e2e/bin/python -m pip --disable-pip-version-check --no-input --quiet install --no-deps --require-hashes \
		--requirement requirements-e2e.lock
	@touch $@

.tools/helm: tools/programs/helm/go.mod
	@mkdir -p .tools && cd $(<D) && $(GO_BUILD) tool && touch $(CURDIR)/$@

.venv-lock/bin/uv:
	@$(PYTHON) -m venv --clear .venv-lock
	@.venv-lock/bin/python -m pip --disable-pip-version-check --no-input --quiet install 'uv>=0.9,<1'
