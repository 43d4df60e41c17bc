"""A run is killed (SIGKILL) at numbered points and goes on: all comes out as without a kill.

MAILBOT_POINT=17 plays the kill at one point again.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any

import pytest

from mailbot.store.values import Outcome, VerdictKind
from tests.crash.follow_up_story import HYLTE, LAHOLM, VARBERG
from tests.crash.left import differences
from tests.crash.stage import Played, Stage
from tests.crash.stories import BACKLOG, EVERY_KIND, FEW, FIRST_START, FOLLOW_UP, POISONED

DATABASES = ("sqlite", "postgresql")
KINDS = {
    *(
        "commit",
        "file",
        "smtp greeting",
        "smtp EHLO",
        "smtp MAIL",
        "smtp RCPT",
        "smtp DATA",
        "smtp letter",
        "smtp QUIT",
    ),
    *("imap CAPABILITY", "imap AUTHENTICATE", "imap NAMESPACE", "imap LIST", "imap SELECT", "imap UID SEARCH"),
    *("imap UID FETCH", "imap UID MOVE", "imap APPEND", "imap LOGOUT"),
}
SHARES = 4
"""A story's points are shared out to several processes; each has every fourth."""
AT_STAKE = ("after smtp letter", "after imap UID MOVE")


@dataclass
class Tried:
    """What the kills of one story found: by point, what differs from the run that nobody killed.

    `fault` is put into both.
    """

    stage: Stage
    fault: str = ""
    clean: Played = field(init=False)
    points: int = 0
    in_window: int = 0
    wrong: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.clean = self.stage.play(fault=self.fault)
        assert self.clean.repeated == 0

    def kill_at(self, number: int) -> bool:
        """Kill at a point; whether that was found to do harm."""
        played = self.stage.play(number, self.fault)
        window = _is_in_window(played.trace)
        found = differences(self.clean.left, played.left)
        # SMTP's own window: what was accepted unseen goes out again, under the same Message-ID.
        if played.repeated != window:
            found["repeated"] = {"doubled": {"letter": played.repeated}}
        if played.trace != self.clean.trace[:number]:
            found["trace"] = {"other": played.trace[-1]}
        self.points += 1
        self.in_window += window
        if found:
            self.wrong[f"{number} {played.trace[-1]}"] = found
            print(f"killed at {number} {played.trace[-1]}: {found}", flush=True)
        return bool(found)

    def report(self) -> str:
        lost, doubled = (
            sum(sum(part[what].values()) for found in self.wrong.values() for part in found.values() if what in part)
            for what in ("lost", "doubled")
        )
        where = "PostgreSQL" if self.stage.servers.postgresql else "SQLite"
        return (
            f"{self.stage.story.name} on {where}: {len(self.clean.trace)} points, {self.points} tried, lost {lost}, "
            f"doubled {doubled}, letters repeated in SMTP's window {self.in_window}, always under the same Message-ID"
        )


def _is_in_window(trace: list[str]) -> bool:
    """Whether the last letter was accepted, and nothing has been committed since."""
    last = {name: number for number, name in enumerate(trace)}
    return last.get("after smtp letter", -1) > last.get("after commit", -1)


@pytest.mark.parametrize("database", DATABASES)
def test_run_killed_at_a_point_of_each_sort_ends_as_if_it_had_not_been(stage, rng, database):
    """The points before and after the four sorts of things; and the two where most is at stake, on both databases."""
    tried = Tried(stage(FEW.name, database))
    trace = tried.clean.trace
    assert {point.partition(" ")[2] for point in trace} == KINDS
    sorts = sorted({tuple(point.split()[:2]) for point in trace})[DATABASES.index(database) :: 2]
    drawn = [[number for number, point in enumerate(trace, 1) if tuple(point.split()[:2]) == sort] for sort in sorts]
    drawn += [[number for number, point in enumerate(trace, 1) if point == name] for name in AT_STAKE]
    for number in map(rng.choice, drawn):
        tried.kill_at(number)
        assert tried.wrong == {}


@pytest.mark.parametrize(("story", "database"), [(EVERY_KIND.name, "sqlite"), (POISONED.name, "postgresql")])
def test_run_of_a_story_killed_somewhere_ends_as_if_it_had_not_been(stage, rng, story, database):
    tried = Tried(stage(story, database))
    tried.kill_at(rng.randrange(len(tried.clean.trace)) + 1)
    assert tried.wrong == {}
    if story == EVERY_KIND.name:
        verdicts, outcomes = ({row[column] for row in tried.clean.left["ledger"]} for column in (1, 3))
        assert verdicts == {*VerdictKind, "None"} - {VerdictKind.FOLLOW_UP}  # a story of its own tells of it
        assert outcomes == {*Outcome} - {Outcome.RESOLVED}


FOLLOWED = {
    ("Egenvård 1", "Hylte kommun", "None", "0", "0"): 1,
    ("Egenvård 1", "Laholms kommun", "takes_up", "1", "1"): 1,
    ("Egenvård 1", "Varbergs kommun", "None", "0", "1"): 1,
    ("Egenvård 2", "Hylte kommun", "None", "0", "1"): 1,
}
"""Whom the story asks in the end: initiative, organisation, answer, how many, and whether the question stands."""


def test_run_killed_between_what_follows_a_decision_and_its_letters_ends_as_if_it_had_not_been(stage, rng):
    """A question to an organisation, or that it has lapsed, is committed with its letter."""
    tried = Tried(stage(FOLLOW_UP.name, "sqlite"))
    left = tried.clean.left
    assert (left["spreadings"], sum(row[1] == VerdictKind.FOLLOW_UP for row in left["ledger"])) == (FOLLOWED, 5)
    told = {(kind, to): count for (kind, to, *_), count in left["letters"].items() if kind.startswith("spread_")}
    assert told == {
        ("spread_asked", HYLTE): 2,
        ("spread_asked", LAHOLM): 1,
        ("spread_asked", VARBERG): 1,
        ("spread_answered", LAHOLM): 1,
        ("spread_lapsed", HYLTE): 1,
    }
    commits = [number for number, point in enumerate(tried.clean.trace, 1) if point == "after commit"]
    for number in rng.sample(commits, 2):
        tried.kill_at(number)
        assert tried.wrong == {}


_BEGUN, _SHARED, _FILED = "imap UID FETCH", "commit", "imap UID MOVE"
"""What intake of a backlog does in turn: mails are fetched and begun; decided, several in a commit; and moved."""


@pytest.mark.timeout(24 * 3600)
def test_backlog_killed_at_its_shared_commits_and_moves_ends_as_if_it_had_not_been(stage, rng, soak):
    tried = Tried(stage(BACKLOG.name, "sqlite"))
    intake = tried.clean.trace[: tried.clean.trace.index("before smtp letter")]
    at_stake = [number for number, point in enumerate(intake, 1) if point.endswith((_SHARED, _FILED))]
    fetched = intake.index(f"before {_BEGUN}")
    verdicts = [row[1] for row in tried.clean.left["ledger"]]
    assert intake[fetched:].count(f"after {_SHARED}") < len(verdicts)
    for number in at_stake if soak else rng.sample([number for number in at_stake if number > fetched], 3):
        tried.kill_at(number)
        assert tried.wrong == {}


HALVES = ("UID COPY", "UID STORE", "UID EXPUNGE")
"""What a server is told that has no MOVE."""
AT_HALF = ("after imap UID COPY", "after imap UID STORE")


def test_kill_in_the_middle_of_a_move_that_the_server_can_not_make_in_one_leaves_no_message_twice(stage, soak, rng):
    tried = Tried(stage(FEW.name, "sqlite", "old_dovecot"))
    of_a_move = [number for number, point in enumerate(tried.clean.trace, 1) if point.endswith(HALVES)]
    assert {tried.clean.trace[number - 1].partition(" imap ")[2] for number in of_a_move} == {*HALVES}
    halves = [number for number in of_a_move if tried.clean.trace[number - 1] in AT_HALF]
    for number in of_a_move if soak else rng.sample(halves, 2):
        tried.kill_at(number)
        assert tried.wrong == {}


@pytest.mark.skipif(not os.environ.get("MAILBOT_SOAK"), reason="hours: make soak")
@pytest.mark.timeout(24 * 3600)
@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("database", DATABASES)
@pytest.mark.parametrize(
    "story", [EVERY_KIND, FIRST_START, FEW, BACKLOG, POISONED, FOLLOW_UP], ids=lambda story: story.name
)
def test_run_killed_at_every_point_ends_as_if_it_had_not_been(stage, story, database, share, figures):
    tried = Tried(stage(story.name, database))
    asked_for = os.environ.get("MAILBOT_POINT")
    numbers = range(1 + share, len(tried.clean.trace) + 1, SHARES)
    for number in numbers if asked_for is None else {int(asked_for)}.intersection(numbers):
        tried.kill_at(number)
    figures(tried.report())
    assert tried.wrong == {}


def test_kill_while_the_server_is_asked_for_the_time_leaves_no_message_of_ours(stage):
    """The server's clock is read off a message that is put into a folder for a moment."""
    tried = Tried(stage(FIRST_START.name, "sqlite"))
    trace = tried.clean.trace
    put, removed = (trace.index(f"after imap {command}") + 1 for command in ("APPEND", "UID EXPUNGE"))
    for number in (put, removed - 1):
        tried.kill_at(number)
    assert tried.wrong == {}
