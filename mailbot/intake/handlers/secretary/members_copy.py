"""«Skicka till ledamöterna»: the secretary is asked back with a code, and told to whom the agenda went."""

from __future__ import annotations

from mailbot.config import Secretary
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.outcomes import Handled
from mailbot.intake.handlers.reply import reply
from mailbot.intake.triage.orders.agenda_orders import Command
from mailbot.mail.message import Address
from mailbot.meetings import calendar
from mailbot.meetings.agenda import items, members_copy
from mailbot.outbox.meeting_contents import MembersReceipt
from mailbot.register import codes
from mailbot.store.tables import Agenda, Instruction
from mailbot.store.values import InstructionKind


def ask(case: Case, secretary: Secretary, said: Command) -> Handled:
    """Ask the real secretary whether the newest agenda of the meeting to come is to go to the members."""
    agenda = _agenda(case)
    obstacle = _obstacle(case, agenda, said)
    if agenda is None or obstacle:
        return _tell(case, secretary, agenda, obstacle=obstacle)
    about = {"ledger_id": case.row.id, "agenda_id": agenda.id}
    codes.issue(case.work, InstructionKind.MEMBERS, secretary.address, case.code, **about)
    to = members_copy.lacking(case.work.session, case.work.config, agenda)
    return _tell(case, secretary, agenda, to, code=case.code)


def confirm(case: Case, secretary: Secretary, code: str) -> Handled | None:
    """Send what the code stands for, once; None where it stands for no members' copy.

    Nothing goes where the agenda has a newer revision than the one that she was asked about.
    """
    waiting = _waiting(case, secretary, code)
    if waiting is None:
        return None
    waiting.answered_at = case.work.now
    agenda = case.work.session.get_one(Agenda, waiting.agenda_id)
    if agenda is not _agenda(case):
        return _tell(case, secretary, _agenda(case), obstacle="newer" if _agenda(case) else "no_agenda")
    told = members_copy.send(case.work, agenda)
    return _tell(case, secretary, agenda, told, obstacle="" if told else "all_have_it")


def stop(case: Case, secretary: Secretary, code: str) -> Handled | None:
    """Forget what the code stands for; None where it stands for no members' copy."""
    waiting = _waiting(case, secretary, code)
    if waiting is None:
        return None
    waiting.answered_at = case.work.now
    return _tell(case, secretary, case.work.session.get_one(Agenda, waiting.agenda_id), obstacle="stopped")


def _agenda(case: Case) -> Agenda | None:
    meeting = calendar.missed(case.work.session, case.work.now)
    return items.newest(meeting) if meeting else None


def _obstacle(case: Case, agenda: Agenda | None, said: Command) -> str:
    """Return why nothing can be sent, as the letter's template knows it; empty where it can."""
    if agenda is None:
        return "no_agenda"
    if not case.work.config.meetings.members:
        return "no_members"
    if said.references:
        return "not_all"
    return "" if members_copy.lacking(case.work.session, case.work.config, agenda) else "all_have_it"


def _waiting(case: Case, secretary: Secretary, code: str) -> Instruction | None:
    found = codes.find(case.work.session, InstructionKind.MEMBERS, secretary.address, code, now=case.work.now)
    return found[0] if found else None


def _tell(
    case: Case,
    secretary: Secretary,
    agenda: Agenda | None,
    to: tuple[Address, ...] = (),
    *,
    code: str = "",
    obstacle: str = "",
) -> Handled:
    content = MembersReceipt(
        meeting=calendar.view(agenda.meeting) if agenda else None,
        revision=agenda.revision if agenda else 0,
        to=to,
        pdf=agenda is not None and members_copy.is_pdf(agenda),
        code=code,
        obstacle=obstacle,
    )
    case.work.send(reply(case, content, to=Address(secretary.name, secretary.address)))
    return Handled()
