"""Every message in the folders is accounted for, and what is not is mended or told."""

from __future__ import annotations

from dataclasses import replace

import pytest
import structlog
from sqlalchemy import select

from mailbot import app as composition
from mailbot.intake.review_reasons import Reason
from mailbot.jobs.comparing.reconcile import is_due, mend, reconcile
from mailbot.jobs.deliver import deliver
from mailbot.jobs.intake import take_in
from mailbot.jobs.watch import health
from mailbot.mailbox import asks_time
from mailbot.register import audit
from mailbot.store.tables import Message, Original
from tests.support import backlog
from tests.support.backlog import mail, proposal

HANDLED = "Hanterade/2026"


def look(world):
    return reconcile(world.app.services, world.app.mailbox)


def mended(world):
    with world.app.alone() as services:
        return mend(services, world.app.mailbox)


def places(world) -> list[tuple[str | None, int | None]]:
    with world.app.services.database.reading() as session:
        rows = session.scalars(select(Message).order_by(Message.id)).all()
    return [(row.filed_folder, row.filed_uid) for row in rows]


def test_reconcile_accounts_for_every_message(world):
    world.take(*backlog.something_of_everything())
    for account in (look(world), mended(world)):
        assert (account.messages, account.unaccounted, account.waiting, account.unfinished) == (10, (), 0, 0)
        assert (account.duplicates, account.entered, account.followed) == (0, 0, 0)


def test_reconcile_that_only_looks_names_what_nobody_took_in_and_leaves_it(world):
    world.take(proposal(1, "Fallprevention"))
    world.account.deliver(mail(9, "x@varberg.example", "Smuget in", "…"), HANDLED)
    for _ in range(2):
        assert look(world).unaccounted == (f"{HANDLED}/2",)
    assert len(world.ledger()) == 1


@pytest.mark.parametrize("folder", [HANDLED, "Granska"])
def test_message_that_was_never_taken_in_is_entered_where_it_lies_and_told(world, folder):
    """A colleague who moves a mail before mailbot has seen it hides nothing."""
    world.take(proposal(1, "Fallprevention"), mail(2, "gun@okand.example", "Hej", "Något helt annat."))
    world.account.deliver_all([proposal(9, "Flyttat")], folder, when=backlog.DELIVERED)
    account = mended(world)
    assert (len(account.unaccounted), account.entered) == (1, 1)
    assert world.ledger()[-1] == ("None", "", "review")
    assert world.reasons()[-1].startswith(f"Mejlet låg i {folder} utan att ha kommit in till mailbot.")
    assert health.look(world.app.config, world.now).unaccounted == 1
    assert (mended(world).unaccounted, health.look(world.app.config, world.now).unaccounted) == ((), 0)


def test_look_that_is_stopped_ends_with_the_message_at_hand_and_counts_as_not_made(world):
    world.take(mail(9, "gun@okand.example", "Hej", "Något helt annat."))
    mails = [proposal(number, "Flyttat") for number in range(1, 5)]
    world.account.deliver_all(mails, "Granska", when=backlog.DELIVERED)
    with world.app.alone() as services:
        account = mend(services, world.app.mailbox, lambda: len(world.ledger()) >= 3)
        assert (account.entered, len(world.ledger()), is_due(services)) == (2, 3, True)
        account = mend(services, world.app.mailbox)
        assert (account.entered, len(world.ledger()), is_due(services)) == (2, 5, False)


def test_message_that_asks_the_server_for_the_time_is_nobodys_mail(world):
    world.take(mail(2, "gun@okand.example", "Hej", "Något helt annat."))
    world.account.deliver(asks_time.MAIL, "Granska")
    assert (mended(world).unaccounted, len(world.ledger())) == ((), 1)


def test_message_entered_by_reconcile_and_dragged_to_the_inbox_is_taken_in(world):
    world.take(mail(2, "gun@okand.example", "Hej", "Något helt annat."))
    world.account.deliver_all([proposal(9, "Flyttat")], "Granska", when=backlog.DELIVERED)
    mended(world)
    with world.account.connected("Granska") as imap:
        imap.uid("MOVE", "2", "INBOX")
    world.take()
    assert world.register() == [("OH-2026-0001", "queued")]
    assert ("receipt_complete", "anna9@varberg.example", "sent") in world.letters()
    assert mended(world).unaccounted == ()


def test_copy_of_a_known_message_is_accounted_for_and_its_place_kept(world):
    world.take(proposal(1, "Fallprevention"))
    with world.account.connected(HANDLED) as imap:
        imap.uid("COPY", "1:*", HANDLED)
    assert (mended(world).unaccounted, places(world)) == ((), [(HANDLED, 1)])


def test_message_that_a_colleague_moved_is_followed(world):
    world.take(proposal(1, "Fallprevention"), mail(2, "gun@okand.example", "Hej", "Något helt annat."))
    before = places(world)
    with world.account.connected(HANDLED) as imap:
        imap.uid("MOVE", "1", "Granska")
    account = mended(world)
    assert (account.unaccounted, account.followed) == ((), 1)
    assert (before, places(world)) == ([(HANDLED, 1), ("Granska", 1)], [("Granska", 2), ("Granska", 1)])


@pytest.fixture
def narrow(mailbox_account, make_world):
    """A world that takes mails of a megabyte."""
    return make_world(mailbox=mailbox_account.config(password_file="password", max_message_mb=1).model_dump())


def large(number: int) -> bytes:
    return mail(number, "anna1@varberg.example", "Stor", "Hej", [("film.bin", b"\0" * 1_200_000)])


def kept(world) -> list[int]:
    """Return how many bytes are kept of each message."""
    with world.app.services.database.reading() as session:
        return list(session.scalars(select(Original.size)))


@pytest.mark.parametrize("moved", [False, True])
def test_too_large_message_whose_move_was_not_noted_is_known_by_its_header(narrow, moved):
    """A kill came between the move and its note; a colleague has moved it on since, or hasn't."""
    narrow.take(large(1))
    with narrow.app.services.unit_of_work("worker") as work:
        row = work.session.get_one(Message, 1)
        row.filed_folder = row.filed_uidvalidity = row.filed_uid = None
    if moved:
        narrow.app.mailbox.prepare([HANDLED])
        with narrow.account.connected("Granska") as imap:
            imap.uid("MOVE", "1", f'"{HANDLED}"')
    account = mended(narrow)
    assert (account.unaccounted, account.followed) == ((), 1)
    assert places(narrow) == [(HANDLED if moved else "Granska", 1)]


def test_message_of_another_year_whose_move_was_not_noted_is_followed_though_nothing_else_lies_there(make_world):
    """It came on the last evening of a year, and was moved by the one that the kill came in."""
    world = make_world(answer_from="2025-12-01T00:00:00+01:00")
    world.app.mailbox.prepare(["Junk"])
    world.account.deliver_all([proposal(1, "Fallprevention")], when='"31-Dec-2025 23:59:00 +0100"')
    world.take()
    with world.app.services.unit_of_work("worker") as work:
        row = work.session.get_one(Message, 1)
        there, row.filed_folder, row.filed_uidvalidity, row.filed_uid = row.filed_folder, None, None, None
    account = mended(world)
    assert (account.unaccounted, account.followed, account.gone) == ((), 1, 0)
    assert (there, places(world)) == ("Hanterade/2025", [("Hanterade/2025", 1)])


def test_too_large_message_that_was_never_taken_in_is_entered_by_its_header(narrow):
    narrow.take(large(1))
    narrow.account.deliver_all([large(2)], "Granska", when=backlog.DELIVERED)
    account = mended(narrow)
    assert (account.unaccounted, account.entered) == (("Granska/2",), 1)
    assert (mended(narrow).unaccounted, [size < 2_000 for size in kept(narrow)]) == ((), [True, True])


def test_too_large_copy_of_what_lies_where_it_was_filed_is_no_other_message(narrow):
    message = large(1)
    narrow.take(message)
    narrow.account.deliver_all([message], "Granska", when=backlog.DELIVERED)
    account = mended(narrow)
    assert (account.unaccounted, account.followed, places(narrow)) == ((), 0, [("Granska", 1)])


def test_folder_with_a_new_uidvalidity_is_followed_and_nobody_is_answered_again(world):
    world.take(proposal(1, "Fallprevention"))
    with world.account.connected(HANDLED) as imap:
        messages = world.account.messages(HANDLED)
        imap.select("INBOX")
        imap.delete(HANDLED)
        imap.create(HANDLED)
    world.account.deliver_all(messages, HANDLED, when=backlog.DELIVERED)
    account = mended(world)
    assert (account.unaccounted, account.followed) == ((), 1)
    assert len(world.letters()) == 1


def test_mailbox_that_moved_to_another_server_is_followed_and_nobody_is_answered_again(world, dovecot, tmp_path):
    """Its folders come along; and what was handled, or waits for a human, lies in its inbox, too."""
    world.take(*backlog.something_of_everything())
    sent, register = len(world.smtp.letters), world.register()
    elsewhere = dovecot.account()
    with composition.build(backlog.config(tmp_path, elsewhere, world.smtp), clock=world.clock) as moved:
        folders = {folder: world.account.messages(folder) for folder in (HANDLED, "Granska", "Automatiska/2026")}
        moved.mailbox.prepare(folders)
        for folder, messages in folders.items():
            elsewhere.deliver_all(messages, folder, when=backlog.DELIVERED)
        elsewhere.deliver_all(folders[HANDLED], when=backlog.DELIVERED)
        with moved.alone() as services:
            take_in(services, moved.mailbox)
            account = mend(services, moved.mailbox)
            deliver(services, moved.sender)
    assert (account.unaccounted, elsewhere.messages()) == ((), [])
    assert (len(world.smtp.letters), world.register()) == (sent, register)


def test_message_that_went_before_it_was_read_is_told_to_a_human_once(world):
    """It was begun when the process ended; then a colleague took it away."""
    take_in_up_to(world, "begun", proposal(1, "Fallprevention"))
    assert look(world).vanished == 0
    with world.account.connected("INBOX") as imap:
        imap.uid("STORE", "1", "+FLAGS", "(\\Deleted)")
        imap.expunge()
    assert (look(world).vanished, look(world).unfinished) == (1, 1)
    account = mended(world)
    assert (account.vanished, account.unfinished) == (1, 0)
    assert world.reasons() == [Reason.VANISHED.text(folder="INBOX")]
    assert (mended(world).vanished, len(world.ledger())) == (0, 1)
    assert [kind for kind, _, _ in world.take()] == ["review_digest"]


def test_message_begun_in_a_folder_that_was_made_anew_is_taken_in_once_and_told_nobody(world):
    take_in_up_to(world, "begun", proposal(1, "Fallprevention"))
    with world.app.services.unit_of_work("worker") as work:
        work.session.get_one(Message, 1).uidvalidity -= 1
    assert look(world).vanished == 0
    world.take()
    account = mended(world)
    assert (account.vanished, account.unfinished, len(world.register())) == (0, 0, 1)
    assert [outcome for _, _, outcome in world.ledger()] == ["left", "handled"]


def test_message_that_a_colleague_deletes_is_counted_and_no_fault(world):
    world.take(proposal(1, "Fallprevention"), proposal(2, "Sårvård"))
    assert mended(world).gone == 0
    with world.account.connected(HANDLED) as imap:
        imap.uid("STORE", "1", "+FLAGS", "(\\Deleted)")
        imap.expunge()
    account = mended(world)
    assert (account.gone, account.unaccounted, account.unfinished) == (1, (), 0)
    with world.account.connected(HANDLED) as imap:
        imap.select("INBOX")
        imap.delete(HANDLED)
    assert mended(world).gone == 2


def take_in_up_to(world, checkpoint: str, data: bytes) -> None:
    """Deliver a mail, and end the pass over it as a kill would."""

    def kill(name: str) -> None:
        if name == checkpoint:
            raise KeyboardInterrupt

    world.account.deliver_all([data], when=backlog.DELIVERED)
    with pytest.raises(KeyboardInterrupt):
        take_in(replace(world.app.services, checkpoint=kill), world.app.mailbox)


def test_move_that_a_kill_left_unnoted_is_noted(world):
    world.take(proposal(1, "Fallprevention"))
    with world.app.services.unit_of_work("worker") as work:
        row = work.session.get_one(Message, 1)
        row.filed_folder, row.filed_uidvalidity, row.filed_uid = None, None, None
    assert (mended(world).followed, places(world)) == (1, [(HANDLED, 1)])


def test_move_of_a_mail_that_came_twice_is_noted_with_the_copy_that_it_was(world):
    world.take(proposal(1, "Fallprevention"), proposal(1, "Fallprevention"))
    known = places(world)
    with world.app.services.unit_of_work("worker") as work:
        row = work.session.get_one(Message, 2)
        row.filed_folder, row.filed_uidvalidity, row.filed_uid = None, None, None
    assert (mended(world).followed, places(world)) == (1, known)


def test_daily_line_of_the_log_holds_the_head_of_the_audit_chain(world):
    world.take(proposal(1, "Fallprevention"))
    with structlog.testing.capture_logs() as log:
        mended(world)
    with world.app.services.database.reading() as session:
        assert [one["audit_head"] for one in log if one["event"] == "reconciled"] == [str(audit.head(session))]


def test_reconcile_is_due_once_a_day(world):
    world.take()
    assert is_due(world.app.services)
    mended(world)
    world.wait(hours=23)
    assert not is_due(world.app.services)
    world.wait(hours=1)
    assert is_due(world.app.services)
