"""Two whole mailbots, each on servers of its own, that get everything the other sends."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from mailbot import app as composition
from mailbot.app import App
from mailbot.config import parse
from mailbot.demo.servers import AUTHSERV_ID, HOST, MailWorld
from mailbot.forms.write import word
from mailbot.one_pass import poll
from mailbot.store.tables import Message
from tests.support.backlog import COMPLETE, FORM
from tests.support.mails import File, a_mail

HALLAND = "omtanke@halland.example"
SKANE = "omtanke@skane.example"
PASSWORD = "hemligt"
MARKS = re.compile(
    rb"^(?:X-Mailbot|Auto-Submitted|X-Auto-Response-Suppress|References|In-Reply-To):.*\r\n(?:[ \t].*\r\n)*",
    re.MULTILINE,
)


def whole(letter: bytes) -> bytes:
    return letter


def without_marks(letter: bytes) -> bytes:
    """Return the letter as a gateway leaves it that knows only the fields of RFC 822."""
    return MARKS.sub(b"", letter)


@dataclass
class Bot:
    """A mailbot, its servers, and how many of their deliveries the other bot has been given."""

    app: App
    world: MailWorld
    given: int = field(default=0)

    def letters_since(self) -> list[bytes]:
        """Return what the bot has sent to the other since it was asked last."""
        fresh = self.world.delivered[self.given :]
        self.given = len(self.world.delivered)
        own = self.app.config.identity.address
        mails = [mail for mail in fresh if mail.sender == own and mail.recipients[0] in {HALLAND, SKANE}]
        return [mail.data[mail.data.index(b"From: ") :] for mail in mails]

    def verdicts(self) -> list[str]:
        """Return what the bot took the mails for that it got."""
        with self.app.services.database.reading() as session:
            return [str(verdict) for verdict in session.scalars(select(Message.verdict).order_by(Message.id))]


@contextmanager
def bots(folder: Path) -> Iterator[tuple[Bot, Bot]]:
    with ExitStack() as stack:
        yield _bot(stack, folder / "halland", HALLAND), _bot(stack, folder / "skane", SKANE)


def _bot(stack: ExitStack, folder: Path, address: str) -> Bot:
    def clock() -> datetime:
        return datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

    world = stack.enter_context(
        MailWorld({HALLAND: PASSWORD, SKANE: PASSWORD, "maria@region.example": PASSWORD}, clock)
    )
    folder.mkdir()
    (folder / "password").write_text(PASSWORD, encoding="utf-8")
    server = {"host": HOST, "security": "none", "user": address, "password_file": "password"}
    data = {
        "state_dir": "state",
        "mailbox": server | {"port": world.imap_port},
        "smtp": server | {"port": world.smtp_port, "rate_per_minute": 1000},
        "identity": {"address": address},
        "contact": {"name": "Maria Lindqvist", "phone": "035-00 00 00", "email": "maria@region.example"},
        "secretaries": [{"name": "Maria Lindqvist", "address": "maria@region.example"}],
        "trust": {"authserv_id": AUTHSERV_ID},
        "answer_from": "2026-01-01T00:00:00+01:00",
    }
    return Bot(stack.enter_context(composition.build(parse(data, base=folder), clock=clock)), world)


FORM_MAIL = a_mail(
    "Här är vårt förslag.", files=[File("f.docx", word.write(FORM, {**COMPLETE, "purpose": None}))], sender=SKANE
)
TO_HALLAND = f"To: {HALLAND}".encode()
STARTS = {
    "a question": a_mail("Hur gör man för att lämna ett förslag?", sender=SKANE),
    "a form with a gap": FORM_MAIL,
    "a file that is none": a_mail("Här.", files=[File("a.docx", b"PK trasig")], sender=SKANE),
}


@pytest.mark.parametrize("relay", [whole, without_marks])
@pytest.mark.parametrize("start", STARTS)
def test_two_bots_fall_silent_within_three_letters(tmp_path, start: str, relay: Callable[[bytes], bytes]) -> None:
    with bots(tmp_path) as (halland, skane):
        halland.world.submit(STARTS[start].replace(b"To: omtankehalland@regionhalland.example", TO_HALLAND))
        sent = 0
        for turn in range(6):
            bot, other = (halland, skane) if turn % 2 == 0 else (skane, halland)
            poll(bot.app)
            letters = bot.letters_since()
            sent += len(letters)
            for letter in letters:
                other.world.submit(relay(letter))
                other.given = len(other.world.delivered)
        assert 1 <= sent <= 3
        assert skane.verdicts()[0] == ("own_letter" if relay is whole else "unknown")
