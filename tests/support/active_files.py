"""Files that act, or fetch something, when they are opened: made here, and harmless where nobody opens them."""

from __future__ import annotations

import io
from collections.abc import Mapping

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from tests.support.office_files import DOCX_TYPES, W, package, relationships, xlsx

URL = "http://127.0.0.1:9/a"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def ole(*texts: str) -> bytes:
    """Return bytes that begin as a container of Office 97 does, with some names in them."""
    return OLE + bytes(504) + b"\0\0".join(text.encode("utf-16-le") for text in texts)


def outside(*kinds: str, target: str = URL) -> str:
    """Return relationships of these kinds to the outside."""
    listed = relationships(*((f"rId{number}", kind, target) for number, kind in enumerate(kinds, 1)))
    return listed.replace(f'Target="{target}"', f'Target="{target}" TargetMode="External"')


def field(*pieces: str) -> str:
    """Return a paragraph with one field, its instruction in pieces, as Word cuts it."""
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"<w:p>{begin}{runs}{separate}<w:r><w:t>x</w:t></w:r>{end}</w:p>"


def docx_with(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a .docx of one empty paragraph that has these parts, too."""
    own: dict[str, str | bytes] = {
        "[Content_Types].xml": DOCX_TYPES,
        "_rels/.rels": relationships(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {W}><w:body><w:p/></w:body></w:document>",
    }
    return package({**own, **parts})


def workbook(formula: str) -> bytes:
    return xlsx(f'<row r="1"><c r="A1"><f>{formula}</f><v>1</v></c></row>')


def odf(content: str, parts: Mapping[str, str | bytes] | None = None, *, kind: str = "text") -> bytes:
    """Return an OpenDocument file with this content, and these parts."""
    spaces = " ".join(f'xmlns:{name}="{name}"' for name in ("office", "draw", "text", "table", "script"))
    document = f'<office:document {spaces} xmlns:xlink="http://www.w3.org/1999/xlink">{content}</office:document>'
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    return package({"mimetype": mimetype, "content.xml": document, **(parts or {})})


def pdf(**catalog: Object) -> bytes:
    """Return a PDF of a blank page whose catalog has these entries."""
    with Pdf.new() as document:
        document.add_blank_page()
        for key, value in catalog.items():
            document.Root[Name(f"/{key}")] = value
        return _saved(document)


def pdf_with_note(**note: object) -> bytes:
    """Return a PDF with an annotation on its page."""
    with Pdf.new() as document:
        document.add_blank_page()
        made = document.make_indirect(Dictionary(Type=Name.Annot, Rect=[0, 0, 9, 9], **note))
        document.pages[0][Name.Annots] = Array([made])
        document.Root.AcroForm = Dictionary(Fields=[made] if made.Subtype == Name.Widget else [])
        return _saved(document)


def pdf_with_file() -> bytes:
    with Pdf.new() as document:
        document.add_blank_page()
        spec = Dictionary(Type=Name.Filespec, F=String("a.exe"), EF=Dictionary(F=Stream(document, b"MZ")))
        document.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=[String("a.exe"), spec]))
        return _saved(document)


def script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def launch() -> Dictionary:
    return Dictionary(S=Name.Launch, F=String("cmd.exe"))


def _saved(document: Pdf) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
