# `make` does what .ci/run does; `make help` lists the rest. Only `make deps` uses the network (and `make lint`, once).

.DEFAULT_GOAL := all
.NOTPARALLEL:
SHELL := bash

# Every Go module of this repository. The SDK, the benchmarks and the examples are modules of their own, so that whoever
# imports the SDK does not inherit what the generator needs.
modules := . $(patsubst %/go.mod,%,$(wildcard sdk/go/go.mod bench/go.mod examples/*/go.mod))
each_module = for m in $(modules); do echo "$(1)  ($$m)"; (cd $$m && $(1)) || exit 1; done

# Tools stay out of go.mod, which lists what we ship. The folder's name holds both versions: a new one is a new binary.
staticcheck_version := v0.8.2
golangci_version := v2.15.0
tools := $(CURDIR)/.tools/$(shell go env GOVERSION)
staticcheck := $(tools)/staticcheck-$(staticcheck_version)/staticcheck
golangci := $(tools)/golangci-lint-$(golangci_version)/golangci-lint

.PHONY: all
all: ## what .ci/run does
	.ci/run

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

##### What the tests need

.PHONY: deps
deps: deps-go deps-npm deps-chromium deps-gettext ## fetch what the tests need; the only step that uses the network

.PHONY: deps-go
deps-go: $(staticcheck)
	@$(call each_module,go mod download)

$(staticcheck):
	GOBIN=$(@D) go install honnef.co/go/tools/cmd/staticcheck@$(staticcheck_version)

.PHONY: deps-npm
deps-npm: test/npm/node_modules/.package-lock.json

# npm writes this file last, so it is there when the install is whole. Not npm ci: it wants the optional packages of every
# platform in the lock, and npm leaves those of other platforms out when it writes one.
test/npm/node_modules/.package-lock.json: test/npm/package.json test/npm/package-lock.json
	cd test/npm && npm install --no-save --no-audit --no-fund
	@touch $@

.PHONY: deps-chromium
deps-chromium:
	@.ci/chromium

.PHONY: deps-gettext
deps-gettext:
	@.ci/gettext

##### Tests

.PHONY: test
test: deps test-format test-vet test-go test-npm ## everything once; nothing is skipped silently
	@echo "make test: everything passed"

.PHONY: test-format
test-format:
	@stale=$$(gofmt -l .); if [[ -n $$stale ]]; then echo "not as gofmt writes it; run make fmt:"; echo "$$stale"; exit 1; fi

.PHONY: test-vet
test-vet: $(staticcheck)
	@$(call each_module,go vet ./...)
	@$(call each_module,$(staticcheck) ./...)

# CALLINGGEN_TEST=all turns a test that would be skipped, for want of Node, Chromium or gettext, into one that fails. Tests that run the go
# command depend on files that its cache of results does not know of, hence -count=1. The time-out is for a machine that is
# busy with other work: go test gives up after 10 minutes of its own accord. The kill test runs once more where its counts show.
.PHONY: test-go
test-go: export CALLINGGEN_TEST := all
test-go:
	@$(call each_module,go test -count=1 -timeout 40m ./...)
	@go test -count=1 -v -run '^TestKill$$' ./gen

.PHONY: test-npm
test-npm:
	cd test/npm && npm test

.PHONY: test-all
test-all: test ## the long ones too: the race detector over every module, every version of TypeScript, the docs site
	@$(call each_module,go test -race -timeout 60m ./...)
	cd test/npm && npm run test:all
	@$(MAKE) --no-print-directory test-site

##### Generated files

.PHONY: generate
generate: ## write everything that is generated
	go run ./cmd/callinggen generate
	@for f in $$(grep -l '^//go:generate' examples/*/*.go); do echo "go generate  ($$(dirname $$f))"; (cd $$(dirname $$f) && go generate) || exit 1; done

.PHONY: runtime-dts
runtime-dts: deps-npm ## remake the declarations of the TypeScript runtime, after its API has changed
	node gen/typescript/runtime/declare.mjs

.PHONY: runtime-builds
runtime-builds: ## remake the builds of the TypeScript runtime, after any change of it
	go test ./gen/typescript -run '^TestLibraries$$' -update

.PHONY: check
check: ## fail when something generated is stale; writes nothing
	go run ./cmd/callinggen generate --check

##### The docs site

# Astro wants Node 22.12 or newer. Where the machine's is older, npx brings one, which it fetches once.
site_node = $(shell node -e 'const [major, minor] = process.versions.node.split(".").map(Number); \
	if (major < 22 || (major === 22 && minor < 12)) console.log("npx --yes --prefer-offline -p node@22.23.3 --")')

.PHONY: deps-site
deps-site: site/node_modules/.package-lock.json

# Not npm ci, as in test/npm: the lock holds the native bindings of the one platform that it was written on. What the lock names
# does not change, so what npm knows of it from an earlier time is good; and nothing in it needs a script of its own.
site/node_modules/.package-lock.json: site/package.json site/package-lock.json
	cd site && npm install --no-save --no-audit --no-fund --prefer-offline --ignore-scripts
	@touch $@

# A build makes many short-lived trees: with a larger young generation it spends half the time on collecting them.
.PHONY: site
site: deps-site ## build the docs site from docs/ into site/dist
	cd site && ASTRO_TELEMETRY_DISABLED=1 $(site_node) node --max-semi-space-size=64 node_modules/astro/bin/astro.mjs build

.PHONY: test-site
test-site: site deps-chromium ## test the built docs site in a browser
	cd site && $(site_node) npm test

.PHONY: shots
shots: site deps-chromium ## a picture of each kind of page, in every language and two widths, into site/shots
	cd site && $(site_node) npm run --silent shots

##### The rest

.PHONY: bench-npm
bench-npm: deps-npm deps-chromium ## the npm package beside the original SDK: time of a message in and of one out
	cd test/npm && npm run bench

.PHONY: publish-check
publish-check: deps-npm ## pack the npm package, check what is packed, and publish it to nowhere
	cd test/npm && node --test packaging/packed.test.js
	cd sdk/npm && npm publish --dry-run --access public

# Three parts: generating, then what was generated, in Go and in Node.
.PHONY: bench
bench: ## time and memory of generating, and of what was generated
	cd bench && go run .
	cd bench && go test -run '^$$' -bench . -benchmem ./...
	cd test/npm && npm run bench

.PHONY: cross
cross: ## build and vet for the systems that the tests do not run on
	@$(call each_module,GOOS=windows go build -o /dev/null ./...)
	@$(call each_module,GOOS=windows go vet ./...)
	@$(call each_module,GOOS=darwin go build -o /dev/null ./...)
	@$(call each_module,GOOS=darwin go vet ./...)

.PHONY: lint
lint: $(golangci) ## golangci-lint; its first run fetches and builds it, which takes minutes
	@$(call each_module,$(golangci) run)

$(golangci):
	GOBIN=$(@D) go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(golangci_version)

.PHONY: fmt
fmt: ## format the Go code
	gofmt -w .

.PHONY: tidy
tidy: ## go mod tidy in every module, after a dependency has changed
	@$(call each_module,go mod tidy)

.PHONY: clean
clean: ## remove what make fetched or built
	rm -rf .tools test/npm/node_modules site/node_modules site/dist site/.astro site/shots
