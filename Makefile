# constat: every command a person or a machine needs. `make help` lists them.

SHELL := /bin/bash
SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=
STATE ?= .run

# What `make deb` packages, and where it puts the package.
BIN ?=
OUT ?= .build

SECONDS ?= 600
CUTS ?= 300
# Which parts of `make torture`; all without a name.
PARTS ?=

# As Debian hardens: all is bound at the start, and read-only from then on; libraries are looked for where the
# system has them, not beside the program.
HARDENING := --disable-local-rpath -Xlinker -z -Xlinker relro -Xlinker -z -Xlinker now
RELEASE := $(SWIFT) build -c release --static-swift-stdlib $(HARDENING)
# Tests at full speed that see what their targets keep to themselves.
TORTURE := -c release -Xswiftc -enable-testing --build-path .build/torture
FUZZ := -c release -Xswiftc -enable-testing --build-path .build/fuzz --sanitize fuzzer --product constat-fuzz

.PHONY: help run test lint format build bench store-bench judge-bench torture power-cuts fuzz install deb picture events clean

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' $(MAKEFILE_LIST) | expand -t 22

run: ## Watch a demonstration provider break its promise (Ctrl-C stops and reports)
	@scripts/prerequisites.sh run
	@$(MAKE) --no-print-directory build
	@scripts/demonstration.sh "$$($(RELEASE) --show-bin-path)" "$(STATE)"

test: ## Build everything and run every test
	@scripts/prerequisites.sh test
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build --disable-xctest

lint: ## Check the form of every Swift file
	@scripts/prerequisites.sh lint
	$(SWIFT) format lint --strict --parallel --recursive Package.swift Sources Tests Benchmarks

format: ## Bring every Swift file into form
	$(SWIFT) format --in-place --parallel --recursive Package.swift Sources Tests Benchmarks

build: ## Build the programs in release mode
	@scripts/prerequisites.sh build
	$(RELEASE) --product constatd
	$(RELEASE) --product constat

bench: ## Measure probing beside reference loops and blackbox_exporter, then the store (store-bench)
	@scripts/prerequisites.sh bench
	@$(MAKE) --no-print-directory build
	@Benchmarks/run.sh "$$($(RELEASE) --show-bin-path)"
	@$(MAKE) --no-print-directory store-bench

store-bench: ## Measure the store's segments beside SQLite, on the same samples
	@scripts/prerequisites.sh bench
	$(RELEASE) --product constat-bench
	@python3 Benchmarks/store.py "$$($(RELEASE) --show-bin-path)/constat-bench"

judge-bench: ## Measure what judging takes a sample, beside merely recording it
	@scripts/prerequisites.sh bench
	$(RELEASE) --product constat-judge-bench
	@"$$($(RELEASE) --show-bin-path)/constat-judge-bench"

torture: ## Run what takes too long for every change: a million crashes, thousands of kills, every bit
	@scripts/prerequisites.sh test
	$(SWIFT) build --build-tests $(TORTURE)
	@SWIFT="$(SWIFT)" TORTURE="$(TORTURE)" scripts/torture.sh $(PARTS)

power-cuts: ## Cut the power of a disk CUTS times while a store is written (root; needs mkfs.xfs)
	$(RELEASE) --product StoreWriter
	@unshare --mount --propagation private scripts/power-cuts.py \
	  "$$($(RELEASE) --show-bin-path)/StoreWriter" "$(CUTS)"

fuzz: ## Try every decoder with libFuzzer, SECONDS of a processor each
	CONSTAT_FUZZ=1 $(SWIFT) build $(FUZZ)
	@scripts/fuzz.sh "$$(CONSTAT_FUZZ=1 $(SWIFT) build $(FUZZ) --show-bin-path)/constat-fuzz" "$(SECONDS)"

install: ## Put programs, unit, example, manual pages, completions and docs under DESTDIR and PREFIX
ifndef SUDO_UID
	@$(MAKE) --no-print-directory build
endif
	@scripts/install.sh .build/release "$(DESTDIR)" "$(PREFIX)"

deb: ## Make the Debian package constat_*.deb in OUT, of the programs in BIN or of a release build
ifeq ($(BIN),)
	@scripts/prerequisites.sh deb
	@$(MAKE) --no-print-directory build
	@scripts/deb.sh .build/release "$(OUT)"
else
	@scripts/deb.sh "$(BIN)" "$(OUT)"
endif

events: ## Make code, catalogs and pages of events/registry.toml
	@scripts/events.py

picture: build ## Draw docs/quickstart.svg from a real run
	@scripts/picture.py .build/release >.build/quickstart.svg
	@mv .build/quickstart.svg docs/quickstart.svg

clean: ## Remove what was built and the demonstration's state
	rm -rf .build "$(STATE)"
