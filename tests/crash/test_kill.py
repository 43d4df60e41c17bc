"""The worker is killed (SIGKILL) at each named point and started again: all comes out as without a kill."""

from __future__ import annotations

import re
import signal
from collections import Counter
from email import message_from_bytes, policy
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.crash import worker
from tests.support import backlog

POINTS = ("fetched", "begun", "before_commit", "committed", "before_move", "moved", "accepted")
FOLDERS = ("INBOX", "Hanterade/2026", "Granska", "Automatiska/2026")
_PROCESSES = get_context("forkserver")
"""New processes out of one that has imported the worker once, and done nothing with it."""
_PROCESSES.set_forkserver_preload(["tests.crash.worker"])


@pytest.fixture(scope="module")
def undisturbed(dovecot, _running_smtp_server, tmp_path_factory):
    _running_smtp_server.reset()
    account = dovecot.account()
    config = _prepare(tmp_path_factory.mktemp("undisturbed"), account, _running_smtp_server)
    assert _work(config, "-", 0) == 0
    return _outcome(config, account, _running_smtp_server)


@pytest.mark.parametrize("kill", [(point, count) for point in POINTS for count in (1, 3)])
def test_killed_worker_finishes_what_it_began(kill, undisturbed, mailbox_account, smtp_server, tmp_path):
    account = mailbox_account
    config = _prepare(tmp_path, account, smtp_server)
    assert _work(config, *kill) == -signal.SIGKILL
    assert _work(config, "-", 0) == 0
    register, folders, letters = _outcome(config, account, smtp_server)
    assert _alike(register) == _alike(undisturbed[0])
    assert folders == undisturbed[1]
    if kill[0] != "accepted":
        assert _alike(letters) == _alike(undisturbed[2])
    else:
        # SMTP's own window: the one letter that was accepted unseen went out again, under the same Message-ID.
        repeated = Counter(_ids(smtp_server)) - Counter(set(_ids(smtp_server)))
        assert sum(repeated.values()) == 1
        assert set(_alike(letters)) == set(_alike(undisturbed[2]))


def test_kills_one_after_another_blame_no_mail(undisturbed, mailbox_account, smtp_server, tmp_path):
    config = _prepare(tmp_path, mailbox_account, smtp_server)
    assert [_work(config, "before_commit", 1) for _ in range(5)] == [-signal.SIGKILL] * 5
    assert _work(config, "-", 0) == 0
    register, folders, letters = _outcome(config, mailbox_account, smtp_server)
    assert _alike(register) == _alike(undisturbed[0])
    assert (folders, _alike(letters)) == (undisturbed[1], _alike(undisturbed[2]))


def test_backlog_is_what_the_kills_are_about(undisturbed):
    register, folders, letters = undisturbed
    assert [(reference[8:], state, title) for reference, state, title in register] == [
        ("0001", "queued", "Fallprevention"),
        ("0002", "queued", "Gemensam fallprevention"),
        ("0003", "incomplete", "Trygghetssamtal"),
        ("0004", "incomplete", ""),
        ("0005", "queued", "Sårvård på distans"),
    ]
    assert {name: len(ids) for name, ids in folders.items()} == {
        "INBOX": 0,
        "Hanterade/2026": 7,
        "Granska": 2,
        "Automatiska/2026": 1,
    }
    assert len(letters) == 7


def _alike(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Leave the running numbers out: what a kill interrupted is taken last."""
    return sorted(tuple(re.sub(r"OH-2026-\d{4}", "OH", cell) for cell in row) for row in rows)


def _prepare(folder: Path, account, smtp) -> Path:
    account.deliver_all(backlog.something_of_everything(), when=backlog.DELIVERED)
    path = folder / "config.json"
    path.write_text(backlog.config(folder, account, smtp).model_dump_json(), encoding="utf-8")
    return path


def _work(config: Path, point: str, count: int) -> int:
    """Let a worker do one pass in a process of its own; return its exit code."""
    process = _PROCESSES.Process(target=worker.main, args=(str(config), point, str(count)))
    process.start()
    process.join()
    return process.exitcode


def _outcome(config: Path, account, smtp):
    """Return the register, the folders by Message-ID, and the letters as (recipient, subject)."""
    engine = create_engine(f"sqlite:///{config.parent / 'state' / 'mailbot.db'}")
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT reference, state, title FROM initiatives ORDER BY reference")).all()
    engine.dispose()
    folders = {name: sorted(_message_id(data) for data in account.messages(name)) for name in FOLDERS}
    letters = sorted((letter.recipients[0], _parsed(letter.data)["Subject"]) for letter in smtp.letters)
    return [tuple(row) for row in rows], folders, letters


def _ids(smtp) -> list[str]:
    return [_message_id(letter.data) for letter in smtp.letters]


def _message_id(data: bytes) -> str:
    return str(_parsed(data)["Message-ID"])


def _parsed(data: bytes):
    return message_from_bytes(data, policy=policy.default)
