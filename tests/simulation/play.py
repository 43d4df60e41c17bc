"""A play: people write to mailbot, the clerk is told of it, and after each thing that happens the two are compared."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from mailbot.forms.write import excel, word
from mailbot.primitives.references import codes_in
from tests.simulation.clerk import STOCKHOLM, Card, Clerk, Meeting
from tests.simulation.compared import NOTHING, Differs, compare
from tests.simulation.office import Office, Sent
from tests.simulation.people import DEPUTY, MEMBERS, SECRETARY, TRUSTED, Person, contacts, everybody, titles
from tests.support import invitations
from tests.support.backlog import COMPLETE, FORM
from tests.support.mails import File, a_mail
from tests.support.world import vouched

LOOKS_AT = (12, 30)
"""When somebody sees to it each day, whether anything has happened or not."""
_TOLD = 12
"""So many of the last things that happened are told with what differs."""


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
    answers: dict[str, dict[str, object]] = field(default_factory=dict)
    """What each initiative's form says besides its title."""
    asked: list[tuple[Card, Person]] = field(default_factory=list)
    """Who was asked whether an initiative is theirs."""
    named: dict[str, tuple[str, date | None]] = field(default_factory=dict)
    """Who is to be in charge of the work by each initiative's last decision, and when it is evaluated."""
    returned: set[str] = field(default_factory=set)
    """The letters that came back."""
    entries: list[Any] = field(default_factory=list)
    """What stands in the secretary's own calendar."""
    differs: bool = False
    _mails: int = 0
    _holding: bool = False

    def __post_init__(self) -> None:
        self.clerk = Clerk(self.office.now, SECRETARY.address, DEPUTY.address)
        self.clerk.members = tuple(one.address for one in MEMBERS)
        self.clerk.contacts = tuple(one.address for one in contacts().values())
        self.titles = titles()

    # Time

    def later(self, **units: float) -> None:
        """Let time go by; every day somebody sees to it."""
        end = self.office.now + timedelta(**units)
        while (look := self._next_look()) < end:
            self._set(look)
            self.turn(NOTHING)
        self._set(end)

    def until(self, moment: datetime) -> None:
        self.later(seconds=max((moment - self.office.now).total_seconds(), 0))

    def at_once(self, *happenings: Callable[[Play], bool]) -> None:
        """Let several things happen before anybody looks."""
        self._holding = True
        for happens in happenings:
            happens(self)
        self._holding = False
        self.turn("all that came at once is seen to")

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
        if self._holding:
            return
        fresh = self.office.work()
        self.clerk.time_comes()
        try:
            compare(self.office, self.clerk, fresh, happened=self.log[-1])
        except Differs as error:
            self.differs = True
            error.add_note("\n".join([*self.log[-_TOLD:], *self.office.last_mails()]))
            raise

    # Mails

    def write(
        self,
        sender: Person,
        subject: str,
        text: str | None,
        files: Sequence[File] = (),
        *,
        html: str | None = None,
        answers: Sent | None = None,
        quoting: bool = True,
        trust: str = "pass",
        headers: Sequence[tuple[str, str]] = (),
        waits: str = "",
    ) -> int:
        """Let somebody write; return the mail's number. `trust` is what our own server says of the sender."""
        self._mails += 1
        subject = f"Sv: {answers.mail['Subject']}" if answers else subject
        vouched = [("Authentication-Results", f"{TRUSTED}; dmarc={trust} header.from={sender.domain}")] if trust else []
        data = a_mail(
            text and text + (_quoted(answers) if answers and quoting else ""),
            html=html,
            files=files,
            sender=sender.written,
            subject=subject,
            date=format_datetime(self.office.now),
            message_id=f"<{self._mails}.{self.office.now:%Y%m%d}@{sender.domain}>",
            answers=answers.message_id if answers else None,
            headers=[*vouched, *headers],
        )
        self.office.receive(data)
        return self.clerk.mail_comes(sender.address, subject, waits=waits)

    def invitation(self, calendar: str, *, method: str = "REQUEST", waits: str = "") -> None:
        """Let a secretary's calendar send a file."""
        mail = invitations.invitation(calendar, sender=self.secretary.address, method=method)
        self.office.receive(vouched(mail, self.secretary.domain))
        self.clerk.mail_comes(self.secretary.address, "RUG-möte", waits=waits)

    def machine(self, data: bytes) -> None:
        """Let a machine write."""
        self.office.receive(data)
        self.clerk.mail_comes()

    def letter(self, kind: str, to: Person, card: Card | None = None) -> Sent:
        """Return the newest such letter that somebody has got."""
        return self.office.letter(kind, to.address, card.reference if card else "")

    def agenda_letter(self, meeting: Meeting) -> Sent:
        """Return the newest letter with a meeting's agenda, whichever secretary has it."""
        letters = (one for one in reversed(self.office.letters) if one.kind == "agenda")
        return next(one for one in letters if _file(one, f"{meeting.day}", "docx"))

    def agenda(self, meeting: Meeting, ending: str) -> bytes:
        """Return the newest file of a meeting's agenda."""
        return _file(self.agenda_letter(meeting), f"{meeting.day}", ending)

    def last_about(self, card: Card) -> Sent:
        """Return the newest letter that its initiator has got about an initiative."""
        found = (
            one for one in reversed(self.office.letters) if (one.to, one.reference) == (card.owner, card.reference)
        )
        return next(found)

    # Chance

    def person(self, *besides: Person) -> Person:
        """Draw somebody else; a file of whom can't be read is waited for, and no other proposal before that."""
        unread = {one.owner for one in self.clerk.cards if not one.title and one.state == "incomplete"}
        return self.rng.choice([one for one in self.people if one.address not in unread and one not in besides])

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def short(self, card: Card) -> str:
        """Return the last four digits, as people write a reference; the whole one where they fit several."""
        digits = card.reference[-4:]
        is_plain = sum(one.reference.endswith(digits) for one in self.clerk.cards) == 1
        return digits if is_plain else card.reference

    def of(self, card: Card) -> Person:
        return next(one for one in self.people if one.address == card.owner)

    def card(self, *states: str) -> Card | None:
        """Draw one of the initiatives in these states, the latest of which come first to mind."""
        found = [one for one in self.clerk.cards if one.state in states][-12:]
        return self.rng.choice(found) if found else None

    @property
    def organizer(self) -> str:
        """Return whose calendar the meetings stand in."""
        return SECRETARY.address

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


def _file(letter: Sent, day: str, ending: str) -> bytes:
    """Return the attached file whose name has the day and the ending; nothing where there is none."""
    named = (part for part in letter.mail.iter_attachments() if day in part.get_filename())
    return next((part.get_content() for part in named if part.get_filename().endswith(ending)), b"")


def _quoted(letter: Sent) -> str:
    head = f"Från: {letter.mail['From']}\nSkickat: i dag\nTill: dig\nÄmne: {letter.mail['Subject']}"
    return f"\n\n{head}\n\n{letter.text}"
