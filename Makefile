# addend: build, run and test. `make help` lists the targets.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

GOROOT := $(shell go env GOROOT)
WASM_TEST := GOOS=js GOARCH=wasm go test -exec "$(GOROOT)/lib/wasm/go_js_wasm_exec"
# Packages without a network or a process of their own: tested natively and again as wasm.
PURE := ./socialplus/... ./wasm/... ./worker/gateway/... ./worker/session/... ./worker/limit/... ./worker/live/... ./worker/webhook/... ./worker/plan/... ./worker/secret/... ./worker/wire/... ./worker/wirejson/...
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
# A test file that hangs is ended and fails; the longest takes some two minutes.
NODE_TEST := node --test --test-reporter=spec --test-timeout=600000
# What opens the page on one host only, and natively at first.
IN_WORKERD = $(shell grep -L 'of hosts' $$(grep -l '^opened' test/browser/*.test.mjs))
GOVULNCHECK := golang.org/x/vuln/cmd/govulncheck@v1.9.0

## help: list the targets
.PHONY: help
help:
	@echo "addend — make targets:"
	@sed -n 's/^## \([a-z-]*\): /  \1\t/p' $(MAKEFILE_LIST) | expand -t 20

# ---------------------------------------------------------------- build

## build: the npm package (dist/npm), the programs (dist/bin) and the edge worker (dist/edge)
.PHONY: build
build:
	@$(MAKE) -j2 npm-build bin-build edge-build

.PHONY: npm-build
npm-build:
	@go run ./cmd/pack -o dist/npm

.PHONY: bin-build
bin-build:
	@mkdir -p dist/bin
	@go build -trimpath -o dist/bin/ ./emulator/cmd/addend-emulator ./cmd/demo
	@go build -trimpath -o dist/bin/addend-worker ./worker
	@go build -trimpath -o dist/bin/addend-admin ./admin

.PHONY: edge-build
edge-build: npm-build
	@bash worker/build-edge.sh

# ---------------------------------------------------------------- run

## demo: build and start everything on this machine, print the page's address
.PHONY: demo
demo:
	@$(MAKE) -j2 npm-build bin-build
	@exec dist/bin/demo

## edge: the same with the worker in real workerd, through wrangler
.PHONY: edge
edge: worker/node_modules/.ready
	@$(MAKE) -j2 bin-build edge-build
	@ADDEND_NODE22="$$(bash worker/node22.sh)" exec dist/bin/demo -edge

# ---------------------------------------------------------------- test

## test: everything the README promises; does its own set-up
.PHONY: test
test: check unit unit-wasm node browser

## test-slow: what takes longer: both hosts against one table of cases, crash loops
.PHONY: test-slow
test-slow: conformance edge-gate crash commands browser-slow markdown-browser bundlers release-check

# Formatting, tidiness, vet and staticcheck, for this machine and for wasm.
.PHONY: check
check: dist/tools/staticcheck
	@unformatted="$$(gofmt -l $$(git ls-files '*.go'))"; test -z "$$unformatted" || { echo "gofmt would change: $$unformatted"; exit 1; }
	@go mod tidy -diff
	@go vet ./...
	@GOOS=js GOARCH=wasm go vet $(PURE) ./wasm ./worker
	@dist/tools/staticcheck ./...
	@GOOS=js GOARCH=wasm dist/tools/staticcheck $(filter-out ./wasm/...,$(PURE)) ./wasm/markdown/... ./wasm/media/... ./wasm/files/... ./wasm/upload/...
	@GOOS=js GOARCH=wasm dist/tools/staticcheck -checks inherit,-U1000 ./wasm ./worker # JavaScript calls what looks unused
	@go test -count=1 ./test/... # they read what the test cache does not know of
	@echo "check: formatting, go.mod, vet and staticcheck are clean"

dist/tools/staticcheck: Makefile
	@mkdir -p dist/tools
	@GOBIN="$(CURDIR)/dist/tools" go install $(STATICCHECK)
	@touch $@

# The race detector needs a C compiler; without one the tests run all the same.
.PHONY: unit
unit:
	@if command -v "$$(go env CC)" >/dev/null; then go test -race ./...; \
	else echo "no C compiler here: the tests run without the race detector"; go test ./...; fi

.PHONY: unit-wasm
unit-wasm:
	@$(WASM_TEST) $(PURE)

# The packed npm package and the official client, in Node.
.PHONY: node
node: npm-build bin-build test/node_modules/.ready test/official/forward/node_modules/.ready
	@$(NODE_TEST) test/node/*.test.mjs worker/js/*.test.mjs
	@bash test/chromium.sh
	@$(NODE_TEST) --test-force-exit test/official/*.test.mjs # the client watches its session for ever

# A person's path through the page in Chromium, with the worker on both hosts.
.PHONY: browser
browser: npm-build bin-build edge-build test/node_modules/.ready worker/node_modules/.ready
	@bash test/chromium.sh
	@ADDEND_NODE22="$$(bash worker/node22.sh)" $(NODE_TEST) --test-concurrency=1 test/browser/*.test.mjs

# A channel of thousands of messages, new versions of the page; every view in workerd,
# and each feature that `browser` walks natively (the others it walks on both hosts).
.PHONY: browser-slow
browser-slow: npm-build bin-build edge-build test/node_modules/.ready worker/node_modules/.ready
	@bash test/chromium.sh
	@ADDEND_NODE22="$$(bash worker/node22.sh)" $(NODE_TEST) --test-concurrency=1 test/browser/slow/*.test.mjs
	@ADDEND_TEST_HOST=workerd ADDEND_NODE22="$$(bash worker/node22.sh)" $(NODE_TEST) --test-concurrency=1 $(IN_WORKERD)

# What the module writes, in Chromium: string and nodes agree, nothing runs.
.PHONY: markdown-browser
markdown-browser: npm-build test/node_modules/.ready bench/node_modules/.ready
	@bash test/chromium.sh
	@$(NODE_TEST) test/markdown/*.test.mjs

# One table of cases against the native host and real workerd, answers compared.
.PHONY: conformance
conformance: bin-build edge-build worker/node_modules/.ready
	@ADDEND_TEST_EDGE=1 go test -count=1 -v ./worker/conformance | tee dist/conformance.log | grep -vE '^=== |^ +--- PASS'
	@grep -q '^--- PASS: TestEdge ' dist/conformance.log || { echo "conformance: workerd was not tested"; exit 1; }

## lighthouse: the signed-in feed measured by Lighthouse; performance wants a quiet machine
.PHONY: lighthouse
lighthouse: npm-build bin-build test/node_modules/.ready test/lighthouse/node_modules/.ready
	@bash test/chromium.sh
	@node test/lighthouse/run.mjs

.PHONY: crash
crash:
	@mkdir -p dist
	@ADDEND_CRASH_ROUNDS=20 go test -count=1 -v -run TestKilled ./emulator | tee dist/crash.log | grep -v '^=== '
	@grep -q '^--- PASS: TestKilledDuringWrites ' dist/crash.log || { echo "crash: nothing was killed"; exit 1; }

# The README's commands, and the README's promise: a fresh clone works.
.PHONY: commands
commands: worker/node_modules/.ready
	@$(NODE_TEST) --test-concurrency=1 test/commands/*.test.mjs

# ---------------------------------------------------------------- bench

# The packed package through bundlers, frameworks and strict policies; its size against the budget.
.PHONY: bundlers
bundlers: npm-build bin-build test/node_modules/.ready test/bundlers/node_modules/.ready worker/node_modules/.ready
	@bash test/chromium.sh
	@$(NODE_TEST) --test-concurrency=1 test/bundlers/*.test.mjs

## release-check: two builds from two folders give the same bytes; packs the tarball
.PHONY: release-check
release-check:
	@bash test/release.sh

## sizes: what the npm package weighs, with the change against the last commit; keeps the record
.PHONY: sizes
sizes: npm-build test/bundlers/node_modules/.ready
	@node test/bundlers/sizes.mjs --write

## bench: Markdown and media, side by side with peers, in one run
.PHONY: bench
bench: npm-build bench/node_modules/.ready test/node_modules/.ready
	@bash test/chromium.sh
	@node bench/run.mjs $(BENCH)

## bench-markdown: the Markdown half of bench (BENCH=--quick for a short run)
.PHONY: bench-markdown
bench-markdown: npm-build bench/node_modules/.ready test/node_modules/.ready
	@bash test/chromium.sh
	@node bench/run.mjs markdown $(BENCH)

## bench-media: the media half of bench
.PHONY: bench-media
bench-media: npm-build bench/node_modules/.ready
	@bash test/chromium.sh
	@node bench/run.mjs media $(BENCH)

## bench-pathological: hostile texts at the platform's limits, in milliseconds of CPU time
.PHONY: bench-pathological
bench-pathological: npm-build
	@node bench/pathological/run.mjs $(BENCH)

## bench-edge: the edge beside a bare worker, the stock library and a plain proxy
.PHONY: bench-edge
bench-edge: worker/node_modules/.ready
	@go run ./bench/edge $(BENCH)

## bench-emulator: cold start, mixed requests, pages of a large database
.PHONY: bench-emulator
bench-emulator:
	@go run ./emulator/cmd/addend-emulator-bench $(BENCH)

# ---------------------------------------------------------------- more checks

# The edge worker packs and deploys, as far as that can be seen without an account.
.PHONY: edge-gate
edge-gate: edge-build worker/node_modules/.ready
	@bash worker/gate.sh

## vuln: look the dependencies up in Go's vulnerability database
.PHONY: vuln
vuln:
	@bash test/vuln.sh $(GOVULNCHECK)

# ---------------------------------------------------------------- set-up

# `npm ci` wants the optional workerd of every platform in the lock file, and a
# registry mirror may lag with those of others; installing without saving holds
# to the same lock and needs only ours.
%/node_modules/.ready: %/package.json %/package-lock.json
	@cd $* && npm install --no-save --ignore-scripts --no-fund --no-audit --loglevel=error
	@touch $@

## clean: remove what was built
.PHONY: clean
clean:
	@rm -rf dist
