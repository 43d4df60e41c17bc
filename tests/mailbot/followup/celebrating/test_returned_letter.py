from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml import parse_xml

import parsers
from mailbot.followup.celebrating import letter_in_word, returned_letter
from mailbot.followup.celebrating.words import words
from mailbot.intake import file_contents
from mailbot.intake.file_contents import FileContents
from parsers.sandbox import answers
from tests.support.achieved import LETTER
from tests.support.forms import SHIPPED

OURS = letter_in_word.write(LETTER, words())


def with_part(name: str, content: bytes) -> bytes:
    target = BytesIO(OURS)
    with ZipFile(target, "a") as archive:
        archive.writestr(name, content)
    return target.getvalue()


def with_run(run: str) -> bytes:
    document, target = docx.Document(BytesIO(OURS)), BytesIO()
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document.add_paragraph("Tack.")._p.append(parse_xml(run.replace(" w:id", f" {word} w:id", 1)))
    document.save(target)
    return target.getvalue()


def with_comment() -> bytes:
    document, target = docx.Document(BytesIO(OURS)), BytesIO()
    document.add_comment(document.add_paragraph("Tack.").add_run(" Hej."), text="Ska det här med?", author="Maria")
    document.save(target)
    return target.getvalue()


def read(data: bytes, name: str = "brev.docx"):
    return returned_letter.letter_in(name, data, parsers.read_document(name, data))


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("brev.docx", with_part("word/vbaProject.bin", b"x"), "innehåller makron"),
        ("brev.docx", with_part("word/embeddings/a.exe", b"MZ"), "innehåller en annan fil eller ett inbäddat objekt"),
        ("brev.docm", OURS, "är av en filtyp som vi inte skickar vidare"),
        ("brev.docx", OURS + b"MZ", "har ett innehåll som inte stämmer med filens namn"),
    ],
    ids=["macro", "program", "macro's name", "bytes behind it"],
)
def test_letter_that_may_do_harm_is_withheld(name, data, reason):
    letter = read(data, name)
    assert letter is not None
    assert letter.vetted == parsers.Vetted(b"", reason)


@pytest.mark.parametrize(
    "data",
    [
        with_comment(),
        with_run('<w:del w:id="1" w:author="Maria"><w:r><w:delText>Struket.</w:delText></w:r></w:del>'),
        with_run('<w:ins w:id="1" w:author="Maria"><w:r><w:t>Nytt.</w:t></w:r></w:ins>'),
        with_run('<w:moveFrom w:id="1" w:author="Maria"><w:r><w:t>Flyttat.</w:t></w:r></w:moveFrom>'),
    ],
    ids=["comment", "struck out", "put in", "moved"],
)
def test_letter_with_what_nobody_but_the_secretary_is_to_read_is_withheld(data):
    letter = read(data)
    assert letter is not None
    assert letter.vetted == parsers.Vetted(b"", words().unfinished)


def test_letter_whose_changes_are_accepted_goes_out():
    letter = read(OURS)
    assert letter is not None
    assert letter.vetted == parsers.Vetted(OURS)


def test_file_without_our_mark_is_no_letter():
    view = LETTER.__class__("A", "b@c.example", "mars", "kort", LETTER.steps)
    assert read(letter_in_word.write(view, words())) is None


def test_what_is_said_of_it_comes_out_of_the_sandbox_as_it_was():
    contents = file_contents.read("brev.docx", OURS, (SHIPPED,))
    assert contents.letter is not None
    assert answers.decode(answers.encode(contents), FileContents) == contents
