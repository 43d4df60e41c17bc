"""What people mean, found by a small table of Swedish phrases in their own words.

The words of a quoted letter are not asked. Where two intents are found, or a
withdrawal is doubted or negated, a human reads it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from mailbot.intake import wordings


class Intent(StrEnum):
    """What the sender wants, as far as the words say."""

    WITHDRAWAL = "withdrawal"
    STATUS = "status"
    HOW_TO = "how_to"
    THANKS = "thanks"
    QUESTION = "question"
    NONE = "none"


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


_TABLE = tuple(
    (intent, re.compile("|".join(phrases), re.MULTILINE))
    for intent, phrases in (
        (Intent.WITHDRAWAL, (*wordings.WITHDRAWAL, *wordings.SPEAKS_OF_WITHDRAWING)),
        (Intent.STATUS, wordings.STATUS),
        (Intent.HOW_TO, wordings.HOW_TO),
    )
)
_QUESTION = re.compile("|".join((r"\?", *wordings.QUESTION)))
_NOT_YET = re.compile(wordings.NOT_YET)
_REACTION = re.compile(wordings.REACTION)
_ANSWER = re.compile(r"^[^\W\d_][^:\n]{1,60}:(?:[^\S\n]+|\n[^\S\n]*)\S", re.MULTILINE)
_COMPLETES = re.compile("|".join(wordings.COMPLETES), re.MULTILINE)

_DOUBT = re.compile(wordings.DOUBT)
_NEGATED = re.compile(wordings.NEGATED)
_CLAUSE = re.compile(wordings.CLAUSE)
_SPEAKS_OF_WITHDRAWING = _TABLE[0][1]
_WITHDRAWS = re.compile("|".join(wordings.WITHDRAWAL))
_OWN_THING = re.compile(wordings.OWN_THING)
_PLAIN = re.compile(wordings.PLAINLY)
_NOT_ANY_MORE = re.compile("|".join(wordings.NOT_ANY_MORE))
_THANKS = re.compile("|".join(wordings.THANKS))
_LONGEST_THANKS = 25
_NAMED = re.compile(r"\b(tack|hej|thanks|önskar|hälsar)( så mycket)?,? (\w+)(?=\s*[!.,\n]|$)")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_LINK = re.compile(r"\bhttps?://\S+|\bwww\.\S+")
_ANSWERS = re.compile(r"\s*(?:sv|re|svar|vb|fw|fwd|vs|aw)\s*:", re.IGNORECASE)
_SPACES = re.compile(r"[^\S\n]+")
# Programs break lines where they like, also in the middle of a phrase.
_WRAPPED = re.compile(r"(?<=\S) ?\n ?(?=\S)")

_CODE = re.compile(
    r"\b[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}\b|\b(?=[a-z-]{0,8}[2-9])[a-hj-np-z2-9]{4}-[a-hj-np-z2-9]{4}\b"
)
_REFERENCE = re.compile(r"\b([A-ZÅÄÖ]{1,8})[-–‑ ]?(\d{4})[-–‑](\d{1,6})\b", re.IGNORECASE)
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
_ADDS = re.compile(r"\b(?:men|vänta|utom|förutom|fel|ändra\w*|rätta\w*|först|bara|endast)\b")
_FILLER = re.compile(
    r"(?:\s|[.,:;!«»\"()–-]|\b(?:hej|hejsan|ok|okej|ja|japp|bra|det ser bra ut|nu|gärna|tack|alla|allt|allihop"
    r"|brevet|breven|besluten|beslutet|mailen|mejlen|kod|koden|engångskod|engångskoden|och|samt|med|på|till|från|i|initiativ"
    r"|initiativet|initiativen|dagordning|dagordningen|personnummer|materialet|dem|dom|är du snäll|snälla)\b)+",
    re.IGNORECASE,
)


def intent(own_text: str) -> Intent:
    """Return the one thing that the sender wants; QUESTION where it is more than one, or in doubt."""
    lines = _plain(own_text)
    text = _WRAPPED.sub(" ", lines)
    found = [kind for kind, phrases in _TABLE if phrases.search(text)]
    if found == [Intent.WITHDRAWAL]:
        return Intent.WITHDRAWAL if _withdraws(text) else Intent.QUESTION
    if len(found) == 1:
        return found[0]
    if found or _QUESTION.search(text):
        return Intent.QUESTION
    return Intent.THANKS if _only_thanks(lines) else Intent.NONE


def meant(own_text: str, subject: str) -> Intent:
    """Return the intent of a mail: that of its words, else of a subject that is the sender's own, too.

    How something is done is only answered to who asks it in the mail itself, and thanks
    in a subject say nothing about the rest.
    """
    said = intent(own_text)
    if said is not Intent.NONE or _ANSWERS.match(subject):
        return said
    headed = intent(subject)
    if not own_text:
        return headed
    return {Intent.THANKS: Intent.NONE, Intent.HOW_TO: Intent.QUESTION}.get(headed, headed)


def completes(own_text: str) -> bool:
    """Whether the words say that they bring what was missing, or a line is written like an answer («Syfte: …»)."""
    text = _WRAPPED.sub(" ", _plain(own_text))
    brings = _COMPLETES.search(text) and not _NOT_YET.search(text)
    return bool(brings or _ANSWER.search(own_text[:20_000]))


def _plain(own_text: str) -> str:
    """Return the beginning in lower case, without the links, whose marks mean nothing."""
    return _SPACES.sub(" ", _LINK.sub(" ", own_text[:20_000])).lower().strip()


def _withdraws(text: str) -> bool:
    """Whether a sentence withdraws, and none that speaks of it asks, negates or only considers it."""
    about = [sentence for sentence in _SENTENCE.split(text) if _SPEAKS_OF_WITHDRAWING.search(sentence)]
    return any(map(_WITHDRAWS.search, about)) and not any(map(_doubted, about))


def _doubted(sentence: str) -> bool:
    clauses = _CLAUSE.split(_NOT_ANY_MORE.sub("", sentence))
    negated = any(_SPEAKS_OF_WITHDRAWING.search(clause) and _NEGATED.search(clause) for clause in clauses)
    return negated or bool(_DOUBT.search(sentence))


def _only_thanks(text: str) -> bool:
    """Whether there is nothing but politeness, and thanks in it."""
    return bool(_REACTION.fullmatch(text)) or (bool(_THANKS.search(text)) and is_polite(text))


def is_polite(text: str) -> bool:
    """Whether there is nothing but politeness; after «tack» or «hej» a name may stand."""
    named = _NAMED.sub(r"\1\2", text.lower())
    words = re.findall(r"\w+", named)
    return len(words) <= _LONGEST_THANKS and all(map(wordings.POLITE.fullmatch, words))


def withdraws_plainly(own_text: str) -> bool:
    """Whether one short sentence withdraws and names its object («mitt förslag»), and the rest is politeness."""
    sentences = _SENTENCE.split(_plain(own_text))
    said = [sentence for sentence in sentences if not is_polite(sentence)]
    return len(said) == 1 and bool(_PLAIN.fullmatch(said[0])) and bool(_OWN_THING.search(said[0]))


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
    if len(verbs) != 1 or len(codes) > 1 or _FILLER.sub("", _VERB.sub(" ", _bare(text))):
        return None
    return Command(verbs[0], references_in(text), next(iter(codes), None))


def _verbs(text: str) -> list[Verb]:
    return [_VERBS[found.lower()] for found in _VERB.findall(_bare(text))]


def _bare(text: str) -> str:
    """Return the text without its references and codes."""
    return _REFERENCE.sub(" ", _CODE.sub(" ", text))


def _signs(paragraph: str) -> bool:
    """Whether a paragraph can be a signature: a few short lines that add nothing to an order."""
    lines = paragraph.splitlines()
    short = len(lines) <= _SIGNATURE_LINES and max(map(len, lines)) <= _SIGNATURE_WIDTH
    said = paragraph.lower()
    return short and not any(adds.search(said) for adds in (_DOUBT, _NEGATED, _ADDS))


def codes_in(text: str) -> tuple[str, ...]:
    """Return the one-time codes in a text («K7Q2-9FXM»), each once, in their order; small letters need a digit."""
    return tuple(dict.fromkeys(found[0].upper() for found in _CODE.finditer(text)))


def references_in(text: str, prefix: str = "") -> tuple[str, ...]:
    """Return the references in a text, as the register writes them; of any prefix where none is given."""
    found = (
        f"{match[1].upper()}-{match[2]}-{int(match[3]):04d}"
        for match in _REFERENCE.finditer(text)
        if not prefix or match[1].upper() == prefix
    )
    return tuple(dict.fromkeys(found))
