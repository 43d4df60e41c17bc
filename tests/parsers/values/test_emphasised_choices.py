"""Choices that are made by their looks: read where it is clear, asked about where it is not."""

from __future__ import annotations

import pytest

from parsers.document.emphasis import Emphasised, marked, taken
from parsers.document.read import read_document
from parsers.recognise import recognise
from parsers.result import Code, NotAForm
from parsers.template import Field, Kind
from parsers.values.emphasised_choices import weighed
from parsers.values.interpret import interpret
from tests.support.form_file import WRITTEN
from tests.support.forms import SHIPPED
from tests.support.office_files import docx, p, r, tc, tr

FACTORS = Field("factors", "Faktorer", Kind.MULTI_CHOICE, choices=("Hälsa", "Enkel", "Gemensam", "Trygg"))
ONE = Field("one", "Val", Kind.CHOICE, choices=("Region Halland", "Hylte kommun"))
UNTICKED = "☐ Hälsa\n☐ Enkel\n☐ Gemensam\n☐ Trygg"
BOLD, YELLOW = "fet", "bakgrund:yellow"


def read(field: Field, text: str, *looks: tuple[str, str]):
    value, problem = weighed(field, text, [Emphasised(*look) for look in looks], interpret(field, text))
    return problem.code if problem else value


@pytest.mark.parametrize(
    ("looks", "expected"),
    [
        ([("☐ Enkel", BOLD), ("☐ Trygg", BOLD)], ("Enkel", "Trygg")),
        ([("Enkel", YELLOW)], ("Enkel",)),
        ([("Enkel", "understruken"), ("Hälsa", "understruken")], ("Hälsa", "Enkel")),
        ([("Enkel", f"{YELLOW} {BOLD}")], ("Enkel",)),
        ([("Enkel", "färg:ff0000")], Code.AMBIGUOUS),
        ([("Enkel", BOLD), ("Trygg", YELLOW)], Code.AMBIGUOUS),
        ([("Hälsa", "bakgrund:grey"), ("Enkel", YELLOW), ("Gemensam", YELLOW), ("Trygg", YELLOW)], Code.AMBIGUOUS),
        ([("Gemen", BOLD)], None),
        ([(name, BOLD) for name in FACTORS.choices], None),
        ([("Faktorer", BOLD)], None),
    ],
)
def test_choices_that_look_other_than_the_rest_are_chosen_or_asked_about(looks, expected):
    assert read(FACTORS, UNTICKED, *looks) == expected


def test_part_of_a_choice_that_looks_otherwise_is_asked_about():
    text = "☐ Region Halland\n☐ Hylte kommun"
    assert read(ONE, text, ("Halland", YELLOW)) is Code.AMBIGUOUS
    assert read(ONE, text, ("Region Halland", YELLOW)) == "Region Halland"
    assert read(ONE, text, ("Val av kommun", YELLOW)) is None


@pytest.mark.parametrize(("look", "expected"), [(BOLD, ("Enkel",)), (YELLOW, Code.AMBIGUOUS), ("kursiv", ("Enkel",))])
def test_tick_tells_more_than_a_look_but_for_a_background(look, expected):
    assert read(FACTORS, UNTICKED.replace("☐ Enkel", "☒ Enkel"), ("Trygg", look)) == expected


def test_look_of_one_of_those_that_were_left_is_asked_about():
    assert read(FACTORS, "☐ Hälsa\n☐ Enkel", ("Enkel", BOLD)) is Code.AMBIGUOUS


def test_words_side_by_side_with_one_look_are_one():
    text = f"☐ {marked('Hylte', BOLD)} {marked('kommun ', BOLD)}\n{marked('Enkel', BOLD)}{marked('Trygg', YELLOW)}"
    pieces = (Emphasised("Hylte kommun", BOLD), Emphasised("Enkel", BOLD), Emphasised("Trygg", YELLOW))
    assert taken(text) == ("☐ Hylte kommun \nEnkelTrygg", pieces)


def paragraph(text: str, looks: str = "", run_looks: str = "") -> str:
    return f"<w:p><w:pPr>{looks}</w:pPr><w:r><w:rPr>{run_looks}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def form(choices: str) -> bytes:
    rows = [tr(tc(p(r(SHIPPED.field(key).label))), tc(p(r(text)))) for key, text in WRITTEN.items() if key != "goals"]
    asked = tr(tc(paragraph("Mål i Omtanke Halland", run_looks="<w:b/>")), choices)
    return docx(f"<w:tbl>{''.join(rows)}{asked}</w:tbl>")


SHADED = '<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/>'


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        (
            tc(paragraph("☐ Personcentrerad") + paragraph("☐ Sammanhållen") + paragraph("☐ Nära", run_looks="<w:b/>")),
            ("Nära",),
        ),
        (
            tc(
                paragraph("☐ Personcentrerad")
                + paragraph("☐ Sammanhållen")
                + paragraph("☐ Nära", run_looks='<w:u w:val="single"/>')
            ),
            ("Nära",),
        ),
        (
            tc(paragraph("☐ Personcentrerad") + paragraph("☐ Sammanhållen") + paragraph("☐ Nära", looks=SHADED)),
            ("Nära",),
        ),
        (
            tc(paragraph("Personcentrerad"))
            + tc(f"<w:tcPr>{SHADED}</w:tcPr>" + paragraph("Nära"))
            + tc(paragraph("Sammanhållen")),
            ("Nära",),
        ),
        (
            tc(
                paragraph("☐ Personcentrerad", run_looks='<w:color w:val="000000"/>')
                + paragraph("☐ Nära", run_looks='<w:highlight w:val="none"/>')
            ),
            ("Personcentrerad", "Nära"),
        ),
    ],
    ids=["bold", "underlined", "shaded paragraph", "shaded cell", "no look"],
)
def test_choice_in_a_word_form_is_made_by_its_look(choices, expected):
    result = recognise(read_document("x.docx", form(choices)), [SHIPPED])
    assert not isinstance(result, NotAForm)
    assert result[0].values["goals"] == expected
