"""From bytes to typed values: a message decoded and each of its files read. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from mailbot.intake.triage import Reading
from mailbot.mail.incoming import IncomingMessage, RawMessage, decode
from mailbot.meetings.decisions import agenda_token
from parsers.form import FormTemplate, NotAForm
from parsers.parse import parse, parse_text


@dataclass(frozen=True, slots=True)
class Read:
    """A message, what was found in each file and in the body, and agenda tokens by file."""

    message: IncomingMessage
    readings: tuple[Reading, ...]
    agenda_tokens: tuple[str, ...]


def read(raw: RawMessage, forms: tuple[FormTemplate, ...], trusted_hosts: tuple[str, ...]) -> Read:
    """Decode the message and read every file in it; the same bytes always give the same."""
    message = decode(raw.data, internal_date=raw.internal_date, trusted_hosts=trusted_hosts)
    files = tuple(Reading(file, parse(file.filename, file.data, forms)) for file in message.attachments)
    if not any(isinstance(reading.result, tuple) for reading in files):
        files = (*files, Reading(None, parse_text(message.own_text, forms)))
    return Read(message, files, _tokens(files))


def _tokens(files: tuple[Reading, ...]) -> tuple[str, ...]:
    """Return the token of each file that is no form but a returned agenda."""
    others = (r.attachment for r in files if r.attachment is not None and isinstance(r.result, NotAForm))
    found = (agenda_token(file.filename, file.data) for file in others)
    return tuple(token for token in found if token is not None)
