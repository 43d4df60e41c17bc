"""What goes with an agenda: documents and pictures under safe names, and nothing that can run."""

from __future__ import annotations

import io
import zipfile
import zlib

from pikepdf import String

from mailbot.mail.message import Attachment
from mailbot.meetings.agenda.documents import material
from mailbot.outbox.contents import FileFault
from tests.support.active_files import docx_with, outside, pdf
from tests.support.meetings import an_initiative

PDF = pdf()
OTHER, THIRD = (pdf(Lang=String(language)) for language in ("sv", "en"))
DOCX = docx_with({})
PLENTY = 1_000_000


def a_file(name: str, data: bytes = PDF) -> Attachment:
    return Attachment(name, "application/octet-stream", data)


def contents(packed: material.Material) -> dict[str, bytes]:
    return zipped(packed.data)


def zipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_files_lie_in_a_folder_for_each_initiative(work):
    one = an_initiative(work, "Gemensam fallprevention", (a_file("budget.pdf"), a_file("Mall.docx", DOCX)))
    two = an_initiative(work, "Väg in / unga: «nu»?", (a_file("../../etc/karta.pdf", OTHER),))
    packed = material.pack([one, two], PLENTY, {})
    assert contents(packed) == {
        "OH-2026-0001 Gemensam fallprevention/budget.pdf": PDF,
        "OH-2026-0001 Gemensam fallprevention/Mall.docx": DOCX,
        "OH-2026-0002 Väg in unga «nu»/etc karta.pdf": OTHER,
    }
    assert (packed.withheld, packed.left_out) == ((), ())


def test_same_name_twice_gets_a_number(work):
    one = an_initiative(work, "Fall", (a_file("a.pdf"), a_file("A.pdf", OTHER), a_file("a.pdf", THIRD)))
    names = ["OH-2026-0001 Fall/a.pdf", "OH-2026-0001 Fall/A (2).pdf", "OH-2026-0001 Fall/a (3).pdf"]
    assert list(contents(material.pack([one], PLENTY, {}))) == names


def test_withheld_file_is_listed_with_its_reason(work):
    one = an_initiative(work, "Fall", (a_file("a.pdf"),))
    one.attachments[0].withheld = "innehåller ett personnummer"
    fault = FileFault("OH-2026-0001 Fall/a.pdf", "innehåller ett personnummer")
    assert material.pack([one], PLENTY, {}) == material.Material(None, (fault,), ())


def test_file_without_room_is_left_out_and_smaller_ones_still_go(work):
    big = "".join(map(chr, range(300, 3000))).encode()
    one = an_initiative(work, "Fall", (a_file("stor.txt", big), a_file("liten.txt", b"Hej")))
    packed = material.pack([one], 400, {})
    assert list(contents(packed)) == ["OH-2026-0001 Fall/liten.txt"]
    assert packed.left_out == (FileFault("OH-2026-0001 Fall/stor.txt", "får inte plats i mejlet"),)
    assert len(packed.data) <= 400


def test_room_is_shared_by_all_files(work):
    one = an_initiative(work, "Fall", (a_file("a.txt", b"Hej"), a_file("b.txt", b"Hopp")))
    packed = material.pack([one], 400, {})
    assert list(contents(packed)) == ["OH-2026-0001 Fall/a.txt"]


def test_file_that_fetches_goes_along_as_a_copy_and_one_that_acts_is_listed(work):
    fetching = docx_with({"word/_rels/document.xml.rels": outside("attachedTemplate")})
    acting = docx_with({"word/vbaProject.bin": b"x"})
    one = an_initiative(work, "Fall", (a_file("mall.docx", fetching), a_file("makro.docx", acting), a_file("a.exe")))
    packed = material.pack([one], PLENTY, {})
    kept = contents(packed)
    assert list(kept) == ["OH-2026-0001 Fall/mall.docx"]
    assert b"127.0.0.1" not in zipped(kept["OH-2026-0001 Fall/mall.docx"])["word/_rels/document.xml.rels"]
    assert packed.cleaned == (FileFault("OH-2026-0001 Fall/mall.docx", "utan det som skulle hämtas från nätet"),)
    assert packed.withheld == (
        FileFault("OH-2026-0001 Fall/makro.docx", "innehåller makron"),
        FileFault("OH-2026-0001 Fall/a.exe", "är av en filtyp som vi inte skickar vidare"),
    )
    assert zlib.decompress(one.attachments[0].compressed) == fetching


def test_file_that_takes_too_much_is_listed(work, monkeypatch):
    monkeypatch.setattr(material, "_MEGABYTES", 150)
    swollen = docx_with({"word/document.xml": "<a>" + "<b/>" * 3 + " " * 60_000_000 + "</a>"})
    one = an_initiative(work, "Fall", (a_file("stor.docx", swollen), a_file("a.pdf")))
    packed = material.pack([one], PLENTY, {})
    assert list(contents(packed)) == ["OH-2026-0001 Fall/a.pdf"]
    (fault,) = packed.withheld
    assert fault.filename == "OH-2026-0001 Fall/stor.docx"
