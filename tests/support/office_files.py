"""Builders for files in the shapes that programs write: Word's and Excel's own XML, by hand."""

from __future__ import annotations

import io
import zipfile

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
S = (
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
VML = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument"


def types(**parts: str) -> str:
    """Return a package's content types: those of parts, as `word/document` with its type, beside plain XML."""
    overrides = "".join(
        f'<Override PartName="/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>' for name, kind in parts.items()
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


DOCX_TYPES = types(**{"word/document": "wordprocessingml.document.main"})
XLSX_TYPES = types(
    **{
        "xl/workbook": "spreadsheetml.sheet.main",
        "xl/worksheets/sheet1": "spreadsheetml.worksheet",
        "xl/worksheets/sheet2": "spreadsheetml.worksheet",
        "xl/sharedStrings": "spreadsheetml.sharedStrings",
        "xl/styles": "spreadsheetml.styles",
    }
)


def package(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def relationships(*targets: tuple[str, str, str]) -> str:
    nodes = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for key, kind, target in targets
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{nodes}</Relationships>'
    )


def docx(body: str, **more: str) -> bytes:
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": DOCX_TYPES,
        "_rels/.rels": relationships(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
    }
    return package({**parts, **more})


def xlsx(
    rows: str,
    *,
    strings: tuple[str, ...] = (),
    columns: str = "",
    merged: str = "",
    styles: str = "",
    hidden: str = "",
    drawing: str = "",
) -> bytes:
    sheets = '<sheet name="Svar" sheetId="1" r:id="rId1"/>'
    sheets += '<sheet name="Listor" sheetId="2" state="hidden" r:id="rId2"/>' if hidden else ""
    shared = "".join(f"<si>{text}</si>" for text in strings)
    return package(
        {
            "[Content_Types].xml": XLSX_TYPES,
            "_rels/.rels": relationships(("rId1", "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f"<workbook {S}><sheets>{sheets}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": relationships(
                ("rId1", "worksheet", "worksheets/sheet1.xml"),
                ("rId2", "worksheet", "/xl/worksheets/sheet2.xml"),
                ("rId3", "sharedStrings", "sharedStrings.xml"),
                ("rId4", "styles", "styles.xml"),
            ),
            "xl/worksheets/sheet1.xml": f"<worksheet {S}>{columns}<sheetData>{rows}</sheetData>{merged}</worksheet>",
            "xl/worksheets/_rels/sheet1.xml.rels": relationships(("rId1", "vmlDrawing", "../drawings/vmlDrawing1.vml")),
            "xl/drawings/vmlDrawing1.vml": f"<xml {VML}>{drawing}</xml>",
            "xl/worksheets/sheet2.xml": f"<worksheet {S}><sheetData>{hidden}</sheetData></worksheet>",
            "xl/sharedStrings.xml": f"<sst {S}>{shared}</sst>",
            "xl/styles.xml": f"<styleSheet {S}>{styles}</styleSheet>",
        }
    )


def p(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def r(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(*content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(content)}</w:tc>"


def tr(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def table(*rows: tuple[str, ...]) -> str:
    """Return a table of plain texts."""
    return f"<w:tbl>{''.join(tr(*(tc(p(r(text))) for text in row)) for row in rows)}</w:tbl>"


def sdt(content: str, *, tag: str = "", properties: str = "") -> str:
    return f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'
