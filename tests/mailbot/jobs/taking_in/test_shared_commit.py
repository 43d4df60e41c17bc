"""Messages that wait share a commit, and what comes of each is what would come of it alone."""

from __future__ import annotations

import zlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import IntegrityError

from mailbot import app
from mailbot.errors import DatabaseBusy
from mailbot.intake.handlers.dispatch import HANDLERS
from mailbot.jobs.taking_in.handled_or_left import Unanswered
from mailbot.jobs.taking_in.intake_message import Entry
from mailbot.jobs.taking_in.shared_commit import decide_several
from mailbot.mail.message import Location, RawMessage
from mailbot.register import audit
from mailbot.store.tables import Event, Initiative, Letter, Message, Original
from mailbot.store.values import VerdictKind
from tests.support.backlog import BOT, mail, proposal
from tests.support.meetings import a_config
from tests.support.world import vouched

MORNING = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
STATEMENTS = 12
"""That one mail with a form may cost where ten share a commit, until its letter waits: lower it, never raise it."""
TAKEN = ("submission", "handled", "")
RUNNING = ("INSERT INTO letters", "RELEASE SAVEPOINT")


@pytest.fixture
def services(tmp_path):
    config = a_config(state_dir=str(tmp_path / "state"), identity={"address": BOT}, trust={"authserv_id": "mx.example"})
    services = app.services(config)
    yield services
    services.close()


@pytest.fixture
def commits(services):
    """How many transactions have changed something, in a list that grows."""
    done = []
    event.listen(services.database._writer, "commit", lambda _: done.append(1))
    return done


def decided(services, *mails, first=1):
    """Begin all mails, whose UIDs are in a row, decide them together, and return the verdicts."""
    entry = Entry(services, Unanswered(datetime.min.replace(tzinfo=UTC)))
    raws = [RawMessage(data, MORNING, Location("a", "INBOX", 1, uid)) for uid, data in enumerate(mails, first)]
    return [verdict for _, verdict in decide_several(entry, entry.begin(raws))]


def kept(services):
    """Return what the ledger says of each message, and each letter's recipient; the audit chain holds."""
    with services.database.reading() as session:
        assert audit.verify(session) is None
        ledger = [(m.verdict, m.outcome, m.error) for m in session.scalars(select(Message).order_by(Message.id))]
        return ledger, session.scalars(select(Letter.recipient).order_by(Letter.id)).all()


def references(services):
    with services.database.reading() as session:
        rows = session.scalars(select(Initiative).order_by(Initiative.id)).all()
        return [(row.reference, row.state.value) for row in rows]


def of(*numbers):
    return [f"anna{number}@varberg.example" for number in numbers]


def test_messages_that_wait_share_one_commit_and_each_says_who_acted(services, commits):
    assert decided(services, *(proposal(number, f"Egenvård {number}") for number in (1, 2, 3))) == ["submission"] * 3
    assert kept(services) == ([TAKEN] * 3, of(1, 2, 3))
    assert references(services) == [(f"OH-2026-000{number}", "queued") for number in (1, 2, 3)]
    with services.database.reading() as session:
        actors = session.scalars(select(Event.actor).where(Event.kind == "message_received").order_by(Event.id)).all()
    assert actors == ["message:1", "message:2", "message:3"]
    assert len(commits) == 2  # they were begun; they were decided


def test_form_in_a_backlog_costs_no_more_statements_than_it_did(services):
    decided(services, proposal(1, "Fallprevention"))
    statements = []
    event.listen(services.database._writer, "before_cursor_execute", lambda _c, _u, said, *_: statements.append(said))
    decided(services, *(proposal(number, f"Egenvård {number}") for number in range(2, 12)), first=2)
    about = [one for one in statements if not one.startswith(("PRAGMA", "BEGIN"))]
    assert len(about) / 10 <= STATEMENTS


def test_message_goes_by_what_an_earlier_one_has_just_done(services):
    first = vouched(proposal(1, "Fallprevention"))
    back = vouched(mail(2, of(1)[0], "OH-2026-0001", "Jag drar tillbaka mitt förslag OH-2026-0001."))
    assert decided(services, first, first, back) == ["submission", "duplicate", "withdrawal"]
    assert references(services) == [("OH-2026-0001", "withdrawn")]


FIRST = proposal(1, "Fallprevention")
NAMELESS = FIRST.replace(b"Message-ID: <1@varberg.example>\r\n", b"")
ELSEWHERE = b"Received: from elsewhere by mx.example; Fri, 20 Nov 2026 09:00:00 +0100\r\n"


@pytest.mark.parametrize(
    ("mail", "again", "rule"),
    [
        (FIRST, FIRST, "handled_before"),
        (FIRST, ELSEWHERE + FIRST, "handled_before"),
        (FIRST, proposal(1, "Trygg hemgång"), "same_id_other_content"),
        (NAMELESS, NAMELESS, "handled_before"),
    ],
)
def test_mail_that_comes_again_among_others_is_known_by_an_earlier_one(services, mail, again, rule):
    assert decided(services, mail, proposal(2, "Sårvård"), again) == ["submission", "submission", "duplicate"]
    with services.database.reading() as session:
        assert session.scalars(select(Message.rule).order_by(Message.id)).all()[-1] == rule


@pytest.fixture
def second_explodes(monkeypatch):
    """What the second mail's sender proposes ends in a fault of ours, when it is registered."""
    ordinary = HANDLERS[VerdictKind.SUBMISSION]

    def explode(case):
        handled = ordinary(case)
        if case.message.sender.address in of(2):
            raise RuntimeError
        return handled

    monkeypatch.setitem(HANDLERS, VerdictKind.SUBMISSION, explode)


@pytest.mark.usefixtures("second_explodes")
def test_originals_of_all_are_kept_that_of_one_that_fails_too(services):
    mails = [proposal(number, f"Egenvård {number}") for number in (1, 2, 3)]
    decided(services, *mails)
    with services.database.reading() as session:
        bytes_kept = {zlib.decompress(one.compressed) for one in session.scalars(select(Original))}
    assert bytes_kept == set(mails)


@pytest.mark.usefixtures("second_explodes")
def test_message_that_fails_is_undone_alone_and_left_to_a_human(services):
    mails = [proposal(number, f"Egenvård {number}") for number in (1, 2, 3, 4)]
    assert decided(services, *mails) == ["submission", "refused", "submission", "submission"]
    ledger, letters = kept(services)
    assert [outcome for _, outcome, _ in ledger] == ["handled", "review", "handled", "handled"]
    assert (ledger[1][2].startswith("RuntimeError in explode"), letters) == (True, of(1, 3, 4))
    assert references(services) == [(f"OH-2026-000{number}", "queued") for number in (1, 2, 3)]


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("at", RUNNING)
def test_fault_of_the_database_undoes_all_and_each_is_decided_alone(services, at, number):
    """After such a fault SQLite may have rolled back more than the savepoint: nothing of it may be committed."""
    passed = []

    def fail(_connection, _cursor, statement, *_):
        if statement.startswith(at):
            passed.append(statement)
            if len(passed) == number:
                _connection.exec_driver_sql("ROLLBACK")
                raise IntegrityError(statement, {}, Exception("put in"))

    event.listen(services.database._writer, "before_cursor_execute", fail)
    assert decided(services, proposal(1, "Fallprevention"), proposal(2, "Sårvård")) == ["submission"] * 2
    assert len(passed) >= number
    assert kept(services) == ([TAKEN] * 2, of(1, 2))


def test_database_that_is_busy_ends_the_pass_and_blames_nobody(services):
    def busy(name):
        if name == "before_commit":
            raise DatabaseBusy("another process writes")

    with pytest.raises(DatabaseBusy):
        decided(replace(services, checkpoint=busy), proposal(1, "Fallprevention"), proposal(2, "Sårvård"))
    with services.database.reading() as session:
        rows = session.scalars(select(Message)).all()
    assert [(row.outcome, row.attempts) for row in rows] == [(None, 0), (None, 0)]
