"""What a file of the table is made of, and the proposal that nearly all of them hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from tests.support.forms import SHIPPED

WRITTEN: Mapping[str, str] = {
    "title": "Gemensam morgonrunda i hemsjukvården",
    "initiator_name": "Karin Åström",
    "role": "Distriktssköterska",
    "organisation": "Halmstads kommun",
    "unit": "Hemsjukvården Söndrum",
    "email": "karin.astrom@halmstad.example",
    "phone": "035-12 34 56",
    "manager": "Per Öberg",
    "background": "I dag får vi besked sent om utskrivningar.",
    "description": "Ett kort möte varje morgon, på distans.",
    "purpose": "Tryggare hemgång.",
    "target_group": "Äldre som skrivs ut till hemmet.",
    "partners": "Region Halland, Halmstads kommun",
    "success_factors": "Gemensam, Trygg",
    "goals": "Nära",
    "expected_effect": "Färre återinskrivningar.",
    "indicators": "Kontinuitet",
    "evaluation": "Två mätningar om året.",
    "resources": "En halv tjänst.",
    "timeplan": "Våren 2027.",
    "requested_decision": "Bifall till ett försök.",
    "risks": "Att mötena drar ut på tiden.",
}
"""What the initiator wrote, by field."""

READ: Mapping[str, Any] = {
    **WRITTEN,
    "partners": ["Region Halland", "Halmstads kommun"],
    "success_factors": ["Gemensam", "Trygg"],
    "goals": ["Nära"],
    "indicators": ["Kontinuitet"],
}
"""What `mailbot parse --json` says of it under `fields`."""

LABELS: Mapping[str, str] = {one.key: one.label for one in SHIPPED.fields}
HELPS: Mapping[str, str] = {one.key: one.help for one in SHIPPED.fields}
_FORMATS = {"docm": "docx", "dotx": "docx", "xlsm": "xlsx", "txt": "text", "htm": "html"}


@dataclass(frozen=True)
class Case:
    """One file: its name and bytes, what such a file comes from, and what it says that differs from READ."""

    name: str
    made_as: str
    data: bytes
    fields: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[tuple[str, str, str], ...] = ()
    second: Mapping[str, Any] | None = None
    """What the second form in the file says that differs from READ."""
    refused: tuple[str, str, str] | None = None
    """Status, format and reason of what is no form."""
    reads_as: str = ""
    """What the reader calls it, where its name says otherwise."""

    def expected(self) -> dict[str, Any]:
        """Return the line of `parse --json`, without the file's path."""
        if self.refused is not None:
            status, form, reason = self.refused
            nothing = {"template": None, "fields": {}, "problems": []}
            return {"status": status, "format": form, **nothing, "reason": reason, "more": []}
        first = _form(self.fields, self.problems)
        return {
            "status": "incomplete" if self.problems else "complete",
            "format": self.format,
            **first,
            "reason": " ".join(message for _, _, message in self.problems) or None,
            "more": [] if self.second is None else [_form(self.second, ())],
        }

    @property
    def format(self) -> str:
        """Return what the reader calls this kind of file."""
        ending = self.name.rpartition(".")[2]
        return self.reads_as or _FORMATS.get(ending, ending)


def _form(fields: Mapping[str, Any], problems: tuple[tuple[str, str, str], ...]) -> dict[str, Any]:
    said = [{"field": key, "code": code, "message": message} for key, code, message in problems]
    return {"template": SHIPPED.id, "fields": {**READ, **fields}, "problems": said}


def pairs(labels: Mapping[str, str] | None = None, **written: str | None) -> list[tuple[str, str]]:
    """Return every label and what stands beside it; None leaves the question out."""
    named = {**LABELS, **(labels or {})}
    texts = {**WRITTEN, **written}
    return [(named[key], text) for key in LABELS if (text := texts[key]) is not None]


def two_by_two(**written: str | None) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Yield labels and what stands beside them, two to a row; the last row may have an empty second half."""
    every = pairs(**written)
    return zip_longest(every[::2], every[1::2], fillvalue=("", ""))


FILL_IN = "fyll i mallen och skicka den"
NOT_OURS = "det är inte den gemensamma mallen"


def refused(status: str, form: str, *reason: str) -> tuple[str, str, str]:
    """Return what is said of a file that is no form: what it is, and what to do."""
    return status, form, " – ".join(reason)


def ambiguous(key: str, *found: str) -> tuple[str, str, str]:
    """Return the problem of an answer that can mean several things."""
    said = f"{LABELS[key]}: svaret kan betyda flera saker ({', '.join(found)}). Skriv bara det som gäller."
    return (key, "ambiguous", said)


def invalid(key: str, said: str) -> tuple[str, str, str]:
    """Return the problem of an answer that is none."""
    return (key, "invalid", f"{LABELS[key]}: {said}")


def missing(key: str) -> tuple[str, str, str]:
    """Return the problem of a required field without an answer."""
    verb = "inte valt något under" if SHIPPED.field(key).choices else "inte fyllt i"
    return (key, "missing", f"Du har {verb} {LABELS[key]}.")


def loose(texts: str) -> tuple[str, str, str]:
    """Return the problem of texts that answer nothing, as they are quoted."""
    said = (
        f"I filen står också {texts}, som vi inte kan koppla till någon fråga. Hör det till förslaget? "
        "Skriv in det under rätt fråga. Annars skickar du bara tillbaka formuläret."
    )
    return ("unplaced", "unplaced", said)
