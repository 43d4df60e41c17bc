"""The line to a mail server breaks at any byte: the mail is registered once and answered once all the same."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field

import pytest

from mailbot.errors import MailbotError
from mailbot.one_pass import poll
from tests.support import backlog
from tests.support.servers.faulty_line import FaultyLine, Trouble
from tests.support.waiting import wait_for
from tests.support.world import World

SIDES = ("from server", "from client")
FIRST_BYTES = 4096
FAULTS = ("reset", "hang up", "silence")


@dataclass
class Lines:
    """A world whose mail servers are reached over bad lines, and how many mails have come."""

    world: World
    imap: FaultyLine
    smtp: FaultyLine
    came: int = 0
    seen: int = field(default=0)

    def one_more(self, server: str, trouble: Trouble) -> None:
        """Let a mail come while a line is in trouble, then work until nothing is left to do."""
        self.came += 1
        anna = f"anna{self.came}@varberg.example"
        how = backlog.mail(self.came, anna, "Fråga", "Hej! Hur gör man för att lämna ett förslag?")
        data = backlog.proposal(self.came, f"Förslag {self.came}") if self.came % 2 else how
        self.world.account.deliver_all([data], when=backlog.DELIVERED)
        self.world.app.mailbox.close()
        self.world.app.sender.close()
        {"imap": self.imap, "smtp": self.smtp}[server].next_trouble(trouble)
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
def lines(dovecot, make_world, mailbox_account, smtp_server, server) -> Iterator[Lines]:
    """Lines to servers of which mailbot waits only a moment for the one: what it takes for hung, it asks again."""
    with ExitStack() as stack:
        imap, smtp = (stack.enter_context(FaultyLine(port)) for port in (dovecot.imap_port, smtp_server.port))
        plain = mailbox_account.config(password_file="password", security="none", port=imap.port)
        out = smtp_server.config(rate_per_minute=10_000, port=smtp.port)
        sections = {"mailbox": plain.model_dump(), "smtp": out.model_dump()}
        sections[{"imap": "mailbox"}.get(server, server)]["timeout_seconds"] = 1
        world = make_world(**sections)
        world.app.mailbox.prepare(["Junk"])
        yield Lines(world, imap, smtp)


@pytest.fixture
def offsets():
    """A function that draws a few of the first bytes, or gives them all in the long form."""
    seed = int(os.environ.get("MAILBOT_SEED", random.SystemRandom().randrange(10**6)))
    print(f"MAILBOT_SEED={seed}")
    rng = random.Random(seed)
    return lambda most: range(most) if os.environ.get("MAILBOT_SOAK") else rng.sample(range(most), 2)


@pytest.mark.timeout(24 * 3600)
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("server", ["imap", "smtp"])
def test_line_that_fails_at_a_byte_loses_and_doubles_nothing(lines, offsets, server, fault):
    for side in SIDES:
        most = FIRST_BYTES if (server, side) in {("imap", "from server"), ("smtp", "from client")} else 400
        for at in offsets(most):
            lines.one_more(server, Trouble(side, at, fault))
    assert len(lines.world.register()) == (lines.came + 1) // 2
    assert {outcome for _, _, outcome in lines.world.ledger()} == {"handled"}


@pytest.mark.parametrize("server", ["imap", "smtp"])
@pytest.mark.parametrize("side", SIDES)
def test_line_that_drips_byte_by_byte_and_then_breaks_loses_and_doubles_nothing(lines, server, side):
    lines.one_more(server, Trouble(side, FIRST_BYTES, "reset", drips=True))
    lines.one_more(server, Trouble(side, 10**9, "reset", drips=True))
    assert len(lines.world.register()) == 1
