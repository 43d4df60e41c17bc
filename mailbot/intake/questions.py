"""A person asks or thanks: status, how to propose something, or anything else."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from mailbot.intake.case import Case, Handled, to_review
from mailbot.mail.incoming import Attachment
from mailbot.mall import excel, word
from mailbot.meetings import calendar
from mailbot.outbox.contents import Content, CouldNotRead, FileFault, HowTo, Status, StatusLine
from mailbot.outbox.letters import Draft
from mailbot.register.initiatives import about
from mailbot.store.tables import AgendaItem, Decision, Initiative, Letter
from mailbot.store.values import DecisionState, State
from parsers.form import FormTemplate

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def status_request(case: Case) -> Handled:
    """Tell an initiator about the initiatives that are theirs; nobody else learns anything."""
    mine = _asked_for(case)
    if not mine:
        return to_review("Frågar om ett ärende, men adressen hör inte till något som frågan kan gälla.")
    content = Status(tuple(_line(case, initiative) for initiative in mine))
    only = mine[0] if len(mine) == 1 else None
    return _capped(case, case.reply(content, initiative=only))


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
        return to_review("En fråga som en människa behöver svara på.", _thread(case))
    if not case.may_be_told:
        return to_review("Frågar hur man lämnar ett förslag, men avsändaren kan inte kontrolleras.")
    files = tuple(file for form in case.forms[:1] for file in blank_forms(form))
    content = HowTo(tuple(file.filename for file in files))
    return _capped(case, case.reply(content, attachments=files))


def blank_forms(form: FormTemplate) -> tuple[Attachment, Attachment]:
    """Return the empty form as Word and as Excel."""
    return (
        Attachment(f"{form.title}.docx", _DOCX, word.write(form)),
        Attachment(f"{form.title}.xlsx", _XLSX, excel.write(form)),
    )


def thanks(_case: Case) -> Handled:
    """Keep it; nobody answers thanks."""
    return Handled()


def unknown(case: Case) -> Handled:
    """Leave it to a human; say which files could not be used, where someone can be told."""
    files = tuple(FileFault(file.filename, result.reason) for file, result in case.unusable())
    if files and case.verdict.rule == "no_usable_file" and case.may_be_told:
        handled = _capped(case, case.reply(CouldNotRead(files)))
        return to_review(handled.reason or "Bilagorna är inte formuläret. Avsändaren har fått veta det.")
    return to_review("Innehållet kunde inte förstås.", _thread(case))


def _thread(case: Case) -> Initiative | None:
    """Return the initiative that the mail is about, where its sender belongs to it."""
    if not case.facts.belongs or not case.verdict.references:
        return None
    return case.desk.session.scalar(select(Initiative).where(Initiative.reference == case.verdict.references[0]))


def _capped(case: Case, draft: Draft) -> Handled:
    """Send the letter, unless this address had as many of the kind in the last hour as it may."""
    content: Content = draft.content
    recent = case.desk.session.scalar(
        select(func.count(Letter.id)).where(
            Letter.recipient == draft.to.address,
            Letter.kind == content.kind,
            Letter.created_at > case.desk.now - timedelta(hours=1),
        ),
    )
    if (recent or 0) >= case.desk.config.letters.caps_per_hour:
        return to_review("Avsändaren har redan fått flera svar den här timmen. Det här mejlet är inte besvarat.")
    case.desk.send(draft)
    return Handled(initiative=draft.initiative)
