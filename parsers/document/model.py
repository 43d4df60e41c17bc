"""What any document holds, whatever its format: controls, tables and lines.

`parsers.document` reads a file into a `Document`; everything after that is the same
for Word, Excel and text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Row = tuple[str | None, ...]
"""The cells of a row by grid column. None: covered by a merged cell to the left or above."""

CHECKED = "☒"
UNCHECKED = "☐"


class ControlKind(StrEnum):
    """What a content control lets its user do."""

    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    CHECK_BOX = "check_box"


@dataclass(frozen=True, slots=True)
class Control:
    """A content control. `value` is empty while the control shows its placeholder.

    A date is ISO where the file says which day is meant. `checked` is for check boxes
    alone. `title` is what Word shows as the control's name. `choices` are the items of
    a list, without its prompt.
    """

    tag: str
    title: str
    kind: ControlKind
    value: str
    checked: bool = False
    choices: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The value as a person sees it; for a check box, its mark and its title."""
        if self.kind is ControlKind.CHECK_BOX:
            return f"{CHECKED if self.checked else UNCHECKED} {self.title}"
        return self.value


@dataclass(frozen=True, slots=True)
class Table:
    """A table or a sheet. `name` is how a person finds it: «tabell 2», «bladet Formulär».

    `start` is the number of its first row, where the rows above are left out.
    `continued` says where it goes on: from which number, under which name, and the number of that row there.
    """

    name: str
    rows: tuple[Row, ...]
    start: int = 0
    continued: tuple[tuple[int, str, int], ...] = ()

    def place(self, row: int) -> str:
        """Say where a row is, counted from 0, to a person who counts from 1."""
        first, name, number = 0, self.name, 0
        for part in self.continued:
            if part[0] <= self.start + row:
                first, name, number = part
        return f"{name}, rad {self.start + row - first + number + 1}"


@dataclass(frozen=True, slots=True)
class Document:
    """A document's content in reading order.

    `lines` are the paragraphs outside tables, `above` the number of lines left out above
    them. `margins` are the lines of page headers and footers, a table's row to a line, its
    cells parted by tabs. `properties` holds the file's title, keywords and own (custom)
    properties by name; names of our own never clash with `title`, `subject` and `keywords`.
    `is_cut`: the file goes on past what is read of one.
    """

    format: str
    controls: tuple[Control, ...] = ()
    tables: tuple[Table, ...] = ()
    lines: tuple[str, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    margins: tuple[str, ...] = ()
    is_cut: bool = False
    above: int = 0

    def texts(self) -> Iterator[str]:
        """Give every text in it, wherever it stands; some twice."""
        yield from (cell for table in self.tables for row in table.rows for cell in row if cell)
        yield from self.lines
        yield from self.margins
        yield from (control.text for control in self.controls)
        yield from self.properties.values()
