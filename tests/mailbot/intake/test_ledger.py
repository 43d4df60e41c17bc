"""What the ledger tells of a message."""

from __future__ import annotations

from sqlalchemy import event

from mailbot.intake import ledger
from mailbot.mail.decode import decode
from mailbot.store.engine import Database
from tests.support.backlog import proposal
from tests.support.world import NOW


def test_same_mail_is_looked_for_by_indexes_however_long_the_ledger(tmp_path):
    database, asked = Database(f"sqlite:///{tmp_path / 'register.db'}"), []
    database.migrate()
    event.listen(database._writer, "before_cursor_execute", lambda _c, _u, *said: asked.append(said[:2]))
    with database.reading() as session:
        ledger.alike(session, [decode(proposal(number, "Egenvård"), internal_date=NOW) for number in (1, 2)])
        statement, values = asked[-1]
        plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
    database.close()
    assert not [step for *_, step in plan if step.startswith("SCAN")]
