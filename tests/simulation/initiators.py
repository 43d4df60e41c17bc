"""What initiators do by mail, and what a clerk keeps of it."""

from __future__ import annotations

from tests.simulation.play import Play, form

GAPS = {"purpose": None, "expected_effect": None}


def proposes(play: Play) -> bool:
    person, title, in_excel = play.person(), next(play.titles), play.rng.random() < 0.4
    play.write(person, "Förslag", "Hej!\n\nSe bilagan.", [form(person, title, in_excel=in_excel)])
    play.clerk.tells("receipt_complete", play.clerk.registers(person.address, title, "queued"))
    play.turn(f"{person.name} proposes «{title}»")
    return True


def proposes_with_gaps(play: Play) -> bool:
    person, title, in_excel = play.person(), next(play.titles), play.rng.random() < 0.4
    play.write(person, "Förslag", "Hej!\n\nSe bilagan.", [form(person, title, in_excel=in_excel, **GAPS)])
    play.clerk.tells("receipt_incomplete", play.clerk.registers(person.address, title, "incomplete"))
    play.turn(f"{person.name} proposes «{title}», with gaps")
    return True


def completes(play: Play) -> bool:
    card = play.card("incomplete")
    if card is None:
        return False
    person = play.of(card)
    asked = play.letter(
        "decision_referred_back" if "referred_back" in card.events else "receipt_incomplete", person, card
    )
    play.write(person, "", "Här är det som saknades.", [form(person, card.title)], answers=asked)
    play.clerk.completes(card)
    play.clerk.tells("receipt_complete", card)
    play.turn(f"{person.name} completes {card.reference}")
    return True


def withdraws(play: Play) -> bool:
    card = play.card("queued", "incomplete")
    if card is None:
        return False
    person = play.of(card)
    play.write(person, card.reference, f"Jag drar tillbaka mitt förslag {card.reference}.")
    play.clerk.withdraws(card)
    play.clerk.tells("withdrawn", card)
    play.turn(f"{person.name} withdraws {card.reference}")
    return True
