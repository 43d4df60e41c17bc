"""Ends paragraphs as they began, in XML that AbiWord wrote: it ends some as headings, `<text:p>…</text:h>`."""

from __future__ import annotations

import re
from typing import Final

_EDGE: Final = re.compile(rb"<(/?)text:([ph])\b[^<>]*?(/?)>")


def mended(data: bytes) -> bytes:
    """Return XML in which every end of a paragraph or a heading is that of the innermost one that is open."""
    opened: list[bytes] = []

    def edge(found: re.Match[bytes]) -> bytes:
        is_end, name, is_empty = found.groups()
        if is_end:
            return b"</text:%b>" % (opened.pop() if opened else name)
        if not is_empty:
            opened.append(name)
        return found[0]

    return _EDGE.sub(edge, data)
