"""What a worker asks again and again grows no slower with the register: none of it walks through a whole table."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, text

from mailbot.intake import review
from mailbot.jobs.watch import health
from mailbot.one_pass import poll
from mailbot.store.engine import Database
from tests.support import backlog

LONG = ("messages", "letters", "events", "originals", "attachments", "form_versions", "initiatives", "decisions")
LONG += ("agenda_items", "instructions")
"""Tables that get rows as long as people write."""
QUESTION = backlog.mail(22, "anna1@varberg.example", "Hur går det?", "Hej! Hur går det med mitt förslag?")


@contextmanager
def plans(database: Database) -> Iterator[set[str]]:
    """Note how SQLite finds the rows of each statement, a line «SCAN messages» for each table that it goes through."""
    noted: set[str] = set()

    def explain(connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE")):
            values = parameters[0] if isinstance(parameters, list) else parameters
            rows = connection.connection.driver_connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)
            noted.update(row[3] for row in rows)

    engines = (database._reader, database._writer)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", explain)
    yield noted
    for engine in engines:
        event.remove(engine, "before_cursor_execute", explain)


def walks(noted: set[str]) -> list[str]:
    """Return what goes through a long table, unless by an index that holds few of its rows."""
    scans = [line.removeprefix("SCAN ") for line in noted if line.startswith("SCAN ")]
    few = ("ix_messages_to_be_moved", "ix_messages_with_reason", "ix_letters_copy_owed", "ix_instructions_waiting")
    return sorted(line for line in scans if line.split()[0] in LONG and not line.endswith(few))


def test_a_walk_is_noticed(world):
    with plans(world.app.services.database) as noted, world.app.services.database.reading() as session:
        session.execute(text("SELECT id FROM letters WHERE error = 'x'"))
        session.execute(text("SELECT id FROM letters WHERE id = 1"))
    assert walks(noted) == ["letters"]


@pytest.mark.parametrize(
    "mails", [(), (QUESTION,), (backlog.proposal(23, "Sårvård i hemmet"),)], ids=["idle", "status", "form"]
)
def test_pass_walks_through_no_long_table(world, mails):
    world.take(*backlog.something_of_everything())
    world.wait(minutes=1)
    world.account.deliver_all(mails, when=backlog.DELIVERED)
    with plans(world.app.services.database) as noted:
        poll(world.app)
    assert "letters" in " ".join(noted)
    assert walks(noted) == []


def test_what_is_asked_each_minute_walks_through_no_long_table(world):
    world.take(*backlog.something_of_everything())
    with plans(world.app.services.database) as noted, world.app.services.database.reading() as session:
        review.waiting(session)
        health.look(world.app.config, world.now)
    assert walks(noted) == []
