"""How a secretary sees to what waits and to the register, and what a clerk keeps of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from mailbot.primitives.references import codes_in
from tests.simulation.clerk import STOCKHOLM
from tests.simulation.office import Sent
from tests.simulation.people import DEPUTY, SECRETARY
from tests.simulation.play import Play

_CODES_LAST = timedelta(days=14)
"""So long a code is good for any order."""


# What waits


def is_done(play: Play) -> bool:
    return _takes_off(play, 1, "klart 8", lambda numbers: f"klart {numbers[0]}")


def are_done(play: Play) -> bool:
    return _takes_off(play, 3, "klart 8, 9 och 12", lambda them: f"klart {them[0]}, {them[1]} och {them[2]}")


def is_spam(play: Play) -> bool:
    return _takes_off(play, 1, "skräp 8", lambda numbers: f"skräp {numbers[0]}")


def is_refused(play: Play) -> bool:
    return _takes_off(play, 1, "avslå 8", lambda numbers: f"avslå {numbers[0]}")


def run_is_done(play: Play) -> bool:
    """Take a run of numbers off the list; what of them does not wait is told, and no more."""
    ends = play.clerk.settled[:2]
    if len(ends) < 2 or play.clerk.tried or ends[1] - ends[0] > 30:
        return False
    seen = play.clerk.in_run(*ends)
    return _orders(play, f"klart {ends[0]}–{ends[1]}", ["klart 8–12"], lambda: play.clerk.is_seen_to(*seen))


def all_alike_are_done(play: Play) -> bool:
    """Take off all that waits for the same reason."""
    unclear = [number for number, one in play.clerk.waiting.items() if one.like == "not understood"]
    if len(unclear) < 2 or play.clerk.tried:
        return False
    words = f"klart {unclear[-1]} och alla liknande"
    alike = play.clerk.alike(unclear[-1])
    return _orders(play, words, ["klart 8 och alla liknande"], lambda: play.clerk.is_seen_to(*alike))


def _takes_off(play: Play, count: int, saying: str, words: Callable[[Sequence[int]], str]) -> bool:
    if len(play.clerk.settled) < count:
        return False
    numbers = sorted(play.rng.sample(play.clerk.settled, count))
    return _orders(play, words(numbers), [saying], lambda: play.clerk.is_seen_to(*numbers))


def belongs_to(play: Play) -> bool:
    number, card = _unclear(play), play.card("queued", "incomplete", "on_agenda")
    if number is None or card is None:
        return False
    words = f"{number} hör till {card.reference}"
    return _orders(play, words, ["8 hör till OH-2026-0003"], lambda: play.clerk.is_seen_to(number))


def registers(play: Play) -> bool:
    """Make an initiative of a mail that waits: its sender is asked for the rest."""
    number = _unclear(play)
    if number is None:
        return False
    mail = play.clerk.waiting[number]

    def effect() -> None:
        card = play.clerk.registers(mail.sender, mail.subject, "incomplete", whole=False, came=mail.came)
        play.clerk.tells("receipt_incomplete", card)
        play.clerk.is_seen_to(number)

    return _orders(play, f"registrera {number}", ["registrera 8"], effect, at_once=False)


def answers(play: Play) -> bool:
    number = _unclear(play)
    if number is None:
        return False

    def effect() -> None:
        play.clerk.writes("secretary_answer", play.clerk.waiting[number].sender)
        play.clerk.is_seen_to(number)

    words, saying = f"svara {number}: Tack, vi hör av oss i maj.", "svara 8: Tack, vi hör av oss."
    return _orders(play, words, [saying], effect, at_once=False)


def tries_again(play: Play) -> bool:
    number = _unclear(play)
    if number is None:
        return False
    return _orders(play, f"försök igen {number}", ["försök igen 8"], lambda: play.clerk.tries_again(number))


def takes_back(play: Play) -> bool:
    """Take a mail off the list, and think better of it."""
    number = _unclear(play)
    if number is None:
        return False
    mail = play.clerk.waiting[number]
    _orders(play, f"klart {number}", ["klart 8"], lambda: play.clerk.is_seen_to(number))
    play.later(hours=1)
    play.write(play.secretary, "", "ångra", answers=_with_code(play, "desk_receipt"))
    play.said.add("ångra")
    play.clerk.waiting[number] = mail
    play.clerk.tells_secretaries("desk_receipt")
    play.turn(f"{play.secretary.name} takes that back")
    return True


def _unclear(play: Play) -> int | None:
    """Draw a mail that waits, from somebody who is no party to anything, and is not on its way to be tried again."""
    found = [number for number in play.clerk.settled if play.clerk.waiting[number].like == "not understood"]
    return play.rng.choice(found) if found else None


# The register


def asks_for_register(play: Play) -> bool:
    return _asks(play, "status", "status", "register_overview")


def asks_for_story(play: Play) -> bool:
    card = play.card("queued", "incomplete", "on_agenda", "approved", "rejected", "withdrawn", "closed")
    if card is None:
        return False
    return _asks(play, f"status {card.reference}", "status OH-2026-0003", "initiative_story")


def asks_for_help(play: Play) -> bool:
    return _asks(play, "hjälp", "hjälp", "desk_help")


def _asks(play: Play, words: str, saying: str, kind: str) -> bool:
    play.write(play.secretary, "Fråga", words)
    play.said.add(saying)
    play.clerk.tells_secretaries(kind)
    play.turn(f"{play.secretary.name} says «{words}»")
    return True


def changes_contact(play: Play) -> bool:
    """Ask somebody else to take over an initiative."""
    card = play.card("queued", "incomplete")
    if card is None or any(asked is card for asked, _ in play.asked):
        return False
    other = play.rng.choice([one for one in play.people if one.address != card.owner])
    words = f"byt kontaktperson för {card.reference} till {other.address}"

    def effect() -> None:
        play.clerk.writes("on_behalf", other.address, card)
        play.asked.append((card, other))

    saying = "byt kontaktperson för OH-2026-0003 till eva.nordin@varberg.example"
    return _orders(play, words, [saying], effect, at_once=False)


def merges(play: Play) -> bool:
    """Make one of two."""
    queued = [one for one in play.clerk.cards if one.state in ("queued", "incomplete") and one.title][-8:]
    if len(queued) < 4:
        return False
    other, one = sorted(play.rng.sample(queued, 2), key=lambda card: card.reference)
    words = f"slå ihop {play.short(one)} med {play.short(other)}"

    def effect() -> None:
        play.clerk.tells("merged", one)
        play.clerk.closes(one, "merged")

    return _orders(play, words, ["slå ihop 0007 med 0003"], effect, at_once=False)


def goes_away(play: Play) -> bool:
    """Go on holiday for three weeks in summer, and let the deputy stand in."""
    today = play.office.now.astimezone(STOCKHOLM).date()
    begins = date(today.year, 6, 24)
    if not begins - timedelta(days=14) <= today < begins or any(first == begins for first, _ in play.clerk.away):
        return False
    last = begins + timedelta(days=play.rng.randint(20, 30))
    words = f"jag är borta {begins}–{last}, {DEPUTY.name.split()[0]} ersätter"
    saying = "jag är borta 2026-07-01–2026-07-31, Eva ersätter"
    return _orders(play, words, [saying], lambda: play.clerk.away.append((begins, last)))


# What is no order


def writes_unclearly(play: Play) -> bool:
    letter = _with_code(play)
    if letter is None or not play.clerk.waiting:
        return False
    number = min(play.clerk.waiting)
    play.write(play.secretary, "", f"klart {number}\nklra {number} va?", answers=letter)
    play.clerk.tells_secretaries("not_understood")
    play.turn(f"{play.secretary.name} writes what nobody understands")
    return True


def is_ordered_by_a_forger(play: Play) -> bool:
    """Somebody orders in the secretary's name: nothing is done, and she is warned."""
    if not play.clerk.waiting:
        return False
    play.write(SECRETARY, "Listan", f"klart {min(play.clerk.waiting)}", trust="fail", waits="forged orders")
    play.clerk.writes("forged_orders", SECRETARY.address)
    play.turn("somebody orders in the secretary's name")
    return True


# How it is said


def _orders(
    play: Play, words: str, sayings: Sequence[str], effect: Callable[[], None], *, at_once: bool = True
) -> bool:
    """Order it in answer to a letter with a code, or without one: then she is asked first, and says «skicka».

    What sends a letter is shown first in any case.
    """
    secretary = play.secretary
    letter = _with_code(play) if play.chance(0.8) else None
    play.write(secretary, "Listan", words, answers=letter)
    play.said.update(sayings)
    play.clerk.writes("desk_receipt", secretary.address)
    if letter is not None and at_once:
        effect()
        play.turn(f"{secretary.name} says «{words}»")
        return True
    play.turn(f"{secretary.name} says «{words}», and is asked")
    play.later(minutes=30)
    play.write(secretary, "", "skicka", answers=play.letter("desk_receipt", secretary))
    play.said.add("skicka")
    play.clerk.writes("desk_receipt", secretary.address)
    effect()
    play.turn(f"{secretary.name} says «skicka»")
    return True


def _with_code(play: Play, *kinds: str) -> Sent | None:
    """Return the newest letter whose code is still good for her who is there: of a list, or of what she did last."""
    kinds = kinds or ("review_digest", "desk_receipt")
    mine = [one for one in play.office.letters if one.to == play.secretary.address and one.kind in kinds]
    is_fresh = bool(mine) and play.office.now - mine[-1].at < _CODES_LAST
    return mine[-1] if is_fresh and codes_in(mine[-1].text) else None  # a list of returned letters alone has no code


WAITING = (
    is_done,
    are_done,
    is_spam,
    is_refused,
    run_is_done,
    all_alike_are_done,
    belongs_to,
    registers,
    answers,
    tries_again,
    takes_back,
)
REGISTER = (asks_for_register, asks_for_story, asks_for_help, changes_contact, merges, goes_away)
NO_ORDER = (writes_unclearly, is_ordered_by_a_forger)
