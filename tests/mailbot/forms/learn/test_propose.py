"""Someone's own form → inspect → mall.toml → that form filled in is read, with no code."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mailbot.errors import ConfigError
from mailbot.forms import template_file
from mailbot.forms.learn.field_guess import _alike
from mailbot.forms.learn.propose import inspect
from mailbot.forms.write import excel, word
from mailbot.forms.write.mall_toml import emit
from parsers.parse import parse
from parsers.template import Field, FormTemplate, Kind
from tests.support.forms import SHIPPED
from tests.support.office_files import docx, p, r
from tests.support.other_forms import filled
from tests.support.other_forms.organisations import OTHERS
from tests.support.paths import FORM_SHAPES, PROGRAM_FILES, ROOT


def learnt(tmp_path, name: str, data: bytes) -> FormTemplate:
    """Inspect a blank form and load what was proposed, as an operator would."""
    path = tmp_path / "mall.toml"
    proposal = inspect(name, data)
    path.write_text(emit(proposal.template, proposal.doubts), encoding="utf-8")
    loaded = template_file.load(path)
    assert loaded == proposal.template
    return loaded


def test_word_form_is_understood(tmp_path):
    about, you, rest = "Om förslaget", "Om dig", "Frågor"
    areas = ("Äldre", "Barn och unga", "Psykisk hälsa")
    urgencies = ("Låg", "Medel", "Hög")
    assert learnt(tmp_path, "hylte.docx", filled.word({})) == FormTemplate(
        "utvecklingsforslag-hylte-kommun-1",
        "Utvecklingsförslag Hylte kommun",
        (
            Field("title", "Förslagets namn", required=True, section=about),
            Field(
                "vad_vill_du_forandra",
                "Vad vill du förändra?",
                Kind.LONG_TEXT,
                required=True,
                help="Beskriv kort. Max en sida.",
                section=about,
            ),
            Field("angelagenhetsgrad", "Angelägenhetsgrad", Kind.CHOICE, choices=urgencies, section=about),
            Field("onskat_startdatum", "Önskat startdatum", Kind.DATE, section=about),
            Field("omraden", "Områden", Kind.MULTI_CHOICE, help="Flera val är möjliga", choices=areas, section=about),
            Field("initiator_name", "Namn", required=True, section=you),
            Field("email", "Mejladress", Kind.EMAIL, section=you),
            Field("nas_bast", "Nås bäst", Kind.LONG_TEXT, section=rest),
        ),
        printed=(),
    )


def test_filled_word_form_is_read_with_what_was_learnt(tmp_path):
    form = learnt(tmp_path, "hylte.docx", filled.word({}))
    answers = {
        "title": "Digital fallprevention",
        "change": "Färre fall.\nMer rörelse.",
        "urgency": "Hög",
        "start": "2027-02-01",
        "areas": "Äldre, Psykisk hälsa",
        "name": "Eva Lind",
        "email": "eva.lind@hylte.example",
        "reached": "förmiddagar",
    }
    (read,) = parse("hylte.docx", filled.word(answers), [SHIPPED, form])
    assert (read.template, read.problems) == (form.id, ())
    assert dict(read.values) == {
        "title": "Digital fallprevention",
        "vad_vill_du_forandra": "Färre fall.\nMer rörelse.",
        "angelagenhetsgrad": "Hög",
        "onskat_startdatum": date(2027, 2, 1),
        "omraden": ("Äldre", "Psykisk hälsa"),
        "initiator_name": "Eva Lind",
        "email": "eva.lind@hylte.example",
        "nas_bast": "förmiddagar",
    }


def test_filled_excel_form_is_read_with_what_was_learnt(tmp_path):
    form = learnt(tmp_path, "hemtjänst.xlsx", filled.excel({}))
    kinds = {field.key: field.kind for field in form.fields}
    assert kinds["omrade"] is kinds["prioritet"] is Kind.CHOICE
    assert kinds["klart_senast"] is Kind.DATE
    answers = {"title": "Ny rutt", "cost": "20 tkr", "place": "Södra", "priority": "Hög", "ready": "2027-03-01"}
    (read,) = parse("hemtjänst.xlsx", filled.excel({**answers, "phone": "0345-123 45"}), [SHIPPED, form])
    assert read.template == form.id
    assert dict(read.values) == {
        "title": "Ny rutt",
        "vad_kostar_det": "20 tkr",
        "omrade": "Södra",
        "prioritet": "Hög",
        "klart_senast": date(2027, 3, 1),
        "phone": "0345-123 45",
    }


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("vår.docx", word.write(SHIPPED)),
        ("vår.xlsx", excel.write(SHIPPED)),
        ("vår.pdf", (PROGRAM_FILES / "libreoffice-blank.pdf").read_bytes()),
    ],
)
def test_own_form_is_recognised_as_itself(tmp_path, name, data):
    form = learnt(tmp_path, name, data)
    assert [(field.key, field.label, field.required) for field in form.fields] == [
        (field.key, field.label, field.required) for field in SHIPPED.fields
    ]
    assert [field.kind for field in form.fields if field.kind is Kind.MULTI_CHOICE] == [Kind.MULTI_CHOICE] * 4
    assert form.field("success_factors").choices == SHIPPED.field("success_factors").choices


@pytest.mark.parametrize("mark", ["?", ":", ".", " ?"])
def test_label_of_ours_is_known_whatever_it_ends_with(mark):
    fields = [replace(field, label=field.label + mark) for field in SHIPPED.fields if not field.choices]
    known = replace(SHIPPED, fields=tuple(fields))
    assert [_alike(field.label, known) for field in fields] == fields
    assert [_alike(field.label.removesuffix(mark), known) for field in fields] == fields


def test_doubts_are_told():
    doubts = inspect("hylte.docx", filled.word({})).doubts
    assert doubts == ("Nås bäst: kind is a guess: long_text",)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (docx(p(r("Hej!"))), "brev.docx: no questions found; the file must be a blank form, not a picture of one"),
        (
            b"\x89PNG\r\n\x1a\n",
            "brev.docx: is a picture; the file must be a blank form in Word, Excel or PDF",
        ),
    ],
    ids=["letter", "picture"],
)
def test_file_that_is_no_form_is_refused(data, said):
    with pytest.raises(ConfigError) as refusal:
        inspect("brev.docx", data)
    assert str(refusal.value) == said


def test_emitted_form_is_loaded_back_equal(tmp_path):
    path = tmp_path / "mall.toml"
    path.write_text(emit(SHIPPED), encoding="utf-8")
    assert template_file.load(path) == SHIPPED


def test_doubts_of_every_form_are_explained_to_its_owner():
    page = (ROOT / "docs" / "formular.md").read_text(encoding="utf-8")
    rows = [row.split("`")[1].partition("“")[0].rstrip("… ") for row in page.splitlines() if row.startswith("| `")]
    said = [doubt for other in OTHERS for doubt in inspect(other.filename, other.write({})).doubts]
    assert [doubt for doubt in said if not any(row and row in doubt for row in rows)] == []


def test_plain_sheet_is_understood():
    sheet = (FORM_SHAPES / "sheet-help-column.xlsx").read_bytes()
    found = inspect("förslag.xlsx", sheet).template.fields
    assert [field.label for field in found] == [field.label for field in SHIPPED.fields]
