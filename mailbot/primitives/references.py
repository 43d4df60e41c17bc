"""References and one-time codes in a text, as people write them."""

from __future__ import annotations

import re

_CODE = re.compile(
    r"\b(?=[\d–‑-]*[A-Z])[A-HJ-NP-Z2-9]{4}[-–‑][A-HJ-NP-Z2-9]{4}\b"
    r"|\b(?=[\d–‑-]*[a-z])(?=[a-z–‑-]{0,8}[2-9])[a-hj-np-z2-9]{4}[-–‑][a-hj-np-z2-9]{4}\b"
)
"""Holds a letter: «2345–2367» is a range of numbers."""
_DASHES = re.compile("[–‑]")
_NUMBER = re.compile(r"(?<![\w-])\d{4}(?![\w-])")
JOINS = r"(?:[-–‑]?|[ ](?=\d{4}[-–‑](?:0\d|\d{1,3}\b)))"
"""What stands between a reference's letters and its year; a word before a range is none: «klart 2019–2026»."""
_REFERENCE = re.compile(rf"\b([A-ZÅÄÖ]{{1,8}}){JOINS}(20\d\d)[-–‑](\d{{1,6}})\b(?![-–‑]\d)", re.IGNORECASE)
"""A word before a day is none: «till 2027-09-01»."""


def without_references(text: str) -> str:
    """Return the text without its references and one-time codes."""
    return _REFERENCE.sub(" ", _CODE.sub(" ", text))


def without_codes(text: str) -> str:
    """Return the text without what can be a one-time code."""
    return _CODE.sub(" ", text)


def codes_in(text: str) -> tuple[str, ...]:
    """Return the one-time codes in a text («K7Q2-9FXM»), each once, in their order; small letters need a digit."""
    return tuple(dict.fromkeys(_DASHES.sub("-", found[0]).upper() for found in _CODE.finditer(text)))


def canonical(text: str) -> str:
    """Return the text with each reference as the register writes it."""
    return _REFERENCE.sub(_canonical, text)


def _canonical(found: re.Match[str]) -> str:
    return f"{found[1].upper()}-{found[2]}-{int(found[3]):04d}"


def named_in(text: str) -> tuple[str, ...]:
    """Return the references in a text, in their order, and those of which it has the last number alone («0012»)."""
    found = re.finditer(rf"{_CODE.pattern}|(?i:{_REFERENCE.pattern})|{_NUMBER.pattern}", text)
    names = (references_in(match[0]) or _NUMBER.findall(match[0]) for match in found)
    return tuple(dict.fromkeys(name for several in names for name in several))


def without_names(text: str) -> str:
    """Return the text without its references, one-time codes and numbers that can be a reference's last."""
    return _NUMBER.sub(" ", without_references(text))


def references_in(text: str, prefix: str = "") -> tuple[str, ...]:
    """Return the references in a text, as the register writes them; of any prefix where none is given."""
    found = (_canonical(match) for match in _REFERENCE.finditer(text) if not prefix or match[1].upper() == prefix)
    return tuple(dict.fromkeys(found))
