"""Delivery to a real SMTP server that fails in every way that servers do."""

from __future__ import annotations

import errno
import os
from datetime import timedelta

import pytest
from sqlalchemy import event, select, text

from mailbot.errors import DatabaseUnavailable
from mailbot.jobs.by_hand import operator_actions
from mailbot.jobs.deliver import deliver
from mailbot.jobs.intake import take_in
from mailbot.one_pass import deliver_due
from mailbot.store.tables import Letter
from tests.support import backlog
from tests.support.backlog import proposal
from tests.support.servers.smtp import HANG_UP, KEEP_AND_HANG_UP
from tests.support.world import with_checkpoint

QUEUED, SENT, FAILED = (("receipt_complete", "anna1@varberg.example", state) for state in ("queued", "sent", "failed"))


@pytest.mark.parametrize("stage", ["CONNECT", "MAIL", "RCPT", "DATA", "BODY"])
def test_letter_deferred_by_the_server_goes_out_later(stage, world):
    world.smtp.next_answers(stage, "451 4.3.0 try later")
    assert world.take(proposal(1, "Fallprevention")) == [QUEUED]
    assert deliver_due(world.app).sent == 0
    world.wait(minutes=2)
    assert deliver_due(world.app).sent == 1
    assert world.letters() == [SENT]
    assert len(world.smtp.letters) == 1


@pytest.mark.parametrize("stage", ["RCPT", "DATA", "BODY"])
def test_letter_refused_by_the_server_is_failed_and_the_secretary_told(stage, world):
    world.smtp.next_answers(stage, "550 5.1.1 no such user")
    assert world.take(proposal(1, "Fallprevention")) == [FAILED]
    world.wait(hours=2)
    assert world.take()[1:] == [("review_digest", "maria.lindqvist@regionhalland.example", "sent")]
    assert "anna1@varberg.example" in world.letter("review_digest").get_body(("plain",)).get_content()


def test_letter_dropped_in_data_goes_out_again(world):
    world.smtp.next_answers("BODY", HANG_UP)
    assert world.take(proposal(1, "Fallprevention")) == [QUEUED]
    world.wait(minutes=2)
    assert deliver_due(world.app).sent == 1


def test_letter_kept_by_a_server_that_hung_up_is_repeated_under_the_same_id(world):
    world.smtp.next_answers("BODY", KEEP_AND_HANG_UP)
    world.take(proposal(1, "Fallprevention"))
    world.wait(minutes=2)
    deliver_due(world.app)
    first, second = world.smtp.letters
    assert first.data == second.data


def test_back_off_doubles_and_a_letter_is_given_up_after_days(world):
    world.smtp.next_answers("BODY", *["451 4.3.0 later"] * 200)
    world.take(proposal(1, "Fallprevention"))
    waits = []
    for _ in range(8):
        with world.app.services.database.reading() as session:
            letter = session.get_one(Letter, 1)
        waits.append(round((letter.next_attempt_at - world.now).total_seconds() / 60))
        world.now = letter.next_attempt_at
        deliver_due(world.app)
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    for _ in range(16):
        world.wait(hours=1)
        deliver_due(world.app)
    assert world.letters()[0] == QUEUED
    world.wait(days=4)
    deliver_due(world.app)
    assert world.letters()[0] == FAILED


def test_letters_that_were_put_off_together_come_again_apart(world):
    world.smtp.next_answers("BODY", *["432 4.3.2 too many connections"] * 3)
    world.take(*(proposal(number, f"Förslag {number}") for number in (1, 2, 3)))
    with world.app.services.database.reading() as session:
        waits = [one.next_attempt_at - world.now for one in session.scalars(select(Letter).order_by(Letter.id))]
    assert len({*waits}) == 3
    assert all(timedelta(seconds=52) < wait <= timedelta(minutes=1) for wait in waits)


def test_letters_go_out_after_the_clock_was_a_year_ahead(make_world, smtp_server):
    world = make_world(smtp=smtp_server.config(rate_per_minute=2).model_dump())
    world.wait(days=365)
    world.smtp.next_answers("BODY", "451 4.3.0 later")
    world.take(*(proposal(number, f"Förslag {number}") for number in range(1, 5)))
    assert [state for _, _, state in world.letters()] == ["queued", "sent", "queued", "queued"]
    world.wait(days=-365)
    assert deliver_due(world.app).sent == 2
    world.wait(minutes=2)
    assert deliver_due(world.app).sent == 1
    assert [state for _, _, state in world.letters()] == ["sent"] * 4


def test_letter_is_not_given_up_because_the_clock_jumped(world):
    world.smtp.next_answers("BODY", *["451 4.3.0 later"] * 2)
    world.take(proposal(1, "Fallprevention"))
    world.wait(days=365)
    deliver_due(world.app)
    world.wait(days=-365)
    assert deliver_due(world.app).sent == 1


def test_letter_that_was_accepted_goes_out_once_though_it_cannot_be_noted_at_first(world):
    disk = Disk(world.app.services.database)
    pauses = []

    def make_room(_seconds):
        pauses.append([state for _, _, state in world.letters()])
        if len(pauses) == 3:
            disk.room()

    world.account.deliver_all([proposal(number, "Fallprevention") for number in (1, 2)], when=backlog.DELIVERED)
    take_in(world.app.services, world.app.mailbox)
    filled = with_checkpoint(world.app, lambda name: disk.fill() if name == "accepted" else None)
    assert deliver(filled.services, filled.sender, pause=make_room).sent == 1
    assert pauses == [["sending", "queued"]] * 3
    assert deliver_due(world.app).sent == 1
    assert len(world.smtp.letters) == 2


class Disk:
    """Has SQLite find no room for another page, as on a full disk; to note a sent letter takes some."""

    def __init__(self, database):
        with database.writing() as session:
            session.execute(text("CREATE TABLE taken (room BLOB)"))
            session.execute(
                text(
                    "CREATE TRIGGER takes_room AFTER INSERT ON events WHEN new.kind = 'letter_sent' "
                    "BEGIN INSERT INTO taken VALUES (zeroblob(100000)); END"
                )
            )
        self.pages = 1_000_000
        event.listen(database._writer, "begin", self._limit)

    def fill(self):
        self.pages = 1  # SQLite takes as many as there are

    def room(self):
        self.pages = 1_000_000

    def _limit(self, connection):
        connection.exec_driver_sql(f"PRAGMA max_page_count = {self.pages}")


def test_no_letter_is_handed_over_where_there_is_no_room_to_note_it(world, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    world.account.deliver_all([proposal(1, "Fallprevention")], when=backlog.DELIVERED)
    take_in(world.app.services, world.app.mailbox)
    monkeypatch.setattr("os.posix_fallocate", full)
    with pytest.raises(DatabaseUnavailable, match="no room left"):
        deliver_due(world.app)
    assert world.smtp.letters == []
    monkeypatch.undo()
    assert deliver_due(world.app).sent == 1


@pytest.mark.parametrize("stage", ["CONNECT", "MAIL"])
def test_server_that_is_away_ends_the_pass_and_costs_no_letter_an_attempt(stage, world):
    world.smtp.next_answers(stage, *["421 4.3.2 closing"] * 50)
    world.take(*(proposal(number, f"Förslag {number}") for number in range(1, 7)))
    assert _attempts(world) == [0] * 6
    assert deliver_due(world.app).deferred == 0
    world.wait(minutes=2)
    assert deliver_due(world.app).deferred == 1


def test_letters_outlive_a_server_that_is_away_for_a_week(world):
    world.smtp.next_answers("CONNECT", *["421 4.3.2 closing"] * 200)
    world.take(*(proposal(number, f"Förslag {number}") for number in range(1, 4)))
    for _ in range(7):
        world.wait(days=1)
        deliver_due(world.app)
    world.smtp.reset()
    world.wait(minutes=2)
    assert deliver_due(world.app).sent == 3


def test_server_in_trouble_ends_the_pass_after_three_letters(world):
    world.smtp.next_answers("RCPT", *["451 4.3.0 later"] * 50)
    world.take(*(proposal(number, f"Förslag {number}") for number in range(1, 7)))
    assert _attempts(world) == [1, 1, 1, 0, 0, 0]


def test_mailbox_that_stays_full_does_not_stop_the_other_letters(world):
    for _ in range(60):
        world.smtp.next_answers("RCPT", "452 4.2.2 mailbox full")
        if not world.letters():
            world.take(proposal(1, "Fallprevention"))
        world.wait(hours=1, minutes=1)
        deliver_due(world.app)
    world.smtp.reset()
    assert ("receipt_complete", "anna2@varberg.example", "sent") in world.take(proposal(2, "Trygghet"))


def test_fault_of_our_own_does_not_stop_the_other_letters(world):
    class Faulty:
        def send(self, _sender, recipient, mime):
            if recipient.startswith("anna1"):
                raise ZeroDivisionError
            world.app.sender.send(_sender, recipient, mime)

    world.account.deliver_all([proposal(1, "Fallprevention"), proposal(2, "Trygghet")])
    take_in(world.app.services, world.app.mailbox)
    deliver(world.app.services, Faulty())
    assert [state for _, _, state in world.letters()] == ["queued", "sent"]


def _attempts(world) -> list[int]:
    with world.app.services.database.reading() as session:
        return list(session.scalars(select(Letter.attempts).order_by(Letter.id)))


def test_rate_is_kept_across_passes(make_world, smtp_server):
    world = make_world(smtp=smtp_server.config(rate_per_minute=2).model_dump())
    world.take(*(proposal(number, f"Förslag {number}") for number in range(1, 6)))
    assert len(world.smtp.letters) == 2
    world.wait(seconds=30)
    assert deliver_due(world.app).sent == 0
    world.wait(seconds=31)
    assert deliver_due(world.app).sent == 2


def test_letters_share_one_connection(world):
    world.take(*(proposal(number, f"Förslag {number}") for number in range(1, 6)))
    assert len(world.smtp.letters) == 5
    assert world.smtp.connections == 1


def test_delivery_stops_when_told_to(world):
    world.smtp.next_answers("RCPT", *["451 4.3.0 later"] * 3)
    world.take(*(proposal(number, f"Förslag {number}") for number in range(1, 4)))
    world.wait(minutes=5)
    report = deliver(world.app.services, world.app.sender, stopping=lambda: True)
    assert report.sent == 1


def test_copy_is_put_in_sent_where_the_config_says_so(make_world, smtp_server):
    world = make_world(smtp=smtp_server.config(copy_to_sent=True).model_dump())
    world.app.mailbox.prepare(["Sent"])
    world.take(proposal(1, "Fallprevention"))
    assert world.account.messages("Sent") == [world.smtp.letters[0].data]


def test_each_recipients_first_letter_goes_before_anybodys_second(world):
    mails = [proposal(n, f"Förslag {n}").replace(b"anna%d@" % n, b"anna@") for n in range(1, 4)]
    world.smtp.next_answers("CONNECT", "421 4.3.2 away")
    world.take(*mails, proposal(4, "Sårvård"), proposal(5, "Fallprevention"))
    world.wait(minutes=2)
    deliver_due(world.app)
    anna, others = "anna@varberg.example", [f"anna{n}@varberg.example" for n in (4, 5)]
    assert [letter.recipients[0] for letter in world.smtp.letters] == [anna, *others, anna, anna]


def test_letter_held_for_long_gets_its_days_from_the_release(make_world):
    world = make_world(hold_all=True)
    world.take(proposal(1, "Fallprevention"))
    world.wait(days=30)
    operator_actions.release(world.app.services, [1])
    world.smtp.next_answers("BODY", "451 4.3.0 later")
    deliver_due(world.app)
    assert world.letters() == [QUEUED]
