"""The work that follows approvals, at a glance: what is under way, late, evaluated or being spread, and to whom."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.config import Config
from mailbot.outbox.contents import About
from mailbot.outbox.desk_contents import SpreadRow, SpreadTable, WorkLine
from mailbot.outbox.swedish_day import local_day
from mailbot.primitives.personnummer import mask
from mailbot.primitives.safe_text import clean
from mailbot.primitives.templates_folder import templates_dir
from mailbot.register.initiatives import about
from mailbot.store.tables import FollowUp, Initiative, Spreading
from mailbot.store.values import State

_SHOWN_DAYS = 180
"""So long after the last answer a spreading stands in what the group sees."""


class WorkStanding(StrEnum):
    """How it goes with the work."""

    LATE = "late"
    """The day has passed, and no whole evaluation has come."""
    EVALUATED = "evaluated"
    SPREADING = "spreading"
    UNDER_WAY = "under_way"
    NOBODY = "nobody"
    """Nobody has said yes to being in charge."""


def standing(follow_up: FollowUp, now: datetime) -> WorkStanding | None:
    """Return how it goes with the work; None where it has ended, or all have answered whether they take it up."""
    match follow_up.initiative.state:
        case State.EVALUATED:
            return WorkStanding.EVALUATED
        case State.SPREAD:
            return WorkStanding.SPREADING
        case State.APPROVED | State.IN_PROGRESS if follow_up.follow_up_on < local_day(now):
            return WorkStanding.LATE
        case State.IN_PROGRESS:
            return WorkStanding.UNDER_WAY
        case State.APPROVED:
            return WorkStanding.NOBODY
    return None


def under_way(session: Session, now: datetime) -> tuple[WorkLine, ...]:
    """Return the work that is going on: what is late first, then what waits for the group; each by its day."""
    whole = {key for key, rows in _by_initiative(session).items() if all(one.answer for one in rows)}
    found = []
    for one in session.scalars(select(FollowUp).order_by(FollowUp.follow_up_on, FollowUp.id)):
        how = standing(one, now)
        if how is not None and not (how is WorkStanding.SPREADING and one.initiative_id in whole):
            found.append((list(WorkStanding).index(how), _line(one, how)))
    return tuple(line for _, line in sorted(found, key=lambda pair: pair[0]))


def spread_table(session: Session, config: Config, now: datetime, *, everything: bool = False) -> SpreadTable:
    """Return which organisation takes up which initiative; without `everything`, what is open or not long ago."""
    rows = [
        rows
        for rows in _by_initiative(session).values()
        if everything or not all(one.answer for one in rows) or _last_answer(rows) > local_day(now) - _shown()
    ]
    names = tuple(dict.fromkeys((*config.can_take_up, *(one.organisation for several in rows for one in several))))
    return SpreadTable(names if rows else (), tuple(_row(several, names) for several in rows))


@dataclass(frozen=True, slots=True)
class Listed:
    """A table in words: its title, its headings and its rows."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def work_rows(lines: Sequence[WorkLine]) -> Listed:
    """Return the work that goes on as a table."""
    words = work_words()["table"]
    rows = ((_named(one.about), one.organisation, one.standing, one.follow_up, one.responsible) for one in lines)
    return Listed(words["under_way"], tuple(words["headings"]), tuple(rows))


def table_rows(table: SpreadTable) -> Listed:
    """Return who takes up what as a table."""
    words = work_words()["table"]
    rows = ((_named(row.about), *row.cells) for row in table.rows)
    return Listed(words["spreading"], (words["initiative"], *table.organisations), tuple(rows))


def _named(one: About) -> str:
    return f"{one.reference} {one.title}".strip()


def said(one: Spreading | None) -> str:
    """Return what a cell of the table says: the answer, or why there is none."""
    words = work_words()["answer"]
    if one is None:
        return str(words["not_asked"])
    if one.answer is None:
        return str(words["waiting"] if one.contact_address else words["nobody_to_ask"])
    return str(words[one.answer]).format(day=one.takes_up_on)


@cache
def work_words() -> Mapping[str, Any]:
    """Return the words of `templates/review/work.toml`."""
    return tomllib.loads((templates_dir() / "review" / "work.toml").read_text(encoding="utf-8"))


def _by_initiative(session: Session) -> dict[int, list[Spreading]]:
    found: dict[int, list[Spreading]] = defaultdict(list)
    asked = select(Spreading).where(Spreading.lapsed_at.is_(None))
    for one in session.scalars(asked.order_by(Spreading.initiative_id, Spreading.id)):
        found[one.initiative_id].append(one)
    return found


def _shown() -> timedelta:
    return timedelta(days=_SHOWN_DAYS)


def _last_answer(rows: Sequence[Spreading]) -> date:
    return max(local_day(one.answered_at) for one in rows if one.answered_at is not None)


def _line(follow_up: FollowUp, how: WorkStanding) -> WorkLine:
    initiative = follow_up.initiative
    told_day = how in (WorkStanding.LATE, WorkStanding.UNDER_WAY, WorkStanding.NOBODY)
    return WorkLine(
        about=about(initiative),
        organisation=_plain(initiative.organisation),
        standing=work_words()["standing"][how],
        follow_up=follow_up.follow_up_on.isoformat() if told_day else "",
        responsible=_plain(follow_up.responsible_name or follow_up.responsible_address),
    )


def _row(rows: Sequence[Spreading], names: Sequence[str]) -> SpreadRow:
    by_name = {one.organisation: one for one in rows}
    initiative: Initiative = rows[0].initiative
    return SpreadRow(about(initiative), tuple(said(by_name.get(name)) for name in names))


def _plain(text: str) -> str:
    return mask(clean(text))
