"""What a mail brought: its forms, the files that are none, and those that count for nothing."""

from __future__ import annotations

from mailbot.intake.handlers.case import Case
from mailbot.intake.triage.answers.answers_in_words import answers_in
from mailbot.intake.triage.files.file_versions import latest
from mailbot.intake.triage.files.files_of_content import is_content
from mailbot.intake.triage.files.other_proposal import is_another
from mailbot.intake.triage.rule import Detail
from mailbot.mail.message import Attachment
from parsers import FieldKey, FormTemplate, NotAForm, ParsedForm, Unreadable


def latest_forms(case: Case) -> list[tuple[ParsedForm, Attachment | None]]:
    """Return every form in the mail with the file that it came in (None: the body), of several versions the latest.

    The others are annexes.
    """
    forms = _all_forms(case)
    proposals = _proposals(case, [form for form, _ in forms])
    counts = latest([(of, file.filename if file else "") for of, (_, file) in zip(proposals, forms, strict=True)])
    return [form for position, form in enumerate(forms) if position in counts]


def _proposals(case: Case, forms: list[ParsedForm]) -> list[str]:
    """Name the proposal that each form is a version of: its title, and which of those with that title it is."""
    firsts: dict[str, list[ParsedForm]] = {}
    return [_proposal(case, form, firsts) for form in forms]


def _proposal(case: Case, form: ParsedForm, firsts: dict[str, list[ParsedForm]]) -> str:
    title = " ".join(str(form.values.get(FieldKey.TITLE) or "").casefold().split())
    same = firsts.setdefault(title, [])
    template = template_of(case, form)
    number = next((n for n, first in enumerate(same) if not is_another(template, first.values, form.values)), len(same))
    if number == len(same):
        same.append(form)
    return f"{title} {number}" if title else ""


def _all_forms(case: Case) -> list[tuple[ParsedForm, Attachment | None]]:
    """Return every form that was read; where the mail completes one in words, what those answer."""
    read = [(form, r.attachment) for r in case.readings if isinstance(r.result, tuple) for form in r.result]
    in_words = case.verdict.detail is Detail.ANSWERS_IN_WORDS and case.facts.answers is not None
    answered = answers_in(case.message.own_text, case.forms) if in_words and not read else None
    return [(answered, None)] if answered else read


def template_of(case: Case, form: ParsedForm) -> FormTemplate:
    """Return the template that the form was read with."""
    return next(t for t in case.forms if t.id == form.template)


def unusable_files(case: Case) -> list[tuple[Attachment, Unreadable | NotAForm]]:
    """Return every file that gave no form, and why."""
    return [
        (r.attachment, r.result) for r in case.readings if r.attachment is not None and not isinstance(r.result, tuple)
    ]


def brings_files(case: Case) -> bool:
    """Whether there is a file that is more than a picture in a signature."""
    return any(is_content(file) for file in case.message.attachments)
