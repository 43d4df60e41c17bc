"""Reads a returned agenda: what was decided about each initiative, and what is unclear.

Pure, and the same for Word and Excel. Each answer is looked for by its visible
labels, in columns or in rows, and by the tags of content controls. Where these
contradict each other, or a word is not known, nothing is guessed: the row says
in Swedish what is unclear.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date

import parsers
from mailbot.meetings.agenda.documents.words import Words, key, words
from mailbot.meetings.decisions.on_work.work_outcome import work_outcome
from mailbot.primitives.personnummer import mask
from mailbot.store.values import DecisionOutcome
from parsers import Document, Table, Unreadable

_REFERENCE = re.compile(r"(?<![A-ZÅÄÖ0-9])[A-ZÅÄÖ]{1,8}-\d{4}-\d{4,6}(?!\d)")
_TAG = re.compile(rf"({_REFERENCE.pattern})\.(outcome|reasons|responsible|applies_to)")
_QUOTED_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Row:
    """What the file says of one initiative. `unclear` is a sentence; with it, `outcome` is None.

    `written` is whether anything at all was filled in. Of a decision about evaluated work `said` are its whole words,
    with whom it applies to or until when, as they were written; what they mean (`spread_to`, `follow_up_on`) is known
    with the config.
    """

    reference: str
    outcome: DecisionOutcome | None
    reasons: str
    responsible: str
    unclear: str | None
    written: bool
    unknown: str = field(default="", compare=False)
    """What was written as a decision and is none."""
    said: str = field(default="", compare=False)
    spread_to: tuple[str, ...] = ()
    follow_up_on: date | None = None
    beside: tuple[str, ...] = field(default=(), compare=False)
    """What else stands in its row of a table, by `key`."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A returned agenda: the token that ties it to its meeting, a row for each reference, and people's comments.

    `besides` are the lines in it, and in its cells, that are part of no answer.
    """

    token: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    besides: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class NotAnAgenda:
    """The file can't be read, or is no agenda of ours. `reason` is a Swedish clause."""

    reason: str


NOT_MARKED = NotAnAgenda("filen saknar märkning")
"""Any other file."""


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """What stands at one place of a file or a mail."""

    reference: str
    outcome: str = ""
    reasons: str = ""
    responsible: str = ""
    applies_to: str = ""
    beside: str = ""
    """A line, by `key`, for each other cell of its row."""

    @property
    def parts(self) -> tuple[str, ...]:
        """All that was filled in."""
        return self.outcome, self.reasons, self.responsible, self.applies_to


def read(filename: str, data: bytes) -> Returned | NotAnAgenda:
    """Read a file of our own making back, Word or Excel. One from outside is opened in the sandbox alone."""
    content = parsers.read_document(filename, data)
    if isinstance(content, Unreadable):
        return NotAnAgenda(content.reason)
    return agenda_in(content) or NOT_MARKED


def agenda_in(content: Document) -> Returned | NotAnAgenda | None:
    """Read a document as a returned agenda; None where nothing marks it as one."""
    tokens = _tokens(content)
    if not tokens:
        return None
    if len(tokens) > 1:
        return NotAnAgenda("filen har märkning från flera dagordningar")
    notes = dict.fromkeys(note.text for note in content.notes if note.text.strip() and not note.is_said)
    answers = answers_in(content)
    return Returned(tokens.pop(), brought_together(answers), tuple(notes), tuple(_besides(content, answers)))


def _besides(content: Document, answers: Sequence[WrittenAnswer]) -> dict[str, None]:
    """Return the lines that are part of no answer, in order; not the one with the agenda's mark."""
    said = {key(line) for answer in answers for part in answer.parts for line in part.splitlines()}
    cells = (cell for table in content.tables for row in table.rows for cell in row if cell)
    lines = (
        without_placeholders(line) for text in (*content.lines, *cells, *content.margins) for line in text.splitlines()
    )
    return dict.fromkeys(line for line in lines if key(line) and key(line) not in said and not words().token(line))


def brought_together(answers: Sequence[WrittenAnswer]) -> tuple[Row, ...]:
    """Return a row for each reference, of all that several places say of it."""
    references = dict.fromkeys(answer.reference for answer in answers)
    return tuple(_row(reference, [one for one in answers if one.reference == reference]) for reference in references)


def _tokens(content: Document) -> set[str]:
    """Return every token in the file's properties, tables and lines."""
    cells = (cell for table in content.tables for row in table.rows for cell in row if cell)
    texts = (*content.properties.values(), *content.lines, *cells)
    return {token for text in texts if (token := words().token(text))}


def answers_in(content: Document) -> list[WrittenAnswer]:
    """Return the answers in a document's tables and content controls, whether or not it is marked as an agenda."""
    found = [answer for table in content.tables for answer in (*_in_columns(table), *_in_rows(table))]
    return [*found, *_in_controls(content)]


def _in_columns(table: Table) -> Iterator[WrittenAnswer]:
    """Give the answers of a table whose header row names the reference's and the decision's columns.

    A row that has a reference in its column is no header, whatever its initiator has written into it.
    """
    columns: dict[str, int] = {}
    for row in table.rows:
        cells = [cell or "" for cell in row]
        filled = dict(enumerate(cells))
        heads = {part: place for place, cell in filled.items() if (part := _part(cell))}
        is_item = bool(columns) and _REFERENCE.search(filled.get(columns["case"], "").upper())
        if {"case", "outcome"} <= heads.keys() and not is_item:
            columns = heads
        elif columns:
            beside = "\n".join(key(cell) for place, cell in filled.items() if place not in columns.values())
            yield from _answer({part: filled.get(place, "") for part, place in columns.items()}, beside)


def _in_rows(table: Table) -> Iterator[WrittenAnswer]:
    """Give the answers of a table with a label first in each row; every reference begins a new one."""
    said: dict[str, str] = {}
    for row in table.rows:
        label, *rest = [cell or "" for cell in row] or [""]
        part = _part(label)
        if part == "case":
            yield from _answer(said)
            said = {}
        if part:
            said[part] = "\n".join(text for text in rest if text)
    yield from _answer(said)


def _answer(said: dict[str, str], beside: str = "") -> Iterator[WrittenAnswer]:
    """Give the answer where there is a reference, and a place for its decision."""
    reference = _REFERENCE.search(said.get("case", "").upper())
    if reference and "outcome" in said:
        parts = {part: _filled(part, text) for part, text in said.items() if part != "case"}
        yield WrittenAnswer(reference.group(), **parts, beside=beside)


def _in_controls(content: Document) -> Iterator[WrittenAnswer]:
    for control in content.controls:
        if tag := _TAG.fullmatch(control.tag):
            reference, part = tag.groups()
            yield WrittenAnswer(reference, **{part: _filled(part, control.value)})


def _part(label: str) -> str | None:
    """Return which part of an answer a label stands for."""
    labels = asdict(words().labels)
    return next((part for part, text in labels.items() if key(text) == key(label)), None)


def _filled(part: str, text: str) -> str:
    """Return what was filled in, without a placeholder that was left where it stood."""
    placeholder: str = getattr(words().placeholders, part)
    return text.replace(placeholder, "").strip()


def without_placeholders(text: str) -> str:
    """Return a text without the prompts that stand where an answer is to be written."""
    for placeholder in asdict(words().placeholders).values():
        text = text.replace(placeholder, "")
    return text.strip()


def _row(reference: str, answers: Sequence[WrittenAnswer]) -> Row:
    """Bring together what several places say of one initiative."""
    outcomes = {text for answer in answers if (text := answer.outcome)}
    reasons = _one(answer.reasons for answer in answers)
    responsible = _one(answer.responsible for answer in answers)
    applies_to = _one(answer.applies_to for answer in answers)
    others = (reasons, responsible, applies_to)
    unclear = _doubt(reference, outcomes, others, words())
    unknown = sorted(text for text in outcomes if _outcome(text) is None)
    return Row(
        reference,
        None if unclear else _outcome(min(outcomes)),
        reasons or "",
        responsible or "",
        unclear,
        written=bool(outcomes) or any(text != "" for text in others),
        unknown=unknown[0] if unknown else "",
        said=" ".join(filter(None, (*sorted(outcomes)[:1], applies_to))),
        beside=tuple(cell for answer in answers for cell in answer.beside.splitlines() if cell),
    )


def _outcome(written: str) -> DecisionOutcome | None:
    return words().outcome(written) or work_outcome(written)


def _one(texts: Iterable[str]) -> str | None:
    """Return the text that holds all the others, an empty one where there are none, None where they differ."""
    found = sorted({text for text in texts if text}, key=len, reverse=True)
    if not found:
        return ""
    whole = " ".join(found[0].split())
    return found[0] if all(" ".join(text.split()) in whole for text in found) else None


def _doubt(reference: str, outcomes: set[str], others: Sequence[str | None], known: Words) -> str | None:
    if not outcomes:
        return f"{reference} saknar beslut och ligger kvar."
    unknown = sorted(text for text in outcomes if _outcome(text) is None)
    if unknown:
        return not_known(reference, unknown[0], known.choices)
    if len({_outcome(text) for text in outcomes}) > 1:
        return f"{reference}: två olika beslut är ifyllda."
    if None in others[:2]:
        return f"{reference}: två olika motiveringar eller ansvariga är ifyllda."
    if None in others:
        return f"{reference}: det står två olika saker om vilka eller hur länge beslutet gäller."
    return None


def not_known(reference: str, written: str, choices: Sequence[str]) -> str:
    """Return the sentence that asks for one of the choices, in place of what was written."""
    *first, last = choices
    quoted = mask(" ".join(written.split()))[:_QUOTED_LENGTH]
    return f"{reference}: «{quoted}» känns inte igen som beslut. Skriv {', '.join(first)} eller {last}."
