"""A config, a desk and initiatives for the tests of RUG's meetings."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import select

from mailbot import config as configuration
from mailbot.config import STOCKHOLM, templates_dir
from mailbot.mail.message import Address, Attachment
from mailbot.mail.thread_ids import ThreadKey
from mailbot.meetings import calendar
from mailbot.outbox.letters import Outbox
from mailbot.outbox.render import Renderer
from mailbot.register import initiatives
from mailbot.register.initiatives import Proposal
from mailbot.register.unit_of_work import Desk
from mailbot.store.tables import Letter
from mailbot.store.values import LetterKind, LetterState
from parsers.result import ParsedForm

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


def a_desk(session, config=None, *, hold=False) -> Desk:
    config = config or a_config()
    outbox = Outbox(config, _renderer(), ThreadKey("a-key-for-tests-alone"), hold=hold)
    return Desk(session, outbox, config, NOW, "operator")


@cache
def _renderer() -> Renderer:
    return Renderer(templates_dir() / "mail")


def later(desk: Desk, **delta) -> Desk:
    return replace(desk, now=desk.now + timedelta(**delta))


def a_meeting(desk: Desk, day: date = date(2026, 12, 10), *, stop_days: int = 14):
    starts = datetime(day.year, day.month, day.day, 9, 0, tzinfo=STOCKHOLM)
    stop = (starts - timedelta(days=stop_days)).replace(hour=12)
    return calendar.add(desk, day, starts, stop, "Regionens hus, Halmstad")


def an_initiative(desk: Desk, title: str = "Gemensam fallprevention", files: tuple[Attachment, ...] = (), **fields):
    values = {
        "title": title,
        "initiator_name": "Karin Holm",
        "organisation": "Varbergs kommun",
        "background": "Många faller i hemmet.",
        "requested_decision": "RUG ger klartecken.",
        **fields,
    }
    address = f"karin.holm{desk.session.query(initiatives.Initiative).count() + 1}@varberg.example"
    form = ParsedForm("omtanke-1", "docx", values)
    received = desk.now - timedelta(days=3)
    return initiatives.register(desk, Proposal(Address("Karin Holm", address), received, form, None, files))


def letters(desk: Desk, *kinds: LetterKind) -> list[tuple[str, str, str]]:
    """Every letter but stopped ones: kind, recipient, state."""
    found = desk.session.scalars(select(Letter).where(Letter.state != LetterState.STOPPED).order_by(Letter.id))
    return [(one.kind.value, one.recipient, one.state.value) for one in found if not kinds or one.kind in kinds]


def decision_letters(desk: Desk) -> list[tuple[str, str, str]]:
    return [one for one in letters(desk) if one[0].startswith("decision_")]
