# What each target does stands in README.md. All of them install the system packages they miss.

SWIFT ?= swift
# One build serves everything: without testable imports tests run on the optimised code that users run.
BUILD = $(SWIFT) build -c release
TEST = $(SWIFT) test -c release --disable-testable-imports
MIEN = .build/release/mien
PACKAGES = libopenblas-dev zlib1g-dev libpng-dev libturbojpeg0-dev libsndfile1-dev libsqlite3-dev opencv-data pkg-config

.PHONY: help setup build demo test test-instructions gate examples consumer lint benchmark docs clean

help:
	@echo "make demo       train a facial-expression network on drawn faces, here and now"
	@echo "make test       build and run all tests, and the examples"
	@echo "make examples   build and run the examples, each of which checks its result"
	@echo "make test-instructions"
	@echo "                run the tests of the core and of sound with the machine's lower instruction sets"
	@echo "make gate       run the gate, break Mien on purpose, and write Docs/Gate.md: half an hour"
	@echo "make build      build the command line: $(MIEN)"
	@echo "make setup      install the system packages that are missing: $(PACKAGES)"
	@echo "make consumer   build and run Example 01 as a package that depends on Mien by url and version"
	@echo "make lint       check the layout of the source"
	@echo "make benchmark  time Mien beside its peers, and write Docs/Performance.md and PerformanceTables.md: three quarters of an hour"
	@echo "make docs       make the reference from the comments"

setup:
	@Utilities/setup.sh $(PACKAGES)

build: setup
	$(BUILD) --product mien

demo: build
	$(MIEN) face train --epochs 5 --batch-size 16

test: setup
	$(BUILD) --build-tests
	$(TEST) --skip-build
	$(MAKE) --no-print-directory examples

# `make test` has run them with the highest set, which is the last that `mien info` names.
test-instructions: setup
	$(BUILD) --build-tests
	python3 Utilities/instruction_sets.py
	@for set in $$($(MIEN) info | sed -n 's/.*(MIEN_INSTRUCTION_SET: \(.*\), .*)/\1/p' | tr -d ,); do \
		echo "Instruction set $$set"; \
		MIEN_INSTRUCTION_SET=$$set $(TEST) --skip-build --filter '^Mien(Audio)?Tests\.' || exit 1; \
	done

gate: setup
	python3 Utilities/breakages.py --out Docs/Gate.md

# In the build folder of the rest: the library is compiled once for both packages.
examples: setup
	$(BUILD) --package-path Examples --scratch-path .build
	@cd "$$(mktemp -d)" && for source in "$(CURDIR)"/Examples/Sources/*; do \
		name=$$(basename "$$source"); \
		echo "Example $$name"; \
		"$(CURDIR)/.build/release/$$name" || { echo "Example $$name has failed." >&2; exit 1; }; \
	done

consumer: setup
	@Utilities/consumer.sh

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Datasets Tests Examples/Package.swift Examples/Sources Utilities/Publish Benchmarks/Speed/Package.swift Benchmarks/Speed/Sources

benchmark: build
	@Benchmarks/Speed/run.sh

docs: setup
	MIEN_DOCS=1 $(SWIFT) package --allow-writing-to-directory .build/docs generate-documentation --target Mien --output-path .build/docs

clean:
	rm -rf .build Benchmarks/Speed/.build
