"""Mails of many kinds that arrive one by one, and what a run that nobody disturbs makes of one of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import text

from mailbot import app as composition
from mailbot.forms.write import excel, word
from mailbot.one_pass import poll
from mailbot.store.engine import Database
from tests.support import backlog
from tests.support.backlog import COMPLETE, FORM, SECRETARY, mail

Outcomes = Counter[tuple[str, ...]]


_WRITERS = {".docx": word.write, ".xlsx": excel.write}
_TITLES = 50
"""So many forms are made of each kind; each comes from many people."""


@cache
def _form(suffix: str, title: int, *, whole: bool) -> bytes:
    answers: dict[str, Any] = {**COMPLETE, "title": f"Förslag {title}"}
    return _WRITERS[suffix](FORM, answers if whole else answers | {"purpose": None})


def _proposal(number: int, sender: str, suffix: str, *, whole: bool = True, size: int | None = None) -> bytes:
    data = _form(suffix, number % _TITLES, whole=whole)[:size]
    return mail(number, sender, "Förslag", "Hej!\n\nSe bilagan.", [(f"förslag{suffix}", data)])


KINDS: tuple[Callable[[int, str], bytes], ...] = (
    lambda n, sender: _proposal(n, sender, ".docx"),
    lambda n, sender: _proposal(n, sender, ".xlsx"),
    lambda n, sender: _proposal(n, sender, ".docx", whole=False),
    lambda n, sender: _proposal(n, sender, ".docx", size=8000),
    lambda n, sender: mail(n, sender, "Fråga", "Hej! Hur gör man för att lämna ett förslag?"),
    lambda n, sender: mail(n, sender, "Tack", "Tack så mycket!"),
    lambda n, sender: mail(n, sender, "Autosvar", "Jag är ledig.", Auto_Submitted="auto-replied"),
    lambda n, sender: mail(n, sender, "Hej", "Något helt annat, utan början eller slut."),
)


def arrival(number: int) -> tuple[str, bytes]:
    """Return who sends mail number so and so, and the mail: each kind in turn."""
    kind = number % len(KINDS)
    sender = f"k{kind}n{number}@varberg.example"
    return sender, KINDS[kind](number, sender)


@dataclass(frozen=True)
class Came:
    """What came of mails, by kind: ledger rows, letters to their senders, and how many initiatives."""

    ledger: Outcomes
    letters: Outcomes
    initiatives: int

    def times(self, count: int) -> Came:
        """Return what comes of so many of each kind."""
        many = (Counter({key: times * count for key, times in one.items()}) for one in (self.ledger, self.letters))
        return Came(*many, self.initiatives * count)


def came_of(database: Database) -> Came:
    """Return what the register says came of all mails."""
    with database.reading() as session:
        rows = session.execute(text("SELECT sender, verdict, outcome, filed_folder FROM messages")).all()
        letters = session.execute(text("SELECT recipient, kind, state FROM letters")).all()
        initiatives = session.execute(text("SELECT count(*) FROM initiatives")).scalar_one()
    return Came(
        Counter((_kind(row[0]), *map(str, row[1:])) for row in rows),
        Counter((_kind(row[0]), *map(str, row[1:])) for row in letters if row[0] != SECRETARY),
        initiatives,
    )


def undisturbed(folder: Path, account: Any, smtp: Any) -> Came:
    """Take in one of each kind in one pass of this process."""
    folder.mkdir()
    account.deliver_all([arrival(number)[1] for number in range(len(KINDS))], when=backlog.DELIVERED)
    config = backlog.config(folder, account, smtp)
    with composition.build(config) as built:
        poll(built)
        return came_of(built.services.database)


def _kind(address: str) -> str:
    return address.partition("n")[0]
