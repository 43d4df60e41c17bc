"""What the IMAP server says NO to for a while: tried again, and nobody is sent to a human, or unanswered, for it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from mailbot.errors import MailboxRefused
from mailbot.intake.review_reasons import Reason
from mailbot.one_pass import poll
from mailbot.store.tables import Message
from tests.support.backlog import mail, proposal
from tests.support.servers.imap_proxy import ImapProxy

RECEIPTS = [("receipt_complete", f"anna{number}@varberg.example", "sent") for number in (1, 2, 3)]
FORMS = [proposal(number, f"Förslag {number}") for number in (1, 2, 3)]


@pytest.fixture
def proxy(dovecot):
    with ImapProxy(dovecot.imap_port) as proxy:
        yield proxy


@pytest.fixture
def world(make_world, mailbox_account, proxy):
    settings = mailbox_account.config(password_file="password", security="none", port=proxy.port)
    world = make_world(mailbox=settings.model_dump())
    world.app.mailbox.prepare(["Junk"])
    return world


def test_bodies_refused_in_one_pass_are_had_in_a_later_one(world, proxy):
    proxy.refuse(r"UID FETCH .*BODY")
    assert world.take(*FORMS) == []
    assert (world.reasons(), world.count("INBOX")) == (["", "", ""], 3)
    proxy.allow()
    world.take()
    assert world.letters() == []
    world.wait(minutes=1)
    assert sorted(world.take()) == RECEIPTS
    assert world.count("Hanterade/2026") == 3


def test_batch_that_is_refused_once_is_asked_for_singly_at_once(world, proxy):
    proxy.refuse(r"UID FETCH .*BODY", times=1)
    assert sorted(world.take(*FORMS)) == RECEIPTS


def test_one_body_that_is_refused_holds_up_no_other(world, proxy):
    proxy.refuse(r"UID FETCH (1,2,3|1:3|2) .*BODY")
    assert sorted(world.take(*FORMS)) == [RECEIPTS[0], RECEIPTS[2]]
    proxy.allow()
    world.wait(minutes=2)
    assert sorted(world.take()) == RECEIPTS


def test_pauses_grow_and_a_human_is_asked_after_a_day(world, proxy):
    proxy.refuse(r"UID FETCH .*BODY")
    world.take(FORMS[0])
    pauses = []
    while not any(world.reasons()):
        with world.app.services.database.reading() as session:
            again = session.scalars(select(Message.next_attempt_at)).one()
        pauses.append(again - world.now)
        world.now = again - timedelta(seconds=1)
        asked = len(proxy.refused)
        world.take()
        assert len(proxy.refused) == asked
        world.now = again
        world.take()
    assert [pause // timedelta(minutes=1) for pause in pauses[:9]] == [1, 1, 2, 4, 8, 16, 32, 60, 60]
    assert timedelta(days=1) <= sum(pauses, timedelta()) < timedelta(hours=25)
    assert world.reasons() == [Reason.WITHHELD_BY_SERVER.text()]
    assert world.count("Granska") == 1


@pytest.mark.parametrize("command", ["UID MOVE", "CREATE"])
def test_mail_that_may_not_be_moved_is_answered_once_and_filed_later(world, proxy, command):
    proxy.refuse(command)
    assert sorted(world.take(*FORMS)) == RECEIPTS
    assert sorted(world.take(mail(4, "dag@varberg.example", "Fråga", "Hur gör man för att lämna ett förslag?"))) == [
        ("how_to", "dag@varberg.example", "sent"),
        *RECEIPTS,
    ]
    assert world.count("INBOX") == 4
    proxy.allow()
    assert len(world.take()) == 4
    assert (world.count("INBOX"), world.count("Hanterade/2026")) == (0, 4)


def test_folder_that_may_not_be_opened_holds_up_no_other(world, proxy):
    world.account.deliver(FORMS[0], "Junk")
    proxy.refuse(r'(SELECT|EXAMINE) "?INBOX')
    world.account.deliver(FORMS[1])
    with pytest.raises(MailboxRefused, match="Server Unavailable"):
        poll(world.app)
    proxy.allow()
    assert sorted(world.take()) == RECEIPTS[:2]


def test_connection_is_kept_after_a_refusal(world, proxy):
    proxy.refuse(r"UID FETCH .*BODY", times=3)
    world.take(*FORMS)
    before = len(proxy._open)
    world.wait(minutes=5)
    world.take()
    assert len(proxy._open) == before
