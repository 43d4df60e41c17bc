"""The secretary's mails: a returned agenda, and answers to receipts.

From is a claim. So nothing here takes effect by itself: a returned file becomes
a proposal whose receipt, with a one-time code, goes to the address in the
config; the answer that carries the code is what counts.
"""

from __future__ import annotations

from mailbot.config import Secretary
from mailbot.errors import AgendaUnreadable
from mailbot.intake import changes, reasons
from mailbot.intake.case import Case, Handled, to_review
from mailbot.intake.commands import Command, Verb, command
from mailbot.intake.phrases import codes_in
from mailbot.mail.incoming import Address
from mailbot.meetings import decisions
from mailbot.meetings.decisions import Applied, Returned
from mailbot.outbox.contents import Done
from mailbot.store.values import Standing

_HEADINGS = {Verb.SEND: "Det är gjort", Verb.STOP: "Det är stoppat"}


def decision_return(case: Case) -> Handled:
    """Read the returned agenda and send the receipt to the real secretary."""
    secretary = case.desk.config.secretary(case.message.sender.address)
    if secretary is None:
        return to_review(reasons.NOT_THE_SECRETARYS_AGENDA)
    files = [decisions.read(file.filename, file.data) for file in case.annexes]
    agendas = [file for file in files if isinstance(file, Returned)]
    if len(agendas) != 1:
        return to_review(reasons.NOT_ONE_AGENDA)
    verified = case.facts.standing is Standing.SECRETARY
    for code in codes_in(case.message.text)[:1]:
        decisions.supersede(case.desk, code, secretary.address)
    try:
        decisions.propose(
            case.desk,
            agendas[0],
            secretary,
            message_row_id=case.row.id,
            answers=case.message,
            verified=verified,
            code=case.code,
        )
    except AgendaUnreadable:
        return to_review(reasons.UNKNOWN_AGENDA)
    return Handled()


def secretary_command(case: Case) -> Handled:
    """Do what the answer to a receipt says, if it carries the receipt's code; ask back about anything else."""
    secretary = case.desk.config.secretary(case.message.sender.address)
    said = command(case.message.own_text)
    if secretary is None or said is None:
        return to_review(reasons.NO_INSTRUCTION)
    if said.verb in changes.CHANGES:
        return changes.ask(case, secretary, said.verb, said.references)
    applied = _obey(case, secretary, said)
    if applied is None:
        return to_review(reasons.NO_CODE)
    to = Address(secretary.name, secretary.address)
    heading = _HEADINGS[said.verb] if applied.done else "Inget är gjort"
    case.desk.send(case.reply(Done(heading, applied.done, applied.unclear, ""), to=to))
    return Handled()


def _obey(case: Case, secretary: Secretary, said: Command) -> Applied | None:
    """Take the code that she wrote, else the first in what she quotes: the newest receipt's.

    Never one further down, which belongs to what she has corrected since.
    """
    decide = decisions.confirm if said.verb is Verb.SEND else decisions.stop
    change = changes.confirm if said.verb is Verb.SEND else changes.stop
    code = said.code or next(iter(codes_in(case.message.text)), "")
    return decide(case.desk, code, secretary.address, said.references) or change(case, secretary, code)


def meeting_invitation(_case: Case) -> Handled:
    """Leave it to a human: meetings are entered in the config or by command."""
    return to_review(reasons.INVITATION)
