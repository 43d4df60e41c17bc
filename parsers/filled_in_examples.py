"""Sets aside what looks like a filled form and is none: a filled-in example, an earlier version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsers.document.model import Document, Table
from parsers.phrases import Phrases, form_phrases
from parsers.questions.label_text import normalised
from parsers.questions.labels import labels_of
from parsers.result import Code, FieldProblem, ParsedForm, Value
from parsers.template import Field, FieldKey, FormTemplate
from parsers.values.interpret import doubtful

_SAME = (FieldKey.TITLE, FieldKey.INITIATOR_NAME, FieldKey.EMAIL, FieldKey.ORGANISATION, FieldKey.UNIT)
"""What two versions of a proposal have in common."""
_SHEET = "bladet "
_SHOWN, _EXAMPLES = form_phrases("shown"), form_phrases("example_heading")
_INSTRUCTIONS, _EARLIER = form_phrases("instructions"), form_phrases("earlier")
_SAYS_EXAMPLE = form_phrases("says_example")
_LONGEST_HEADING = 80
_MOST_ABOVE = 20
"""Lines above the first question that are looked at."""


def without_examples(content: Document, templates: Sequence[FormTemplate]) -> Document | None:
    """Return the document without its sheets of examples and earlier versions; None where it is all an example.

    It says so in its title, its first line, another above the first question, or at a page's margin.
    """
    if _begins(content.properties.get("title", ""), _INSTRUCTIONS) or _begins(_first(content.lines), _EXAMPLES):
        return None
    margins = (part for line in content.margins for part in line.split("\t"))
    if any(map(_is_shown, (*_above_questions(content.lines, templates), *margins))):
        return None
    tables = tuple(table for table in content.tables if not _is_example(table))
    current = tuple(table for table in tables if not _begins(_sheet(table), _EARLIER))
    if content.tables and not tables:
        return None
    kept = current or tables
    return content if len(kept) == len(content.tables) else content.with_tables(kept)


def doubted_title(field: Field, title: Value) -> FieldProblem | None:
    """Ask about a title that begins with «Exempel»: the form may be one that is only shown, or a proposal."""
    if field.key != FieldKey.TITLE or not isinstance(title, str) or not _begins(title, _SHOWN):
        return None
    sentence = (
        "börjar med ”Exempel”. Är det ett eget förslag, skriv en rubrik utan det ordet. Annars fyll i en tom mall."
    )
    return FieldProblem(field.key, Code.AMBIGUOUS, f"{field.label} {sentence}")


def latest(forms: Sequence[ParsedForm], template: FormTemplate) -> tuple[ParsedForm, ...]:
    """Return the forms of one document, without those that a later one with the same title replaces.

    One by somebody else, or from elsewhere, is another proposal, whatever its title. What the earlier one answers
    otherwise is asked about: nobody has said which of them holds.
    """
    kept: list[ParsedForm] = []
    for form in forms:
        earlier = [one for one in kept if _replaces(form, one)]
        kept = [one for one in kept if one not in earlier]
        for one in earlier:
            form = _asking(form, one, template)  # noqa: PLW2901 - the same form, with what is to be asked of it
        kept.append(form)
    return tuple(kept)


def _asking(form: ParsedForm, earlier: ParsedForm, template: FormTemplate) -> ParsedForm:
    """Return a form with what is to be asked where an earlier version of it says something else."""
    problems = {problem.field: problem for problem in form.problems}
    values, written = dict(form.values), dict(form.written)
    for field in template.fields:
        old, new = earlier.values[field.key], values[field.key]
        if old is not None and _as_text(old) != _as_text(new) and (new is not None or field.key not in written):
            readings = [_told(value) for value in (new, old) if value is not None]
            problems[field.key] = doubtful(field, readings)
            values[field.key], written[field.key] = None, "\n".join(readings)
    order = [field.key for field in template.fields]
    told = sorted(
        problems.values(), key=lambda problem: order.index(problem.field) if problem.field in order else len(order)
    )
    return replace(form, values=values, problems=tuple(told), written=written)


def _told(value: Value) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _replaces(later: ParsedForm, form: ParsedForm) -> bool:
    told = [(_as_text(later.values.get(key)), _as_text(form.values.get(key))) for key in _SAME]
    titled, *others = ((new, old) for new, old in told)
    return bool(titled[0]) and titled[0] == titled[1] and all(not new or not old or new == old for new, old in others)


def _as_text(value: Value) -> str:
    return " ".join(str(value or "").casefold().split())


def _above_questions(lines: Sequence[str], templates: Sequence[FormTemplate]) -> Iterator[str]:
    every = [labels_of(template) for template in templates]
    for line in lines[:_MOST_ABOVE]:
        if any(labels.split(line.strip())[0] or labels.is_heading(line) for labels in every):
            return
        yield line


def _is_shown(line: str) -> bool:
    return (len(line) <= _LONGEST_HEADING and _begins(line, _SHOWN)) or bool(_SAYS_EXAMPLE.find(normalised(line)))


def _is_example(table: Table) -> bool:
    cells = (cell for row in table.rows for cell in row if cell)
    return bool(_sheet(table)) and (_begins(_sheet(table), _INSTRUCTIONS) or _begins(next(cells, ""), _EXAMPLES))


def _sheet(table: Table) -> str:
    return table.name.removeprefix(_SHEET) if table.name.startswith(_SHEET) else ""


def _first(lines: Sequence[str]) -> str:
    return next(iter(lines), "")


def _begins(text: str, phrases: Phrases) -> bool:
    """Whether a text begins with one of the phrases, in whole words."""
    return bool(phrases.find(normalised(text.partition("\n")[0])))
