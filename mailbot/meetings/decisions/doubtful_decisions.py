"""What is worth a second look in proposed decisions, though it stops none of them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.config import STOCKHOLM
from mailbot.meetings import calendar
from mailbot.meetings.agenda import items
from mailbot.meetings.agenda.documents.words import words
from mailbot.meetings.decisions.decided_words import decided_words
from mailbot.meetings.decisions.take_effect import contradicts_letter
from mailbot.primitives.personnummer import holds_personnummer
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Agenda, Decision, Instruction, Meeting, Spreading
from mailbot.store.values import DecisionOutcome, DecisionState

_NEEDS_REASONS = (DecisionOutcome.REJECTED, DecisionOutcome.REFERRED_BACK)


def about(work: UnitOfWork, agenda: Agenda, proposed: Sequence[Decision]) -> list[str]:
    """Return a Swedish sentence for each thing that the secretary should look at before she answers."""
    session, meeting = work.session, agenda.meeting
    early = [f"Mötet är {_time(meeting)}. Är besluten redan fattade?"] if proposed and is_to_come(work, meeting) else []
    return early + [
        f"{decision.initiative.reference}: {remark}"
        for decision in proposed
        for remark in (
            _personnummer(decision),
            _changes(session, agenda, decision),
            _lapses(session, decision),
            _differs(session, decision),
        )
        if remark
    ]


def lacks_reasons(outcome: DecisionOutcome | None, reasons: str) -> bool:
    """Whether the decision is one that needs reasons, and has none."""
    return outcome in _NEEDS_REASONS and not reasons


def reasons_needed(reference: str, outcome: DecisionOutcome | None) -> str:
    """Return the sentence that asks for reasons."""
    said = words().word(outcome) if outcome else "Beslutet"
    return f"{reference}: {said} behöver en motivering. Skriv den, så går beslutet med."


def waits_for_answer(work: UnitOfWork, decision: Decision) -> str:
    """Say why a decision takes effect only with an answer to its receipt, whatever the config says; else nothing."""
    assert decision.agenda_item is not None
    meeting = decision.agenda_item.agenda.meeting
    reference = decision.initiative.reference
    if contradicts_letter(work.session, decision):
        return f"{reference}: ett annat besked har redan gått ut. Det nya går ut först när du har svarat på kvittot."
    if is_to_come(work, meeting):
        return f"{reference}: mötet är {_time(meeting)}. Beslutet gäller först när du har svarat på kvittot."
    return ""


def is_to_come(work: UnitOfWork, meeting: Meeting) -> bool:
    """Whether the meeting has not begun, so that nothing can have been decided at it."""
    return work.now < meeting.starts_at


def _time(meeting: Meeting) -> str:
    return f"{calendar.swedish_day(meeting.day)} kl. {meeting.starts_at.astimezone(STOCKHOLM):%H.%M}"


def _personnummer(decision: Decision) -> str:
    found = holds_personnummer(decision.reasons) or holds_personnummer(decision.responsible)
    return "det står ett personnummer i beslutet. Det tas bort i brevet." if found else ""


def _changes(session: Session, agenda: Agenda, decision: Decision) -> str:
    earlier = items.decided(session, agenda.meeting, decision.initiative)
    if earlier is None:
        return ""
    told = (
        " Initiativtagaren har redan fått det: brevet blir en rättelse."
        if contradicts_letter(session, decision)
        else ""
    )
    return f"det tidigare beslutet {decided_words(earlier)} ändras.{told}"


def _lapses(session: Session, decision: Decision) -> str:
    """Name the organisations that were asked to take evaluated work up, and are no more by this decision."""
    asked = select(Spreading.organisation).where(
        Spreading.initiative_id == decision.initiative_id, Spreading.lapsed_at.is_(None)
    )
    names = [one for one in session.scalars(asked.order_by(Spreading.id)) if one not in decision.spread_to]
    told = "frågan till dem dras tillbaka, och de får veta det."
    return f"{', '.join(names)}: {told}" if names else ""


def _differs(session: Session, decision: Decision) -> str:
    """Name another file that says otherwise, but never an unverified one beside a verified one."""
    assert decision.instruction is not None
    others = select(Decision.outcome).where(
        Decision.initiative_id == decision.initiative_id,
        Decision.state == DecisionState.PROPOSED,
        Decision.outcome != decision.outcome,
    )
    if decision.instruction.verified:
        others = others.join(Decision.instruction).where(Instruction.verified)
    outcome = session.scalar(others.order_by(Decision.id.desc()).limit(1))
    return f"i ett annat kvitto står {words().word(outcome)}. Släpp bara ett av besluten." if outcome else ""
