"""Lines of a calendar object, as RFC 5545 has them written."""

from __future__ import annotations

from mailbot.primitives.safe_text import one_line

_WIDTH = 73


def folded(line: str) -> str:
    """Fold a line that is too long (RFC 5545 §3.1), by bytes, between letters."""
    pieces, piece = [], ""
    for letter in line:
        if len((piece + letter).encode()) > _WIDTH:
            pieces.append(piece)
            piece = ""
        piece += letter
    return "\r\n ".join((*pieces, piece))


def text(value: str) -> str:
    """Return a value of the type TEXT (RFC 5545 §3.3.11), on one line."""
    escaped = one_line(value).replace("\\", "\\\\")
    return escaped.replace(";", "\\;").replace(",", "\\,")


def parameter(value: str) -> str:
    """Return a parameter's value in quotes, which it can't hold itself (RFC 5545 §3.1)."""
    return f'"{one_line(value).replace(chr(34), "")}"'
