"""Changes of a frozen agenda that a secretary asks for by mail, each confirmed by a one-time code."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from mailbot.config import Secretary
from mailbot.errors import MailbotError, MeetingRefused, NotFound
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.outcomes import Handled
from mailbot.intake.handlers.reply import reply
from mailbot.intake.triage.orders import Verb
from mailbot.mail.message import Address
from mailbot.meetings import calendar
from mailbot.meetings.agenda import freeze
from mailbot.meetings.decisions.proposals import Applied
from mailbot.outbox.secretary_contents import Done
from mailbot.register import codes, initiatives
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Initiative, Instruction, Meeting
from mailbot.store.values import InstructionKind


@dataclass(frozen=True, slots=True)
class Change:
    """What a verb does, and how it is told: the sentence begins with the reference."""

    kind: InstructionKind
    sentence: str
    apply: Callable[[UnitOfWork, Initiative, str], object]


def _add(work: UnitOfWork, initiative: Initiative, token: str) -> None:
    freeze.add_item(work, _frozen(work), initiative, token)


def _remove(work: UnitOfWork, initiative: Initiative, token: str) -> None:
    freeze.remove_item(work, _frozen(work), initiative, token)


def _release(work: UnitOfWork, initiative: Initiative, _token: str) -> None:
    initiatives.release_material(work, initiative)


def _frozen(work: UnitOfWork) -> Meeting:
    """Return the meeting to come whose agenda is frozen: the only one that there is anything to change on."""
    meeting = calendar.missed(work.session, work.now)
    if meeting is None:
        raise MeetingRefused("No meeting to come has a frozen agenda.")
    return meeting


CHANGES: Mapping[Verb, Change] = MappingProxyType(
    {
        Verb.ADD: Change(InstructionKind.ADD, "läggs till på dagordningen", _add),
        Verb.REMOVE: Change(InstructionKind.REMOVE, "tas bort från dagordningen", _remove),
        Verb.RELEASE: Change(InstructionKind.RELEASE, "får sina bilagor med på dagordningar", _release),
    },
)


def ask(case: Case, secretary: Secretary, verb: Verb, references: Sequence[str]) -> Handled:
    """Enter what is asked for, and send the code for it to the secretary's address in the config."""
    wanted, unclear = [], []
    for reference in references:
        try:
            wanted.append(initiatives.find(case.work.session, reference))
        except NotFound:
            unclear.append(f"{reference} finns inte i registret.")
    for initiative in wanted:
        about = {"ledger_id": case.row.id, "initiative_id": initiative.id}
        codes.issue(case.work, CHANGES[verb].kind, secretary.address, case.code, **about)
    done = tuple(f"{initiative.reference} {CHANGES[verb].sentence}." for initiative in wanted)
    content = Done("Du har bett om en ändring", done, tuple(unclear), case.code if wanted else "")
    case.work.send(reply(case, content, to=Address(secretary.name, secretary.address)))
    return Handled()


def confirm(case: Case, secretary: Secretary, code: str) -> Applied | None:
    """Carry out what the code stands for; None where it stands for no change. A code works once."""
    done: list[str] = []
    unclear: list[str] = []
    for change, instruction in _waiting(case, secretary, code):
        instruction.answered_at = case.work.now
        initiative = case.work.session.get_one(Initiative, instruction.initiative_id)
        try:
            with case.work.session.begin_nested():
                change.apply(case.work, initiative, f"{case.token}{len(done)}")
        except MailbotError:
            unclear.append(f"{initiative.reference} {change.sentence}: det går inte som läget är nu.")
        else:
            done.append(f"{initiative.reference} {change.sentence}.")
    return Applied(tuple(done), tuple(unclear)) if done or unclear else None


def stop(case: Case, secretary: Secretary, code: str) -> Applied | None:
    """Forget what the code stands for; None where it stands for no change."""
    waiting = _waiting(case, secretary, code)
    for _, instruction in waiting:
        instruction.answered_at = case.work.now
    return Applied(("Ändringen är stoppad.",), ()) if waiting else None


def _waiting(case: Case, secretary: Secretary, code: str) -> list[tuple[Change, Instruction]]:
    session, now, address = case.work.session, case.work.now, secretary.address
    return [
        (change, one) for change in CHANGES.values() for one in codes.find(session, change.kind, address, code, now=now)
    ]
