"""Evaluated work and who may take it up, for tests without servers."""

from __future__ import annotations

from datetime import date, timedelta

from mailbot.register import initiatives
from mailbot.store.tables import EvaluationVersion, FollowUp, Spreading
from mailbot.store.values import DecisionOutcome, EventKind
from tests.support.meetings import a_config, a_unit_of_work, an_initiative

EVA = "eva.berg@varberg.example"
HYLTE, LAHOLM = "kim.ek@hylte.example", "lo.dahl@laholm.example"
ORGANISATIONS = [
    {"name": "Varbergs kommun", "domains": ["varberg.example"]},
    {"name": "Hylte kommun", "domains": ["hylte.example"], "contact": HYLTE, "contact_name": "Kim Ek"},
    {"name": "Laholms kommun", "domains": ["laholm.example"], "contact": LAHOLM},
    {"name": "Annan vårdgivare"},
]
ANSWERS = {
    "done": "Hembesök hos alla över 80 år.",
    "with_whom": ["Varbergs kommun"],
    "better": ["Delaktighet"],
    "learnt": "Gå två och två.",
    "can_spread": "Ja, alla",
}


def a_work(session, **changes):
    """A unit of work whose config has organisations with contacts."""
    return a_unit_of_work(session, a_config(organisations=ORGANISATIONS, **changes))


def evaluated(work, title: str = "Fallprevention") -> FollowUp:
    """An initiative that was approved, that Eva is in charge of, and that has been evaluated."""
    initiative = an_initiative(work, title)
    for event in (EventKind.AGENDA_FROZEN, EventKind.APPROVED, EventKind.STARTED):
        initiatives.transition(work, initiative, event)
    follow_up = FollowUp(initiative=initiative, begun_at=work.now, follow_up_on=work.now.date())
    follow_up.responsible_name, follow_up.responsible_address = "Eva Berg", EVA
    follow_up.accepted_at = work.now
    work.session.add(follow_up)
    version(work, follow_up)
    initiatives.transition(work, initiative, EventKind.EVALUATED)
    return follow_up


def version(work, follow_up: FollowUp, **changes) -> EvaluationVersion:
    """Add a whole evaluation."""
    one = EvaluationVersion(
        follow_up=follow_up,
        number=len(follow_up.evaluations) + 1,
        sender=EVA,
        template="utvardering-1",
        format="docx",
        fields={**ANSWERS, **changes},
        problems=[],
        content_hash=str(len(follow_up.evaluations)),
        created_at=work.now - timedelta(days=1),
    )
    work.session.add(one)
    work.session.flush()
    return one


def said(work) -> list[tuple[str, str | None]]:
    """What each organisation has said."""
    rows = work.session.query(Spreading).order_by(Spreading.id)
    return [(one.organisation, one.answer and one.answer.value) for one in rows]


def continued(day: date) -> dict[str, object]:
    return {"outcome": DecisionOutcome.CONTINUED, "follow_up_on": day}
