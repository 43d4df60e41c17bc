"""Files that were shared in a cloud instead of sent: the mail holds a link alone."""

from __future__ import annotations

import re

from mailbot.mail.incoming import IncomingMessage
from mailbot.mail.quoting import unquoted

_FILE = re.compile(
    r"https?://(?:[\w-]{1,63}\.)*"
    r"(?:1drv\.ms/|onedrive\.live\.com/|[\w-]{1,63}\.sharepoint\.(?:com|us)/|sharepoint\.com/|(?:docs|drive)\.google\.com/"
    r"|dropbox\.com/(?:s|scl|sh|t)\b|db\.tt/|we\.tl/|wetransfer\.com/downloads|sprend\.com/|icloud\.com/(?:iclouddrive|attachment)"
    r"|box\.com/s/|filemail\.com/|smash\.|transfernow\.net/)",
    re.IGNORECASE,
)
_QUOTE_BEGINS = re.compile(
    r"<blockquote|gmail_quote|divRplyFwdMsg|mail-editor-reference-message|appendonsend|moz-cite-prefix"
    r"|<b>(?:Från|From|Fra):|>(?:Från|From|Fra):</|border-top:solid #(?:E1E1E1|B5C4DF)",
    re.IGNORECASE,
)


def to_a_file(message: IncomingMessage) -> bool:
    """Whether the sender's own part of the mail links to a file at a cloud service."""
    quote = _QUOTE_BEGINS.search(message.html)
    own_html = message.html[: quote.start() if quote else None]
    return bool(_FILE.search(unquoted(message.text)) or _FILE.search(own_html))
