# make demo   the whole story on embedded servers; needs Python 3.11 or later
# make test   style, types, layers and every test, on real servers
# make bench  the ratios of speed and size
# make lock   the pinned packages anew, from pyproject.toml (needs uv)

PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/installed
DEBIAN_TEST := dovecot-imapd dovecot-lmtpd postgresql libreoffice-writer-nogui

.PHONY: setup demo test lint bench lock clean

setup: $(INSTALLED)

demo: setup
	$(BIN)/mailbot demo

test: lint
	@$(call need,$(DEBIAN_TEST))
	$(BIN)/pytest -n 4

lint: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup
	@$(call need,$(DEBIAN_TEST))
	@set -e; for file in tests/bench/bench_*.py; do \
		name=$$(basename $$file .py); echo "== $$name"; $(BIN)/python -m tests.bench.$$name; \
	done

lock:
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
		--generate-hashes --no-header --no-annotate --no-emit-index-url --upgrade --quiet -o requirements.lock

clean:
	rm -rf .venv dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage state/demo
	find mailbot parsers tests -name __pycache__ -prune -exec rm -rf {} +

$(INSTALLED): requirements.lock pyproject.toml | $(BIN)/pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "mailbot needs Python 3.11 or later: make PYTHON=/path/to/python3 …" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { $(call need,python3-venv); }
	$(PYTHON) -m venv .venv

# Have these Debian packages installed, or say how. Elsewhere than on Debian the tests say what they lack.
define need
command -v dpkg-query >/dev/null || exit 0; \
missing=; \
for package in $(1); do \
	dpkg-query -W -f '$${db:Status-Status}' $$package 2>/dev/null | grep -qx installed || missing="$$missing $$package"; \
done; \
if [ -z "$$missing" ]; then exit 0; fi; \
install="apt-get install -y --no-install-recommends$$missing"; \
if [ "$$(id -u)" != 0 ]; then echo "Debian packages are missing. Run: sudo $$install" >&2; exit 1; fi; \
apt-get update -q && DEBIAN_FRONTEND=noninteractive $$install
endef
