"""A label's bare words, so that two ways of writing it are one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MAX_LABEL = 120
"""A longer text is no label."""
MUTE = ""
"""The key of a label that asks for no field."""
_WORD = re.compile(r"[^\W_]+")
_OTHER_LETTERS = str.maketrans(
    "аеёіјморсухѕԁһАВЕІЈКМНОРСТУХЅαοιρνΑΒΕΗΙΚΜΝΟΡΤΥΧΖ", "aeëijmopcyxsdhABEIJKMHOPCTYXSaoipvABEHIKMNOPTYXZ"
)
"""Letters of Cyrillic and Greek that look like a Latin one."""
_LATIN = re.compile("[a-z]", re.IGNORECASE)
_INVISIBLE = re.compile("[\xad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_NUMBERING = re.compile(r"\s*\(?(?:\d{1,2}|[a-zA-Z])[.)]\s*(?=\w)")
_REMARK = re.compile(r"\([^()]*\)\W*$")


def visible(text: str) -> str:
    """Return a text composed (NFC), without the signs in words that nobody sees."""
    return text if text.isascii() else _INVISIBLE.sub("", unicodedata.normalize("NFC", text))


@lru_cache(maxsize=4096)
def normalised(text: str) -> str:
    """Return a label's bare words: no case, punctuation, numbering, closing remark or invisible characters.

    Of letters that look alike it has the Latin one.
    """
    bare = visible(text)
    if not bare.isascii() and _LATIN.search(bare):
        bare = bare.translate(_OTHER_LETTERS)
    if "(" in bare:
        bare = _REMARK.sub("", bare) or bare
    if numbering := _NUMBERING.match(bare):
        bare = bare[numbering.end() :]
    return " ".join(_WORD.findall(bare.casefold()))


def is_raised(text: str, printed: str) -> bool:
    """Whether a text is what a form prints, but with words in capitals: so people mark what they mean, «JA/Nej»."""
    words, own = text.split("/"), printed.split("/")
    has_marks = any(word.isupper() and not other.isupper() for word, other in zip(words, own, strict=False))
    return has_marks and text.casefold() == printed.casefold()
