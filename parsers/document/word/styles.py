"""How a Word document looks, as far as it changes what is read: styles that strike out or hide, boxes for bullets."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass, field

from parsers.document import symbol_fonts
from parsers.document.model import CHECKED, UNCHECKED
from parsers.document.package import Package, first, xml
from parsers.document.word.controls import OFF, VAL, Element, W
from parsers.document.word.unseen_text import is_faint, may_be_faint

UNSEEN = (W + "strike", W + "dstrike", W + "vanish")
"""Struck out or hidden (ECMA-376 part 1 §17.3.2.9, .37 and .41): what its writer took back."""
_UNSEEN_WORDS = (b"strike", b"vanish")
SYMBOL_FONT = "Wingdings"
"""How the names of fonts begin that have boxes for letters."""
SYMBOL_FONTS = (SYMBOL_FONT, "Symbol")
_SYMBOLS_FROM = 0xF000
"""Where a font of symbols has its characters; some programs write them without it (§17.3.3.30)."""
_SYMBOLS = dict.fromkeys((0xF0FE, 0xF0FD, 0xF0FC, 0xF0FB, 0xF078, *range(0xF04F, 0xF055)), CHECKED) | dict.fromkeys(
    (0xF0A8, 0xF06F, 0xF0A3), UNCHECKED
)
"""Boxes, ticks and crosses in Wingdings and Wingdings 2."""
_BOXES = {chr(point): box for point, box in _SYMBOLS.items()} | {
    **dict.fromkeys("☐□", UNCHECKED),
    **dict.fromkeys("☒☑✓✔", CHECKED),
}

Bullets = Mapping[str, Mapping[str, str]]
"""The boxes that lists have for bullets: by the list's number, and by how deep in it."""


@dataclass(frozen=True, slots=True)
class Looks:
    """`unseen` are the ids of styles whose text doesn't count, `hidden` those among them that hide it.

    `faint` are those in whose letters nobody sees it.
    """

    unseen: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    faint: frozenset[str] = frozenset()
    bullets: Bullets = field(default_factory=dict)


def looks(package: Package, folder: str, root: Element) -> Looks:
    """Return how the document whose tree this is looks; its parts lie in `folder`, as every program names them."""
    has_lists = next(root.iter(W + "numPr"), None) is not None
    numbering = package.xml(f"{folder}/numbering.xml") if has_lists else None
    styles = package.read(f"{folder}/styles.xml")
    is_any_unseen = any(word in styles for word in _UNSEEN_WORDS)
    is_any_faint = may_be_faint(styles)
    # As nearly always neither: the tree of all styles takes longer to build than the form's.
    tree = xml(styles) if is_any_unseen or is_any_faint else None
    return Looks(
        _unseen(tree) if tree is not None and is_any_unseen else frozenset(),
        _unseen(tree, UNSEEN[-1:]) if tree is not None and is_any_unseen else frozenset(),
        _faint(tree) if tree is not None and is_any_faint else frozenset(),
        {} if numbering is None else _bullets(numbering),
    )


def symbol(font: str, character: str) -> str:
    """Return what a character of a font of symbols shows, a box as a box; U+FFFD where nobody knows."""
    box = _SYMBOLS.get(ord(character) | _SYMBOLS_FROM) if font.startswith(SYMBOL_FONT) else None
    return box or symbol_fonts.shown(font, character)


def bullet(number: Element, bullets: Bullets) -> str:
    """Return the box before a paragraph whose list and level a `w:numPr` names, or nothing."""
    names = {node.tag: node.get(VAL, "") for node in number}
    return bullets.get(names.get(W + "numId", ""), {}).get(names.get(W + "ilvl", "0"), "")


def _faint(styles: Element) -> frozenset[str]:
    """Return the ids of styles for words in white or tiny letters; none of those for whole tables."""
    told = ((style, first(style, W + "rPr")) for style in styles.iter(W + "style"))
    return frozenset(style.get(W + "styleId", "") for style, run in told if run is not None and is_faint(run))


def _unseen(styles: Element, marks: tuple[str, ...] = UNSEEN) -> frozenset[str]:
    """Return the ids of styles that strike out or hide, or are based on one that does."""
    heirs: dict[str, list[str]] = {}
    said: dict[str, bool] = {}
    for style in styles.iter(W + "style"):
        name, base = style.get(W + "styleId", ""), first(style, W + "basedOn")
        if base is not None:
            heirs.setdefault(base.get(VAL, ""), []).append(name)
        if told := [mark.get(VAL, "1") not in OFF for mark in style.iterfind(f"{W}rPr/*") if mark.tag in marks]:
            said[name] = any(told)
    return frozenset(_with_heirs([name for name, is_unseen in said.items() if is_unseen], heirs, said))


def _with_heirs(names: list[str], heirs: Mapping[str, list[str]], said: Mapping[str, bool]) -> set[str]:
    """Return styles, and those based on them that say nothing else; a circle ends where it began."""
    found: set[str] = set()
    while names:
        name = names.pop()
        if name not in found:
            found.add(name)
            names += [heir for heir in heirs.get(name, ()) if said.get(heir, True)]
    return found


def _bullets(numbering: Element) -> Bullets:
    """Return the boxes of lists, each by its number (§17.9)."""
    drawn = {abstract.get(W + "abstractNumId", ""): _drawn(abstract) for abstract in numbering.iter(W + "abstractNum")}
    found: dict[str, Mapping[str, str]] = {}
    for number in numbering.iter(W + "num"):
        abstract = first(number, W + "abstractNumId")
        shared = drawn.get("" if abstract is None else abstract.get(VAL, ""), {})
        found[number.get(W + "numId", "")] = ChainMap(_drawn(number), shared)
    return found


def _drawn(parent: Element) -> dict[str, str]:
    """Return the boxes of a list's levels, also of those that are changed for one list alone."""
    texts = ((node.get(W + "ilvl", ""), first(node, W + "lvlText")) for node in parent.iter(W + "lvl"))
    glyphs = ((depth, "" if text is None else text.get(VAL, "")) for depth, text in texts)
    return {depth: box for depth, glyph in glyphs if (box := _BOXES.get(glyph))}
