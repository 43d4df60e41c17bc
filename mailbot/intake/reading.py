"""From bytes to typed values: a message decoded and each of its files read. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from mailbot.intake.evidence import Reading
from mailbot.mail.incoming import Attachment, IncomingMessage, RawMessage, decode
from mailbot.mail.markup import above_quote
from mailbot.mail.quoting import passed_on, unquoted
from mailbot.meetings.decisions import agenda_token
from parsers.form import FormTemplate, NotAForm, ParsedForm, Unreadable
from parsers.labels import labels_of
from parsers.parse import parse, parse_html, parse_text

Result = tuple[ParsedForm, ...] | NotAForm | Unreadable

_AGENDA_FORMATS = ("docx", "xlsx")
_AGENDA = NotAForm("docx", "filen är en dagordning")

_SIGNED = re.compile(r"--|(?:med )?(?:vänliga? )?hälsning(?:ar)?\b.{0,40}|m\.?v\.?h\b.{0,40}", re.IGNORECASE)
"""The line that a signature begins with (RFC 3676 §4.3), or a closing greeting."""


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
    own = parse_text(_unsigned(unquoted(message.text), forms), forms)
    forwarded = "" if isinstance(own, tuple) else passed_on(message.text, message.subject)
    return parse_text(forwarded, forms) if forwarded else own


def _unsigned(text: str, forms: tuple[FormTemplate, ...]) -> str:
    """Return the text above its signature, which would else end the last answer; no question stands below it."""
    lines = text.split("\n")
    every = [labels_of(form) for form in forms]
    end = len(lines)
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number].strip()
        if any(labels.split(line)[0] for labels in every):
            return "\n".join(lines[:end])
        if _SIGNED.fullmatch(line):
            end = number
    return text


def _own_markup(message: IncomingMessage) -> str:
    """Return the HTML above the first quote; all of it where the mail passes another one on."""
    return message.html if passed_on(message.text, message.subject) else above_quote(message.html)


def _token_of(file: Attachment, result: Result) -> str | None:
    """Return the token of a returned agenda; what it says of an initiative may look like a form with gaps."""
    if isinstance(result, Unreadable) or (isinstance(result, tuple) and all(form.complete for form in result)):
        return None
    format_ = result[0].format if isinstance(result, tuple) else result.format
    return agenda_token(file.filename, file.data) if format_ in _AGENDA_FORMATS else None
