"""Which lines of a blank OpenDocument text are headings: what a form's questions stand under, or are themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from lxml import etree

from parsers.document.emphasis import BOLD, Emphasised
from parsers.document.model import BOLD_HEADING, Block, Paragraph
from parsers.document.opendocument.styles import Styles

_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_HEADING = re.compile(r"Heading_20_(\d)")
_TITLE: Final = "Title"


def with_levels(node: etree._Element, blocks: Iterable[Block], styles: Styles) -> Iterator[Block]:
    """Yield the blocks of one paragraph, its first line with its level where it is a heading.

    A line that begins in bold letters is one; what follows them is a line of its own, its help.
    """
    level = _level(node, styles)
    for block in blocks:
        if not isinstance(block, Paragraph) or not block.text.strip():
            yield block
            continue
        bold = "" if level is not None or "__" in block.text else _bold_beginning(block.text, block.emphasised)
        if bold:
            help_text = block.text.strip().removeprefix(bold).strip()
            yield replace(block, text=bold, level=BOLD_HEADING)
            yield from [Paragraph(help_text)] if help_text else ()
        else:
            yield replace(block, level=level)
        level = None


def _level(node: etree._Element, styles: Styles) -> int | None:
    """Return the level that an outline or a style gives a paragraph, 0 for the document's title."""
    names = [*styles.names("paragraph", node.get(_TEXT + "style-name"))]
    told = [node.get(_TEXT + "outline-level", ""), *(found[1] for name in names if (found := _HEADING.fullmatch(name)))]
    return 0 if _TITLE in names else next((int(level) for level in told if level), None)


def _bold_beginning(text: str, emphasised: tuple[Emphasised, ...]) -> str:
    first = emphasised[0] if emphasised else Emphasised("", "")
    return first.text if BOLD in first.look.split() and text.strip().startswith(first.text) else ""
