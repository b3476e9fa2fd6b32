# Overwatch: `make run` and `make test` do everything that a fresh Debian 12 lacks. The work is in tools/.
PORT ?= 8000
JOBS ?= $(shell nproc)
PREFIX ?= /usr/local
DESTDIR ?=
export PORT JOBS PREFIX DESTDIR

.DEFAULT_GOAL := help
.PHONY: help setup build model web run test bench asan tsan fuzz format format-check tidy lint gpu install uninstall deb test-deb clean

help: ## this list
	@echo 'Overwatch: real-time video AI. Targets:'
	@sed -nE 's/^([a-z -]+):.*## (.*)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-20s %s\n", $$1, $$2}'
	@echo 'Variables: PORT=8000 (run), TESTS=REGEX, TEST_JOBS=N (test), JOBS=N (compilers), FUZZ_SECONDS=N (fuzz), PREFIX and DESTDIR (install)'

setup: ## Debian and npm packages, ONNX Runtime, web page, sample clip, test environment
	@tools/setup.sh run test

build: ## set-up, then the program and its tests (build/release)
	@tools/setup.sh build
	@tools/setup/build.sh release

model: ## the default model, made by the program's own importer
	@tools/setup.sh build
	@tools/setup/build.sh release overwatch
	@tools/setup/model.sh

web: ## the web page (web/dist)
	@tools/setup.sh build

run: ## set-up, build, then the server with the demo workflow on PORT
	@exec tools/run.sh

test: ## set-up, build, then every test
	@exec tools/test.sh

bench: ## each stage against its budget, then the pipeline against bare inference and bare decoding
	@tools/setup.sh run
	@tools/setup/build.sh release overwatch ow_microbench
	@tools/setup/model.sh
	@build/release/bench/ow_microbench --budgets --benchmark_repetitions=3 --benchmark_min_time=0.2
	@build/release/overwatch bench pipeline

asan tsan: ## the tests under AddressSanitizer + UBSan, or ThreadSanitizer
	@tools/setup.sh test
	@tools/setup/build.sh $@
	@ctest --preset $@

fuzz: ## the libFuzzer targets (build/fuzz); with FUZZ_SECONDS=N each of them runs so long
	@tools/setup.sh build dev
	@tools/setup/build.sh fuzz
	@[ -z "$(FUZZ_SECONDS)" ] || tools/fuzz.sh $(FUZZ_SECONDS)

format: ## clang-format over all C++ files
	@tools/setup/debian.sh debian-packages-lint
	@tools/format.sh

format-check: ## what `make format` would change
	@tools/setup/debian.sh debian-packages-lint
	@tools/format.sh --check

tidy: ## the rules over the sources: layers, lengths, forbidden calls
	@python3 -B tools/tidy.py

lint: ## clang-tidy over all C++ files (slow)
	@tools/setup.sh build dev
	@tools/setup/build.sh release
	@tools/lint.sh

gpu: ## optional: the CUDA and TensorRT providers of ONNX Runtime
	@tools/setup.sh build
	@tools/setup/gpu.sh

install: ## program, libraries, model, man pages, service below PREFIX (/usr/local); DESTDIR is honoured
	@tools/install.sh install

uninstall: ## what `make install` laid down
	@tools/install.sh uninstall

deb: ## Debian package (build/release/packages)
	@tools/install.sh deb

test-deb: deb ## installs the package into a fresh Debian, runs, upgrades and removes it (needs root; minutes)
	@tools/test_deb.sh

clean: ## removes the build folders; .deps and .overwatch stay
	@rm -rf build web/dist
