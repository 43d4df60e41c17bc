"""Days and times on the command line, as they are said in Sweden."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Annotated

import typer

Day = Annotated[datetime, typer.Argument(metavar="DATE", formats=["%Y-%m-%d"], help="As 2026-12-10.")]
Clock = Annotated[
    datetime | None, typer.Option(metavar="HH:MM", formats=["%H:%M", "%H.%M"], help="Default: as the config says.")
]
Moment = Annotated[
    datetime,
    typer.Option(
        metavar="DATETIME",
        formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M%z", "%Y-%m-%dT%H:%M:%S%z"],
        help="When the agenda closes, as 2026-11-26T12:00; Swedish time unless an offset is given.",
    ),
]


def in_sweden(day: date, clock: time) -> datetime:
    """Return a time of a day in Sweden."""
    from mailbot.config import STOCKHOLM

    return datetime.combine(day, clock, STOCKHOLM)


def aware(moment: datetime) -> datetime:
    """Return a time with its zone: Sweden's, where none was given."""
    from mailbot.config import STOCKHOLM

    return moment if moment.tzinfo else moment.replace(tzinfo=STOCKHOLM)
