"""Other organisations' forms, learnt from their blanks: every answer is read right, corrected by a person or not."""

from __future__ import annotations

import pytest

from tests.golden.make.filled_forms.judged import Worth
from tests.golden.make.filled_forms.other.forms import OTHER_FORMS
from tests.golden.make.filled_forms.other.learnt import judge_corrected, judge_raw, learnt


def _not_right(judged):
    return {
        (file.name, label): worth
        for file, worths in judged.items()
        for label, worth in worths.items()
        if worth is not Worth.RIGHT
    }


@pytest.mark.parametrize("one", [*learnt()], ids=lambda one: one.path("blank").name)
def test_form_is_read_right_by_what_is_proposed(one):
    judged = judge_raw(one)
    assert len(judged) == len(one.form.fills)
    assert _not_right(judged) == {}


@pytest.mark.parametrize("form", OTHER_FORMS, ids=lambda form: form.name)
def test_form_is_read_right_by_what_a_person_corrected(form):
    judged = judge_corrected(form)
    assert len(judged) == sum(len(one.form.fills) for one in learnt() if one.form is form)
    assert _not_right(judged) == {}
