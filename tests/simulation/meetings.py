"""How a secretary plans meetings by mail, and what a clerk keeps of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.simulation.clerk import STOCKHOLM
from tests.simulation.play import Play
from tests.support import invitations

PLACE = "Regionens hus"


def _zoned(starts: datetime) -> str:
    return f"TZID=W. Europe Standard Time:{starts.astimezone(STOCKHOLM):%Y%m%dT%H%M%S}"


def _stamp(play: Play) -> str:
    return f"{play.office.now.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _sends(play: Play, calendar: str, *, method: str = "REQUEST") -> None:
    play.invitation(calendar, method=method)
    play.clerk.tells_secretaries("meetings_receipt")
    play.turn("the secretary sends a calendar file")


def _agrees(play: Play, *, accepts: bool = True) -> None:
    """Answer the receipt: what it asks about is so from now on."""
    play.write(play.secretary, "", "Stämmer", answers=play.letter("meetings_receipt", play.secretary))
    if accepts:
        play.clerk.tells_secretaries("invitation_accepted")
    play.clerk.tells_secretaries("done")


def invites(play: Play) -> bool:
    """Invite to a single meeting, seven weeks from now."""
    starts = _free_day(play, 49)
    calendar = invitations.outlook(
        starts=_zoned(starts), uid=f"meeting-{play.office.now:%Y%m%d%H%M}", stamp=_stamp(play), place=PLACE
    )
    _sends(play, calendar)
    play.later(hours=2)
    _agrees(play)
    play.clerk.plans(starts, PLACE)
    play.turn(f"the meeting of {starts:%Y-%m-%d} stands in the calendar")
    return True


def _free_day(play: Play, days: int) -> datetime:
    """Return nine o'clock on a weekday without a meeting, so many days from now or some more."""
    local = play.office.now.astimezone(STOCKHOLM).replace(hour=9, minute=0, second=0, microsecond=0)
    taken = {one.day for one in play.clerk.meetings if not one.cancelled}
    day = local + timedelta(days=days)
    while day.weekday() > 3 or day.date() in taken:
        day += timedelta(days=1)
    return day
