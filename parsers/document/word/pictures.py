"""Pictures where an answer may stand: what they show is in no letters, so it is asked about."""

from __future__ import annotations

from typing import Final

from lxml import etree

from parsers.document.model import UNKNOWN
from parsers.document.word.controls import Element, W

_SHOWN: Final = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
)
_P, _R, _T, _TC = (W + name for name in ("p", "r", "t", "tc"))


def mark_pictures(root: Element) -> None:
    """Write the sign for what a file does not tell into each cell that holds a picture and no text, in place."""
    cells = {next(shown.iterancestors(_TC), None) for shown in root.iter(*_SHOWN)}
    for cell in cells:
        if cell is not None and not any((text.text or "").strip() for text in cell.iter(_T)):
            paragraph = next(cell.iterchildren(_P), None)
            if paragraph is not None:
                etree.SubElement(etree.SubElement(paragraph, _R), _T).text = UNKNOWN
