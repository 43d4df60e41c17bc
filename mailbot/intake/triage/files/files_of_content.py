"""Which files of a mail say something, beside what programs put there."""

from __future__ import annotations

from mailbot.intake.triage.evidence import Evidence
from mailbot.mail.message import Attachment

_DECORATION = 50_000
"""A picture below so many bytes is a logo in a signature, not an answer."""
_SIDE_PARTS = frozenset(
    {"text/calendar", "application/ics", "text/vcard", "text/x-vcard", "text/directory"}
    | {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
)
"""What programs put beside a mail."""


def has_files(evidence: Evidence) -> bool:
    """Whether the mail brings files that say something."""
    return any(is_content(reading.attachment) for reading in evidence.forms if reading.attachment is not None)


def is_content(file: Attachment) -> bool:
    """Whether a file is more than a picture in a signature."""
    small_picture = file.content_type.startswith("image/") and file.size < _DECORATION
    return not small_picture and file.content_type not in _SIDE_PARTS
