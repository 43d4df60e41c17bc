"""A form as a person left it: questions with their answers, and how choices were marked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path

_MALLS = Path(__file__).parents[4] / "templates" / "mall"
PROPOSAL, EVALUATION = "mall.toml", "utvardering.toml"
"""The shipped forms: that of a proposal, and the one on which approved work is evaluated."""
PROMPT = "Skriv här"
OTHER = "Annan, skriv vilken"
YES_NO = ("Ja", "Nej")


@dataclass(frozen=True)
class Question:
    """A question as the blank form prints it."""

    key: str
    label: str
    help: str
    kind: str = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    open_choice: bool = False
    section: str = ""

    @property
    def printed(self) -> str:
        return f"{self.label} *" if self.required else self.label

    @property
    def many(self) -> bool:
        return self.kind == "multi_choice"


class Look(StrEnum):
    """What was done to the look of a choice's words."""

    PLAIN = ""
    STRUCK = "struck"
    HIGHLIGHTED = "highlighted"
    BOLD = "bold"
    COLOURED = "coloured"


@dataclass(frozen=True)
class Mark:
    """How one choice is left: what stands before and after it, or in the cell beside it."""

    before: str = ""
    after: str = ""
    cell: str = ""
    shown: bool = True
    look: Look = Look.PLAIN


@dataclass(frozen=True)
class Marking:
    """How a person marks choices.

    With `joined`, the chosen ones are written out in the answer's place instead; with `between`,
    all choices stand in one line with that between them. With `boxed`, those of which one alone is
    chosen are marked, too, and not written out.
    """

    chosen: Mark = Mark("☒ ", cell="x")
    other: Mark = Mark("☐ ")
    joined: str = ""
    between: str = ""
    boxed: bool = False


@dataclass(frozen=True)
class Line:
    """One line in an answer's place."""

    text: str
    look: Look = Look.PLAIN


@dataclass(frozen=True)
class Choice:
    """One choice of a question, and how it was left."""

    name: str
    chosen: bool
    mark: Mark

    @property
    def line(self) -> Line:
        return Line(f"{self.mark.before}{self.name}{self.mark.after}", self.mark.look)


@dataclass(frozen=True)
class Filled:
    """One question and what stands in its place.

    `text` is what a person wrote; `own` the choice that they wrote themselves; `prompt` says that
    the place still shows the blank form's prompt where nothing is written.
    """

    question: Question
    text: str = ""
    choices: tuple[Choice, ...] = ()
    joined: str = ""
    own: str = ""
    prompt: bool = False

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return what a reader sees in the answer's place."""
        if self.joined:
            return tuple(Line(line) for line in self.joined.split("\n"))
        if self.choices:
            own = (Line(f"{OTHER}: {self.own or PROMPT}"),) if self.question.open_choice else ()
            return (*(choice.line for choice in self.choices if choice.mark.shown), *own)
        text = self.text or (PROMPT if self.prompt else "")
        return tuple(Line(line) for line in text.split("\n")) if text else ()


@dataclass(frozen=True)
class Form:
    """A form with everything that a person left in it; `mall` is the file of the shipped form that it is.

    `below` stands under the form's tables, `beside` in a column that was added to the right;
    `cells` are what a spreadsheet holds where it holds more than text: a value and its number format.
    """

    title: str
    intro: tuple[str, ...]
    filled: tuple[Filled, ...]
    below: tuple[str, ...] = ()
    beside: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, tuple[object, str]] = field(default_factory=dict)
    mall: str = PROPOSAL

    def by_section(self) -> dict[str, list[Filled]]:
        sections: dict[str, list[Filled]] = {}
        for one in self.filled:
            sections.setdefault(one.question.section, []).append(one)
        return sections


@cache
def blank(file: str = PROPOSAL) -> tuple[str, tuple[str, ...], tuple[Question, ...]]:
    """Return a shipped form's title, introduction and questions."""
    mall = tomllib.loads((_MALLS / file).read_text("utf-8"))
    questions = tuple(
        Question(
            key=one["key"],
            label=one["label"],
            help=one["help"],
            kind=one.get("kind", "text"),
            required=one.get("required", False),
            choices=YES_NO if one.get("kind") == "yes_no" else tuple(one.get("choices", ())),
            open_choice=one.get("open_choice", False) and one.get("kind") == "multi_choice",
            section=section["title"],
        )
        for section in mall["sections"]
        for one in section["fields"]
    )
    return mall["title"], tuple(mall["intro"].strip().split("\n")), questions
