"""The secretary's mails: a returned agenda, and answers to receipts.

From is a claim. So nothing here takes effect by itself: a returned file becomes
a proposal whose receipt, with a one-time code, goes to the address in the
config; the answer that carries the code is what counts.
"""

from __future__ import annotations

from mailbot.errors import AgendaUnreadable
from mailbot.intake.case import Case, Handled, to_review
from mailbot.intake.phrases import Verb, codes_in, command
from mailbot.meetings import decisions
from mailbot.meetings.decisions import Applied, Returned
from mailbot.outbox.contents import Done
from mailbot.store.values import Standing

_VERBS = {Verb.SEND: "Besluten är verkställda", Verb.STOP: "Besluten är stoppade"}


def decision_return(case: Case) -> Handled:
    """Read the returned agenda and send the receipt to the real secretary."""
    secretary = case.desk.config.secretary(case.message.sender.address)
    if secretary is None:
        return to_review("En dagordning med beslut kom från någon som inte är RUG-sekreterare. Inget är gjort.")
    files = [decisions.read(file.filename, file.data) for file in case.message.attachments]
    agendas = [file for file in files if isinstance(file, Returned)]
    if len(agendas) != 1:
        return to_review("Mejlet har flera dagordningar, eller ingen som går att läsa. Skicka en fil i taget.")
    verified = case.facts.standing is Standing.SECRETARY
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
        return to_review("Dagordningen som kom tillbaka hör inte till något möte som mailbot känner till.")
    return Handled()


def secretary_command(case: Case) -> Handled:
    """Do what the answer to a receipt says, if it carries the receipt's code."""
    sender = case.message.sender.address
    secretary = case.desk.config.secretary(sender)
    said = command(case.message.own_text)
    if secretary is None or said is None or said.verb not in _VERBS:
        return to_review("En instruktion som mailbot inte förstår eller inte får följa.")
    applied = _obey(case, said.verb, said.references)
    if applied is None:
        return to_review("En instruktion i sekreterarens namn utan giltig engångskod. Inget är gjort.")
    case.desk.send(case.reply(Done(_VERBS[said.verb], applied.done, applied.unclear, "")))
    return Handled()


def _obey(case: Case, verb: Verb, references: tuple[str, ...]) -> Applied | None:
    """Try each code in the mail, the quoted receipt included: any reader of the receipt has it."""
    act = decisions.confirm if verb is Verb.SEND else decisions.stop
    for code in codes_in(f"{case.message.subject}\n{case.message.text}"):
        applied = act(case.desk, code, case.message.sender.address, references)
        if applied is not None:
            return applied
    return None


def meeting_invitation(_case: Case) -> Handled:
    """Leave it to a human: meetings are entered in the config or by command."""
    return to_review("En mötesinbjudan. Lägg in mötet med `mailbot meetings add`.")
