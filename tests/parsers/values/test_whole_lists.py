"""Answers that show every choice: read by their marks, or asked about."""

from __future__ import annotations

import pytest

from parsers.result import Code
from parsers.template import Field, Kind
from parsers.values.interpret import interpret
from tests.support.forms import SHIPPED

FACTORS = Field(
    "factors", "Framgångsfaktorer", Kind.MULTI_CHOICE, choices=("Hälsofrämjande", "Enkel", "Gemensam", "Trygg")
)
INDICATORS = Field(
    "indicators", "Indikatorer", Kind.MULTI_CHOICE, choices=("Delaktighet", "Kontinuitet"), open_choice=True
)
ANCHORED = Field("anchored", "Förankrat", Kind.YES_NO)
WAY = Field("way", "Svar ska gå med", Kind.CHOICE, choices=("Brev", "E-post", "Telefon"))


def said(field: Field, text: str) -> object:
    value, problem = interpret(field, text)
    return problem.code if problem else value


def lines(box: str, before: str, after: str) -> str:
    """Return all factors on lines of their own, two of them marked."""
    marked = {"Enkel", "Trygg"}
    return "\n".join(f"{before}{name}{after}" if name in marked else f"{box}{name}" for name in FACTORS.choices)


@pytest.mark.parametrize("box", ["", "☐ ", "- ", "[ ] "])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("* ", ""),
        ("-> ", ""),
        ("v ", ""),
        ("√", ""),
        ("[v] ", ""),
        ("Vald: ", ""),
        ("Prio 1: ", ""),
        ("👍 ", ""),
        ("", " <--"),
        ("", " (vald)"),
        ("", " är aktuellt"),
        ("", " mest"),
        ("", "!!"),
    ],
)
def test_choices_with_marks_that_nobody_knows_are_never_all_nor_none(box, before, after):
    answer = said(FACTORS, lines(box, f"{box}{before}", after))
    assert answer in (Code.AMBIGUOUS, ("Enkel", "Trygg"))


@pytest.mark.parametrize(
    ("before", "after"),
    [("x ", ""), ("☒ ", ""), ("✓ ", ""), ("✔\ufe0f ", ""), ("", " ✔\ufe0f"), ("", ": ja"), ("", " x")],
)
def test_choices_with_known_marks_are_read(before, after):
    assert said(FACTORS, lines("", before, after)) == ("Enkel", "Trygg")


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        (FACTORS, "Hälsofrämjande\nEnkel\nGemensam\nTrygg", Code.AMBIGUOUS),
        (FACTORS, "Hälsofrämjande, enkel, gemensam och trygg", FACTORS.choices),
        (FACTORS, "1. Hälsofrämjande\n2. Enkel\n3. Gemensam\n4. Trygg", Code.AMBIGUOUS),
        (FACTORS, "Hälsofrämjande: ja\nEnkel: ja\nGemensam: ja\nTrygg: ja", FACTORS.choices),
        (FACTORS, "☒ Hälsofrämjande\n☒ Enkel\n☒ Gemensam\n☒ Trygg", FACTORS.choices),
        (
            FACTORS,
            "☒ Hälsofrämjande (nu)\n☐ Enkel (för alla)\n☐ Gemensam\n☒ Trygg",
            ("Hälsofrämjande", "Trygg"),
        ),
        (FACTORS, "Hälsofrämjande, ✓ Enkel, Gemensam, ✓ Trygg", Code.AMBIGUOUS),
        (FACTORS, "Hälsofrämjande\n✓☐ Enkel\nGemensam\n✓☐ Trygg", Code.AMBIGUOUS),
        (FACTORS, "☐ Hälsofrämjande\n☐→ Enkel\n☐ Gemensam\n☐ Trygg", Code.AMBIGUOUS),
        (INDICATORS, "Valt: Delaktighet\nKontinuitet", Code.AMBIGUOUS),
        (INDICATORS, "Delaktighet Ja, i första hand\nKontinuitet", Code.AMBIGUOUS),
        (INDICATORS, "* Delaktighet   Kontinuitet", Code.AMBIGUOUS),
        (INDICATORS, "☒ Delaktighet\n☐ Kontinuitet\nAnnan, skriv vilken: Väntetid", ("Delaktighet", "Väntetid")),
        (FACTORS, "Hälsofrämjande Enkel\nGemensam Trygg", Code.AMBIGUOUS),
        (FACTORS, "☐ Hälsofrämjande\t☒ Enkel\t☒\n\nGemensam\t☐ Trygg", ("Enkel", "Gemensam")),
        (FACTORS, "☐ Hälsofrämjande\tX Enkel\tX\nGemensam\t☐ Trygg", ("Enkel", "Gemensam")),
        (FACTORS, "Hälsofrämjande ☐\tEnkel\n☒\tGemensam ☐\tTrygg ☒", ("Enkel", "Trygg")),
        (FACTORS, "Markera ☒\n☒ Hälsofrämjande\n☐ Enkel\n☐ Gemensam\n☐ Trygg", ("Hälsofrämjande",)),
        (FACTORS, "☐ Hälsofrämjande ☒ Enkel\nGemensam ☐ Trygg", Code.AMBIGUOUS),
        (WAY, "☐ Brev   x☐ E-post   ☐ Telefon", Code.AMBIGUOUS),
        (WAY, "☐ Brev   ☐ E-post √   ☐ Telefon", Code.AMBIGUOUS),
        (WAY, "Brev ☐ E-post ☒ Telefon ☐", "E-post"),
        (ANCHORED, "☐ Ja √\n☐ Nej", Code.AMBIGUOUS),
        (ANCHORED, "☐ Ja\n☐ Nej", None),
        (ANCHORED, "Ja ☐ Nej ☒", False),
    ],
)
def test_list_that_shows_every_choice(field, text, expected):
    assert said(field, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Hälsofrämjande / Enkel / Gemensam / Trygg",
        "Hälsofrämjande / ENKEL / Gemensam / TRYGG",
        "Hälsofrämjande, ENKEL, Gemensam, TRYGG",
        "HÄLSOFRÄMJANDE\nEnkel\nGemensam\nTrygg",
    ],
)
def test_list_of_all_choices_as_a_form_shows_it_or_with_some_in_capitals_is_ambiguous(text):
    value, problem = interpret(SHIPPED.field("success_factors"), text)
    assert value is None
    assert problem is not None


def test_all_choices_in_capitals_are_all():
    field = SHIPPED.field("success_factors")
    assert interpret(field, "HÄLSOFRÄMJANDE, ENKEL, GEMENSAM, TRYGG") == (field.choices, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("den självskattade hälsan", ("Självskattad hälsa",)),
        ("Självskattade hälsan", ("Självskattad hälsa",)),
        ("självskattad tandhälsa", ("självskattad tandhälsa",)),
        ("hälsa", ("Självskattad hälsa",)),
        ("den upplevda hälsan", ("den upplevda hälsan",)),
    ],
)
def test_choice_of_several_words_in_other_forms_is_that_choice(text, expected):
    assert interpret(SHIPPED.field("indicators"), text) == (expected, None)
