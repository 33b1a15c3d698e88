# What is done with paidan from the shell. `make` alone lists it.
.DEFAULT_GOAL := help
.PHONY: help demo build release setup test test-quick simulate-lives fuzz-commands fuzz-policy fuzz-understanding bench check fmt ci clean

PORT ?= 8080
DATA ?= data/demo
MINUTES ?= 10
LIVES ?= 1000000
SEED ?= $(shell date +%s)

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-19s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: ## build, start the service with simulated phones, print the addresses (PORT=8080 DATA=data/demo)
	@command -v cargo >/dev/null || { echo "make demo needs Rust: https://rustup.rs"; exit 1; }
	@command -v cc >/dev/null || { echo "make demo needs a C compiler: apt-get install build-essential"; exit 1; }
	@paidan=target/release/paidan; \
	if [ ! -x $$paidan ] || [ -n "$$(find src entity migration config templates Cargo.toml Cargo.lock -newer $$paidan -print -quit)" ]; then \
		echo "building paidan (dev profile; the first time takes some minutes)"; \
		cargo build --bin paidan || exit 1; \
		paidan=target/debug/paidan; \
	fi; \
	exec $$paidan demo --port $(PORT) --data-dir $(DATA)

build: ## the binary, dev profile
	cargo build --bin paidan

release: ## the binary as it is shipped
	cargo build --release --bin paidan

setup: ## install what the tests need and this machine lacks (PostgreSQL, Chromium, .venv)
	@.ci/setup

test: setup ## install what is missing, run everything
	@if cargo nextest --version >/dev/null 2>&1; then \
		cargo nextest run --workspace; \
	else \
		echo "cargo-nextest is not here: cargo test runs them one after the other"; \
		cargo test --workspace -- --test-threads=1; \
	fi

test-quick: ## unit tests and stories, without kills, limits of a minute and the browser
	@cargo nextest run --workspace -E 'not (test(kill::) or test(limits::) or test(refused_app) or test(real_marketplace) or test(browser::))'

simulate-lives: ## lives of leads on a virtual clock with faults, LIVES=1000000 from SEED on
	PAIDAN_LIVES=$(LIVES) PAIDAN_SEED=$(SEED) cargo test --release --test all -- --nocapture twenty_thousand_lives

fuzz-commands: ## read lines of chat at random for MINUTES=10
	PAIDAN_FUZZ_MINUTES=$(MINUTES) cargo test --release -p paidan-domain -- --nocapture lines_by_the_hundred_thousand

fuzz-understanding: ## read leads, places, amounts, phones and products at random, each for MINUTES=10
	PAIDAN_FUZZ_MINUTES=$(MINUTES) cargo test --release -p paidan-domain -- --nocapture by_the_thousand

fuzz-policy: ## read and check documents of rules, changed at random, for MINUTES=10
	PAIDAN_FUZZ_MINUTES=$(MINUTES) cargo test --release -p paidan-domain -- --nocapture changed_documents_by_the_thousand

bench: ## how long matching and reading take (FILTER=batch for some of them)
	cargo bench -p paidan-domain -- $(FILTER)

check: ## form and clippy, as .ci/run has them
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings

fmt: ## put the form right
	cargo fmt --all

ci: ## what has to pass before a change goes in
	.ci/run

clean: ## remove what was built and what the demo kept
	cargo clean
	rm -rf .venv data/demo
