"""Tells texts that are the source of a typesetting program or a wiki, which read otherwise than they look."""

from __future__ import annotations

import re
from typing import Final

REFUSAL: Final = (
    "filen är skriven i ett märkspråk, som LaTeX eller en wikis – fyll i mallen i Word eller Excel och skicka den"
)
_SIGN = re.compile(
    r"""\\(?:begin|end|section|subsection|hypertarget|item)\{ | .*\\\\\s*\Z      # LaTeX
    | \.(?:TH|SH|SS|TP|PP|IP|TS|TE|PD|P)\b | T[{}](?:@T\{)?\s*\Z             # troff
    | \#(?:block|table|strong|set|show|let|list|figure)[\s(\[]                # Typst
    | \{\| | \|[-}]\s*\Z | (={2,5})[ ].+[ ]\1\s*\Z | '{3}.+'{3}           # MediaWiki
    | h[1-6](?:\([^)]*\))?\.[ ] | \|[_=]\.[ ] | .*&\#\d+;                    # Textile
    | <(?:table|td|tr|p|br)\b[^>]*>                                        # a page within a text
    """,
    re.VERBOSE,
)
_LEAST: Final = 6


def is_source(text: str) -> bool:
    """Whether so many lines of a text begin as no person writes them."""
    return sum(_SIGN.match(line) is not None for line in text.splitlines()) >= _LEAST
