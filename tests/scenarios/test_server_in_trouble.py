"""What happens to a mail server while a mail is at hand: it is answered once, filed in the end, and nothing is lost."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from mailbot.errors import LoginRefused, MailbotError
from mailbot.one_pass import poll
from tests.support import backlog
from tests.support.backlog import proposal
from tests.support.servers.imap_proxy import ImapProxy
from tests.support.servers.smtp import HANG_UP, KEEP_AND_HANG_UP
from tests.support.world import World, with_checkpoint

RECEIPT = ("receipt_complete", "anna1@varberg.example", "sent")
FILED = "Hanterade/2026"
POINTS = ("fetched", "begun", "committed", "before_move", "moved")


def mails(account) -> Path:
    return account.server.folder / "mail" / account.user / "Maildir"


def kicked(account) -> None:
    account.server.kick(account.user)


def numbered_anew(account) -> None:
    """Give the inbox another UIDVALIDITY, as a server does that was restored or rebuilt."""
    kicked(account)
    for file in mails(account).glob("dovecot*"):
        if file.is_file():
            file.unlink()
    (mails(account) / "dovecot-uidlist").write_text("3 V1234567890 N1\n")
    shutil.chown(mails(account) / "dovecot-uidlist", *_owner(mails(account)))


def _owner(path: Path) -> tuple[int, int]:
    return path.stat().st_uid, path.stat().st_gid


def target_renamed(account) -> None:
    with account.connected() as imap:
        imap.rename(FILED, "Gamla")


def target_deleted(account) -> None:
    with account.connected() as imap:
        imap.delete(FILED)


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("trouble", [kicked, numbered_anew, target_renamed, target_deleted])
def test_mail_that_is_at_hand_is_answered_once_and_filed(world, trouble, point):
    world.app.mailbox.prepare([FILED])
    world.account.deliver_all([proposal(1, "Fallprevention")], when=backlog.DELIVERED)
    happened = []

    def happens(name: str) -> None:
        if name == point and not happened:
            happened.append(name)
            trouble(world.account)

    with suppress(MailbotError):
        poll(with_checkpoint(world.app, happens))
    assert happened == [point]
    _goes_on(world)
    assert world.letters() == [RECEIPT]
    assert len(world.smtp.letters) == 1
    assert world.register() == [("OH-2026-0001", "queued")]


def watched_deleted(account) -> None:
    with account.connected() as imap:
        imap.delete("Junk")


def watched_renamed(account) -> None:
    with account.connected() as imap:
        imap.rename("Junk", "Undan")


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("trouble", [watched_deleted, watched_renamed])
def test_watched_folder_that_goes_under_way_holds_up_nothing_and_answers_nobody_twice(world, trouble, point):
    """The message in it is at hand: it is answered once where it had been read, and the inbox in any case."""
    world.app.mailbox.prepare([FILED, "Junk"])
    world.account.deliver_all([proposal(1, "Fallprevention")], "Junk", when=backlog.DELIVERED)
    happened = []

    def happens(name: str) -> None:
        if name == point and not happened:
            happened.append(name)
            trouble(world.account)

    with suppress(MailbotError):
        poll(with_checkpoint(world.app, happens))
    assert happened == [point]
    world.account.deliver_all([proposal(2, "Sårvård")], when=backlog.DELIVERED)
    _goes_on(world)
    recipients = sorted(letter.recipients[0] for letter in world.smtp.letters)
    assert recipients == [f"anna{number}@varberg.example" for number in (1, 2)]
    assert len(world.register()) == 2


def _goes_on(world: World) -> None:
    """Work for an hour; the first pass may be the one that finds the connection broken."""
    with suppress(MailbotError):
        poll(world.app)
    for _ in range(2):
        world.wait(minutes=20)
        poll(world.app)
    assert world.count("INBOX") == 0


def test_inbox_that_is_read_only_for_a_while_is_answered_and_filed_later(world):
    world.account.deliver_all([proposal(1, "Fallprevention")], when=backlog.DELIVERED)
    folders = [mails(world.account) / name for name in ("new", "cur", "tmp", ".")]
    world.app.mailbox.prepare([FILED, "Granska", "Junk"])
    world.app.mailbox.close()
    for folder in folders:
        folder.chmod(0o500)
    assert world.take() == [RECEIPT]
    assert world.take() == [RECEIPT]
    assert world.count(FILED) == 0
    for folder in folders:
        folder.chmod(0o700)
    world.app.mailbox.close()
    _goes_on(world)
    assert (world.letters(), world.count(FILED)) == ([RECEIPT], 1)


@pytest.mark.parametrize("times", [1, 3])
def test_login_that_is_refused_for_a_while_loses_nothing(make_world, mailbox_account, dovecot, times):
    with ImapProxy(dovecot.imap_port) as proxy:
        settings = mailbox_account.config(password_file="password", security="none", port=proxy.port)
        world = make_world(mailbox=settings.model_dump())
        world.account.deliver_all([proposal(1, "Fallprevention")], when=backlog.DELIVERED)
        proxy.refuse("AUTHENTICATE|LOGIN", times=times)
        for _ in range(times):
            with pytest.raises(LoginRefused):
                poll(world.app)
        assert world.take() == [RECEIPT]
        assert world.count(FILED) == 1


@pytest.mark.parametrize(
    ("stage", "answer"),
    [
        ("CONNECT", "421 4.3.2 not now"),
        ("MAIL", "421 4.7.0 closing"),
        ("MAIL", "432 4.3.2 too many connections"),
        ("RCPT", "451 4.3.0 later"),
        ("RCPT", "452 4.2.2 mailbox full"),
        ("DATA", "432 4.3.2 too many connections"),
        ("DATA", HANG_UP),
        ("BODY", "451 4.3.0 later"),
        ("BODY", "421 4.3.2 closing"),
        ("BODY", HANG_UP),
    ],
)
def test_letter_that_is_not_taken_now_goes_out_once_later(world, stage, answer):
    world.smtp.next_answers(stage, answer)
    world.take(proposal(1, "Fallprevention"))
    world.wait(minutes=2)
    assert world.take() == [RECEIPT]
    assert len(world.smtp.letters) == 1


@pytest.mark.parametrize("answer", ["550 5.1.1 no such user", "552 5.2.2 mailbox full"])
def test_letter_that_is_never_taken_is_failed_and_told(world, answer):
    world.smtp.next_answers("RCPT", answer)
    world.take(proposal(1, "Fallprevention"))
    world.wait(hours=2)
    letters = world.take()
    assert letters[0] == (*RECEIPT[:2], "failed")
    assert [kind for kind, _, _ in letters[1:]] == ["review_digest"]


def test_letter_that_was_taken_unseen_goes_out_again_byte_for_byte(world):
    world.smtp.next_answers("BODY", KEEP_AND_HANG_UP)
    world.take(proposal(1, "Fallprevention"))
    world.wait(minutes=2)
    assert world.take() == [RECEIPT]
    first, second = world.smtp.letters
    assert first.data == second.data
