"""What a secretary orders by mail: it takes effect with the one-time code that went to her address in the config."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from mailbot.config import Secretary
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.desk import obey, status_and_help
from mailbot.intake.handlers.outcomes import Handled, to_review
from mailbot.intake.handlers.proposals.brought_files import latest_forms
from mailbot.intake.handlers.proposals.submission import submission
from mailbot.intake.handlers.reply import reply
from mailbot.intake.handlers.secretary import (
    added_words,
    agenda_change,
    called_off,
    celebration_letter,
    members_copy,
    planned_meetings,
    register_told,
    stop_dates,
)
from mailbot.intake.handlers.secretary.forged_orders import refused
from mailbot.intake.review_reasons import Reason
from mailbot.intake.triage.orders.agenda_orders import Command, Verb, commands
from mailbot.intake.triage.orders.desk_orders import desk_said
from mailbot.intake.triage.orders.ordering_words import ordering_words
from mailbot.intake.triage.rule import Detail
from mailbot.mail.message import Address
from mailbot.meetings.decisions import receipt_answers
from mailbot.meetings.decisions.take_effect import Applied
from mailbot.outbox.desk_contents import OrdersDone
from mailbot.primitives.references import codes_in

_BY_DETAIL: Mapping[Detail, Callable[[Case, Secretary], Handled]] = MappingProxyType(
    {
        Detail.RETURNS_LETTER: celebration_letter.returned,
        Detail.SETS_STOP_DATE: stop_dates.set_stop_date,
        Detail.CALLS_OFF_MEETING: called_off.call_off,
        Detail.REGISTERS_TOLD: register_told.register_told,
        Detail.ADDS_TO_LETTERS: added_words.add,
    }
)
"""What a mail's words want, where its rule has said so already."""
_HEADINGS = {Verb.SEND: "Det är gjort", Verb.STOP: "Det är stoppat"}


def secretary_command(case: Case) -> Handled:
    """Do what the answer to a receipt says, if it carries the receipt's code; ask back about anything else."""
    secretary = case.work.config.secretary(case.message.sender.address)
    if secretary is None:
        return to_review(Reason.NO_INSTRUCTION.text())
    handled = _ordered(case, secretary)
    # A form that came along is a proposal, whatever was ordered beside it.
    return handled if handled.reason or not latest_forms(case) else submission(case)


def _ordered(case: Case, secretary: Secretary) -> Handled:
    if handled := _with_words(case, secretary):
        return handled
    if case.verdict.detail is Detail.AGREES:
        return _meeting(case, secretary, (Command(Verb.SEND, (), None),))
    said = commands(ordering_words(case.message))
    return _meeting(case, secretary, said) if said else to_review(Reason.NO_INSTRUCTION.text())


def _meeting(case: Case, secretary: Secretary, ordered: Sequence[Command]) -> Handled:
    """Do what is said about an agenda or decisions, or answer what a desk receipt asked."""
    said = ordered[0]
    if said.verb in agenda_change.CHANGES:
        return refused(case, secretary) or agenda_change.ask(case, secretary, ordered)
    if said.verb is Verb.SEND_TO_MEMBERS:
        return refused(case, secretary) or members_copy.ask(case, secretary, said)
    if handled := _asked_back(case, secretary, said):
        return handled
    applied = _obey(case, secretary, said)
    if applied is None:
        return refused(case, secretary) or to_review(Reason.NO_CODE.text())
    to = Address(secretary.name, secretary.address)
    heading = _HEADINGS[said.verb] if applied.done else "Inget är gjort"
    case.work.send(reply(case, OrdersDone(heading, applied.done, applied.unclear, ""), to=to))
    return Handled()


def _with_words(case: Case, secretary: Secretary) -> Handled | None:
    """Do what carries words of hers: about what waits, a letter, a stop date; say what is no order; None else."""
    desk = desk_said(ordering_words(case.message))
    if case.verdict.detail is Detail.NO_CLEAR_ORDER:
        return status_and_help.not_understood(case, secretary, desk)
    if takes := _BY_DETAIL.get(case.verdict.detail):
        return takes(case, secretary)
    return obey.obey(case, secretary, desk.orders) if desk.is_clear else None


def _asked_back(case: Case, secretary: Secretary, said: Command) -> Handled | None:
    """Do, or forget, what a receipt of the desk's or of something to be sent asked; None where the code is for none."""
    code, sends = _code(case, said), said.verb is Verb.SEND
    desk = obey.confirm if sends else obey.stop
    members = members_copy.confirm if sends else members_copy.stop
    celebration = celebration_letter.confirm if sends else celebration_letter.stop
    return desk(case, secretary, code) or members(case, secretary, code) or celebration(case, secretary, code)


def _obey(case: Case, secretary: Secretary, said: Command) -> Applied | None:
    decide = receipt_answers.confirm if said.verb is Verb.SEND else receipt_answers.stop
    change = agenda_change.confirm if said.verb is Verb.SEND else agenda_change.stop
    plan = planned_meetings.confirm if said.verb is Verb.SEND else planned_meetings.stop
    code = _code(case, said)
    return (
        decide(case.work, code, secretary.address, said.references)
        or change(case, secretary, code)
        or plan(case, secretary, code)
    )


def _code(case: Case, said: Command) -> str:
    """Return the code that she wrote, else the first in what she quotes: the newest receipt's.

    Never one further down, which belongs to what she has corrected since.
    """
    return said.code or next(iter(codes_in(case.message.text)), "")
