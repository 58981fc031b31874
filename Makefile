# Rõ Việc on a fresh Debian 12: `make run` and `make test`. Everything is kept in .venv and the state folder.
.DEFAULT_GOAL := help
.PHONY: help run test check setup lock console pictures bench clean
BIN := .venv/bin
CODE := platform/kernel policies tenants workers graphql/api serving

help: ## Show this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 14

run: ## Set up what is missing, then serve with two demo provinces (Ctrl-C stops everything)
	@tools/set-up runtime
	@exec $(BIN)/roviec demo run

test: ## Set up what is missing, then run every check and every test
	@tools/set-up dev
	@tools/install-test-servers
	@$(MAKE) --no-print-directory check
	@$(BIN)/pytest -n 2 --dist worksteal

check: ## Lint, format, types, direction of imports; types, style and unit tests of the console
	@tools/set-up dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(CODE) tests benchmarks
	$(BIN)/lint-imports
	$(BIN)/roviec schema check
	tools/check-console

setup: ## Make the environment with everything a developer needs
	@tools/set-up dev

lock: ## Pin every dependency again, from pyproject.toml
	@tools/set-up dev
	@$(BIN)/pip install --quiet uv
	@tools/lock
	@tools/lock-console

console: ## Build the console from web/ into the API's package
	@tools/build-console

pictures: ## Make pictures of the console's screens from the program that `make run` serves
	@tools/set-up dev
	@tools/install-console
	@$(BIN)/python -m tests.console.pictures

bench: ## Measure, and print the tables of docs/benchmarks.md
	@tools/set-up dev
	@$(BIN)/python -m benchmarks

clean: ## Remove the environment and the caches, never the data
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache web/node_modules
