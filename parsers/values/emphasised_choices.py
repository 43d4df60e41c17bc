"""Reads choices that are made by their looks: some are highlighted, bold or underlined, the others are not."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.document.emphasis import BACKGROUND, BOLD, PLAIN, UNDERLINED, Emphasised
from parsers.result import Code, FieldProblem, Value
from parsers.template import Field, Kind
from parsers.values.choice_names import words_of
from parsers.values.interpret import doubtful, interpret
from parsers.values.tick_marks import ticked

Read = tuple[Value, FieldProblem | None]
"""What an answer comes to: its value, and what is wrong with it."""

_YES_OR_NO = ("Ja", "Nej")


def weighed(field: Field, text: str, looks: Sequence[Emphasised], read: Read) -> Read:
    """Return what an answer with choices is where some of them look other than the rest, given what it is without.

    `looks` are the words in the places that the answer was taken from. It is clear where all the others are plain, and
    these have a background, are bold or underlined: letters in a colour may as well be what was left out. A tick tells
    more than a look, but for a background, which nobody gives to what they don't choose.
    """
    value, problem = read
    if problem is not None and problem.code is not Code.MISSING:
        return read
    told, is_clear = _told(field, text, looks)
    chosen = value if isinstance(value, tuple) else (value,)
    if not told or set(told) == set(chosen):
        return read
    if value is None:
        return interpret(field, "\n".join(told)) if is_clear else (None, doubtful(field, told))
    has_background = any(piece.look.startswith(BACKGROUND) for piece in looks)
    is_against = not set(told) <= set(chosen) if has_background else False
    return (None, doubtful(field, told)) if is_against or not ticked(text) else read


def names_choices(field: Field) -> bool:
    """Whether a question's help is what one chooses from: «Ja/Nej», of which one is struck out or underlined."""
    return all(_holds(field.help, choice) for choice in _choices(field))


def _told(field: Field, text: str, looks: Sequence[Emphasised]) -> tuple[tuple[str, ...], bool]:
    """Return the choices in a text that look other than the rest of them, and whether that clearly chooses them."""
    said = [(_words(piece.text), piece.look) for piece in looks]
    found = {choice: _look(_words(choice), said) for choice in _choices(field) if _holds(text, choice)}
    kinds = set(found.values()) - {PLAIN}
    if len(kinds) == len(set(found.values())) < 2:  # noqa: PLR2004 - all of them look the same
        return (), False
    told = tuple(choice for choice, look in found.items() if look != PLAIN)
    is_clear = len(kinds) == 1 and all(map(_is_stress, next(iter(kinds)).split()))
    return (told, is_clear) if told else (_half_told(field, [piece for piece in looks if piece.text in text]), False)


def _half_told(field: Field, looks: Sequence[Emphasised]) -> tuple[str, ...]:
    """Return the choices of which only a part looks other than the rest: «Hemvård **natt**»."""
    parts = [words_of(piece.text) for piece in looks if not any(_holds(piece.text, one) for one in _choices(field))]
    return tuple(one for one in _choices(field) if any(_is_part(part, words_of(one)) for part in parts))


def _is_part(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return bool(part) and set(part) < set(whole)


def _choices(field: Field) -> tuple[str, ...]:
    return _YES_OR_NO if field.kind is Kind.YES_NO else field.choices


def _is_stress(look: str) -> bool:
    return look in (BOLD, UNDERLINED) or look.startswith(BACKGROUND)


def _look(choice: str, said: Sequence[tuple[str, str]]) -> str:
    return next((look for words, look in said if choice in words), PLAIN)


def _holds(text: str, choice: str) -> bool:
    """Whether a text holds all words of a choice, one after the other."""
    return _words(choice) in _words(text)


def _words(text: str) -> str:
    """Return a text's words in a line, a blank before and after each."""
    return f" {' '.join(words_of(text))} "
