"""What was used in a play of all that there is: changes of state, orders that can be said, kinds of letters.

What is never used stands here by name, with why; a name that was used after all is one too many.
"""

from __future__ import annotations

from collections import Counter

from mailbot.intake.handlers.desk.sayings import sayings
from mailbot.register.states import CORRECTIONS, TRANSITIONS
from mailbot.store.values import LetterKind
from tests.simulation.play import Play

COMMAND = "only a command does it"
UNSENT = "takes a letter that has not gone, and here all go at once"

CELEBRATED = "what was achieved is celebrated in a tale of its own"

NEVER = {
    "letter spread_lapsed": "no decision about evaluated work is corrected here",
    **{
        f"letter {kind}": CELEBRATED
        for kind in ("celebration", "celebration_draft", "celebration_receipt", "first_anniversary")
    },
    "unconfirmed: closed": COMMAND,
    "unconfirmed: withdrawn": COMMAND,
    "incomplete: closed": UNSENT,
    "approved: delayed": "who is in charge says so, and then the work has started",
    "approved: cancelled": "who is in charge says so, and then the work has started",
}


def there_is() -> set[str]:
    """Return every change of state, order and kind of letter that there is."""
    changes = {f"{before or 'new'}: {event}" for before, event in TRANSITIONS}
    corrections = {f"{before}: corrected to {event}" for before in ("approved", "rejected") for event in CORRECTIONS}
    corrections -= {f"{one}: corrected to {one}" for one in ("approved", "rejected")}
    orders = {f"«{one.phrase}»" for group in sayings() for one in group.sayings}
    return changes | corrections | orders | {f"letter {kind}" for kind in LetterKind}


def used(plays: list[Play]) -> set[str]:
    found: Counter[str] = Counter()
    for play in plays:
        for card in play.clerk.cards:
            found.update(f"{before or 'new'}: {event}" for before, event, _ in card.steps)
        found.update(f"«{saying}»" for saying in play.said)
        found.update(f"letter {letter.kind}" for letter in play.office.letters)
    return set(found)


def unused(*plays: Play) -> set[str]:
    """Return what there is, is not named as never used, and was not used."""
    return there_is() - used(list(plays)) - NEVER.keys()


def named_wrongly(*plays: Play) -> set[str]:
    """Return what is named as never used and was, or is not there any more."""
    return NEVER.keys() & used(list(plays)) | NEVER.keys() - there_is()
