"""How a secretary changes an agenda that has gone out, and what a clerk keeps of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from tests.simulation.clerk import Line, Meeting
from tests.simulation.play import Play


def takes_off(play: Play) -> bool:
    open_ = _open(play)
    if open_ is None:
        return False
    meeting, line = open_, play.rng.choice(open_.undecided)
    said, words = play.rng.choice(
        [
            ("ta bort OH-2026-0012", f"ta bort {line.card.reference}"),
            ("stryk 0012", f"stryk {play.short(line.card)}"),
        ]
    )
    return _orders(play, said, words, lambda: play.clerk.strikes(meeting, line))


def adds(play: Play) -> bool:
    meeting = _open(play, undecided=0)
    if meeting is None:
        return False
    there = [line.card for line in meeting.lines if not line.struck]
    queued = [card for card in play.clerk.queue() if card not in there]
    if not queued:
        return False
    card = play.rng.choice(queued)
    words = f"lägg till {card.reference}"
    return _orders(play, "lägg till OH-2026-0012", words, lambda: play.clerk.adds(meeting, card))


def moves_first(play: Play) -> bool:
    return _moves(play, "flytta OH-2026-0012 först", "flytta {whole} först", lambda one, rest: [one, *rest])


def moves_last(play: Play) -> bool:
    return _moves(play, "flytta 0012 sist", "flytta {short} sist", lambda one, rest: [*rest, one])


def _moves(play: Play, said: str, words: str, ordered: Callable[[Line, list[Line]], list[Line]]) -> bool:
    meeting = _open(play, undecided=2)
    if meeting is None:
        return False
    line = play.rng.choice(meeting.undecided)
    new = ordered(line, [one for one in meeting.lines if one is not line])
    if [id(one) for one in new] == [id(one) for one in meeting.lines]:
        return False
    told = words.format(whole=line.card.reference, short=play.short(line.card))
    return _orders(play, said, told, lambda: play.clerk.reorders(meeting, new))


def changes_places(play: Play) -> bool:
    meeting = _open(play, undecided=2)
    if meeting is None:
        return False
    first, second = (meeting.lines.index(line) for line in meeting.undecided[:2])
    new = list(meeting.lines)
    new[first], new[second] = new[second], new[first]
    words = f"byt ordning {play.short(new[first].card)}, {play.short(new[second].card)}"
    return _orders(play, "byt ordning 0012, 0007", words, lambda: play.clerk.reorders(meeting, new))


def releases(play: Play) -> bool:
    """Let files that were held back go along."""
    card = play.card("queued", "on_agenda")
    if card is None:
        return False
    return _orders(play, "släpp OH-2026-0012", f"släpp {card.reference}", lambda: None)


def goes_to_members(play: Play) -> bool:
    """Send the newest agenda to the group, where it has not gone yet."""
    meeting = _open(play, undecided=0)
    if meeting is None or meeting.members_have == len(meeting.sheets):
        return False
    effect = partial(play.clerk.sends_to_members, meeting)
    return _orders(play, "skicka till ledamöterna", "Skicka till ledamöterna", effect, asked_by="members_receipt")


def thinks_better_of_it(play: Play) -> bool:
    meeting = _open(play)
    if meeting is None:
        return False
    card = play.rng.choice(meeting.undecided).card
    return _orders(play, "stoppa", f"ta bort {card.reference}", lambda: None, answer="stoppa")


def _orders(
    play: Play,
    said: str,
    words: str,
    effect: Callable[[], None],
    *,
    answer: str = "skicka",
    asked_by: str = "done",
) -> bool:
    """Order it, and answer what is asked back: then it is so."""
    secretary = play.secretary
    play.write(secretary, "RUG", words)
    play.said.add(said)
    play.clerk.writes(asked_by, secretary.address)
    play.turn(f"{secretary.name} says «{words}»")
    play.later(minutes=20)
    play.write(secretary, "", answer, answers=play.letter(asked_by, secretary))
    play.said.add(answer)
    play.clerk.writes(asked_by, secretary.address)
    effect()
    play.turn(f"{secretary.name} says «{answer}»")
    return True


def _open(play: Play, undecided: int = 1) -> Meeting | None:
    """Return the meeting to come whose agenda is out, with so much on it; none that begins within hours."""
    meeting = play.clerk.changeable()
    if meeting is None or meeting.starts < play.office.now + timedelta(hours=6):
        return None
    return meeting if len(meeting.undecided) >= undecided else None


CHANGE = (takes_off, adds, moves_first, moves_last, changes_places, releases, goes_to_members, thinks_better_of_it)
