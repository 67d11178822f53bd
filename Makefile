# Needs python3 (3.11 or newer), make and the package registries; everything else is brought here.
# Nothing is done twice: each step is a file that make compares with what it was made from.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run test check fuzz-api guess-passwords bench synth deploy smoke test-aws test-oracles

PYTHON ?= python3
PORT ?=
ARGS ?=
STAGE ?= dev

UV := .tools/uv/bin/uv
NODE := .tools/node/bin/node
ENVIRONMENT := .venv/pyvenv.cfg
RUNTIME := .venv/.runtime-synced
DEVELOPMENT := .venv/.development-synced
DEPLOYMENT := .venv/.deployment-synced
ORACLES := .venv/.oracles-synced
WEB_PACKAGES := web/node_modules/.package-lock.json
INFRA_PACKAGES := infra/node_modules/.package-lock.json
WEB_APP := web/dist/index.html
WEB_SOURCES := $(wildcard web/*.html web/*.ts web/*.json) \
	$(shell find web/src web/public -type f ! -name '*.gen.ts' 2>/dev/null)
CHROMIUM := $(or $(ECONLENS_CHROMIUM),$(shell command -v chromium || command -v chromium-browser || command -v google-chrome))

export PATH := $(CURDIR)/.tools/node/bin:$(PATH)
export UV_PYTHON_DOWNLOADS := never
export npm_config_update_notifier := false
unexport VIRTUAL_ENV

# Package caches need a home folder; a container or a service account may have none to write to.
ifneq ($(shell test -d "$$HOME" && test -w "$$HOME" && echo yes),yes)
export HOME := $(shell mkdir -p .tools/home && cd .tools/home && pwd)
endif

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-15s %s\n", $$1, $$2}' Makefile

setup: $(RUNTIME) $(WEB_APP) ## bring everything that EconLens needs to run

run: setup ## start EconLens with a demo account (PORT=8000, ARGS="--workers 2")
	@exec .venv/bin/econlens up --demo $(if $(PORT),--port $(PORT)) $(ARGS)

test: $(DEVELOPMENT) $(WEB_APP) ## run every test: web, unit, contract, integration, packages, end to end
	cd web && npm test
ifeq ($(CHROMIUM),)
	@printf '\n*** NO CHROMIUM FOUND: the end-to-end tests will be skipped. Install the package "chromium", or name the program in ECONLENS_CHROMIUM. ***\n\n'
endif
	.venv/bin/pytest -n 2 --dist loadfile --no-loadscope-reorder $(TESTS)

check: $(DEPLOYMENT) $(WEB_PACKAGES) ## lint, types, import arrows, lock files, known vulnerabilities, secrets; writes the SBOM
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports --no-logo
	cd web && npm run lint && npm run typecheck
	$(UV) lock --check
	.venv/bin/python -m tools.check_supply_chain --uv $(UV)

test-oracles: $(ORACLES) ## hold the mathematics against other people's libraries (1 GB of them)
	ECONLENS_REQUIRE_ORACLES=1 .venv/bin/pytest tests/oracles

fuzz-api: $(DEVELOPMENT) ## send at least 5,000 requests generated from the OpenAPI document to a server
	ECONLENS_FUZZ_EXAMPLES=90 ECONLENS_FUZZ_FEWEST=5000 ECONLENS_FUZZ_PHASES=coverage,fuzzing,stateful \
		.venv/bin/pytest tests/contract/routes/test_fuzzed_api.py -n0 -s -q

guess-passwords: $(DEVELOPMENT) ## try 10,000 passwords on one account from everywhere, and 10,000 accounts from one address
	ECONLENS_STUFFING_TRIES=10000 .venv/bin/pytest tests/integration/attacks -n0 -s -q

bench: $(DEVELOPMENT) $(ORACLES) $(WEB_APP) ## measure against the budgets; writes bench/results.json
	.venv/bin/python -m bench

synth: $(DEPLOYMENT) $(WEB_APP) ## write the CloudFormation templates to build/cdk.out (STAGE=dev)
	.venv/bin/python -m infra.build
	JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=1 CDK_OUTDIR=build/cdk.out CDK_CONTEXT_JSON='{"stage": "$(STAGE)"}' .venv/bin/python -m infra.app

deploy: synth $(INFRA_PACKAGES) ## deploy to the AWS account at hand (STAGE=dev)
	cd infra && npx cdk deploy --app ../build/cdk.out --all --require-approval never

smoke: $(RUNTIME) ## call every operation of a deployment once (URL=https://…)
	.venv/bin/econlens smoke $(URL)

test-aws: $(DEPLOYMENT) $(INFRA_PACKAGES) $(WEB_APP) ## templates, AWS adapters and a whole deployment, on an emulator
	.venv/bin/pytest tests/aws

# The rungs in order, each slower than the one before; a missing folder is left out.
TESTS := $(wildcard $(addprefix tests/,unit contract integration performance e2e))

$(UV): tools/bootstrap.py
	@$(PYTHON) tools/bootstrap.py uv
	@touch $@

$(NODE): tools/bootstrap.py | $(UV)
	@$(PYTHON) tools/bootstrap.py node

# --inexact: one set of packages must not throw out another's, or they would take turns.
# Made once and by itself: told of an interpreter at every sync, uv would make it anew for a version
# manager's stand-in for python3, and throw out what other targets have brought.
$(ENVIRONMENT): | $(UV)
	$(UV) venv --clear --python "$$(command -v $(PYTHON))"

$(RUNTIME): uv.lock pyproject.toml | $(ENVIRONMENT)
	$(UV) sync --locked --no-dev --inexact --extra xlsx
	@touch $@

$(DEVELOPMENT): $(RUNTIME)
	$(UV) sync --locked --inexact
	@touch $@

$(DEPLOYMENT): $(DEVELOPMENT)
	$(UV) sync --locked --inexact --group aws
	@touch $@

$(ORACLES): $(DEVELOPMENT)
	$(UV) sync --locked --inexact --group oracles
	@touch $@

$(WEB_PACKAGES): web/package-lock.json $(NODE)
	cd web && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

$(INFRA_PACKAGES): infra/package-lock.json $(NODE)
	cd infra && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

$(WEB_APP): $(WEB_PACKAGES) $(WEB_SOURCES)
	cd web && npm run build
	@touch $@
