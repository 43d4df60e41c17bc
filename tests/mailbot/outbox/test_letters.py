"""What is asked of the outbox before a letter is queued."""

from __future__ import annotations

from sqlalchemy import event

from mailbot.mail.message import Address
from mailbot.outbox import letters
from mailbot.outbox.letters import Draft
from mailbot.outbox.samples import SAMPLES
from mailbot.store.engine import Database
from mailbot.store.values import LetterKind
from tests.support.world import NOW


def test_letters_of_one_recipient_are_found_by_the_address_however_many_wait(tmp_path):
    database, asked = Database(f"sqlite:///{tmp_path / 'register.db'}"), []
    database.migrate()
    event.listen(database._writer, "before_cursor_execute", lambda _c, _u, *said: asked.append(said[:2]))
    to = Address("Anna Ek", "anna.ek@varberg.example")
    with database.reading() as session:
        letters.earlier(session, Draft(to, "message:1", SAMPLES[LetterKind.RECEIPT_COMPLETE]), NOW)
        statement, values = asked[-1]
        plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
    database.close()
    searched = [step for *_, step in plan if "letters" in step]
    assert len(searched) == 3
    assert all("recipient=?" in step for step in searched)
