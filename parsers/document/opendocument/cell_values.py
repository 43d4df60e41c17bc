"""What a sheet's cell shows that holds a date, a truth value or a number (ODF 1.3 part 3 §19.385).

A program shows the value in the cell's format, and writes beside it what it shows. Some programs write the value alone.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from lxml import etree

from parsers.document.excel import number_format
from parsers.document.model import UNKNOWN

Element = etree._Element  # noqa: SLF001 - lxml's name for the type of every node

_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_FORMULA: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}formula"
_LINE: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
_KIND, _VALUE, _STRING = (_OFFICE + name for name in ("value-type", "value", "string-value"))
_FAULT = re.compile(r"#[A-ZÅÄÖ/0]+[!?]|#N/A|(?:Fel|Err):\d+")
_NO_ROOM = re.compile("#+")
_TIME = re.compile(r"PT(\d+)H(\d+)M")
_NUMBER, _WORD = re.compile(r"\d+"), re.compile(r"[^\W\d_]+")
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NAMED: Final = frozenset(("den", *(name[:3] for name in (*number_format.MONTHS, *number_format.WEEKDAYS))))
"""How the words begin that a date is written with."""
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+")
_SWEDISH: Final = str.maketrans({",": " ", ".": ","})
_THOUSANDTH: Final = 0.005
_CROWNS: Final = "SEK"


def shown(cell: Element, text: str) -> str:
    """Return what a cell shows, beside whose value this text is written: a whole date as ISO, UNKNOWN for a fault."""
    kind = cell.get(_KIND, "")
    is_told = next(cell.iterchildren(_LINE), None) is not None and not _NO_ROOM.fullmatch(text)
    if cell.get(_FORMULA) is not None and (_FAULT.fullmatch(text) or (not is_told and not kind)):
        return UNKNOWN
    if kind == "date":
        return _date(cell.get(_OFFICE + "date-value", ""), text, is_told=is_told)
    if kind == "boolean":
        return "SANT" if cell.get(_OFFICE + "boolean-value") == "true" else "FALSKT"
    if is_told:
        return _ENGLISH.sub(lambda number: _as_swedish(number[0], cell.get(_VALUE, "")), text)
    return _by_value(cell, kind, text) if kind else text


def _as_swedish(shown_number: str, value: str) -> str:
    """Write a number as Swedes do where a program that is set to English shows one: «30,000.50»."""
    try:
        number, stored = float(shown_number.replace(",", "")), float(value)
    except ValueError:
        return shown_number
    unit = 10.0 ** -len(shown_number.partition(".")[2])
    is_stored = any(abs(number - one) < unit for one in (stored, stored * 100))
    is_plain = "," not in shown_number and unit > _THOUSANDTH
    return shown_number.translate(_SWEDISH) if is_stored or is_plain else shown_number


def _by_value(cell: Element, kind: str, text: str) -> str:
    """Return what a value is that nothing is written beside."""
    if kind == "string":
        return cell.get(_STRING, text)
    if kind == "time":
        time = _TIME.match(cell.get(_OFFICE + "time-value", ""))
        return f"{time[1]}:{time[2]}" if time else text
    if kind == "percentage":
        return number_format.shown(cell.get(_VALUE, ""), "0.##########%", number_format.EPOCH).replace(", %", " %")
    number = number_format.shown(cell.get(_VALUE, ""), number_format.GENERAL, number_format.EPOCH)
    currency = cell.get(_OFFICE + "currency", "") if kind == "currency" else ""
    return f"{number} {'kr' if currency == _CROWNS else currency}".strip()


def _date(value: str, text: str, *, is_told: bool) -> str:
    """Return a day as ISO where all of it is shown, with its time if that is; else what is shown: «mars 2027»."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return text or value.partition("T")[0]
    day = moment.date().isoformat()
    if not is_told:
        return day
    text = _in_swedish(text, moment)
    numbers = list(map(int, _NUMBER.findall(text)))
    words = [word[:3].casefold() for word in _WORD.findall(text)]
    is_year_told = moment.year in numbers or moment.year % 100 in numbers or (not words and moment.month in numbers)
    if moment.day not in numbers or not is_year_told or not _NAMED.issuperset(words):
        return text
    time = f"{moment:%H:%M}"
    return f"{day} {time}" if time in text else day


def _in_swedish(text: str, day: datetime) -> str:
    """Write the names of a day's month and weekday in Swedish where a program that is set to English shows them."""
    names = (
        (_MONTHS[day.month - 1], number_format.MONTHS[day.month - 1]),
        (_DAYS[day.weekday()], number_format.WEEKDAYS[day.weekday()]),
    )
    for english, swedish in names:
        text = re.sub(rf"\b{english}\b", swedish, text)
        text = re.sub(rf"\b{english[:3]}\b", swedish[:3], text)
    return text
