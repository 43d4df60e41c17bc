"""Matches what people write to the form's own choices."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from difflib import get_close_matches
from functools import lru_cache

from parsers.document.model import CHECKED, UNCHECKED
from parsers.phrases import form_phrases
from parsers.questions.label_text import normalised
from parsers.template import Field
from parsers.values.choice_names import holding, is_within, matches, words_of
from parsers.values.choice_phrases import ALL, REFUSAL, phrased
from parsers.values.non_answers import says_none
from parsers.values.signs_beside import told_apart
from parsers.values.tick_marks import count_boxes, has_boxes, said, ticked, unticked

_BULLET = re.compile(r"^\s*(?:[•●○▪·‣➢➤*+–-]|o(?=\s)|\d{1,2}[.)])\s*")
_DASHED = re.compile(r"\s*[-–—/]+\s*(\S.*)")
_BETWEEN = re.compile(r"[\n;\t]")
_WITHIN = re.compile(r",\s*|[()]|\s+o(?:ch)?\s+|\s+&\s+|\s*[/+]\s*|\s+samt\s+")
_NOTE = re.compile(r"\(([^()]*)\)")
_OUTSIDE_NOTES = re.compile(r"(?:,\s*|\s+o(?:ch)?\s+|\s+&\s+|\s*[/+]\s*|\s+samt\s+)(?![^()]*\))")
_BESIDE = re.compile(r"\s*[(:]|\s+[–-]\s|,\s")
"""Where a choice ends, and what people add to it begins."""
_APART = re.compile(r"[\n;,/]")
_YES_OR_NO = re.compile(r"\s*(?:(?P<yes>ja)|nej)[\s:–-]+(?P<item>.+)", re.IGNORECASE)
_ASKS_WHICH = r"(?:,?\s+(?:skriv|ange|vilke[nt]|vilka|vad|nämligen|här|gärna|egen|eget)\b)"
_OTHER = re.compile(r"^ann(?:an|at)\b[^:\n]*:\s*", re.IGNORECASE)
_ANOTHER = re.compile(rf"(ann(?:an|at)){_ASKS_WHICH}*(?::\s*(.*))?", re.IGNORECASE)
_RUN_ON = re.compile(rf"ann(?:an|at){_ASKS_WHICH}+\s+[^:\s][^:]*", re.IGNORECASE)
_ON_ITS_LINE = re.compile(r"(?<=[^\W\d_])[^\S\n]+(?=ann(?:an|at),?\s+(?:skriv|ange)\b[^:\n]*:)", re.IGNORECASE)
"""What parts the room for an answer of one's own from the choice before it, where a print shows them in one line."""
_PLACEHOLDER = form_phrases("placeholder")
_PROMPTS = ("välj", "markera")
_PROMPTED = frozenset(
    ("här", "i", "ur", "från", "listan", "en", "ett", "din", "eller", "flera", "alternativ", "organisation", "svar")
)
_LIKE = 0.75
_LEAST_TOLD = 4
"""Characters of a word that tells one choice from another; «i» does not."""


class Ambiguous(Exception):
    """The answer fits several choices; `found` are these."""

    def __init__(self, found: tuple[str, ...]) -> None:
        super().__init__(", ".join(found))
        self.found = found


def one(field: Field, text: str) -> str | None:
    """Return the only chosen item, as `items` spells it; None where nothing is chosen. Ambiguous where several fit."""
    written = _without_prompts(field, text)
    text = _with_boxes(field, written)
    line = " ".join(text.split())
    if not line or (says_none(line) and not matches(field, line)):
        return None
    found = (_boxed(field, text) or _left(field, written)) if has_boxes(text) else _named_once(field, line)
    return _one(found) if found else None


def _named_once(field: Field, line: str) -> tuple[str, ...]:
    """Return the choice that a line means, or the line itself; several where it names several."""
    if line in field.choices:
        return (line,)
    found = matches(field, line)
    pieces = _WITHIN.split(line)
    fitting = (matches(field, piece) for piece in pieces)
    held = (choice for piece in (line, *pieces) for choice in holding(field, piece))
    named = {*held, *(several[0] for several in fitting if len(several) == 1)}
    several = tuple(choice for choice in field.choices if choice in named and not is_within(choice, named))
    _refuse(line, found or several)
    return several if len(several) > 1 else found or (line,)


def items(field: Field, text: str) -> tuple[str, ...]:
    """Return the chosen items, each once: in the form's own spelling, or as written where no choice fits.

    With boxes, or another mark beside some choices, the ticked ones are chosen; without,
    every item of a list. Ambiguous where a part fits several choices, or refuses one, or where signs tell them apart.
    """
    written = _without_prompts(field, text)
    text = _with_boxes(field, written)
    if has_boxes(text):
        return _boxed(field, text) or _left(field, written)
    if doubted := told_apart(field, written):
        raise Ambiguous(doubted)
    return _unique(item for part in _BETWEEN.split(text) for item in phrased(field, part) or _listed(field, part))


def _without_prompts(field: Field, text: str) -> str:
    """Leave out lines such as «Välj organisation»."""
    known = _PROMPTED | set(normalised(field.label).split())
    lines = _ON_ITS_LINE.sub("\n", text).split("\n")
    return "\n".join(line for line in lines if not _is_prompt(line, known))


def _is_prompt(line: str, known: Collection[str]) -> bool:
    """Whether a line asks for a choice, or for one of one's own that nobody has written: «Annan, skriv: Skriv här»."""
    if (other := _OTHER.match(line.strip())) and _PLACEHOLDER.find(normalised(line.strip()[other.end() :])):
        return True
    words = normalised(line).split()
    return bool(words) and words[0] in _PROMPTS and all(word in known for word in words[1:])


def _with_boxes(field: Field, text: str) -> str:
    """Write marks that are no boxes as boxes; where some choices are marked with a yes, the others are not chosen."""
    text = _with_bullets(field, text)
    if has_boxes(text):
        return _typed_over(field).sub(f"{CHECKED} ", text)
    if answered := _answered_first(field, text):
        return answered
    pieces = [said(piece) for piece in _APART.split(text)]
    found = [matches(field, item) for _, item in pieces]
    if not any(fits and mark is not None for (mark, _), fits in zip(pieces, found, strict=True)):
        return text
    unmarked = UNCHECKED if any(mark for mark, _ in pieces) else ""
    return "\n".join(
        f"{_box(fits, mark=mark) if mark is not None else unmarked if fits else ''} {item}"
        for (mark, item), fits in zip(pieces, found, strict=True)
    )


def _answered_first(field: Field, text: str) -> str:
    """Return boxes where each line says yes or no to a choice before its name, and one of them yes; else nothing."""
    names = [words_of(choice) for choice in field.choices]
    answered = [_YES_OR_NO.match(line) for line in text.split("\n") if line.strip()]
    said_yes = [one["yes"] is not None for one in answered if one is not None and words_of(one["item"]) in names]
    if len(said_yes) < len(answered) or not any(said_yes):
        return ""
    return "\n".join(f"{CHECKED if one['yes'] else UNCHECKED} {one['item']}" for one in answered if one is not None)


@lru_cache(maxsize=512)
def _typed_over(field: Field) -> re.Pattern[str]:
    """Return what finds an x that was typed over a box, right before a choice: «☐ Enkel  X Trygg»."""
    names = "|".join((*map(re.escape, field.choices), *("Annat", "Annan") * field.open_choice))
    return re.compile(rf"(?<!\w)x\s+(?=(?:{names})(?!\w))", re.IGNORECASE)


def _with_bullets(field: Field, text: str) -> str:
    """Write empty circles before some choices as bullets: nobody has ticked one, and others are left out."""
    is_list = text.count("○") < len(field.choices)
    return text.replace("○", "•") if is_list and not has_boxes(text.replace("○", "")) else text


def _box(fits: tuple[str, ...], *, mark: bool) -> str:
    if not mark and fits:
        _one(fits)  # «Trygg ja och Enkel nej» is no refusal of both
    return CHECKED if mark else UNCHECKED


def _boxed(field: Field, text: str) -> tuple[str, ...]:
    parts = ticked(text)
    if "" in parts and count_boxes(text) > 1:
        raise Ambiguous(())  # its words may be any of those that stand by themselves
    _doubt(field, [part.partition("?")[0] for part in parts if "?" in part])
    chosen = [item for part in parts for item in _other(field, part) or _listed(field, _without_reason(field, part))]
    unboxed = [part for line in text.split("\n") if not has_boxes(line) for part in _BETWEEN.split(line)]
    if not chosen and unticked(
        text
    ):  # a dash may stand in the place of a box, and the boxes that are left be the choice
        _doubt(field, [dashed[1] for part in unboxed if (dashed := _DASHED.fullmatch(part))])
    written = [
        item
        for part in unboxed
        if part.strip()
        for item in _listed(field, part)
        if not chosen or item not in field.choices
    ]
    more = [] if not chosen else _named_alone(field, unboxed, chosen)
    if more:
        raise Ambiguous(_unique([*chosen, *more]))
    return _unique([*chosen, *(written if field.open_choice or not chosen else ())])


def _named_alone(field: Field, lines: Iterable[str], chosen: Collection[str]) -> list[str]:
    """Return what a line of several choices, and of nothing else, names beside those that are ticked."""
    pieces = [[piece for piece in _WITHIN.split(line) if piece and piece.strip()] for line in lines]
    listed = [own for own in pieces if len(own) > 1 and all(piece.strip(" .") in field.choices for piece in own)]
    return [piece.strip(" .") for own in listed for piece in own if piece.strip(" .") not in chosen]


def _other(field: Field, part: str) -> list[str]:
    """Return «Annat» where it is ticked and nobody wrote what; nothing for any other choice.

    Ambiguous where nothing parts the form's words from what may be one's own: «Annan, skriv vilken fallolyckor».
    """
    other = _ANOTHER.fullmatch(part) if field.open_choice and not matches(field, part) else None
    if field.open_choice and not other and _RUN_ON.fullmatch(part):
        raise Ambiguous(())
    return [other[1]] if other and (not other[2] or _PLACEHOLDER.find(normalised(other[2]))) else []


def _left(field: Field, text: str) -> tuple[str, ...]:
    """Return the choices whose boxes are left without a tick, where others were taken away.

    Ambiguous where something else stands beside one: «Trygg (kanske)».
    """
    parts = [part for part in unticked(text) if part]
    exact = tuple(choice for part in parts for choice in field.choices if _is_bare(part, choice))
    _doubt(field, [part for part in parts if not any(_is_bare(part, choice) for choice in field.choices)])
    is_part = len(exact) == len(parts) and len(set(exact)) < len(field.choices)
    return _unique(exact) if is_part else ()


def _is_bare(part: str, choice: str) -> bool:
    """Whether a part is a choice and nothing else, as «(kanske)», which `words_of` leaves out."""
    return words_of(part) == words_of(choice) and part.count("(") == choice.count("(")


def _doubt(field: Field, parts: list[str]) -> None:
    """Raise Ambiguous where a part begins with a choice."""
    begun = [choice for part in parts for choice in field.choices if _begins(part, choice)]
    if begun:
        raise Ambiguous(_unique(begun))


def _begins(part: str, choice: str) -> bool:
    own = words_of(choice)
    return words_of(part)[: len(own)] == own


def _without_reason(field: Field, part: str) -> str:
    """Leave out what explains a ticked choice, where it could be read as a refusal."""
    claim = _BESIDE.split(part)[0]
    return claim if matches(field, claim) and REFUSAL.find(part[len(claim) :]) else part


def _listed(field: Field, part: str) -> list[str]:
    """Return the choices in one line: its parts if each of them fits, else the whole of it."""
    if part in field.choices:
        return [part]
    part = _BULLET.sub("", part).strip()
    if field.open_choice:
        part = _OTHER.sub("", part).strip()
    whole = matches(field, part)
    if not part or _PLACEHOLDER.find(normalised(part)) or (says_none(part) and not whole):
        return []
    pieces = _pieces(field, part)
    found = [matches(field, piece) for piece in pieces]
    _refuse(part, (*whole, *holding(field, part), *(choice for several in found for choice in several)))
    is_list = field.open_choice and "," in part
    is_one = (
        len(whole) == 1 and not is_list and (words_of(part) == words_of(whole[0]) or not all(found) or len(pieces) == 1)
    )
    if is_one:
        _lose_none(field, whole[0], pieces)
        return list(whole)
    if len(pieces) > 1 and any(found):
        return [_one(several) if several else piece for piece, several in zip(pieces, found, strict=True)]
    _one(whole or _run_together(field, part))
    return [*(whole or (part,))]


def _pieces(field: Field, part: str) -> list[str]:
    """Take a list in one line apart; what brackets in it only explain stays with its item: «Trygg (på sikt), Enkel»."""
    explains = not any(matches(field, note) or holding(field, note) for note in _NOTE.findall(part))
    is_list = explains and len(_OUTSIDE_NOTES.split(part)) > 1
    pieces = (_OUTSIDE_NOTES if is_list else _WITHIN).split(part)
    return [piece for piece in (piece.strip(" .") for piece in pieces) if piece]


def _run_together(field: Field, part: str) -> tuple[str, ...]:
    """Return the choices that stand in words of one's own, where these are several: a list whose lines are lost."""
    held = set(holding(field, part))
    several = tuple(choice for choice in field.choices if choice in held and not is_within(choice, held))
    return several if len(several) > 1 else (part,)


def _refuse(part: str, named: tuple[str, ...]) -> None:
    """Raise Ambiguous where a part names a choice beside a word that may refuse it: «alla utom Trygg»."""
    if named and len(REFUSAL.find_all(part)) > max(len(REFUSAL.find_all(choice)) for choice in named):
        raise Ambiguous(_unique(named))


def _lose_none(field: Field, chosen: str, pieces: list[str]) -> None:
    """Raise Ambiguous where what is written beside a choice names another: «Regionen, ev. en kommun»."""
    others = [choice for choice in field.choices if not set(words_of(choice)) <= set(words_of(chosen))]
    beside = [word for piece in pieces if chosen not in matches(field, piece) for word in words_of(piece)]
    added = [word for piece in pieces for word in words_of(piece) if word not in words_of(chosen)]
    unknown = [piece for piece in pieces if not matches(field, piece)]
    lost = [
        choice
        for choice in others
        if any(map(ALL.find, beside))
        or _is_told(choice, chosen, added)
        or any(_is_like(choice, one) for one in unknown)
    ]
    if lost:
        raise Ambiguous((chosen, *lost))


def _is_told(choice: str, chosen: str, added: list[str]) -> bool:
    """Whether a word holds one that tells a choice from the chosen one: «grannkommuner» as «kommun»."""
    own = {word for word in words_of(choice) if len(word) >= _LEAST_TOLD} - set(words_of(chosen))
    return any(one in word for word in added for one in own)


def _is_like(choice: str, piece: str) -> bool:
    """Whether a piece of a line may be a choice that is badly spelt, or cut short: «Enkle», «Hälsofr»."""
    name, word = " ".join(words_of(choice)), " ".join(words_of(piece))
    is_cut = len(word) >= _LEAST_TOLD and name.startswith(word)
    return name != word and (is_cut or bool(get_close_matches(word, [name], n=1, cutoff=_LIKE)))


def _one(found: tuple[str, ...]) -> str:
    if len(found) > 1:
        raise Ambiguous(found)
    return found[0]


def _unique(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))
