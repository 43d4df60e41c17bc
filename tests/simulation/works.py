"""What those who do approved work say of it by mail: yes, another, later, stopped; and how it went."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from mailbot.forms import template_file
from mailbot.forms.write import excel, word
from mailbot.primitives.templates_folder import templates_dir
from tests.scenarios.test_evaluation import ANSWERS
from tests.simulation.approved_work import Work
from tests.simulation.clerk import STOCKHOLM
from tests.simulation.people import Person
from tests.simulation.play import Play
from tests.support.mails import File

EVALUATION = template_file.load(templates_dir() / "mall" / "utvardering.toml")
_SILENT = 7
"""Of so many initiatives there is one about which nobody ever answers."""


# Who is in charge


def says_yes(play: Play) -> bool:
    """Whoever is asked to be in charge says yes."""
    work = _drawn(play, lambda work: work.to_be and work.who and work.card.state in ("approved", "in_progress"))
    if work is None:
        return False
    person = _person(play, work.to_be)
    words = play.rng.choice(["Ja", "Ja, det gör jag.", "Hej! Jag ansvarar för arbetet."])
    _answers(play, person, "responsible_asked", work, words)
    play.clerk.work.accepts(work, person.address)
    play.turn(f"{person.name} is in charge of {work.card.reference}")
    return True


def takes_it_on(play: Play) -> bool:
    """The initiator, asked who is in charge, says that it is herself."""
    work = _drawn(play, _wants_to_know)
    if work is None:
        return False
    person = play.of(work.card)
    _answers(play, person, "responsible_wanted", work, "Jag ansvarar för arbetet.")
    play.clerk.work.accepts(work, person.address)
    play.turn(f"{person.name} takes on {work.card.reference}")
    return True


def names_somebody(play: Play) -> bool:
    """The initiator, asked who is in charge, names another."""
    work = _drawn(play, _wants_to_know)
    if work is None:
        return False
    _names(play, play.of(work.card), "responsible_wanted", work)
    return True


def hands_over(play: Play) -> bool:
    """Who is in charge names another: all stays as it is until they say yes."""
    work = _drawn(play, _goes_on)
    if work is None:
        return False
    _names(play, _person(play, work.in_charge), "work_started", work)
    return True


def _names(play: Play, by: Person, answers: str, work: Work) -> None:
    others = [one for one in play.people if one.address not in (by.address, work.in_charge, work.card.owner)]
    other = play.rng.choice(others)
    _answers(play, by, answers, work, f"{other.name}, {other.address} tar över.")
    play.clerk.work.names(work, other.address, by.address, play.clerk.now)
    play.turn(f"{by.name} names {other.name} for {work.card.reference}")


# How it goes


def is_delayed(play: Play) -> bool:
    work = _drawn(play, _goes_on)
    if work is None:
        return False
    person, until = _person(play, work.in_charge), max(work.due, _today(play)) + timedelta(days=play.rng.randint(5, 40))
    _answers(play, person, "work_started", work, f"Hej! Vi blir klara {until}.")
    play.clerk.work.is_delayed(work, until)
    play.turn(f"{work.card.reference} is delayed until {until}")
    return True


def is_stopped(play: Play) -> bool:
    """Work is stopped: seldom."""
    work = _drawn(play, _goes_on) if play.played["is_stopped"] * 8 < len(play.clerk.work.of) else None
    if work is None:
        return False
    person = _person(play, work.in_charge)
    _answers(play, person, "work_started", work, "Vi stoppar arbetet. Den som ledde det har slutat.")
    play.clerk.work.is_stopped(work)
    play.turn(f"{work.card.reference} is stopped")
    return True


def is_evaluated(play: Play) -> bool:
    """Who has got the form sends it back: who is in charge, or the initiator."""
    work = _drawn(play, lambda work: work.goes_on and work.evaluation)
    return work is not None and _evaluates(play, work, play.rng.choice(work.told))


def is_evaluated_with_gaps(play: Play) -> bool:
    work = _drawn(play, lambda work: work.goes_on and work.evaluation and work.card.events[-1] != "evaluation_version")
    return work is not None and _evaluates(play, work, play.rng.choice(work.told), whole=False)


def is_evaluated_again(play: Play) -> bool:
    """Somebody tells later what more was learnt."""
    work = _drawn(play, lambda work: work.card.state == "evaluated")
    return work is not None and _evaluates(play, work, play.rng.choice(work.told))


def _evaluates(play: Play, work: Work, by: str, *, whole: bool = True) -> bool:
    person, make, ending = _person(play, by), *play.rng.choice([(word, "docx"), (excel, "xlsx")])
    learnt = f"Gå två och två, lärde vi oss efter {play.clerk.mails} mejl." if whole else None
    told = {**ANSWERS, "reference": work.card.reference, "evaluator": person.name, "learnt": learnt}
    values = {key: value for key, value in told.items() if value is not None}
    file = File(f"Utvärdering.{ending}", make.write(EVALUATION, values))
    waits = f"evaluated {work.card.reference}" if whole and play.clerk.stands(work.card) else ""
    play.write(person, "Utvärdering", "Hej! Här kommer den.", [file], waits=waits)
    play.clerk.work.is_evaluated(work, by, (play.clerk.now, play.clerk.mails) if whole else None)
    play.turn(f"{person.name} evaluates {work.card.reference}{'' if whole else ', with gaps'}")
    return True


# Whether others do likewise


def is_taken_up(play: Play) -> bool:
    """An organisation's contact says whether and when, or that it does so already, or no and why."""
    work = _drawn(play, lambda work: any(work.spread.values()))
    if work is None:
        return False
    contact = _person(play, play.rng.choice([one for one, asked in work.spread.items() if asked]))
    today, day = _today(play), _today(play) + timedelta(days=play.rng.randint(1, 90))
    said = {f"Ja {day}": day, f"ja, från {day}": day, "Vi gör det redan.": today}
    said |= (
        {"Nej: vi saknar personal.": None} if int(work.card.reference[-4:]) % 2 else {}
    )  # the others reach everybody
    words = play.rng.choice(["Ja", *said])
    _answers(play, contact, "spread_asked", work, words)
    if words == "Ja":
        play.clerk.work.says_when(work, contact.address)
    else:
        play.clerk.work.answers(work, contact.address, said[words])
    play.turn(f"{contact.organisation} says «{words}» to {work.card.reference}")
    return True


# Who is meant


def _drawn(play: Play, fits: Callable[[Work], object]) -> Work | None:
    found = [one for one in play.clerk.work.of.values() if _is_answered(one) and fits(one)]
    return play.rng.choice(found) if found else None


def _is_answered(work: Work) -> bool:
    """Whether those who are asked about an initiative answer at all."""
    return int(work.card.reference[-4:]) % _SILENT != 0


def _wants_to_know(work: Work) -> object:
    return work.who and not work.to_be and work.card.state == "approved"


def _goes_on(work: Work) -> bool:
    return work.goes_on


def _person(play: Play, address: str) -> Person:
    return next(one for one in play.people if one.address == address)


def _answers(play: Play, person: Person, kind: str, work: Work, words: str) -> None:
    play.write(person, "", words, answers=play.letter(kind, person, work.card))


def _today(play: Play):
    return play.office.now.astimezone(STOCKHOLM).date()


OWED = (says_yes, takes_it_on, is_evaluated, is_taken_up)
SAID = (names_somebody, hands_over, is_delayed, is_stopped, is_evaluated_with_gaps, is_evaluated_again)
