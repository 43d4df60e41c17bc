"""The config: the example explains all of it, and each fault says what to do."""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any, get_args

import pytest

from mailbot import config
from mailbot.config import STOCKHOLM, Config, OAuth2, Organisation, Section
from mailbot.errors import ConfigError
from tests.support.paths import ROOT

EXAMPLE = ROOT / "config.example.toml"
MAILBOX = {"host": "imap.example.se", "user": "omtanke"}
SMTP = {"host": "smtp.example.se", "user": "omtanke"}
PERSON = {"name": "Anna Ek", "phone": "035-00 00 00", "email": "anna.ek@example.se"}
LEAST: dict[str, Any] = {
    "mailbox": MAILBOX,
    "smtp": SMTP,
    "identity": {"address": "omtanke@example.se"},
    "contact": PERSON,
    "secretaries": [{"name": "Anna Ek", "address": "Anna.Ek@example.se"}],
}


def test_example_loads_as_it_is():
    loaded = config.load(EXAMPLE)
    assert [secretary.address for secretary in loaded.secretaries] == ["anna.ek@example.se"]
    assert len(loaded.organisations) == 8


def test_example_loads_with_every_optional_key(tmp_path):
    whole = tmp_path / "config.toml"
    whole.write_text(_uncommented(), encoding="utf-8")
    loaded = config.load(whole)
    assert loaded.meetings.dates[0].stop == datetime(2026, 11, 26, 12, tzinfo=STOCKHOLM)
    assert loaded.mailbox.oauth2 is not None


def test_example_names_every_key():
    assert _keys(tomllib.loads(_uncommented())) == _fields(Config)


def test_example_shows_the_defaults():
    assert _changed(Config.model_validate(tomllib.loads(_uncommented()))) == {}


def test_least_config_is_enough():
    loaded = config.parse(LEAST, base=Path("/etc/mailbot"))
    assert loaded.database_url == "sqlite:////etc/mailbot/state/mailbot.db"
    assert loaded.mailbox.folders.watched == ("INBOX", "Junk")
    assert loaded.secretary("ANNA.EK@example.se") == loaded.secretaries[0]
    assert loaded.secretary("kim@example.se") is None


@pytest.mark.parametrize(
    ("address", "listed"),
    [
        ("kim@varberg.example", True),
        ("kim@skola.Varberg.example", True),
        ("kim@evilvarberg.example", False),
        ("varberg.example", True),
        ("kim@varberg.example.com", False),
    ],
)
def test_listed_domain_includes_subdomains_only(address, listed):
    organisations = (Organisation(name="Varberg kommun", domains=("varberg.example",)),)
    loaded = config.parse(LEAST, base=Path()).model_copy(update={"organisations": organisations})
    assert loaded.is_listed_domain(address) is listed


def test_paths_are_relative_to_the_file(tmp_path):
    (tmp_path / "config.toml").write_text(
        EXAMPLE.read_text(encoding="utf-8").replace('#state_dir = "state"', 'state_dir = "data"'), encoding="utf-8"
    )
    assert config.load(tmp_path / "config.toml").state_dir == tmp_path / "data"


def test_fault_names_key_what_is_wrong_and_an_example():
    with pytest.raises(ConfigError) as raised:
        config.parse({**LEAST, "identity": {"address": "omtanke at example.se"}}, base=Path(), name="config.toml")
    assert str(raised.value) == (
        "config.toml: identity.address: is not a mail address. "
        'Example: [identity]; address = "omtankehalland@regionhalland.se"'
    )


EARLY = {"date": date(2026, 12, 10), "stop": datetime(2026, 12, 10, 9, 1)}  # noqa: DTZ001 - as TOML gives it


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"mailbox": {"user": "omtanke"}}, "mailbox.host: is missing"),
        ({"mailbox": {"host": "imap.example.se"}}, "mailbox: user is missing: the account that logs in"),
        (
            {"smtp": {**SMTP, "security": "none"}},
            'smtp: security = "none" is for this machine alone: use "tls" or "starttls"',
        ),
        ({"smtp": {**SMTP, "auth": "xoauth2"}}, 'smtp: auth = "xoauth2" needs a table oauth2 beside it'),
        (
            {"mailbox": {**MAILBOX, "password": "hemligt"}},
            (
                "mailbox.password: is not read from this file. Put the secret in a file of its own, "
                "and name that in password_file"
            ),
        ),
        (
            {"database": {"url": "postgresql://bot:hemligt@db.example:abc/x"}},
            'database.url: is no whole address: write it as "postgresql://user@host:5432/name"',
        ),
        (
            {
                "smtp": {**SMTP, "plus_address": True},
                "identity": {"address": f"{'a' * 33}@regionhalland.example"},
            },
            f"smtp.plus_address: {'a' * 33} is too long to go with a code; leave plus_address out",
        ),
        ({"log": {"colour": "red"}}, "log.colour: is not a key that mailbot knows; check the spelling"),
        (
            {"organisations": [{"name": "Hylte kommun", "domains": ["kim@hylte.example"]}]},
            "organisations.0.domains.0: is not a mail domain: write the part after the @",
        ),
        ({"answer_from": 2026}, "answer_from: is not a time: write it as 2026-12-01T08:00:00, without quotes"),
        (
            {"meetings": {"dates": [EARLY]}},
            "meetings.dates.0: stop is later than the meeting itself: the agenda must close before it",
        ),
    ],
)
def test_fault_is_told(change, fault):
    with pytest.raises(ConfigError) as raised:
        config.parse({**LEAST, **change}, base=Path(), name="config.toml")
    assert str(raised.value).partition(". Example: ")[0] == f"config.toml: {fault}"


def test_unknown_key_is_told():
    with pytest.raises(ConfigError) as raised:
        config.parse({**LEAST, "hold_al": True}, base=Path(), name="config.toml")
    assert str(raised.value) == (
        "config.toml: hold_al: is not a key that mailbot knows; check the spelling. "
        "Example: see config.example.toml, which explains every key"
    )


def test_every_fault_has_a_line_and_every_top_key_an_example():
    wrong = dict.fromkeys(Config.model_fields, 4.5)
    with pytest.raises(ConfigError) as raised:
        config.parse(wrong, base=Path(), name="config.toml")
    lines = str(raised.value).splitlines()
    assert [line.split(": ")[1] for line in lines] == list(Config.model_fields)
    assert all(". Example: " in line and "see config.example.toml" not in line for line in lines)


@pytest.mark.parametrize(("content", "said"), [("[mailbox\n", "is not a readable TOML file"), (None, "no such file")])
def test_file_that_is_missing_or_no_toml_is_told(tmp_path, content, said):
    if content is not None:
        (tmp_path / "config.toml").write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=said):
        config.load(tmp_path / "config.toml")


@pytest.mark.parametrize("source", ["environment", "file", "credentials"])
def test_secret_is_found(tmp_path, monkeypatch, source):
    monkeypatch.delenv("MAILBOT_MAILBOX_PASSWORD", raising=False)
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    (tmp_path / "mailbox_password").write_text("hemligt å\n", encoding="utf-8")
    mailbox = MAILBOX
    if source == "environment":
        monkeypatch.setenv("MAILBOT_MAILBOX_PASSWORD", "hemligt å")
    elif source == "credentials":
        monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    else:
        mailbox = {**MAILBOX, "password_file": "mailbox_password"}
    assert config.parse({**LEAST, "mailbox": mailbox}, base=tmp_path).mailbox_password() == "hemligt å"


def test_secret_that_is_missing_is_told(tmp_path, monkeypatch):
    for name in ("MAILBOT_SMTP_PASSWORD", "MAILBOT_CLIENT_SECRET", "CREDENTIALS_DIRECTORY"):
        monkeypatch.delenv(name, raising=False)
    loaded = config.parse(LEAST, base=tmp_path)
    with pytest.raises(ConfigError) as raised:
        loaded.smtp_password()
    assert str(raised.value) == (
        "smtp.password_file: no secret given. Set MAILBOT_SMTP_PASSWORD, "
        'or password_file = "/etc/mailbot/smtp_password".'
    )
    oauth2 = OAuth2(tenant="t", client_id="c", client_secret_file=tmp_path / "away")
    with pytest.raises(ConfigError, match=r"oauth2\.client_secret_file: can't read .*away: No such file"):
        loaded.client_secret(oauth2)


def _uncommented() -> str:
    return re.sub(r"^#(?=[a-z_\[])", "", EXAMPLE.read_text(encoding="utf-8"), flags=re.MULTILINE)


def _fields(section: type[Section], above: str = "") -> set[str]:
    """Every key of a section and of those below it, dotted."""
    found = set()
    for name, field in section.model_fields.items():
        inner = [kind for kind in (field.annotation, *get_args(field.annotation)) if _is_section(kind)]
        found |= _fields(inner[0], f"{above}{name}.") if inner else {f"{above}{name}"}
    return found


def _changed(section: Section, above: str = "") -> dict[str, Any]:
    """Every key that differs from its default, where it has one that says something."""
    found = {}
    for name, field in type(section).model_fields.items():
        value = getattr(section, name)
        if isinstance(value, Section):
            found |= _changed(value, f"{above}{name}.")
        elif not field.is_required() and field.default not in (None, "", (), value):
            found[f"{above}{name}"] = value
    return found


def _is_section(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Section)


def _keys(data: dict[str, Any], above: str = "") -> set[str]:
    found = set()
    for name, value in data.items():
        tables = [value] if isinstance(value, dict) else value if isinstance(value, list) else []
        inner = [_keys(table, f"{above}{name}.") for table in tables if isinstance(table, dict)]
        found |= set().union(*inner) if inner else {f"{above}{name}"}
    return found
