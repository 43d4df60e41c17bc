"""How decisions come back by mail, and what a clerk keeps of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from mailbot.demo import fill_in_agenda
from mailbot.demo.fill_in_agenda import Written
from tests.simulation.clerk import ON_WORK, OUTCOMES, STOCKHOLM, Card, Line, Meeting
from tests.simulation.play import Play
from tests.support.mails import File

REASONS = "Det svarar mot färdplanen."
Decided = Sequence[tuple[Card, str]]
IN_WORDS = {
    False: "OH-2026-0012 bifall: Väl förankrat. Ansvarig: Eva Nordin",
    True: "OH-2026-0012 sprid till alla",
}
"""How the secretary's list says it, of a proposal and of evaluated work."""


# How they come


def in_word(play: Play, meeting: Meeting, decided: Decided) -> None:
    _in_file(play, meeting, decided, "docx")


def in_excel(play: Play, meeting: Meeting, decided: Decided) -> None:
    _in_file(play, meeting, decided, "xlsx")


def _in_file(play: Play, meeting: Meeting, decided: Decided, ending: str) -> None:
    written = {
        card.reference: Written(word, REASONS, "" if word in ON_WORK else _in_charge(play, card, word))
        for card, word in decided
    }
    for card, word in decided:
        if word == "Fortsättning":
            written[card.reference] = Written(word, REASONS, applies_to=_until(play, card))
    fill = fill_in_agenda.in_word if ending == "docx" else fill_in_agenda.in_excel
    data = fill(play.agenda(meeting, ending), written)
    play.write(play.secretary, "Besluten", "Hej, här är besluten.", [File(f"Dagordning.{ending}", data)])


def in_lines(play: Play, _meeting: Meeting, decided: Decided) -> None:
    lines = (
        f"{card.reference} {_said(play, card, word)}: {REASONS}{_by_whom(play, card, word)}" for card, word in decided
    )
    play.write(play.secretary, "Besluten", "Hej!\n\nHär är besluten.\n\n" + "\n".join(lines))
    play.said.update(IN_WORDS[word in ON_WORK] for _, word in decided)


def by_paragraph(play: Play, meeting: Meeting, decided: Decided) -> None:
    """Name each item by its § alone: so the mail must answer the agenda."""
    number = {line.card.reference: line.paragraph for line in meeting.standing}
    lines = (f"§ {number[card.reference]} {_said(play, card, word)}, motivering: {REASONS}" for card, word in decided)
    play.write(play.secretary, "", "\n".join(lines), answers=play.agenda_letter(meeting))


def in_table(play: Play, _meeting: Meeting, decided: Decided) -> None:
    rows = "".join(
        f"<tr><td>{card.reference}</td><td>{_in_cell(play, card, word)}</td><td>{REASONS}</td></tr>"
        for card, word in decided
    )
    head = "<tr><td>Ärende</td><td>Beslut</td><td>Motivering</td></tr>"
    html = f"<html><body><p>Hej!</p><table>{head}{rows}</table></body></html>"
    play.write(play.secretary, "Besluten", None, html=html)


def _in_charge(play: Play, card: Card, word: str) -> str:
    """Return who is to be in charge of the work: somebody without an address, or who will be asked, often until when.

    The clerk is told, too.
    """
    if word != "Bifall" or play.chance(0.4):
        return "Eva Nordin"
    person = play.rng.choice(play.people)
    due = play.office.now.astimezone(STOCKHOLM).date() + timedelta(days=play.rng.randint(20, 150))
    is_dated = play.chance(0.5)
    play.named[card.reference] = (person.address, due if is_dated else None)
    return f"{person.name}, {person.address}{f', följs upp {due}' if is_dated else ''}"


WAYS: tuple[Callable[[Play, Meeting, Decided], None], ...] = (in_word, in_lines, in_excel, by_paragraph, in_table)


def _verb(word: str) -> str:
    return {"Bordläggning": "bordläggs", "Spridning till alla": "sprid till alla", "Avslut": "avsluta"}.get(
        word, word.lower()
    )


def _said(play: Play, card: Card, word: str) -> str:
    return f"fortsätt till {_until(play, card)}" if word == "Fortsättning" else _verb(word)


def _in_cell(play: Play, card: Card, word: str) -> str:
    return f"{word} {_until(play, card)}" if word == "Fortsättning" else word


def _by_whom(play: Play, card: Card, word: str) -> str:
    return "" if word in ON_WORK else f" Ansvarig: {_in_charge(play, card, word)}"


def _until(play: Play, card: Card) -> str:
    """Return the day until which evaluated work goes on. The clerk is told, too."""
    until = play.office.now.astimezone(STOCKHOLM).date() + timedelta(days=play.rng.randint(20, 90))
    play.named[card.reference] = ("", until)
    return until.isoformat()


# What becomes of them


def are_sent(play: Play, meeting: Meeting) -> None:
    """All that was decided comes back, and is sent."""
    decided = _draw(play, meeting.undecided)
    _come(play, meeting, decided)
    _send(play, meeting, decided)


def are_sent_in_two(play: Play, meeting: Meeting) -> None:
    """One decision is sent by itself, and the others later with the same code."""
    decided = _draw(play, meeting.undecided)
    _come(play, meeting, decided)
    _send(play, meeting, decided[:1], f"skicka {decided[0][0].reference}", "skicka OH-2026-0012")
    if len(decided) > 1:
        play.later(hours=3)
        _send(play, meeting, decided[1:])


def some_come_later(play: Play, meeting: Meeting) -> None:
    """Half of them come, and the rest the day after."""
    some = meeting.undecided[: max(1, len(meeting.undecided) // 2)]
    for lines in (some, None):
        decided = _draw(play, meeting.undecided if lines is None else lines)
        if decided:
            _come(play, meeting, decided)
            _send(play, meeting, decided)
            play.later(days=1)


def are_stopped(play: Play, meeting: Meeting) -> None:
    """They come back, are stopped, and come anew."""
    _come(play, meeting, _draw(play, meeting.undecided))
    _answers(play, "stoppa", "stoppa")
    play.turn(f"the decisions of {meeting.day} are stopped")
    play.later(hours=4)
    are_sent(play, meeting)


def are_corrected_first(play: Play, meeting: Meeting) -> None:
    """What was wrong in them is put right before anything is sent."""
    decided = _draw(play, meeting.undecided)
    _come(play, meeting, decided)
    (card, word), rest = decided[0], decided[1:]
    other = _other(play, word)
    _forget_names(play, decided[:1])
    receipt = play.letter("decisions_receipt", play.secretary)
    play.write(play.secretary, "", f"{card.reference} {_said(play, card, other)}: {REASONS}", answers=receipt)
    play.clerk.tells_secretaries("decisions_receipt")
    play.turn(f"{card.reference} is put right")
    play.later(hours=1)
    _send(play, meeting, [(card, other), *rest])


def get_words_added(play: Play, meeting: Meeting) -> None:
    decided = _draw(play, meeting.undecided)
    _come(play, meeting, decided)
    reference = decided[0][0].reference
    receipt = play.letter("decisions_receipt", play.secretary)
    play.write(play.secretary, "", f"ändra {reference}: Välkommen till temadagen i mars.", answers=receipt)
    play.said.add("ändra OH-2026-0012: Välkommen till temadagen i mars.")
    play.clerk.tells_secretaries("decisions_receipt")
    play.turn(f"words are added to the letter about {reference}")
    play.later(hours=1)
    _send(play, meeting, decided)


FATES = (are_sent, get_words_added, are_sent_in_two, are_corrected_first, some_come_later, are_stopped)


def come_back(play: Play, meeting: Meeting) -> None:
    """Let the decisions of a meeting come back, in a way that has been taken least."""
    fate = min(FATES, key=lambda one: play.played[one.__name__])
    play.played[fate.__name__] += 1
    fate(play, meeting)


def is_corrected(play: Play) -> bool:
    """A decision that has gone out is put right."""
    found = [
        (meeting, line)
        for meeting in play.clerk.meetings
        for line in meeting.standing
        if line.outcome in ("approved", "rejected") and line.card.state == line.outcome and not meeting.undecided
    ]
    if not found:
        return False
    words = {outcome: word for word, outcome in OUTCOMES.items()}
    could = [(meeting, line, words[line.outcome], word) for meeting, line in found[-10:] for word in OUTCOMES]
    could = [one for one in could if one[2] != one[3]]
    meeting, line, was, word = min(could, key=lambda one: (play.played[f"{one[2]} to {one[3]}"], play.rng.random()))
    play.played[f"{was} to {word}"] += 1
    decided = [(line.card, word)]
    _forget_names(play, decided)
    in_lines(play, meeting, decided)
    play.clerk.tells_secretaries("decisions_receipt")
    play.turn(f"the decision about {line.card.reference} is to be {decided[0][1]}")
    play.later(hours=2)
    _send(play, meeting, decided)
    return True


# How it is said


def _draw(play: Play, lines: Sequence[Line]) -> list[tuple[Card, str]]:
    return [
        (line.card, play.rng.choice([*ON_WORK, "Spridning till alla"] if line.evaluated else [*OUTCOMES, "Bifall"]))
        for line in lines
    ]


def _other(play: Play, word: str) -> str:
    return play.rng.choice([one for one in (ON_WORK if word in ON_WORK else OUTCOMES) if one != word])


def _come(play: Play, meeting: Meeting, decided: Decided) -> None:
    way = min(WAYS, key=lambda one: play.played[one.__name__])
    play.played[way.__name__] += 1
    _forget_names(play, decided)
    way(play, meeting, decided)
    play.clerk.tells_secretaries("decisions_receipt")
    play.turn(f"the decisions of {meeting.day} come {way.__name__}")
    play.later(hours=2)


def _forget_names(play: Play, decided: Decided) -> None:
    for card, _ in decided:
        play.named.pop(card.reference, None)


def _send(play: Play, meeting: Meeting, decided: Decided, words: str = "skicka", saying: str = "skicka") -> None:
    _answers(play, words, saying)
    play.clerk.decides(meeting, decided, play.named)
    play.turn(f"«{words}»: {', '.join(f'{card.reference} {word}' for card, word in decided)}")


def _answers(play: Play, words: str, saying: str) -> None:
    play.write(play.secretary, "", words, answers=play.letter("decisions_receipt", play.secretary))
    play.said.add(saying)
    play.clerk.tells_secretaries("done")
