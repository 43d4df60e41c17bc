"""Makes a field of a question that was found in somebody's own form, and says what it is unsure of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass

from mailbot.forms.learn.offered_choices import is_other, offered
from mailbot.forms.learn.question import BOX, ROOM, Question
from parsers import UNKNOWN, Field, FieldKey, FormTemplate, Kind

_REQUIRED = re.compile(r"\*|\bobligatorisk[a-z]*\b|\bmåste (?:fyllas i|besvaras)\b", re.IGNORECASE)
_OPTIONAL = re.compile(r"\b(?:ej|inte|icke)\s+(?:obligatorisk|måste)|frivillig", re.IGNORECASE)
_NUMBERING = re.compile(r"^(?:fråga\s+)?\(?\d{1,2}(?:\.\d{1,2})*(?:[.):]\s*|\s+(?=[^\W\d]))", re.IGNORECASE)
_REMARK = re.compile(r"(?<=\S)\s*\(([^()]*)\)\W*$")
_KINDS = (
    (Kind.EMAIL, re.compile(r"e-?post|mejl|e-?mail", re.IGNORECASE)),
    (Kind.PHONE, re.compile(r"telefon|mobil|\btfn\b|\btel\b|\bphone", re.IGNORECASE)),
    (Kind.LONG_TEXT, re.compile(r"^(?:beskriv|varför|hur |vad |vilk|motiver|sammanfatt|förklara)|:$", re.IGNORECASE)),
    (Kind.DATE, re.compile(r"datum|\bdatera|\bdate\b", re.IGNORECASE)),
    (
        Kind.TEXT,
        re.compile(
            r"namn|rubrik|titel|roll|yrke|enhet|organisation|adress|kommun|befattning|ägare|ansvarig|verksamhet|"
            r"arbetsplats|avdelning|nummer|belopp|antal|kontaktperson|chef\b",
            re.IGNORECASE,
        ),
    ),
    (
        Kind.LONG_TEXT,
        re.compile(
            r"bakgrund|beskrivning|syfte|mål\b|nuläge|behov|effekt|nytta|risk|resurs|tidplan|uppföljning|förslag|"
            r"sammanfattning|kommentar|motivering|upplysning|problem|läge\b",
            re.IGNORECASE,
        ),
    ),
)
"""What words in a label say about its answer; the first that fits counts."""
_THING = r"(?:förslaget|idén|projektet|ärendet|initiativet|innovationen|insatsen|satsningen)"
_TITLE = re.compile(
    r"^(?:rubrik|titel|benämning)\b|(?:rubrik|(?<!yrkes)(?<!arbets)(?<!tjänste)titel|benämning)$|"
    rf"^{_THING}s namn|^namn på {_THING}",
    re.IGNORECASE,
)
"""Labels that ask what the proposal is called, and not who makes it."""
_ASKS = re.compile(r"kostnad|budget|övrigt", re.IGNORECASE)
"""Words that ask, and leave open what is answered."""
_SEVERAL_LINES = 2
_ASCII = str.maketrans("åäöéü", "aaoeu")
_LONGEST_KEY = 40
_LONGEST_LABEL = 120


@dataclass(frozen=True, slots=True)
class Guess:
    """A field, and what about it a person should look at."""

    field: Field
    doubts: tuple[str, ...]


def guess(question: Question, known: FormTemplate, taken: Container[str]) -> Guess:
    """Make a field: by its control, its boxes or its words. Its key is that of the `known` form where labels agree."""
    label, remark = _plain(question.label)
    said = f"{question.label} {question.help}"
    alike = _alike(label, known)
    offer = offered(question)
    kind, sure = (offer.kind, True) if offer.kind else _by_words(label, alike, question.room.text)
    help_text, lost = _help(question, remark, offer.prompt)
    options, is_open = _without_other(offer.choices)
    field = Field(
        _key(label, alike, taken),
        label[:_LONGEST_LABEL],
        kind,
        required=bool(_REQUIRED.search(said)) and not _OPTIONAL.search(said),
        help=help_text,
        choices=options,
        open_choice=is_open,
        section=question.section,
    )
    guessed = "" if sure else f"kind is a guess: {kind.value}"
    untold = "has a sign that the file does not tell; write its words as the form shows them" * (UNKNOWN in label)
    return Guess(field, tuple(filter(None, (question.doubt, offer.doubt, guessed, untold, lost))))


def asks_by_its_words(text: str) -> bool:
    """Whether a text asks for something that its words name: a name, a day, a background."""
    return _ASKS.search(text) is not None or any(words.search(text) for _, words in _KINDS)


def _plain(label: str) -> tuple[str, str]:
    """Return a label without number, mark of the required and closing remark, and that remark."""
    bare = _NUMBERING.sub("", " ".join(label.split())).strip(" :*") or label
    remark = _REMARK.search(bare)
    plain = _REQUIRED.sub("", bare[: remark.start()] if remark else bare).strip(" :,–-")
    said = _REQUIRED.sub("", remark[1]).strip(" ,.") if remark else ""
    return plain or bare, said[:1].upper() + said[1:]


def _help(question: Question, remark: str, shown: str) -> tuple[str, str]:
    """Return the help, which has to be the words that stand where the answer goes, and what is left out for them."""
    said = "" if BOX.search(question.room.text) else " ".join(ROOM.sub("", question.room.text).split())
    prompt = said or shown
    if prompt:
        return prompt, f"help left out: “{question.help}”" if question.help else ""
    return question.help or remark, ""


def _alike(label: str, known: FormTemplate) -> Field | None:
    """Return the field of the known form that asks the same, if there is one."""
    if _TITLE.search(label):
        return known.field(FieldKey.TITLE)
    names = {_bare(name): field for field in reversed(known.fields) for name in (*field.aliases, field.label)}
    return names.get(_bare(label))


def _bare(label: str) -> str:
    return label.casefold().strip(" ?.:")


def _by_words(label: str, alike: Field | None, space: str) -> tuple[Kind, bool]:
    """Return what the label's words and the room suggest; long text where they say nothing, which loses no line."""
    if alike is not None and not alike.choices:
        return alike.kind, True
    found = next((kind for kind, words in _KINDS if words.search(label)), None)
    return found or Kind.LONG_TEXT, found is not None or space.count("\n") >= _SEVERAL_LINES


def _without_other(choices: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    """Take «Annat, vad?» out of the choices: it means that other answers are welcome."""
    kept = tuple(choice for choice in choices if not is_other(choice))
    return (kept, True) if kept and kept != choices else (choices, False)


def _key(label: str, alike: Field | None, taken: Container[str]) -> str:
    if alike is not None and alike.key not in taken:
        return alike.key
    name = slug(label)
    key = name if name[:1].isalpha() else f"fraga_{name}".strip("_")
    return next(unique for unique in (key, *(f"{key}_{number}" for number in range(2, 1000))) if unique not in taken)


def slug(text: str) -> str:
    """Return a text as a key: «Önskat beslut?» is «onskat_beslut»."""
    plain = unicodedata.normalize("NFC", text).casefold().translate(_ASCII)
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:_LONGEST_KEY].strip("_")
