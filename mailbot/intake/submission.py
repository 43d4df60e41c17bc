"""A form came: register it, complete what was registered, or point out that it came before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from mailbot.intake.case import Case, Handled, to_review
from mailbot.mail.incoming import Attachment
from mailbot.mail.personnummer import holds_personnummer, mask
from mailbot.mall import word
from mailbot.meetings import calendar
from mailbot.outbox.contents import FileFault, Lack, MeetingView, ReceiptComplete, ReceiptIncomplete, SameAgain
from mailbot.register import initiatives
from mailbot.register.initiatives import Proposal, about
from mailbot.store.tables import Initiative
from mailbot.store.values import EventKind, Outcome, State
from parsers.form import Code, FieldProblem, FormTemplate, ParsedForm, Unreadable

OPEN = (State.INCOMPLETE, State.QUEUED, State.ON_AGENDA)
"""States in which an initiative can still be added to."""

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WITHHELD = "innehåller ett personnummer"


def submission(case: Case) -> Handled:
    """Register every form in the mail; one that came before becomes a version of what it was."""
    forms = case.parsed()
    if not forms:
        return _unreadable(case)
    results = [_one(case, form, file, number) for number, (form, file) in enumerate(forms)]
    reasons = " ".join(dict.fromkeys(r.reason for r in results if r.reason))
    return Handled(results[0].outcome, reasons, results[0].initiative)


def completion(case: Case) -> Handled:
    """Complete the initiative of the thread with the form that came."""
    forms = case.parsed()
    if not forms or not case.verdict.references:
        return to_review("Svar på en begäran om komplettering, utan ett formulär som går att läsa.")
    initiative = initiatives.find(case.desk.session, case.verdict.references[0])
    (form, file), *others = forms
    handled = _complete(case, initiative, form, file)
    for number, (other, its_file) in enumerate(others, start=1):
        _one(case, other, its_file, number)
    return handled


def _one(case: Case, form: ParsedForm, file: Attachment | None, number: int) -> Handled:
    earlier = case.earlier or _same_before(case, form)
    if earlier is not None:
        return _again(case, earlier, form, file, number)
    files = case.message.attachments if number == 0 else ()
    initiative = initiatives.register(
        case.desk,
        Proposal(
            initiator=case.message.sender,
            received_at=case.message.received_at,
            form=form,
            message_id=case.row.id,
            attachments=files if file is None or file in files else (file, *files),
            form_file=file,
        ),
    )
    _receipt(case, initiative, form, number, completed=False)
    return Handled(initiative=initiative, reason=_flag(case, initiative, form))


def _same_before(case: Case, form: ParsedForm) -> Initiative | None:
    """Find an open initiative of the same sender with the same title: the same proposal again."""
    title = str(form.values.get("title") or "").casefold().strip()
    mine = case.desk.session.scalars(
        select(Initiative)
        .where(Initiative.initiator_address == case.message.sender.address, Initiative.state.in_(OPEN))
        .order_by(Initiative.id.desc()),
    )
    said = initiatives.content_hash(form)
    return next((i for i in mine if (title and i.title.casefold().strip() == title) or _says(i, said)), None)


def _says(initiative: Initiative, said: str) -> bool:
    return initiative.form is not None and initiative.form.content_hash == said


def _again(case: Case, initiative: Initiative, form: ParsedForm, file: Attachment | None, number: int) -> Handled:
    """Attach the form to the initiative that it already is."""
    if initiative.state is State.INCOMPLETE and not _says(initiative, initiatives.content_hash(form)):
        return _complete(case, initiative, form, file, number)
    on_agenda = initiative.state is State.ON_AGENDA
    changed = initiatives.add_version(case.desk, initiative, form, case.row.id)
    if changed:
        initiatives.transition(case.desk, initiative, EventKind.NEW_VERSION, message=case.row.id)
    initiatives.attach(case.desk, initiative, case.message.attachments, case.row.id, form=file)
    content = SameAgain(about(initiative), changed=changed, on_agenda=on_agenda)
    case.desk.send(case.reply(content, initiative=initiative, suffix=_nth(number)))
    reason = f"Ny version av {initiative.reference}, som redan står på dagordningen." if changed and on_agenda else ""
    return Handled(initiative=initiative, reason=" ".join(filter(None, (reason, _flag(case, initiative, form)))))


def _complete(
    case: Case,
    initiative: Initiative,
    form: ParsedForm,
    file: Attachment | None,
    number: int = 0,
) -> Handled:
    """Give an incomplete initiative what it lacked, whole or in part."""
    merged = _filled_up(form, initiative, case.template(form))
    initiatives.add_version(case.desk, initiative, merged, case.row.id)
    if merged.complete:
        initiatives.complete(case.desk, initiative, case.message.received_at, message=case.row.id)
    else:
        initiatives.transition(case.desk, initiative, EventKind.NEW_VERSION, message=case.row.id)
    initiatives.attach(case.desk, initiative, case.message.attachments, case.row.id, form=file)
    _receipt(case, initiative, merged, number, completed=True)
    return Handled(initiative=initiative, reason=_flag(case, initiative, merged))


def _filled_up(form: ParsedForm, initiative: Initiative, template: FormTemplate) -> ParsedForm:
    """Fill what the new form leaves empty with what the earlier one said.

    Who completes a form often fills in the gaps alone.
    """
    earlier = initiative.form
    if earlier is None or earlier.template != form.template:
        return form
    wrong = {problem["field"] for problem in earlier.problems}
    kept = {
        field.key: initiatives.restored(field, earlier.fields.get(field.key))
        for field in template.fields
        if not form.values.get(field.key) and field.key not in wrong and earlier.fields.get(field.key)
    }
    problems = tuple(p for p in form.problems if not (p.code is Code.MISSING and p.field in kept))
    return replace(form, values={**form.values, **kept}, problems=problems)


def _receipt(case: Case, initiative: Initiative, form: ParsedForm, number: int, *, completed: bool) -> None:
    """Tell the initiator what was registered, and what is missing."""
    content: ReceiptComplete | ReceiptIncomplete
    attachments: tuple[Attachment, ...] = ()
    if form.complete:
        content = ReceiptComplete(about(initiative), *_meetings(case), completed=completed)
    else:
        template = case.template(form)
        attachments = (_form_back(template, form, initiative),) if case.verified else ()
        content = ReceiptIncomplete(
            about(initiative),
            lacks(template, form.problems),
            unreadable=(),
            form_attached=bool(attachments),
            meeting=_meetings(case)[0],
            completed=completed,
        )
    case.desk.send(case.reply(content, initiative=initiative, attachments=attachments, suffix=_nth(number)))


def _meetings(case: Case) -> tuple[MeetingView | None, MeetingView | None]:
    """Return the next meeting that it can come to, and the nearest one that it is too late for."""
    session, now = case.desk.session, case.desk.now
    coming, missed = calendar.next_meeting(session, now), calendar.missed(session, now)
    return (calendar.view(coming) if coming else None, calendar.view(missed) if missed else None)


def lacks(template: FormTemplate, problems: Sequence[FieldProblem]) -> tuple[Lack, ...]:
    """Return each problem with its field's label and help text, as letters show it."""
    return tuple(
        Lack(template.field(problem.field).label, problem.message, template.field(problem.field).help)
        for problem in problems
    )


def _form_back(template: FormTemplate, form: ParsedForm, initiative: Initiative) -> Attachment:
    """Fill the form with what came, personnummer masked, and mark what is missing."""
    values = {key: mask(value) if isinstance(value, str) else value for key, value in form.values.items()}
    data = word.write(template, values, marked={problem.field for problem in form.problems})
    return Attachment(f"{initiative.reference} att komplettera.docx", _DOCX, data)


def _flag(case: Case, initiative: Initiative, form: ParsedForm) -> str:
    """Withhold the material and tell a human where a personnummer stands in form, subject or text."""
    said = [str(value) for value in form.values.values()]
    if not any(holds_personnummer(text) for text in (*said, case.message.subject, case.message.text)):
        return ""
    for kept in initiative.attachments:
        kept.withheld = kept.withheld or _WITHHELD
    return f"{initiative.reference} {_WITHHELD}: bilagorna följer inte med dagordningen förrän du släpper dem."


def _nth(number: int) -> str:
    """Tell the letters apart where one mail brings several forms."""
    return f"#{number}" if number else ""


def _unreadable(case: Case) -> Handled:
    """Register what may be the form but can't be opened, where its sender can be told so."""
    faults = tuple(
        FileFault(file.filename, result.reason)
        for file, result in case.unusable()
        if isinstance(result, Unreadable) and result.maybe_form
    )
    if case.earlier is not None:
        return to_review(f"{case.earlier.reference}: bilagan går fortfarande inte att öppna.", case.earlier)
    if not case.may_be_told:
        return to_review("En bilaga som kan vara formuläret går inte att öppna, och avsändaren är okänd.")
    initiative = initiatives.register(
        case.desk,
        Proposal(case.message.sender, case.message.received_at, None, case.row.id, case.message.attachments),
    )
    meeting, _ = _meetings(case)
    content = ReceiptIncomplete(about(initiative), (), faults, form_attached=False, meeting=meeting, completed=False)
    case.desk.send(case.reply(content, initiative=initiative))
    return Handled(Outcome.REVIEW, f"{initiative.reference}: bilagan går inte att öppna.", initiative)
