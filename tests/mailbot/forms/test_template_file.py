from __future__ import annotations

import tomllib

import pytest

from mailbot.config import Config
from mailbot.config import parse as parse_config
from mailbot.errors import ConfigError
from mailbot.forms import template_file
from parsers.template import Field, FormTemplate, Kind
from tests.mailbot.cli.conftest import CONFIG

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
    return template_file.load(path)


def test_template_is_read_with_its_defaults(tmp_path):
    field = Field("title", "Rubrik", Kind.TEXT, required=True, section="Om förslaget")
    assert load(tmp_path, MINIMAL) == FormTemplate("egen-1", "Egen mall", (field,))


def test_shipped_form_asks_what_the_design_says():
    form = template_file.load(template_file.shipped())
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
        ('label = "Rubrik"', "", 'sections.1.fields.1.label: Field required; example: label = "Startdatum"'),
        (
            "required = true",
            'kind = "texty"',
            (
                "sections.1.fields.1.kind: Input should be 'text', 'long_text', 'email', 'phone', 'date', 'choice', "
                "'multi_choice' or 'yes_no'; example: kind = \"date\""
            ),
        ),
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
        template_file.load(tmp_path / "ingen.toml")


def test_two_forms_of_one_id_are_refused(tmp_path):
    paths = [tmp_path / name for name in ("a.toml", "b.toml")]
    for path in paths:
        path.write_text(MINIMAL, encoding="utf-8")
    with pytest.raises(ConfigError) as refusal:
        template_file.active(config_with(*paths))
    assert str(refusal.value) == (
        f'{paths[1]}: id "egen-1" is taken by {paths[0]}; give each form, and each version of it, an id of its own'
    )


def test_forms_of_the_config_are_active_in_its_order(tmp_path):
    own = tmp_path / "egen.toml"
    own.write_text(MINIMAL, encoding="utf-8")
    shipped = template_file.shipped()
    forms = template_file.active(config_with(own, shipped))
    assert [form.id for form in forms] == ["egen-1", template_file.load(shipped).id]


def config_with(*paths) -> Config:
    tables = tomllib.loads(CONFIG)
    return parse_config({**tables, "form": {"templates": [str(path) for path in paths]}}, base=paths[0].parent)
