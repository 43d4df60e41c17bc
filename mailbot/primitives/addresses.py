"""Mail addresses (RFC 5321 §4.1.2, without its rarer forms): whether a text is one, and where one stands in a text."""

from __future__ import annotations

import re

_LONGEST = 254  # RFC 5321 §4.5.3.1.3
_SIGN = r"[^\x00-\x20\x7f-\U0010ffff<>,;:\"()\\@]"
_WHOLE = re.compile(rf"{_SIGN}+@{_SIGN}+\.(?:(?!\.){_SIGN})+")

IN_TEXT = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
"""An address among other words; what stands around it, as brackets and the full stop behind it, is left out."""


def is_mail_address(text: str) -> bool:
    """Whether the text is one address that a letter can go to, and nothing that could become another header field."""
    return len(text) <= _LONGEST and _WHOLE.fullmatch(text) is not None
