"""Changes of a frozen agenda that a secretary asks for by mail, each confirmed by a one-time code."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from sqlalchemy import select

from mailbot.config import Secretary
from mailbot.errors import MailbotError, MeetingRefused, NotFound
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.outcomes import Handled
from mailbot.intake.handlers.reply import reply
from mailbot.intake.triage.orders.agenda_orders import Command, Verb
from mailbot.mail.message import Address
from mailbot.meetings import calendar
from mailbot.meetings.agenda import freeze
from mailbot.meetings.decisions.take_effect import Applied
from mailbot.outbox.desk_contents import OrdersDone
from mailbot.register import codes, initiatives
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Initiative, Instruction, Meeting
from mailbot.store.values import InstructionKind


@dataclass(frozen=True, slots=True)
class ChangeVerb:
    """What a verb does, and how it is told before and after: each sentence begins with the reference.

    `together`: all that are named are one change, in their order.
    """

    kind: InstructionKind
    asked: str
    done: str
    apply: Callable[[UnitOfWork, Sequence[Initiative], str], object]
    together: bool = False


def _add(work: UnitOfWork, several: Sequence[Initiative], token: str) -> None:
    freeze.add_item(work, _frozen(work), several[0], token)


def _remove(work: UnitOfWork, several: Sequence[Initiative], token: str) -> None:
    freeze.remove_item(work, _frozen(work), several[0], token)


def _release(work: UnitOfWork, several: Sequence[Initiative], _token: str) -> None:
    initiatives.release_material(work, several[0])


def _moved(place: Literal["first", "last", "among"]) -> Callable[[UnitOfWork, Sequence[Initiative], str], object]:
    return lambda work, wanted, token: freeze.reorder(work, _frozen(work), wanted, token, place)


def _frozen(work: UnitOfWork) -> Meeting:
    """Return the meeting to come whose agenda is frozen: the only one that there is anything to change on."""
    meeting = calendar.missed(work.session, work.now)
    if meeting is None:
        raise MeetingRefused("No meeting to come has a frozen agenda.")
    return meeting


CHANGES: Mapping[Verb, ChangeVerb] = MappingProxyType(
    {
        Verb.ADD: ChangeVerb(InstructionKind.ADD, "läggs till på dagordningen", "står på dagordningen", _add),
        Verb.REMOVE: ChangeVerb(
            InstructionKind.REMOVE, "tas bort från dagordningen", "är borta från dagordningen", _remove
        ),
        Verb.MOVE_FIRST: ChangeVerb(
            InstructionKind.MOVE_FIRST, "flyttas först", "ligger först", _moved("first"), together=True
        ),
        Verb.MOVE_LAST: ChangeVerb(
            InstructionKind.MOVE_LAST, "flyttas sist", "ligger sist", _moved("last"), together=True
        ),
        Verb.REORDER: ChangeVerb(
            InstructionKind.REORDER, "kommer i den ordningen", "ligger i den ordningen", _moved("among"), together=True
        ),
        Verb.RELEASE: ChangeVerb(
            InstructionKind.RELEASE,
            "får sina bilagor med på dagordningar",
            "har sina bilagor med på dagordningar",
            _release,
        ),
    },
)


def ask(case: Case, secretary: Secretary, ordered: Sequence[Command]) -> Handled:
    """Enter what is asked for, and send the one code for it to the secretary's address in the config."""
    wanted: dict[Verb, list[Initiative]] = {verb: [] for verb in CHANGES}
    unclear = []
    for verb, name in ((one.verb, name) for one in ordered for name in one.references):
        try:
            initiative = _find(case.work, name)
        except NotFound:
            unclear.append(f"{name} finns inte i registret.")
        else:
            if initiative not in wanted[verb]:
                wanted[verb].append(initiative)
    for verb, several in wanted.items():
        for initiative in several:
            about = {"ledger_id": case.row.id, "initiative_id": initiative.id}
            codes.issue(case.work, CHANGES[verb].kind, secretary.address, case.code, **about)
    done = tuple(_told(one, change.asked) for verb, change in CHANGES.items() for one in _apart(change, wanted[verb]))
    content = OrdersDone("Du har bett om en ändring", done, tuple(unclear), case.code if done else "")
    case.work.send(reply(case, content, to=Address(secretary.name, secretary.address)))
    return Handled()


def _find(work: UnitOfWork, name: str) -> Initiative:
    """Return the initiative of a reference, or the newest with that last number; NotFound where there is none."""
    if not name.isdigit():
        return initiatives.find(work.session, name)
    having = select(Initiative).where(Initiative.number == int(name)).order_by(Initiative.year.desc()).limit(1)
    found = work.session.scalar(having)
    if found is None:
        raise NotFound(f"There is no initiative with the number {name}.")
    return found


def _apart(change: ChangeVerb, wanted: Sequence[Initiative]) -> list[Sequence[Initiative]]:
    """Return what is carried out, each by itself: all at once, or one initiative at a time."""
    if change.together:
        return [wanted] if wanted else []
    return [[one] for one in wanted]


def _told(several: Sequence[Initiative], sentence: str) -> str:
    return f"{', '.join(one.reference for one in several)} {sentence}."


def confirm(case: Case, secretary: Secretary, code: str) -> Applied | None:
    """Carry out what the code stands for; None where it stands for no change. A code works once."""
    done: list[str] = []
    unclear: list[str] = []
    for change, instructions in _waiting(case, secretary, code):
        wanted = [case.work.session.get_one(Initiative, one.initiative_id) for one in instructions]
        for instruction in instructions:
            instruction.answered_at = case.work.now
        for several in _apart(change, wanted):
            try:
                with case.work.savepoint():
                    change.apply(case.work, several, f"{case.token}{len(done)}")
            except MailbotError:
                unclear.append(f"{_told(several, change.asked)[:-1]}: det går inte som läget är nu.")
            else:
                done.append(_told(several, change.done))
    return Applied(tuple(done), tuple(unclear)) if done or unclear else None


def stop(case: Case, secretary: Secretary, code: str) -> Applied | None:
    """Forget what the code stands for; None where it stands for no change."""
    waiting = _waiting(case, secretary, code)
    for _, instructions in waiting:
        for instruction in instructions:
            instruction.answered_at = case.work.now
    return Applied(("Ändringen är stoppad.",), ()) if waiting else None


def _waiting(case: Case, secretary: Secretary, code: str) -> list[tuple[ChangeVerb, list[Instruction]]]:
    session, now, address = case.work.session, case.work.now, secretary.address
    found = ((change, codes.find(session, change.kind, address, code, now=now)) for change in CHANGES.values())
    return [(change, sorted(several, key=lambda one: one.id)) for change, several in found if several]
