"""What a secretary tells the bot to do, in so many words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from mailbot.intake.triage.phrasebook import (
    ANSWERS,
    AWAY,
    CONTACT,
    DESK,
    DOUBT,
    FILLER,
    MORE_THAN_AN_ORDER,
    NEGATED,
    ORDER,
    PLACE_NUMBER,
)
from mailbot.intake.triage.politeness import is_polite
from mailbot.primitives.references import codes_in, named_in, without_names


class Verb(StrEnum):
    """What a secretary can tell the bot to do; the phrases of an order have these ids."""

    SEND = "send"
    STOP = "stop"
    ADD = "add"
    REMOVE = "remove"
    MOVE_FIRST = "move_first"
    MOVE_LAST = "move_last"
    REORDER = "reorder"
    RELEASE = "release"
    SEND_TO_MEMBERS = "send_to_members"


@dataclass(frozen=True, slots=True)
class Command:
    """An instruction: its verb, the references (or only their last numbers) and the one-time code that it names."""

    verb: Verb
    references: tuple[str, ...]
    code: str | None

    @property
    def phrase(self) -> str:
        """The id of the phrase that gives the order."""
        return f"order.{self.verb}"


_PARAGRAPHS = re.compile(r"\n[^\S\n]*\n")
_SIGNATURE_LINES, _SIGNATURE_WIDTH = 7, 60
_PHONE_OR_POSTCODE = re.compile(r"\+?\d[\d\s()/–-]{5,}\d|\b\d{3} \d{2}\b")


def command(own_text: str) -> Command | None:
    """Return the instruction in the sender's own words, or None where they say anything else as well.

    The order stands in a paragraph of its own; a signature may follow. A
    negation, a question or a second instruction makes it none: a human reads it.
    """
    paragraphs = [part for part in _PARAGRAPHS.split(own_text[:5_000].strip()) if part.strip()]
    orders = [number for number, paragraph in enumerate(paragraphs) if _verbs(paragraph)]
    if len(orders) != 1 or not all(map(signs, paragraphs[orders[0] + 1 :])):
        return None
    text = "\n".join(paragraphs[: orders[0] + 1])
    codes, verbs = codes_in(text), _verbs(text)
    if len(verbs) != 1 or len(codes) > 1 or FILLER.without(ORDER.without(without_names(text), " ")):
        return None
    return Command(verbs[0], named_in(text), next(iter(codes), None))


def _verbs(text: str) -> list[Verb]:
    return [Verb(phrase.rpartition(".")[2]) for phrase in ORDER.find_all(without_names(text))]


def signs(paragraph: str) -> bool:
    """Whether a paragraph can be a signature: a few short lines, no sentence, no order, no number but of a place."""
    lines = [line.strip() for line in paragraph.splitlines()]
    short = len(lines) <= _SIGNATURE_LINES and max(map(len, lines)) <= _SIGNATURE_WIDTH
    said = paragraph.lower()
    adds = any(group.find(said) for group in (DOUBT, NEGATED, MORE_THAN_AN_ORDER))
    orders = any(group.find(line) for line in lines for group in (DESK, ANSWERS, AWAY, CONTACT))
    counts = re.search(r"\d", PLACE_NUMBER.without(_PHONE_OR_POSTCODE.sub(" ", said), " "))
    return short and not adds and not orders and not counts and not any(map(_is_sentence, lines))


def _is_sentence(line: str) -> bool:
    return line.endswith((".", "!", "?", ":")) and " " in line and not is_polite(line)
