"""A config, a unit of work and initiatives for the tests of RUG's meetings."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import select

from mailbot import config as configuration
from mailbot.config import STOCKHOLM
from mailbot.mail.message import Address, Attachment
from mailbot.mail.thread_ids import ThreadKey
from mailbot.meetings import calendar
from mailbot.outbox.letters import Outbox
from mailbot.outbox.render import Renderer
from mailbot.primitives.templates_folder import templates_dir
from mailbot.register import initiatives
from mailbot.register.initiatives import Proposal
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Letter
from mailbot.store.values import LetterKind, LetterState
from parsers.result import ParsedForm
from tests.support.forms import SHIPPED

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
SECRETARY = "anna.ek@regionhalland.example"
OTHER_SECRETARY = "bo.lund@regionhalland.example"
TOKEN = "3f9ac1d2e4b5a6c7"
CODE = "K7Q2-9FXM"


def a_config(**changes: Any) -> configuration.Config:
    least = {
        "mailbox": {"host": "imap.regionhalland.example", "user": "omtanke"},
        "smtp": {"host": "smtp.regionhalland.example", "user": "omtanke"},
        "identity": {"address": "omtanke@regionhalland.example"},
        "contact": {"name": "Anna Ek", "phone": "035-00 00 00", "email": SECRETARY},
        "secretaries": [{"name": "Anna Ek", "address": SECRETARY}, {"name": "Bo Lund", "address": OTHER_SECRETARY}],
    }
    return configuration.parse({**least, **changes}, base=Path("/nowhere"))


def a_unit_of_work(session, config=None, *, hold=False) -> UnitOfWork:
    config = config or a_config()
    outbox = Outbox(config, _renderer(), ThreadKey("a-key-for-tests-alone"), hold=hold)
    return UnitOfWork(session, outbox, config, NOW, "operator")


@cache
def _renderer() -> Renderer:
    return Renderer(templates_dir() / "mail")


def later(work: UnitOfWork, **delta) -> UnitOfWork:
    return replace(work, now=work.now + timedelta(**delta))


def a_meeting(work: UnitOfWork, day: date = date(2026, 12, 10), *, stop_days: int = 14):
    starts = datetime(day.year, day.month, day.day, 9, 0, tzinfo=STOCKHOLM)
    stop = (starts - timedelta(days=stop_days)).replace(hour=12)
    return calendar.add(work, day, starts, stop, "Regionens hus, Halmstad")


def an_initiative(
    work: UnitOfWork, title: str = "Gemensam fallprevention", files: tuple[Attachment, ...] = (), **fields
):
    values = {
        "title": title,
        "initiator_name": "Karin Holm",
        "organisation": "Varbergs kommun",
        "background": "Många faller i hemmet.",
        "requested_decision": "RUG ger klartecken.",
        **fields,
    }
    address = f"karin.holm{work.session.query(initiatives.Initiative).count() + 1}@varberg.example"
    form = ParsedForm(SHIPPED.id, "docx", values)
    received = work.now - timedelta(days=3)
    return initiatives.register(work, Proposal(Address("Karin Holm", address), received, form, None, files))


def letters(work: UnitOfWork, *kinds: LetterKind) -> list[tuple[str, str, str]]:
    """Every letter but stopped ones: kind, recipient, state."""
    found = work.session.scalars(select(Letter).where(Letter.state != LetterState.STOPPED).order_by(Letter.id))
    return [(one.kind.value, one.recipient, one.state.value) for one in found if not kinds or one.kind in kinds]


def decision_letters(work: UnitOfWork) -> list[tuple[str, str, str]]:
    return [one for one in letters(work) if one[0].startswith("decision_")]
