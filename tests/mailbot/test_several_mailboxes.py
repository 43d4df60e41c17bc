"""Several mailboxes in one process, on real servers: each with its own register, answered once, and none held up."""

from __future__ import annotations

import queue
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import structlog
from sqlalchemy import select
from structlog.testing import capture_logs

from mailbot import app as composition
from mailbot import several_mailboxes
from mailbot.app import App
from mailbot.cli.operating.running import _several
from mailbot.config import Config
from mailbot.errors import ConfigError
from mailbot.several_mailboxes import SeveralMailboxes, refuse_shared
from mailbot.store.engine import Database
from mailbot.store.tables import Initiative
from parsers import Isolated
from tests.support import backlog
from tests.support.backlog import proposal
from tests.support.waiting import FOREVER, PATIENCE, wait_for

TOWNS = ("halmstad", "laholm", "varberg")


def address(town: str) -> str:
    return f"omtanke@{town}.example"


@pytest.fixture
def accounts(dovecot):
    return {town: dovecot.account() for town in TOWNS}


@pytest.fixture
def configs(accounts, smtp_server, tmp_path) -> dict[str, Config]:
    """A config for each town, each with a folder of its own."""
    made = {}
    for town, account in accounts.items():
        (tmp_path / town).mkdir()
        made[town] = backlog.config(tmp_path / town, account, smtp_server, identity={"address": address(town)})
    return made


@contextmanager
def at_work(configs: dict[str, Config], last: int = signal.SIGTERM) -> Iterator[SeveralMailboxes]:
    """Let them work in a thread while the context lasts, then send them a signal."""
    signals: queue.Queue[int] = queue.Queue()
    house, returned = SeveralMailboxes(configs), []
    thread = threading.Thread(target=lambda: returned.append(house.run(signals.get)))
    thread.start()
    try:
        yield house
    finally:
        signals.put(last)
        thread.join()
    assert returned == [last == signal.SIGHUP]


def senders(smtp_server) -> list[str]:
    """Return from which mailbox each letter to an initiator came."""
    return sorted(one.sender for one in list(smtp_server.letters) if one.recipients[0].startswith("anna"))


def registered(config: Config) -> int:
    with closing(Database(config.database_url)) as database, database.reading() as session:
        return len(session.scalars(select(Initiative.id)).all())


def test_each_mailbox_registers_and_answers_its_own_by_readers_that_all_share(
    configs, accounts, smtp_server, monkeypatch
):
    made: list[Isolated[object]] = []
    make = composition.reader
    monkeypatch.setattr(several_mailboxes, "reader", lambda config: made.append(make(config)) or made[-1])
    with at_work(configs):
        for number, account in enumerate(accounts.values(), 1):
            account.deliver_all([proposal(number, f"Förslag {number}")])
        wait_for(lambda: len(senders(smtp_server)) == len(TOWNS))
        wait_for(lambda: not any(account.messages() for account in accounts.values()))
    assert senders(smtp_server) == sorted(map(address, TOWNS))
    assert [registered(config) for config in configs.values()] == [1, 1, 1]
    assert len(made) == 1


def test_all_have_one_scheduler_which_begins_each_ones_jobs(configs, accounts, smtp_server):
    with at_work(configs) as house:
        wait_for(lambda: len(house._at_work) == len(TOWNS))
        workers = [*house._at_work.values()]
        wait_for(lambda: all(job.has_run.is_set() for worker in workers for job in [*worker._jobs.values()]))
        assert [thread.name for thread in threading.enumerate()].count("APScheduler") == 1


def test_mailbox_whose_register_another_process_holds_begins_once_it_can(configs, accounts, smtp_server, monkeypatch):
    monkeypatch.setattr(several_mailboxes, "_AGAIN_SECONDS", 0.1)
    for account in accounts.values():
        account.deliver_all([proposal(1, "Fallprevention")])
    with composition.build(configs["laholm"]) as other, capture_logs() as logged, at_work(configs):
        with other.alone():
            wait_for(lambda: any(line["event"] == "mailbox_at_rest" for line in logged))
            wait_for(lambda: len(senders(smtp_server)) == len(TOWNS) - 1)
            assert address("laholm") not in senders(smtp_server)
        wait_for(lambda: len(senders(smtp_server)) == len(TOWNS))
    assert senders(smtp_server) == sorted(map(address, TOWNS))


def test_mailbox_whose_server_is_away_holds_up_no_other(configs, accounts, smtp_server):
    away = configs["laholm"].mailbox.model_copy(update={"port": 9})
    configs["laholm"] = configs["laholm"].model_copy(update={"mailbox": away})
    with at_work(configs):
        for account in accounts.values():
            account.deliver_all([proposal(1, "Fallprevention")])
        wait_for(lambda: len(senders(smtp_server)) == len(TOWNS) - 1)
    assert address("laholm") not in senders(smtp_server)


def test_mailbox_that_is_at_work_on_many_holds_up_no_other(configs, accounts, smtp_server, monkeypatch):
    """It stands still in the midst of them until the other's mail is answered."""
    answered = threading.Event()

    def build(config: Config, **more: object) -> App:
        built = composition.build(config, **more)
        is_busy = config.identity.address == address("halmstad")
        waits = replace(built.services, checkpoint=lambda _name: answered.wait(PATIENCE))
        return replace(built, services=waits) if is_busy else built

    monkeypatch.setattr(several_mailboxes, "build", build)
    accounts["halmstad"].deliver_all([proposal(number, f"Förslag {number}") for number in range(1, 11)])
    with at_work(configs):
        accounts["varberg"].deliver_all([proposal(1, "Fallprevention")])
        wait_for(lambda: senders(smtp_server))
        assert senders(smtp_server) == [address("varberg")]
        answered.set()
        wait_for(lambda: len(senders(smtp_server)) == 11)


def test_mailbox_begins_when_those_before_it_have_made_a_pass(configs, accounts, smtp_server, monkeypatch):
    monkeypatch.setattr(several_mailboxes, "_AT_ONCE", 1)
    monkeypatch.setattr(several_mailboxes, "_FIRST_PASS_SECONDS", FOREVER)
    before: list[int] = []

    def building(config: Config, **lent: Any) -> App:
        before.append(sum(line["event"] == "message_taken" for line in lines))
        return composition.build(config, **lent)

    monkeypatch.setattr(several_mailboxes, "build", building)
    for account in accounts.values():
        account.deliver(proposal(1, "Fallprevention"))
    with capture_logs() as lines, at_work(configs):
        wait_for(lambda: len(senders(smtp_server)) == len(TOWNS))
    assert before == [0, 1, 2]


def test_each_line_of_the_log_says_which_mailbox_it_is_about(configs, accounts, smtp_server):
    seen: list[dict[str, object]] = []
    processors = structlog.get_config()["processors"]
    structlog.configure(processors=[structlog.contextvars.merge_contextvars, _kept_in(seen)])
    try:
        with at_work(configs):
            accounts["laholm"].deliver_all([proposal(1, "Fallprevention")])
            wait_for(lambda: senders(smtp_server))
    finally:
        structlog.configure(processors=processors)
    named = {(line["event"], line.get("mailbox")) for line in seen}
    assert {("worker_started", town) for town in TOWNS} < named
    assert {town for event, town in named if event in ("message_taken", "letter_sent")} == {"laholm"}
    assert {town for _, town in named} == set(TOWNS)


def _kept_in(seen: list[dict[str, object]]) -> Callable[..., object]:
    def keep(_logger: object, _method: str, line: dict[str, object]) -> object:
        seen.append(dict(line))
        raise structlog.DropEvent

    return keep


def test_sighup_ends_them_to_begin_anew(configs):
    with at_work(configs, signal.SIGHUP) as house:
        wait_for(lambda: len(house._at_work) == len(TOWNS))
        assert not house.is_stuck()


def test_two_configs_of_one_database_are_refused(configs):
    same = configs["laholm"].model_copy(update={"state_dir": configs["varberg"].state_dir})
    with pytest.raises(ConfigError, match=r"b\.toml: names the same database as a\.toml"):
        refuse_shared({"a.toml": configs["varberg"], "b.toml": same})
    refuse_shared(configs)


def test_two_configs_of_one_mailbox_are_refused_whatever_their_registers(configs):
    """A config that was copied and given a state_dir of its own alone would have everybody answered twice."""
    same = configs["laholm"].model_copy(update={"mailbox": configs["varberg"].mailbox})
    with pytest.raises(ConfigError, match=r"b\.toml: names the same mailbox as a\.toml"):
        refuse_shared({"a.toml": configs["varberg"], "b.toml": same})


WRITTEN = """
state_dir = "state-{name}"
[mailbox]
host = "imap.region.example"
user = "omtanke.{name}"
password_file = "password"
[smtp]
host = "smtp.region.example"
auth = "none"
[identity]
address = "omtanke@{name}.example"
[contact]
name = "Maria Lindqvist"
phone = "035-00 00 00"
email = "maria@{name}.example"
[[secretaries]]
name = "Maria Lindqvist"
address = "maria@{name}.example"
"""


def written(folder: Path, name: str) -> Path:
    file = folder / f"{name}.toml"
    file.write_text(WRITTEN.format(name=name), encoding="utf-8")
    return file


def test_configs_are_files_or_folders_of_them(tmp_path):
    (tmp_path / "password").write_text("hemligt", encoding="utf-8")
    (tmp_path / "fler").mkdir()
    (tmp_path / "fler/password").write_text("hemligt", encoding="utf-8")
    files = [written(tmp_path, "hylte"), written(tmp_path / "fler", "falkenberg"), written(tmp_path / "fler", "laholm")]
    assert list(_several([tmp_path / "hylte.toml", tmp_path / "fler"])) == list(map(str, files))


def test_folder_without_configs_and_all_faults_are_told(tmp_path):
    with pytest.raises(ConfigError, match=r"this folder holds no \*\.toml"):
        _several([tmp_path])
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text("state_dir = 3", encoding="utf-8")
    with pytest.raises(ConfigError) as refused:
        _several([tmp_path])
    assert {str(tmp_path / f"{name}.toml") for name in ("a", "b")} <= {
        line.split(": ")[0] for line in str(refused.value).split("\n")
    }
