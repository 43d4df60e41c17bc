"""Which organisations a text names, by their whole names or a part: «Ekstad och Norrbo», «alla utom Ekstads kommun».

Pure. An organisation is named by a word of its name that no other's has. A word that is neither such a word nor
one that stands beside names makes the whole unclear: nothing is guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from mailbot.primitives.phrases import phrases

EVERYONE = phrases("spreading", "everyone")
_ALL_BUT = phrases("spreading", "all_but")
_BESIDE = phrases("spreading", "beside_a_name")
_ENDING = phrases("spreading", "name_ending")
_WORD = re.compile(r"\w+")


def named_organisations(text: str, names: Sequence[str]) -> tuple[str, ...] | str:
    """Return those of the names that the text names, in their own order; else the word that is not understood.

    That word is empty where nothing is named at all, or «all» and single ones beside each other.
    """
    but, left_out = _parted(text)
    others = _named(left_out, names) if left_out is not None else ()
    if isinstance(others, str):
        return others
    if left_out is not None and not others:
        return ""
    if not EVERYONE.find(but):
        found = _named(but, names)
        return (found or "") if left_out is None else ""
    beside = _named(EVERYONE.without(but, " "), names)
    if beside:
        return beside if isinstance(beside, str) else ""
    return tuple(one for one in names if one not in others) or ""


def _parted(text: str) -> tuple[str, str | None]:
    found = _ALL_BUT.pattern.search(text.lower())
    return (text, None) if found is None else (text[: found.start()], text[found.end() :])


def _named(text: str, names: Sequence[str]) -> tuple[str, ...] | str:
    """Return the names in the text, or the first word that belongs to none."""
    own = {name: _own_words(name, names) for name in names}
    found: set[str] = set()
    shared = {word for name in names for word in _words(name)}
    for word in _words(text):
        named = {name for name, words in own.items() if any(_is_form(word, one) for one in words)}
        if not named and word not in shared and not _BESIDE.find(word):
            return word
        found |= named
    return tuple(name for name in names if name in found)


def _own_words(name: str, names: Collection[str]) -> set[str]:
    """Return the words of a name that no other name has."""
    count = Counter(word for one in names for word in set(_words(one)))
    return {word for word in _words(name) if count[word] == 1 and not _BESIDE.find(word)}


def _is_form(word: str, known: str) -> bool:
    return _ENDING.without(word) == _ENDING.without(known)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
