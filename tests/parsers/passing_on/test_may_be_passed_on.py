"""What of a file goes on to others: all of it, a copy without what acts or fetches, or nothing."""

from __future__ import annotations

import io
import zipfile

import pytest
from pikepdf import Dictionary, Name, Pdf, String

from mailbot.forms.write import excel, word
from parsers.passing_on.findings import Vetted
from parsers.passing_on.may_be_passed_on import vet
from tests.support.active_files import (
    OLE,
    URL,
    docx_with,
    field,
    launch,
    odf,
    ole,
    outside,
    pdf,
    pdf_with_file,
    pdf_with_note,
    script,
    workbook,
)
from tests.support.forms import ANSWERS, SHIPPED
from tests.support.office_files import docx, package, relationships
from tests.support.paths import PROGRAM_FILES

MACROS = "innehåller makron"
EMBEDS = "innehåller en annan fil eller ett inbäddat objekt"
FETCHES = "hämtar innehåll från nätet eller från andra filer"
STARTS = "innehåller fält eller formler som kan starta program eller hämta något"
MISNAMED = "har ett innehåll som inte stämmer med filens namn"
OTHER_TYPE = "är av en filtyp som vi inte skickar vidare"
LOCKED = "är skyddad med lösenord"
DAMAGED = "är skadad, så vi kan inte granska den"
SWELLS = "är mycket större när den packas upp"
NO_LINKS = "utan det som skulle hämtas från nätet"
NO_ACTIONS = "utan skript, inbäddade filer och annat som händer av sig självt"
PNG = b"\x89PNG\r\n\x1a\n"
RELS = "word/_rels/document.xml.rels"


def of(kind: str) -> dict[str, str]:
    return {RELS: relationships(("rId1", kind, "bild.png"))}


def nested(*names: str) -> bytes:
    data = b"x"
    for name in names:
        data = package({name: data})
    return data


ACTING = {
    "macros": ("a.docx", docx_with({"word/vbaProject.bin": b"x"}), MACROS),
    "macros by another name": ("a.docx", docx_with(of("vbaProject")), MACROS),
    "macro sheet": (
        "a.xlsx",
        package({"xl/workbook.xml": "<a/>", "xl/_rels/a.rels": of("xlMacrosheet")[RELS]}),
        MACROS,
    ),
    "ribbon": ("a.pptx", package({"ppt/a.xml": "<a/>", "_rels/.rels": of("ui/extensibility")[RELS]}), MACROS),
    "OLE object": ("a.docx", docx_with({"word/embeddings/oleObject1.bin": OLE}), EMBEDS),
    "OLE object as a picture": ("a.pptx", package({"ppt/media/image1.png": OLE}), EMBEDS),
    "program": ("a.xlsx", package({"xl/media/image1.png": b"MZ\x90"}), EMBEDS),
    "ActiveX": ("a.docx", docx_with(of("control")), EMBEDS),
    "chunk in another format": ("a.docx", docx_with(of("aFChunk")), EMBEDS),
    "workbook in it with macros": (
        "a.docx",
        docx_with({"word/embeddings/a.xlsx": package({"xl/vbaProject.bin": b"x"})}),
        MACROS,
    ),
    "archive in an archive in it": ("a.docx", docx_with({"word/media/a.png": nested("a", "b", "c")}), EMBEDS),
    "web add-in": ("a.xlsx", package({"xl/a.xml": "<a/>", "_rels/.rels": of("webextensiontaskpanes")[RELS]}), FETCHES),
    "data connection": ("a.xlsx", package({"xl/a.xml": "<a/>", "xl/_rels/a.rels": of("connections")[RELS]}), FETCHES),
    "picture without a relationship": (
        "a.docx",
        docx(f'<v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="{URL}"/>'),
        FETCHES,
    ),
    "DDE field": ("a.docx", docx(field(r"DDEAUTO c:\\a.exe")), STARTS),
    "DDE field in pieces": ("a.docx", docx(field(" dd", "E", r"auto c:\\a.exe")), STARTS),
    "field whose name another makes": ("a.docx", docx(field("QUOTE 68 68 69 65 85 84 79")), STARTS),
    "field without a name": ("a.docx", docx(field(' "DDEAUTO" a')), STARTS),
    "picture field": ("a.docx", docx(field(f'INCLUDEPICTURE "{URL}"')), STARTS),
    "simple field": ("a.docx", docx(f'<w:fldSimple w:instr="INCLUDETEXT {URL}"/>'), STARTS),
    "field in a header": ("a.docx", docx_with({"word/header1.xml": f"<a xmlns:w='w'>{field('LINK a')}</a>"}), STARTS),
    "program behind a button": ("a.pptx", package({"ppt/a.xml": '<a action="ppaction://program"/>'}), STARTS),
    "WEBSERVICE": ("a.xlsx", workbook(f"WEBSERVICE(&quot;{URL}&quot;)"), STARTS),
    "IMAGE": ("a.xlsx", workbook(f"_xlfn.IMAGE(&quot;{URL}&quot;)"), STARTS),
    "DDE in a workbook": ("a.xlsx", workbook("cmd|'/c calc'!A1"), STARTS),
    "DDE link": ("a.xlsx", package({"xl/externalLinks/externalLink1.xml": "<a><ddeLink/></a>"}), STARTS),
    "DTD": ("a.docx", docx_with({"word/styles.xml": f'<!DOCTYPE a SYSTEM "{URL}"><a/>'}), DAMAGED),
    # OpenDocument
    "macros, OpenDocument": ("a.odt", odf("", {"Basic/Standard/Module1.xml": "<a/>"}), MACROS),
    "script on opening": ("a.odt", odf('<script:event-listener xlink:href="vnd.sun.star.script:a"/>'), MACROS),
    "picture, OpenDocument": ("a.odt", odf(f'<draw:image xlink:href="{URL}"/>'), FETCHES),
    "picture on a server": ("a.odt", odf(r'<draw:image xlink:href="\\srv\a.png"/>'), FETCHES),
    "picture beside the file": ("a.odp", odf('<draw:image xlink:href="/etc/a"/>', kind="presentation"), FETCHES),
    "section of another file": ("a.odt", odf('<text:section-source text:section-name="a"/>'), FETCHES),
    "DDE, OpenDocument": ("a.ods", odf('<office:dde-source office:dde-item="a"/>', kind="spreadsheet"), FETCHES),
    "formula, OpenDocument": (
        "a.ods",
        odf(f"<table:table-cell table:formula='of:=WEBSERVICE(\"{URL}\")'/>", kind="spreadsheet"),
        STARTS,
    ),
    "object, OpenDocument": ("a.odt", odf("", {"Object 1": OLE}), EMBEDS),
    # older
    "macros, .doc": ("a.doc", ole("WordDocument", "_VBA_PROJECT"), MACROS),
    "object, .doc": ("a.doc", ole("WordDocument", "ObjectPool"), EMBEDS),
    "object, .ppt": ("a.ppt", ole("PowerPoint Document", "\x01Ole10Native"), EMBEDS),
    "linked picture, .doc": ("a.doc", (PROGRAM_FILES / "libreoffice-linked-picture.doc").read_bytes(), FETCHES),
    "DDE, .doc": ("a.doc", ole("WordDocument") + b"\x13 DDEAUTO c:\\\\a.exe \x14", STARTS),
    "DDE, .xls": ("a.xls", ole("Workbook") + b"\xae\x01\x0e\0\0\0\x0a\0\0cmd\x03/c calc", STARTS),
    "macro sheet, .xls": ("a.xls", ole("Workbook") + b"\x85\0\x10\0\0\0\0\0\0\x01\x06\0Makro1", MACROS),
    "object, .rtf": ("a.rtf", rb"{\rtf1{\object\objemb{\*\objdata 0105}}}", EMBEDS),
    "hidden object, .rtf": ("a.rtf", b"{\\rtf1{\\*\\objdata\n0105}}", EMBEDS),
    "template, .rtf": ("a.rtf", rb"{\rtf1{\*\template http://a.example/}}", FETCHES),
    "DDE, .rtf": ("a.rtf", rb"{\rtf1{\field{\*\fldinst {DDE}{AUTO} c:\\a.exe}}}", STARTS),
    "DDE in bytes, .rtf": ("a.rtf", rb"{\rtf1{\field{\*\fldinst {\'44\'44E a b}}}}", STARTS),
    # text
    "formula": ("a.csv", b"Namn;Antal\n=cmd|'/c calc'!A1;2", STARTS),
    "formula in quotes": ("a.csv", b'a,"=1+1"', STARTS),
    "formula by plus": ("a.csv", b"a;+cmd|' /c'!A1", STARTS),
    "formula by at": ("a.csv", b"a\t@SUM(1)", STARTS),
    "formula in UTF-16": ("a.csv", "a;=1+1".encode("utf-16"), STARTS),
    "another format's formulas": ("a.csv", b"ID;PWXL;N;E\nC;Y1;X1;EA1", STARTS),
}


@pytest.mark.parametrize(("name", "data", "fault"), ACTING.values(), ids=ACTING)
def test_what_acts_is_withheld(name, data, fault):
    assert vet(name, data) == Vetted(b"", fault)


@pytest.mark.parametrize("name", ["a.docm", "a.xlsm", "a.exe", "a.js", "a.zip", "a.html", "a.pdf.scr", "a", "a.svg"])
def test_other_kinds_of_file_stay_behind(name):
    assert vet(name, pdf()) == Vetted(b"", OTHER_TYPE)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        *[
            ("a.pdf", b"MZ\x90"),
            ("a.docx", pdf()),
            ("a.txt", b"MZ\x90\0"),
            ("a.txt", b"#!/bin/sh"),
            ("a.png", b"<html>"),
        ],
        *[("a.txt", b"<html><script>"), ("a.docx", word.write(SHIPPED, {}) + b"<script>"), ("a.docx", nested("a"))],
        *[
            ("a.png", PNG + nested("a.class")),
            ("a.pdf", pdf() + nested("a.class")),
            ("a.rtf", b"{\\rtf1}" + nested("a")),
        ],
        *[("a.xlsx", word.write(SHIPPED, {})), ("a.doc", OLE), ("a.csv", b"MZ\x90\0")],
    ],
)
def test_content_must_be_what_the_name_says(name, data):
    assert vet(name, data) == Vetted(b"", MISNAMED)


def test_locked_file_is_withheld():
    assert vet("a.docx", ole("EncryptedPackage")) == Vetted(b"", LOCKED)


def test_bomb_is_withheld():
    assert vet("a.docx", docx_with({"word/media/a.bmp": bytes(150_000_000)})) == Vetted(b"", SWELLS)


def test_part_that_is_there_twice_is_withheld():
    twice = io.BytesIO(word.write(SHIPPED, {}))
    with zipfile.ZipFile(twice, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("word/document.xml", "<a/>")
    assert vet("a.docx", twice.getvalue()) == Vetted(b"", DAMAGED)


HARMLESS = {
    **{
        f"libreoffice.{ending}": (PROGRAM_FILES / f"libreoffice-filled.{ending}").read_bytes()
        for ending in ("docx", "xlsx", "odt", "ods", "doc", "xls", "rtf", "pdf")
    },
    "mall.docx": word.write(SHIPPED, ANSWERS),
    "mall.xlsx": excel.write(SHIPPED, ANSWERS),
    "chromium.pdf": (PROGRAM_FILES / "chromium-drawn.pdf").read_bytes(),
    "fields.docx": docx(
        field("PAGE") + field(' HYPERLINK "https://a.example/import" ') + field("TOC ", r"\o &quot;1-3&quot;")
    ),
    "link.docx": docx_with({RELS: outside("hyperlink", target="https://a.example/")}),
    "diagram.docx": docx_with({"word/embeddings/a.xlsx": excel.write(SHIPPED, {})}),
    "sum.xlsx": workbook("SUM(A2:A3)&amp;&quot;a|b&quot;"),
    "link.odt": odf('<text:a xlink:href="https://a.example/">a</text:a><draw:image xlink:href="Pictures/1.png"/>'),
    "list.csv": "Åtgärd;Kostnad;Telefon\nUtbildning;-1 500,50;+46 35 13 48 00\n;-;".encode(),
    "note.txt": b"=) Hej!",
    "empty.txt": b"",
    "photo.jpg": b"\xff\xd8\xff\xe0 JFIF",
    "A.PNG": PNG,
    "link.pdf": pdf_with_note(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://a.example/"))),
}


@pytest.mark.parametrize(("name", "data"), HARMLESS.items(), ids=HARMLESS)
def test_what_people_send_goes_along_as_it_is(name, data):
    assert vet(name, data) == Vetted(data)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        *[
            ("attachedTemplate", URL),
            ("image", URL),
            ("image", r"\\srv\a.png"),
            ("image", "file:///etc/a"),
            ("frame", URL),
        ],
        *[("subDocument", URL), ("externalLinkPath", URL), ("hyperlink", "file://srv/a"), ("hyperlink", "ms-msdt:/id")],
    ],
)
def test_word_file_that_fetches_goes_along_as_a_copy_that_does_not(kind, target):
    data = docx_with({RELS: outside(kind, target=target)})
    vetted = vet("a.docx", data)
    assert (vetted.withheld, vetted.removed) == ("", NO_LINKS)
    before, after = parts(data), parts(vetted.data)
    assert {name for name in before if before[name] != after[name]} == {RELS}
    assert b'Target="NULL" TargetMode="External"' in after[RELS]
    assert vet("a.docx", vetted.data) == Vetted(vetted.data)


ACTING_PDFS = {
    "script on opening": pdf(OpenAction=script()),
    "program on opening": pdf(OpenAction=launch()),
    "page fetched on opening": pdf(OpenAction=Dictionary(S=Name.URI, URI=String(URL))),
    "script in the list of names": pdf(Names=Dictionary(JavaScript=Dictionary(Names=[String("a"), script()]))),
    "script on closing": pdf(AA=Dictionary(WC=script())),
    "form by XML": pdf(AcroForm=Dictionary(Fields=[], XFA=String("<a/>"))),
    "file in it": pdf_with_file(),
    "note with a file": pdf_with_note(Subtype=Name.FileAttachment, FS=Dictionary(F=String("a"))),
    "film": pdf_with_note(Subtype=Name.RichMedia),
    "link that starts a program": pdf_with_note(Subtype=Name.Link, A=launch()),
    "link that starts one afterwards": pdf_with_note(
        Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://a.example/"), Next=[launch()])
    ),
    "link to a file": pdf_with_note(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("file:///c:/a.exe"))),
    "form that is sent": pdf_with_note(Subtype=Name.Widget, A=Dictionary(S=Name.SubmitForm, F=String(URL))),
    "page of another file": pdf_with_note(Subtype=Name.Link, A=Dictionary(S=Name.GoToR, F=String(r"\\srv\a"))),
    "second file after it": pdf() + b"<script>alert(1)</script>",
}


@pytest.mark.parametrize("data", ACTING_PDFS.values(), ids=ACTING_PDFS)
def test_pdf_that_acts_goes_along_as_a_copy_that_does_not(data):
    vetted = vet("a.pdf", data)
    assert (vetted.withheld, vetted.removed) == ("", NO_ACTIONS)
    assert vet("a.pdf", vetted.data) == Vetted(vetted.data)
    with Pdf.open(io.BytesIO(vetted.data)) as document:
        written = b"".join(thing.unparse() for thing in document.objects)
    assert len(document_pages(vetted.data)) == 1
    for word_of_it in (b"JavaScript", b"Launch", b"cmd.exe", b"EmbeddedFile", b"XFA", b"127.0.0.1", b"srv", b"<script"):
        assert word_of_it not in written
        assert word_of_it not in vetted.data


def document_pages(data: bytes) -> list[object]:
    with Pdf.open(io.BytesIO(data)) as document:
        return list(document.pages)


@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a.odt", "a.xlsx"])
def test_torn_file_is_withheld(name):
    whole = (PROGRAM_FILES / f"libreoffice-filled{name[1:]}").read_bytes()
    assert vet(name, whole[: len(whole) // 2]).withheld in {DAMAGED, MISNAMED, ""}
