"""What a secretary tells the bot to do, in so many words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from mailbot.intake.triage import withdrawal_phrases
from mailbot.primitives.references import codes_in, references_in, without_references


class Verb(StrEnum):
    """What a secretary can tell the bot to do."""

    SEND = "send"
    STOP = "stop"
    ADD = "add"
    REMOVE = "remove"
    RELEASE = "release"


@dataclass(frozen=True, slots=True)
class Command:
    """An instruction: its verb, the references and the one-time code that it names."""

    verb: Verb
    references: tuple[str, ...]
    code: str | None


_VERBS = {
    "skicka": Verb.SEND,
    "stoppa": Verb.STOP,
    "lägg till": Verb.ADD,
    "ta bort": Verb.REMOVE,
    "släpp": Verb.RELEASE,
}
_VERB = re.compile(rf"\b(?:{'|'.join(_VERBS)})\b", re.IGNORECASE)
_PARAGRAPHS = re.compile(r"\n[^\S\n]*\n")
_SIGNATURE_LINES, _SIGNATURE_WIDTH = 7, 60
_DOUBT = re.compile(withdrawal_phrases.DOUBT)
_NEGATED = re.compile(withdrawal_phrases.NEGATED)
_ADDS = re.compile(r"\b(?:men|vänta|utom|förutom|fel|ändra\w*|rätta\w*|först|bara|endast)\b")
_FILLER = re.compile(
    r"(?:\s|[.,:;!«»\"()–-]|\b(?:hej|hejsan|ok|okej|ja|japp|bra|(?:det )?ser bra ut|nu|gärna|tack|alla|allt|allihop"
    r"|brevet|breven|besluten|beslutet|mailen|mejlen|kod|koden|engångskod|engångskoden|och|samt|med|på|till|från|i|initiativ"
    r"|initiativet|initiativen|dagordning|dagordningen|personnummer|materialet|dem|dom|är du snäll|snälla)\b)+",
    re.IGNORECASE,
)


def command(own_text: str) -> Command | None:
    """Return the instruction in the sender's own words, or None where they say anything else as well.

    The order stands in a paragraph of its own; a signature may follow. A
    negation, a question or a second instruction makes it none: a human reads it.
    """
    paragraphs = [part for part in _PARAGRAPHS.split(own_text[:5_000].strip()) if part.strip()]
    orders = [number for number, paragraph in enumerate(paragraphs) if _verbs(paragraph)]
    if len(orders) != 1 or not all(map(_signs, paragraphs[orders[0] + 1 :])):
        return None
    text = "\n".join(paragraphs[: orders[0] + 1])
    codes, verbs = codes_in(text), _verbs(text)
    if len(verbs) != 1 or len(codes) > 1 or _FILLER.sub("", _VERB.sub(" ", without_references(text))):
        return None
    return Command(verbs[0], references_in(text), next(iter(codes), None))


def _verbs(text: str) -> list[Verb]:
    return [_VERBS[found.lower()] for found in _VERB.findall(without_references(text))]


def _signs(paragraph: str) -> bool:
    """Whether a paragraph can be a signature: a few short lines that add nothing to an order."""
    lines = paragraph.splitlines()
    short = len(lines) <= _SIGNATURE_LINES and max(map(len, lines)) <= _SIGNATURE_WIDTH
    said = paragraph.lower()
    return short and not any(adds.search(said) for adds in (_DOUBT, _NEGATED, _ADDS))
