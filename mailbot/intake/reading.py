"""From bytes to typed values: a message decoded and each of its files read. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from mailbot.intake.triage.evidence import Reading
from mailbot.mail.decode import decode
from mailbot.mail.message import Attachment, IncomingMessage, RawMessage
from mailbot.mail.text.from_html import above_quote
from mailbot.mail.text.quotes import passed_on, unquoted
from mailbot.meetings.decisions.proposals import agenda_token
from parsers.parse import parse, parse_html, parse_text
from parsers.result import Code, NotAForm, ParsedForm, Unreadable
from parsers.template import FormTemplate

Result = tuple[ParsedForm, ...] | NotAForm | Unreadable

_AGENDA_FORMATS = ("docx", "xlsx")
"""What it is sent out as. Saved as something else, it is looked at where it reads like a form."""
_AGENDA = NotAForm("docx", "filen är en dagordning")


@dataclass(frozen=True, slots=True)
class Read:
    """A message, what was found in each file and in the body, and agenda tokens by file."""

    message: IncomingMessage
    readings: tuple[Reading, ...]
    agenda_tokens: tuple[str, ...]


def read(
    raw: RawMessage,
    forms: tuple[FormTemplate, ...],
    trusted_hosts: tuple[str, ...],
    parse_file: Callable[[str, bytes], Result] | None = None,
) -> Read:
    """Decode the message and read every file in it; the same bytes always give the same.

    `parse_file` reads a file by its name and bytes, within limits that hold
    whatever the file; without it the files are read here.
    """
    message = decode(raw.data, internal_date=raw.internal_date, trusted_hosts=trusted_hosts)
    parse_file = parse_file or partial(parse, templates=forms)
    parsed = [(file, parse_file(file.filename, file.data)) for file in message.attachments]
    tokens = [_token_of(file, result) for file, result in parsed]
    files = tuple(
        Reading(file, _AGENDA if token else result) for (file, result), token in zip(parsed, tokens, strict=True)
    )
    if not any(isinstance(reading.result, tuple) for reading in files):
        files = (*files, Reading(None, _in_body(message, forms)))
    return Read(message, files, tuple(filter(None, tokens)))


def _in_body(message: IncomingMessage, forms: tuple[FormTemplate, ...]) -> tuple[ParsedForm, ...] | NotAForm:
    """Read a form in what the sender wrote, as a table where it is one, else in a mail that the sender passes on."""
    table = parse_html(_own_markup(message), forms) if "<table" in message.html.lower() else None
    if isinstance(table, tuple):
        return table
    own = _in_own_text(message, forms)
    forwarded = "" if isinstance(own, tuple) else passed_on(message.text, message.subject)
    return parse_text(forwarded, forms) if forwarded else own


def _in_own_text(message: IncomingMessage, forms: tuple[FormTemplate, ...]) -> tuple[ParsedForm, ...] | NotAForm:
    """Read a form above the signature, which would else end the last answer; what answers a question was none."""
    above = parse_text(message.own_text, forms)
    whole = unquoted(message.text)
    if whole == message.own_text:
        return above
    signed = parse_text(whole, forms)
    return above if _answered(signed) <= _answered(above) else signed


def _answered(result: Result) -> int:
    """Count the questions that are answered, well or badly, in all forms."""
    if not isinstance(result, tuple):
        return 0
    given = [{key for key, value in form.values.items() if value is not None} for form in result]
    faulty = [{problem.field for problem in form.problems if problem.code is not Code.MISSING} for form in result]
    return sum(len(keys | others) for keys, others in zip(given, faulty, strict=True))


def _own_markup(message: IncomingMessage) -> str:
    """Return the HTML above the first quote; all of it where the mail passes another one on."""
    return message.html if passed_on(message.text, message.subject) else above_quote(message.html)


def _token_of(file: Attachment, result: Result) -> str | None:
    """Return the token of a returned agenda; what it says of an initiative may look like a form with gaps."""
    if isinstance(result, Unreadable) or (isinstance(result, tuple) and all(form.complete for form in result)):
        return None
    may_be = isinstance(result, tuple) or result.format in _AGENDA_FORMATS
    return agenda_token(file.filename, file.data) if may_be else None
