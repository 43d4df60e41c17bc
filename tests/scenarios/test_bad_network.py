"""The line to a mail server breaks at any byte: the mail is registered once and answered once all the same."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass

import pytest

from mailbot.errors import MailbotError
from mailbot.one_pass import poll
from tests.support import backlog
from tests.support.servers.faulty_line import FaultyLine, Trouble
from tests.support.servers.smtp import SmtpServer
from tests.support.waiting import wait_for
from tests.support.world import World

SERVERS = ("imap", "smtp")
SIDES = ("from server", "from client")
SPOKEN = {"imap": "from server", "smtp": "from client"}
"""The side from which what is long comes: the mail, and the letter."""
FIRST_BYTES = 4096
FAULTS = ("reset", "hang up", "silence")


@dataclass
class Lines:
    """A world whose mail servers are reached over bad lines, and how many mails have come."""

    world: World
    imap: FaultyLine
    smtp: FaultyLine
    came: int = 0
    proposals: int = 0
    seen: int = 0

    def question(self, server: str, trouble: Trouble) -> None:
        """Let a question come while a line is in trouble, then work until nothing is left to do."""
        anna = self._next_sender()
        self._come(backlog.mail(self.came, anna, "Fråga", "Hej! Hur lämnar man ett förslag?"), anna, server, trouble)

    def proposal(self, server: str, trouble: Trouble | None) -> None:
        """Let a form come while a line is in trouble, if it is, then work until nothing is left to do."""
        anna = self._next_sender()
        self._come(backlog.proposal(self.came, f"Förslag {self.came}"), anna, server, trouble)
        self.proposals += 1

    def ends_well(self) -> None:
        """Assert that each form was registered once, and that nothing waits."""
        assert len(self.world.register()) == self.proposals
        assert {outcome for _, _, outcome in self.world.ledger()} == {"handled"}

    def line(self, server: str) -> FaultyLine:
        """Return the line to a server."""
        return {"imap": self.imap, "smtp": self.smtp}[server]

    def _next_sender(self) -> str:
        self.came += 1
        return f"anna{self.came}@varberg.example"

    def _come(self, data: bytes, anna: str, server: str, trouble: Trouble | None) -> None:
        self.world.account.deliver_all([data], when=backlog.DELIVERED)
        self.world.app.mailbox.close()
        self.world.app.sender.close()
        if trouble:
            self.line(server).next_trouble(trouble)
        wait_for(self._is_done)
        letters = self.world.smtp.letters[self.seen :]
        self.seen += len(letters)
        assert {one.recipients for one in letters} == {(anna,)}
        assert len({one.data for one in letters}) == 1
        assert len(letters) == 1 or server == "smtp"

    def _is_done(self) -> bool:
        with suppress(MailbotError):
            poll(self.world.app)
        self.world.wait(minutes=2)
        return self.world.count("INBOX") == 0 and all(state == "sent" for _, _, state in self.world.letters())


@pytest.fixture
def make_lines(dovecot, make_world, mailbox_account, smtp_server) -> Iterator[Callable[..., Lines]]:
    """Return a function that gives lines to servers of which mailbot waits only a moment for the named one.

    What it takes for hung, it asks again. The lines are without TLS, unless it is asked for.
    """
    with ExitStack() as stack:

        def make(server: str, security: str = "none") -> Lines:
            tls = security == "tls"
            letters = stack.enter_context(SmtpServer(dovecot.tls, implicit_tls=True)) if tls else smtp_server
            imap = stack.enter_context(FaultyLine(dovecot.imaps_port if tls else dovecot.imap_port))
            smtp = stack.enter_context(FaultyLine(letters.port))
            to_mailbox = mailbox_account.config(password_file="password", security=security, port=imap.port)
            out = letters.config(rate_per_minute=10_000, security=security, port=smtp.port)
            sections = {"mailbox": to_mailbox.model_dump(), "smtp": out.model_dump()}
            sections[{"imap": "mailbox"}.get(server, server)]["timeout_seconds"] = 1
            world = make_world(**sections)
            world.smtp = letters
            world.app.mailbox.prepare(["Junk"])
            return Lines(world, imap, smtp)

        yield make


@pytest.fixture
def offsets():
    """A function that draws a few bytes out of those from the first to the last, or gives all, or so many, if long."""
    seed = int(os.environ.get("MAILBOT_SEED", random.SystemRandom().randrange(10**6)))
    print(f"MAILBOT_SEED={seed}")
    rng = random.Random(seed)

    def draw(first: int, last: int, long: int = FIRST_BYTES) -> list[int]:
        count = min(long, last - first) if os.environ.get("MAILBOT_SOAK") else 2
        return rng.sample(range(first, last), count)

    return draw


@pytest.mark.timeout(24 * 3600)
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("server", SERVERS)
def test_line_that_fails_at_a_byte_loses_and_doubles_nothing(make_lines, offsets, server, fault):
    lines = make_lines(server)
    for side in SIDES:
        for number, at in enumerate(offsets(0, FIRST_BYTES if side == SPOKEN[server] else 400)):
            come = lines.question if number % 2 else lines.proposal
            come(server, Trouble(side, at, fault))
    lines.ends_well()


@pytest.mark.timeout(24 * 3600)
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("server", SERVERS)
def test_line_that_fails_late_in_a_session_loses_and_doubles_nothing(make_lines, offsets, server, fault):
    """Anywhere in the form that comes, or in the letter that goes."""
    lines, side = make_lines(server), SPOKEN[server]
    lines.proposal(server, None)
    most = lines.line(server).passed(side)
    assert most > 2 * FIRST_BYTES
    for at in offsets(FIRST_BYTES, most, 300):
        lines.proposal(server, Trouble(side, at, fault))
    lines.ends_well()


@pytest.mark.timeout(24 * 3600)
@pytest.mark.parametrize("server", SERVERS)
def test_line_that_mixes_up_bytes_under_tls_loses_and_doubles_nothing(make_lines, offsets, server):
    """Without TLS, nobody could tell: a number of another message would be as good as the right one."""
    lines = make_lines(server, "tls")
    lines.proposal(server, None)
    for side in SIDES:
        for at in offsets(0, lines.line(server).passed(side) if side == SPOKEN[server] else 400, 300):
            lines.proposal(server, Trouble(side, at, "mix up"))
    lines.ends_well()


@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize("side", SIDES)
def test_line_that_drips_byte_by_byte_and_then_breaks_loses_and_doubles_nothing(make_lines, server, side):
    lines = make_lines(server)
    lines.proposal(server, Trouble(side, FIRST_BYTES, "reset", drips=True))
    lines.question(server, Trouble(side, 10**9, "reset", drips=True))
    lines.ends_well()
