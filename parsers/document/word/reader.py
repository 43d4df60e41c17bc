"""Word's .docx (and .docm, .dotx as data), read from its XML (ECMA-376 part 1 §17).

Insertions count; deletions, comments and what is struck out or hidden don't. A content control that shows its
placeholder is empty, and so is its place in the text around it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from parsers.document import openxml
from parsers.document.file_type import Opened
from parsers.document.limits import DAMAGED, Refused
from parsers.document.model import TEMPLATE_PROPERTY, Document
from parsers.document.package import Package
from parsers.document.word import comments, field_breaks, headings
from parsers.document.word.activex import write_as_content_controls
from parsers.document.word.bindings import doubt_bound
from parsers.document.word.blank_blocks import BlankReader
from parsers.document.word.blocks import Reader
from parsers.document.word.controls import Element, W
from parsers.document.word.reduce_to_words import reduce
from parsers.document.word.styles import Looks, looks


def read(opened: Opened) -> Document:
    """Read a Word document; limits.Refused when it is damaged."""
    reader = BlankReader() if opened.is_blank else Reader()
    package = opened.package
    assert package is not None
    main = openxml.main_part(package)
    body = package.xml(main)
    if body is None:
        raise Refused(DAMAGED)
    if next(body.iter(W + "altChunk"), None) is not None:
        raise Refused(
            "filen innehåller en annan fil i stället för text – öppna den i Word, spara den och skicka den igen"
        )
    folder = main.rpartition("/")[0]
    look = looks(package, folder, body)
    if opened.is_blank:
        headings.mark(package, main, body)
    notes = tuple(comments.notes(package, folder, body))
    write_as_content_controls(body, package, main)
    properties = openxml.properties(package)
    above = field_breaks.above_fields(body)
    doubt_bound(body, package)
    reduce(body, look, emphasised=not opened.is_blank, is_own=TEMPLATE_PROPERTY in properties)
    blocks = [block for child in body for block in reader.blocks(child)]
    lines = [line for part in _margin_parts(package, folder, look) for line in reader.lines(part)]
    # A page's header and footer are none of its text, but a field in them is a field of the form.
    in_tables = (cell.controls for table in reader.nested for cell in table.cells.values())
    fields = (*reader.taken(), *chain.from_iterable(in_tables))
    margins = tuple(filter(str.strip, lines))
    has_files = openxml.holds_files(package, folder)
    return Document("docx", (*blocks, *fields), properties, margins, notes=notes, rooms=above, holds_files=has_files)


def _margin_parts(package: Package, folder: str, look: Looks) -> Iterator[Element]:
    """Yield the pages' headers and footers, which every program that writes Word's format names so."""
    for name in sorted(package.names):
        if name.startswith((f"{folder}/header", f"{folder}/footer")) and (part := package.xml(name)) is not None:
            reduce(part, look)
            yield part
