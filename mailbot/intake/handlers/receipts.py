"""What an initiator is told when a form has come: registered, complete or not, or here before."""

from __future__ import annotations

from collections.abc import Sequence

from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.outcomes import unless_flooded
from mailbot.intake.handlers.proposals.brought_files import template_of
from mailbot.intake.handlers.proposals.form_files import form_back
from mailbot.intake.handlers.reply import reply
from mailbot.intake.handlers.who_may import is_verified
from mailbot.mail.message import Attachment
from mailbot.meetings import calendar
from mailbot.outbox.contents import FileFault, Lack, MeetingView, NamedInForm, ReceiptComplete, ReceiptIncomplete
from mailbot.register.initiatives import about
from mailbot.store.tables import Initiative
from parsers import UNPLACED, Code, Field, FieldProblem, FormTemplate, ParsedForm

_UNPLACED = "Text som vi inte kunde placera"


def receipt(
    case: Case,
    initiative: Initiative,
    form: ParsedForm,
    suffix: str,
    *,
    completed: bool,
    named: NamedInForm | None = None,
) -> str:
    """Tell the initiator what was registered and what is missing; return why a human must look, if it is capped."""
    content: ReceiptComplete | ReceiptIncomplete
    attachments: tuple[Attachment, ...] = ()
    coming, missed = _meetings(case)
    if form.complete:
        content = ReceiptComplete(about(initiative), coming, missed, completed=completed, named=named)
    else:
        template = template_of(case, form)
        attachments = (form_back(template, form, initiative.reference),) if is_verified(case) else ()
        content = ReceiptIncomplete(
            about(initiative),
            lacks(template, form.problems),
            unreadable=(),
            form_attached=bool(attachments),
            meeting=coming,
            completed=completed,
            named=named,
        )
    draft = reply(case, content, initiative=initiative, attachments=attachments, suffix=suffix)
    return unless_flooded(case, draft)


def unreadable(case: Case, initiative: Initiative, faults: tuple[FileFault, ...]) -> str:
    """Tell the initiator that the file can't be opened, and that something is registered; return as `receipt` does."""
    meeting, _ = _meetings(case)
    content = ReceiptIncomplete(about(initiative), (), faults, form_attached=False, meeting=meeting, completed=False)
    return unless_flooded(case, reply(case, content, initiative=initiative))


def lacks(template: FormTemplate, problems: Sequence[FieldProblem]) -> tuple[Lack, ...]:
    """Return each problem with its field's label and help text, as letters show it; the form's own comes last."""
    asked = tuple(_lack(template.field(problem.field), problem) for problem in problems if problem.field != UNPLACED)
    unplaced = (Lack(_UNPLACED, problem.message, "", empty=False) for problem in problems if problem.field == UNPLACED)
    return (*asked, *unplaced)


def stored_lacks(initiative: Initiative, forms: Sequence[FormTemplate]) -> tuple[Lack, ...]:
    """Return what the newest version of the initiative's form lacks."""
    version = initiative.form
    template = next((form for form in forms if version and form.id == version.template), None)
    if version is None or template is None:
        return ()
    return lacks(template, [FieldProblem(p["field"], Code(p["code"]), p["message"]) for p in version.problems])


def _lack(field: Field, problem: FieldProblem) -> Lack:
    """Say what is wrong without the label, which stands above it."""
    if problem.code is Code.MISSING:
        said = "Du har inte valt något." if field.choices else "Du har inte svarat."
        return Lack(field.label, said, field.help, empty=True)
    said = problem.message.removeprefix(f"{field.label}: ")
    return Lack(field.label, said[:1].upper() + said[1:], field.help, empty=False)


def _meetings(case: Case) -> tuple[MeetingView | None, MeetingView | None]:
    """Return the meeting that it is in time for, by when it was received, and the nearest that it is too late for."""
    coming, missed = calendar.around(case.work.session, case.message.received_at)
    return (calendar.view(coming) if coming else None, calendar.view(missed) if missed else None)
