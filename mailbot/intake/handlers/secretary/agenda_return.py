"""Decisions that come back: proposals whose receipt, with a code, goes to the secretary's address in the config.

They stand in the agenda's file, in the mail's own words, or in both. From is a claim. So nothing here takes
effect by itself: the answer that carries the code is what counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mailbot.config import Secretary
from mailbot.errors import AgendaUnreadable
from mailbot.intake.facts import answered_letter
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.outcomes import Handled, to_review
from mailbot.intake.handlers.reply import cause_of
from mailbot.intake.handlers.secretary.forged_orders import refused
from mailbot.intake.review_reasons import Reason
from mailbot.intake.triage.orders.written_decisions import WrittenDecisions, written_decisions
from mailbot.intake.triage.phrasebook import HOLDS_BACK
from mailbot.meetings.decisions import (
    changed_file,
    decidable_rows,
    decision_receipt,
    lines_on_agenda,
    proposals,
    receipt_answers,
)
from mailbot.meetings.decisions.decision_receipt import Telling
from mailbot.meetings.decisions.proposals import InWords
from mailbot.meetings.decisions.returned_agenda import Returned, Row, brought_together
from mailbot.primitives.references import codes_in, references_in, without_references
from mailbot.store.tables import Agenda, Instruction
from mailbot.store.values import Standing


def decision_return(case: Case) -> Handled:
    """Read what came back and send the receipt to the real secretary."""
    secretary = case.work.config.secretary(case.message.sender.address)
    if secretary is None:
        return to_review(Reason.NOT_THE_SECRETARYS_AGENDA.text())
    if no := refused(case, secretary):
        return no
    marked = [reading.agenda for reading in case.readings if reading.agenda is not None]
    said = written_decisions(case.message)
    if not marked:
        return _in_words(case, secretary, said)
    if len(marked) != 1 or not isinstance(marked[0], Returned):
        return to_review(Reason.NOT_ONE_AGENDA.text())
    return _in_file(case, secretary, marked[0], said)


def _in_file(case: Case, secretary: Secretary, returned: Returned, said: WrittenDecisions) -> Handled:
    """Propose what the file says, and what the mail says beside it; where they differ, neither is taken."""
    try:
        agenda = decidable_rows.agenda_of(case.work.session, returned.token)
    except AgendaUnreadable:
        return to_review(Reason.UNKNOWN_AGENDA.text())
    for code in codes_in(case.message.text)[:1]:
        proposals.supersede(case.work, code, secretary.address)
    beside = _placed(agenda, said)
    in_file, changed = changed_file.compared(case.mailed, returned)
    rows = lines_on_agenda.combined(in_file, beside.rows)
    loose = lines_on_agenda.asked_about(_beside_file(case, said))
    _propose(case, secretary, Returned(returned.token, rows), (*beside.unclear, *loose, *changed))
    return Handled()


def _beside_file(case: Case, said: WrittenDecisions) -> Iterator[str]:
    """Give what the mail says beside its file and may change what is to be done with it: «utkast, skicka inte ännu»."""
    subject = case.message.subject
    if HOLDS_BACK.find(subject) and not case.message.in_reply_to:
        yield subject
    yield from (text for text in said.loose if references_in(text) or HOLDS_BACK.find(text))


def _in_words(case: Case, secretary: Secretary, said: WrittenDecisions) -> Handled:
    """Propose what the mail's own words say, about the meeting that they are about."""
    loose = lines_on_agenda.asked_about(text for text in said.loose if without_references(text).strip())
    code = next(iter(codes_in(case.message.text)), "")
    agenda = _meant(case, secretary, said, code)
    if agenda is None:
        unclear = (*lines_on_agenda.on_no_agenda(said.lines, said.table), *loose)
        telling = Telling(secretary, unclear, "", case.message, in_words=True)
        decision_receipt.ask_which_meeting(case.work, telling, cause_of(case), verified=_is_verified(case))
        return Handled()
    placed = _placed(agenda, said)
    _propose(case, secretary, Returned(agenda.token, placed.rows), (*placed.unclear, *loose), InWords(code))
    return Handled()


def _propose(
    case: Case, secretary: Secretary, returned: Returned, unclear: tuple[str, ...], words: InWords | None = None
) -> None:
    proposals.propose(
        case.work,
        returned,
        secretary,
        ledger_id=case.row.id,
        answers=case.message,
        verified=_is_verified(case),
        code=case.code,
        unclear=unclear,
        words=words,
    )


@dataclass(frozen=True, slots=True)
class _Rows:
    rows: tuple[Row, ...]
    unclear: tuple[str, ...]


def _placed(agenda: Agenda, said: WrittenDecisions) -> _Rows:
    placed = lines_on_agenda.place(agenda, said.lines)
    return _Rows(brought_together((*placed.answers, *said.table)), placed.unclear)


def _meant(case: Case, secretary: Secretary, said: WrittenDecisions, code: str) -> Agenda | None:
    """Return the agenda that the code is about, else the one that the mail answers, else one that has what it names."""
    session = case.work.session
    if about := receipt_answers.stands_for(case.work, code, secretary.address):
        return about
    letter = answered_letter(session, case.work.outbox.key, case.message)
    if letter is not None and (answered := _of_letter(case, letter.cause.split(":"))):
        return answered
    return lines_on_agenda.agenda_for(session, said.lines, [answer.reference for answer in said.table])


def _of_letter(case: Case, cause: Sequence[str]) -> Agenda | None:
    """Return the agenda that a letter is about: the agenda itself, or a receipt."""
    session = case.work.session
    match cause:
        case ["agenda", number]:
            return session.get(Agenda, int(number))
        case ["instruction", number, *_]:
            instruction = session.get(Instruction, int(number))
            return session.get(Agenda, instruction.agenda_id) if instruction and instruction.agenda_id else None
    return None


def _is_verified(case: Case) -> bool:
    return case.facts.standing is Standing.SECRETARY
