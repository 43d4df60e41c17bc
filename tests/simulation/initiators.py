"""What initiators do by mail, and what a clerk keeps of it. Each says whether it could happen now."""

from __future__ import annotations

from typing import Any

from tests.scenarios.test_bounced_letters import _report
from tests.simulation.clerk import Card
from tests.simulation.people import Person
from tests.simulation.play import Play, code, form
from tests.support.mails import File

OPEN = ("incomplete", "queued", "on_agenda")
GAPS: dict[str, Any] = {"purpose": None, "expected_effect": None}
FEWER_GAPS: dict[str, Any] = {"purpose": None}


def _brings(play: Play, person: Person, title: str, answers: dict[str, Any]) -> list[File]:
    return [form(person, title, in_excel=play.chance(0.4), **answers)]


def _otherwise(play: Play, card: Card) -> dict[str, Any]:
    """Return answers that say something else than the last time, and leave nothing out."""
    before = play.answers.get(card.reference, {}).items()
    whole = {key: said for key, said in before if said is not None and key not in ("email", "initiator_name")}
    return {**whole, "description": f"Så här gör vi, för gång nummer {play.clerk.mails}."}


def _registers(play: Play, person: Person, title: str, answers: dict[str, Any], *, state: str = "") -> Card:
    is_whole = None not in answers.values()
    state = state or ("queued" if is_whole else "incomplete")
    card = play.clerk.registers(person.address, title, state, whole=is_whole)
    play.answers[card.reference] = answers
    return card


def _proposes(play: Play, answers: dict[str, Any], trust: str = "pass") -> Card:
    person, title = play.person(), next(play.titles)
    play.write(person, "Förslag", "Hej!\n\nSe bilagan.", _brings(play, person, title, answers), trust=trust)
    card = _registers(play, person, title, answers)
    play.clerk.tells("receipt_incomplete" if card.state == "incomplete" else "receipt_complete", card)
    play.turn(f"{person.name} proposes {card.reference} «{title}», {card.state}")
    return card


def proposes(play: Play) -> bool:
    return bool(_proposes(play, {}))


def proposes_with_gaps(play: Play) -> bool:
    return bool(_proposes(play, GAPS))


def proposes_unknown(play: Play) -> bool:
    """Nobody vouches for the sender: it is taken all the same."""
    return bool(_proposes(play, {}, trust=""))


def many_propose(play: Play) -> bool:
    play.at_once(proposes, proposes_with_gaps, proposes, thanks)
    return True


def completes(play: Play) -> bool:
    card = play.card("incomplete")
    if card is None:
        return False
    person, answers = play.of(card), _otherwise(play, card)
    card.title = card.title or next(play.titles)
    files = _brings(play, person, card.title, answers)
    trust = "pass" if play.chance(0.7) else ""
    play.write(person, "", "Här är det som saknades.", files, answers=play.last_about(card), trust=trust)
    play.answers[card.reference] = answers
    play.clerk.completes(card)
    play.clerk.tells("receipt_complete", card)
    play.turn(f"{person.name} completes {card.reference}")
    return True


def completes_partly(play: Play) -> bool:
    cards = [one for one in play.clerk.cards if one.state == "incomplete" and play.answers.get(one.reference) == GAPS]
    if not cards:
        return False
    card = cards[-1]
    person = play.of(card)
    files = _brings(play, person, card.title, FEWER_GAPS)
    play.write(person, "", "Nu har jag fyllt i lite mer.", files, answers=play.last_about(card))
    play.answers[card.reference] = FEWER_GAPS
    play.clerk.renews(card)
    play.clerk.tells("receipt_incomplete", card)
    play.turn(f"{person.name} completes {card.reference} in part")
    return True


def withdraws(play: Play) -> bool:
    """Withdraw one in the state in which that was done least."""
    state = min(OPEN, key=lambda one: play.played[f"{one}: withdraws"])
    card = play.card(state)
    if card is not None:
        play.played[f"{state}: withdraws"] += 1
        withdraws_one(play, card)
    return card is not None


def withdraws_one(play: Play, card: Card) -> None:
    person, was_on_agenda = play.of(card), card.state == "on_agenda"
    words = f"Jag drar tillbaka mitt förslag {card.reference}."
    play.write(person, card.reference, words, waits=f"withdrawn {card.reference}" if was_on_agenda else "")
    play.clerk.withdraws(card)
    play.clerk.tells("withdrawn", card)
    play.turn(f"{person.name} withdraws {card.reference}")


def withdraws_unknown(play: Play) -> bool:
    """Nobody vouches for who withdraws: the registered address is asked, and says yes."""
    card = play.card("queued", "incomplete")
    if card is None:
        return False
    person = play.of(card)
    play.write(person, card.reference, f"Jag drar tillbaka mitt förslag {card.reference}.", trust="")
    play.clerk.tells("withdrawal_confirm", card)
    play.turn(f"somebody withdraws {card.reference} in {person.name}'s name")
    play.later(hours=3)
    if card.state not in ("queued", "incomplete"):
        return True
    play.write(person, "", "Ja", answers=play.letter("withdrawal_confirm", person, card))
    play.clerk.withdraws(card)
    play.clerk.tells("withdrawn", card)
    play.turn(f"{person.name} says yes to that")
    return True


def sends_again(play: Play) -> bool:
    card = _with_form(play, "queued", "on_agenda")
    if card is None:
        return False
    person = play.of(card)
    play.write(
        person, "Förslag", "Hej!\n\nSe bilagan.", _brings(play, person, card.title, play.answers[card.reference])
    )
    play.clerk.tells("same_again", card)
    play.turn(f"{person.name} sends {card.reference} again")
    return True


def renews(play: Play) -> bool:
    card = _with_form(play, "queued", "on_agenda")
    if card is None:
        return False
    person, answers = play.of(card), _otherwise(play, card)
    waits = f"on agenda {card.reference}" if card.state == "on_agenda" else ""
    play.write(person, "Ny version", "Se bilagan.", _brings(play, person, card.title, answers), waits=waits)
    play.answers[card.reference] = answers
    play.clerk.renews(card)
    play.clerk.tells("same_again", card)
    play.turn(f"{person.name} sends a new version of {card.reference}")
    return True


def renews_unknown(play: Play) -> bool:
    """Nobody vouches for who sends a new version: the registered address is asked, and says yes with the code."""
    card = _with_form(play, "queued")
    if card is None:
        return False
    person, answers = play.of(card), _otherwise(play, card)
    play.write(person, "Ny version", "Se bilagan.", _brings(play, person, card.title, answers), trust="")
    play.clerk.tells("change_confirm", card)
    play.turn(f"somebody sends a new version of {card.reference} in {person.name}'s name")
    play.later(hours=3)
    if card.state != "queued":
        return True
    letter = play.letter("change_confirm", person, card)
    play.write(person, "", f"Ja {code(letter)}", answers=letter, quoting=False)
    play.answers[card.reference] = answers
    play.clerk.renews(card)
    play.clerk.tells("same_again", card)
    play.turn(f"{person.name} says yes to that")
    return True


def _with_form(play: Play, *states: str) -> Card | None:
    """Draw one whose form its present initiator has sent."""
    own = [one for one in play.clerk.cards if one.state in states and one.reference in play.answers]
    own = [one for one in own if "handed_over" not in one.events and "email" not in play.answers[one.reference]]
    return play.rng.choice(own[-12:]) if own else None


def is_forged(play: Play) -> bool:
    """Our server says that it is forged: it waits until the address has said yes."""
    person, title, answers = play.person(), next(play.titles), GAPS if play.chance(0.5) else {}
    play.write(person, "Förslag", "Se bilagan.", _brings(play, person, title, answers), trust="fail")
    card = _registers(play, person, title, answers, state="unconfirmed")
    play.clerk.tells("sender_confirm", card)
    play.turn(f"somebody proposes {card.reference} «{title}» in {person.name}'s name")
    return True


def confirms(play: Play) -> bool:
    card = play.card("unconfirmed")
    if card is None:
        return False
    person = play.of(card)
    letter = play.letter("sender_confirm", person, card)
    if (play.office.now - card.queued_at).days > 50:
        return False
    play.write(person, "", f"Ja, {code(letter)}", answers=letter)
    play.clerk.confirms(card)
    play.clerk.tells("receipt_complete" if card.whole else "receipt_incomplete", card)
    play.turn(f"{person.name} stands by {card.reference}")
    return True


def names_another(play: Play) -> bool:
    """Somebody sends what another has filled in."""
    person, title = play.person(), next(play.titles)
    other = play.person(person)
    answers = {"initiator_name": other.name, "email": other.address}
    play.write(person, "VB: Vårt förslag", "Den här kom till mig.", _brings(play, person, title, answers))
    card = _registers(play, person, title, answers)
    play.clerk.tells("receipt_complete", card)
    play.clerk.writes("on_behalf", other.address, card)
    play.asked.append((card, other))
    play.turn(f"{person.name} proposes {card.reference} for {other.name}")
    return True


def takes_over(play: Play) -> bool:
    asked = [(card, other) for card, other in play.asked if card.state in OPEN and card.owner != other.address]
    if not asked:
        return False
    card, other = asked[-1]
    play.asked.remove((card, other))
    play.write(other, "", "Ja", answers=play.letter("on_behalf", other, card))
    play.clerk.hands_over(card, other.address)
    is_fresh = card.state == "queued" and not card.deferred
    lacks = card.state == "incomplete" and None in play.answers.get(card.reference, {"": None}).values()
    play.clerk.tells("receipt_complete" if is_fresh else "receipt_incomplete" if lacks else "status", card)
    play.turn(f"{other.name} takes over {card.reference}")
    return True


def asks_how_it_goes(play: Play) -> bool:
    card = play.card(*OPEN)
    if card is None:
        return False
    person = play.of(card)
    play.write(person, card.reference, f"Hur går det med {card.reference}?")
    play.clerk.tells("status", card)
    play.turn(f"{person.name} asks how it goes with {card.reference}")
    return True


def asks_how_to(play: Play) -> bool:
    person = play.person()
    play.write(person, "Fråga", "Hej! Hur gör man för att lämna ett förslag?")
    play.clerk.writes("how_to", person.address)
    play.turn(f"{person.name} asks how to propose something")
    return True


def thanks(play: Play) -> bool:
    person = play.person()
    play.write(person, "Tack", "Tack så mycket!")
    play.turn(f"{person.name} thanks")
    return True


def is_away(play: Play) -> bool:
    person = play.person()
    play.write(person, "Autosvar", "Jag är ledig.", headers=[("Auto-Submitted", "auto-replied")])
    play.turn(f"{person.name} is away")
    return True


def comes_back(play: Play) -> bool:
    """A letter comes back."""
    receipts = [one for one in play.office.letters[-40:] if one.kind in ("receipt_complete", "on_agenda", "same_again")]
    fresh = [one for one in receipts if one.message_id not in play.returned]
    if not fresh:
        return False
    letter = play.rng.choice(fresh)
    play.returned.add(letter.message_id)
    play.machine(_report(letter.to, letter.message_id, 10_000 + play.clerk.mails))
    play.clerk.comes_back()
    play.turn(f"the {letter.kind} to {letter.to} comes back")
    return True


def some_write_something_else(play: Play) -> bool:
    play.at_once(*[writes_something_else] * play.rng.randint(1, 4))
    return True


def writes_something_else(play: Play) -> bool:
    """Nobody but a human knows what to do with it."""
    person, count = play.person(), play.clerk.mails
    subject, text = play.rng.choice(
        [
            ("Lokalen", f"Vi har en lokal för {count} personer som ni kan låna."),
            ("Till gruppen", f"Jag skulle vilja berätta om vårt arbete i {count} minuter."),
            ("Hej", f"Något helt annat, utan början eller slut, {count}."),
        ]
    )
    play.write(person, subject, text, waits="not understood")
    play.turn(f"{person.name} writes something else")
    return True


def shares_a_link(play: Play) -> bool:
    person = play.person()
    text = "Här är vårt förslag: https://varberg-my.sharepoint.com/:w:/g/personal/anna/x"
    play.write(person, "Förslag", text, waits="a link")
    play.clerk.writes("could_not_read", person.address)
    play.turn(f"{person.name} shares a link")
    return True


def sends_a_broken_file(play: Play) -> bool:
    person = play.person()
    if any(one.owner == person.address and one.state in (*OPEN, "unconfirmed") for one in play.clerk.cards):
        return False
    whole = form(person, "Trasig")
    broken = File(whole.name, whole.data[:8000])
    play.write(person, "Förslag", "Se bilagan.", [broken], waits=f"broken {play.clerk.mails}")
    card = play.clerk.registers(person.address, "", "incomplete", whole=False)
    play.clerk.tells("receipt_incomplete", card)
    play.turn(f"{person.name} sends a broken file, {card.reference}")
    return True


PROPOSE = (proposes, proposes_with_gaps, proposes_unknown, many_propose, is_forged, names_another)
WRITE = (
    completes,
    completes_partly,
    withdraws,
    withdraws_unknown,
    sends_again,
    renews,
    renews_unknown,
    confirms,
    takes_over,
    asks_how_it_goes,
    asks_how_to,
    thanks,
    is_away,
    comes_back,
    some_write_something_else,
    shares_a_link,
    sends_a_broken_file,
)
