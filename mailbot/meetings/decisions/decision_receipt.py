"""The receipt for decisions: how they were read, and each letter as it will go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mailbot.config import STOCKHOLM, Secretary
from mailbot.mail.message import Address, IncomingMessage
from mailbot.meetings import calendar
from mailbot.meetings.decisions import doubtful_decisions
from mailbot.meetings.decisions.decided_words import decided_words
from mailbot.meetings.decisions.follow_up_day import without_follow_up
from mailbot.meetings.decisions.take_effect import Applied, apply, draft_for
from mailbot.outbox.desk_contents import OrdersDone
from mailbot.outbox.letters import Draft
from mailbot.outbox.meeting_contents import DecisionPreview, DecisionsReceipt
from mailbot.outbox.swedish_day import swedish_day
from mailbot.register import initiatives
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Agenda, Decision, Instruction
from mailbot.store.values import ON_WORK


@dataclass(frozen=True, slots=True)
class Telling:
    """Who is told, what was unclear (a sentence each), the fresh code, the mail that is answered."""

    secretary: Secretary
    unclear: tuple[str, ...]
    code: str
    answers: IncomingMessage | None
    in_words: bool
    """Whether the decisions stood in the mail's own words, and not in a file."""


def send(
    work: UnitOfWork, instruction: Instruction, proposed: Sequence[Decision], telling: Telling, *, direct: bool
) -> None:
    """Mail the receipt to the secretary's address in the config; `direct` carries the decisions out at once."""
    agenda = work.session.get_one(Agenda, instruction.agenda_id)
    previews = tuple(_preview(work, decision) for decision in proposed)
    noted = doubtful_decisions.about(work, agenda, proposed)
    late = apply(work, proposed).unclear if direct else ()
    if direct or not proposed:
        instruction.answered_at = work.now
    receipt = DecisionsReceipt(
        meeting=calendar.view(agenda.meeting),
        decisions=previews,
        unclear=(*telling.unclear, *late),
        remarks=tuple(noted),
        code=telling.code if instruction.answered_at is None else "",
        verified=instruction.verified,
        applied=direct,
        due=_moment(instruction.due_at) if instruction.due_at and not instruction.answered_at else "",
        in_words=telling.in_words,
    )
    cause = f"instruction:{instruction.id}:{instruction.code_hash[:12]}"
    work.send(Draft(_to(telling), cause, receipt, answers=telling.answers))


def tell_carried_out(work: UnitOfWork, instruction: Instruction, applied: Applied, waits: Sequence[str]) -> None:
    """Say that nobody has stopped the decisions in time, so that they hold, and why others wait on."""
    secretary = work.config.secretary(instruction.address)
    content = OrdersDone("Besluten gäller nu", applied.done, (*applied.unclear, *waits), "")
    to = Address(secretary.name if secretary else "", instruction.address)
    work.send(Draft(to, f"due:{instruction.id}:{instruction.code_hash[:12]}", content))


def _moment(moment: datetime) -> str:
    return f"{calendar.swedish_day(moment)} kl. {moment.astimezone(STOCKHOLM):%H.%M}"


def ask_which_meeting(work: UnitOfWork, telling: Telling, cause: str, *, verified: bool) -> None:
    """Say that the decisions are about nothing that stands on an agenda; nothing is entered."""
    receipt = DecisionsReceipt(
        meeting=None,
        decisions=(),
        unclear=telling.unclear,
        remarks=(),
        code="",
        verified=verified,
        applied=False,
        in_words=telling.in_words,
    )
    work.send(Draft(_to(telling), cause, receipt, answers=telling.answers))


def _to(telling: Telling) -> Address:
    return Address(telling.secretary.name, telling.secretary.address)


def _preview(work: UnitOfWork, decision: Decision) -> DecisionPreview:
    draft, on_work = draft_for(work, decision), decision.outcome in ON_WORK
    letter = work.outbox.preview(draft)
    return DecisionPreview(
        about=initiatives.about(decision.initiative),
        outcome=decided_words(decision),
        reasons=decision.reasons,
        responsible=without_follow_up(decision.responsible) if decision.follow_up_on else decision.responsible,
        follow_up=swedish_day(decision.follow_up_on) if decision.follow_up_on and not on_work else "",
        recipient=draft.to.address,
        subject=letter.subject,
        text=letter.text,
    )
