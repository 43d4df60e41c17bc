# make demo     the whole story on embedded servers; needs Python 3.11, 3.12 or 3.13
# make test     style, types, layers and every test, on real servers
# make soak     the long form of what is tried at random: hours; MAILBOT_SEED=… plays one again
# make pythons  both set-ups, the wheel and the demo anew, for each Python found and its oldest and newest pip
# make lowest   every test with the oldest packages that pyproject.toml allows, which may warn (needs uv)
# make bench    the ratios of speed and size
# make forms    the filled forms of tests/golden/forms that are missing; NODE_PATH says where npm's packages are
# make pictures the pictures of docs/bilder anew; needs Chromium, LibreOffice and pdftoppm
# make figures  how those forms are read; DIR=… or OTHER=1 other forms, KNOWN=1 mends the list of wrong ones
# make lock     the pinned packages anew, from pyproject.toml (needs uv)

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
RUNNING := $(VENV)/installed
DEVELOPING := $(VENV)/installed-dev
DEBIAN_TEST := dovecot-imapd dovecot-lmtpd postgresql libreoffice-writer-nogui libreoffice-calc-nogui systemd chromium

.PHONY: demo test soak lint bench forms pictures figures pythons lowest lock clean

demo: $(RUNNING)
	$(BIN)/mailbot demo

# The tests start Python hundreds of times: compiled once, three times as quick, whatever the environment says.
test soak lowest: export PYTHONDONTWRITEBYTECODE =

test: lint
	@$(call need,$(DEBIAN_TEST))
	$(BIN)/pytest -n 4

soak: $(DEVELOPING)
	@$(call need,$(DEBIAN_TEST))
	MAILBOT_SOAK=1 $(BIN)/pytest -n 2 --dist worksteal tests/crash tests/simulation tests/scenarios/test_bad_network.py
	MAILBOT_SOAK=1 $(BIN)/pytest tests/workers

lint: $(DEVELOPING)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(DEVELOPING)
	@$(call need,$(DEBIAN_TEST))
	@set -e; for file in tests/bench/bench_*.py; do \
		name=$$(basename $$file .py); echo "== $$name"; $(BIN)/python -m tests.bench.$$name; \
	done

forms: $(DEVELOPING)
	$(BIN)/python -m tests.golden.make.filled_forms.forms

pictures: $(DEVELOPING)
	$(BIN)/python -m tests.golden.make.pictures

figures: $(DEVELOPING)
	@$(BIN)/python -m tests.golden.make.filled_forms.figures $(if $(KNOWN),--known) $(if $(OTHER),--other) $(DIR)

pythons:
	.ci/pythons

lowest:
	@$(call need,$(DEBIAN_TEST))
	uv venv --quiet --clear --python $(PYTHON) build/lowest
	uv pip compile pyproject.toml --all-extras --resolution lowest-direct --python build/lowest --quiet -o build/lowest/lowest
	uv pip install --quiet --python build/lowest -r pyproject.toml --all-extras --group dev -c build/lowest/lowest
	uv pip install --quiet --python build/lowest --no-deps --no-build-isolation -e .
	build/lowest/bin/pytest -n 4 -W default --ignore tests/test_dependencies.py

# The locks are universal (a marker says which system and Python needs a line) and name extras, so that pips that look
# for «coverage[toml]» find it pinned. A version stays until its line is gone: `make lock UPGRADE=--upgrade` renews all.
LOCK = uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-strip-extras \
	--no-annotate --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --quiet $(UPGRADE)

lock:
	$(LOCK) --extra demo --group build -o requirements.lock
	$(LOCK) --all-extras --group dev --constraints requirements.lock -o requirements-dev.lock

clean:
	rm -rf .venv dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage state/demo
	find mailbot parsers tests -name __pycache__ -prune -exec rm -rf {} +

$(RUNNING): requirements.lock pyproject.toml | $(BIN)/pip
	$(call install,-r requirements.lock)
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	$(BIN)/python -m pip check
	touch $@

$(DEVELOPING): requirements-dev.lock $(RUNNING)
	$(call install,-r requirements-dev.lock)
	$(BIN)/python -m pip check
	touch $@

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
		|| { echo "mailbot needs Python 3.11, 3.12 or 3.13: make PYTHON=/path/to/python3 …" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { $(call need,python3-venv); }
	$(PYTHON) -m venv $(VENV)

# Install what a lock names as it stands: nothing is resolved, and nothing is built.
define install
$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary :all: $(1)
endef

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
