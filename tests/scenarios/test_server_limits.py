"""The mail server's own limits are reached for a while: room in the mailbox, and connections of one user."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from mailbot.errors import LoginRefused, MailboxUnavailable
from mailbot.one_pass import poll
from tests.support import backlog
from tests.support.backlog import proposal
from tests.support.servers.dovecot import OLD, Account, Dovecot
from tests.support.world import World

RECEIPTS = [("receipt_complete", f"anna{number}@varberg.example", "sent") for number in (1, 2)]
FILED = "Hanterade/2026"
ROOM = 1_000_000
_CONNECTIONS = 2


@pytest.fixture(scope="module", params=["", OLD], ids=["MOVE", "COPY and EXPUNGE"])
def small(request) -> Iterator[Dovecot]:
    """A server whose mailboxes hold a megabyte."""
    with Dovecot(capability=request.param, room=ROOM) as server:
        yield server


@pytest.fixture
def mailbox_account(request) -> Account:
    """An account on the server that the test names."""
    servers = {"small", "narrow"} & {*request.fixturenames}
    return request.getfixturevalue(servers.pop()).account()


@pytest.fixture(scope="module")
def narrow() -> Iterator[Dovecot]:
    """A server that has few connections for each user."""
    with Dovecot(connections=_CONNECTIONS) as server:
        yield server


def filled_up(account: Account) -> None:
    """Leave no room for one more message."""
    with account.connected("INBOX") as imap:
        imap.create(inside(account, "Arkiv"))
        for size in (300_000, 30_000, 3_000, 300):
            while imap.append(inside(account, "Arkiv"), "", "", b"Subject: x\r\n\r\n" + b"x" * size)[0] == "OK":
                pass


def made_room(account: Account) -> None:
    with account.connected(inside(account, "Arkiv")) as imap:
        imap.store("1:*", "+FLAGS", "\\Deleted")
        imap.expunge()


def inside(account: Account, folder: str) -> str:
    return f"INBOX.{folder.replace('/', '.')}" if account.server._capability else folder


def test_mailbox_without_room_is_answered_from_once_and_filed_later(small, smtp_server, make_world):
    world = make_world(smtp=smtp_server.config(rate_per_minute=10_000, copy_to_sent=True).model_dump())
    world.account.deliver_all([proposal(number, f"Förslag {number}") for number in (1, 2)], when=backlog.DELIVERED)
    filled_up(world.account)
    assert sorted(world.take()) == RECEIPTS
    assert sorted(world.take()) == RECEIPTS
    moved = 0 if small._capability else 2  # to MOVE takes no room
    assert contents(world) == {FILED: moved, "Sent": 0}
    made_room(world.account)
    world.wait(minutes=11)
    assert sorted(world.take()) == RECEIPTS
    assert (world.count("INBOX"), contents(world)) == (0, {FILED: 2, "Sent": 2})
    assert len(world.smtp.letters) == 2


def contents(world: World) -> dict[str, int]:
    there = world.account.folders()
    names = {name: inside(world.account, name) for name in (FILED, "Sent")}
    return {name: world.count(on_server) for name, on_server in names.items() if on_server in there}


def test_connections_used_up_are_no_refused_login_and_lose_nothing(narrow, make_world):
    world = make_world()
    world.account.deliver_all([proposal(1, "Fallprevention")], when=backlog.DELIVERED)
    with ExitStack() as stack:
        for _ in range(_CONNECTIONS):
            stack.enter_context(world.account.connected())
        with pytest.raises(MailboxUnavailable, match=r"lets nobody in now: \[(UNAVAILABLE|LIMIT)\]") as refused:
            poll(world.app)
    assert not isinstance(refused.value, LoginRefused)
    assert world.take() == RECEIPTS[:1]
    assert len(world.account.messages(FILED)) == 1
