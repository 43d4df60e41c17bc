"""The stage: the servers, the app and the clock, and what the people on it can do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import select

from mailbot import app as composition
from mailbot.app import App
from mailbot.config import STOCKHOLM, Config, parse
from mailbot.demo.mails import Mail, parsed, written
from mailbot.demo.people import BOT, DAVID, EVA, EVERYONE, MEMBERS, SECRETARY, Person
from mailbot.demo.servers import AUTHSERV_ID, HOST, DeliveredMail, MailWorld
from mailbot.meetings import calendar
from mailbot.meetings.agenda import overview
from mailbot.one_pass import poll
from mailbot.primitives import private_files
from mailbot.store.tables import Letter
from mailbot.store.values import LetterKind
from parsers import FormTemplate

Letters = list[tuple[LetterKind, str]]
"""Letters as (kind, recipient)."""


@dataclass(slots=True)
class StoryClock:
    """The time in the story, which moves when it is told to."""

    now: datetime

    def __call__(self) -> datetime:
        """Return the story's time."""
        return self.now


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the story happens. `meetings` are RUG's next three days, with a stop date each."""

    world: MailWorld
    app: App
    clock: StoryClock
    meetings: tuple[date, date, date]
    submitted: list[tuple[bytes, bool]] = field(default_factory=list)

    @property
    def form(self) -> FormTemplate:
        """The common form."""
        return self.app.services.forms[0]

    @property
    def evaluation(self) -> FormTemplate:
        """The form by which approved work is evaluated."""
        return next(form for form in self.app.services.forms if form.evaluates)

    def send(self, mail: Mail, *, verified: bool = True, from_machine: bool = False) -> None:
        """Let somebody send a mail; `verified` is whether it really comes from who it says."""
        data = written(mail, len(self.submitted) + 1, self.clock.now)
        self.submitted.append((data, verified))
        self.world.submit(data, verified=verified, envelope_from="" if from_machine else None)

    def send_again(self, number: int) -> None:
        """Deliver a mail of the story (the first is 1) once more, as a server does that was in doubt."""
        data, verified = self.submitted[number - 1]
        self.world.submit(data, verified=verified)

    def poll(self) -> Letters:
        """Let mailbot work, and return the letters that reached somebody, oldest first."""
        before = len(self.world.delivered)
        poll(self.app)
        return [(self._kind(mail), ", ".join(mail.recipients)) for mail in self.world.delivered[before:]]

    def letter(self, kind: LetterKind, to: Person) -> bytes:
        """Return the newest letter of a kind that somebody got."""
        return next(
            mail.data
            for mail in reversed(self.world.delivered)
            if mail.recipients == (to.address,) and mail.sender == BOT.address and self._kind(mail) is kind
        )

    def go_to(self, moment: datetime) -> None:
        """Let time pass until then."""
        self.clock.now = moment

    def stop_of(self, number: int) -> datetime:
        """Return the stop time of a meeting; the first is 0."""
        return _stop(self.meetings[number])

    def _kind(self, mail: DeliveredMail) -> LetterKind:
        with self.app.services.database.reading() as session:
            return session.scalars(
                select(Letter.kind).where(Letter.message_id == str(parsed(mail.data)["Message-ID"]).strip()),
            ).one()


@contextmanager
def set_up(keep: Path, today: date) -> Iterator[Stage]:
    """Build the stage: servers, an app that works on them, three days for meetings. All files go to `keep`.

    That is an absolute path. The secretary plans the first meeting; the others stand in the config.
    """
    clock = StoryClock(datetime.combine(today, time(8, 30), STOCKHOLM))
    meetings = _meetings(today)
    people = {person.address: person.password for person in EVERYONE}
    with (
        MailWorld(people, clock) as world,
        composition.build(_config(world, keep, meetings, clock.now), clock=clock) as app,
    ):
        yield Stage(world, app, clock, meetings)


def _meetings(today: date) -> tuple[date, date, date]:
    """Return ordinary days with ordinary stop dates: in about three weeks, four weeks later, and the year after.

    The overview of the first comes after today.
    """
    first = _ordinary(today + timedelta(days=18))
    while overview.begins(_stop(first)).date() <= today:
        first = _ordinary(first + timedelta(days=1))
    second = _ordinary(first + timedelta(days=28))
    return first, second, _ordinary(second + timedelta(days=240))


def _ordinary(day: date) -> date:
    """Return the first day from this one on that is no weekend or holiday, nor is its stop date."""
    while calendar.warnings(day) or calendar.warnings(_stop(day).date()):
        day += timedelta(days=1)
    return day


def _stop(meeting: date) -> datetime:
    return datetime.combine(meeting - timedelta(days=14), time(12), STOCKHOLM)


def _contact(person: Person) -> dict[str, str]:
    return {"contact": person.address, "contact_name": person.name}


def _config(world: MailWorld, keep: Path, meetings: tuple[date, ...], start: datetime) -> Config:
    server = {"host": HOST, "security": "none", "user": BOT.address}
    data = {
        "state_dir": str(keep),
        "mailbox": server | {"port": world.imap_port, "password_file": str(keep / "password"), "folders": {"junk": ""}},
        "smtp": server | {"port": world.smtp_port, "password_file": str(keep / "password"), "rate_per_minute": 1000},
        "identity": {"address": BOT.address},
        "contact": {"name": SECRETARY.name, "phone": "035-00 00 00", "email": SECRETARY.address},
        "secretaries": [{"name": SECRETARY.name, "address": SECRETARY.address}],
        "organisations": [
            {"name": "Region Halland", "domains": ["regionhalland.example"]},
            {"name": "Varbergs kommun", "domains": ["varberg.example"]},
            {"name": "Falkenbergs kommun", "domains": ["falkenberg.example"]},
            {"name": "Hylte kommun", "domains": ["hylte.example"], **_contact(DAVID)},
            {"name": "Halmstads kommun", "domains": ["halmstad.example"]},
            {"name": "Laholms kommun", "domains": ["laholm.example"], **_contact(EVA)},
        ],
        "trust": {"authserv_id": AUTHSERV_ID},
        "meetings": {
            "members": [{"name": member.name, "address": member.address} for member in MEMBERS],
            "dates": [{"date": day, "stop": _stop(day), "place": "Regionens hus, Halmstad"} for day in meetings[1:]],
        },
        "answer_from": start,  # by the story's clock, which the server does not go by
        "form": {"published_url": "https://vard.example/omtanke-halland"},
    }
    private_files.write(keep / "password", BOT.password.encode())
    return parse(data, base=keep)
