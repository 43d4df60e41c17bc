"""What stands at nearly every answer of a text is a frame or a habit, and no part of any."""

from __future__ import annotations

import pytest

from parsers import parse_text
from tests.support.form_file import READ, WRITTEN, pairs
from tests.support.forms import SHIPPED


@pytest.mark.parametrize(
    "line",
    [
        "{:<26} | {}",
        "{}:: {}",
        "^ {} | {} |",
        "! {:<26} ! {:<50} !",
        "* {:<26} * {:<50} *",
        "{}\n> {}\n",
        "{}: {}<br>",
        "*{}*: _{}_",
        "|{}\n|{}\n",
        "## {}\n```\n{}\n```\n",
    ],
)
def test_signs_at_every_answer_are_no_part_of_any(line) -> None:
    (form,) = parse_text("\n".join(line.format(label, text) for label, text in pairs()), (SHIPPED,))
    said = {key: list(one) if isinstance(one, tuple) else one for key, one in form.values.items()}
    assert (said, form.problems) == (READ, ())


@pytest.mark.parametrize(
    "own", ["– tre saker\n– två till", "*Viktigt* är tiden", "Mer än hälften (> 50 %)", "Vem vet …"]
)
def test_signs_of_one_answer_stay(own) -> None:
    (form,) = parse_text("\n".join(f"{label}: {text}" for label, text in pairs(risks=own)), (SHIPPED,))
    assert form.values["risks"] == own


def test_break_of_a_page_within_an_answer_is_a_line_break() -> None:
    rows = "\n".join(f"| {label} | {text} |" for label, text in pairs(risks="Rad ett.<br>Rad två."))
    (form,) = parse_text(f"| Fråga | Svar |\n|---|---|\n{rows}", (SHIPPED,))
    assert form.values["risks"] == "Rad ett.\nRad två."


def test_full_stop_of_every_answer_is_kept() -> None:
    (form,) = parse_text("\n".join(f"{label}: {text}" for label, text in pairs()), (SHIPPED,))
    assert form.values["purpose"] == WRITTEN["purpose"]
