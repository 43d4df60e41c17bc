"""Pictures and drawings where an answer may stand: what they show is in no letters, so it is asked about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from parsers.document.package import first
from parsers.document.word.controls import OFF, VAL, Element, W
from parsers.document.word.unseen_text import add_sign
from parsers.phrases import form_phrases

_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V: Final = "{urn:schemas-microsoft-com:vml}"
_WPS: Final = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_SHOWN: Final = (
    *(_A + "blip", _V + "imagedata", _V + "textpath"),
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
    "{http://schemas.microsoft.com/office/word/2010/wordml}contentPart",
)
"""Pictures, words that are drawn, diagrams, charts, and what is written with a pen."""
_DRAWN: Final = (_WPS + "wsp", *(_V + name for name in ("shape", "rect", "roundrect", "oval", "line")))
_TEXT_BOX: Final = W + "txbxContent"
_RULE: Final = "{urn:schemas-microsoft-com:office:office}hr"
_T, _TC, _SDT, _SDT_PR, _OBJECT = (W + name for name in ("t", "tc", "sdt", "sdtPr", "object"))
_PROMPT = form_phrases("placeholder")


def mark_pictures(root: Element) -> None:
    """Write the sign for what a file does not tell into each cell with a picture and no words, in place.

    So it is where a shape is drawn, words or no: a ring around one of the choices may be the answer.
    """
    cells = {next(shown.iterancestors(_TC), None) for shown in root.iter(*_SHOWN)}
    drawn = {next(shape.iterancestors(_TC), None) for shape in root.iter(*_DRAWN) if _is_drawn(shape)}
    for cell in cells | drawn:
        if cell is not None and (cell in drawn or not _has_words(cell)):
            add_sign(cell)


def _is_drawn(shape: Element) -> bool:
    """Whether a shape shows neither words nor a picture, and is no rule across the page."""
    is_told = next(shape.iter(_TEXT_BOX, *_SHOWN), None) is not None
    return not is_told and shape.get(_RULE) is None and next(shape.iterancestors(_OBJECT), None) is None


def _has_words(cell: Element) -> bool:
    words = " ".join("".join(_words(cell)).casefold().split()).strip(" .…:")
    return bool(words) and not _PROMPT.find(words)


def _words(cell: Element) -> Iterator[str]:
    """Yield the words in a cell that are not what an empty control shows."""
    for text in cell.iter(_T):
        if not any(map(_is_empty, text.iterancestors(_SDT))):
            yield text.text or ""


def _is_empty(control: Element) -> bool:
    properties = first(control, _SDT_PR)
    flag = first(properties, W + "showingPlcHdr") if properties is not None else None
    return flag is not None and flag.get(VAL, "1") not in OFF
