"""Shows a sheet's number as a Swedish Excel does (ECMA-376 part 1 §18.8.30–31), dates as ISO."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

GENERAL = "General"
BUILT_IN: Mapping[int, str] = MappingProxyType(
    {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"}
    | dict.fromkeys((*range(14, 18), *range(27, 37), *range(50, 59)), "yyyy-mm-dd")
    | dict.fromkeys((*range(18, 22), *range(45, 48)), "hh:mm")
    | {22: "yyyy-mm-dd hh:mm"}
)
"""The formats that a file names by number alone, as far as they change what is shown."""

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a day in a sheet has no zone
EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 - as above

_NOT_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')
_DATE = re.compile(r"[dyå]")
_TIME = re.compile(r"[hs]")
_FIXED = re.compile(r"[#0?]*(,)?[#0?]*0(?:\.(0+))?(%)?")
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
    bare = _NOT_FORMAT.sub("", code[:_LONGEST_CODE].lower().partition(";")[0])
    if code == GENERAL or not bare:
        return _plain(number)
    if 0 <= number <= _LAST_DAY and (_DATE.search(bare) or _TIME.search(bare)):
        return _moment(number, epoch, has_day=_DATE.search(bare) is not None)
    fixed = _FIXED.search(bare)
    return _fixed(number, fixed) if fixed else _plain(number)


def _plain(number: float) -> str:
    return str(int(number)) if number.is_integer() else f"{number:.11g}".replace(".", ",")


def _moment(number: float, epoch: datetime, *, has_day: bool) -> str:
    moment = epoch + timedelta(days=number)
    if not has_day:
        return f"{moment:%H:%M}"
    return moment.date().isoformat() if number == int(number) else moment.isoformat(" ", "minutes")


def _fixed(number: float, found: re.Match[str]) -> str:
    thousands, decimals, percent = found.groups()
    if abs(number) >= _MOST:
        return _plain(number)
    exact = Decimal(str(number)) * (100 if percent else 1)
    rounded = exact.quantize(Decimal(1).scaleb(-min(len(decimals or ""), _MOST_DECIMALS)), ROUND_HALF_UP)
    swedish = f"{rounded:{',' if thousands else ''}}".translate(_SWEDISH)
    return f"{swedish} %" if percent else swedish
