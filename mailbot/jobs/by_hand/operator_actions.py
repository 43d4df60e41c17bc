"""What an operator does by hand, each in one transaction, and each in the audit chain as «operator»."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from mailbot.config import STOCKHOLM
from mailbot.errors import IllegalTransition, MeetingRefused, NotFound
from mailbot.intake import review
from mailbot.intake.handlers.proposals.form_files import blank_forms
from mailbot.intake.handlers.receipts import lacks
from mailbot.jobs.comparing import older_register
from mailbot.jobs.services import Services
from mailbot.mail.message import Address, Attachment
from mailbot.meetings import calendar
from mailbot.outbox import delivery
from mailbot.outbox.contents import ReceiptComplete, ReceiptIncomplete, Withdrawn
from mailbot.outbox.letters import Draft
from mailbot.register import initiatives
from mailbot.register.initiatives import Proposal, about, initiator
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Initiative, Letter, Meeting, Message
from mailbot.store.values import EventKind, LetterState, Outcome, State
from parsers import Code, FieldKey, FieldProblem, FormTemplate, ParsedForm

OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class OnPaper:
    """What was told on paper or by telephone. `complete` is whether the meeting can have it as it is."""

    title: str
    name: str
    email: str
    organisation: str
    complete: bool


def add(services: Services, told: OnPaper, *, receipt: bool) -> Initiative:
    """Register an initiative that came without a mail; `receipt` sends its initiator one.

    NotFound where the form offers no such organisation.
    """
    older_register.refuse(services)
    template = services.forms[0]
    form = _form(template, told)
    with services.unit_of_work(OPERATOR) as work:
        proposal = Proposal(Address(told.name, told.email), work.now, form, ledger_id=None)
        initiative = initiatives.register(work, proposal)
        if receipt:
            work.send(_receipt(work, initiative, template, form))
        return initiative


def _form(template: FormTemplate, told: OnPaper) -> ParsedForm:
    """Return the form with the answers that were told; the rest is missing, unless it is complete all the same."""
    organisation = _choice(template, FieldKey.ORGANISATION, told.organisation)
    said: dict[str, str] = {
        FieldKey.TITLE: told.title,
        FieldKey.INITIATOR_NAME: told.name,
        FieldKey.ORGANISATION: organisation,
        FieldKey.EMAIL: told.email,
    }
    values = {field.key: said.get(field.key) or None for field in template.fields}
    missing = tuple(
        FieldProblem(field.key, Code.MISSING, f"Du har inte fyllt i {field.label}.")
        for field in template.fields
        if field.required and values[field.key] is None
    )
    return ParsedForm(template.id, "by_hand", values, () if told.complete else missing)


def _choice(template: FormTemplate, key: str, said: str) -> str:
    """Return the answer in the form's own spelling."""
    field = next((field for field in template.fields if field.key == key), None)
    if field is None or not field.choices:
        return said
    for choice in field.choices:
        if choice.casefold() == said.casefold().strip():
            return choice
    raise NotFound(f"The form has no {key} «{said}». Choose one of: {', '.join(field.choices)}.")


def _receipt(work: UnitOfWork, initiative: Initiative, template: FormTemplate, form: ParsedForm) -> Draft:
    coming, missed = calendar.around(work.session, work.now)
    meeting = calendar.view(coming) if coming else None
    content: ReceiptComplete | ReceiptIncomplete
    files: tuple[Attachment, ...] = ()
    if form.complete:
        late = calendar.view(missed) if missed else None
        content = ReceiptComplete(about(initiative), meeting, late, completed=False)
    else:
        content = ReceiptIncomplete(
            about(initiative),
            lacks(template, form.problems),
            unreadable=(),
            form_attached=False,
            meeting=meeting,
            completed=False,
            blank_attached=True,
        )
        files = blank_forms(template)
    return Draft(initiator(initiative), f"{OPERATOR}:{initiative.reference}", content, initiative, attachments=files)


def withdraw(services: Services, reference: str, *, letter: bool) -> tuple[Initiative, bool]:
    """Withdraw an initiative at its initiator's wish, and confirm it by letter.

    Returns the initiative, and whether it stood on a frozen agenda, which keeps
    it: a decision that still comes back for it is asked about.
    IllegalTransition where it is already decided.
    """
    with services.unit_of_work(OPERATOR) as work:
        initiative = initiatives.find(work.session, reference)
        was_on_agenda = initiative.state is State.ON_AGENDA
        content = Withdrawn(about(initiative))
        confirmation = Draft(initiator(initiative), f"{OPERATOR}:{initiative.reference}", content)
        initiatives.transition(work, initiative, EventKind.WITHDRAWN, confirmation if letter else None)
        return initiative, was_on_agenda


def close(services: Services, reference: str) -> Initiative:
    """Close an initiative whose completion never came (avskriven); IllegalTransition for any other."""
    with services.unit_of_work(OPERATOR) as work:
        initiative = initiatives.find(work.session, reference)
        initiatives.transition(work, initiative, EventKind.CLOSED)
        return initiative


def note(services: Services, reference: str, text: str) -> Initiative:
    """Add a line to the notes of an initiative; the audit chain gets its hash, never its words."""
    with services.unit_of_work(OPERATOR) as work:
        initiative = initiatives.find(work.session, reference)
        line = f"{work.now.astimezone(STOCKHOLM):%Y-%m-%d}: {text}"
        initiative.note = f"{initiative.note}\n{line}".lstrip()
        work.record(EventKind.NOTED, initiative.reference, sha256=hashlib.sha256(line.encode()).hexdigest())
        return initiative


def release_material(services: Services, reference: str) -> Initiative:
    """Let an initiative's withheld files go out with agendas from now on."""
    with services.unit_of_work(OPERATOR) as work:
        initiative = initiatives.find(work.session, reference)
        initiatives.release_material(work, initiative)
        return initiative


def resolve(services: Services, numbers: Sequence[int], *, before_start: bool = False) -> list[Message]:
    """Take messages out of review: all of them, or none where one is not there. May be called twice."""
    with services.unit_of_work(OPERATOR) as work:
        rows = review.waiting(work.session)
        waiting = {row.id for row in rows}
        left = [row.id for row in rows if row.outcome is Outcome.BEFORE_START] if before_start else []
        for number in numbers:
            row = review.find(work.session, number)
            if number not in waiting and row.outcome is not Outcome.RESOLVED:
                raise IllegalTransition(f"Message {number} does not wait for a human.")
        return [review.resolve(work, number) for number in dict.fromkeys([*numbers, *left])]


def release(services: Services, numbers: Sequence[int]) -> list[Letter]:
    """Let held or stopped letters go out; without numbers, every held one."""
    return _letters(services, numbers, (LetterState.HELD, LetterState.STOPPED), _release)


def retry(services: Services, numbers: Sequence[int]) -> list[Letter]:
    """Try letters again now that failed, or that wait for their next attempt; without numbers, every failed one."""
    return _letters(services, numbers, (LetterState.FAILED, LetterState.QUEUED), _release)


def stop(services: Services, numbers: Sequence[int]) -> list[Letter]:
    """Stop letters that have not gone out."""
    return _letters(services, numbers, (LetterState.HELD, LetterState.QUEUED, LetterState.FAILED), _stop)


def _letters(
    services: Services,
    numbers: Sequence[int],
    allowed: Sequence[LetterState],
    act: Callable[[UnitOfWork, Letter], None],
) -> list[Letter]:
    """Do the same to several letters: to all of them, or to none where one is not in an allowed state.

    Without numbers those in the first of the allowed states are meant.
    """
    with services.unit_of_work(OPERATOR) as work:
        letters = [_letter(work, number) for number in numbers] or _in_state(work, allowed[0])
        for letter in letters:
            if letter.state not in allowed:
                raise IllegalTransition(f"Letter {letter.id} is {letter.state}, not {' or '.join(allowed)}.")
            act(work, letter)
        return letters


def _letter(work: UnitOfWork, number: int) -> Letter:
    letter = work.session.get(Letter, number)
    if letter is None:
        raise NotFound(f"There is no letter {number}. `mailbot letters list` shows them all.")
    return letter


def _in_state(work: UnitOfWork, state: LetterState) -> list[Letter]:
    return list(work.session.scalars(select(Letter).where(Letter.state == state).order_by(Letter.id)))


def _release(work: UnitOfWork, letter: Letter) -> None:
    delivery.release(letter, work.now)
    work.record(EventKind.LETTER_RELEASED, f"letter:{letter.id}")


def _stop(work: UnitOfWork, letter: Letter) -> None:
    delivery.stop(letter)
    work.record(EventKind.LETTER_STOPPED, f"letter:{letter.id}")


def add_meeting(services: Services, starts_at: datetime, stop_at: datetime, place: str) -> Meeting:
    """Enter a meeting on the day it starts in Sweden; MeetingRefused as `calendar.add`, and for one that has begun."""
    with services.unit_of_work(OPERATOR) as work:
        if starts_at <= work.now:
            raise MeetingRefused(f"{starts_at.astimezone(STOCKHOLM):%Y-%m-%d} has been. Give a day to come.")
        return calendar.add(work, starts_at.astimezone(STOCKHOLM).date(), starts_at, stop_at, place)


def cancel_meeting(services: Services, day: str) -> Meeting:
    """Cancel the meeting of an ISO day; what stands undecided on its agenda returns to the queue."""
    with services.unit_of_work(OPERATOR) as work:
        meeting = calendar.find(work.session, day)
        calendar.cancel(work, meeting)
        return meeting
