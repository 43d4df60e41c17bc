"""What happens when: people write as they do, what has been done least comes first, and meetings keep their days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from tests.simulation import agendas, coverage, decisions, desk, initiators, meetings, works
from tests.simulation.play import Play

Happening = Callable[[Play], bool]

REST: Sequence[Happening] = (
    *initiators.WRITE,
    *meetings.CHANGE,
    *agendas.CHANGE,
    *desk.WAITING,
    *desk.REGISTER,
    *desk.NO_ORDER,
    *works.SAID,
)


def plays(play: Play, *, until: datetime, pause: float) -> None:
    """Let time go by until then, with something happening every `pause` days or so."""
    while play.office.now < until:
        due_or_drawn(play)
        play.later(days=play.rng.uniform(0.3, 1.7) * pause)
    play.later(days=1)


def told(play: Play) -> str:
    """Say how much of what has happened."""
    initiatives, mails, letters = len(play.clerk.cards), play.clerk.mails, len(play.office.letters)
    counted = f"{initiatives} initiatives, {len(play.clerk.meetings)} meetings, {mails} mails, {letters} letters"
    return f"{counted}\n{dict(play.played)}\nnever used: {sorted(coverage.unused(play))}"


def due_or_drawn(play: Play) -> None:
    """See to a meeting, if one calls for it; else let something happen."""
    held = [one for one in play.clerk.meetings if one.undecided and one.starts + timedelta(hours=4) < play.office.now]
    if held:
        decisions.come_back(play, held[0])
        if play.chance(0.4) and decisions.is_corrected(play):
            play.played["is_corrected"] += 1
    elif len(play.clerk.coming()) < 3:
        draws(play, meetings.PLAN)
    elif play.chance(0.3):
        draws(play, initiators.PROPOSE)
    elif not (play.chance(0.55) and draws(play, works.OWED)):
        draws(play, REST)


def draws(play: Play, of: Sequence[Happening]) -> bool:
    """Let one thing happen, of those that have happened least; return whether any could."""
    tired = sorted(of, key=lambda one: (play.played[one.__name__], play.rng.random()))
    for happens in tired:
        if happens(play):
            play.played[happens.__name__] += 1
            return True
    return False
