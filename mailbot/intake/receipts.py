"""What an initiator is told when a form has come: registered, complete or not, or here before."""

from __future__ import annotations

from collections.abc import Sequence

from mailbot.intake.case import Case
from mailbot.mail.incoming import Attachment
from mailbot.mail.personnummer import mask
from mailbot.mall import excel, word
from mailbot.meetings import calendar
from mailbot.outbox.contents import FileFault, Lack, MeetingView, ReceiptComplete, ReceiptIncomplete
from mailbot.outbox.foreign import clean
from mailbot.register.initiatives import about
from mailbot.store.tables import Initiative
from parsers.form import FieldProblem, FormTemplate, ParsedForm

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHEETS = ("xlsx", "xls", "ods")
"""Formats of those who work in a spreadsheet: they get the form back as one."""


def receipt(case: Case, initiative: Initiative, form: ParsedForm, suffix: str, *, completed: bool) -> None:
    """Tell the initiator what was registered, and what is missing."""
    content: ReceiptComplete | ReceiptIncomplete
    attachments: tuple[Attachment, ...] = ()
    coming, missed = _meetings(case)
    if form.complete:
        content = ReceiptComplete(about(initiative), coming, missed, completed=completed)
    else:
        template = case.template(form)
        attachments = (_form_back(template, form, initiative),) if case.verified else ()
        content = ReceiptIncomplete(
            about(initiative),
            lacks(template, form.problems),
            unreadable=(),
            form_attached=bool(attachments),
            meeting=coming,
            completed=completed,
        )
    case.desk.send(case.reply(content, initiative=initiative, attachments=attachments, suffix=suffix))


def unreadable(case: Case, initiative: Initiative, faults: tuple[FileFault, ...]) -> None:
    """Tell the initiator that the file can't be opened, and that something is registered all the same."""
    meeting, _ = _meetings(case)
    content = ReceiptIncomplete(about(initiative), (), faults, form_attached=False, meeting=meeting, completed=False)
    case.desk.send(case.reply(content, initiative=initiative))


def lacks(template: FormTemplate, problems: Sequence[FieldProblem]) -> tuple[Lack, ...]:
    """Return each problem with its field's label and help text, as letters show it."""
    return tuple(
        Lack(template.field(problem.field).label, problem.message, template.field(problem.field).help)
        for problem in problems
    )


def blank_forms(form: FormTemplate) -> tuple[Attachment, Attachment]:
    """Return the empty form as Word and as Excel."""
    return (
        Attachment(f"{form.title}.docx", _DOCX, word.write(form)),
        Attachment(f"{form.title}.xlsx", _XLSX, excel.write(form)),
    )


def _meetings(case: Case) -> tuple[MeetingView | None, MeetingView | None]:
    """Return the meeting that it is in time for, by when it was received, and the nearest that it is too late for."""
    session, received = case.desk.session, case.message.received_at
    coming, missed = calendar.next_meeting(session, received), calendar.missed(session, received)
    return (calendar.view(coming) if coming else None, calendar.view(missed) if missed else None)


def _form_back(template: FormTemplate, form: ParsedForm, initiative: Initiative) -> Attachment:
    """Fill the form with what came, in the format that it came in, and mark what is missing.

    Personnummer are masked, and unseen marks taken out: the letter leaves the house.
    """
    values = {key: mask(clean(value)) if isinstance(value, str) else value for key, value in form.values.items()}
    marked = {problem.field for problem in form.problems}
    name = f"{initiative.reference} att komplettera"
    if form.format in _SHEETS:
        return Attachment(f"{name}.xlsx", _XLSX, excel.write(template, values, marked))
    return Attachment(f"{name}.docx", _DOCX, word.write(template, values, marked))
