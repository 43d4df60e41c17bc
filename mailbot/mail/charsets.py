"""Bytes to text: what the sender declared, else UTF-8, else Windows-1252."""

from __future__ import annotations

import codecs

# Codecs that are no charset of a mail: some take quadratic time, some warn, some give half characters.
_NOT_FOR_MAIL = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"})

# What mail programs call Latin 1 is Windows-1252 in practice, as the web found, too (WHATWG Encoding §4.2).
_IN_PRACTICE = {"ascii": "utf-8", "iso8859-1": "cp1252"}


def to_text(data: bytes, declared: str = "") -> str:
    """Decode without ever failing; the text holds no NUL and can be encoded as UTF-8.

    A declared charset that is unknown, or that the bytes contradict, is passed over.
    """
    text = _as_declared(data, declared)
    if text is None:
        text = _guessed(data)
    return text.replace("\0", "").removeprefix("\ufeff")


def _as_declared(data: bytes, declared: str) -> str | None:
    try:
        name = codecs.lookup(declared.strip(" \"'")).name
        name = _IN_PRACTICE.get(name, name)
        if name in _NOT_FOR_MAIL:
            return None
        return data.decode(name)
    except (LookupError, ValueError):
        return None


def _guessed(data: bytes) -> str:
    """UTF-8 with a little damage stays UTF-8; without a sound letter beyond ASCII it never was."""
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    if damaged and damaged >= sum(letter > "\x7f" for letter in text) - damaged:
        return data.decode("cp1252", "replace")
    return text
