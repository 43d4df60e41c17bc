"""Which documents with our questions are our form."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parsers.document.model import Control, ControlKind, Document, Paragraph, Table
from parsers.recognise import recognise
from parsers.result import NotAForm
from tests.support.form_file import WRITTEN
from tests.support.forms import SHIPPED

ALIASES = {field.key: field.aliases[0] for field in SHIPPED.fields}
HEADINGS = tuple(dict.fromkeys(field.section for field in SHIPPED.fields))
UNCHOSEN = {**WRITTEN, "success_factors": ""}


def table(answers: dict[str, str], *own: str) -> Table:
    labels = {**ALIASES, **{key: SHIPPED.field(key).label for key in own}}
    return Table("tabell 1", tuple((labels[key], text) for key, text in answers.items()))


def test_other_document_asks_by_aliases_alone():
    assert isinstance(recognise(Document.of_parts("docx", tables=(table(UNCHOSEN),)), [SHIPPED]), NotAForm)
    few_own = table(UNCHOSEN, "background", "purpose", "organisation", "target_group", "risks", "timeplan", "email")
    assert isinstance(recognise(Document.of_parts("docx", tables=(few_own,)), [SHIPPED]), NotAForm)


@pytest.mark.parametrize(
    "content",
    [
        Document.of_parts("docx", tables=(table(UNCHOSEN),), lines=(SHIPPED.title,)),
        Document.of_parts("docx", tables=(table(UNCHOSEN),), lines=HEADINGS[:2]),
        Document.of_parts("docx", tables=(table(UNCHOSEN),), margins=(SHIPPED.title.upper(),)),
        Document.of_parts("docx", tables=(table(WRITTEN),)),
        Document.of_parts("docx", tables=(table(UNCHOSEN, "title", "background", "purpose", "expected_effect"),)),
        Document.of_parts(
            "docx",
            tables=(table(UNCHOSEN),),
            controls=tuple(
                Control(key, "", ControlKind.TEXT, "") for key in ("title", "background", "purpose", "description")
            ),
        ),
    ],
    ids=["title", "headings", "title above the page", "our choices", "half in our words", "our controls"],
)
def test_form_by_aliases_is_known_by_what_is_its_own(content):
    (form,) = recognise(content, [SHIPPED])
    assert (form.values["title"], form.values["expected_effect"]) == (WRITTEN["title"], WRITTEN["expected_effect"])


def test_form_by_aliases_with_one_heading_is_not_enough():
    content = Document.of_parts("docx", tables=(table(UNCHOSEN),), lines=HEADINGS[:1])
    assert isinstance(recognise(content, [SHIPPED]), NotAForm)


@pytest.mark.parametrize(("own", "is_form"), [(14, True), (13, False)])
def test_form_without_our_choices_asks_most_questions_in_our_words(own, is_form):
    keys = [field.key for field in SHIPPED.fields if field.key != "success_factors"]
    content = Document.of_parts("docx", tables=(table({key: WRITTEN[key] for key in keys}, *keys[:own]),))
    assert isinstance(recognise(content, [SHIPPED]), tuple) is is_form


@pytest.mark.parametrize("more", [0, 1, 3, 20])
def test_required_questions_alone_are_a_form_however_many_others_it_has(more):
    required = [field.key for field in SHIPPED.fields if field.required]
    content = Document.of_parts("docx", tables=(table({key: WRITTEN[key] for key in required}, *required),))
    optional = replace(SHIPPED.field("risks"), aliases=())
    others = (replace(optional, key=f"other_{n}", label=f"Övrig fråga {n}") for n in range(more))
    (form,) = recognise(content, [replace(SHIPPED, fields=(*SHIPPED.fields, *others))])
    assert form.problems == ()


HIDDEN = table(WRITTEN, *WRITTEN)
_SHOW_IT = "det ifyllda formuläret står på ett dolt blad – visa bladet, spara och skicka filen igen"


@pytest.mark.parametrize("shown", [Table("bladet Start", (("Läs mig",),)), table(dict.fromkeys(WRITTEN, ""), *WRITTEN)])
def test_form_that_stands_on_a_hidden_sheet_is_refused_with_that(shown):
    content = Document("xlsx", (shown,), hidden_sheets=(Table("bladet Listor", (("Ja",),)), HIDDEN))
    assert recognise(content, [SHIPPED]) == NotAForm("xlsx", _SHOW_IT)


def test_form_that_is_shown_counts_and_not_its_hidden_copy():
    content = Document("xlsx", (table(WRITTEN, *WRITTEN),), hidden_sheets=(HIDDEN,))
    assert isinstance(recognise(content, [SHIPPED]), tuple)


def test_document_without_a_form_is_told_of_the_file_that_is_put_into_it():
    content = Document("docx", (Paragraph("Hej, här är mallen."),), holds_files=True)
    refusal = recognise(content, [SHIPPED])
    assert isinstance(refusal, NotAForm)
    assert refusal.reason.startswith("vi ser inget formulär i texten, men en annan fil är infogad i den")


def test_form_whose_questions_stand_in_brackets_after_the_answers_is_no_other_version():
    lines = [f"{text} ({SHIPPED.field(key).label})" for key, text in WRITTEN.items()]
    refusal = recognise(Document.of_parts("docx", lines=(SHIPPED.title, *lines)), [SHIPPED])
    assert isinstance(refusal, NotAForm)
    assert refusal.reason.startswith("vi känner igen frågorna, men ser inte vilket svar")


def test_text_that_goes_on_past_what_is_read_is_no_other_version():
    lines = (SHIPPED.title, *(f"{SHIPPED.field(key).label}: {text}" for key, text in list(WRITTEN.items())[:4]))
    found = recognise(replace(Document.of_parts("text", lines=lines), is_cut=True), [SHIPPED])
    assert isinstance(found, NotAForm)
    assert "längre än vi kan läsa" in found.reason
