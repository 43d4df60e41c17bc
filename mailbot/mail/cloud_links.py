"""Files that were shared in a cloud instead of sent: the mail holds a link alone."""

from __future__ import annotations

import re

from mailbot.mail.message import IncomingMessage
from mailbot.mail.text.from_html import above_quote

_FILE = re.compile(
    r"https?://(?:[\w-]{1,63}\.)*"
    r"(?:1drv\.ms/|onedrive\.live\.com/|[\w-]{1,63}\.sharepoint\.(?:com|us)/|sharepoint\.com/|(?:docs|drive)\.google\.com/"
    r"|dropbox\.com/(?:s|scl|sh|t)\b|db\.tt/|we\.tl/|wetransfer\.com/downloads|sprend\.com/|icloud\.com/(?:iclouddrive|attachment)"
    r"|box\.com/s/|filemail\.com/|smash\.|transfernow\.net/)",
    re.IGNORECASE,
)


def to_a_file(message: IncomingMessage) -> bool:
    """Whether the sender's own part of the mail links to a file at a cloud service."""
    return bool(_FILE.search(message.unquoted) or _FILE.search(above_quote(message.html)))
