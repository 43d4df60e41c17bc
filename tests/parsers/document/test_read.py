from __future__ import annotations

import io
import struct
import subprocess
import sys
import time
import zipfile

import pytest

from parsers.document import limits, read
from parsers.document.model import OBJECT, Control, ControlKind, Document, Paragraph, Table
from parsers.document.read import read_blank, read_document
from parsers.parse import parse
from parsers.result import READ_FORMATS, Unreadable
from tests.support.forms import SMALL
from tests.support.office_files import docx, p, package, r, sdt, table, xlsx
from tests.support.waiting import PATIENCE

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
DAMAGED = "filen är skadad – öppna den, spara den på nytt och skicka den igen"
LOCKED = "filen är låst med lösenord eller krypterad – ta bort lösenordet och skicka den igen"
EMPTY = "filen är tom – fyll i formuläret, spara det och skicka det igen"
IMAGE = "filen är en bild – skicka formuläret som Word- eller Excelfil"
LINK = "bilagan är en länk – ladda ner formuläret och skicka själva filen"
ODF_LOCKED = '<manifest:manifest xmlns:manifest="x"><manifest:encryption-data/></manifest:manifest>'


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", Unreadable("empty", EMPTY, maybe_form=False)),
        (b" \r\n", Unreadable("empty", EMPTY, maybe_form=False)),
        (b"\x89PNG\r\n\x1a\n...", Unreadable("image", IMAGE, maybe_form=False)),
        (b"\xff\xd8\xff\xe0..JFIF", Unreadable("image", IMAGE, maybe_form=False)),
        (b"\0\0\0\x18ftypheic", Unreadable("image", IMAGE, maybe_form=False)),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Unreadable("image", IMAGE, maybe_form=False)),
        (b"[InternetShortcut]\r\nURL=https://region.example/mall", Unreadable("link", LINK)),
        (b"<?xml version='1.0'?><plist><dict><key>URL</key></dict></plist>", Unreadable("link", LINK)),
        (OLE + "EncryptedPackage".encode("utf-16-le"), Unreadable("encrypted", LOCKED)),
        (
            package({"mimetype": "application/vnd.oasis.opendocument.text", "META-INF/manifest.xml": ODF_LOCKED}),
            Unreadable("encrypted", LOCKED),
        ),
        (
            OLE + "__substg1.0_0037".encode("utf-16-le"),
            Unreadable("msg", "filen är ett sparat Outlook-meddelande (.msg) – skicka formuläret som en egen bilaga"),
        ),
        (
            package({"Index/Document.iwa": "x"}),
            Unreadable(
                "pages",
                "filen är gjord i Apple Pages eller Numbers – välj Exportera till Word eller Excel, "
                "och skicka den filen",
            ),
        ),
        (
            package({"xl/workbook.bin": "x"}),
            Unreadable(
                "xlsb",
                "filen är sparad i Excels binära format (.xlsb) – öppna den, välj Spara som och formatet .xlsx, "
                "och skicka den filen",
            ),
        ),
        (
            b'<?xml version="1.0"?>\r\n<?mso-application progid="Word.Document"?>\r\n<pkg:package xmlns:pkg="p"/>',
            Unreadable(
                "wordxml",
                "filen är sparad som Word-XML – öppna den, välj Spara som och formatet .docx, och skicka den filen",
            ),
        ),
        (
            package({"brev.docx": docx("")}),
            Unreadable("zip", "filen är ett zip-arkiv – skicka formuläret för sig, utan att packa det"),
        ),
        (
            package({"_rels/.rels": "http://purl.oclc.org/ooxml/officeDocument", "word/document.xml": "x"}),
            Unreadable(
                "strict",
                "filen är sparad i formatet Strict Open XML – öppna den, välj Spara som och formatet Word-dokument "
                "(.docx) eller Excel-arbetsbok (.xlsx), och skicka den filen",
            ),
        ),
    ],
)
def test_file_that_is_not_read_is_named_by_its_content(data, expected):
    assert read_document("formulär.docx", data) == expected


@pytest.mark.parametrize(("name", "maybe"), [("mall.docx", True), ("MALL.XLS", True), ("smime.p7s", False)])
def test_unknown_bytes_may_be_a_form_by_their_name(name, maybe):
    expected = Unreadable(
        "unknown",
        "filen har ett format som vi inte känner igen – skicka formuläret som .docx eller .xlsx",
        maybe_form=maybe,
    )
    assert read_document(name, b"\x01\x02\x03") == expected


def test_name_does_not_choose_the_reader():
    word, excel = read_document("x.doc", docx(p(r("Hej")))), read_document("x.docx", xlsx(""))
    assert (word.format, excel.format) == ("docx", "xlsx")
    assert read_document("x.docx", b"Rubrik: Hej\n") == Document.of_parts("text", lines=("Rubrik: Hej",))


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf\xc3\x85tg\xc3\xa4rd",
        b"\xc3\x85tg\xc3\xa4rd",
        b"\xc5tg\xe4rd",
        "Åtgärd".encode("utf-16"),
        b"\xfe\xff" + "Åtgärd".encode("utf-16-be"),
    ],
)
def test_text_is_decoded_by_mark_then_utf8_then_windows(data):
    assert read_document("x.txt", data) == Document.of_parts("text", lines=("Åtgärd",))


@pytest.mark.parametrize("kept", [40, 300, -40, -5])
def test_truncated_zip_is_damaged(kept):
    assert read_document("x.docx", docx(p(r("Hej" * 100)))[:kept]) == Unreadable("zip", DAMAGED)


def test_zip_that_lacks_bytes_in_its_midst_is_damaged():
    data = docx(p(r("Hej")))
    at = data.index(b"_rels/.rels")
    assert read_document("x.docx", data[:at] + data[at + 10 :]) == Unreadable("zip", DAMAGED)


def test_damaged_part_is_damaged():
    data = docx(p(r("Hej")))
    at = data.index(b"word/document.xml") + len("word/document.xml") + 4
    broken = data[:at] + b"\xff\xff\xff" + data[at + 3 :]
    assert read_document("x.docx", broken) == Unreadable("docx", DAMAGED)


def test_encrypted_zip_entry_is_named():
    data = bytearray(docx(p(r("Hej"))))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            struct.pack_into("<H", data, at + offset, 1)
            at = data.find(mark, at + 4)
    assert read_document("x.docx", bytes(data)) == Unreadable("zip", LOCKED)


@pytest.mark.parametrize("broken", ["<w:document", "", "not xml", "<a>&nbsp;</a>"])
def test_broken_xml_is_damaged(broken):
    data = docx("", **{"word/document.xml": broken})
    assert read_document("x.docx", data) == Unreadable("docx", DAMAGED)


def deflated(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def with_parts(data: bytes, parts: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return deflated({name: archive.read(name) for name in archive.namelist()} | parts)


EMPTY_PICTURE = b"BM" + b"\xff" * 20_000_000


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        (
            "x.docx",
            with_parts(docx(""), {"word/document.xml": b" " * 60_000_000}),
            Unreadable("docx", "filen är för stor för att vara ett ifyllt formulär – skicka formuläret för sig"),
        ),
        (
            "x.zip",
            deflated({"1.docx": b" " * 60_000_000}),
            Unreadable("zip", "filen packar upp till orimligt mycket – skicka formuläret för sig"),
        ),
        (
            "x.docx",
            package({f"word/{number}.xml": "" for number in range(limits.MAX_ENTRIES + 1)}),
            Unreadable("zip", "filen packar upp till orimligt mycket – skicka formuläret för sig"),
        ),
    ],
    ids=["part", "file", "entries"],
)
def test_zip_bomb_is_refused_before_it_is_unpacked(name, data, expected):
    began = time.process_time()
    assert parse(name, data, [SMALL]) == expected
    assert time.process_time() - began < 1


def test_parts_that_nobody_reads_may_be_of_any_size():
    pictures = {f"word/media/image{number}.bmp": EMPTY_PICTURE for number in range(3)}
    plain = docx(p(r("Hej")))
    assert read_document("x.docx", with_parts(plain, pictures)) == read_document("x.docx", plain)


def test_more_xml_than_a_form_holds_is_refused():
    data = docx(p(r("".join(map(chr, range(256, 50_000))) * 50)))
    assert (
        read_document("x.docx", data).reason
        == "filen är för stor för att vara ett ifyllt formulär – skicka formuläret för sig"
    )


def test_outsize_file_is_refused():
    assert read_document("x.docx", b"PK" + b"x" * limits.MAX_BYTES) == Unreadable(
        "zip", "filen är för stor för att vara ett ifyllt formulär – skicka formuläret för sig"
    )


@pytest.mark.parametrize(
    "dtd",
    [
        '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE w SYSTEM "http://127.0.0.1:1/evil.dtd">',
        '<!DOCTYPE w [<!ENTITY f SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE w SYSTEM "file:///etc/hostname">',
    ],
    ids=["expansion", "network", "file", "file as a whole"],
)
def test_document_type_is_refused(dtd):
    data = docx("", **{"word/document.xml": f"{dtd}<w/>"})
    reason = "filen innehåller kod som inte hör hemma i ett formulär – öppna den, spara den på nytt och skicka den igen"
    assert read_document("x.docx", data) == Unreadable("docx", reason)


def test_deep_nesting_is_unreadable():
    deep = "<w:customXml>" * 5000 + p(r("botten")) + "</w:customXml>" * 5000
    assert read_document("x.docx", docx(deep)) == Unreadable("docx", DAMAGED)


def test_notes_with_marked_lines_are_told_at_once():
    script = (
        "import sys; from parsers.document import file_type; print(file_type.inspect(sys.stdin.buffer.read()).format)"
    )
    notes = b"Titel: Samtal\r\n" * 60 + b"slut"
    done = subprocess.run(
        [sys.executable, "-c", script], input=notes, capture_output=True, timeout=PATIENCE, check=True
    )
    assert done.stdout.split() == [b"text"]


def test_blank_word_form_shows_its_headings_and_its_room():
    area = '<w:dropDownList><w:listItem w:displayText="Vård" w:value="Vård"/></w:dropDownList>'
    bold = p("<w:r><w:rPr><w:b/></w:rPr><w:t>Syfte</w:t></w:r>", r(" Kort."))
    chosen = sdt(r("Välj"), properties=area)
    file = docx(bold + p() + p(r("Område: "), chosen) + table(("Namn", "")) + p(r("Slut")))
    blank = read_blank("x.docx", file)
    assert isinstance(blank, Document)
    choice = Control("", "", ControlKind.CHOICE, "Välj", choices=("Vård",))
    assert blank.blocks == (
        Paragraph("Syfte", level=9),
        Paragraph("Kort."),
        Paragraph(""),
        Paragraph(f"Område: {OBJECT}", (choice,)),
        Table("tabell 1", (("Namn", ""),)),
        Paragraph("Slut"),
    )


def test_formats_that_are_read_are_those_with_a_reader():
    assert set(read._READERS) == READ_FORMATS
