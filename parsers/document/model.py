"""What any document holds, whatever its format: blocks in reading order.

`parsers.document` reads a file into a `Document`; everything after that is the same for Word, Excel and text. The
controls, tables and lines that questions are looked for in are views of the blocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import chain
from typing import NamedTuple, Self

from parsers.document.emphasis import Emphasised, taken

Row = tuple[str | None, ...]
"""The cells of a row by grid column. None: covered by a merged cell to the left or above."""

CHECKED = "☒"
UNCHECKED = "☐"
OBJECT = "\ufffc"
"""What Unicode (§23.8) writes in a text for something that is no text."""
UNKNOWN = "\ufffd"
"""What stands in a text for what a file does not tell: it is asked about."""
BOLD_HEADING = 9
"""The level of a heading that is one by its bold letters alone."""
TEMPLATE_PROPERTY = "mall"
"""The custom property of a file made from a template: the template's id."""


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
    a list, without its prompt. `doubted` is what it calls its placeholder and may well be an answer.
    """

    tag: str
    title: str
    kind: ControlKind
    value: str
    checked: bool = False
    choices: tuple[str, ...] = ()
    doubted: str = ""

    @property
    def text(self) -> str:
        """The value as a person sees it; for a check box, its mark and its title."""
        if self.kind is ControlKind.CHECK_BOX:
            return f"{CHECKED if self.checked else UNCHECKED} {self.title}"
        return self.value


class InLine(NamedTuple):
    """The place of a line of running text: its number, counted from 1."""

    line: int


class InCell(NamedTuple):
    """The place of a cell: its table's number, its row and its column, counted from 0."""

    table: int
    row: int
    column: int


class InControl(NamedTuple):
    """The place of a control: its tag, or its title where it has none."""

    name: str


Place = InLine | InCell | InControl


class Note(NamedTuple):
    """A comment that somebody made on a document, with the cell that it is on, or what begins its row, where told.

    `is_said`: it is no remark, but belongs to the text where it stands: a footnote.
    """

    text: str
    at: InCell | None = None
    row_label: str = ""
    is_said: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of running text, or what a cell holds, as a person sees it, with the controls in it.

    `emphasised` are those of its words that look other than most.

    In a form that is read to learn its questions (`parsers.document.read.read_blank`) each of the controls stands in
    the text as OBJECT, and there are no others; `level` is that of a heading, 0 for the document's title.
    """

    text: str
    controls: tuple[Control, ...] = ()
    level: int | None = None
    emphasised: tuple[Emphasised, ...] = field(default=(), compare=False)

    @property
    def is_line(self) -> bool:
        """Whether it is a line, and not only the room that an empty control has to itself."""
        return not self.controls or bool(self.text.strip())


@dataclass(frozen=True, slots=True)
class Table:
    """A table or a sheet. `name` is how a person finds it: «tabell 2», «bladet Formulär».

    `start` is the number of its first row, where the rows above are left out; the first `heads` of `rows` stand at
    its top all the same. `continued` says where it goes on: from which number, under which name, and the number of
    that row there. `number` is its place among the document's tables; `in_cell`: it stands in a cell of another,
    whose words hold its own; `is_hidden`: nobody sees it on the sheet. `cells` are those of which there is more to
    say than their words in `rows`.
    """

    name: str
    rows: tuple[Row, ...]
    start: int = 0
    continued: tuple[tuple[int, str, int], ...] = ()
    heads: int = field(default=0, compare=False)
    in_cell: bool = field(default=False, compare=False)
    is_hidden: bool = field(default=False, compare=False)
    number: int | None = field(default=None, compare=False)
    cells: Mapping[tuple[int, int], Paragraph] = field(default_factory=dict, compare=False)

    def place(self, row: int) -> str:
        """Say where a row is, counted from 0, to a person who counts from 1."""
        first, name, number = 0, self.name, 0
        row = self.start + max(row - self.heads, 0)
        for part in self.continued:
            if part[0] <= row:
                first, name, number = part
        return f"{name}, rad {row - first + number + 1}"

    @property
    def is_box(self) -> bool:
        """Whether it is one cell alone."""
        return not self.in_cell and len(self.rows) == 1 and len(self.rows[0]) == 1

    def at(self, row: int, column: int) -> InCell:
        """Return the place of a cell, the row counted among those that are here."""
        return InCell(self.number or 0, row if row < self.heads else self.start + row - self.heads, column)


Block = Paragraph | Table | Control
"""A control is a block where it stands in no line: in a field of a PDF, around several blocks, in a page's margin."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document's content in reading order.

    `margins` are the lines of page headers and footers, a table's row to a line, its cells parted by tabs.
    `properties` holds the file's title, keywords and own (custom) properties by name; names of our own never clash
    with `title`, `subject` and `keywords`. `is_cut`: the file goes on past what is read of one.
    `is_crowded`: it shows texts that its rows have no room for, in part or over each other.
    `above` is the number of lines left out above. `notes` are the comments that people made on it, `hides_columns`
    says that columns with text are hidden, `hidden_sheets` are such sheets; `holds_files`: others are put into it.
    `emphasised` are the words that look other than most, by their places; a part of a document keeps those of the
    whole. `rooms` are the lines of room above a text (`parsers.document.line_breaks`). `with_heads` is the same
    document with what was taken for its margins in its place, where that may be wrong.

    `controls`, `tables` and `lines` are views of the blocks, a table in another's cell after that one. What stands in
    a control stands in its line or cell, too.
    """

    format: str
    blocks: tuple[Block, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    margins: tuple[str, ...] = ()
    is_cut: bool = False
    is_crowded: bool = field(default=False, compare=False)
    above: int = 0
    notes: tuple[Note, ...] = field(default=(), compare=False)
    hides_columns: bool = False
    hidden_sheets: tuple[Table, ...] = field(default=(), repr=False, compare=False)
    holds_files: bool = field(default=False, compare=False)
    emphasised: Mapping[Place, tuple[Emphasised, ...]] = field(default_factory=dict, repr=False, compare=False)
    rooms: Mapping[str, float] = field(default_factory=dict, repr=False, compare=False)
    with_heads: Document | None = field(default=None, repr=False, compare=False)
    controls: tuple[Control, ...] = field(init=False, repr=False, compare=False)
    tables: tuple[Table, ...] = field(init=False, repr=False, compare=False)
    lines: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Give the tables their numbers, but those that have one, and lay out the views."""
        tables = [block for block in self.blocks if isinstance(block, Table)]
        numbered = {id(table): _numbered(table, number) for number, table in enumerate(tables)}
        blocks = tuple(numbered.get(id(block), block) for block in self.blocks) if tables else self.blocks
        lines = tuple(block.text for block in blocks if isinstance(block, Paragraph) and block.is_line)
        object.__setattr__(self, "blocks", blocks)
        object.__setattr__(self, "tables", tuple(numbered.values()))
        object.__setattr__(self, "lines", lines)
        object.__setattr__(self, "controls", tuple(chain.from_iterable(map(_controls, blocks))))
        if not self.emphasised:
            object.__setattr__(self, "emphasised", dict(_emphasised(blocks)))

    @classmethod
    def of_parts(
        cls,
        format: str,  # noqa: A002 - as the field
        *,
        controls: Sequence[Control] = (),
        tables: Sequence[Table] = (),
        lines: Sequence[str] = (),
        properties: Mapping[str, str] | None = None,
        margins: Sequence[str] = (),
        is_cut: bool = False,
    ) -> Self:
        """Make a document whose order is not known: controls, then tables, then lines."""
        blocks: tuple[Block, ...] = (*controls, *tables, *map(Paragraph, lines))
        return cls(format, blocks, properties or {}, tuple(margins), is_cut=is_cut)

    def with_tables(self, tables: Sequence[Table]) -> Self:
        """Return the document with these tables of its own only, or parts of them, each where its table stands."""
        parts: dict[int | None, list[Block]] = {}
        for table in tables:
            parts.setdefault(table.number, []).append(table)
        return replace(self, blocks=tuple(part for block in self.blocks for part in _parts(block, parts)))

    def texts(self) -> Iterator[str]:
        """Give every text in it, wherever it stands; some twice."""
        yield from (cell for table in self.tables for row in table.rows for cell in row if cell)
        yield from self.lines
        yield from self.margins
        yield from (control.text for control in self.controls)
        yield from self.properties.values()

    def placed(self) -> Iterator[tuple[Place, str]]:
        """Yield every text of the document with its place, but for the margins'."""
        lines = "\n".join(self.lines).split("\n") if self.lines else ()
        yield from ((InLine(number), line) for number, line in enumerate(lines, self.above + 1))
        for table in self.tables:
            for number, row in enumerate(table.rows):
                at = table.at(number, 0)
                yield from ((InCell(at.table, at.row, column), text) for column, text in enumerate(row) if text)
        yield from ((InControl(control.tag or control.title), control.text) for control in self.controls)


def with_controls(lines: Sequence[str], controls: tuple[Control, ...]) -> Iterator[Block]:
    """Yield the lines of a paragraph; its controls stand in the first, or by themselves where nothing else is."""
    if lines:
        for line in lines:
            text, emphasised = taken(line)
            yield Paragraph(text, controls, emphasised=emphasised)
            controls = ()
    else:
        yield from controls


def are_breaks(text: str) -> bool:
    """Whether a text in front of a control, in its paragraph, is line breaks alone.

    LibreOffice takes those of a control's text out and puts them before it: where they stood, words are run together.
    """
    return bool(text) and not text.strip("\n")


def _numbered(table: Table, number: int) -> Table:
    return table if table.number is not None else replace(table, number=number)


def _emphasised(blocks: Iterable[Block]) -> Iterator[tuple[Place, tuple[Emphasised, ...]]]:
    """Yield the emphasised words of a document, by the place of their line or cell."""
    line = 1
    for block in blocks:
        if isinstance(block, Table):
            yield from ((block.at(*at), cell.emphasised) for at, cell in block.cells.items() if cell.emphasised)
        elif isinstance(block, Paragraph) and block.is_line:
            if block.emphasised:
                yield InLine(line), block.emphasised
            line += block.text.count("\n") + 1


def _controls(block: Block) -> Iterator[Control]:
    if isinstance(block, Control):
        yield block
    elif isinstance(block, Paragraph):
        yield from block.controls
    else:
        yield from (control for cell in block.cells.values() for control in cell.controls)


def _parts(block: Block, parts: Mapping[int | None, list[Block]]) -> Sequence[Block]:
    return parts.get(block.number, ()) if isinstance(block, Table) else (block,)
