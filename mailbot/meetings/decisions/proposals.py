"""A returned agenda becomes proposals, and changes nothing by itself.

A receipt with a fresh code goes to the secretary's address in the config; whoever answers
from that address with the code releases or stops them (`receipt_answers`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from mailbot.config import Secretary
from mailbot.mail.message import IncomingMessage
from mailbot.meetings.agenda import items
from mailbot.meetings.decisions import decidable_rows, decision_receipt, receipt_answers
from mailbot.meetings.decisions.decision_receipt import Telling
from mailbot.meetings.decisions.doubtful_decisions import waits_for_answer
from mailbot.meetings.decisions.follow_up_day import follow_up_day
from mailbot.meetings.decisions.returned_agenda import Returned, Row
from mailbot.meetings.decisions.without_an_answer import set_due
from mailbot.outbox.swedish_day import local_day
from mailbot.register import codes
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Agenda, Decision, Instruction
from mailbot.store.values import DecisionState, EventKind, InstructionKind


@dataclass(frozen=True, slots=True)
class InWords:
    """Decisions stand in a mail's own words: the code of the receipt that they correct, if it has one."""

    corrects: str = ""


def propose(
    work: UnitOfWork,
    returned: Returned,
    secretary: Secretary,
    *,
    ledger_id: int | None,
    answers: IncomingMessage | None,
    verified: bool,
    code: str,
    unclear: tuple[str, ...] = (),
    words: InWords | None = None,
) -> Instruction:
    """Enter what a returned agenda, or `words`, say as proposals, and send the receipt with a preview of every letter.

    `code` is fresh and random. The receipt goes to the secretary's address in
    the config, whoever sent the decisions. In direct mode what is verified and leaves
    no words over takes effect at once. What unverified mails in her name have proposed is
    forgotten with her first verified one. Words that correct a receipt leave what they
    don't name as it was. AgendaUnreadable where the token is none of ours.
    """
    agenda = decidable_rows.agenda_of(work.session, returned.token)
    instruction = codes.issue(
        work, InstructionKind.DECISIONS, secretary.address, code, ledger_id=ledger_id, agenda_id=agenda.id
    )
    instruction.verified = verified
    named = frozenset(row.reference for row in returned.rows)
    kept = _keep(work, instruction, words.corrects, named) if words and words.corrects else []
    if verified:
        _forget_unverified(work, agenda, secretary.address)
    besides = frozenset(one.initiative.reference for one in kept)
    clear, doubts = decidable_rows.sort(work, agenda, returned, besides, in_words=words is not None)
    proposed = [*kept, *(_propose(work, agenda, instruction, row) for row in clear)]
    mode, needs_no_answer = work.config.decisions.mode, not unclear and _needs_no_answer(work, instruction, proposed)
    if needs_no_answer and mode == "after_minutes":
        set_due(work, instruction)
    telling = Telling(secretary, (*doubts, *unclear), code, answers, in_words=words is not None)
    decision_receipt.send(work, instruction, proposed, telling, direct=needs_no_answer and mode == "direct")
    return instruction


def _needs_no_answer(work: UnitOfWork, instruction: Instruction, proposed: Sequence[Decision]) -> bool:
    """Whether all is plainly hers, and nothing must wait for her answer."""
    return instruction.verified and bool(proposed) and not any(waits_for_answer(work, one) for one in proposed)


def supersede(work: UnitOfWork, code: str, from_address: str) -> None:
    """Close what a code stands for: its receipt was answered with a corrected file. Nothing where it is not good.

    Whoever has the code reads the secretary's mail, so unverified files in her name are forgotten, too.
    """
    instruction = receipt_answers.by_code(work, code, from_address)
    if instruction is None:
        return
    _replace(work, instruction)
    agenda = work.session.get_one(Agenda, instruction.agenda_id)
    _forget_unverified(work, agenda, instruction.address)


def _keep(work: UnitOfWork, instruction: Instruction, code: str, named: frozenset[str]) -> list[Decision]:
    """Take over what the corrected receipt proposed about other initiatives; its warning goes along."""
    earlier = receipt_answers.by_code(work, code, instruction.address)
    if earlier is None or earlier.agenda_id is None:
        return []
    meeting_id = work.session.get_one(Agenda, earlier.agenda_id).meeting_id
    if instruction.agenda_id is None or work.session.get_one(Agenda, instruction.agenda_id).meeting_id != meeting_id:
        return []
    kept = [one for one in earlier.proposed if one.initiative.reference not in named]
    for decision in kept:
        decision.instruction = instruction
    instruction.verified = instruction.verified and (earlier.verified or not kept)
    work.session.flush()
    _replace(work, earlier)
    return kept


def _forget_unverified(work: UnitOfWork, agenda: Agenda, address: str) -> None:
    """Close what unverified files in a secretary's name have proposed for the agenda's meeting."""
    unverified = select(Instruction).where(
        Instruction.kind == InstructionKind.DECISIONS,
        Instruction.address == address.lower(),
        Instruction.verified.is_(False),
        Instruction.answered_at.is_(None),
        Instruction.agenda_id.in_(select(Agenda.id).where(Agenda.meeting_id == agenda.meeting_id)),
    )
    for instruction in work.session.scalars(unverified).all():
        _replace(work, instruction)


def _replace(work: UnitOfWork, instruction: Instruction) -> None:
    for decision in instruction.proposed:
        decision.state = DecisionState.REPLACED
    instruction.answered_at = work.now


def _propose(work: UnitOfWork, agenda: Agenda, instruction: Instruction, row: Row) -> Decision:
    assert row.outcome is not None
    item = next(one for one in items.standing(agenda.meeting) if one.initiative.reference == row.reference)
    decision = Decision(
        initiative=item.initiative,
        agenda_item=item,
        instruction=instruction,
        outcome=row.outcome,
        reasons=row.reasons,
        responsible=row.responsible,
        follow_up_on=row.follow_up_on or follow_up_day(row.responsible, local_day(work.now)),
        spread_to=list(row.spread_to),
        state=DecisionState.PROPOSED,
        created_at=work.now,
    )
    work.session.add(decision)
    work.session.flush()
    work.record(EventKind.DECISION_PROPOSED, row.reference, decision=decision.id, instruction=instruction.id)
    return decision
