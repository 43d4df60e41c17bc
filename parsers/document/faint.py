"""Text that stands in a file and that hardly anybody sees: white letters on white paper, or letters like dust.

Nobody knows whether its writer has taken it back, or lost a colour on the way: it is asked about.
"""

from __future__ import annotations

import re
from typing import Final

from parsers.document.model import UNKNOWN

LEAST_POINTS: Final = 3
"""The size of letters, in points, from which on they can be read."""
_WHITE: Final = re.compile(r"#?(?:[0-9a-f]{2})?(?:f[0-9a-f]){3}", re.IGNORECASE)
"""Red, green and blue, perhaps after what shines through, each of at least 240 in 255."""


def is_white(colour: str) -> bool:
    """Whether a colour in hexadecimal is white, or so near that nobody sees it on paper: «FFFFFF», «#fdfdfd»."""
    return _WHITE.fullmatch(colour) is not None


def doubted(text: str) -> str:
    """Return a text with the sign that it is asked about."""
    return f"{UNKNOWN} {text}" if text.strip() and UNKNOWN not in text else text
