"""Mail addresses (RFC 5321 §4.1.2, without its rarer forms): whether a text is one, and where one stands in a text."""

from __future__ import annotations

import re
from collections.abc import Collection

_LONGEST = 254  # RFC 5321 §4.5.3.1.3
_SIGN = r"[^\x00-\x20\x7f-\U0010ffff<>,;:\"()\\@]"
_WHOLE = re.compile(rf"{_SIGN}+@{_SIGN}+\.(?:(?!\.){_SIGN})+")

_HIDDEN = "<address>"

IN_TEXT = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
"""An address among other words; what stands around it, as brackets and the full stop behind it, is left out."""


def is_mail_address(text: str) -> bool:
    """Whether the text is one address that a letter can go to, and nothing that could become another header field."""
    return len(text) <= _LONGEST and _WHOLE.fullmatch(text) is not None


def without_addresses(text: str, recipient: str, *, kept: Collection[str] = ()) -> str:
    """Return the text with no address but those that are kept, and without what stands before the recipient's @."""
    hidden = IN_TEXT.sub(lambda found: found[0] if found[0].lower() in kept else _HIDDEN, text)
    local = re.escape(recipient.rpartition("@")[0])
    return re.sub(rf"(?<![\w.+-]){local}(?![\w@+-])", _HIDDEN, hidden, flags=re.IGNORECASE) if local else hidden
