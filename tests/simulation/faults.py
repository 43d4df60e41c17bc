"""Faults that are put into mailbot on purpose, each in one place, to show that the clerk's books find them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from mailbot.jobs.when_due import remind as reminding
from mailbot.meetings import calendar
from mailbot.meetings.agenda import edition, items
from mailbot.meetings.decisions import proposals
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store import counters
from mailbot.store.tables import Initiative
from mailbot.store.values import LetterKind, State


def _letter_too_many(patch: pytest.MonkeyPatch) -> None:
    """Tell who withdraws twice."""
    ordinary = UnitOfWork.send

    def send(self: UnitOfWork, draft: Any) -> Any:
        if draft.content.kind is LetterKind.WITHDRAWN:
            ordinary(self, replace(draft, cause=f"{draft.cause}:again"))
        return ordinary(self, draft)

    patch.setattr(UnitOfWork, "send", send)


def _decision_on_the_wrong_one(patch: pytest.MonkeyPatch) -> None:
    """Take each decision for the item after it."""
    ordinary = proposals._propose

    def propose(work: Any, agenda: Any, instruction: Any, row: Any) -> Any:
        waiting = [item.initiative.reference for item in items.undecided(work.session, agenda.meeting)]
        following = waiting[(waiting.index(row.reference) + 1) % len(waiting)]
        return ordinary(work, agenda, instruction, replace(row, reference=following))

    patch.setattr(proposals, "_propose", propose)


def _number_skipped(patch: pytest.MonkeyPatch) -> None:
    """Take two numbers for each third initiative."""
    ordinary = counters.take

    def take(session: Any, name: str, *more: Any) -> int:
        number = ordinary(session, name, *more)
        return ordinary(session, name, *more) if name.startswith("reference-") and number % 3 == 0 else number

    patch.setattr(counters, "take", take)


def _item_twice(patch: pytest.MonkeyPatch) -> None:
    """List the first item of an agenda twice."""
    ordinary = items.standing

    def standing(meeting: Any) -> list[Any]:
        found = ordinary(meeting)
        return [*found[:1], *found]

    patch.setattr(edition.items, "standing", standing)


def _meeting_not_moved(patch: pytest.MonkeyPatch) -> None:
    """Say that a meeting is held at another time, and leave it where it is."""
    patch.setattr(calendar, "move", lambda *_: None)


def _reminder_to_one_withdrawn(patch: pytest.MonkeyPatch) -> None:
    """Remind whoever was asked once, whatever has become of it."""
    ordinary = reminding.remind

    def remind(services: Any) -> int:
        with services.database.reading() as session:
            left = select(Initiative).where(Initiative.state == State.WITHDRAWN, Initiative.reminded_at.is_(None))
            gone = [one.reference for one in session.scalars(left) if one.incomplete_since is not None]
        return ordinary(services) + sum(reminding._remind_one(services, reference) for reference in gone)

    patch.setattr("mailbot.one_pass.remind", remind)


FAULTS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "a letter too many": _letter_too_many,
    "a decision on the wrong initiative": _decision_on_the_wrong_one,
    "a number skipped": _number_skipped,
    "an item twice on an agenda": _item_twice,
    "a meeting not moved": _meeting_not_moved,
    "a reminder to one withdrawn": _reminder_to_one_withdrawn,
}
