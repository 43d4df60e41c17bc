"""Makes a field of a question that was found in somebody's own form, and says what it is unsure of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Sequence
from dataclasses import dataclass

from mailbot.mall.questions import BOX, MARKER, Question
from parsers.content import Control, ControlKind
from parsers.form import Field, FormTemplate, Kind

_REQUIRED = re.compile(r"\*|\(?\bobligatorisk[a-z]*\b\)?|\(?\bmåste fyllas i\b\)?", re.IGNORECASE)
_OPTIONAL = re.compile(r"\b(?:ej|inte|icke|frivillig[a-z]*)\s+(?:obligatorisk|måste)|frivillig", re.IGNORECASE)
_NUMBERING = re.compile(r"^\(?\d{1,2}[.)]\s*")
_REMARK = re.compile(r"(?<=\S)\s*\(([^()]*)\)$")
_OTHER = re.compile(r"^ann(?:an|at)\b(?:\W|$)", re.IGNORECASE)
_ONE = re.compile(r"\b(?:ett alternativ|välj en|välj ett|markera en?\b(?! eller)|kryssa i ett)", re.IGNORECASE)
_SEVERAL = re.compile(r"\b(?:flera|alla som|ett eller)\b", re.IGNORECASE)
_KINDS = (
    (Kind.EMAIL, re.compile(r"e-?post|mejl|e-?mail", re.IGNORECASE)),
    (Kind.PHONE, re.compile(r"telefon|mobil|\btfn\b|\btel\b", re.IGNORECASE)),
    (Kind.DATE, re.compile(r"datum", re.IGNORECASE)),
    (Kind.TEXT, re.compile(r"namn|rubrik|titel|roll|yrke|enhet|organisation|adress|kommun|befattning", re.IGNORECASE)),
)
_YES_NO = {"ja", "nej"}
_ASCII = str.maketrans("åäöéü", "aaoeu")
_LONGEST_KEY = 40
_LONGEST_LABEL = 120


@dataclass(frozen=True, slots=True)
class Guess:
    """A field, and what about it a person should look at."""

    field: Field
    doubts: tuple[str, ...]


def guess(question: Question, controls: Sequence[Control], known: FormTemplate, taken: Container[str]) -> Guess:
    """Make a field: by its control, its boxes or its words. Its key is that of the `known` form where labels agree."""
    label, remark = _plain(question.label)
    said = f"{question.label} {question.help}"
    alike = _alike(label, known)
    kind, choices, sure = _answered_by(question, controls)
    doubts = [] if question.sure else ["had text where the answer goes; it was taken as help"]
    if kind is None:
        kind, sure = _by_words(label, alike)
        doubts += [] if sure else [f"kind is a guess: {kind.value}"]
    elif not sure:
        doubts.append(f"one answer or several? taken as {kind.value}")
    options, is_open = _without_other(choices)
    field = Field(
        _key(label, alike, taken),
        label[:_LONGEST_LABEL],
        kind,
        required=bool(_REQUIRED.search(said)) and not _OPTIONAL.search(said),
        help=" ".join(_REQUIRED.sub("", f"{remark} {question.help}").split()),
        choices=options,
        open_choice=is_open,
        section=question.section,
    )
    return Guess(field, tuple(doubts))


def _plain(label: str) -> tuple[str, str]:
    """Return a label without number, mark of the required and closing remark, and that remark."""
    bare = _NUMBERING.sub("", " ".join(_REQUIRED.sub("", label).split())).strip(" :") or label
    remark = _REMARK.search(bare)
    return (bare[: remark.start()].strip(" :"), remark[1].capitalize()) if remark else (bare, "")


def _alike(label: str, known: FormTemplate) -> Field | None:
    names = {name.casefold(): field for field in reversed(known.fields) for name in (*field.aliases, field.label)}
    return names.get(label.casefold().strip(" ?.:"))


def _answered_by(question: Question, controls: Sequence[Control]) -> tuple[Kind | None, tuple[str, ...], bool]:
    """Return kind and choices as the answer's place shows them, and whether that is beyond doubt."""
    numbers = [int(number) for number in MARKER.findall(question.space)]
    for control in (controls[number] for number in numbers if number < len(controls)):
        if control.kind is ControlKind.DATE:
            return Kind.DATE, (), True
        if control.choices:
            return *_of_choices(control.choices, several=False), True
    boxes = _boxed(question.space)
    if not boxes:
        return None, (), True
    if len(boxes) == 1:
        return Kind.YES_NO, (), False
    said = f"{question.label} {question.help}"
    kind, choices = _of_choices(boxes, several=not _ONE.search(said))
    return kind, choices, kind is not Kind.MULTI_CHOICE or _SEVERAL.search(said) is not None


def _of_choices(choices: tuple[str, ...], *, several: bool) -> tuple[Kind, tuple[str, ...]]:
    if {choice.casefold() for choice in choices} == _YES_NO:
        return Kind.YES_NO, ()
    return (Kind.MULTI_CHOICE if several else Kind.CHOICE), choices


def _boxed(space: str) -> tuple[str, ...]:
    """Return what stands after each box."""
    if not BOX.search(space):
        return ()
    texts = (MARKER.sub("", text).split("\n")[0].strip(" :_.") for text in BOX.split(space)[1:])
    return tuple(dict.fromkeys(text for text in texts if text)) or ("",)


def _without_other(choices: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    """Take «Annat, vad?» out of the choices: it means that other answers are welcome."""
    kept = tuple(choice for choice in choices if not is_other(choice))
    return (kept, True) if kept and kept != choices else (choices, False)


def is_other(choice: str) -> bool:
    """Whether a choice is «Annan» or «Annat, vad?», and no choice of the form's own."""
    asks = len(choice.split()) == 1 or any(word in choice.casefold() for word in ("vad", "vilk", "ange", "skriv"))
    return _OTHER.match(choice) is not None and asks


def _by_words(label: str, alike: Field | None) -> tuple[Kind, bool]:
    """Return what the label's words suggest; long text where they say nothing, which loses no line."""
    if alike is not None and not alike.choices:
        return alike.kind, True
    found = next((kind for kind, words in _KINDS if words.search(label)), None)
    return (found, True) if found is not None else (Kind.LONG_TEXT, False)


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
