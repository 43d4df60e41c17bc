"""What a secretary tells the bot to do, in so many words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from mailbot.intake.triage.phrasebook import (
    AGREES,
    ANSWERS,
    ASKS_KINDLY,
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


_NO_CHANGES = (Verb.SEND, Verb.STOP, Verb.SEND_TO_MEMBERS)
_PARAGRAPHS = re.compile(r"\n[^\S\n]*\n")
_SIGNATURE_LINES, _SIGNATURE_WIDTH = 7, 60
_PHONE_OR_POSTCODE = re.compile(r"\+?\d[\d\s()/–-]{5,}\d|\b\d{3} \d{2}\b")


def command(own_text: str) -> Command | None:
    """Return the instruction in the sender's own words, or None where they say anything else as well.

    The order stands in a paragraph of its own; a signature may follow. A
    negation, a question or a second instruction makes it none: a human reads it.
    """
    found = commands(own_text)
    return found[0] if len(found) == 1 else None


def commands(own_text: str) -> tuple[Command, ...]:
    """Return the instructions in the sender's own words: one, or several changes of an agenda, each on its line.

    Where any line says anything else, nothing is returned.
    """
    said = _ordering(own_text)
    if (one := _command(said)) is not None:
        return (one,)
    lines = [line for line in said.splitlines() if FILLER.without(line.strip())]
    found = [_command(line) for line in lines]
    return tuple(one for one in found if one) if len(found) > 1 and all(map(_changes_agenda, found)) else ()


def agreement(own_text: str) -> str:
    """Return the id of the phrase that says yes, where the text says nothing else; a signature may follow."""
    paragraphs = _paragraphs(own_text)
    greeted = 2 if len(paragraphs) > 1 and is_polite(paragraphs[0]) else 1
    said = _without_courtesy("\n".join(paragraphs[:greeted])).lower()
    return AGREES.find(said) if all(map(signs, paragraphs[greeted:])) else ""


def _ordering(own_text: str) -> str:
    """Return the text to its last order, where nothing but a signature follows; else nothing."""
    paragraphs = _paragraphs(own_text)
    last = max((number for number, paragraph in enumerate(paragraphs) if _verbs(paragraph)), default=-1)
    if not all(map(signs, paragraphs[last + 1 :])):
        return ""
    return _without_courtesy("\n".join(paragraphs[: last + 1]))


def _paragraphs(own_text: str) -> list[str]:
    return [part for part in _PARAGRAPHS.split(own_text[:5_000].strip()) if part.strip()]


def _without_courtesy(text: str) -> str:
    """Return the text without the greeting below it: «Mvh Maria» on a line of its own."""
    lines = text.strip().splitlines()
    while len(lines) > 1 and is_polite(lines[-1]):
        lines.pop()
    return "\n".join(lines)


def _command(text: str) -> Command | None:
    """Return the one instruction that a text is. What is asked kindly («kan du …?») is never to send or to stop."""
    plain = ASKS_KINDLY.pattern.sub(r"\g<what>", text)
    codes, verbs = codes_in(plain), _verbs(plain)
    if len(verbs) != 1 or len(codes) > 1 or FILLER.without(ORDER.without(without_names(plain), " ")):
        return None
    if plain != text and verbs[0] in (Verb.SEND, Verb.STOP):
        return None
    return Command(verbs[0], named_in(plain), next(iter(codes), None))


def _changes_agenda(one: Command | None) -> bool:
    return one is not None and bool(one.references) and one.verb not in _NO_CHANGES


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
