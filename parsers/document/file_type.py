"""What kind of file some bytes are: by how they begin, and in a zip archive by what lies in it."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from parsers.document.limits import MAX_BYTES, OUTSIZE, Refused
from parsers.document.package import Package

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
    b"application/vnd.oasis.opendocument.presentation": "slides",
    b"application/vnd.oasis.opendocument.text-template": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet-template": "ods",
}
_PACKED = ("docx", "xlsx", "odt", "ods")
_STRICT = b"http://purl.oclc.org/ooxml/"


@dataclass(frozen=True, slots=True)
class Opened:
    """A file whose format is known; `package` is open where the file is a zip archive.

    `is_blank`: it is read to learn its questions, not its answers.
    """

    format: str
    data: bytes
    package: Package | None = None
    is_blank: bool = False


def likely(filename: str, data: bytes) -> str:
    """Return the format that a file seems to have, as `inspect` names it, where it is not to be opened."""
    if not data.startswith(b"PK\x03\x04"):
        return kind(data)
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
    return Opened(kind(data), data)


def _kind_of_package(package: Package) -> str:
    if "mimetype" in package.names:
        locked = b"encryption-data" in package.read("META-INF/manifest.xml")
        return "encrypted" if locked else _OPEN_DOCUMENT.get(package.read("mimetype").strip(), "zip")
    for part, name in _PACKAGE_PARTS:
        if any(entry.startswith(part) for entry in package.names):
            return "strict" if _STRICT in package.read("_rels/.rels") else name
    return "zip"


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
_PAGE = re.compile(
    rb"(?:<\?xml[^>]*>\s*|<!doctype html[^>]*>\s*|<!--.{0,500}?-->\s*)*"
    rb"<(?:!doctype html|html|head|body|meta|title|style|table|div|p|h[1-6]|form|ul|ol|dl|center|font|span)\b",
    re.DOTALL,
)
"""How a page begins, or what was copied out of one."""
_TEXT_PREFIXES = (
    (b"<svg", "image"),
    (b"[internetshortcut]", "link"),
)
_TEXT_MARKS = ((b"<key>url</key>", "link"), (b'progid="word.document"', "wordxml"))
"""In a .webloc, a link that macOS saved; in a document that Word saved as one XML file."""
_SAVED_MAIL = re.compile(
    rb"(?:[a-z-]++: [^\r\n]*+\r?\n(?:[ \t][^\r\n]*+\r?\n)*)*?(?:mime-version|received|return-path): "
)
"""A message's header (RFC 5322 §2.2), with a field that no person writes."""
_GOOGLE_LINK = re.compile(rb'\{.*"doc_id"', re.DOTALL)
"""A .gdoc, .gsheet or the like, that Google Drive saved: the document itself is not in it."""
_PRINTED = bytes(set(range(0x20, 0x100)) | set(b"\t\n\v\r\f"))
"""Bytes that text has in it; no other does."""
_PADDING = b"\0\x1a"
"""What some programs write below a text."""


def kind(data: bytes) -> str:
    """Return a format: «xls», «pdf», «image», «encrypted» … «text», «empty» or «unknown»."""
    if not data.strip():
        return "empty"
    if data.startswith(OLE):
        return next((name for stream, name in _OLE_STREAMS if stream.encode("utf-16-le") in data), "unknown")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    known = (name for prefix, name in _PREFIXES if data.startswith(prefix))
    return next(known, None) or _kind_of_text(data)


def _kind_of_text(data: bytes) -> str:
    is_wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    start = (data[:4096].replace(b"\0", b"") if is_wide else data[:2048]).lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    begun = (name for prefix, name in _TEXT_PREFIXES if start.startswith(prefix))
    marked = (name for mark, name in _TEXT_MARKS if mark in start)
    if known := next(begun, None) or next(marked, None) or ("html" if _PAGE.match(start) else None):
        return known
    if _GOOGLE_LINK.match(start):
        return "link"
    if _SAVED_MAIL.match(start):
        return "mail"
    if data[:4] == b"RIFF" or data[4:8] == b"ftyp":
        return "image"
    if is_wide:
        return "text"
    return "unknown" if data[:4096].rstrip(_PADDING).translate(None, _PRINTED) else "text"
