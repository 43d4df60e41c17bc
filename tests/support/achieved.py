"""Work that has come so far: initiatives whose events stand in the audit chain, and their evaluations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from mailbot.followup.celebrating.achievements import Achievement, Step, ToldPassage
from mailbot.followup.celebrating.letter_in_word import LetterView
from mailbot.register import initiatives
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import EvaluationVersion, FollowUp, Initiative
from mailbot.store.values import EventKind
from tests.support.meetings import an_initiative

_WAY = (
    EventKind.AGENDA_FROZEN,
    EventKind.APPROVED,
    EventKind.STARTED,
    EventKind.EVALUATED,
    EventKind.SPREAD,
)
TOLD = {
    "done": "Vi gjorde hembesök.",
    "voices": "De känner sig tryggare.",
    "learnt": "Gå två och två.",
    "may_tell": True,
}


def come_to(work: UnitOfWork, last: EventKind, at: datetime, title: str = "Fallprevention") -> Initiative:
    """Return an initiative to which all happened at that moment, up to that event."""
    then = replace(work, now=at)
    initiative = an_initiative(then, title)
    for event in _WAY[: _WAY.index(last) + 1]:
        initiatives.transition(then, initiative, event)
    then.write_events()
    return initiative


def evaluation(work: UnitOfWork, initiative: Initiative, *, whole: bool = True, **fields: Any) -> None:
    """Keep one more version of its evaluation, in which these fields are filled in."""
    follow_up = work.session.scalar(select(FollowUp).where(FollowUp.initiative_id == initiative.id))
    if follow_up is None:
        follow_up = FollowUp(initiative=initiative, begun_at=work.now, follow_up_on=date(2027, 6, 10), changes=0)
        work.session.add(follow_up)
    follow_up.evaluations.append(
        EvaluationVersion(
            number=len(follow_up.evaluations) + 1,
            sender="eva.berg@varberg.example",
            template="utvardering-1",
            format="docx",
            fields=fields,
            problems=[] if whole else [{"field": "measured", "code": "missing", "message": ""}],
            content_hash="",
            created_at=work.now,
        )
    )
    work.session.flush()


STEPS = (
    Step(EventKind.SPREAD, (Achievement("OH-2026-0003", "En väg in för unga", "Halmstads kommun"),)),
    Step(
        EventKind.EVALUATED,
        (
            Achievement(
                "OH-2026-0012",
                "Gemensam fallprevention",
                "Varbergs kommun",
                (ToldPassage("Det här gjorde de", ("Vi gjorde hembesök.", "Vi ringde upp efteråt.")),),
            ),
        ),
        ("OH-2026-0015",),
    ),
    Step(EventKind.APPROVED, (), ("OH-2026-0016", "OH-2026-0017")),
)
LETTER = LetterView("Omtanke Halland", "omtanke@regionhalland.example", "januari–mars 2027", "0" * 16, STEPS)
