"""What waits for a human, as the secretary is told of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from mailbot.intake.review import digest
from mailbot.outbox.desk_contents import Alike
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.engine import Database
from mailbot.store.tables import Message
from mailbot.store.values import Outcome, VerdictKind
from tests.support.databases import sqlite_url
from tests.support.meetings import a_unit_of_work

BEGAN = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


__all__ = ["sqlite_url"]


@pytest.fixture
def work(sqlite_url: str) -> Iterator[UnitOfWork]:
    database = Database(sqlite_url)
    database.migrate()
    with database.writing() as session:
        yield a_unit_of_work(session)
    database.close()


def waits(work, count: int, reason: str, verdict: VerdictKind) -> None:
    for _ in range(count):
        number = work.session.query(Message).count() + 1
        decided = BEGAN + timedelta(minutes=number)
        work.session.add(
            Message(
                account="a",
                folder="INBOX",
                uidvalidity=1,
                uid=number,
                begun_at=BEGAN,
                decided_at=decided,
                sender=f"person{number}@varberg.example",
                subject="Fråga",
                verdict=verdict,
                outcome=Outcome.REVIEW,
                reason=reason,
            )
        )
        work.session.flush()


def test_digest_counts_all_and_shows_what_is_alike_as_one_line(work):
    waits(work, 412, "Mejlet är ett utskick.", VerdictKind.LIST_MAIL)
    waits(work, 5, "Svara själv.", VerdictKind.QUESTION)
    waits(work, 1, "Mejlet är ett utskick.", VerdictKind.QUESTION)
    content = digest(work, since=None)
    assert (content.count, content.alike) == (418, (Alike(412, "list_mail", 412, "Mejlet är ett utskick."),))
    assert [one.number for one in content.waiting] == [413, 414, 415, 416, 417, 418]


def test_digest_of_a_thousand_different_mails_says_a_thousand(work):
    for number in range(1000):
        waits(work, 1, f"Skäl {number}.", VerdictKind.UNKNOWN)
    content = digest(work, since=None)
    assert (content.count, len(content.waiting)) == (1000, 50)
    assert "Listan visar de 50 som har väntat längst, av 1000." in content.notes
