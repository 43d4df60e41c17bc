"""The table at the top of a page that says whose form it is, what it is called, and which page it is."""

from __future__ import annotations

import re

from mailbot.forms.learn.question import is_organisation, is_space, texts_of
from parsers import Table

_PAGE = re.compile(r"(?:sida|sid[.]?|page)\s*\d*(?:\s*(?:av|of|/|\()\s*\d+\)?)?", re.IGNORECASE)
_MOST_ROWS = 2


def is_letterhead(table: Table) -> bool:
    """Whether a table asks nothing: a row or two without room, where an organisation or a page is named."""
    texts = texts_of(table)
    names = any(is_organisation(text) or _PAGE.fullmatch(text) for text in texts)
    has_room = any(is_space(cell) for row in table.rows for cell in row if cell is not None)
    return 0 < len(table.rows) <= _MOST_ROWS and len(texts) > 1 and names and not has_room


def letterhead_title(table: Table) -> str:
    """Return what a letterhead calls the form: its longest text that is no organisation and no page."""
    told = (text for text in texts_of(table) if not (is_organisation(text) or _PAGE.fullmatch(text)))
    return max(told, key=len, default="").partition("\n")[0]
