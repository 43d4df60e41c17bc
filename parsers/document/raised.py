"""Digits that stand above the line, as the signs for them: «10³» is no 103, nor is «40 m²» told from «40 m2» later."""

from __future__ import annotations

_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


def raised(text: str) -> str:
    """Return a text that stands above the line; letters, for which there are no such signs, as they are."""
    return text.translate(_RAISED)
