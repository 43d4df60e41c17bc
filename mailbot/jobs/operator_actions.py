"""What an operator does by hand, each in one transaction, and each in the audit chain as «operator»."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from mailbot.config import STOCKHOLM
from mailbot.errors import IllegalTransition, NotFound
from mailbot.intake import review
from mailbot.intake.handlers.receipts import lacks
from mailbot.jobs.services import Office
from mailbot.mail.message import Address
from mailbot.meetings import calendar
from mailbot.outbox import delivery
from mailbot.outbox.contents import ReceiptComplete, ReceiptIncomplete, Withdrawn
from mailbot.outbox.letters import Draft
from mailbot.register import initiatives
from mailbot.register.initiatives import Proposal, about, initiator
from mailbot.register.unit_of_work import Desk
from mailbot.store.tables import Initiative, Letter, Meeting, Message
from mailbot.store.values import EventKind, LetterState, Outcome, State
from parsers.result import Code, FieldProblem, ParsedForm
from parsers.template import FormTemplate

OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class OnPaper:
    """What was told on paper or by telephone. `complete` is whether RUG can have it as it is."""

    title: str
    name: str
    email: str
    organisation: str
    complete: bool


def add(office: Office, told: OnPaper, *, receipt: bool) -> Initiative:
    """Register an initiative that came without a mail; `receipt` sends its initiator one.

    NotFound where the form offers no such organisation.
    """
    template = office.forms[0]
    form = _form(template, told)
    with office.desk(OPERATOR) as desk:
        proposal = Proposal(Address(told.name, told.email), desk.now, form, message_id=None)
        initiative = initiatives.register(desk, proposal)
        if receipt:
            desk.send(_receipt(desk, initiative, template, form))
        return initiative


def _form(template: FormTemplate, told: OnPaper) -> ParsedForm:
    """Return the form with the answers that were told; the rest is missing, unless it is complete all the same."""
    organisation = _choice(template, "organisation", told.organisation)
    said = {"title": told.title, "initiator_name": told.name, "organisation": organisation, "email": told.email}
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
    if field.open_choice:
        return said
    raise NotFound(f"The form has no {key} «{said}». Choose one of: {', '.join(field.choices)}.")


def _receipt(desk: Desk, initiative: Initiative, template: FormTemplate, form: ParsedForm) -> Draft:
    coming, missed = calendar.next_meeting(desk.session, desk.now), calendar.missed(desk.session, desk.now)
    meeting = calendar.view(coming) if coming else None
    content: ReceiptComplete | ReceiptIncomplete
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
        )
    return Draft(initiator(initiative), f"{OPERATOR}:{initiative.reference}", content, initiative)


def withdraw(office: Office, reference: str, *, letter: bool) -> tuple[Initiative, bool]:
    """Withdraw an initiative at its initiator's wish, and confirm it by letter.

    Returns the initiative, and whether it stood on a frozen agenda, which keeps
    it: a decision that still comes back for it is asked about.
    IllegalTransition where it is already decided.
    """
    with office.desk(OPERATOR) as desk:
        initiative = initiatives.find(desk.session, reference)
        was_on_agenda = initiative.state is State.ON_AGENDA
        content = Withdrawn(about(initiative))
        confirmation = Draft(initiator(initiative), f"{OPERATOR}:{initiative.reference}", content)
        initiatives.transition(desk, initiative, EventKind.WITHDRAWN, confirmation if letter else None)
        return initiative, was_on_agenda


def close(office: Office, reference: str) -> Initiative:
    """Close an initiative whose completion never came (avskriven); IllegalTransition for any other."""
    with office.desk(OPERATOR) as desk:
        initiative = initiatives.find(desk.session, reference)
        initiatives.transition(desk, initiative, EventKind.CLOSED)
        return initiative


def note(office: Office, reference: str, text: str) -> Initiative:
    """Add a line to the notes of an initiative; the audit chain gets its hash, never its words."""
    with office.desk(OPERATOR) as desk:
        initiative = initiatives.find(desk.session, reference)
        line = f"{desk.now.astimezone(STOCKHOLM):%Y-%m-%d}: {text}"
        initiative.note = f"{initiative.note}\n{line}".lstrip()
        desk.record(EventKind.NOTED, initiative.reference, sha256=hashlib.sha256(line.encode()).hexdigest())
        return initiative


def release_material(office: Office, reference: str) -> Initiative:
    """Let an initiative's withheld files go out with agendas from now on."""
    with office.desk(OPERATOR) as desk:
        initiative = initiatives.find(desk.session, reference)
        initiatives.release_material(desk, initiative)
        return initiative


def resolve(office: Office, numbers: Sequence[int]) -> list[Message]:
    """Take messages off the desk for humans: all of them, or none where one is not there. May be called twice."""
    with office.desk(OPERATOR) as desk:
        waiting = {row.id for row in review.waiting(desk.session)}
        for number in numbers:
            row = review.find(desk.session, number)
            if number not in waiting and row.outcome is not Outcome.RESOLVED:
                raise IllegalTransition(f"Message {number} does not wait for a human.")
        return [review.resolve(desk, number) for number in numbers]


def release(office: Office, numbers: Sequence[int]) -> list[Letter]:
    """Let held or stopped letters go out; without numbers, every held one."""
    return _letters(office, numbers, (LetterState.HELD, LetterState.STOPPED), _release)


def retry(office: Office, numbers: Sequence[int]) -> list[Letter]:
    """Try letters again now that failed, or that wait for their next attempt; without numbers, every failed one."""
    return _letters(office, numbers, (LetterState.FAILED, LetterState.QUEUED), _release)


def stop(office: Office, numbers: Sequence[int]) -> list[Letter]:
    """Stop letters that have not gone out."""
    return _letters(office, numbers, (LetterState.HELD, LetterState.QUEUED, LetterState.FAILED), _stop)


def _letters(
    office: Office,
    numbers: Sequence[int],
    allowed: Sequence[LetterState],
    act: Callable[[Desk, Letter], None],
) -> list[Letter]:
    """Do the same to several letters: to all of them, or to none where one is not in an allowed state.

    Without numbers those in the first of the allowed states are meant.
    """
    with office.desk(OPERATOR) as desk:
        letters = [_letter(desk, number) for number in numbers] or _in_state(desk, allowed[0])
        for letter in letters:
            if letter.state not in allowed:
                raise IllegalTransition(f"Letter {letter.id} is {letter.state}, not {' or '.join(allowed)}.")
            act(desk, letter)
        return letters


def _letter(desk: Desk, number: int) -> Letter:
    letter = desk.session.get(Letter, number)
    if letter is None:
        raise NotFound(f"There is no letter {number}. `mailbot letters list` shows them all.")
    return letter


def _in_state(desk: Desk, state: LetterState) -> list[Letter]:
    return list(desk.session.scalars(select(Letter).where(Letter.state == state).order_by(Letter.id)))


def _release(desk: Desk, letter: Letter) -> None:
    delivery.release(letter, desk.now)
    desk.record(EventKind.LETTER_RELEASED, f"letter:{letter.id}")


def _stop(desk: Desk, letter: Letter) -> None:
    delivery.stop(letter)
    desk.record(EventKind.LETTER_STOPPED, f"letter:{letter.id}")


def add_meeting(office: Office, starts_at: datetime, stop_at: datetime, place: str) -> Meeting:
    """Enter a meeting on the day it starts in Sweden; MeetingRefused as `calendar.add`."""
    with office.desk(OPERATOR) as desk:
        return calendar.add(desk, starts_at.astimezone(STOCKHOLM).date(), starts_at, stop_at, place)


def cancel_meeting(office: Office, day: str) -> Meeting:
    """Cancel the meeting of an ISO day; what stands undecided on its agenda returns to the queue."""
    with office.desk(OPERATOR) as desk:
        meeting = calendar.find(desk.session, day)
        calendar.cancel(desk, meeting)
        return meeting
