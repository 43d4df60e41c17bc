"""What the files promise that start mailbot as a service: no rights, no one else's files, and still able to read."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections import defaultdict

import pytest

from tests.support.paths import ROOT

UNIT = ROOT / "docs" / "drift" / "mailbot.service"
CONTAINER = ROOT / "docs" / "drift" / "Containerfile"
README = (ROOT / "README.md").read_text(encoding="utf-8")
MOST_EXPOSED = 2.0
with_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None and "CI" not in os.environ, reason="systemd is not installed"
)


def settings() -> dict[str, list[str]]:
    """Return the unit's settings, each with all its values in order."""
    found = defaultdict(list)
    for line in UNIT.read_text(encoding="utf-8").splitlines():
        if "=" in line and not line.startswith("#"):
            name, _, value = line.partition("=")
            found[name].append(value)
    return found


def instructions() -> list[list[str]]:
    """Return the container file's instructions, word by word; one that goes on over several lines is one."""
    text = re.sub(r"^#.*\n", "", CONTAINER.read_text(encoding="utf-8"), flags=re.MULTILINE).replace("\\\n", "")
    return [shlex.split(line) for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DynamicUser", "yes"),
        ("StateDirectory", "mailbot"),
        ("StateDirectoryMode", "0700"),
        ("UMask", "0077"),
        ("ProtectSystem", "strict"),
        ("ProtectHome", "yes"),
        ("PrivateTmp", "yes"),
        ("NoNewPrivileges", "yes"),
        ("CapabilityBoundingSet", ""),
        ("RestrictNamespaces", "yes"),
        ("KillMode", "mixed"),
        ("ExecStartPre", "/opt/mailbot/bin/mailbot --config /etc/mailbot/config.toml check"),
        ("Type", "notify"),
        ("WatchdogSec", "120"),
        ("ExecStart", "/opt/mailbot/bin/mailbot --config /etc/mailbot/config.toml run"),
    ],
)
def test_unit_has_setting(name, value):
    assert settings()[name] == [value]


def test_unit_hands_on_secrets_as_credentials_by_the_names_that_the_config_asks_for():
    handed = [value.partition(":")[0] for value in settings()["LoadCredential"]]
    assert handed == ["mailbox_password", "smtp_password"]
    model = (ROOT / "mailbot" / "config" / "model.py").read_text(encoding="utf-8")
    assert all(f'"{name}"' in model for name in handed)
    assert not settings().keys() & {"Environment", "EnvironmentFile"}


def test_unit_lets_the_readers_confine_themselves():
    allowed = settings()["SystemCallFilter"][-1].split()
    assert set(allowed) == {"landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self", "seccomp"}


def test_unit_lets_libreoffice_make_code():
    assert "MemoryDenyWriteExecute" not in settings()


@with_systemd
def test_unit_is_hardly_exposed_by_systemds_own_measure():
    command = ["systemd-analyze", "security", "--offline=true", "--no-pager", str(UNIT)]
    said = subprocess.run(command, check=False, capture_output=True, text=True).stdout
    measured = re.search(r"Overall exposure level for mailbot\.service: (\d+\.\d+)", said)
    assert measured is not None, said
    named = re.search(r"`systemd-analyze security`: at most (\d+\.\d+)", README)
    assert float(measured[1]) <= float(named[1]) <= MOST_EXPOSED


@with_systemd
def test_unit_says_nothing_that_systemd_does_not_know(tmp_path):
    """With programs in the place of those that are not installed here, about which alone it may complain."""
    program = next(filter(None, map(shutil.which, ["true"])))
    unit = tmp_path / UNIT.name
    text = re.sub(r"(?m)^(Exec\w+)=\S+", rf"\1={program}", UNIT.read_text(encoding="utf-8"))
    unit.write_text(text, encoding="utf-8")
    command = ["systemd-analyze", "verify", "--recursive-errors=no", "--man=no", str(unit)]
    verified = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (verified.stderr, verified.returncode) == ("", 0)


def test_container_runs_as_an_ordinary_user_that_owns_its_state_alone():
    last = {words[0]: words[1:] for words in instructions()}
    assert last["USER"] == ["10001:10001"]
    assert last["VOLUME"] == ["/var/lib/mailbot"]
    assert (last["ENTRYPOINT"], last["CMD"]) == (["[mailbot]"], ["[run]"])
    made = " ".join(word for words in instructions() for word in words)
    assert "install -d -m 0700 -o mailbot -g mailbot /var/lib/mailbot" in made


def test_container_is_looked_after_and_installs_what_is_pinned():
    (health,) = (words for words in instructions() if words[0] == "HEALTHCHECK")
    assert health[-2:] == ["[mailbot,", "health]"]
    made = " ".join(word for words in instructions() for word in words)
    assert "--require-hashes --no-deps -r requirements.lock" in made
    assert not re.search(r"PASSWORD|SECRET", made, re.IGNORECASE)


def test_readme_says_how_to_start_each():
    assert "cp docs/drift/mailbot.service /etc/systemd/system/\n" in README
    assert "systemctl enable --now mailbot\n" in README
    assert "podman build --format docker -f docs/drift/Containerfile -t mailbot .\n" in README
    assert "podman run --read-only --tmpfs /tmp --cap-drop all " in README
