from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.result import Code, FieldProblem
from parsers.template import Field, Kind
from parsers.values.interpret import clean, interpret
from parsers.values.tick_marks import rejoined

ORGANISATIONS = (
    "Region Halland",
    "Kungsbacka kommun",
    "Varbergs kommun",
    "Falkenbergs kommun",
    "Hylte kommun",
    "Halmstads kommun",
    "Laholms kommun",
    "Annan vårdgivare i Halland",
)
ORGANISATION = Field("organisation", "Organisation", Kind.CHOICE, choices=ORGANISATIONS)
OPEN_ORGANISATION = replace(ORGANISATION, open_choice=True)
PARTNERS = Field("partners", "Samverkansparter", Kind.MULTI_CHOICE, choices=ORGANISATIONS)
FACTORS = Field(
    "success_factors", "Framgångsfaktorer", Kind.MULTI_CHOICE, choices=("Hälsofrämjande", "Enkel", "Gemensam", "Trygg")
)
INDICATORS = Field(
    "indicators", "Indikatorer", Kind.MULTI_CHOICE, choices=("Kontinuitet", "Vårdens samordning"), open_choice=True
)

CARE = Field("areas", "Områden", Kind.MULTI_CHOICE, choices=("Vård och omsorg", "Vård", "Skola"))


def problem(field: Field, text: str) -> tuple[Code, str]:
    value, found = interpret(field, text)
    assert value is None
    assert found is not None
    assert found.field == field.key
    return found.code, found.message


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (Kind.TEXT, "  Trygg\u00a0hem\u00adgång \n hela vägen ", "Trygg hemgång hela vägen"),
        (Kind.LONG_TEXT, "Ett \r\n\r\n\r\n\r\n två\u200b", "Ett\n\ntvå"),
        (Kind.LONG_TEXT, "”Så” – sa hon…", "”Så” – sa hon…"),
        (Kind.TEXT, "A\u030angest", "Ångest"),
        (Kind.EMAIL, "Anna.Ek@Example.SE", "anna.ek@example.se"),
        (Kind.EMAIL, "Anna Ek <mailto:anna.ek@example.se>", "anna.ek@example.se"),
        (Kind.EMAIL, "anna.ek@example.se.", "anna.ek@example.se"),
        (Kind.EMAIL, "anna.ek(at)example.se", "anna.ek@example.se"),
        (Kind.EMAIL, "anna.ek @ example.se", "anna.ek@example.se"),
        (Kind.EMAIL, "Anna Ek ek@example.se", "ek@example.se"),
        (Kind.EMAIL, "Ek ek@example.se", "ek@example.se"),
        (Kind.EMAIL, "Mejla anna@example.se", "anna@example.se"),
        (Kind.EMAIL, "Anna anna.ek@example.se", "anna.ek@example.se"),
        (Kind.PHONE, " 035 -  12 34 56 ", "035-12 34 56"),
        (Kind.PHONE, "Tfn: 070–123 45 67", "070-123 45 67"),
        (Kind.PHONE, "0046 (0)70 123 45 67", "+46 (0)70 123 45 67"),
        (Kind.PHONE, "+46 (0) 70 123 45 67", "+46 (0) 70 123 45 67"),
        (Kind.PHONE, "035-12 34 56, anknytning 12", "035-12 34 56, anknytning 12"),
        (Kind.DATE, "2026-12-10", date(2026, 12, 10)),
        (Kind.DATE, "20261210", date(2026, 12, 10)),
        (Kind.DATE, "10 december 2026", date(2026, 12, 10)),
        (Kind.DATE, "torsdag den 10:e dec. 2026", date(2026, 12, 10)),
        (Kind.DATE, "10/12 2026", date(2026, 12, 10)),
        (Kind.DATE, "10.12.2026", date(2026, 12, 10)),
        (Kind.YES_NO, "Ja", True),
        (Kind.YES_NO, "nej, inte än", False),
        (Kind.YES_NO, "☐ Ja ☒ Nej", False),
        (Kind.YES_NO, "Ja ☒ Nej ☐", True),
        (Kind.YES_NO, "☒", True),
        (Kind.YES_NO, "☐", None),
        (Kind.YES_NO, "SANT", True),
        (Kind.YES_NO, "X Ja\n☐ Nej", True),
        (Kind.YES_NO, "☐ Ja\nx Nej", False),
        (Kind.YES_NO, "X Nej   ☐ Ja", False),
        (Kind.YES_NO, "☐ Ja   ☐ Nej", None),
        (Kind.TEXT, " \u00a0 ", None),
    ],
)
def test_answer_is_read_as_its_kind(kind, text, expected):
    assert interpret(Field("f", "Fråga", kind), text) == (expected, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("region halland", "Region Halland"),
        ("Halmstad kommun", "Halmstads kommun"),
        ("HALMSTADS KOMMUN.", "Halmstads kommun"),
        ("Halmstad", "Halmstads kommun"),
        ("Halmstads komun", "Halmstads kommun"),
        ("Regionen", "Region Halland"),
        ("Region Halland, Hallands sjukhus Varberg", "Region Halland"),
        ("☐ Region Halland\n☒ Hylte kommun", "Hylte kommun"),
        ("☐ Region Halland\n☐ Hylte kommun", None),
    ],
)
def test_choice_is_given_in_the_forms_own_spelling(text, expected):
    assert interpret(ORGANISATION, text)[0] == expected


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        (FACTORS, "Trygg, enkel", ("Trygg", "Enkel")),
        (FACTORS, "• Trygg\n• Gemensam", ("Trygg", "Gemensam")),
        (FACTORS, "trygg och gemensam", ("Trygg", "Gemensam")),
        (FACTORS, "Enkel/Trygg; Trygg", ("Enkel", "Trygg")),
        (FACTORS, "[x] Enkel [ ] Trygg (x) Gemensam", ("Enkel", "Gemensam")),
        (FACTORS, "☒ Hälsofrämjande ☐ Enkel", ("Hälsofrämjande",)),
        (FACTORS, "Enkel ☒ Trygg ☐ Gemensam ☑", ("Enkel", "Gemensam")),
        (FACTORS, "Alla", FACTORS.choices),
        (FACTORS, "Samtliga fyra", FACTORS.choices),
        (FACTORS, "Alla (4)", FACTORS.choices),
        (PARTNERS, "Alla (sex) kommunerna i Halland", PARTNERS.choices[1:7]),
        (PARTNERS, "Regionen samt alla kommuner", PARTNERS.choices[:7]),
        (PARTNERS, "Region Halland + Varberg", ("Region Halland", "Varbergs kommun")),
        (FACTORS, "Trygg – för att man vet vem. Enkel eftersom det går fort.", ("Trygg", "Enkel")),
        (FACTORS, "Trygg: vi vet vem. Enkel: det går fort.", ("Trygg", "Enkel")),
        (FACTORS, "Trygg (vi vet vem), Enkel (det går fort)", ("Trygg", "Enkel")),
        (FACTORS, "X ☐ Trygg\n☐ Enkel", ("Trygg",)),
        (FACTORS, "x ☐ Trygg ☐ Enkel x ☐ Gemensam", ("Trygg", "Gemensam")),
        (FACTORS, "☒ Trygg (det här är inte Enkel)", ("Trygg",)),
        (CARE, "vård och omsorg", ("Vård och omsorg",)),
        (CARE, "- Skola och vård", ("Skola", "Vård")),
        (PARTNERS, "Halmstad, Laholm och Regionen Halland", ("Halmstads kommun", "Laholms kommun", "Region Halland")),
        (INDICATORS, "☒ Kontinuitet\n☐ Vårdens samordning\nAnnan, skriv vilken: Ensamhet", ("Kontinuitet", "Ensamhet")),
        (INDICATORS, "☒ Kontinuitet\nAnnan, skriv vilken: Skriv här", ("Kontinuitet",)),
        (INDICATORS, "Ensamhet bland äldre", ("Ensamhet bland äldre",)),
    ],
)
def test_several_choices_are_read_from_boxes_and_lists(field, text, expected):
    assert interpret(field, text) == (expected, None)


def test_required_field_without_answer_is_missing():
    field = Field("background", "Bakgrund", Kind.LONG_TEXT, required=True)
    missing = FieldProblem("background", Code.MISSING, "Du har inte fyllt i Bakgrund.")
    assert interpret(field, " \n ") == (None, missing)


def test_required_choice_without_answer_is_missing():
    field = Field("factors", "Framgångsfaktorer", Kind.MULTI_CHOICE, required=True, choices=("Enkel",))
    missing = FieldProblem("factors", Code.MISSING, "Du har inte valt något under Framgångsfaktorer.")
    assert interpret(field, "☐ Enkel") == (None, missing)


def test_long_answer_is_kept_and_pointed_out():
    field = Field("title", "Rubrik", max_length=5)
    too_long = FieldProblem("title", Code.TOO_LONG, "Rubrik: svaret är för långt, 7 tecken. Korta det till högst 5.")
    assert interpret(field, "Rubrik!") == ("Rubrik!", too_long)


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        (
            Field("email", "E-post", Kind.EMAIL),
            "Anna Ek @example.se",
            (
                "E-post: ”Anna Ek @example.se” är inte en fullständig e-postadress. "
                "Skriv en, till exempel namn@example.se."
            ),
        ),
        (
            Field("phone", "Telefon", Kind.PHONE),
            "ring kansliet",
            "Telefon: ”ring kansliet” är inte ett telefonnummer. Skriv det med siffror, till exempel 070-174 06 05.",
        ),
        (
            Field("start", "Start", Kind.DATE),
            "31 februari 2027",
            "Start: ”31 februari 2027” är inte ett datum. Skriv till exempel 2026-12-10.",
        ),
        (
            Field("manager", "Chef", Kind.YES_NO),
            "kanske",
            "Chef: ”kanske” är varken ja eller nej. Skriv ja eller nej.",
        ),
        (
            FACTORS,
            "Snabb",
            "Framgångsfaktorer: ”Snabb” finns inte bland valen. Välj bland Hälsofrämjande, Enkel, Gemensam, Trygg.",
        ),
    ],
)
def test_answer_that_does_not_fit_is_invalid(field, text, expected):
    assert problem(field, text) == (Code.INVALID, expected)


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        (Kind.EMAIL, "a.ek@example.se, b.ek@example.se", "a.ek@example.se, b.ek@example.se"),
        (Kind.DATE, "2026-12-10 eller 17/12 2026", "2026-12-10, 2026-12-17"),
        (Kind.YES_NO, "☒ Ja ☒ Nej", "Ja, Nej"),
        (Kind.YES_NO, "X Ja\n☒ Nej", "Nej, Ja"),
        (Kind.YES_NO, "☐\n☒", "Ja, Nej"),
        (Kind.YES_NO, "Ja\n☐ Nej", "Ja, Nej"),
    ],
)
def test_several_answers_where_one_is_meant_are_ambiguous(kind, text, found):
    sentence = f"Fråga: svaret kan betyda flera saker ({found}). Skriv bara det som gäller."
    assert problem(Field("f", "Fråga", kind), text) == (Code.AMBIGUOUS, sentence)


def test_answer_that_fits_several_choices_is_ambiguous():
    sentence = "Organisation: svaret kan betyda flera saker (Varbergs kommun, Hylte kommun). Skriv bara det som gäller."
    assert problem(ORGANISATION, "☒ Varbergs kommun ☒ Hylte kommun") == (Code.AMBIGUOUS, sentence)
    assert problem(ORGANISATION, "kommun")[0] is Code.AMBIGUOUS
    assert problem(ORGANISATION, "Varbergs kommun och Hylte kommun")[0] is Code.AMBIGUOUS


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        (FACTORS, "Trygg: ja / Enkel: nej / Gemensam: ja", ("Trygg", "Gemensam")),
        (FACTORS, "Trygg: ja/Enkel: nej", ("Trygg",)),
        (FACTORS, "Trygg (ja), Enkel (nej)", ("Trygg",)),
        (FACTORS, "Trygg – ja", ("Trygg",)),
        (FACTORS, "Trygg, Enkel (nej)", ("Trygg",)),
        (FACTORS, "NEJ Enkel\nJA Trygg\nnej: Gemensam", ("Trygg",)),
        (FACTORS, "Ja – Trygg\n\nJa Enkel", ("Trygg", "Enkel")),
        (FACTORS, "Trygg: nej", None),
        (FACTORS, "Hälsofrämjande x\nEnkel\nGemensam x\nTrygg", ("Hälsofrämjande", "Gemensam")),
        (FACTORS, "Enkel\nX Trygg", ("Trygg",)),
        (FACTORS, "Trygg och Enkel x\nGemensam", ("Trygg", "Enkel")),
        (FACTORS, "✅ Trygg\n⬜ Enkel", ("Trygg",)),
        (FACTORS, "● Trygg\n○ Enkel", ("Trygg",)),
        (FACTORS, "⬛ Trygg, ⬜ Enkel, ⬛ Gemensam.", ("Trygg", "Gemensam")),
        (FACTORS, "○ Trygg\n○ Enkel", ("Trygg", "Enkel")),
        (FACTORS, "○ Hälsofrämjande\n○ Enkel\n○ Gemensam\n○ Trygg", None),
        (FACTORS, "☐ Enkel\n☐ Gemensam x\n☐ Trygg X", ("Gemensam", "Trygg")),
        (FACTORS, "_ Enkel\nX_Trygg\n__x__ Gemensam", ("Trygg", "Gemensam")),
        (FACTORS, "Trygg ✓ Enkel ✗ Gemensam ✓", ("Trygg", "Gemensam")),
        (FACTORS, "✗ Trygg\n☐ Enkel", ("Trygg",)),
        (FACTORS, "◉ Trygg\n◯ Enkel", ("Trygg",)),
        (FACTORS, "⬤ Trygg\n◯ Enkel", ("Trygg",)),
        (FACTORS, "⊠ Trygg\n◻ Enkel", ("Trygg",)),
        (FACTORS, "☒ Trygg – ingen faller mellan stolarna\n☒ Enkel (inga blanketter)\n☐ Gemensam", ("Trygg", "Enkel")),
        (FACTORS, "Gemensam + Trygg", ("Gemensam", "Trygg")),
        (FACTORS, "1. Trygg 2. Enkel", ("Trygg", "Enkel")),
        (FACTORS, "• Trygg • Enkel", ("Trygg", "Enkel")),
        (FACTORS, "TRYGG ENKEL", ("Trygg", "Enkel")),
        (FACTORS, "trygg o enkel", ("Trygg", "Enkel")),
        (PARTNERS, "Region Halland Varbergs kommun", ("Region Halland", "Varbergs kommun")),
        (INDICATORS, "o Kontinuitet\no Ensamhet", ("Kontinuitet", "Ensamhet")),
        (INDICATORS, "☒ Kontinuitet\nVårdens samordning", ("Kontinuitet",)),
        (INDICATORS, "Vårdens samordning, antal fall", ("Vårdens samordning", "antal fall")),
        (INDICATORS, "Kontinuitet x\nVårdens samordning\nAnnan: Ensamhet", ("Kontinuitet", "Ensamhet")),
        (INDICATORS, "Ingen ofrivillig ensamhet", ("Ingen ofrivillig ensamhet",)),
        (ORGANISATION, "Region Halland\nX Varbergs kommun\nHylte kommun\nHalmstads kommun", "Varbergs kommun"),
        (ORGANISATION, "Varbergs kommun: ja", "Varbergs kommun"),
        (FACTORS, "☐ Trygg ✓\n☐ Enkel\n☐ Gemensam ✔", ("Trygg", "Gemensam")),
        (FACTORS, "☐ Trygg ✓ ☐ Enkel ☐ Gemensam ✓", ("Trygg", "Gemensam")),
        (FACTORS, "☐ Trygg OK\n☐ Enkel\n☐ Gemensam J\n☐ Hälsofrämjande •", ("Trygg", "Gemensam", "Hälsofrämjande")),
        (FACTORS, "☐ Hälsofrämjande  X Enkel  ☐ Gemensam  X Trygg", ("Enkel", "Trygg")),
        (FACTORS, "☐ Trygg\n☐ Enkel", ("Trygg", "Enkel")),
        (FACTORS, "☐ Hälsofrämjande\n☐ Enkel\n☐ Gemensam\n☐ Trygg", None),
        (FACTORS, "☐ Trygg nej\n☐ Enkel", None),
        (INDICATORS, "x Kontinuitet\nAnnan, skriv vilken: Skriv här", ("Kontinuitet",)),
        (INDICATORS, "☒ Kontinuitet\n☒ Annan, skriv vilken: Skriv här", ("Kontinuitet", "Annan")),
        (INDICATORS, "☒ Kontinuitet\n☒ Annan, skriv vilken:", ("Kontinuitet", "Annan")),
        (INDICATORS, "☒ Kontinuitet\n☒ Annat", ("Kontinuitet", "Annat")),
        (INDICATORS, "☐ Kontinuitet\nX Annat\nX Vårdens samordning", ("Annat", "Vårdens samordning")),
        (INDICATORS, "☒ Kontinuitet\n☐ Annan, skriv vilken: Skriv här", ("Kontinuitet",)),
        (INDICATORS, "☒ Kontinuitet\n☒ Annan: ro hemma", ("Kontinuitet", "ro hemma")),
        (
            INDICATORS,
            "☐ Kontinuitet ✓\n☐ Vårdens samordning\nEnsamhet; Väntetid",
            ("Kontinuitet", "Ensamhet", "Väntetid"),
        ),
    ],
)
def test_marks_that_are_no_boxes_choose_too(field, text, expected):
    assert interpret(field, text) == (expected, None)


@pytest.mark.parametrize(
    "text", ["Välj organisation", "Välj din organisation", "– Välj i listan –", "Välj ett alternativ"]
)
def test_prompt_to_choose_is_no_answer(text):
    assert interpret(OPEN_ORGANISATION, text) == (None, None)
    assert interpret(OPEN_ORGANISATION, f"{text}\nHylte kommun") == ("Hylte kommun", None)


@pytest.mark.parametrize(
    ("field", "text", "meant"),
    [
        (FACTORS, "Alla utom Trygg", ""),
        (FACTORS, "Inte Enkel, Trygg", " (Enkel, Trygg)"),
        (FACTORS, "Trygg ja och Enkel nej", " (Enkel, Trygg)"),
        (FACTORS, "Nej Trygg\nNej Enkel", ""),
        (FACTORS, "Ja Trygg\nNej Enkel och Gemensam", " (Enkel, Gemensam)"),
        (FACTORS, "Trygg\n(inte Enkel)", ""),
        (FACTORS, "Hälsofrämjande Enkel Gemensam Trygg", " (Hälsofrämjande, Enkel, Gemensam, Trygg)"),
        (FACTORS, "☒ Alla utom Trygg", ""),
        (PARTNERS, "☒ Region Halland (och Varberg)", " (Region Halland, Varbergs kommun)"),
        (FACTORS, "x Trygg Enkel", " (Enkel, Trygg)"),
        (PARTNERS, "Ej Region Halland", ""),
        (INDICATORS, "Inte Kontinuitet", ""),
        (PARTNERS, "Region Halland, ev. Varberg", " (Region Halland, Varbergs kommun)"),
        (PARTNERS, "Region Halland, Varberg, Hallands sjukhus", " (Region Halland, Varbergs kommun)"),
        (PARTNERS, "Region Halland (och Varberg)", " (Region Halland, Varbergs kommun)"),
        (CARE, "Skola och flera vårdboenden", " (Skola, Vård och omsorg, Vård)"),
        (FACTORS, "Trygg?", ""),
        (FACTORS, "Trygg: vi vet vem. Enkel: nej", " (Enkel, Trygg)"),
        (FACTORS, "Trygg: inte så Enkel. Enkel: det går fort.", " (Enkel, Trygg)"),
        (FACTORS, "Trygg och alla andra", " (Trygg, Hälsofrämjande, Enkel, Gemensam)"),
    ],
)
def test_choice_that_may_be_refused_or_lost_is_ambiguous(field, text, meant):
    sentence = f"{field.label}: vi är inte säkra på vilka du menar{meant}. Skriv ett val på varje rad, utan annan text."
    assert problem(field, text) == (Code.AMBIGUOUS, sentence)


@pytest.mark.parametrize(
    ("field", "text"),
    [(FACTORS, "Alla tre"), (PARTNERS, "Alla kommuner utom Varberg"), (PARTNERS, "Alla sju kommuner")],
)
def test_all_of_something_else_is_none_of_the_choices(field, text):
    code, sentence = problem(field, text)
    assert (code, sentence.partition(".")[0]) == (Code.INVALID, f"{field.label}: ”{text}” finns inte bland valen")


@pytest.mark.parametrize("field", [ORGANISATION, OPEN_ORGANISATION])
@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Region Halland och Varbergs kommun", " (Region Halland, Varbergs kommun)"),
        ("Region Halland\nHylte kommun\nLaholms kommun", " (Region Halland, Hylte kommun, Laholms kommun)"),
        ("Region Halland, Varberg", " (Region Halland, Varbergs kommun)"),
        ("Region Halland (och Varbergs kommun)", " (Region Halland, Varbergs kommun)"),
        ("Ej Region Halland", ""),
    ],
)
def test_one_choice_is_never_the_first_of_several(field, text, meant):
    sentence = f"Organisation: svaret kan betyda flera saker{meant}. Skriv bara det som gäller."
    assert problem(field, text) == (Code.AMBIGUOUS, sentence)


def test_free_answer_that_names_a_place_is_kept_as_written():
    assert interpret(OPEN_ORGANISATION, "Vårdcentralen Lunden, Varberg") == ("Vårdcentralen Lunden, Varberg", None)


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text):
    assert clean(clean(text)) == clean(text)


@given(st.sampled_from(Kind), st.text())
def test_any_answer_is_a_value_or_a_problem(kind, text):
    field = Field("f", "Fråga", kind, choices=("Enkel", "Trygg") if "choice" in kind else ())
    value, found = interpret(field, text)
    assert found is None or (found.field, value) == ("f", None)


@pytest.mark.parametrize(
    "text", ["anna ek@example.se", "Anna ek@example.se", "anna. ek@example.se", "anna_ ek@example.se"]
)
def test_address_that_a_blank_may_have_parted_is_asked_about(text):
    _, problem = interpret(Field("email", "E-post", Kind.EMAIL), text)
    assert problem is not None
    assert problem.code is Code.AMBIGUOUS


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.LONG_TEXT, Kind.EMAIL, Kind.PHONE, Kind.MULTI_CHOICE])
def test_answer_with_a_sign_that_cannot_be_read_is_asked_about(kind):
    field = Field("f", "Fråga", kind, choices=("Enkel",) if kind is Kind.MULTI_CHOICE else ())
    sentence = "Fråga: en del av svaret går inte att läsa i filen (”Sår \ufffd 6 veckor”). Skriv hela svaret igen."
    assert interpret(field, "Sår \ufffd 6 veckor") == (None, FieldProblem("f", Code.AMBIGUOUS, sentence))


@pytest.mark.parametrize(
    "text",
    [
        "☐ Hälsofrämjande\n☐ Enkel (kanske)\n☐ Gemensam\n☐ Trygg",
        "☐ Hälsofrämjande\n☐ Enkel – prio 1\n☐ Gemensam\n☐ Trygg",
        "☐ Enkel, om vi hinner\n☐ Trygg",
        "☒ Enkel? Kanske senare",
        "☐ Trygg\n-- Enkel\n– Gemensam\n☐ Hälsofrämjande",
        "☐ Trygg\n- Enkel\n- Gemensam\n- Hälsofrämjande",
        "☐ Trygg\n/ Enkel\n/ Gemensam\n/ Hälsofrämjande",
    ],
)
def test_words_beside_a_box_without_a_tick_are_asked_about(text):
    value, problem = interpret(FACTORS, text)
    assert (value, problem and problem.code) == (None, Code.AMBIGUOUS)


@pytest.mark.parametrize(
    "text",
    [
        "☒\nPersoncentrer\nad\n☒ Enkel\n☐ Trygg",
        "☐ Enkel\n☒",
        "☒ Enkel\n☒\n☐ Trygg",
        "Hälsofrämjande\n☒\n☒ Trygg\n☐ Enkel",
    ],
)
def test_tick_without_words_among_others_is_asked_about(text):
    value, problem = interpret(FACTORS, text)
    assert (value, problem and problem.code) == (None, Code.AMBIGUOUS)


@pytest.mark.parametrize(
    ("field", "text", "chosen"),
    [
        (INDICATORS, "Kontinuitet (påverkas negativt), Ensamhet", ("Kontinuitet", "Ensamhet")),
        (INDICATORS, "Ensamhet (enligt vår enkät), Kontinuitet", ("Ensamhet (enligt vår enkät)", "Kontinuitet")),
        (INDICATORS, "Kontinuitet, trycksår (grad 2, 3 och 4)", ("Kontinuitet", "trycksår (grad 2, 3 och 4)")),
        (FACTORS, "Trygg (på sikt) och Enkel", ("Trygg", "Enkel")),
        (PARTNERS, "Varberg (hemtjänsten), Laholm (nattpatrullen)", ("Varbergs kommun", "Laholms kommun")),
    ],
)
def test_brackets_in_a_list_explain_what_they_stand_after(field, text, chosen):
    assert interpret(field, text) == (chosen, None)


@pytest.mark.parametrize("whom", ["våra grannkommuner", "närkommunerna", "primärkommunen", "hallandskommunerna"])
def test_other_organisations_that_are_only_hinted_at_are_asked_about(whom):
    value, problem = interpret(PARTNERS, f"Region Halland och {whom}")
    assert (value, problem and problem.code) == (None, Code.AMBIGUOUS)


@pytest.mark.parametrize("own", ["fallolyckor", "(fallolyckor)", "– fallolyckor", "indikator"])
def test_words_that_run_on_from_the_question_for_ones_own_choice_are_asked_about(own):
    value, problem = interpret(INDICATORS, f"☒ Kontinuitet\n☒ Annan, skriv vilken {own}")
    assert (value, problem and problem.code) == (None, Code.AMBIGUOUS)


@pytest.mark.parametrize("own", ["Skriv här", ""])
@pytest.mark.parametrize("asked", ["Annan, skriv vilken:", "Annat, ange vad:"])
def test_room_for_ones_own_choice_in_the_line_of_the_last_is_no_part_of_that(asked, own):
    assert interpret(INDICATORS, f"☐ Vårdens samordning\n☒ Kontinuitet {asked} {own}") == (("Kontinuitet",), None)


@pytest.mark.parametrize("sign", ["\uf0b3", "\ue000", "\uf8ff"])
def test_sign_of_a_font_that_the_file_does_not_name_is_asked_about(sign):
    value, problem = interpret(Field("f", "Fråga"), f"Sår {sign} 6 veckor")
    assert (value, problem and problem.code) == (None, Code.AMBIGUOUS)


def test_box_alone_on_the_last_line_belongs_to_the_words_above_it():
    field = Field("f", "F", Kind.MULTI_CHOICE, choices=("Läkare", "Sköterska", "Kurator"))
    assert interpret(field, "Läkare ☐\tSköterska ☒\tKurator\n☒") == (("Sköterska", "Kurator"), None)
    assert interpret(field, "Läkare ☐\tSköterska ☒\tKurator\n☐") == (("Sköterska",), None)
    assert rejoined("Enkel\n☒\nTrygg\n☐") == "Enkel\n☒\nTrygg\n☐"


@pytest.mark.parametrize(
    ("numbers", "is_told"),
    [
        ("0300-11 11 110340-180 22", False),
        ("0300-11 11 11 0340-180 22", False),
        ("070-174 06 05070-174 06 06", False),
        ("0300-11 11 11\n0340-180 22", True),
        ("0300-11 11 11, 0340-180 22", True),
        ("0046 (0)70 123 45 67", True),
    ],
)
def test_numbers_without_anything_between_them_are_ambiguous(numbers, is_told):
    value, problem = interpret(Field("phone", "Telefon", Kind.PHONE), numbers)
    assert (value is not None, problem is None) == (is_told, is_told)


@pytest.mark.parametrize("sign", ["\u2010", "\u2011"])
def test_hyphen_of_another_kind_in_an_address_is_one(sign):
    field = Field("email", "E-post", Kind.EMAIL)
    assert interpret(field, f"sara{sign}wall@laholm.example")[0] == "sara-wall@laholm.example"


@pytest.mark.parametrize("sign", ["–", "—", "·", "…"])
def test_address_that_a_sign_may_cut_is_asked_about(sign):
    field = Field("email", "E-post", Kind.EMAIL)
    assert problem(field, f"sara{sign}wall@laholm.example")[0] is Code.AMBIGUOUS


@pytest.mark.parametrize("text", ["Enkle, gemensam", "Gemensam, Enkell och", "Trygg, Hälsofr.", "Trygg, Gemensamm"])
def test_choice_that_may_be_misspelt_beside_another_is_not_lost(text):
    field = Field("f", "Faktorer", Kind.MULTI_CHOICE, choices=("Hälsofrämjande", "Enkel", "Gemensam", "Trygg"))
    value, told = interpret(field, text)
    assert told is not None or (isinstance(value, tuple) and len(value) == 2)


def test_choices_that_are_alike_are_no_slips_of_each_other():
    towns = Field("p", "Parter", Kind.MULTI_CHOICE, choices=("Varbergs kommun", "Falkenbergs kommun", "Region Halland"))
    assert interpret(towns, "Falkenbergs kommun\nVarbergs kommun")[0] == ("Falkenbergs kommun", "Varbergs kommun")
    assert interpret(towns, "Varbergs kommun; Falkenbergs kommun")[0] == ("Varbergs kommun", "Falkenbergs kommun")


@pytest.mark.parametrize(
    "address", ["åsa.ek@varberg.example", "Åsa Ek <åsa@varberg.example>", "bo.ö@x.example", "léna@x.example"]
)
def test_letter_that_few_addresses_have_is_asked_about(address):
    code, said = problem(Field("email", "E-post", Kind.EMAIL), address)
    assert code is Code.INVALID
    assert "en bokstav som få e-postadresser har" in said


def test_domain_may_have_any_letter():
    assert interpret(Field("email", "E-post", Kind.EMAIL), "asa@räksmörgås.example") == ("asa@räksmörgås.example", None)
