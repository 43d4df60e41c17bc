"""What is written in an Office file and not shown is found all the same: who gets the file can read it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pytest

from mailbot.intake import file_contents
from parsers.document.all_texts import all_texts
from tests.support.forms import SHIPPED
from tests.support.office_files import W, docx, package, xlsx

NUMBER = "19811218-9876"
RUN = f"<w:r><w:t>{NUMBER}</w:t></w:r>"
NOTES = f'<w:notes {W}><w:note w:id="1"><w:p>{RUN}</w:p></w:note></w:notes>'
SLIDE = (
    '<p:sld xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:p><a:r><a:t>811218-</a:t></a:r>'
    "<a:r><a:t>9876</a:t></a:r></a:p></p:sld>"
)
PLAIN = "<w:p><w:r><w:t>Hej</w:t></w:r></w:p>"
CELL = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{NUMBER}</t></is></c></row>'
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    f"<sheetData>{CELL}</sheetData></worksheet>"
)
HEADED = f"<worksheet><headerFooter><oddHeader>&amp;C{NUMBER}</oddHeader></headerFooter></worksheet>"
ODT = "application/vnd.oasis.opendocument.text"


def open_document(**parts: str) -> bytes:
    return package({"mimetype": ODT, **{f"{name}.xml": content for name, content in parts.items()}})


def cases() -> Iterator[tuple[str, str, bytes]]:
    paragraph = {
        "deleted": f'<w:del w:id="1"><w:r><w:delText>{NUMBER}</w:delText></w:r></w:del>',
        "hidden": f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{NUMBER}</w:t></w:r>",
        "struck out": f"<w:r><w:rPr><w:strike/></w:rPr><w:t>{NUMBER}</w:t></w:r>",
        "over two lines": "<w:r><w:t>19811218-</w:t><w:br/><w:t>9876</w:t></w:r>",
        "deleted in pieces": "<w:r><w:delText>8112</w:delText></w:r><w:r><w:delText>18-9876</w:delText></w:r>",
        "deleted hyphen": "<w:r><w:delText>811218</w:delText><w:noBreakHyphen/><w:delText>9876</w:delText></w:r>",
        "a picture's text": f'<w:r><w:drawing><docPr descr="{NUMBER}"/></w:drawing></w:r>',
    }
    yield from ((name, "a.docx", docx(f"<w:p>{content}</w:p>{PLAIN}")) for name, content in paragraph.items())
    for part in ("comments", "footnotes", "endnotes", "header7"):
        yield part, "a.docx", docx(PLAIN, **{f"word/{part}.xml": NOTES})
    yield "a diagram's workbook", "a.docx", docx(PLAIN, **{"word/embeddings/b.xlsx": xlsx(CELL)})
    yield "another sheet", "a.xlsx", package({"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet9.xml": SHEET})
    yield (
        "a sheet's name",
        "a.xlsx",
        package({"xl/workbook.xml": "<workbook/>", "xl/sheets.xml": f'<sheets><sheet name="{NUMBER}"/></sheets>'}),
    )
    yield (
        "a cell's comment",
        "a.xlsx",
        package(
            {"xl/workbook.xml": "<workbook/>", "xl/comments1.xml": f"<comment><text><t>{NUMBER}</t></text></comment>"}
        ),
    )
    yield "a page's head", "a.xlsx", package({"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet9.xml": HEADED})
    yield "a slide", "a.pptx", package({"ppt/slides/slide1.xml": SLIDE})
    yield "a speaker's notes", "a.pptx", package({"ppt/notesSlides/notesSlide1.xml": SLIDE})
    yield (
        "a note in a text",
        "a.odt",
        open_document(content=f"<d><office:annotation><text:p>{NUMBER}</text:p></office:annotation></d>"),
    )
    yield "a page's foot", "a.odt", open_document(content="<d/>", styles=f"<d><text:p>{NUMBER}</text:p></d>")
    yield "an entity", "a.docx", docx(PLAIN, **{"word/comments.xml": NOTES.replace("-9876", "&#45;9876")})
    yield "UTF-16", "a.docx", docx(PLAIN, **{"word/comments.xml": NOTES.encode("utf-16")})  # type: ignore[dict-item]


CASES = list(cases())


@pytest.mark.parametrize(("name", "data"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_number_that_no_reader_shows_is_found(name, data):
    assert file_contents.read(name, data, [SHIPPED]).holds_personnummer


@pytest.mark.parametrize(
    "data",
    [
        docx("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>19811218</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>9876</w:t></w:r></w:p>"
             "</w:tc></w:tr></w:tbl>"),
        xlsx('<row r="1"><c r="A1"><v>811218</v></c><c r="B1"><v>9876</v></c></row>'),
        docx(PLAIN, **{"word/theme/theme1.xml": NOTES, "word/settings.xml": NOTES}),
        docx(PLAIN.replace("<w:p>", '<w:p w:rsidR="19811218" w:rsidP="9876">')),
    ],
    ids=["two cells", "two numbers of a sheet", "parts without words", "what Word numbers"],
)  # fmt: skip
def test_figures_that_stand_apart_are_none(data):
    assert file_contents.read("a.docx", data, [SHIPPED]).holds_personnummer is False


@pytest.mark.parametrize(
    "data", [b"", b"Hej 19811218-9876", package({"a.txt": NUMBER})], ids=["nothing", "text", "plain archive"]
)
def test_other_bytes_hold_nothing(data):
    assert list(all_texts(data)) == []


def damaged(data: bytes, part: str) -> bytes:
    """Return the archive with a sign changed in what a part holds."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        at = archive.getinfo(part).header_offset + 30 + len(part) + 10
    return data[:at] + bytes([data[at] ^ 255]) + data[at + 1 :]


MUCH = "<w:r/>" * 1_500_000
FULL = f"<w:notes {W}>{MUCH}</w:notes>"
QUARTER = f"<w:hdr {W}>{MUCH[: len(MUCH) // 4]}</w:hdr>"


@pytest.mark.parametrize(
    "data",
    [
        docx(PLAIN, **{"word/footnotes.xml": FULL}),
        docx(PLAIN, **{f"word/header{number}.xml": QUARTER for number in range(5)}),
        docx(PLAIN, **{"word/embeddings/b.xlsx": package({"xl/workbook.xml": "<workbook/>", "xl/a.xml": FULL})}),
        package({"ppt/slides/slide1.xml": FULL}),
        package({"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet9.xml": FULL}),
        open_document(content="<d/>", styles=FULL),
        damaged(docx(PLAIN, **{"word/comments.xml": NOTES}), "word/comments.xml"),
        docx(PLAIN, **{"word/embeddings/b.xlsx": b"PK\x03\x04"}),  # type: ignore[dict-item]
        docx(PLAIN)[:-30],
        b"PK\x03\x04",
    ],
    ids=["notes", "many parts", "embedded", "slides", "sheet", "styles", "damaged", "no workbook", "no end", "cut off"],
)  # fmt: skip
def test_of_a_file_that_is_not_looked_through_to_its_end_nobody_knows(data):
    assert file_contents.read("a.docx", data, [SHIPPED]).holds_personnummer is None


def test_small_parts_come_first_and_what_is_found_in_them_is_known():
    data = docx(f"<w:p>{MUCH}</w:p>", **{"word/comments.xml": NOTES})
    assert file_contents.read("a.docx", data, [SHIPPED]).holds_personnummer is True
