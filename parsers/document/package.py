"""A zip archive's parts, and their XML, read within limits: what Word, Excel and OpenDocument files are made of."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from lxml import etree

from parsers.document.limits import (
    DAMAGED,
    EXPANDS,
    LOCKED,
    MAX_ENTRIES,
    MAX_EXPANDED,
    MAX_PRUNED,
    MAX_RATIO,
    MAX_READ,
    OUTSIZE,
    Refused,
)

Element = etree._Element  # noqa: SLF001 - lxml's name for the type of every node
_SHORT: Final = 1024 * 1024
"""Bytes of a part whose tree may be whole before it is pruned, which is quicker."""
_IS_ENCRYPTED = 0x1
"""Bit of an entry's general purpose flags (APPNOTE 4.4.4)."""
_SAFELY: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "resolve_entities": False,
        "no_network": True,
        "load_dtd": False,
        "huge_tree": False,
        "remove_comments": True,
        "remove_pis": True,
    }
)


class Package:
    """A zip archive whose parts are read one by one, within limits: parts that nobody reads may be of any size."""

    def __init__(self, data: bytes) -> None:
        """Open the archive; Refused when it is damaged, locked or has too many parts."""
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
            raise Refused(DAMAGED) from error
        entries = self._archive.infolist()
        if len(entries) > MAX_ENTRIES:
            raise Refused(EXPANDS)
        if any(entry.flag_bits & _IS_ENCRYPTED for entry in entries):
            raise Refused(LOCKED)
        self.entries = tuple(entry.filename for entry in entries)
        self.names = frozenset(self.entries)
        self._left = MAX_READ
        self._left_to_prune = MAX_PRUNED
        self._left_of_files = min(MAX_EXPANDED, max(MAX_READ, MAX_RATIO * len(data)))

    def read(self, name: str) -> bytes:
        """Return one part's bytes, or nothing where there is no such part.

        Refused when it is damaged, or when more than MAX_READ has been asked for in all.
        """
        if name not in self.names:
            return b""
        self._left -= self.size(name)
        if self._left < 0:
            raise Refused(OUTSIZE)
        return self._bytes(name)

    def size(self, name: str) -> int:
        """Return the bytes that an entry says it holds; more are never unpacked."""
        return self._archive.getinfo(name).file_size

    def _bytes(self, name: str) -> bytes:
        try:
            return self._archive.read(name)
        except MemoryError:
            raise
        except Exception as error:  # zipfile and its decompressors raise a dozen kinds on a damaged file
            raise Refused(DAMAGED) from error

    def file(self, name: str) -> bytes:
        """Return an entry that is a file of its own, to be read after this one.

        Refused when it is damaged, or would expand too far together with those before it.
        """
        self._left_of_files -= self.size(name)
        if self._left_of_files < 0:
            raise Refused(EXPANDS)
        return self._bytes(name)

    def xml(self, name: str) -> Element | None:
        """Return one part as a tree, or None where there is no such part."""
        data = self.read(name)
        return xml(data) if data else None

    def pruned(self, name: str, tag: str, prune: Callable[[Element], None]) -> Element | None:
        """Return one part as a tree, each element of this tag pruned as soon as it is whole: so a long part fits.

        Refused as `read` does, but at MAX_PRUNED.
        """
        if name not in self.names:
            return None
        self._left_to_prune -= self.size(name)
        if self._left_to_prune < 0:
            raise Refused(OUTSIZE)
        return _pruned(self._bytes(name), tag, prune)


def xml(data: bytes) -> Element:
    """Parse XML with entities, network and outsize trees off.

    Refused when it is broken, or declares a DTD (which ECMA-376 part 2 §9.1.4 forbids).
    """
    try:
        return _without_dtd(etree.fromstring(data, _parser(collect_ids=_may_declare(data))))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(DAMAGED) from error


def elements(data: bytes) -> Iterator[Element]:
    """Yield every element of some XML as soon as it is whole, its children emptied: so it may be of any length.

    Refused as `xml` does.
    """
    reading = etree.iterparse(io.BytesIO(data), **_SAFELY, collect_ids=_may_declare(data))
    try:
        for _, element in reading:
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(DAMAGED) from error
    _without_dtd(reading.root)


def first(parent: Element, tag: str) -> Element | None:
    """Return the first child of that name: much quicker than `find`."""
    return next(parent.iterchildren(tag), None)


def attributes(element: Element) -> Iterator[tuple[str, str]]:
    """Yield an element's attributes, by name without namespace."""
    for name, value in element.attrib.items():
        yield str(name).rpartition("}")[2], str(value)


def _may_declare(data: bytes) -> bool:
    """Whether these bytes may declare a document type, so that ids are collected when they are parsed.

    LibreOffice writes the same xml:id twice, and nothing here looks one up, so ids are let be. But lxml then loads
    a document type from outside; so not where one may be declared, which is refused when it is parsed.
    """
    return b"<!DOCTYPE" in data or b"\0" in data


@lru_cache(maxsize=2)
def _parser(*, collect_ids: bool) -> etree.XMLParser:
    """Return a parser, the same each time: a small part is parsed as quickly as one is made."""
    return etree.XMLParser(**_SAFELY, collect_ids=collect_ids)


def _pruned(data: bytes, tag: str, prune: Callable[[Element], None]) -> Element:
    if len(data) <= _SHORT:
        root = xml(data)
        for element in list(root.iter(tag)):
            prune(element)
        return root
    reading = etree.iterparse(io.BytesIO(data), tag=tag, **_SAFELY, collect_ids=_may_declare(data))
    try:
        for _, element in reading:
            prune(element)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(DAMAGED) from error
    return _without_dtd(reading.root)


def _without_dtd(root: Element) -> Element:
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refused(
            "filen innehåller kod som inte hör hemma i ett formulär – öppna den, spara den på nytt och skicka den igen"
        )
    return root
