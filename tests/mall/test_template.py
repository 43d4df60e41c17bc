from __future__ import annotations

import pytest

from mailbot.errors import ConfigError
from mailbot.mall import template
from parsers.form import Field, FormTemplate, Kind

MINIMAL = """
id = "egen-1"
title = "Egen mall"
[[sections]]
title = "Om förslaget"
[[sections.fields]]
key = "title"
label = "Rubrik"
required = true
"""


def load(tmp_path, text: str) -> FormTemplate:
    path = tmp_path / "mall.toml"
    path.write_text(text, encoding="utf-8")
    return template.load(path)


def test_template_is_read_with_its_defaults(tmp_path):
    field = Field("title", "Rubrik", Kind.TEXT, required=True, section="Om förslaget")
    assert load(tmp_path, MINIMAL) == FormTemplate("egen-1", "Egen mall", (field,))


def test_shipped_form_asks_what_the_design_says():
    form = template.load(template.shipped())
    assert [field.key for field in form.fields if field.required] == [
        "title", "initiator_name", "organisation", "background", "description", "purpose", "success_factors",
        "expected_effect",
    ]  # fmt: skip
    assert [field.key for field in form.fields if field.kind is Kind.MULTI_CHOICE] == [
        "partners", "success_factors", "goals", "indicators",
    ]  # fmt: skip
    assert len(form.fields) == 22
    assert all(field.help for field in form.fields)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('label = "Rubrik"', "", "sections.1.fields.1.label: Field required"),
        (
            "required = true",
            'requierd = "ja"',
            "sections.1.fields.1.requierd: is not a key of a mall.toml; check the spelling",
        ),
        (
            "required = true",
            'kind = "choice"',
            'sections.1.fields.1: needs choices = ["…", "…"]',
        ),
        (
            "required = true",
            'choices = ["Ja"]',
            'sections.1.fields.1: has choices, so it needs kind = "choice" or "multi_choice"',
        ),
        (
            "required = true",
            'aliases = ["RUBRIK"]',
            "the form: label or alias “rubrik” occurs twice; each may mean one field only",
        ),
    ],
)
def test_fault_names_its_place(tmp_path, old, new, expected):
    with pytest.raises(ConfigError) as refusal:
        load(tmp_path, MINIMAL.replace(old, new))
    assert str(refusal.value) == f"{tmp_path / 'mall.toml'}: {expected}"


def test_file_that_is_not_toml_is_named(tmp_path):
    with pytest.raises(ConfigError, match=r"mall\.toml: is not a readable TOML file"):
        load(tmp_path, "id = ")


def test_missing_file_is_named(tmp_path):
    with pytest.raises(ConfigError, match=r"ingen\.toml: is not a readable TOML file"):
        template.load(tmp_path / "ingen.toml")
