"""What `check` says of this machine, tried and not believed."""

from __future__ import annotations

import re
from contextlib import closing
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from mailbot import __version__
from mailbot.app import time_zone
from mailbot.cli.checks import check_machine
from mailbot.cli.checks.check_result import Doubt
from mailbot.cli.operating import check
from mailbot.config.model import Config, ReadingConfig
from mailbot.jobs import thread_key
from mailbot.jobs.leading import Leadership
from mailbot.store.engine import Database
from mailbot.store.lead import Leader
from parsers.sandbox.pool import Isolated

UNCONFINED = (
    "a hostile file could reach the network, files outside its folder, the secrets of other processes: this system "
    "lacks Landlock (Linux 5.13) or seccomp, or the service may not call them; "
)


def a_config(*, converts: bool) -> Config:
    return Config.model_construct(reading=ReadingConfig(convert_unconfined=converts))


@pytest.fixture
def unconfined(monkeypatch):
    def stand_in(templates, *, answer, **_):
        return Isolated(templates, read="tests.support.unconfined_reader:confinement.trial", answer=answer)

    monkeypatch.setattr("parsers.sandbox.pool.Isolated", stand_in)


def test_reading_is_confined_here():
    assert (
        check_machine.reading(a_config(converts=False))
        == "files are read without network, secrets and other files (tried)"
    )


@pytest.mark.usefixtures("unconfined")
@pytest.mark.parametrize(
    ("converts", "follows"),
    [
        (False, "so old Word files (.doc, .rtf) are not read, unless reading.convert_unconfined = true."),
        (True, "reading.convert_unconfined has old Word files (.doc, .rtf) converted all the same."),
    ],
)
def test_reading_that_can_not_be_confined_is_told_with_what_follows(converts, follows):
    with pytest.raises(Doubt) as doubt:
        check_machine.reading(a_config(converts=converts))
    assert str(doubt.value) == UNCONFINED + follows


@pytest.mark.parametrize(
    ("version", "zone", "key", "said"),
    [
        (__version__, time_zone(), "", ""),
        ("0.0.9", time_zone(), "", f"version 0.0.9, here {__version__}"),
        (__version__, "UTC +1300", "", f"time zone UTC +1300, here {time_zone()}"),
        (__version__, time_zone(), "00ff", "another thread key: restart it"),
    ],
    ids=["same", "version", "time zone", "key"],
)
def test_worker_that_differs_from_who_leads_is_told_in_what(tmp_path, version, zone, key, said):
    url = f"sqlite:///{tmp_path / 'mailbot.db'}"
    database = Database(url)
    database.migrate()
    member = Leader(database.name, "vm2", version, zone, key or thread_key.fingerprint(database))
    with closing(database), Leadership(database, member, lambda: datetime.now(UTC)).alone():
        asked = SimpleNamespace(database_url=url)
        if said:
            with pytest.raises(Doubt, match=re.escape(f"vm2 has {said}. All workers should have the same.")):
                check._leader(asked)
        else:
            assert check._leader(asked).endswith("same version, time zone and thread key")
