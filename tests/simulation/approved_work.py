"""The clerk's list of approved work: who is in charge of it, who is asked what, and when it is evaluated.

Written after the rules of the house, as the clerk is, and knows nothing of how mailbot is built.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.simulation.clerk import Card

STANDS = timedelta(days=1)
"""So long an approval stands before anybody is asked."""
MONTHS = 3
AFTERWARDS = {"spread": "spread", "ended": "cancelled", "continued": "in_progress"}
"""The state that a decision about evaluated work leads to."""
PATIENCE, TIMES = timedelta(days=14), 2


@dataclass
class Asked:
    """A question that waits for its answer."""

    since: datetime
    """When it was last asked."""
    reminders: int = 0
    left: bool = False
    """Whether it was left to a human."""

    def is_late(self, now: datetime) -> bool:
        return not self.left and self.since + PATIENCE <= now

    def again(self, now: datetime) -> bool:
        """Whether it is asked again, and waited for from now on; else it is left."""
        self.left = self.reminders >= TIMES
        self.reminders, self.since = self.reminders + (not self.left), now
        return not self.left


@dataclass
class Work:
    """What follows one approval."""

    card: Card
    approved_at: datetime
    due: date
    named: str = ""
    """Whom the decision names."""
    begun: bool = False
    to_be: str = ""
    """Who is asked to be in charge; nobody where the initiator is asked who it is."""
    who: Asked | None = None
    in_charge: str = ""
    evaluation: Asked | None = None
    wanted_for: set[date] = field(default_factory=set)
    whole: list[tuple[datetime, int]] = field(default_factory=list)
    """When each whole evaluation came, and the mail's number."""
    spread: dict[str, Asked | None] = field(default_factory=dict)
    """Who was asked to take it up, and what waits for their answer; None where they have answered."""
    works_from: dict[str, date | None] = field(default_factory=dict)
    """From which day each of them that has answered works by it; None where they decline."""
    all_work_by_it: bool = False
    """Whether the initiator was told so."""

    @property
    def goes_on(self) -> bool:
        return self.card.state == "in_progress"

    def is_everywhere(self, today: date) -> bool:
        """Whether all who were asked work by it."""
        days = [self.works_from.get(one) for one in self.spread]
        return bool(days) and all(day and day <= today for day in days)

    @property
    def told(self) -> list[str]:
        """Return who is told of it, each address once."""
        return list(dict.fromkeys(one for one in (self.in_charge, self.card.owner) if one))


class ApprovedWork:
    """Keeps the list. `writes` sends a letter of a kind about an initiative, `tells` puts something on her list."""

    def __init__(self, writes: Callable[[str, str, Card], None], tells: Callable[[], None]) -> None:
        self._writes, self._tells = writes, tells
        self.of: dict[str, Work] = {}

    def is_approved(self, card: Card, at: datetime, decided_on: date, named: str = "", due: date | None = None) -> None:
        self.of[card.reference] = Work(card, at, due or _months_after(decided_on, MONTHS), named)

    def is_approved_no_more(self, card: Card) -> None:
        self.of.pop(card.reference, None)

    # What people say

    def names(self, work: Work, person: str, by: str, now: datetime) -> None:
        """Ask whom somebody has named; who named them is told that they were asked."""
        self._writes("responsible_pending", by, work.card)
        self._asks(work, person, now)

    def accepts(self, work: Work, person: str) -> None:
        everybody = [work.in_charge] if work.in_charge else []
        work.card.goes("responsible_changed" if work.goes_on else "started", "in_progress")
        work.in_charge, work.to_be, work.who = person, "", None
        self._tell(work, "work_started", also=everybody)

    def is_delayed(self, work: Work, until: date) -> None:
        work.card.goes("delayed", work.card.state)
        work.due, work.evaluation = until, None
        self._tell(work, "work_delayed")

    def is_stopped(self, work: Work) -> None:
        work.card.goes("cancelled", "cancelled")
        work.evaluation = None
        self._tell(work, "work_stopped")

    def is_evaluated(self, work: Work, by: str, mail: tuple[datetime, int] | None) -> None:
        """Keep an evaluation: when its mail came, and its number; one with gaps is asked about."""
        whole = mail is not None
        first = whole and work.goes_on
        work.card.goes("evaluated" if first else "evaluation_version", "evaluated" if first else work.card.state)
        if not whole:
            self._writes("evaluation_incomplete", by, work.card)
            return
        work.evaluation = None
        work.whole.append(mail)
        for to in {*work.told, by}:
            self._writes("evaluation_received", to, work.card)

    def is_taken_up(self, stop: datetime, elsewhere: Callable[[Card], bool]) -> list[Card]:
        """Return what an agenda takes up that closes then: the newest evaluation by then, the oldest first."""
        waiting = [one for one in self.of.values() if one.card.state == "evaluated" and not elsewhere(one.card)]
        by_then = [([number for came, number in one.whole if came <= stop], one.card) for one in waiting]
        return [card for numbers, card in sorted(by_then, key=lambda one: one[0][-1:]) if numbers]

    # What the group says of it

    def is_decided(self, card: Card, outcome: str, until: date | None, contacts: Iterable[str], now: datetime) -> None:
        work = self.of[card.reference]
        card.goes(outcome, AFTERWARDS[outcome])
        self._tell(work, "decision_on_work")
        if outcome == "continued":
            work.due = until
        if outcome == "spread":
            for contact in contacts:
                work.spread[contact] = Asked(now)
                self._writes("spread_asked", contact, card)

    def says_when(self, work: Work, contact: str) -> None:
        """Ask from which day: a mere yes is no answer."""
        self._writes("spread_when", contact, work.card)

    def answers(self, work: Work, contact: str, works_from: date | None) -> None:
        work.spread[contact], work.works_from[contact] = None, works_from
        self._writes("spread_answered", contact, work.card)
        if not any(work.spread.values()):
            self._tells()

    # What time brings

    def time_comes(self, now: datetime, today: date) -> None:
        for work in list(self.of.values()):
            if not work.begun and work.approved_at + STANDS <= now:
                work.begun = True
                self._asks(work, work.named, now)
            elif work.who and self._is_waited_for(work) and work.who.is_late(now):
                self._reminds(work.who, now, lambda work=work: self._question(work))
            for contact, asked in work.spread.items():
                if asked and asked.is_late(now):
                    self._reminds(asked, now, lambda to=contact, card=work.card: self._writes("spread_asked", to, card))
            if work.is_everywhere(today) and not work.all_work_by_it:
                work.all_work_by_it = True
                self._writes("spread_to_all", work.card.owner, work.card)
            if not work.goes_on:
                continue
            if work.due <= today and work.due not in work.wanted_for:
                work.wanted_for.add(work.due)
                work.evaluation = Asked(now)
                self._tell(work, "evaluation_wanted")
            elif work.evaluation and work.evaluation.is_late(now):
                self._reminds(work.evaluation, now, lambda work=work: self._tell(work, "evaluation_wanted"))

    @staticmethod
    def _is_waited_for(work: Work) -> bool:
        return work.card.state == "approved" or (work.goes_on and work.to_be != "")

    def _reminds(self, asked: Asked, now: datetime, write: Callable[[], None]) -> None:
        write() if asked.again(now) else self._tells()

    def _asks(self, work: Work, person: str, now: datetime) -> None:
        work.to_be, work.who = person, Asked(now)
        self._question(work)

    def _question(self, work: Work) -> None:
        kind = "responsible_asked" if work.to_be else "responsible_wanted"
        self._writes(kind, work.to_be or work.card.owner, work.card)

    def _tell(self, work: Work, kind: str, also: list[str] | None = None) -> None:
        for to in dict.fromkeys([*work.told, *(also or [])]):
            self._writes(kind, to, work.card)


def _months_after(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, min(day.day, monthrange(day.year + years, month + 1)[1]))
