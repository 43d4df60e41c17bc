from __future__ import annotations

import pytest

from mailbot.forms import template_file
from parsers.questions.label_text import normalised
from parsers.questions.labels import labels_of
from tests.support.forms import SHIPPED

EVALUATION = template_file.load(template_file.shipped_evaluation())


@pytest.mark.parametrize(
    "text",
    ["Förväntad effekt", "FÖRVÄNTAD EFFEKT *:", "5. Förväntad\u00a0effekt", "a) Förväntad effekt (obligatorisk)",
     "Fo\u0308rväntad ef\u00adfekt?", "(3) förväntad_effekt",
     "Förvänt\u0430d eff\u0435kt", "Förväntad \u0415ffekt", "Förvänt\u03b1d effekt"],
)  # fmt: skip
def test_label_is_known_by_its_bare_words(text):
    assert normalised(text) == "förväntad effekt"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Kommunindikatorer", "indicators"),
        ("Mejladress:", "email"),
        ("E-post", "email"),
        ("Rubriken på mötet", None),
        ("", None),
        ("x" * 121, None),
    ],
)
def test_question_is_found_by_label_or_alias(text, key):
    assert labels_of(SHIPPED).key(text) == key


@pytest.mark.parametrize(
    ("slip", "key"),
    [("Bakgurnd", "background"), ("Förväntade effekter", "expected_effect"), ("Framgångsfaktorerna", "success_factors"),
     ("Organisaton", "organisation"), ("Sfyte", "purpose"), ("Syfe", "purpose"), ("Syffte", "purpose"),
     ("Resultat", None), ("Risk", None), ("Beslut", None), ("Syn", None), ("Sytte", None), ("Efekt", "expected_effect"),
     ("Nytt", None)],
)  # fmt: skip
def test_small_slip_is_forgiven_and_another_word_is_not(slip, key):
    labels = labels_of(SHIPPED).with_slips([slip], {field.key for field in SHIPPED.fields})
    assert labels.key(slip) == key
    assert labels_of(SHIPPED).key(slip) is None


def test_no_label_or_alias_means_two_questions():
    names = [(field.key, normalised(name)) for field in SHIPPED.fields for name in (field.label, *field.aliases)]
    assert len({name for _, name in names}) == len(names)


def test_no_section_heading_is_a_label():
    assert [field.section for field in SHIPPED.fields if labels_of(SHIPPED).key(field.section)] == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("**Rubrik:** Morgonrunda", ("title", "Morgonrunda")),
        ("**Rubrik**: Morgonrunda", ("title", "Morgonrunda")),
        ("*Rubrik:* *Morgonrunda*", ("title", "*Morgonrunda*")),
        (f"Rubrik – {SHIPPED.field('title').help}", ("title", "")),
        (f"Rubrik. {SHIPPED.field('title').help}", ("title", "")),
        ("Rubrik. Morgonrunda", (None, "Rubrik. Morgonrunda")),
        ("Rubrik Morgonrunda", (None, "Rubrik Morgonrunda")),
        ("Rubrik = Morgonrunda", ("title", "Morgonrunda")),
        ("Rubrik? Morgonrunda", ("title", "Morgonrunda")),
        ("Rubrik; Morgonrunda", ("title", "Morgonrunda")),
        ('"Rubrik": "Morgonrunda",', ("title", "Morgonrunda")),
        ('Rubrik: "Morgonrunda"', ("title", '"Morgonrunda"')),
        ("*Rubrik* Morgonrunda", ("title", "Morgonrunda")),
        ("__Rubrik__ Morgonrunda", ("title", "Morgonrunda")),
        ("[Rubrik] Morgonrunda", ("title", "Morgonrunda")),
        ("Rubrik — Morgonrunda", ("title", "Morgonrunda")),
        ("Rubrik | Morgonrunda", ("title", "Morgonrunda")),
        ("Rubrik -> Morgonrunda", ("title", "Morgonrunda")),
        ("Rubrik → Morgonrunda", ("title", "Morgonrunda")),
    ],
)
def test_bold_marks_and_help_after_a_label_are_no_answer(line, found):
    assert labels_of(SHIPPED).split(line) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Syfte Tryggare hemgång", ("purpose", "Tryggare hemgång")),
        ("3. SYFTE Tryggare hemgång", ("purpose", "Tryggare hemgång")),
        ("Syfte. Tryggare hemgång", ("purpose", "Tryggare hemgång")),
        ("Telefon 070-174 06 05", ("phone", "070-174 06 05")),
        ("E-post a.ek@varberg.example", ("email", "a.ek@varberg.example")),
        ("Syfte med mötet är ett annat", (None, "Syfte med mötet är ett annat")),
        ("Syfte 2", (None, "Syfte 2")),
        ("Rubrik Morgonrunda", (None, "Rubrik Morgonrunda")),
        ("Telefon (även riktnr) 035-13 70 00", ("phone", "035-13 70 00")),
    ],
)
def test_label_found_nowhere_else_may_run_on_into_its_answer(line, found):
    assert labels_of(SHIPPED).with_slips([], {"purpose", "phone", "email"}).split(line) == found


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Bakgrund/nuläge", "background"),
        ("Syfte/varför", "purpose"),
        ("Telefon/e-post", None),
        ("Mål/vägen dit och", None),
    ],
)
def test_label_of_two_words_asks_for_the_first_where_the_second_is_no_other_question(text, key):
    assert labels_of(SHIPPED).key(text) == key


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("Indikatorer som blev bättre Markera alla som stämmer.", "better"),
        ("Kan andra göra likadant * Ska arbetssättet spridas?", "can_spread"),
        ("Siffror före och efter En rad för varje", "figures"),
        ("Siffror före och efter En", None),
        ("Siffror före och efter En rad om oss", None),
        ("Det ni ville mäta blev inte mätt", None),
    ],
)
def test_label_that_runs_on_into_its_help_has_no_answer_on_its_line(line, key):
    assert labels_of(EVALUATION).split(line) == (key, "" if key else line)


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Förväntad effekt * --> Lugnare nätter", "Lugnare nätter"),
        ("Förväntad effekt? -> Lugnare nätter", "Lugnare nätter"),
        ("Förväntad effekt? » Lugnare nätter", "Lugnare nätter"),
        ("Förväntad effekt * | Lugnare nätter", "Lugnare nätter"),
        ("Förväntad effekt? Från oro -> lugn", "Från oro -> lugn"),
    ],
)
def test_sign_between_a_label_with_its_own_sign_and_the_answer_is_none_of_it(line, value):
    assert labels_of(SHIPPED).split(line) == ("expected_effect", value)
