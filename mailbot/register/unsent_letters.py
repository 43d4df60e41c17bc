"""Stops letters that have not gone, because what they say is no longer so."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select

from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Letter
from mailbot.store.values import EventKind, LetterState

_WAITING = (LetterState.HELD, LetterState.QUEUED, LetterState.FAILED)


def stop_unsent(work: UnitOfWork, reference: str, *which: ColumnElement[bool]) -> None:
    """Stop those of an initiative's letters that wait, each with its audit event."""
    for letter in work.session.scalars(select(Letter).where(*which, Letter.state.in_(_WAITING))):
        letter.state = LetterState.STOPPED
        work.record(EventKind.LETTER_STOPPED, reference, letter=letter.id)
