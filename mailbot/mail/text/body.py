"""The words of a message: which of its parts are read, and as what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from mailbot.mail.mime.headers import first
from mailbot.mail.mime.parts import Entity, Leaf
from mailbot.mail.text.flowed import joined
from mailbot.mail.text.from_html import to_plain
from mailbot.mail.text.quotes import FORWARDED
from parsers import to_text

_LONGEST = 400_000
"""Bytes of bodies that are read, markup and all; nobody writes more, and machines that do are not worth the time."""
_FEW_WORDS = 20
_PICTURE = re.compile(rb"data:image/[^\"'\s<>)]*+")
"""A picture that stands in the markup itself, long enough to hide the words below it."""
_BODIES = ("text/plain", "text/html")
_PAGE, _TAG = re.compile(rb"\s*<(?:!doctype html|html)\b", re.IGNORECASE), re.compile(rb"<[a-z!/]", re.IGNORECASE)


def texts(entities: Sequence[Entity]) -> Iterator[str]:
    """Yield the text of the first, then those that it passes on, until they are longer than anybody writes."""
    left = _LONGEST
    for number, entity in enumerate(entities):
        if left > 0:
            yield _as_forwarded(entity) if number else _text(entity.leaves)
        left -= sum(len(leaf.data) for leaf in _bodies(entity.leaves))


def markup(leaves: tuple[Leaf, ...]) -> str:
    """Return the HTML that the sender wrote, or an empty text."""
    return "\n".join(_content(leaf) for leaf in _bodies(leaves) if _is_page(leaf))


def is_file(leaf: Leaf) -> bool:
    """Whether a part is a file: by its name or its type, never by its disposition."""
    return leaf.kind.value not in _BODIES or bool(leaf.stated_name)


def _bodies(leaves: tuple[Leaf, ...]) -> Iterator[Leaf]:
    """Yield the parts to be read, until they are longer than anybody writes."""
    left = _LONGEST
    for leaf in leaves:
        if left > 0 and not is_file(leaf):
            yield leaf
            left -= len(leaf.data)


def _text(leaves: tuple[Leaf, ...]) -> str:
    return "\n\n".join(piece for piece in _pieces(leaves) if piece).strip()


def _as_forwarded(entity: Entity) -> str:
    """Return a forwarded message as mail programs write it under what is said of it."""
    lines = (f"{name.capitalize()}: {first(entity.headers, name)}" for name in ("from", "date", "subject"))
    return "\n".join((FORWARDED, *lines, "", _text(entity.leaves)))


def _pieces(leaves: tuple[Leaf, ...]) -> Iterator[str]:
    """Yield the readable text piece by piece; of alternatives, the plain one where it says what the other does."""
    bodies = tuple(_bodies(leaves))
    told = _told_plainly(bodies)
    for leaf in bodies:
        if not leaf.alternative or (leaf.kind.value == "text/plain") == (leaf.alternative in told):
            yield _plain(leaf).strip("\n")


def _told_plainly(bodies: tuple[Leaf, ...]) -> set[int]:
    """Return the alternatives whose plain text is no mere «Visa i webbläsaren»: few words, where the HTML has more."""
    plain = _words(leaf for leaf in bodies if leaf.alternative and leaf.kind.value == "text/plain")
    few = {number for number, words in plain.items() if words <= _FEW_WORDS}
    html = _words(leaf for leaf in bodies if leaf.alternative in few and leaf.kind.value == "text/html")
    return {number for number, words in plain.items() if html[number] <= words * 2}


def _words(leaves: Iterator[Leaf]) -> Counter[int]:
    """Count the words of each alternative."""
    counted: Counter[int] = Counter()
    for leaf in leaves:
        counted[leaf.alternative] += len(_plain(leaf).split())
    return counted


def _is_page(leaf: Leaf) -> bool:
    """Whether a body is HTML, whatever a program calls it: one without a tag is plain text with lines of its own."""
    if leaf.kind.value == "text/html":
        return _TAG.search(leaf.data) is not None
    return _PAGE.match(leaf.data) is not None


def _plain(leaf: Leaf) -> str:
    return to_plain(_content(leaf)) if _is_page(leaf) else _content(leaf)


def _content(leaf: Leaf) -> str:
    stated = leaf.kind.parameters
    data = _PICTURE.sub(b"", leaf.data) if leaf.kind.value == "text/html" else leaf.data
    text = to_text(data[:_LONGEST], stated.get("charset", "")).replace("\r\r\n", "\n").replace("\r\n", "\n")
    if leaf.kind.value == "text/plain" and stated.get("format", "").lower() == "flowed":
        return joined(text, delete_space=stated.get("delsp", "").lower() == "yes")
    return text
