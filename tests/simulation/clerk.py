"""The model: what a careful clerk would keep, with cards, a calendar and a letter book.

It is written after the rules of the house and knows nothing of how mailbot is built. It is told what people
do, and keeps what is to be true then; `letters` are those that must have been written since they were last counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays

from tests.simulation.approved_work import ApprovedWork

STOCKHOLM = ZoneInfo("Europe/Stockholm")
OPENING, CLOSING = 4, 3
"""How many items each agenda begins and ends with."""
PATIENCE = timedelta(days=14)
STOP_DAYS, STOP_TIME = 14, time(12)
LONG = 5

OUTCOMES = {"Bifall": "approved", "Avslag": "rejected", "Bordläggning": "deferred", "Återremiss": "referred_back"}
AFTER = {"approved": "approved", "rejected": "rejected", "deferred": "queued", "referred_back": "incomplete"}
"""The state that a decision leads to."""
ON_WORK = {"Spridning till alla": "spread", "Avslut": "ended", "Fortsättning": "continued"}
"""What is decided about evaluated work."""

_FREE = holidays.country_holidays("SE", categories=("public", "de_facto"))


@dataclass
class Card:
    """One initiative."""

    reference: str
    title: str
    owner: str
    state: str = ""
    queued_at: datetime | None = None
    asked_at: datetime | None = None
    reminded: bool = False
    deferred: bool = False
    whole: bool = True
    events: list[str] = field(default_factory=list)
    steps: list[tuple[str, str, str]] = field(default_factory=list)
    """Each change of state: before, event, after."""

    def goes(self, event: str, to: str) -> None:
        self.events.append(event)
        self.steps.append((self.state, event, to))
        self.state = to

    def is_corrected(self, outcome: str) -> None:
        self.events.append("decision_corrected")
        self.steps.append((self.state, f"corrected to {outcome}", AFTER[outcome]))
        self.state = AFTER[outcome]


@dataclass
class Line:
    """An item on an agenda."""

    paragraph: int
    card: Card
    deferred_before: bool
    struck: bool = False
    outcome: str = ""
    evaluated: bool = False
    """Whether it is there as work that was evaluated."""


@dataclass(frozen=True)
class Waiting:
    """A mail that a human must read: when it came, from whom, and what is like it."""

    came: datetime
    sender: str
    subject: str
    like: str


@dataclass
class Meeting:
    starts: datetime
    stop: datetime
    place: str
    cancelled: bool = False
    lines: list[Line] | None = None
    """None until the agenda closes."""
    last: int = 0
    """The § number of its last closing item."""
    sheets: list[list[tuple[int, str, bool]]] = field(default_factory=list)
    """Every version of its agenda that went out: § number, reference and whether it is struck, in order."""
    told: set[datetime] = field(default_factory=set)
    """The stop dates of which an overview has gone out."""
    members_have: int = 0
    """The version that the members were sent last."""

    @property
    def day(self) -> date:
        return self.starts.astimezone(STOCKHOLM).date()

    @property
    def standing(self) -> list[Line]:
        return [line for line in self.lines or () if not line.struck and not self.cancelled]

    @property
    def undecided(self) -> list[Line]:
        return [line for line in self.standing if not line.outcome and line.card.state == _awaits(line)]

    @property
    def open(self) -> bool:
        return self.lines is not None and not self.cancelled


class Clerk:
    """Keeps everything. `now` is told by whoever moves the clock."""

    def __init__(self, now: datetime, secretary: str, deputy: str) -> None:
        self.now = now
        self.secretary, self.deputy = secretary, deputy
        self.cards: list[Card] = []
        self.meetings: list[Meeting] = []
        self.letters: Counter[tuple[str, str, str]] = Counter()
        self.mails = 0
        self.waiting: dict[int, Waiting] = {}
        """What waits for a human, by the mail's number."""
        self.renamed: dict[int, int] = {}
        """The number that a mail got when it was read again."""
        self._again: list[int] = []
        self._again_now: list[int] = []
        """What is to be tried again when somebody looks next."""
        self._listed_at = datetime.min.replace(tzinfo=STOCKHOLM)
        self._news = False
        self._newest: list[tuple[int, str, bool]] = []
        self.away: list[tuple[date, date]] = []
        self._numbers: Counter[int] = Counter()
        self.work = ApprovedWork(self.writes, self.comes_back)
        """What follows approvals."""
        self.members: tuple[str, ...] = ()
        self.contacts: tuple[str, ...] = ()
        """Who is asked for each organisation whether it takes up what others have done."""

    # Letters

    def writes(self, kind: str, to: str, card: Card | None = None) -> None:
        self.letters[kind, to, card.reference if card else ""] += 1

    def tells(self, kind: str, card: Card) -> None:
        """Write to an initiator about an initiative."""
        self.writes(kind, card.owner, card)

    def tells_secretaries(self, kind: str) -> None:
        self.writes(kind, self.on_duty)

    @property
    def on_duty(self) -> str:
        is_away = any(first <= self._today() <= last for first, last in self.away)
        return self.deputy if is_away else self.secretary

    def _today(self) -> date:
        return self.now.astimezone(STOCKHOLM).date()

    # Mails

    def mail_comes(self, sender: str = "", subject: str = "", *, waits: str = "") -> int:
        """Give a mail its number; return it. One that waits stands on the next list; `waits` says what is like it."""
        self.mails += 1
        if waits:
            self.waiting[self.mails] = Waiting(self.now, sender, subject, waits)
            self._news = True
        return self.mails

    def comes_back(self) -> None:
        """Note what the list tells of besides mails: a letter that came back, a question that nobody answers."""
        self._news = True

    def is_seen_to(self, *numbers: int) -> None:
        for number in numbers:
            del self.waiting[number]

    def tries_again(self, number: int) -> None:
        """Have a mail read again when somebody looks next."""
        self._again.append(number)

    def in_run(self, first: int, last: int) -> list[int]:
        """Return what waits under the numbers from the first to the last, as it was or as it was read again."""
        found = set()
        for said in range(first, last + 1):
            number = said
            while number not in self.waiting and number in self.renamed:
                number = self.renamed[number]
            found |= {number} & self.waiting.keys()
        return sorted(found)

    @property
    def settled(self) -> list[int]:
        """Return what waits and is not on its way to be read again."""
        return sorted(self.waiting.keys() - set(self.tried))

    @property
    def tried(self) -> tuple[int, ...]:
        """Return what is on its way to be read again."""
        return (*self._again, *self._again_now)

    def alike(self, number: int) -> list[int]:
        """Return what waits for the same reason, and has waited longer; and itself."""
        same = self.waiting[number].like
        return [one for one, waits in self.waiting.items() if one <= number and waits.like == same]

    # Initiatives

    def registers(
        self, owner: str, title: str, state: str, *, whole: bool = True, came: datetime | None = None
    ) -> Card:
        """Make a card; its number is of the year in which the mail came."""
        year = (came or self.now).astimezone(STOCKHOLM).year
        self._numbers[year] += 1
        card = Card(f"OH-{year}-{self._numbers[year]:04}", title, owner)
        self.cards.append(card)
        word = {"queued": "complete", "incomplete": "incomplete", "unconfirmed": "unconfirmed"}[state]
        card.whole, card.queued_at = whole, self.now
        self._becomes(card, f"registered_{word}", state)
        return card

    def completes(self, card: Card) -> None:
        self._becomes(card, "completed", "queued")

    def confirms(self, card: Card) -> None:
        """Take up what its sender stands by: in the queue as of when it came, where it is whole."""
        came, is_whole = card.queued_at, card.whole
        self._becomes(
            card, f"confirmed_{'complete' if is_whole else 'incomplete'}", "queued" if is_whole else "incomplete"
        )
        card.queued_at = came

    def renews(self, card: Card) -> None:
        """Keep a new version of the form. Who is still asked for something is asked anew."""
        card.goes("new_version", card.state)
        if card.state == "incomplete":
            self._asks(card)

    def hands_over(self, card: Card, owner: str) -> None:
        self.tells("handed_over", card)
        card.owner = owner
        card.events.append("handed_over")

    def withdraws(self, card: Card) -> None:
        card.goes("withdrawn", "withdrawn")

    def closes(self, card: Card, event: str) -> None:
        card.goes(event, "closed")

    def _becomes(self, card: Card, event: str, state: str) -> None:
        card.goes(event, state)
        if state == "queued":
            card.queued_at = self.now
        if state == "incomplete":
            self._asks(card)

    def _asks(self, card: Card) -> None:
        card.asked_at, card.reminded, card.deferred = self.now, False, False

    # The calendar

    def plans(self, starts: datetime, place: str, stop: datetime | None = None) -> Meeting:
        meeting = Meeting(starts, stop or rule_stop(starts), place)
        self.meetings.append(meeting)
        return meeting

    def moves(self, meeting: Meeting, starts: datetime) -> None:
        """Hold it at another time; an agenda that is made goes out again, and its initiators are told."""
        if meeting.lines is None:
            is_by_rule = meeting.stop == rule_stop(meeting.starts)
            if starts.astimezone(STOCKHOLM).date() != meeting.day:
                meeting.stop = rule_stop(starts) if is_by_rule else same_distance(meeting, starts)
        waiting = meeting.undecided
        meeting.stop = min(meeting.stop, starts)
        meeting.starts = starts
        for line in waiting:
            if not line.evaluated:
                self.tells("meeting_moved", line.card)
        if meeting.lines is not None:
            self._goes_out(meeting)

    def cancels(self, meeting: Meeting) -> None:
        for line in meeting.undecided:
            self._takes_off(line)
        meeting.cancelled = True

    def coming(self) -> list[Meeting]:
        return sorted((one for one in self.meetings if not one.cancelled and one.starts > self.now), key=_starts)

    def changeable(self) -> Meeting | None:
        """Return the meeting to come whose agenda is made."""
        return next((one for one in self.coming() if one.open), None)

    # Agendas

    def _freezes(self, meeting: Meeting) -> None:
        first = self._next_paragraph(meeting.day.year) + OPENING
        ready = [card for card in self.queue() if card.queued_at <= meeting.stop]
        work = self.work.is_taken_up(meeting.stop, self.stands)
        meeting.last = first + len(ready) + len(work) + CLOSING - 1
        meeting.lines = [Line(first + nth, card, card.deferred) for nth, card in enumerate(ready)]
        meeting.lines += [
            Line(first + nth, card, deferred_before=False, evaluated=True) for nth, card in enumerate(work, len(ready))
        ]
        self._goes_out(meeting)
        for line in meeting.lines:
            self._puts_on(line)

    def newest_sheet(self) -> list[tuple[int, str]]:
        """Return § numbers and references of the agenda that went out last."""
        return [(paragraph, reference) for paragraph, reference, struck in self._newest if not struck]

    def queue(self) -> list[Card]:
        queued = [card for card in self.cards if card.state == "queued"]
        return sorted(queued, key=lambda card: (not card.deferred, card.queued_at, card.reference))

    def _next_paragraph(self, year: int) -> int:
        used = [0]
        for meeting in self.meetings:
            if meeting.lines is not None and meeting.day.year == year:
                used += [meeting.last, *(line.paragraph for line in meeting.lines)]
        return max(used) + 1

    def _goes_out(self, meeting: Meeting) -> None:
        self._newest = [(line.paragraph, line.card.reference, line.struck) for line in meeting.lines]
        meeting.sheets.append(self._newest)
        self.tells_secretaries("agenda")

    def stands(self, card: Card) -> bool:
        """Whether evaluated work stands on an agenda, and waits for the group."""
        return any(line.card is card and line.evaluated for one in self.meetings for line in one.undecided)

    def _puts_on(self, line: Line) -> None:
        if line.evaluated:
            return
        line.card.goes("agenda_frozen", "on_agenda")
        line.card.deferred = False
        self.tells("on_agenda", line.card)

    def _takes_off(self, line: Line) -> None:
        if line.evaluated:
            return
        line.card.goes("taken_off", "queued")
        line.card.deferred = line.deferred_before
        self.tells("off_agenda", line.card)

    def strikes(self, meeting: Meeting, line: Line) -> None:
        line.struck = True
        self._goes_out(meeting)
        self._takes_off(line)

    def adds(self, meeting: Meeting, card: Card) -> None:
        """Put it on an agenda that is made: at its old place and number where it was struck, else last."""
        line = next((one for one in meeting.lines if one.card is card), None)
        if line is None:
            line = Line(self._next_paragraph(meeting.day.year), card, card.deferred)
            meeting.lines.append(line)
        line.struck, line.deferred_before = False, card.deferred
        self._goes_out(meeting)
        self._puts_on(line)

    def reorders(self, meeting: Meeting, lines: list[Line]) -> None:
        meeting.lines = lines
        self._goes_out(meeting)

    def sends_to_members(self, meeting: Meeting) -> None:
        meeting.members_have = len(meeting.sheets)
        for member in self.members:
            self.writes("members_agenda", member)

    # Decisions

    def decides(
        self, meeting: Meeting, decisions: Iterable[tuple[Card, str]], named: Mapping[str, tuple[str, date | None]]
    ) -> None:
        """Carry out what the group decided, and send the minutes once nothing waits any more.

        `named` says, by reference, who is to be in charge of the work, and when it is evaluated.
        """
        done = False
        for card, word in decisions:
            line = next(one for one in meeting.standing if one.card is card)
            if line.evaluated:
                line.outcome, done = ON_WORK[word], True
                until = named.get(card.reference, ("", None))[1]
                self.work.is_decided(card, line.outcome, until, self.contacts, self.now)
                continue
            outcome, earlier = OUTCOMES[word], line.outcome
            line.outcome, done = outcome, True
            if earlier:
                card.is_corrected(outcome)
            else:
                card.goes(outcome, AFTER[outcome])
            if outcome == "deferred":
                card.deferred = True
            if outcome == "referred_back":
                self._asks(card)
            self._follows(card, outcome, *named.get(card.reference, ("", None)))
            self.tells("decision_corrected" if earlier else f"decision_{outcome}", card)
        if done and not meeting.undecided:
            self.tells_secretaries("protocol")

    def _follows(self, card: Card, outcome: str, person: str, due: date | None) -> None:
        self.work.is_approved_no_more(card)
        if outcome == "approved":
            self.work.is_approved(card, self.now, self._today(), person, due)

    # What time brings

    def time_comes(self) -> None:
        """Do what is due by now, in the order of the day."""
        for number in self._again_now:
            was = self.waiting.pop(number)
            again = self.renamed[number] = self.mail_comes(was.sender, was.subject, waits=was.like)
            self.waiting[again] = was  # it has waited since it first came
        self._again_now, self._again = self._again, []
        for meeting in sorted(self.meetings, key=_starts):
            late = meeting.starts <= self.now - timedelta(days=7)
            if meeting.lines is None and not meeting.cancelled and not late and meeting.stop <= self.now:
                self._freezes(meeting)
        for card in self.cards:
            if card.state == "incomplete" and not card.reminded and card.asked_at < self.now - PATIENCE:
                card.reminded = True
                self.tells("completion_reminder", card)
        for meeting in self.coming():
            is_time = overview_begins(meeting.stop) <= self.now < meeting.stop
            if meeting.lines is None and is_time and meeting.stop not in meeting.told:
                meeting.told.add(meeting.stop)
                self.tells_secretaries("agenda_overview")
        self.work.time_comes(self.now, self._today())
        self._lists()

    def _lists(self) -> None:
        """Send the list of what waits, where something is new or has waited for long; once an hour at most."""
        aged = any(
            working_days(one.came, self.now) >= LONG > working_days(one.came, self._listed_at)
            for one in self.waiting.values()
        )
        if (self._news or aged) and self.now - self._listed_at >= timedelta(hours=1):
            self._listed_at, self._news = self.now, False
            self.tells_secretaries("review_digest")


def _starts(meeting: Meeting) -> datetime:
    return meeting.starts


def is_working(day: date) -> bool:
    return day.weekday() < 5 and day not in _FREE


def back(day: date, is_good: Callable[[date], bool] = is_working) -> date:
    while not is_good(day):
        day -= timedelta(days=1)
    return day


def rule_stop(starts: datetime) -> datetime:
    """Return two weeks before, at noon, on a working day."""
    day = back(starts.astimezone(STOCKHOLM).date() - timedelta(days=STOP_DAYS))
    return min(datetime.combine(day, STOP_TIME, STOCKHOLM), starts)


def same_distance(meeting: Meeting, starts: datetime) -> datetime:
    stop = meeting.stop.astimezone(STOCKHOLM)
    day = back(starts.astimezone(STOCKHOLM).date() - (meeting.day - stop.date()))
    return min(datetime.combine(day, stop.time(), STOCKHOLM), starts)


def overview_begins(stop: datetime) -> datetime:
    at = stop.astimezone(STOCKHOLM)
    day = back(back(at.date() - timedelta(days=1)) - timedelta(days=1))
    return datetime.combine(day, at.time(), STOCKHOLM)


def working_days(since: datetime, until: datetime) -> int:
    """Return how many working days have begun between two moments."""
    if until <= since:
        return 0
    day, last, days = since.astimezone(STOCKHOLM).date(), until.astimezone(STOCKHOLM).date(), 0
    while day < last:
        day += timedelta(days=1)
        days += is_working(day)
    return days


def _awaits(line: Line) -> str:
    return "evaluated" if line.evaluated else "on_agenda"
