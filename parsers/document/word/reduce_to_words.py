"""Reduces a Word document's tree to its words: tables, controls and paragraphs of plain text (ECMA-376 part 1 §17).

What was taken back is gone (deletions, text that is struck out or hidden, the place that moved text came from),
and so is what only says how things look. What stands for characters is text, and no wrappers are left around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lxml import etree

from parsers.document.model import UNCHECKED
from parsers.document.package import first
from parsers.document.raised import raised
from parsers.document.word.controls import OFF, VAL, W14, Element, W, legacy_field
from parsers.document.word.emphasised import mark_looks
from parsers.document.word.equations import write_equations
from parsers.document.word.field_codes import empty_codes, write_buttons
from parsers.document.word.pictures import mark_pictures
from parsers.document.word.placeholders import judge_flags
from parsers.document.word.styles import SYMBOL_FONTS, UNSEEN, Bullets, Looks, bullet, symbol
from parsers.document.word.unseen_text import cell_around, doubt_faint, write_sign

_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_P, _R, _T, _TBL, _SDT, _BOX = (W + name for name in ("p", "r", "t", "tbl", "sdt", "txbxContent"))
_R_PR, _TR_PR, _R_STYLE, _P_STYLE = (W + name for name in ("rPr", "trPr", "rStyle", "pStyle"))
_DELETED = (W + "del", W + "moveFrom")
_CHARACTERS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_GONE = "gone"
_LOOKS = (
    *(W + name for name in ("pPr", "rPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "sectPr", "tcW", "shd", "tcBorders")),
    *(W + name for name in ("id", "lock", "text", "rt", "rubyPr", "instrText", "drawing", "pict", "object")),
    *(W14 + name for name in ("checkedState", "uncheckedState")),
    *(W + name for name in ("bookmarkStart", "bookmarkEnd", "proofErr", "lastRenderedPageBreak")),
)
"""What says how things look, or what stands on no page."""
_UNWRAPPED = (
    *(W + name for name in ("r", "ins", "moveTo", "hyperlink", "fldSimple", "smartTag", "customXml", "sdtContent")),
    *(W + name for name in ("dir", "bdo", "ruby", "rubyBase", "txbxContent")),
    *(_MC + name for name in ("AlternateContent", "Choice", "Fallback")),
    _MATH + "*",
)


def reduce(root: Element, looks: Looks, *, emphasised: bool = False, is_own: bool = False) -> None:
    """Reduce a part's tree, in place.

    `emphasised`: with what looks other than most marked in its text; `is_own`: of a file made from a template here.
    """
    _choose(root)
    judge_flags(root, is_own=is_own)
    _take_out_contents(root)
    empty_codes(root)
    write_buttons(root)
    hidden = _take_out_unseen(root, looks)
    _take_out_deleted(root)
    _take_out_field_ends(root)
    etree.strip_elements(root, _GONE, *_DELETED, with_tail=False)
    _write_characters(root)
    if emphasised:
        doubt_faint(root, looks.faint)
        for cell in dict.fromkeys(hidden):
            write_sign(cell)
        mark_looks(root)
        mark_pictures(root)
    _write_bullets(root, looks.bullets)
    _place_text_boxes(root)
    etree.strip_elements(root, *_LOOKS, with_tail=False)
    etree.strip_tags(root, *_UNWRAPPED)


def _choose(root: Element) -> None:
    """Leave one alternative (part 3 §7.6): the Fallback where the Choice holds no text, as beside an emoji."""
    for alternatives in root.iter(_MC + "AlternateContent"):
        choice = first(alternatives, _MC + "Choice")
        if choice is not None and next(choice.iter(_T), None) is not None:
            for fallback in alternatives.iterchildren(_MC + "Fallback"):
                _take_out(fallback)


def _take_out_contents(root: Element) -> None:
    """Take out tables of contents, where every label stands once more, with the number of its page."""
    for gallery in root.iter(W + "docPartGallery"):
        if gallery.get(VAL) == "Table of Contents":
            _take_out(next(gallery.iterancestors(_SDT), None))


def _take_out_unseen(root: Element, looks: Looks) -> Sequence[Element]:
    """Take out the runs that are struck out or hidden; return the cells in which some are hidden."""
    hidden: list[Element] = []
    for mark in root.iter(*UNSEEN):
        run = _owner(mark)
        if run is not None and run.tag == _R and mark.get(VAL, "1") not in OFF:
            hidden += cell_around(run) if mark.tag == UNSEEN[-1] else ()
            _take_out(run)
    named = root.iter(_R_STYLE, _P_STYLE) if looks.unseen else iter(())
    owners = {_owner(style): style.get(VAL, "") for style in named if style.get(VAL) in looks.unseen}
    runs = [(run, name) for owner, name in owners.items() if owner is not None for run in owner.iter(_R)]
    for run, name in runs:
        if not _is_shown_again(run):
            hidden += cell_around(run) if name in looks.hidden else ()
            _take_out(run)
    return hidden


def _is_shown_again(run: Element) -> bool:
    """Whether a run turns off what its style says."""
    return any(mark.get(VAL) in OFF for mark in run.iterfind(f"{_R_PR}/*") if mark.tag in UNSEEN)


def _take_out_deleted(root: Element) -> None:
    """Take out deleted rows, and join paragraphs whose end is deleted to the next (§17.13.5.15)."""
    for mark in list(root.iter(*_DELETED)):
        place = mark.getparent()
        if place is not None and place.tag == _TR_PR:
            _take_out(place.getparent())
        elif place is not None and place.tag == _R_PR:
            _join_next(next(place.iterancestors(_P), None))


def _join_next(paragraph: Element | None) -> None:
    following = None if paragraph is None else next(paragraph.itersiblings(_P, _TBL, _SDT), None)
    if paragraph is not None and following is not None and following.tag == _P:
        paragraph.extend(list(following))
        _take_out(following)


def _take_out_field_ends(root: Element) -> None:
    """Take out paragraphs that hold the end of a field alone: LibreOffice leaves one in each answer in a .doc."""
    ends = (mark for mark in root.iter(W + "fldChar") if mark.get(W + "fldCharType") == "end")
    for paragraph in {next(mark.iterancestors(_P), None) for mark in ends}:
        runs = () if paragraph is None else paragraph.iter(_R)
        if [node.tag for run in runs for node in run if node.tag != _R_PR] == [W + "fldChar"]:
            _take_out(paragraph)


def _write_characters(root: Element) -> None:
    for node in list(root.iter(*_CHARACTERS)):
        _write(node, _CHARACTERS[node.tag])
    for node in list(root.iter(W + "sym")):
        _write(node, _shown(node))
    write_equations(root)
    for node in list(root.iter(W + "fldChar")):
        _write(node, legacy_field(node))
    for fonts in root.iter(W + "rFonts"):
        _write_symbols(fonts)
    for place in root.iter(W + "vertAlign"):
        _write_raised(place)


def _write(node: Element, text: str) -> None:
    node.tag, node.text = _T, text


def _shown(node: Element) -> str:
    """Return what a `w:sym` shows (§17.3.3.30); U+FFFD where nobody knows, so that it is asked about."""
    try:
        shown = symbol(node.get(W + "font", ""), chr(int(node.get(W + "char", ""), 16)))
    except (ValueError, OverflowError):
        return "\ufffd"
    return shown if shown.isprintable() else "\ufffd"


def _write_symbols(fonts: Element) -> None:
    """Write a run's text as what it shows in a font of symbols: LibreOffice has no `w:sym`."""
    run, font = _owner(fonts), fonts.get(W + "ascii", "")
    for text in run.iterchildren(_T) if run is not None and font.startswith(SYMBOL_FONTS) else ():
        text.text = "".join(symbol(font, character) for character in text.text or "")


def _write_raised(place: Element) -> None:
    """Write what stands above the line as such (§17.3.2.42)."""
    run = _owner(place) if place.get(VAL) == "superscript" else None
    for text in run.iterchildren(_T) if run is not None else ():
        text.text = raised(text.text or "")


def _write_bullets(root: Element, bullets: Bullets) -> None:
    """Write the boxes that are the bullets of a list; ticks alone, without an empty box, are ornament."""
    found = [(_owner(number), bullet(number, bullets)) for number in root.iter(W + "numPr")] if bullets else []
    if UNCHECKED not in (drawn for _, drawn in found):
        return
    for paragraph, drawn in found:
        if paragraph is not None and paragraph.tag == _P and drawn:
            text = etree.Element(_T)
            text.text = f"{drawn} "
            paragraph.insert(0, text)


def _place_text_boxes(root: Element) -> None:
    """Put what stands in text boxes after the paragraphs that they hang on."""
    for box in reversed(list(root.iter(_BOX))):
        paragraph = next(box.iterancestors(_P), None)
        if paragraph is not None:
            paragraph.addnext(box)


def _owner(mark: Element) -> Element | None:
    """Return the run or paragraph that a property belongs to."""
    properties = mark.getparent()
    return None if properties is None else properties.getparent()


def _take_out(node: Element | None) -> None:
    """Name a node to be dropped with the rest: taking each out of the tree takes time by the square of its size."""
    if node is not None:
        node.tag = _GONE
