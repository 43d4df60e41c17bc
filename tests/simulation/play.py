"""A play: people write to mailbot, the clerk is told of it, and after each thing that happens the two are compared."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime

from mailbot.forms.write import excel, word
from mailbot.primitives.references import codes_in
from tests.simulation.clerk import STOCKHOLM, Card, Clerk
from tests.simulation.compared import compare
from tests.simulation.office import Office, Sent
from tests.simulation.people import DEPUTY, SECRETARY, TRUSTED, Person, everybody, titles
from tests.support import invitations
from tests.support.backlog import COMPLETE, FORM
from tests.support.mails import File, a_mail
from tests.support.world import vouched

LOOKS_AT = (12, 30)
"""When somebody sees to it each day, whether anything has happened or not."""


@dataclass
class Play:
    """The office, the clerk who is told the same, and whatever is drawn by chance."""

    office: Office
    rng: random.Random
    clerk: Clerk = field(init=False)
    people: tuple[Person, ...] = field(default_factory=everybody)
    said: set[str] = field(default_factory=set)
    """The sayings that a secretary has used, as her list of them has them."""
    played: Counter[str] = field(default_factory=Counter)
    log: list[str] = field(default_factory=list)
    _mails: int = 0

    def __post_init__(self) -> None:
        self.clerk = Clerk(self.office.now, SECRETARY.address, DEPUTY.address)
        self.titles = titles()

    # Time

    def later(self, **units: float) -> None:
        """Let time go by; every day somebody sees to it."""
        end = self.office.now + timedelta(**units)
        while (look := self._next_look()) < end:
            self._set(look)
            self.turn("nothing happens")
        self._set(end)

    def until(self, moment: datetime) -> None:
        self.later(seconds=max((moment - self.office.now).total_seconds(), 0))

    def _next_look(self) -> datetime:
        local = self.office.now.astimezone(STOCKHOLM)
        look = local.replace(hour=LOOKS_AT[0], minute=LOOKS_AT[1], second=0)
        day = look if look > local else look + timedelta(days=1)
        return day.astimezone(self.office.now.tzinfo)

    def _set(self, moment: datetime) -> None:
        self.office.now = self.clerk.now = moment

    def turn(self, happened: str) -> None:
        """Let mailbot work, and the clerk; compare what they have. Then an hour has gone by."""
        self.log.append(f"{self.office.now:%Y-%m-%d %H:%M} {happened}")
        fresh = self.office.work()
        self.clerk.time_comes()
        compare(self.office, self.clerk, fresh, happened=self.log[-1])

    # Mails

    def write(
        self,
        sender: Person,
        subject: str,
        text: str,
        files: Sequence[File] = (),
        *,
        answers: Sent | None = None,
        quoting: bool = True,
        trust: str = "pass",
        headers: Sequence[tuple[str, str]] = (),
        waits: bool = False,
    ) -> int:
        """Let somebody write; return the mail's number. `trust` is what our own server says of the sender."""
        self._mails += 1
        subject = f"Sv: {answers.mail['Subject']}" if answers else subject
        vouched = [("Authentication-Results", f"{TRUSTED}; dmarc={trust} header.from={sender.domain}")] if trust else []
        data = a_mail(
            text + (_quoted(answers) if answers and quoting else ""),
            files=files,
            sender=sender.written,
            subject=subject,
            date=format_datetime(self.office.now),
            message_id=f"<{self._mails}.{self.office.now:%Y%m%d}@{sender.domain}>",
            answers=answers.message_id if answers else None,
            headers=[*vouched, *headers],
        )
        self.office.receive(data)
        return self.clerk.mail_comes(waits=waits)

    def invitation(self, calendar: str, *, method: str = "REQUEST") -> None:
        """Let a secretary's calendar send a file."""
        self._mails += 1
        mail = invitations.invitation(calendar, sender=self.secretary.address, method=method)
        self.office.receive(vouched(mail, self.secretary.domain))
        self.clerk.mail_comes()

    def letter(self, kind: str, to: Person | str, card: Card | None = None) -> Sent:
        """Return the newest such letter that somebody has got."""
        address = to if isinstance(to, str) else to.address
        return self.office.letter(kind, address, card.reference if card else "")

    # Chance

    def person(self) -> Person:
        return self.rng.choice(self.people)

    def of(self, card: Card) -> Person:
        return next(one for one in self.people if one.address == card.owner)

    def card(self, *states: str) -> Card | None:
        """Draw one of the initiatives in these states, the latest of which come first to mind."""
        found = [one for one in self.clerk.cards if one.state in states][-12:]
        return self.rng.choice(found) if found else None

    @property
    def secretary(self) -> Person:
        """Return who is there."""
        return DEPUTY if self.clerk.on_duty == DEPUTY.address else SECRETARY


def form(person: Person, title: str, *, in_excel: bool = False, **answers: object) -> File:
    """Return the form, filled in by somebody, in Word or Excel."""
    values = {**COMPLETE, "title": title, "initiator_name": person.name, "organisation": person.organisation}
    make, ending = (excel, "xlsx") if in_excel else (word, "docx")
    return File(f"Förslag.{ending}", make.write(FORM, {**values, **answers}))


def code(letter: Sent) -> str:
    return codes_in(letter.text)[0]


def _quoted(letter: Sent) -> str:
    head = f"Från: {letter.mail['From']}\nSkickat: i dag\nTill: dig\nÄmne: {letter.mail['Subject']}"
    return f"\n\n{head}\n\n{letter.text}"
