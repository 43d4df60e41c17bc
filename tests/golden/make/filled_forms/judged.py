"""What a reading of a form is worth, question by question.

The measure, per question of an expected form (a file that holds two forms has both forms' questions):

right           the value is the one that the person wrote; or nothing, where nothing was written. Where it
                is right to ask, too (`ask`), a question that is named as a problem is right.
asked           the question is named as a problem, or the whole form is (a problem that names no question
                of the form: «text that couldn't be placed»), and it was not in that list of right ones.
refused         the person answered, and the file was called unreadable or not a form, with a reason that
                may be true. «Empty», «damaged», «another version» and «not the form» are not, of these files.
silently wrong  another value than the person wrote, or a value where nothing was written, and not a word.
dropped         the person answered, nothing was read, and not a word was said; or the whole file was
                refused with a reason that is not true.

Two texts are the same when their words are: runs of blanks and line ends count as one blank, signs that
begin a line of a list («•», «-», «1.») count as none, a soft hyphen is nothing, a non-breaking hyphen or
blank is an ordinary one, and the Greek letter is the micro sign. Choices are compared as sets. Nothing
else is forgiven.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

Said = dict[str, Any]


class Worth(StrEnum):
    """What one answer is worth, best first."""

    RIGHT = "right"
    ASKED = "asked"
    REFUSED = "refused"
    WRONG = "silently wrong"
    DROPPED = "dropped"


SILENT = frozenset({Worth.WRONG, Worth.DROPPED})
_UNTRUE = re.compile(r"är tomt|är tom\b|är skadad|annan version|inte den gemensamma mallen")
_LIST_SIGN = re.compile(r"^[ \t]*(?:[•·▪◦*–-]|o(?=[ \t])|\d+[.)])[ \t]+", re.MULTILINE)
_SAME_SIGNS = str.maketrans(
    {"\u00ad": "", "\u2011": "-", "\u00a0": " ", "\u202f": " ", "\ufeff": "", "\u03bc": "\u00b5"}
)


def judge(said: Said, expected: Said) -> dict[str, Worth]:
    """Return what every expected answer of a file is worth, from its line of `mailbot parse --json`."""
    wanted = expected.get("forms") or [expected["fields"]]
    if not said["fields"]:
        worth = Worth.REFUSED if not _UNTRUE.search(said["reason"]) else Worth.DROPPED
        return {key: worth for key, value in _numbered(wanted) if not _right(None, value)}
    read = [said, *said["more"]]
    worths = {}
    for number, fields in enumerate(wanted):
        form = read[number] if number < len(read) else {"fields": {}, "problems": said["problems"]}
        worths.update({f"{number}.{key}": _worth(form, key, value) for key, value in fields.items()})
    return worths


def silent(worths: dict[str, Worth]) -> list[str]:
    """Return the questions whose answers went wrong or were lost without a word."""
    return [key for key, worth in worths.items() if worth in SILENT]


def _numbered(wanted: list[dict[str, Any]]) -> Iterator[tuple[str, Any]]:
    for number, fields in enumerate(wanted):
        for key, value in fields.items():
            yield f"{number}.{key}", value


def _worth(form: Said, key: str, expected: Any) -> Worth:
    value = form["fields"].get(key)
    named = {problem["field"] for problem in form["problems"]}
    asked = key in named or bool(named - set(form["fields"]))
    if _right(value, expected) and (not asked or _nothing(value)):
        return Worth.RIGHT
    if asked:
        return Worth.RIGHT if isinstance(expected, dict) and expected.get("ask") else Worth.ASKED
    return Worth.DROPPED if _nothing(value) else Worth.WRONG


def _right(value: Any, expected: Any) -> bool:
    readings = expected["any"] if isinstance(expected, dict) else [expected]
    return any(_same(value, reading) for reading in readings)


def _same(value: Any, reading: Any) -> bool:
    if _nothing(value) or _nothing(reading):
        return _nothing(value) and _nothing(reading)
    if isinstance(value, list) or isinstance(reading, list):
        return {_words(str(one)) for one in _listed(value)} == {_words(str(one)) for one in _listed(reading)}
    if isinstance(value, bool) or isinstance(reading, bool):
        return value is reading
    return _words(str(value)) == _words(str(reading))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _nothing(value: Any) -> bool:
    return value is None or value in ("", [])


def _words(text: str) -> str:
    return " ".join(_LIST_SIGN.sub("", text.translate(_SAME_SIGNS)).split())
