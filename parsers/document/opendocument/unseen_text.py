"""What nobody sees, or what no letters tell, in an OpenDocument cell: hidden text, pictures, drawn shapes."""

from __future__ import annotations

from typing import Final

from lxml import etree

from parsers.document.model import UNKNOWN
from parsers.document.opendocument.styles import Styles
from parsers.phrases import form_phrases

Element = etree._Element  # noqa: SLF001 - lxml's name for the type of every node

_DRAW, _TEXT = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("drawing", "text"))
_SHAPES: Final = tuple(
    _DRAW + name for name in ("custom-shape", "ellipse", "circle", "rect", "line", "path", "polyline", "polygon")
)
_IMAGES: Final = (_DRAW + "image", _DRAW + "object")
_RUNS: Final = {_TEXT + "span": "text", _TEXT + "p": "paragraph"}
_STYLE_NAME: Final = _TEXT + "style-name"
_PROMPT = form_phrases("placeholder")


def with_sign(cell: Element, shown: str, styles: Styles) -> str:
    """Return what a cell shows, with the sign for what is asked about where something else may be its answer.

    That is a shape that is drawn there, perhaps around one of the choices; and a picture, or hidden words, where
    nothing is written.
    """
    if any(not "".join(map(str, shape.itertext())).strip() for shape in cell.iter(*_SHAPES)):
        return f"{shown}\n{UNKNOWN}".strip()
    is_empty = not shown or bool(_PROMPT.find(" ".join(shown.casefold().split()).strip(" .…:")))
    if is_empty and (next(cell.iter(*_IMAGES), None) is not None or (not shown and _hides(cell, styles))):
        return UNKNOWN
    return shown


def _hides(cell: Element, styles: Styles) -> bool:
    return any(
        styles.hides(_RUNS[str(run.tag)], run.get(_STYLE_NAME)) and "".join(map(str, run.itertext())).strip()
        for run in cell.iter(*_RUNS)
    )
