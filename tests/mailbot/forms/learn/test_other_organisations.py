"""Other organisations' forms: inspected blank, the proposal taken unchanged, and read when filled in."""

from __future__ import annotations

import pytest

from mailbot.forms import template_file
from mailbot.forms.learn.propose import inspect
from mailbot.forms.write.mall_toml import emit
from parsers.parse import parse
from parsers.template import FormTemplate
from tests.support.forms import SHIPPED
from tests.support.other_forms.organisations import OTHERS, Other

EACH = pytest.mark.parametrize("other", OTHERS, ids=lambda other: other.filename)


def learnt(other: Other, folder) -> FormTemplate:
    """Save the proposal for the blank form as it stands, and load it as an operator's."""
    path = folder / "mall.toml"
    proposal = inspect(other.filename, other.write({}))
    path.write_text(emit(proposal.template, proposal.doubts), encoding="utf-8")
    return template_file.load(path)


@EACH
def test_filled_form_is_read_with_the_proposal_unchanged(other, tmp_path):
    form = learnt(other, tmp_path)
    (read,) = parse(other.filename, other.write(other.answers), [SHIPPED, form])
    assert (read.template, dict(read.values), read.problems) == (form.id, dict(other.values), ())


@EACH
def test_required_questions_are_known(other, tmp_path):
    form = learnt(other, tmp_path)
    assert tuple(field.key for field in form.fields if field.required) == other.required


@EACH
def test_doubts_are_told(other):
    assert inspect(other.filename, other.write({})).doubts == other.doubts
