"""The end of a mail that says nothing: the closing, the name, the address, what the telephone adds.

A signature ends a mail. Where words to the reader stand below it («PS …», «Syfte: …», a
question, a sentence), it is none, and nothing is taken away.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mailbot.primitives.phrases import phrases

_LONGEST = 25
_NAME_LINES = 8
_NAME_WORDS = 5

_DASHES = re.compile(r"--\s?")
_FROM_PHONE = phrases("signatures", "from_phone")
_CLOSING = phrases("signatures", "closing")

_BARS = re.compile(r"\s[|•·]\s")
_PARAGRAPHS = re.compile(r"\n[^\S\n]*\n")
_REACHES = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[+(]?\d[\d\s()/–-]{4,}\d")
"""A link, an address, a telephone number."""
_FOOTER = phrases("signatures", "footer")
_CONTACT = phrases("signatures", "contact")
_LABELLED = re.compile(r"^(\W{0,3}[^\W\d_][^:\n]{0,60}):(?=\s+\S|\s*$)", re.MULTILINE)
_POSTSCRIPT = phrases("signatures", "postscript")
_ASKS = re.compile(r"\w[»”\")]?\?+(?:\s|$)", re.MULTILINE)
_ENDS = re.compile(r"[a-zåäö]{3,}[»”\")]?[.!]+\s*$", re.MULTILINE)
_SPEAKER = phrases("signatures", "speaker")
_FEW = 3
_LONGEST_LINE = 300


def unsigned(lines: Sequence[str], signer: str) -> list[str]:
    """Return the lines above the signature; a first line with text never begins one.

    It begins with dashes, with a closing («Med vänlig hälsning»), or with a line that is
    the name of `signer`. What a telephone adds goes wherever it stands, for the answer
    may stand below it.
    """
    kept = [line for line in lines if not _FROM_PHONE.find(line.strip())]
    while kept and not kept[0].strip():
        del kept[0]
    names = frozenset(_words(signer))
    last = next((place for place in range(len(kept)) if _begins(kept, place, names)), len(kept))
    return kept[:last]


def _begins(lines: Sequence[str], place: int, names: frozenset[str]) -> bool:
    line, below = lines[place].strip(), len(lines) - place
    dashes = bool(_DASHES.fullmatch(lines[place]))
    closing = place > 0 and below <= _LONGEST and bool(_CLOSING.find(line))
    named = place > 0 and below <= _NAME_LINES and not lines[place - 1].strip() and _is_name(line, names)
    return (dashes or closing or named) and not _speaks(lines[place + 1 : place + 1 + _LONGEST])


def _is_name(line: str, names: frozenset[str]) -> bool:
    """Whether a line holds words of the sender's name and nothing else, but for what bars part from it: a title."""
    words = _words(_BARS.split(line[:100])[0])
    return 0 < len(words) <= _NAME_WORDS and names.issuperset(words)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _speaks(lines: Sequence[str]) -> bool:
    """Whether somebody says something there, and not only who and where they are."""
    text = "\n".join(line[:_LONGEST_LINE] for line in lines)
    return any(map(_says_something, _PARAGRAPHS.split(text)))


def _says_something(paragraph: str) -> bool:
    if _FOOTER.find(paragraph):
        return False
    text = _REACHES.sub("", paragraph)
    if _POSTSCRIPT.find(text) or _ASKS.search(text) or not all(map(_CONTACT.find, _LABELLED.findall(text))):
        return True
    return len(_words(text)) > _FEW and bool(_ENDS.search(text) or _SPEAKER.find(text))
