"""Odd texts: two forms in one, page footers, and quoted lines."""

from __future__ import annotations

from tests.golden.make.filled_forms.filled import blank
from tests.golden.make.filled_forms.odd.case import Odd, expect, several
from tests.golden.make.filled_forms.shapes import plain, web
from tests.golden.make.filled_forms.styles import BY_NAME


def _text(style: str) -> str:
    return plain.label_above(BY_NAME[style].form()).decode()


def _two_forms() -> bytes:
    return f"{_text('plain')}\r\n\r\n{_text('wide')}".encode()


def _two_with_introductions() -> bytes:
    """Two printed forms, each with the shipped head."""
    head = "\r\n\r\n".join(blank()[1])
    title = blank()[0]
    return "\r\n\r\n".join(
        _text(style).replace(f"{title}\r\n", f"{title}\r\n\r\n{head}\r\n", 1) for style in ("plain", "wide")
    ).encode()


def _footers() -> bytes:
    """The form's own footer after every tenth question and at the end, as programs write pages out."""
    pages = _text("wide").split("\r\n\r\n")
    for number, place in enumerate((21, 11), start=1):
        pages.insert(place, f"{blank()[0]}    Sida {3 - number}")
    return "\r\n\r\n".join([*pages, f"{blank()[0]}    Sida 3", ""]).encode()


def _latin() -> bytes:
    """An old program's charset."""
    return _text("x-typed").encode("cp1252")


def _two_pages() -> bytes:
    """Two forms in one web page."""
    first, second = (web.table(BY_NAME[style].form()) for style in ("plain", "wide"))
    return first.replace("</body></html>", second[second.index("<h1>") :]).encode()


ODD_TEXT: tuple[Odd, ...] = (
    Odd("two-forms", "txt", _two_forms, several("plain", "wide")),
    Odd("two-forms-with-heads", "txt", _two_with_introductions, several("plain", "wide")),
    Odd("footers", "txt", _footers, expect("wide")),
    Odd("latin", "txt", _latin, expect("x-typed")),
    Odd("two-forms", "html", _two_pages, several("plain", "wide")),
)
