"""Walks a blank Word form: empty lines are room to write in, and so is what is in a control, which stands as OBJECT."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from lxml import etree

from parsers.document.model import CHECKED, OBJECT, UNCHECKED, Block, ControlKind, Paragraph
from parsers.document.package import first
from parsers.document.word import headings
from parsers.document.word.blocks import Reader
from parsers.document.word.controls import Element, W, described

_P, _T, _TC, _SDT, _SDT_PR = (W + name for name in ("p", "t", "tc", "sdt", "sdtPr"))


class BlankReader(Reader):
    """As `Reader`, with the levels that `headings.mark` wrote into the tree."""

    def _paragraph(self, node: Element) -> Iterator[Block]:
        level, text = node.get(headings.LEVEL), self._text(node)
        controls = iter(self.taken())
        for number, line in enumerate(text.split("\n")):
            is_heading = level is not None and number == 0
            own = tuple(islice(controls, line.count(OBJECT)))
            yield Paragraph(line.strip(), own, int(level or 0) if is_heading else None)

    def _cell(self, text: str) -> str:
        """Keep the end of the last line where there is room below it."""
        return text.strip() + "\n" * (text.rstrip(" \t").endswith("\n") and not text.isspace())

    def _controlled(self, sdt: Element) -> list[Block]:
        inner, properties = self.blocks(sdt), first(sdt, _SDT_PR)
        texts = [block.text for block in inner if isinstance(block, Paragraph)]
        if properties is None or len(texts) < len(inner) or _holds_its_own(texts):
            return inner
        control = described(properties, "\n".join(texts).strip())
        return inner if control.kind is ControlKind.CHECK_BOX else [Paragraph(OBJECT, (control,))]

    def _control(self, sdt: Element, read_content: Callable[[Element], list[str]]) -> list[str]:
        properties, lines = first(sdt, _SDT_PR), read_content(sdt)
        if properties is None or _holds_its_own(lines):
            return lines
        control = described(properties, "\n".join(lines).strip())
        if control.kind is ControlKind.CHECK_BOX:
            return lines
        self._controls.append(control)
        return [OBJECT]

    def _surrounding(self, sdt: Element, properties: Element) -> None:
        """Put a control around one cell into it; one around a row says nothing that its cells don't."""
        cells = list(sdt.iterchildren(_TC))
        texts = ["".join(text.text or "" for text in sdt.iter(_T))]
        if len(cells) == 1 and next(cells[0].iter(_SDT), None) is None and not _holds_its_own(texts):
            self._controls.append(described(properties, texts[0].strip()))
            for paragraph in list(cells[0].iterchildren(_P)):
                cells[0].remove(paragraph)
            etree.SubElement(etree.SubElement(cells[0], _P), _T).text = OBJECT


def _holds_its_own(lines: Sequence[str]) -> bool:
    """Whether a control is no room to write in: it holds others, or boxes."""
    return any(mark in line for line in lines for mark in (OBJECT, CHECKED, UNCHECKED))
