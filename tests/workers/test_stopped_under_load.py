"""SIGTERM while hundreds of messages and letters wait: what is at hand is finished, and nothing more is begun.

So an end takes as long as one message and one letter; `tests/bench/bench_stop.py` says how long that is.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from sqlalchemy import select

from mailbot import app as composition
from mailbot.app import App
from mailbot.cli.operating.running import _signals
from mailbot.jobs.intake import take_in
from mailbot.store.tables import Letter, Message
from mailbot.worker import Worker
from tests.support import backlog
from tests.support.waiting import PATIENCE

COUNT = 200
FORM = [("Förslag.docx", backlog.word.write(backlog.FORM, backlog.COMPLETE))]


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def built(tmp_path, mailbox_account, smtp_server) -> Iterator[App]:
    """An app to which hundreds of forms have come."""
    mails = [backlog.mail(n, f"anna{n}@varberg.example", "Förslag", "Hej!", FORM) for n in range(1, COUNT + 1)]
    mailbox_account.deliver_all(mails, when=backlog.DELIVERED)
    with composition.build(backlog.config(tmp_path, mailbox_account, smtp_server)) as built:
        yield built


def run_until_told(built: App, point: str, asked: int, seen: Callable[[], object] = lambda: None) -> list[object]:
    """Let a worker work, and tell it to stop when it first reaches the point; return what was `seen` then."""
    first, at_signal = threading.Lock(), []

    def checkpoint(name: str) -> None:
        if name == point and first.acquire(blocking=False):
            at_signal.append(seen())
            for _ in range(asked):
                os.kill(os.getpid(), signal.SIGTERM)
            assert worker.stopping.wait(PATIENCE)

    worker = Worker(replace(built, services=replace(built.services, checkpoint=checkpoint)))
    with _signals() as next_signal:
        worker.run(next_signal)
    return at_signal


def outcomes(built: App) -> Counter[str]:
    with built.services.database.reading() as session:
        return Counter(map(str, session.scalars(select(Message.outcome))))


@pytest.mark.parametrize("asked", [1, 2])
def test_of_hundreds_of_messages_none_is_begun_after_sigterm(built, mailbox_account, smtp_server, asked):
    (at_signal,) = run_until_told(built, "committed", asked, lambda: outcomes(built)["handled"])
    assert 0 < at_signal <= COUNT // 4
    assert outcomes(built) == {"handled": at_signal}
    assert len(mailbox_account.messages()) == COUNT - at_signal
    assert len(smtp_server.letters) <= 1


def test_of_hundreds_of_letters_none_is_sent_after_sigterm_but_the_one_at_hand(built, smtp_server):
    with built.alone() as services:
        take_in(services, built.mailbox)
    run_until_told(built, "accepted", 1)
    assert len(smtp_server.letters) == 1
    with built.services.database.reading() as session:
        assert Counter(map(str, session.scalars(select(Letter.state)))) == {"sent": 1, "queued": COUNT - 1}
