from __future__ import annotations

import pytest

from mailbot.forms.write import word
from parsers.parse import parse
from parsers.result import NotAForm, Unreadable
from tests.support.forms import SMALL, SMALL_ANSWERS
from tests.support.office_files import docx, p, package, r

FORM = word.write(SMALL, SMALL_ANSWERS)
LETTER = docx(p(r("Hej! Här kommer vårt förslag.")))


def values(data: bytes) -> list[dict[str, object]]:
    forms = parse("x.zip", data, [SMALL])
    assert isinstance(forms, tuple)
    return [dict(form.values) for form in forms]


def test_form_in_an_archive_is_read_whatever_lies_beside_it():
    beside = {"bilder/foto.jpg": b"\xff\xd8\xff\xe0", "brev.docx": LETTER, "__MACOSX/._mall.docx": b"\0\1\2"}
    assert values(package({**beside, "förslag/mall.docx": FORM})) == [dict(SMALL_ANSWERS)]


def test_two_forms_in_an_archive_are_two():
    other = word.write(SMALL, {**SMALL_ANSWERS, "title": "Digital läkemedelslista"})
    expected = [dict(SMALL_ANSWERS), {**SMALL_ANSWERS, "title": "Digital läkemedelslista"}]
    assert values(package({"1.docx": FORM, "2.docx": other})) == expected


def test_archive_with_other_documents_is_no_form():
    assert parse("x.zip", package({"brev.docx": LETTER}), [SMALL]) == NotAForm(
        "docx", "det är inte den gemensamma mallen – fyll i mallen och skicka den"
    )


def test_archive_in_an_archive_is_named_and_not_opened():
    nested = package({"inre.zip": package({"mall.docx": FORM})})
    expected = "filen inre.zip i zip-arkivet är ett zip-arkiv – skicka formuläret för sig, utan att packa det"
    assert parse("x.zip", nested, [SMALL]) == Unreadable("zip", expected)


def test_locked_file_in_an_archive_is_named():
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    expected = (
        "filen mall.docx i zip-arkivet är låst med lösenord eller krypterad – ta bort lösenordet och skicka den igen"
    )
    assert parse("x.zip", package({"brev.docx": LETTER, "mall.docx": locked}), [SMALL]) == Unreadable("zip", expected)


def test_archive_of_pictures_asks_for_the_form():
    expected = "filen är ett zip-arkiv – skicka formuläret för sig, utan att packa det"
    assert parse("x.zip", package({"1.jpg": b"\xff\xd8\xff\xe0"}), [SMALL]) == Unreadable("zip", expected)


def test_damaged_archive_is_named():
    expected = "filen är skadad – öppna den, spara den på nytt och skicka den igen"
    assert parse("x.zip", package({"mall.docx": FORM})[:-9], [SMALL]) == Unreadable("zip", expected)


def test_files_past_the_limit_are_left_unread():
    many = {f"{number}.txt": "Hej" for number in range(20)}
    assert parse("x.zip", package({**many, "mall.docx": FORM}), [SMALL]) == NotAForm(
        "text", "det är inte den gemensamma mallen – fyll i mallen och skicka den"
    )


@pytest.mark.parametrize("folder", ["OH-2026-0001 Fallprevention", "Underlag RUG 2026-12-10/OH-2026-0012 Åsas förslag"])
def test_material_of_a_meeting_is_no_form(folder):
    result = parse("Underlag.zip", package({f"{folder}/mall.docx": FORM}), [SMALL])
    assert result == NotAForm("zip", "det är underlag till ett möte, inte ett eget förslag")


def test_form_in_a_folder_of_ones_own_is_read():
    assert values(package({"Till RUG 2026/mall.docx": FORM})) == [dict(SMALL_ANSWERS)]
