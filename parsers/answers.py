"""Finds the answer to each question of a template in a document, and where it stands.

A question is found by its control's tag first, then by its label in a table, then
by its label in the running text. Nothing here judges an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from parsers.cells import Answer, in_table
from parsers.content import Document
from parsers.form import Field, FormTemplate, Kind
from parsers.labels import Labels, labels_of

_TRIED = 1_000
"""Texts that are compared with the labels not found, letter by letter."""
_LIST_KINDS = (Kind.LONG_TEXT, Kind.MULTI_CHOICE)


def find(document: Document, template: FormTemplate) -> dict[str, Answer]:
    """Return an answer to every question that the document asks, by key; its text may be empty."""
    labels = labels_of(template)
    found = _found(document, template, labels)
    absent = {field.key for field in template.fields} - found.keys()
    if absent and len(found) * 4 >= len(template.fields):
        # Looking for misspelt labels is slow, so only what already looks like the form gets it.
        found = _found(document, template, labels.with_slips(islice(_possible_labels(document), _TRIED), absent))
    return found


def _found(document: Document, template: FormTemplate, labels: Labels) -> dict[str, Answer]:
    fields = {field.key: field for field in template.fields}
    controls = _in_controls(document, fields, labels)
    tables = _first_written(answer for table in document.tables for answer in in_table(table, fields, labels))
    found = {**tables, **controls}
    for key in controls.keys() & tables.keys():
        if controls[key].text in tables[key].text:
            found[key] = tables[key]  # the control was left, or written past its end
    lines = _first_written(_in_lines(document.lines, fields, labels))
    return {**lines, **found}


def _first_written(answers: Iterable[tuple[str, Answer]]) -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    for key, answer in answers:
        if key not in found or not found[key].text:
            found[key] = answer
    return found


def _in_controls(document: Document, fields: Mapping[str, Field], labels: Labels) -> dict[str, Answer]:
    """Gather the controls of each field, by tag or else by title; a field of check boxes has many."""
    texts: dict[str, list[str]] = {}
    for control in document.controls:
        key = control.tag if control.tag in fields else labels.key(control.title)
        if key is not None:
            texts.setdefault(key, []).append(labels.written(control.text, fields[key]))
    return {key: Answer("\n".join(filter(None, parts)), "formulärfältet") for key, parts in texts.items()}


def _in_lines(lines: Iterable[str], fields: Mapping[str, Field], labels: Labels) -> Iterator[tuple[str, Answer]]:
    """Read «Label: value», and labels with their answer on the lines below."""
    key, start, parts = None, 0, list[str]()
    for number, line in enumerate("\n".join(lines).split("\n"), 1):
        asked, value = labels.split(line.strip())
        if asked is None and not labels.is_heading(line):
            parts.append(line)
            continue
        if key is not None:
            yield key, Answer(_of_lines(parts, fields[key], labels), f"textrad {start}")
        key, start, parts = asked, number, [value]
    if key is not None:
        yield key, Answer(_of_lines(parts, fields[key], labels), f"textrad {start}")


def _of_lines(parts: list[str], field: Field, labels: Labels) -> str:
    """Join an answer's lines; one that is a single line by its kind ends where that line does."""
    answer = [labels.written(part.strip(), field) for part in parts]
    if field.kind in _LIST_KINDS:
        return "\n".join(answer).strip()
    return next(filter(None, answer), "")


def _possible_labels(document: Document) -> Iterator[str]:
    """Yield what stands where a label could stand."""
    cells = (cell for table in document.tables for row in table.rows for cell in row if cell)
    for text in (*cells, *document.lines):
        head = text.partition("\n")[0]
        yield head
        yield head.partition(":")[0]
