"""A person asks or thanks: status, how to propose something, or anything else."""

from __future__ import annotations

from sqlalchemy import func, select

from mailbot.intake import reasons, returned
from mailbot.intake.case import Case, Handled, capped, to_review, unless_more
from mailbot.mail.incoming import Attachment
from mailbot.meetings import calendar
from mailbot.outbox.contents import CouldNotRead, FileFault, HowTo, Status, StatusLine
from mailbot.register.initiatives import about
from mailbot.store.tables import AgendaItem, Decision, Initiative
from mailbot.store.values import DecisionState, LetterKind, State
from parsers.form import NotAForm

_NO_FILE = {
    "cloud_link": FileFault("Länken", "det är en länk till filen, och den kan vi inte öppna. Bifoga själva filen"),
    "encrypted": FileFault("Mejlet", "det är krypterat, och det kan vi inte läsa. Skicka det utan kryptering"),
}
"""What to say where the rule found that something else came than a file."""


def status_request(case: Case) -> Handled:
    """Tell an initiator about the initiatives that are theirs; nobody else learns anything."""
    mine = _asked_for(case)
    if not mine:
        return to_review(reasons.NOT_ONES_OWN)
    content = Status(tuple(_line(case, initiative) for initiative in mine))
    only = mine[0] if len(mine) == 1 else None
    answered = capped(case, case.reply(content, initiative=only))
    if case.brings_files and not answered.reason:
        return to_review(reasons.FILE_BESIDE_QUESTION, only)
    return unless_more(case, answered)


def _asked_for(case: Case) -> list[Initiative]:
    """Return the sender's own initiatives: those that the mail names, else all of them."""
    own = case.desk.session.scalars(
        select(Initiative).where(Initiative.initiator_address == case.message.sender.address).order_by(Initiative.id),
    ).all()
    named = case.verdict.references
    return [i for i in own if i.reference in named] if named else list(own)


def _line(case: Case, initiative: Initiative) -> StatusLine:
    session = case.desk.session
    meeting = None
    if initiative.state is State.QUEUED:
        meeting = calendar.next_meeting(session, case.desk.now)
    elif initiative.state is State.ON_AGENDA:
        item = session.scalar(
            select(AgendaItem).where(AgendaItem.initiative_id == initiative.id).order_by(AgendaItem.id.desc()).limit(1),
        )
        meeting = item.agenda.meeting if item else None
    decided = session.scalar(
        select(func.max(Decision.applied_at)).where(
            Decision.initiative_id == initiative.id,
            Decision.state == DecisionState.APPLIED,
        ),
    )
    return StatusLine(
        about(initiative),
        initiative.state,
        deferred=initiative.deferred,
        received=calendar.swedish_day(initiative.received_at),
        meeting=calendar.view(meeting) if meeting else None,
        decided=calendar.swedish_day(decided) if decided else "",
    )


def question(case: Case) -> Handled:
    """Answer how to propose an initiative; leave every other question to a human."""
    if case.verdict.rule != "asks_how":
        return to_review(reasons.QUESTION, _thread(case))
    if not case.may_be_told:
        return to_review(reasons.QUESTION_FROM_STRANGER)
    files = _current_form(case)
    content = HowTo(tuple(file.filename for file in files))
    return unless_more(case, capped(case, case.reply(content, attachments=files)))


def _current_form(case: Case) -> tuple[Attachment, ...]:
    """Return the form to use now, blank, as Word and Excel: the first of those that are read."""
    return returned.blank_forms(case.forms[0])


def thanks(case: Case) -> Handled:
    """Keep it; nobody answers thanks. What comes along is for a human, and «ok» where a code is asked for."""
    if case.brings_files:
        return to_review(reasons.FILE_BESIDE_THANKS, _thread(case))
    if case.facts.answers is LetterKind.WITHDRAWAL_CONFIRM:
        return to_review(reasons.NOT_UNDERSTOOD, _thread(case))
    return unless_more(case, Handled(initiative=_thread(case)))


def unknown(case: Case) -> Handled:
    """Leave it to a human; say what could not be used, where someone can be told."""
    faults = _faults(case)
    if faults and case.may_be_told:
        is_other = any(isinstance(result, NotAForm) for _, result in case.unusable())
        files = _current_form(case) if is_other else ()
        handled = capped(case, case.reply(CouldNotRead(faults, form_attached=is_other), attachments=files))
        return to_review(handled.reason or reasons.NOT_THE_FORM)
    return to_review(reasons.NOT_UNDERSTOOD, _thread(case))


def _faults(case: Case) -> tuple[FileFault, ...]:
    """Return what the sender should know of what was sent; nothing where the mail was not about a file."""
    if case.verdict.rule in _NO_FILE:
        return (_NO_FILE[case.verdict.rule],)
    if case.verdict.rule != "no_usable_file":
        return ()
    return tuple(FileFault(file.filename, result.reason) for file, result in case.unusable())


def _thread(case: Case) -> Initiative | None:
    """Return the initiative that the mail is about, where its sender belongs to it."""
    if not case.facts.belongs or not case.verdict.references:
        return None
    return case.desk.session.scalar(select(Initiative).where(Initiative.reference == case.verdict.references[0]))
