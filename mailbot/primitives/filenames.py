"""Names of attached files that are safe to show and to write to a disk."""

from __future__ import annotations

import mimetypes
import re

from mailbot.primitives.safe_text import one_line

_FORBIDDEN = re.compile(r"[<>:\"|?*]")
_LONGEST = 150

# Said here, since the table that Python reads differs from machine to machine.
_SUFFIXES = {
    "application/msword": ".doc",
    "application/pdf": ".pdf",
    "application/pgp-encrypted": ".pgp",
    "application/pgp-signature": ".asc",
    "application/pkcs7-mime": ".p7m",
    "application/pkcs7-signature": ".p7s",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/zip": ".zip",
    "message/rfc822": ".eml",
    "text/calendar": ".ics",
    "text/html": ".html",
    "text/plain": ".txt",
}
_NEVER_BY_NAME = dict.fromkeys(
    ("message/delivery-status", "message/disposition-notification", "text/rfc822-headers"), ".txt"
)
"""Types that no ending speaks of: a file «plan.txt» is no bounce."""


def safe_name(name: str, content_type: str) -> str:
    """Return a name without path, control or turning characters; never empty («bilaga.docx»)."""
    last = re.split(r"[/\\]", one_line(name))[-1]
    clean = _FORBIDDEN.sub("_", last).strip(" .")
    if not clean:
        return "bilaga" + _suffix(content_type)
    stem, dot, suffix = clean.rpartition(".")
    if len(clean) > _LONGEST and stem and len(suffix) < _LONGEST // 2:
        return stem[: _LONGEST - len(suffix) - 1] + dot + suffix
    return clean[:_LONGEST]


def type_of(name: str) -> str:
    """Return the content type that a name's ending speaks of, where nobody else says it."""
    ending = "." + name.rpartition(".")[2].lower()
    return next((kind for kind, suffix in _SUFFIXES.items() if suffix == ending), "application/octet-stream")


def _suffix(content_type: str) -> str:
    known = _SUFFIXES | _NEVER_BY_NAME
    return known.get(content_type) or mimetypes.guess_extension(content_type) or ".bin"
