"""What goes with an agenda: documents and pictures under safe names, and nothing that can run."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.mail.message import Attachment
from mailbot.meetings.agenda import material
from mailbot.outbox.contents import FileFault
from tests.support.meetings import an_initiative

PDF = b"%PDF-1.7\n1 0 obj\n"
PLENTY = 1_000_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def a_zip(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return target.getvalue()


def a_file(name: str, data: bytes = PDF) -> Attachment:
    return Attachment(name, "application/octet-stream", data)


def contents(packed: material.Material) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed.data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_files_lie_in_a_folder_for_each_initiative(work):
    one = an_initiative(work, "Gemensam fallprevention", (a_file("budget.pdf"), a_file("Mall.docx", a_zip("a.xml"))))
    two = an_initiative(work, "Väg in / unga: «nu»?", (a_file("../../etc/karta.pdf", PDF + b"2"),))
    packed = material.pack([one, two], PLENTY)
    assert contents(packed) == {
        "OH-2026-0001 Gemensam fallprevention/budget.pdf": PDF,
        "OH-2026-0001 Gemensam fallprevention/Mall.docx": a_zip("a.xml"),
        "OH-2026-0002 Väg in unga «nu»/etc karta.pdf": PDF + b"2",
    }
    assert (packed.withheld, packed.left_out) == ((), ())


def test_same_name_twice_gets_a_number(work):
    one = an_initiative(work, "Fall", (a_file("a.pdf"), a_file("A.pdf", PDF + b"2"), a_file("a.pdf", PDF + b"3")))
    names = ["OH-2026-0001 Fall/a.pdf", "OH-2026-0001 Fall/A (2).pdf", "OH-2026-0001 Fall/a (3).pdf"]
    assert list(contents(material.pack([one], PLENTY))) == names


def test_withheld_file_is_listed_with_its_reason(work):
    one = an_initiative(work, "Fall", (a_file("a.pdf"),))
    one.attachments[0].withheld = "innehåller ett personnummer"
    fault = FileFault("OH-2026-0001 Fall/a.pdf", "innehåller ett personnummer")
    assert material.pack([one], PLENTY) == material.Material(None, (fault,), ())


def test_file_without_room_is_left_out_and_smaller_ones_still_go(work):
    big = PDF + bytes(range(256)) * 4
    one = an_initiative(work, "Fall", (a_file("stor.pdf", big), a_file("liten.pdf")))
    packed = material.pack([one], 400)
    assert list(contents(packed)) == ["OH-2026-0001 Fall/liten.pdf"]
    assert packed.left_out == (FileFault("OH-2026-0001 Fall/stor.pdf", "får inte plats i mejlet"),)
    assert len(packed.data) <= 400


def test_room_is_shared_by_all_files(work):
    one = an_initiative(work, "Fall", (a_file("a.pdf"), a_file("b.pdf", PDF + b"2")))
    packed = material.pack([one], 400)
    assert list(contents(packed)) == ["OH-2026-0001 Fall/a.pdf"]


@pytest.mark.parametrize("name", ["a.docm", "a.xlsm", "a.exe", "a.js", "a.zip", "a.html", "a.pdf.scr", "a", "a.svg"])
def test_other_kinds_of_file_stay_behind(name):
    assert material.unsafe(name, PDF) == "är av en filtyp som vi inte skickar vidare"


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.pdf", b"MZ\x90"), ("a.docx", PDF), ("a.txt", b"MZ\x90\0"), ("a.txt", b"#!/bin/sh"), ("a.png", b"<html>")],
)
def test_content_must_be_what_the_name_says(name, data):
    assert material.unsafe(name, data) == "har ett innehåll som inte stämmer med filens namn"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", a_zip("word/document.xml", "word/vbaProject.bin")),
        ("a.odt", a_zip("content.xml", "Basic/Standard/Module1.xml")),
        ("a.docx", b"PK\x03\x04 torn"),
        ("a.doc", OLE + "_VBA_PROJECT".encode("utf-16-le")),
    ],
)
def test_macros_stay_behind(name, data):
    assert material.unsafe(name, data) == "innehåller makron"


@pytest.mark.parametrize(
    ("name", "data"),
    [("A.PDF", PDF), ("a.docx", a_zip("word/document.xml")), ("a.doc", OLE), ("a.csv", "ö;1".encode()), ("a.txt", b"")],
)
def test_documents_go_along(name, data):
    assert material.unsafe(name, data) == ""


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("CON.pdf", "_CON.pdf"),
        ("..\\..\\a.pdf", "a.pdf"),
        ("faktura\u202efdp.exe", "fakturafdp.exe"),
        ("a\r\nb.pdf", "ab.pdf"),
        ("Sår\xadvård\u3164\ufe0f.pdf", "Sårvård.pdf"),
        ("", "fil"),
        ("x" * 200 + ".pdf", "x" * 96 + ".pdf"),
        ("OH-2026-0001 Rond kl. 8 varje dag i veckan", "OH-2026-0001 Rond kl. 8 varje dag i veckan"),
        ("Läkemedelslista vers. 2 för alla boenden", "Läkemedelslista vers. 2 för alla boenden"),
        ("Gemensam pärm m.m", "Gemensam pärm m.m"),
        ("Mötet den 1.samordnad vårdplanering", "Mötet den 1.samordnad vårdplanering"),
    ],
)
def test_safe_name(text, safe):
    assert material.safe_name(text, 100) == safe


@given(st.text(max_size=300))
def test_any_name_becomes_safe(text):
    name = material.safe_name(text, 100)
    assert 0 < len(name) <= 101
    assert not set(name) & set('<>:"/\\|?*\0\n')
    assert name not in {".", ".."}
    assert name == name.strip(" ")
