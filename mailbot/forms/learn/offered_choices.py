"""What a question offers to choose from: a list, boxes to tick, or words such as «Välj: A / B / C»."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from mailbot.forms.learn.head_words import is_scale, is_yes_no
from mailbot.forms.learn.question import BOX, Question, boxes_follow, is_prompt
from parsers import OBJECT, ControlKind, Kind

_OTHER = re.compile(r"^ann(?:an|at)\b(?:\W|$)", re.IGNORECASE)
_ONE = re.compile(r"\b(?:ett alternativ|välj en|välj ett|markera en?\b(?! eller)|kryssa i ett)", re.IGNORECASE)
_SEVERAL = re.compile(r"\b(?:flera|alla som|ett eller)\b", re.IGNORECASE)
_OF_ONE = re.compile(
    r"^\W*(?:\d+\W+)?(?:hur|vilken|vilket)\b|(?:förvaltning|kommun|organisation|avdelning|enhet)\W*$", re.IGNORECASE
)
"""Labels of questions that most have one answer to."""
_CHOOSE = re.compile(
    r"^\(?\s*(?:(?:välj|ange|markera|(?:svars)?alternativ)\b[^:/|]*?:|välj\b(?: mellan| en av| ett av)?)\s*",
    re.IGNORECASE,
)
_APART = re.compile(r"\s*[/|]\s*")
_LISTED = re.compile(r"\s*[/|,;]\s*|\s+eller\s+")
_REMARK = re.compile(r"\(([^()]*)\)\W*$")
_LONGEST_CHOICE = 40
_ONE_OR_SEVERAL = "one answer or several?"


@dataclass(frozen=True, slots=True)
class Offer:
    """The kind of answer that a question's place asks for; None where it takes any text.

    `prompt` is what a list shows before anything is chosen, where that is one of its items.
    """

    kind: Kind | None
    choices: tuple[str, ...] = ()
    doubt: str = ""
    prompt: str = ""


def offered(question: Question) -> Offer:
    """Return what the place of the answer offers: its controls, its boxes, or what is said there or in the help."""
    for control in question.controls:
        if control.kind is ControlKind.DATE:
            return Offer(Kind.DATE)
        if control.choices:
            first, *others = control.choices
            is_first_prompt = bool(others) and is_prompt(first)
            offer = _of(tuple(others) if is_first_prompt else control.choices, several=False)
            return replace(offer, prompt=first if is_first_prompt else "")
        if control.kind is ControlKind.CHOICE:
            return Offer(None, doubt="is a list, but its choices can't be found in the file")
    return _boxed(question) if BOX.search(question.room.text) else _worded(question)


def is_other(choice: str) -> bool:
    """Whether a choice is «Annan» or «Annat, vad?», and no choice of the form's own."""
    asks = len(choice.split()) == 1 or any(word in choice.casefold() for word in ("vad", "vilk", "ange", "skriv"))
    return _OTHER.match(choice) is not None and asks


def is_offer(text: str) -> bool:
    """Whether a text is what one may choose from: «Ja/Nej»."""
    return _CHOOSE.match(text) is not None or len(_APART.split(text)) > 1


def _boxed(question: Question) -> Offer:
    """Read what stands after each box."""
    parts = BOX.split(question.room.text)
    texts = map(_line, parts[:-1] if boxes_follow(question.room.text) else parts[1:])
    boxes = tuple(dict.fromkeys(text for text in texts if text))
    said = f"{question.label} {question.help}"
    if not boxes and len(BOX.findall(question.room.text)) > 1:
        return Offer(
            None, doubt="has boxes without words beside them, which can't be told apart; write them in the form"
        )
    if len(boxes) == 1 and len(boxes[0].split()) > 1:
        return Offer(Kind.MULTI_CHOICE, boxes, "a single box with words; taken as its only choice")
    if len(boxes) < 2:  # noqa: PLR2004 - a box alone is ticked or not
        return Offer(Kind.YES_NO, doubt="a single box; taken as yes_no")
    is_one = is_scale(boxes) or _ONE.search(said) or _OF_ONE.search(question.label)
    offer = _of(boxes, several=not is_one or _SEVERAL.search(said) is not None)
    is_sure = offer.kind is not Kind.MULTI_CHOICE or _SEVERAL.search(said)
    return offer if is_sure else Offer(offer.kind, offer.choices, f"{_ONE_OR_SEVERAL} taken as multi_choice")


def _line(text: str) -> str:
    return text.replace(OBJECT, "").strip().split("\n")[0].strip(" :_.")


def _worded(question: Question) -> Offer:
    """Read «Välj: A, B eller C» and «Ja/Nej», where it stands alone in the answer's place or in the help."""
    remark = _REMARK.search(question.label)
    for text in (question.room.text, remark[1] if remark else "", question.help):
        chooses = _CHOOSE.match(text)
        bare = text[chooses.end() :] if chooses else text
        choices = tuple((_LISTED if chooses else _APART).split(bare.strip(" .()")))
        if len(choices) > 1 and all(0 < len(choice) <= _LONGEST_CHOICE for choice in choices):
            several = _SEVERAL.search(f"{question.label} {text}") is not None
            offer = _of(choices, several=several)
            return Offer(offer.kind, offer.choices, f"choices are read from the words “{text}”")
        if chooses:
            return Offer(None, doubt=f"says “{text}”, but no choices were understood")
    return Offer(None)


def _of(choices: tuple[str, ...], *, several: bool) -> Offer:
    if is_yes_no(choices):
        return Offer(Kind.YES_NO)
    return Offer(Kind.MULTI_CHOICE if several else Kind.CHOICE, choices)
