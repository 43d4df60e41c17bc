"""What every mailbox server must give the intake job: one body of tests for all that we run against.

A Dovecot with all that it can do, one as servers were before MOVE and IDLE, and
the server that the demo brings along.
"""

from __future__ import annotations

import imaplib
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from mailbot.config import Mailbox
from mailbot.demo.servers import HOST, MailWorld
from mailbot.errors import MailboxUnavailable, MessageGone
from mailbot.mail.message import Location
from mailbot.mailbox.imap import ImapMailbox
from mailbot.mailbox.login import PasswordLogin
from mailbot.mailbox.uids import Listing
from tests.support.waiting import FOREVER, PATIENCE

SWEDISH = "Åtgärdade ärenden/2026/Övrigt"


def mail(subject: str) -> bytes:
    head = f"From: Maja Lind <maja.lind@varberg.example>\r\nSubject: {subject}\r\n\r\n"
    return head.encode() + b"Hej, det kommer ett bidrag i morgon.\r\n"


ONE, TWO, THREE = mail("Ett"), mail("Två"), mail("Tre")


@dataclass(frozen=True)
class Served:
    """An empty mailbox on some server, and a witness that sees its inbox through the standard library."""

    config: Mailbox
    password: str

    def opened(self) -> ImapMailbox:
        return ImapMailbox(self.config, PasswordLogin(self.config.user, lambda: self.password))

    def deliver(self, *messages: bytes) -> None:
        with self._inbox() as imap:
            for data in messages:
                assert imap.append("INBOX", "", "", data)[0] == "OK"

    def flags(self) -> dict[int, set[str]]:
        """Return each UID's flags, without \\Recent."""
        with self._inbox() as imap:
            lines = [line.decode() for line in imap.uid("FETCH", "1:*", "(FLAGS)")[1] if line]
        uids = [int(re.search(r"UID (\d+)", line)[1]) for line in lines]
        flags = [set(re.search(r"FLAGS \((.*?)\)", line)[1].split()) - {"\\Recent"} for line in lines]
        return dict(zip(uids, flags, strict=True))

    def remove(self, uid: int) -> None:
        with self._inbox() as imap:
            assert imap.uid("STORE", str(uid), "+FLAGS.SILENT", "(\\Deleted)")[0] == "OK"
            assert imap.expunge()[0] == "OK"

    @contextmanager
    def _inbox(self) -> Iterator[imaplib.IMAP4]:
        imap = imaplib.IMAP4(HOST, self.config.port, timeout=PATIENCE)
        try:
            imap.authenticate("PLAIN", lambda _: f"\0{self.config.user}\0{self.password}".encode())
            imap.select("INBOX")
            yield imap
        finally:
            imap.shutdown()


def on_dovecot(server: Any) -> Iterator[Served]:
    account = server.account()
    yield Served(account.config(security="none"), account.password)


def on_the_demos_own() -> Iterator[Served]:
    user, password = "omtankehalland@regionhalland.example", "sagans-losen"
    with MailWorld({user: password}, lambda: datetime.now(UTC)) as world:
        values = {"host": "localhost", "port": world.imap_port, "security": "none", "user": user}
        yield Served(Mailbox.model_validate(values), password)


@pytest.fixture(params=["dovecot", "old_dovecot", "demo"])
def served(request) -> Iterator[Served]:
    if request.param == "demo":
        yield from on_the_demos_own()
    else:
        yield from on_dovecot(request.getfixturevalue(request.param))


@pytest.fixture
def mailbox(served) -> Iterator[ImapMailbox]:
    with served.opened() as mailbox:
        yield mailbox


def contents(served: Served, folder: str) -> list[bytes]:
    """Return what another client finds in a folder."""
    with served.opened() as other:
        listing = other.list_uids(folder)
        return [message.data for message in other.fetch(listing, listing.uids)]


def test_listing_holds_what_lies_there_ascending(served, mailbox):
    empty = mailbox.list_uids("INBOX")
    assert (empty.folder, empty.uids) == ("INBOX", ())
    served.deliver(ONE, TWO)
    first, second = mailbox.list_uids("INBOX").uids
    served.deliver(THREE)
    assert mailbox.list_uids("INBOX").uids[:2] == (first, second)
    assert first < second < mailbox.list_uids("INBOX").uids[2]
    assert mailbox.list_uids("INBOX").uidvalidity == empty.uidvalidity


def test_sizes_are_bytes_and_the_time_of_arrival(served, mailbox):
    served.deliver(ONE, TWO)
    listing = mailbox.list_uids("INBOX")
    found = mailbox.sizes(listing, listing.uids)
    assert {uid: size for uid, (size, _) in found.items()} == dict(zip(listing.uids, (len(ONE), len(TWO)), strict=True))
    assert all(abs((datetime.now(UTC) - when).total_seconds()) < 60 for _, when in found.values())


def test_fetch_gives_the_bytes_and_leaves_the_flags_alone(served, mailbox):
    served.deliver(ONE, TWO)
    listing = mailbox.list_uids("INBOX")
    fetched = list(mailbox.fetch(listing, listing.uids))
    assert [message.data for message in fetched] == [ONE, TWO]
    assert [message.location for message in fetched] == [
        Location(mailbox.account, "INBOX", listing.uidvalidity, uid) for uid in listing.uids
    ]
    assert served.flags() == {uid: set() for uid in listing.uids}


def test_fetch_passes_over_what_is_larger_than_asked_for(served, mailbox):
    served.deliver(ONE, TWO)
    listing = mailbox.list_uids("INBOX")
    smaller = min(len(ONE), len(TWO))
    expected = [data for data in (ONE, TWO) if len(data) <= smaller]
    assert [message.data for message in mailbox.fetch(listing, listing.uids, smaller)] == expected
    assert list(mailbox.fetch(listing, listing.uids, smaller - 1)) == []


def test_fetch_headers_gives_no_body_and_leaves_the_flags_alone(served, mailbox):
    served.deliver(ONE)
    listing = mailbox.list_uids("INBOX")
    assert mailbox.fetch_headers(listing, listing.uids[0]).data == ONE.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    assert served.flags() == {listing.uids[0]: set()}


def test_folder_ends_at_the_next_uid(served, mailbox):
    served.deliver(ONE, TWO)
    listing = mailbox.list_uids("INBOX")
    assert mailbox.ends_at("INBOX") == (listing.uidvalidity, listing.uids[-1] + 1)


def test_headers_of_several_come_without_bodies_and_leave_the_flags_alone(served, mailbox):
    served.deliver(ONE, TWO)
    listing = mailbox.list_uids("INBOX")
    found = list(mailbox.headers(listing, [*listing.uids, 4711]))
    assert [message.data for message in found] == [one.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" for one in (ONE, TWO)]
    assert [message.location.uid for message in found] == list(listing.uids)
    assert served.flags() == {uid: set() for uid in listing.uids}


def test_folders_nested_and_swedish_are_made_once(served, mailbox):
    mailbox.prepare([SWEDISH, "Granska", "INBOX"])
    mailbox.prepare([SWEDISH])
    with served.opened() as other:
        other.prepare([SWEDISH])  # finds it: making it again would fail
        assert [other.list_uids(name).uids for name in (SWEDISH, "Granska")] == [(), ()]


def test_move_takes_these_messages_and_says_where_they_went_or_nothing(served, mailbox):
    served.deliver(ONE, TWO, THREE)
    mailbox.prepare([SWEDISH])
    listing = mailbox.list_uids("INBOX")
    first, second, third = listing.uids
    went = mailbox.move(listing, [first, third], SWEDISH)
    assert contents(served, SWEDISH) == [ONE, THREE]
    assert contents(served, "INBOX") == [TWO]
    assert mailbox.list_uids("INBOX").uids == (second,)
    there = mailbox.list_uids(SWEDISH)
    places = [Location(mailbox.account, SWEDISH, there.uidvalidity, uid) for uid in there.uids]
    assert went in ({}, dict(zip((first, third), places, strict=True)))


def test_append_puts_the_bytes_into_a_folder(served, mailbox):
    mailbox.prepare(["Sent"])
    mailbox.append("Sent", TWO)
    assert contents(served, "Sent") == [TWO]


def test_uids_that_are_gone_are_passed_over(served, mailbox):
    served.deliver(ONE, TWO)
    mailbox.prepare(["Granska"])
    listing = mailbox.list_uids("INBOX")
    gone, left = listing.uids
    served.remove(gone)
    assert list(mailbox.sizes(listing, [left, left + 7])) == [left]
    assert [message.data for message in mailbox.fetch(listing, listing.uids)] == [TWO]
    with pytest.raises(MessageGone, match=f"UID {gone} "):
        mailbox.fetch_headers(listing, gone)
    assert set(mailbox.move(listing, listing.uids, "Granska")) <= {left}
    assert contents(served, "Granska") == [TWO]


def test_wait_wakes_on_a_new_mail_where_there_is_idle_and_else_waits_for_the_stop(served, mailbox):
    mailbox.list_uids("INBOX")
    stop, has_idle = threading.Event(), "IDLE" in mailbox.capabilities()
    threading.Timer(0.3, lambda: served.deliver(ONE) if has_idle else stop.set()).start()
    assert mailbox.wait("INBOX", FOREVER, stop) is has_idle


@pytest.mark.parametrize("served", ["dovecot", "demo"], indirect=True)
def test_wait_counts_what_came_since_the_listing(served, mailbox):
    mailbox.list_uids("INBOX")
    served.deliver(ONE)
    assert mailbox.wait("INBOX", FOREVER, threading.Event())


def test_listing_of_another_uidvalidity_is_refused(served, mailbox):
    served.deliver(ONE)
    listing = mailbox.list_uids("INBOX")
    other = Listing("INBOX", listing.uidvalidity + 1, listing.uids)
    with pytest.raises(MailboxUnavailable, match="UIDVALIDITY"):
        mailbox.move(other, other.uids, "Granska")
    assert contents(served, "INBOX") == [ONE]
