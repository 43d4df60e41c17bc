"""Finds the answer to each question of a template in a document, and where it stands.

A question is found by its control's tag first, then by its label in a table, then
by its label in the running text. Nothing here judges an answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice

from parsers.document.model import Control, ControlKind, Document, InControl, InLine, Paragraph, Place, Table
from parsers.office_use import office_begins
from parsers.questions import lost_labels
from parsers.questions.choice_tables import holds_boxes_alone, in_choice_table
from parsers.questions.in_lines import Answer, in_lines
from parsers.questions.in_tables import in_table
from parsers.questions.labels import Labels, labels_of
from parsers.questions.several_in_a_cell import in_crowded_cells
from parsers.questions.written_answers import answer_of
from parsers.template import Field, FormTemplate, Kind
from parsers.values.offered_cells import is_choice, is_other
from parsers.values.tick_marks import has_boxes, ticked

_TRIED = 1_000
"""Texts that are compared with the labels not found, letter by letter."""
_CONTROL = "formulärfältet"
_PERSONAL = (Kind.TEXT, Kind.EMAIL, Kind.PHONE)
"""Kinds of questions that a table about somebody else asks, too: a name, an address, a number."""


def find(document: Document, template: FormTemplate) -> dict[str, Answer]:
    """Return an answer to every question that the document asks, by key; its text may be empty."""
    labels = labels_of(template)
    found = _found(document, template, labels)
    absent = {field.key for field in template.fields} - found.keys()
    if absent and len(found) * 4 >= len(template.fields):
        # Looking for misspelt labels is slow, so only what already looks like the form gets it.
        found = _found(document, template, labels.with_slips(islice(possible_labels(document), _TRIED), absent))
    return found | dict(lost_labels.in_doubt(document, template, found))


def _found(document: Document, template: FormTemplate, labels: Labels) -> dict[str, Answer]:
    fields = {field.key: field for field in template.fields}
    controls = _in_controls(document, fields, labels)
    tables = _in_tables(document, fields, labels)
    found = {**tables, **controls}
    for key in controls.keys() & tables.keys():
        used = (*tables[key].used, *controls[key].used)
        shown = tables[key] if _is_shown(controls[key].text, tables[key].text) else controls[key]
        found[key] = Answer(shown.text, shown.place, controls[key].others, used)
    if found.keys() != fields.keys():
        found = {**_elsewhere(document, fields, labels), **found}
    found |= _in_choice_tables(document, fields, labels, found)
    left = {key for key, answer in found.items() if _is_left(answer)}
    return found | dict(_beside_the_form(document, fields, labels, {key: found[key] for key in left}))


def _is_left(answer: Answer) -> bool:
    """Whether nobody has written in a question's own place, or ticked a box there."""
    return not (answer.text or answer.others) or (has_boxes(answer.text) and not ticked(answer.text))


def _beside_the_form(
    document: Document, fields: Mapping[str, Field], labels: Labels, left: Mapping[str, Answer]
) -> Iterator[tuple[str, Answer]]:
    """Find what is written with its label in the text, or in a text box, while the question's own place was left.

    A choice is asked about, and so is a name, an address or a number: alone it is a signature.
    """
    found = _in_lines(document, fields, labels) if left and document.lines else {}
    elsewhere = {key: one for key, one in found.items() if key in left and one.text not in left[key].text}
    written = {key: one for key, one in elsewhere.items() if not _is_left(one)}
    if all(fields[key].kind in _PERSONAL for key in written):
        written = {}
    for key, answer in in_lines(document.margins, fields, labels) if left else ():
        if key in left and key not in written and not _is_left(answer) and fields[key].kind not in _PERSONAL:
            yield key, replace(left[key], others=(answer.text, *left[key].others))
    for key, answer in written.items():
        used = (*left[key].used, *answer.used)
        if fields[key].kind in _PERSONAL or left[key].text:
            yield key, replace(left[key], others=(answer.text, *answer.others), used=used)
        else:
            yield key, replace(answer, used=used)


def _is_shown(control: str, table: str) -> bool:
    """Whether a table says what a control in it does: it was left, or written beside or past its end.

    Of boxes that nobody ticked those count that are still there, each with its words.
    """
    is_unticked = has_boxes(control) and not ticked(control) and has_boxes(table)
    return is_unticked or all(line in table for line in control.split("\n"))


def _in_choice_tables(
    document: Document, fields: Mapping[str, Field], labels: Labels, found: Mapping[str, Answer]
) -> dict[str, Answer]:
    """Find the answers in tables of choices, before what is written of one's own beside them."""
    ticked: dict[str, Answer] = {}
    for table, above, _ in _tables_below(document, fields, labels):
        for key, answer in in_choice_table(table, fields, above):
            own = found.get(key)
            if table.in_cell and own and own.text:
                continue  # its words are those of that cell
            if key not in ticked and not (own and has_boxes(own.text)):
                text = "\n".join(filter(None, [answer.text, own.text if own else ""]))
                ticked[key] = replace(answer, text=text, used=(*(own.used if own else ()), *answer.used))
    return ticked


def _in_tables(document: Document, fields: Mapping[str, Field], labels: Labels) -> dict[str, Answer]:
    """Find the answers in tables; of two with the same question, the one with most questions is the form.

    What it leaves empty is filled from another only where that is the form again: «Ifylls av …», with a name and
    an address, is not.
    """
    found: dict[str, Answer] = {}
    labels = labels.with_mute_aliases(_heads(document.tables))
    parts = _parted(document.tables)
    read = [(is_office, _first_written(in_table(table, fields, labels))) for table, is_office in parts]
    for is_office, here in sorted(read, key=lambda part: (part[0], -len(part[1]))):
        empty = {key for key in here if key in found and not found[key].text}
        is_again = not is_office and len(empty) > 1 and any(fields[key].kind not in _PERSONAL for key in empty)
        found |= {key: answer for key, answer in here.items() if key not in found or (key in empty and is_again)}
    return found


def _parted(tables: Iterable[Table]) -> Iterator[tuple[Table, bool]]:
    """Take the office's part off each table, and say which it is."""
    for table in tables:
        end = office_begins(["".join(filter(None, row[:1])) for row in table.rows])
        if end == len(table.rows):
            yield table, False
        else:
            yield replace(table, rows=table.rows[:end]), False
            yield replace(table, rows=table.rows[end:], start=table.start + end), True


def _heads(tables: Iterable[Table]) -> Iterator[str]:
    """Yield the first line of each cell, where a label may stand."""
    return (cell.partition("\n")[0] for table in tables for row in table.rows for cell in row if cell)


def _elsewhere(document: Document, fields: Mapping[str, Field], labels: Labels) -> dict[str, Answer]:
    """Find what has no control and no place in a table of its own; a page's header and footer count last."""
    crowded = (answer for table in document.tables for answer in in_crowded_cells(table, fields, labels))
    lines = _in_lines(document, fields, labels)
    margins = {
        key: replace(answer, used=())
        for key, answer in _first_written(in_lines(document.margins, fields, labels)).items()
    }
    boxed = dict(_in_boxes(document, fields, labels))
    return {**margins, **lines, **_first_written(crowded), **boxed}


def _in_boxes(document: Document, fields: Mapping[str, Field], labels: Labels) -> Iterator[tuple[str, Answer]]:
    """Find the answers in tables of one cell, or of boxes, right below a line that is a label, or its help."""
    for table, key, asked in _tables_below(document, fields, labels):
        if key and (table.is_box or holds_boxes_alone(table)):
            cells = [(at, column, cell or "") for at, row in enumerate(table.rows) for column, cell in enumerate(row)]
            text = answer_of("\n".join(filter(None, (cell for *_, cell in cells))), fields[key])
            places = (table.at(at, column) for at, column, _ in cells)
            yield key, Answer(text, table.place(0), used=(InLine(asked), *places))


def _tables_below(document: Document, fields: Mapping[str, Field], labels: Labels) -> Iterator[tuple[Table, str, int]]:
    """Yield each table with the question whose label, or help, is the line right above it, and that label's line.

    The question is empty where the line above is none.
    """
    number, asked, key = document.above, 0, ""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            number += block.text.count("\n") + 1
            is_help = bool(key) and not answer_of(block.text, fields[key])
            asked, key = (asked, key) if is_help else (number, labels.key(block.text) or "")
        elif isinstance(block, Table):
            yield block, key, asked
            key = ""
        else:
            key = ""


def _in_lines(document: Document, fields: Mapping[str, Field], labels: Labels) -> dict[str, Answer]:
    """Find the answers in the text; the office's part answers only what is not asked above it.

    Where the form goes on below, its heading was a line of an answer.
    """
    lines, above = document.lines, document.above
    office = office_begins(lines)
    found = _first_written(in_lines(lines[:office], fields, labels, above))
    if office == len(lines):
        return found
    below = _first_written(in_lines(lines[office:], fields, labels, above + office))
    goes_on = any(fields[key].kind not in _PERSONAL for key in below.keys() - found.keys())
    return _first_written(in_lines(lines, fields, labels, above)) if goes_on else {**below, **found}


def _first_written(answers: Iterable[tuple[str, Answer]]) -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    for key, answer in answers:
        if key not in found or not found[key].text:
            found[key] = answer
    return found


def _in_controls(document: Document, fields: Mapping[str, Field], labels: Labels) -> dict[str, Answer]:
    """Gather the controls of each field, by tag or else by title; a field of check boxes has many.

    Below the boxes may stand one for a choice of one's own: «Annan, skriv vilken»; and where a page ends among them,
    the others begin the next without their question.
    """
    texts: dict[str, list[str]] = defaultdict(list)
    used: dict[str, list[Place]] = defaultdict(list)
    doubts: dict[str, list[str]] = defaultdict(list)
    boxed: str | None = None
    for control in document.controls:
        is_box = control.kind is ControlKind.CHECK_BOX
        key = control.tag if control.tag in fields else labels.key(control.title) or labels.key(control.tag)
        goes_on = key is None and boxed is not None and _goes_on(control, fields[boxed])
        key = boxed if goes_on else key
        boxed = key if is_box else None
        if key is not None and (goes_on or not _is_nameless_box(control, key, labels)):
            used[key].append(InControl(control.tag or control.title))
            texts[key].append(control.text if is_box else answer_of(control.text, fields[key]))
            if control.doubted:
                doubts[key].append(answer_of(control.doubted, fields[key]))
    return {
        key: Answer(
            "\n".join(filter(None, parts)), _CONTROL, tuple(filter(None, doubts[key])), tuple(dict.fromkeys(used[key]))
        )
        for key, parts in texts.items()
    }


def _goes_on(control: Control, field: Field) -> bool:
    """Whether a control that names no question is one more of the boxes above it, or for a choice of one's own."""
    return is_choice(control.title, field) if control.kind is ControlKind.CHECK_BOX else is_other(control.title)


def _is_nameless_box(control: Control, key: str, labels: Labels) -> bool:
    """Whether a check box is named after its question, if at all: what it stands for is written beside it."""
    is_box = control.kind is ControlKind.CHECK_BOX
    return is_box and (control.title in ("", control.tag) or labels.key(control.title) == key)


def possible_labels(document: Document) -> Iterator[str]:
    """Yield what stands where a label could stand."""
    lines = (line.partition("\n")[0] for line in document.lines)
    for head in (*_heads(document.tables), *lines):
        yield head
        yield head.partition(":")[0]
