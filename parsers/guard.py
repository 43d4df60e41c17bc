"""What a file is, and whether it is safe to open: decided by its content before any reader sees it.

Limits are far above what a form needs and far below what would hurt.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

from lxml import etree

MAX_BYTES = 40 * 1024 * 1024
MAX_ENTRIES = 5_000
MAX_EXPANDED = 200 * 1024 * 1024
MAX_RATIO = 200
"""Expanded bytes for each byte in the file, over the whole archive. Word's own files stay below 40."""
MAX_READ = 6 * 1024 * 1024
"""Bytes of XML that are read of one file: a tree in memory takes ten to thirty times as much."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of Office 97–2003, and of anything encrypted by later ones, begin ([MS-CFB] §2.2)."""
RTF = b"{\\rtf"
_OLE_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("PowerPoint Document", "slides"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("__substg1.0_", "msg"),
    ("Quill", "publisher"),
)
_PREFIXES = (
    (RTF, "rtf"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"\xe4R\\{\x8c\xd8\xa7M\xae\xb1Sx\xd0)\x96\xd3", "onenote"),
    (b"Rar!\x1a\x07", "packed"),
    (b"7z\xbc\xaf\x27\x1c", "packed"),
    (b"\x1f\x8b", "packed"),
)
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
_TEXT_PREFIXES = (
    (b"<!doctype html", "html"),
    (b"<html", "html"),
    (b"<svg", "image"),
    (b"[internetshortcut]", "link"),
)
_TEXT_MARKS = ((b"<key>url</key>", "link"), (b'progid="word.document"', "wordxml"))
"""In a .webloc, a link that macOS saved; in a document that Word saved as one XML file."""
_SAVED_MAIL = re.compile(rb"(?:[a-z-]+: .*\r?\n(?:[ \t].*\r?\n)*)*?(?:mime-version|received|return-path): ")
"""A message's header (RFC 5322 §2.2), with a field that no person writes."""
_GOOGLE_LINK = re.compile(rb'\{.*"doc_id"', re.DOTALL)
"""A .gdoc, .gsheet or the like, that Google Drive saved: the document itself is not in it."""
_IS_ENCRYPTED = 0x1
"""Bit of an entry's general purpose flags (APPNOTE 4.4.4)."""
_STRICT = b"http://purl.oclc.org/ooxml/"

LOCKED = "filen är låst med lösenord eller krypterad – ta bort lösenordet och skicka den igen"
OUTSIZE = "filen är för stor för att vara ett ifyllt formulär – skicka formuläret för sig"
DAMAGED = "filen är skadad – öppna den, spara den på nytt och skicka den igen"


class Refused(Exception):
    """The file is damaged, or exceeds a limit. The message is a Swedish clause for a letter."""


class Package:
    """A zip archive within limits, whose parts are read one by one."""

    def __init__(self, data: bytes) -> None:
        """Open the archive; Refused when it is damaged or would expand too far."""
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
            raise Refused(DAMAGED) from error
        entries = self._archive.infolist()
        expanded = sum(entry.file_size for entry in entries)
        allowed = min(MAX_EXPANDED, max(MAX_READ, MAX_RATIO * len(data)))
        if len(entries) > MAX_ENTRIES or expanded > allowed:
            raise Refused("filen packar upp till orimligt mycket – skicka formuläret för sig")
        if any(entry.flag_bits & _IS_ENCRYPTED for entry in entries):
            raise Refused(LOCKED)
        self.entries = tuple(entry.filename for entry in entries)
        self.names = frozenset(self.entries)
        self._left = MAX_READ

    def read(self, name: str) -> bytes:
        """Return one part's bytes, or nothing where there is no such part.

        Refused when it is damaged, or when more than MAX_READ has been asked for in all.
        """
        if name not in self.names:
            return b""
        self._left -= self._archive.getinfo(name).file_size
        if self._left < 0:
            raise Refused(OUTSIZE)
        return self._bytes(name)

    def _bytes(self, name: str) -> bytes:
        try:
            return self._archive.read(name)
        except MemoryError:
            raise
        except Exception as error:  # zipfile and its decompressors raise a dozen kinds on a damaged file
            raise Refused(DAMAGED) from error

    def file(self, name: str) -> bytes:
        """Return an entry that is a file of its own, to be read after this one; Refused when it is damaged."""
        return self._bytes(name)

    def xml(self, name: str) -> etree._Element | None:
        """Return one part as a tree, or None where there is no such part."""
        data = self.read(name)
        return xml(data) if data else None


def xml(data: bytes) -> etree._Element:
    """Parse XML with entities, network and outsize trees off.

    Refused when it is broken, or declares a DTD (which ECMA-376 part 2 §9.1.4 forbids).
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(DAMAGED) from error
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
        return _sniff(data)
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
        return Opened(_sniff_package(package), data, package)
    return Opened(_sniff(data), data)


def _sniff(data: bytes) -> str:
    if not data.strip():
        return "empty"
    if data.startswith(OLE):
        return next((name for stream, name in _OLE_STREAMS if stream.encode("utf-16-le") in data), "unknown")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    known = (name for prefix, name in _PREFIXES if data.startswith(prefix))
    return next(known, None) or _sniff_text(data)


def _sniff_package(package: Package) -> str:
    if "mimetype" in package.names:
        locked = b"encryption-data" in package.read("META-INF/manifest.xml")
        return "encrypted" if locked else _OPEN_DOCUMENT.get(package.read("mimetype").strip(), "zip")
    for part, name in _PACKAGE_PARTS:
        if any(entry.startswith(part) for entry in package.names):
            return "strict" if _STRICT in package.read("_rels/.rels") else name
    return "zip"


def _sniff_text(data: bytes) -> str:
    start = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    begun = (name for prefix, name in _TEXT_PREFIXES if start.startswith(prefix))
    marked = (name for mark, name in _TEXT_MARKS if mark in start)
    if known := next(begun, None) or next(marked, None):
        return known
    if _GOOGLE_LINK.match(start):
        return "link"
    if _SAVED_MAIL.match(start):
        return "mail"
    if data[:4] == b"RIFF" or data[4:8] == b"ftyp":
        return "image"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text"
    control = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in data[:4096])  # noqa: PLR2004 - where printable ASCII begins
    return "unknown" if control else "text"
