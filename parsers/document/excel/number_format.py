"""Shows a sheet's number as a Swedish Excel does (ECMA-376 part 1 §18.8.30–31), dates as ISO."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from operator import eq, ge, gt, le, lt, ne
from types import MappingProxyType

from parsers.document.model import UNKNOWN

GENERAL = "General"
SHOWS_NOTHING = ";;;"
BUILT_IN: Mapping[int, str] = MappingProxyType(
    {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"}
    | dict.fromkeys((14, 15, *range(27, 37), *range(50, 59)), "yyyy-mm-dd")
    | dict.fromkeys((*range(18, 22), 45, 47), "hh:mm")
    | {16: "d-mmm", 17: "mmm-yy", 22: "yyyy-mm-dd hh:mm", 46: "[h]:mm:ss"}
)
"""The formats that a file names by number alone, as far as they change what is shown."""

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a day in a sheet has no zone
EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 - as above

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|[_*].')
"""What a format shows as it stands, quoted, escaped or a currency's name; and what it does not show."""
_HELD = "\0"
"""Stands for a literal while a format is read."""
_DATE = re.compile(r"[dyå]")
_TIME = re.compile(r"[hs]")
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]")
"""Hours that go on past a day's 24, minutes past an hour's 60, seconds past a minute's."""
_SECONDS = MappingProxyType({"h": 3600, "m": 60, "s": 1})
_PART_ALONE = re.compile(r"m{3,5}|ww|qq?")
"""A month, a week or a quarter by itself."""
_UNSEEN = re.compile(r"\[(?:white|vit)\]", re.IGNORECASE)
_SIGNED = re.compile(r'[-−–]|"[^"]*\w')
"""How a format for numbers below nought shows that they are: by a sign or in words."""
_WITH_TEXT = 4
_DATE_PART = re.compile(r"d+|m+|[yåe]+|q+|w+")
_WHOLE_DATE = re.compile(r"d.*[yåe]|[yåe].*d|m{5}")
"""A month's first letter alone tells nothing: the day does."""
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
_OTHERWISE = re.compile(r"e[+-]|[?/]")
"""Powers of ten and fractions, which are shown as plain numbers."""
_SECTION = re.compile(r'(?:"[^"]*"|\\.|[^;"\\])+|(?<=;)(?=;|$)')
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?\d+(?:[.,]\d+)?)\]")
_WITH_NOUGHT = 3
_HOLDS: Mapping[str, Callable[[float, float], bool]] = MappingProxyType(
    {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "<>": ne}
)
_BLANK_THOUSANDS = re.compile(r"(?<=#)[ \u00a0](?=##0)")
_DIGITS = re.compile(r"[#0](?:.*[#0])?,*")
_FIXED = re.compile(r"([#0,]*[#0])(?:\.([#0]+))?(,*)")
_SWEDISH = MappingProxyType({ord(","): " ", ord("."): ","})
_MOST = 1e15
_MOST_DECIMALS = 10
"""Excel keeps fifteen digits in all."""
_LONGEST_CODE = 100
_LAST_DAY = 2_900_000
"""A day in the year 9839: later ones are no dates that anybody means."""


def shown(text: str, code: str, epoch: datetime) -> str:
    """Return a stored number by its format's code; text that is no number as it stands."""
    try:
        number = float(text)
    except ValueError:
        return text.strip()
    section = _section_for(number, code[:_LONGEST_CODE])
    bare = _LITERAL.sub("", section.lower())
    is_by_sign = ";" in code and not _CONDITION.search(code)
    if not section and is_by_sign:
        return ""
    if code == GENERAL or (number < 0 and _CONDITION.search(section)) or not section:
        return _plain(number)
    if number < 0 and is_by_sign and section != _sections(code)[0]:
        number = -number
    if 0 <= number <= _LAST_DAY and (unit := _ELAPSED.search(section.lower())):
        return _elapsed(round(number * 24 * 3600), unit[1][0], section)
    if 0 <= number <= _LAST_DAY and (_DATE.search(bare) or _TIME.search(bare) or _PART_ALONE.fullmatch(bare.strip())):
        return _moment(number, epoch, bare, section)
    return _formatted(number, section) if abs(number) < _MOST and not _OTHERWISE.search(bare) else _plain(number)


def shown_text(text: str, code: str) -> str:
    """Return a text as a format shows it: with the words around it, or UNKNOWN where its part for texts hides it."""
    if "@" not in code and ";" not in code:
        return text
    sections = _sections(code[:_LONGEST_CODE])
    own = sections[3] if len(sections) >= _WITH_TEXT else next((one for one in sections if "@" in one), None)
    if own is None:
        return text
    skeleton = _skeleton(own)
    return _with_literals(skeleton, own).replace("@", text) if "@" in skeleton else UNKNOWN


def is_unseen(code: str) -> bool:
    """Whether a format writes in white."""
    return bool(_UNSEEN.search(code))


def _sections(code: str) -> list[str]:
    return _SECTION.findall(code) or [""]


def _section_for(number: float, code: str) -> str:
    """Return the section of a format that shows a number: the first whose condition it meets, or the one for nought.

    A dash for nought is no word, so that the number tells more; so does a minus where the section for numbers below
    nought shows none.
    """
    sections = _sections(code)
    conditions = [_CONDITION.search(section) for section in sections]
    if any(conditions):
        told = zip(sections, conditions, strict=True)
        return next((section for section, condition in told if condition is None or _meets(number, condition)), "")
    if number < 0 and len(sections) > 1 and (not sections[1] or _SIGNED.search(sections[1])):
        return sections[1]
    says_nought = not number and len(sections) >= _WITH_NOUGHT and sections[2] and '"-"' not in sections[2]
    return sections[2] if says_nought else sections[0]


def _meets(number: float, condition: re.Match[str]) -> bool:
    return bool(_HOLDS[condition[1]](number, float(condition[2].replace(",", "."))))


def _formatted(number: float, section: str) -> str:
    """Return a number with the texts that its format puts around and between its digits, or in their place."""
    skeleton = _skeleton(section)
    if GENERAL in skeleton:
        return _with_literals(skeleton.replace(GENERAL, _plain(number)), section)
    digits = _DIGITS.search(skeleton)
    if digits is None:
        return _with_literals(skeleton, section) if _HELD in skeleton else _plain(number)
    before, after = skeleton[: digits.start()], skeleton[digits.end() :].replace("%", " %")
    framed = before + _in_digits(Decimal(str(number)) * (100 if "%" in after else 1), digits[0]) + after
    return re.sub(r"\s+%", " %", _with_literals(framed, section))


def _skeleton(section: str) -> str:
    """Return a format with its literals held back, so that none of their letters is taken for a part of it."""
    return _LITERAL.sub(lambda literal: _HELD if literal.lastindex else "", section)


def _with_literals(framed: str, section: str) -> str:
    for literal in _LITERAL.finditer(section):
        framed = framed.replace(_HELD, literal[literal.lastindex], 1) if literal.lastindex else framed
    return framed.strip()


def _plain(number: float) -> str:
    return str(int(number)) if number.is_integer() else f"{number:.11g}".replace(".", ",").replace("e", "E")


def _moment(number: float, epoch: datetime, bare: str, section: str) -> str:
    """Return a day as ISO; a part of one as its format shows it: «10-dec», «dec-26», «2026»."""
    moment = epoch + timedelta(days=number)
    if _TIME.search(bare) and not _DATE.search(bare):
        return f"{moment:%H:%M}"
    if not (_TIME.search(bare) or _WHOLE_DATE.search(bare)):
        framed = _DATE_PART.sub(lambda part: _part_of_date(moment, part[0]), _skeleton(section).lower())
        return _with_literals(framed, section)
    is_day = number == int(number) or not _TIME.search(bare)
    return moment.date().isoformat() if is_day else moment.isoformat(" ", "minutes")


def _elapsed(seconds: int, unit: str, section: str) -> str:
    """Return a time that goes on past a day, an hour or a minute: «36:00», «90 min»."""
    whole, rest = divmod(seconds, _SECONDS[unit])
    parts = {"h": rest // 3600, "m": rest % 3600 // 60, "s": rest % 60}
    own = _ELAPSED.sub(lambda found: str(whole) if found[1][0].lower() == unit else found[0], section.lower())
    framed = re.sub(r"h+|m+|s+", lambda part: f"{parts[part[0][0]]:02}", _skeleton(own))
    return _with_literals(framed, section)


def _part_of_date(moment: datetime, part: str) -> str:
    month, day, year = MONTHS[moment.month - 1], WEEKDAYS[moment.weekday()], str(moment.year)
    shapes = {
        "d": str(moment.day), "dd": f"{moment:%d}", "ddd": day[:3],
        "q": f"Q{(moment.month + 2) // 3}", "ww": str(moment.isocalendar().week),
        "m": str(moment.month), "mm": f"{moment:%m}", "mmm": month[:3], "yy": year[-2:], "åå": year[-2:],
    }  # fmt: skip
    return shapes.get(part, {"d": day, "m": month}.get(part[0], year))


def _in_digits(number: Decimal, core: str) -> str:
    """Return a number in the part of a format from its first digit to its last."""
    found = _FIXED.fullmatch(_BLANK_THOUSANDS.sub(",", core))
    if found is None:
        return _masked(number, core)
    whole, decimals = found[1], (found[2] or "")[:_MOST_DECIMALS]
    number /= 1000 ** len(found[3])  # a comma at the end leaves three digits out
    rounded = number.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    if "," in whole:
        return _as_needed(f"{rounded:,}", decimals).translate(_SWEDISH)
    width = whole.count("0") + len(decimals) + bool(decimals) + (rounded < 0)
    return _as_needed(f"{rounded:0{width}}" if width else f"{rounded}", decimals).translate(_SWEDISH)


def _as_needed(number: str, decimals: str) -> str:
    """Leave out the noughts at a number's end that its format has no place for: «#» shows none."""
    optional = len(decimals) - len(decimals.rstrip("#"))
    kept = number[: len(number) - optional] + number[len(number) - optional :].rstrip("0") if optional else number
    return kept.rstrip(".")


def _masked(number: Decimal, core: str) -> str:
    """Return a whole number with its digits dealt out to a mask from the right: «070-123 45 67»."""
    if number < 0 or number != int(number):
        return _plain(float(number))
    places = "".join(sign for sign in core if sign in "#0")
    digits = str(int(number)).zfill(len(places.lstrip("#")))
    dealt = iter([*[""] * (len(places) - len(digits)), *digits[-len(places) :]])
    return digits[: -len(places)] + "".join(next(dealt) if sign in "#0" else sign for sign in core)
