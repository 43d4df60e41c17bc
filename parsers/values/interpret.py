"""Turns the text of an answer into the field's value, or into one sentence about what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

from parsers.document.model import CHECKED
from parsers.result import Code, FieldProblem, Value
from parsers.template import Field, Kind
from parsers.values import choices
from parsers.values.non_answers import is_unanswered
from parsers.values.tick_marks import before_boxes, count_boxes, has_boxes, rejoined, ticked
from parsers.values.whole_lists import is_misread

_INVISIBLE = re.compile(
    "[\xad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe0e\ufe0f\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
)
_BLANK_LINES = re.compile(r"\n{3,}")
_EMAIL = re.compile(r"(?<![\w.])[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}")
_PARTED = re.compile(r"([^\W\d_][\w.-]*)[^\S\n]+([^\W\d_]+)@\S+")
"""A word before an address whose own name may begin with it: «anna ek@kommun.example»."""
_NO_NAMES = frozenset(
    ("mejl", "mejla", "mail", "maila", "e-post", "epost", "adress", "jobb", "arbete", "privat", "via")
)
_HYPHENS: Final = dict.fromkeys(map(ord, "\u2010\u2011"), "-")
_CUT = re.compile(r"\w[–—−·…]\Z")
"""What may be a part of an address before it, by a sign that none has: «anna–ek@kommun.example»."""
_AT = re.compile(r"\s*(?:@|[(\[{]\s*(?:at|a|snabel-?a)\s*[)\]}])\s*", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_ISO_DATE = re.compile(r"\b(\d{4})[-./ ]?(\d{2})[-./ ]?(\d{2})\b")
_DAY_FIRST = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[ ./-]+(\d{4})\b")
_MONTH_NAMED = re.compile(rf"\b(\d{{1,2}})(?:[:.]?e)?\s+({'|'.join(_MONTHS)})[a-zå]*\.?\s+(\d{{4}})\b")
_PHONE_WORD = re.compile(r"^(?:tele?fon(?:nummer)?|tel|tfn|mobil(?:nummer)?|mob)\b[.:\s]*", re.IGNORECASE)
_ABROAD = re.compile(r"^00(?=46[\s(]*\d)")
"""Sweden with the prefix for calls abroad, where ITU-T E.123 writes +."""
_PHONE_HYPHEN = re.compile(r"(?<=\d)\s*[-‐‑–—]\s*(?=\d)")
_PHONES_APART = re.compile(r"[^\d\s()+.\-‐‑–—]|\n")
_MOST_DIGITS: Final = 15
"""Of one number, with the country's (ITU-T E.164 §6): more are two of which nobody can tell where the first ends."""
_YES = frozenset(("ja", "j", "x", "yes", "sant", "true", "1"))
_TYPED_OVER = re.compile(r"(?<=\w)[^\S\n]+x\s+(?=(?:ja|nej)(?!\w))", re.IGNORECASE)
"""An x that was typed over a box: «☐ Ja  X Nej»."""
_NO = frozenset(("nej", "n", "no", "falskt", "false", "0"))
_KEPT_WHOLE = (Kind.TEXT, Kind.LONG_TEXT)
_NUMBER = "070-174 06 05"
"""One that belongs to nobody: Post- och telestyrelsen keeps it for fiction."""
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff]")
_SHOWN = 60
"""Characters of an answer that a sentence about it repeats."""


class Invalid(Exception):
    """The answer can't be the field's value. The message ends the sentence «Etikett: …»."""


def clean(text: str) -> str:
    """Return text with its words unchanged: no invisible characters, single blanks, at most one empty line running."""
    if text.isprintable() and "  " not in text:
        return unicodedata.normalize("NFC", text).strip()
    visible = _INVISIBLE.sub("", unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n"))
    lines = (" ".join(line.split()) for line in visible.split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def interpret(field: Field, text: str) -> tuple[Value, FieldProblem | None]:
    """Read an answer as its field's kind: the value, or None and what is wrong with it.

    A text that is too long is kept whole, with the problem beside it.
    """
    text = clean(text)
    if len(text) > field.max_length and field.kind not in _KEPT_WHOLE:
        return None, _too_long(field, text)
    if _UNREADABLE.search(text):
        return None, _unreadable(field, text)
    try:
        value = _read(field, text) if text and not is_unanswered(field, text) else None
    except choices.Ambiguous as several:
        return None, _ambiguous(field, several.found)
    except Invalid as fault:
        return None, FieldProblem(field.key, Code.INVALID, f"{field.label}: {fault}")
    if value in (None, "", ()):
        return None, _missing(field) if field.required else None
    return value, _too_long(field, value)


def _read(field: Field, text: str) -> Value:
    """Read an answer as its kind; Invalid or Ambiguous where that can't be, or goes against how choices are marked."""
    text = rejoined(text) if field.choices or field.kind is Kind.YES_NO else text
    value = _READERS[field.kind](field, text)
    if is_misread(field, text, value):
        raise choices.Ambiguous(())
    return value


def _ambiguous(field: Field, found: tuple[str, ...]) -> FieldProblem:
    meant = f" ({', '.join(found)})" if len(found) > 1 else ""
    sentence = f"{field.label}: svaret kan betyda flera saker{meant}. Skriv bara det som gäller."
    if field.kind is Kind.MULTI_CHOICE:
        wish = "Skriv ett val på varje rad, utan annan text."
        sentence = f"{field.label}: vi är inte säkra på vilka du menar{meant}. {wish}"
    return FieldProblem(field.key, Code.AMBIGUOUS, sentence)


def doubtful(field: Field, texts: Sequence[str]) -> FieldProblem:
    """Return the problem of a question with an answer that may not be meant for it, or with several of which one is."""
    found = " eller ".join(f"”{shortened(text)}”" for text in texts)
    sentence = f"{field.label}: vi är osäkra på om {found} är ditt svar. Skriv det svar som gäller."
    return FieldProblem(field.key, Code.AMBIGUOUS, sentence)


def _unreadable(field: Field, text: str) -> FieldProblem:
    """Return the problem of an answer with signs that the file does not tell, or that are cut off where it ends."""
    sentence = (
        f"{field.label}: en del av svaret går inte att läsa i filen (”{shortened(text)}”). Skriv hela svaret igen."
    )
    return FieldProblem(field.key, Code.AMBIGUOUS, sentence)


def run_together(field: Field, text: str) -> FieldProblem:
    """Return the problem of an answer whose line breaks may be lost."""
    sentence = (
        f"{field.label}: radbrytningar kan ha fallit bort i filen, så att ord står ihop (”{shortened(text)}”). "
        "Skriv hela svaret igen."
    )
    return FieldProblem(field.key, Code.AMBIGUOUS, sentence)


def shortened(text: str) -> str:
    """Return the beginning of an answer on one line, as a sentence about it shows it, in whole words and numbers."""
    bare = " ".join(text.split())
    return bare if len(bare) <= _SHOWN else f"{bare[: _SHOWN + 1].rpartition(' ')[0] or bare[:_SHOWN]} …"


def _missing(field: Field) -> FieldProblem:
    verb = "inte valt något under" if field.choices else "inte fyllt i"
    return FieldProblem(field.key, Code.MISSING, f"Du har {verb} {field.label}.")


def _too_long(field: Field, value: Value) -> FieldProblem | None:
    if not isinstance(value, str) or len(value) <= field.max_length:
        return None
    sentence = f"{field.label}: svaret är för långt, {len(value)} tecken. Korta det till högst {field.max_length}."
    return FieldProblem(field.key, Code.TOO_LONG, sentence)


def _text(_field: Field, text: str) -> str:
    return " ".join(text.split())


def _long_text(_field: Field, text: str) -> str:
    return text


def _email(_field: Field, text: str) -> str:
    text = text.translate(_HYPHENS)
    matches = list(_EMAIL.finditer(text))
    addresses = [match[0] for match in matches]
    if not addresses and _EMAIL.fullmatch(spelt := _AT.sub("@", text)):
        addresses = [spelt]  # «anna.ek(at)kommun.example»: the words before may be a name, so nothing else
    found = tuple(dict.fromkeys(address.lower() for address in addresses))
    if (parted := _PARTED.fullmatch(text.strip())) and not _NO_NAMES.union([parted[2].lower()]) & {parted[1].lower()}:
        raise choices.Ambiguous(found)
    if any(_CUT.search(text[: match.start()]) for match in matches):
        raise choices.Ambiguous(found)
    if not found:
        raise Invalid(f"”{text[:_SHOWN]}” är inte en fullständig e-postadress. Skriv en, till exempel namn@example.se.")
    address = _only(found)
    if not address.partition("@")[0].isascii():
        raise Invalid(f"”{address}” har en bokstav som få e-postadresser har. Skriv den precis som den används.")
    return address


def _only(found: tuple[str, ...]) -> str:
    if len(found) > 1:
        raise choices.Ambiguous(found)
    return found[0]


def _phone(_field: Field, text: str) -> str:
    """Return a number as Swedes write it, what is beside it kept: «0046 (0)70–123 45 67» is «+46 (0)70-123 45 67»."""
    if not any(character.isdigit() for character in text):
        raise Invalid(f"”{text[:_SHOWN]}” är inte ett telefonnummer. Skriv det med siffror, till exempel {_NUMBER}.")
    if any(sum(map(str.isdigit, one)) > _MOST_DIGITS for one in _PHONES_APART.split(text)):
        raise choices.Ambiguous(())
    number = _PHONE_WORD.sub("", " ".join(text.split()))
    return _PHONE_HYPHEN.sub("-", _ABROAD.sub("+", number))


def _date(_field: Field, text: str) -> date:
    lowered = text.lower()
    try:
        days = {
            *(date(int(year), int(month), int(day)) for year, month, day in _ISO_DATE.findall(lowered)),
            *(date(int(year), int(month), int(day)) for day, month, year in _DAY_FIRST.findall(lowered)),
            *(date(int(year), _MONTHS.index(name) + 1, int(day)) for day, name, year in _MONTH_NAMED.findall(lowered)),
        }
    except ValueError:
        days = set()
    if not days:
        raise Invalid(f"”{text[:_SHOWN]}” är inte ett datum. Skriv till exempel 2026-12-10.")
    return date.fromisoformat(_only(tuple(day.isoformat() for day in sorted(days))))


def _yes_no(_field: Field, text: str) -> bool | None:
    chosen = _ticked_yes_or_no(text) if has_boxes(text) else []
    if has_boxes(text) and not chosen:
        return None
    answer = " ".join(chosen) or "ja" if chosen else text
    if len(chosen) > 1:
        raise choices.Ambiguous(tuple(chosen))
    first = answer.casefold().split(",")[0].strip(" .!/|*")
    if first in _YES or first in _NO:
        return first in _YES
    raise Invalid(f"”{text[:_SHOWN]}” är varken ja eller nej. Skriv ja eller nej.")


def _ticked_yes_or_no(text: str) -> list[str]:
    """Return what is ticked. Ambiguous where one of several ticks has no words, or words have lost their box."""
    text = _TYPED_OVER.sub(f" {CHECKED} ", text)
    chosen = [*ticked(text), *(item for mark, item in before_boxes(text) if mark)]
    words = [line.casefold().strip(" .:") for line in text.split("\n") if not has_boxes(line)]
    has_lost = not chosen and any(word in _YES or word in _NO for word in words)
    if has_lost or ("" in chosen and count_boxes(text) > 1):
        raise choices.Ambiguous(("Ja", "Nej"))
    return chosen


def _choice(field: Field, text: str) -> Value:
    chosen = choices.one(field, text)
    return None if chosen is None else _known(field, (chosen,))[0]


def _multi_choice(field: Field, text: str) -> Value:
    return _known(field, choices.items(field, text))


def _known(field: Field, items: tuple[str, ...]) -> tuple[str, ...]:
    strange = [item for item in items if item not in field.choices and not field.open_choice]
    if strange:
        raise Invalid(f"”{strange[0][:_SHOWN]}” finns inte bland valen. Välj bland {', '.join(field.choices)}.")
    return items


_READERS: Mapping[Kind, Callable[[Field, str], Value]] = MappingProxyType(
    {
        Kind.TEXT: _text,
        Kind.LONG_TEXT: _long_text,
        Kind.EMAIL: _email,
        Kind.PHONE: _phone,
        Kind.DATE: _date,
        Kind.CHOICE: _choice,
        Kind.MULTI_CHOICE: _multi_choice,
        Kind.YES_NO: _yes_no,
    }
)
