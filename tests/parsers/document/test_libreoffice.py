from __future__ import annotations

import os
import shutil
import struct
from pathlib import Path

import pytest

from parsers.document import libreoffice
from parsers.document.model import Document
from parsers.document.read import read_document
from parsers.parse import parse
from parsers.result import NotAForm, Unreadable
from tests.support.forms import ANSWERS, SHIPPED
from tests.support.living import lives
from tests.support.paths import PROGRAM_FILES
from tests.support.waiting import wait_for

ADVICE = "öppna den i Word, välj Spara som och formatet .docx, och skicka den filen"
with_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None and "CI" not in os.environ, reason="LibreOffice is not installed"
)


def program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    """Let a shell script be found as LibreOffice: what a program does that hangs, fails or eats memory."""

    def install(script: str) -> None:
        program(tmp_path, "soffice", script)
        monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    return install


def filled(form: str) -> bytes:
    return (PROGRAM_FILES / f"libreoffice-filled.{form}").read_bytes()


@with_libreoffice
@pytest.mark.parametrize("form", ["doc", "rtf"])
def test_old_word_file_is_read_back_equal(form):
    (parsed,) = parse(f"x.{form}", filled(form), [SHIPPED])
    assert (parsed.format, dict(parsed.values), parsed.problems) == (form, dict(ANSWERS), ())


@with_libreoffice
def test_blank_old_word_file_is_empty():
    result = parse("x.doc", (PROGRAM_FILES / "libreoffice-blank.doc").read_bytes(), [SHIPPED])
    assert result == NotAForm("doc", "formuläret är tomt – fyll i det och skicka det igen")


@pytest.mark.parametrize("form", ["doc", "rtf"])
def test_old_word_file_without_libreoffice_asks_for_docx(form, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    expected = Unreadable(form, f"filen är i ett äldre format (.{form}) – {ADVICE}")
    assert read_document(f"x.{form}", filled(form)) == expected


def test_conversion_that_fails_twice_asks_for_docx(stand_in, tmp_path):
    stand_in(f"echo tried >> {tmp_path}/tries; exit 1")
    expected = Unreadable("rtf", f"filen är i ett äldre format (.rtf) som inte gick att läsa – {ADVICE}")
    assert read_document("x.rtf", filled("rtf")) == expected
    assert (tmp_path / "tries").read_text() == "tried\n" * 2


@pytest.mark.parametrize("fault", ["exit 0", "exit 77", "kill -SEGV $$", "kill -KILL $$"])
def test_conversion_that_fails_once_is_tried_again(fault, stand_in, tmp_path):
    works = f'mkdir "$7"; cp {PROGRAM_FILES}/libreoffice-filled.docx "$7/form.docx"'
    stand_in(f"if test -e {tmp_path}/tried; then {works}; else touch {tmp_path}/tried; {fault}; fi")
    assert isinstance(read_document("x.rtf", filled("rtf")), Document)


def test_conversion_that_takes_two_gigabytes_is_ended(stand_in, tmp_path):
    stand_in(f"{shutil.which('python3')} -c 'bytearray(2 << 30)'; echo $? > {tmp_path}/status")
    assert isinstance(read_document("x.rtf", filled("rtf")), Unreadable)
    assert (tmp_path / "status").read_text() == "1\n"


def test_conversion_that_works_for_ever_is_ended_and_not_tried_again(stand_in, monkeypatch, tmp_path):
    monkeypatch.setattr(libreoffice, "SECONDS", 1)
    stand_in(f"echo tried >> {tmp_path}/tries; while :; do :; done")
    assert isinstance(read_document("x.rtf", filled("rtf")), Unreadable)
    assert (tmp_path / "tries").read_text() == "tried\n"


def test_conversion_that_waits_is_not_hurried(stand_in, monkeypatch):
    monkeypatch.setattr(libreoffice, "SECONDS", 1)
    stand_in(f'sleep 1.5; mkdir "$7"; cp {PROGRAM_FILES}/libreoffice-filled.docx "$7/form.docx"')
    assert isinstance(read_document("x.rtf", filled("rtf")), Document)


def test_conversion_that_hangs_is_killed_with_all_it_started(stand_in, monkeypatch, tmp_path):
    child = tmp_path / "child"
    stand_in(f"sleep 300 & echo $! > {tmp_path}/begun; mv {tmp_path}/begun {child}; wait")
    seconds = 1
    while not child.exists():  # a busy machine may need longer to begin
        monkeypatch.setattr(libreoffice, "_HUNG", seconds)
        assert isinstance(read_document("x.rtf", filled("rtf")), Unreadable)
        seconds *= 2
    process = int(child.read_text())
    wait_for(lambda: not lives(process))


def test_converter_gets_a_profile_of_its_own_that_runs_no_macros(stand_in, tmp_path):
    keep = f'cp -r "${{1#-env:UserInstallation=file://}}" {tmp_path}/kept'
    stand_in(f'for word; do echo "$word"; done > {tmp_path}/words; {keep}')
    read_document("x.rtf", filled("rtf"))
    words = (tmp_path / "words").read_text().split()
    assert words[1:5] == ["--headless", "--norestore", "--convert-to", "docx"]
    assert "DisableMacrosExecution" in (tmp_path / "kept/user/registrymodifications.xcu").read_text()


def test_old_excel_file_is_read_back_equal():
    (parsed,) = parse("x.xls", filled("xls"), [SHIPPED])
    assert (parsed.format, dict(parsed.values), parsed.problems) == ("xls", dict(ANSWERS), ())


def test_old_excel_file_shows_visible_sheets_alone():
    read = read_document("x.xls", filled("xls"))
    assert isinstance(read, Document)
    assert [table.name for table in read.tables] == ["bladet Formulär"]
    assert {("Fråga", "Ditt svar", "Hjälp"), (SHIPPED.title,)} <= set(read.tables[0].rows)


@pytest.mark.parametrize("kept", [600, 3_000, 12_000])
def test_truncated_old_excel_file_is_damaged_or_no_form(kept):
    data = filled("xls")[:kept] + "Workbook".encode("utf-16-le")
    result = parse("x.xls", data, [SHIPPED])
    damaged = Unreadable("xls", "filen är skadad – öppna den, spara den på nytt och skicka den igen")
    assert result in (damaged, NotAForm("xls", "det är inte den gemensamma mallen"))


def test_cell_in_the_last_corner_of_an_old_excel_file_takes_no_memory_and_is_left_out():
    data = bytearray(filled("xls"))
    cell = data.rindex(b"\xfd\x00\x0a\x00")  # LABELSST ([MS-XLS] §2.4.149): row and column follow
    struct.pack_into("<HH", data, cell + 4, 0xFFFF, 0xFF)
    (parsed,) = parse("x.xls", bytes(data), [SHIPPED])
    assert dict(parsed.values) == dict(ANSWERS)
