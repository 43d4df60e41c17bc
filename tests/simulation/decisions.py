"""How decisions come back by mail, and what a clerk keeps of them."""

from __future__ import annotations

from mailbot.demo import fill_in_agenda
from mailbot.demo.fill_in_agenda import Written
from tests.simulation.clerk import OUTCOMES, Card, Meeting
from tests.simulation.play import Play
from tests.support.mails import File

REASONS = "Det svarar mot färdplanen."


def returns_word(play: Play, meeting: Meeting) -> None:
    """Return the agenda in Word, and say «skicka»."""
    decided = draws(play, meeting)
    written = {card.reference: Written(word, REASONS) for card, word in decided}
    data = fill_in_agenda.in_word(_file(play, ".docx"), written)
    play.write(play.secretary, "Besluten", "Hej, här är besluten.", [File("Dagordning.docx", data)])
    play.clerk.tells_secretaries("decisions_receipt")
    play.turn(f"the decisions of {meeting.day} come back in Word")
    play.later(hours=2)
    play.write(play.secretary, "", "skicka", answers=play.letter("decisions_receipt", play.secretary))
    play.said.add("skicka")
    play.clerk.decides(meeting, decided)
    play.clerk.tells_secretaries("done")
    play.turn("the decisions are sent")


def draws(play: Play, meeting: Meeting) -> list[tuple[Card, str]]:
    return [(line.card, play.rng.choice([*OUTCOMES, "Bifall"])) for line in meeting.undecided]


def _file(play: Play, ending: str) -> bytes:
    letter = play.letter("agenda", play.secretary).mail
    (file,) = (part for part in letter.iter_attachments() if part.get_filename().endswith(ending))
    return file.get_content()
