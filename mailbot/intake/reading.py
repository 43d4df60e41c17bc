"""From bytes to typed values: a message decoded and each of its files read. Pure."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass, replace
from functools import partial

from mailbot.intake import file_contents
from mailbot.intake.body_forms import in_body
from mailbot.intake.file_contents import FileContents
from mailbot.intake.triage.evidence import Reading
from mailbot.mail.decode import decode
from mailbot.mail.message import Attachment, IncomingMessage, RawMessage
from mailbot.meetings.decisions.returned_agenda import NotAnAgenda, Returned
from parsers import FormTemplate, NotAForm, Result, Unreadable

_FILLED_IN = frozenset({"docx", "xlsx", "odt", "ods", "doc", "rtf", "xls"})
"""What an agenda is filled in as. One in print goes round to be read, unless decisions stand in it."""
_AGENDA = "filen är en dagordning"
_EVALUATION = "filen är en utvärdering"
_LETTER = "filen är ett brev om framsteg"


@dataclass(frozen=True, slots=True)
class Read:
    """A message, and what was found in each file and in the body."""

    message: IncomingMessage
    readings: tuple[Reading, ...]


def read(
    raw: RawMessage,
    forms: tuple[FormTemplate, ...],
    trusted_hosts: tuple[str, ...],
    read_file: Callable[[str, bytes], FileContents | Unreadable] | None = None,
) -> Read:
    """Decode the message and read every file in it; the same bytes always give the same.

    A message that is passed on as a file is no file to read: its words and its files are.

    `read_file` does what `file_contents.read` does, within limits that hold
    whatever the file; without it the files are read here.
    """
    message = decode(raw.data, internal_date=raw.internal_date, trusted_hosts=trusted_hosts)
    read_file = read_file or partial(file_contents.read, templates=forms)
    told = (file for file in message.attachments if not file.taken_apart)
    files = tuple(_reading(file, read_file(file.filename, file.data)) for file in told)
    if not any(isinstance(reading.result, tuple) for reading in files):
        files = (*files, Reading(None, in_body(message, forms)))
    evaluating = {form.id for form in forms if form.evaluates}
    return Read(message, tuple(_told_apart(reading, evaluating) for reading in files))


def _told_apart(reading: Reading, evaluating: Container[str]) -> Reading:
    """Take a form that evaluates what was proposed for no proposal. Of several in a file, the last counts."""
    if not isinstance(reading.result, tuple):
        return reading
    proposals = tuple(form for form in reading.result if form.template not in evaluating)
    evaluations = [form for form in reading.result if form.template in evaluating]
    if not evaluations:
        return reading
    other = NotAForm(evaluations[-1].format, _EVALUATION)
    return replace(reading, result=proposals or other, evaluation=evaluations[-1])


def _reading(file: Attachment, contents: FileContents | Unreadable) -> Reading:
    """Take the file as what it is: what a returned agenda or letter says of an initiative may look like a form."""
    if isinstance(contents, Unreadable):
        return Reading(file, contents, opened=False)
    result = contents.result
    if contents.letter is not None:
        kind = result[0].format if isinstance(result, tuple) else result.format
        return Reading(
            file, NotAForm(kind, _LETTER), holds_personnummer=contents.holds_personnummer, letter=contents.letter
        )
    if contents.agenda is None or not _is_returned(contents.agenda, result):
        return Reading(
            file,
            result,
            holds_personnummer=contents.holds_personnummer,
            calendar=contents.calendar,
            planned=contents.planned,
        )
    kind = result[0].format if isinstance(result, tuple) else result.format
    return Reading(file, NotAForm(kind, _AGENDA), contents.agenda, contents.holds_personnummer)


def _is_returned(agenda: Returned | NotAnAgenda, result: Result) -> bool:
    """Whether a file with an agenda's mark is that agenda come back: no form, and not just to be read."""
    if isinstance(result, tuple):
        return not all(form.complete for form in result)
    is_decided = isinstance(agenda, Returned) and any(row.written for row in agenda.rows)
    return isinstance(result, NotAForm) and (is_decided or result.format in _FILLED_IN)
