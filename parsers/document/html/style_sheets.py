"""What a page's own style sheets say of its elements, written into these as if it stood there (CSS 2.2 §5 and §6).

Only what may hide words, strike them out or colour them is looked at, and only selectors of tags, classes and ids, one
inside another. What a sheet says for printing alone, or of the state of an element, is passed over.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final, NamedTuple

from lxml import etree

Element = etree._Element  # noqa: SLF001 - lxml's name for the type of every node

_COMPOUND = re.compile(r"([a-z][a-z0-9]*)?((?:[.#][\w-]+|\[[\w-]+\])*)", re.IGNORECASE)
_NAMED = re.compile(r"([.#\[])([\w-]+)")
_HIDES = re.compile(
    r"(?:^|;)(?:display:none|visibility:|opacity:|font-size:[01](?!\d)|color:|background|text-decoration|text-indent:-"
    r"|position:|clip|overflow:|border:|outline:|font-weight:|mso-hide)"
)
_MOST_RULES: Final = 500
_LONGEST: Final = 200_000
_MOST_TRIED: Final = 20_000
"""Rules, letters of a sheet, and pairs of a rule and an element that are looked at: more than any program writes."""


class _Compound(NamedTuple):
    """One element of a selector: its tag, its ids, classes and attributes; what is not asked for is empty."""

    tag: str
    ids: frozenset[str]
    classes: frozenset[str]
    attributes: frozenset[str]

    def fits(self, node: Element) -> bool:
        """Whether an element is one that is asked for."""
        return (
            (not self.tag or node.tag == self.tag)
            and (not self.ids or node.get("id", "") in self.ids)
            and self.classes <= frozenset(node.get("class", "").split())
            and all(node.get(name) is not None for name in self.attributes)
        )


class _Rule(NamedTuple):
    """A selector, the outermost element first, and what it says."""

    path: tuple[_Compound, ...]
    said: str


def write_in(root: Element) -> None:
    """Write into each element's `style` what the sheets of a page say of it, before what stands there."""
    sheet = "\n".join(node.text or "" for node in root.iter("style"))[:_LONGEST]
    rules = list(islice(_rules(sheet), _MOST_RULES))
    if not rules:
        return
    by_name = _by_name(root)
    said: dict[Element, list[str]] = defaultdict(list)
    tried = ((rule, node) for rule in rules for node in by_name.get(_name(rule.path[-1]), ()))
    for rule, node in islice(tried, _MOST_TRIED):
        if _fits(node, rule.path):
            said[node].append(rule.said)
    for node, texts in said.items():
        node.set("style", ";".join((*texts, node.get("style", ""))))


def declared(node: Element) -> Mapping[str, str]:
    """Return an element's own style, and what the sheets say of it where they are written in, by property."""
    return declarations(node.get("style", ""))


def declarations(text: str) -> Mapping[str, str]:
    """Return what a style says by property, in lower case and without blanks; of two the last counts."""
    style: dict[str, str] = {}
    for part in "".join(text.lower().split()).split(";") if text else ():
        name, colon, value = part.partition(":")
        if colon and not (style.get(name, "").endswith("!important") and not value.endswith("!important")):
            style[name] = value
    return {name: value.removesuffix("!important") for name, value in style.items()}


def _rules(sheet: str) -> Iterator[_Rule]:
    for selectors, block in _blocks(sheet):
        said = "".join(block.lower().split())
        if _HIDES.search(said):
            paths = (_path(selector) for selector in selectors.split(","))
            yield from (_Rule(path, said) for path in paths if path)


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield each selector with what stands in its braces, but for those within others, which hold in some cases."""
    first, *others = sheet.replace("<!--", "").replace("-->", "").split("/*")
    depth = 0
    for part in "".join((first, *(other.partition("*/")[2] for other in others))).split("}"):
        *outer, before = part.split("{")[:-1] or [""]
        selector = before.rpartition(";")[2]
        if not depth and not outer and "@" not in selector:
            yield selector, part.rpartition("{")[2]
        depth = max(0, depth + part.count("{") - 1)


def _path(selector: str) -> tuple[_Compound, ...]:
    """Return the elements of a selector; nothing where it asks for more than tags, classes and ids."""
    found = [_COMPOUND.fullmatch(part) for part in selector.replace(">", " ").split()]
    parts = [one for one in found if one is not None]
    return tuple(_compound(one[1] or "", one[2]) for one in parts) if len(parts) == len(found) else ()


def _compound(tag: str, names: str) -> _Compound:
    told = _NAMED.findall(names)
    ids, classes, attributes = (frozenset(name for sign, name in told if sign == mark) for mark in "#.[")
    return _Compound(tag.lower(), ids, classes, attributes)


def _by_name(root: Element) -> Mapping[str, Sequence[Element]]:
    """Return the elements by their tags, their ids and their classes."""
    found: dict[str, list[Element]] = defaultdict(list)
    for node in root.iter("*"):
        found[str(node.tag)].append(node)
        found[""].append(node)
        if name := node.get("id"):
            found[f"#{name}"].append(node)
        for name in node.get("class", "").split():
            found[f".{name}"].append(node)
    return found


def _name(compound: _Compound) -> str:
    """Return a name by which the elements that a compound asks for are found."""
    ids, classes = (next(iter(sorted(names)), "") for names in (compound.ids, compound.classes))
    return f"#{ids}" if ids else f".{classes}" if classes else compound.tag


def _fits(node: Element, path: Sequence[_Compound]) -> bool:
    """Whether an element is what a selector asks for last, inside of what it asks for before."""
    *outer, own = path
    if not own.fits(node):
        return False
    around = node.iterancestors()
    return all(any(compound.fits(one) for one in around) for compound in reversed(outer))
