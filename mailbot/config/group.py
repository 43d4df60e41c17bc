"""How the group works: its meetings, its decisions, and what follows them."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from mailbot.config.people import Member
from mailbot.config.value_types import MailAddress, Section, SwedishTime
from mailbot.primitives.swedish_time import STOCKHOLM


class MeetingDate(Section):
    """A meeting set in the config. `meetings add` and the calendar add others."""

    date: date
    start: time = time(9, 0)
    stop: SwedishTime
    place: str = ""

    @model_validator(mode="after")
    def _stops_before_it_starts(self) -> Self:
        if self.stop > datetime.combine(self.date, self.start, STOCKHOLM):
            message = "stop is later than the meeting itself: the agenda must close before it"
            raise ValueError(message)
        return self


class Meetings(Section):
    """RUG's meetings, what each agenda opens and closes with; `adjusters` sign the minutes beside the secretary.

    `members` are called to the meetings, and get agendas when a secretary says so.

    An invitation whose title has a word of `titles`, and none of `other_titles`, is to a meeting of the group.
    Where nothing else is said, an agenda closes `stop_days` before its meeting, at `stop_time`; on the working
    day before, where that day is none.
    """

    opening_items: tuple[str, ...] = (
        "Mötets öppnande",
        "Val av justerare",
        "Godkännande av föredragningslistan",
        "Föregående protokoll",
    )
    closing_items: tuple[str, ...] = ("Övriga frågor", "Nästa möte", "Mötets avslutande")
    start: time = time(9, 0)
    length_minutes: int = Field(default=180, ge=15, le=1440)
    place: str = ""
    titles: tuple[str, ...] = ("RUG", "Regional utvecklingsgrupp", "Regionala utvecklingsgruppen")
    other_titles: tuple[str, ...] = ("förmöte", "beredning", "arbetsutskott")
    stop_days: int = Field(default=14, ge=0, le=120)
    stop_time: time = time(12, 0)
    adjusters: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()
    agenda_template: Path | None = None
    agenda_new_page: Literal["material", "always", "never"] = "always"
    dates: tuple[MeetingDate, ...] = ()


class Decisions(Section):
    """`review`: nothing takes effect before the secretary has answered the receipt."""

    mode: Literal["review", "direct", "after_minutes"] = "review"
    after_minutes: int = Field(default=60, ge=5, le=7 * 24 * 60)


class FollowUp(Section):
    """What follows an approval: who is in charge is asked `begin_days` after it.

    Where the decision names no day, the work is evaluated so many `months` after it. Who doesn't answer is reminded
    every `reminder_days`, `reminders` times; then a human is told. `form` is an evaluation form of one's own.
    """

    begin_days: int = Field(default=1, ge=0, le=60)
    months: int = Field(default=6, ge=1, le=60)
    reminder_days: int = Field(default=14, ge=1)
    reminders: int = Field(default=2, ge=0, le=10)
    form: Path | None = None


class Celebration(Section):
    """The letter about what was achieved: who gets it, and how often; nobody, or «off», and none is made.

    `anniversaries`: an initiator gets a letter a year after the approval.
    """

    rhythm: Literal["monthly", "quarterly", "half_yearly", "off"] = "quarterly"
    recipients: tuple[MailAddress, ...] = ()
    anniversaries: bool = True
