"""What a file is, and whether it is safe to open: decided by its content before any reader sees it.

Limits are far above what a form needs and far below what would hurt.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from lxml import etree

from parsers import kinds

Element = etree._Element  # noqa: SLF001 - lxml's name for the type of every node

MAX_BYTES = 40 * 1024 * 1024
MAX_ENTRIES = 5_000
MAX_EXPANDED = 200 * 1024 * 1024
MAX_RATIO = 200
"""Expanded bytes for each byte of an archive, over the files that are taken out of it."""
MAX_READ = 6 * 1024 * 1024
"""Bytes of XML that are read of one file: a tree in memory takes ten to thirty times as much."""
MAX_PRUNED = 16 * 1024 * 1024
"""Bytes of XML that are read of one file where most of it is left out of the tree."""

_PACKAGE_PARTS = (
    ("word/", "docx"),
    ("xl/workbook.bin", "xlsb"),
    ("xl/", "xlsx"),
    ("ppt/", "slides"),
    ("Index/Document.iwa", "pages"),
    ("Index.zip", "pages"),
)
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.text-template": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet-template": "ods",
}
_PACKED = ("docx", "xlsx", "odt", "ods")
_IS_ENCRYPTED = 0x1
"""Bit of an entry's general purpose flags (APPNOTE 4.4.4)."""
_STRICT = b"http://purl.oclc.org/ooxml/"

LOCKED = "filen är låst med lösenord eller krypterad – ta bort lösenordet och skicka den igen"
OUTSIZE = "filen är för stor för att vara ett ifyllt formulär – skicka formuläret för sig"
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

EXPANDS = "filen packar upp till orimligt mycket – skicka formuläret för sig"
DAMAGED = "filen är skadad – öppna den, spara den på nytt och skicka den igen"


class Refused(Exception):
    """The file is damaged, or exceeds a limit. The message is a Swedish clause for a letter."""


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
        self._left -= self._size(name)
        if self._left < 0:
            raise Refused(OUTSIZE)
        return self._bytes(name)

    def _size(self, name: str) -> int:
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
        self._left_of_files -= self._size(name)
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
        self._left_to_prune -= self._size(name)
        if self._left_to_prune < 0:
            raise Refused(OUTSIZE)
        return _pruned(self._bytes(name), tag, prune)


def xml(data: bytes) -> Element:
    """Parse XML with entities, network and outsize trees off.

    Refused when it is broken, or declares a DTD (which ECMA-376 part 2 §9.1.4 forbids).
    """
    try:
        return _without_dtd(etree.fromstring(data, etree.XMLParser(**_SAFELY)))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(DAMAGED) from error


def _pruned(data: bytes, tag: str, prune: Callable[[Element], None]) -> Element:
    reading = etree.iterparse(io.BytesIO(data), tag=tag, **_SAFELY)
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


@dataclass(frozen=True, slots=True)
class Opened:
    """A file whose format is known; `package` is open where the file is a zip archive."""

    format: str
    data: bytes
    package: Package | None = None


def likely(filename: str, data: bytes) -> str:
    """Return the format that a file seems to have, as `inspect` names it, where it is not to be opened."""
    if not data.startswith(b"PK\x03\x04"):
        return kinds.kind(data)
    ending = filename.lower().rpartition(".")[2]
    return ending if ending in _PACKED else "zip"


def inspect(data: bytes) -> Opened:
    """Find a file's format by content: «docx», «xls», «image», «encrypted» … «text», «empty» or «unknown».

    Refused when it is larger than MAX_BYTES, or a damaged or dangerous archive.
    """
    if len(data) > MAX_BYTES:
        raise Refused(OUTSIZE)
    if data.startswith(b"PK\x03\x04"):
        package = Package(data)
        return Opened(_kind_of_package(package), data, package)
    return Opened(kinds.kind(data), data)


def _kind_of_package(package: Package) -> str:
    if "mimetype" in package.names:
        locked = b"encryption-data" in package.read("META-INF/manifest.xml")
        return "encrypted" if locked else _OPEN_DOCUMENT.get(package.read("mimetype").strip(), "zip")
    for part, name in _PACKAGE_PARTS:
        if any(entry.startswith(part) for entry in package.names):
            return "strict" if _STRICT in package.read("_rels/.rels") else name
    return "zip"
