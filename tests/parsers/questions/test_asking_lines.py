"""Texts whose questions lost their lines, or their labels their shape, are read by the form's own labels."""

from __future__ import annotations

import textwrap

import pytest

from parsers import parse_html, parse_text
from tests.support.form_file import READ, pairs
from tests.support.forms import SHIPPED

_LINES = [f"{label}: {text}" for label, text in pairs()]


def _said(text: str) -> tuple[dict, tuple]:
    (form,) = parse_text(text, (SHIPPED,))
    return {key: list(one) if isinstance(one, tuple) else one for key, one in form.values.items()}, form.problems


def _columns(label: str, text: str) -> str:
    """Return a label whose column has room for a word or two, and its answer beside that."""
    first, *below = textwrap.wrap(label, 18, break_long_words=False)
    return "\n".join((f"{first:<18}   {text}", *below))


@pytest.mark.parametrize(
    "text",
    [
        " ".join(_LINES),
        "".join(_LINES),
        "; ".join(_LINES),
        " / ".join(_LINES),
        "\n".join(" ".join(_LINES[place : place + 5]) for place in range(0, len(_LINES), 5)),
        textwrap.fill(" ".join(_LINES), 72),
        "\n".join(f"{' '.join(label)}: {text}" for label, text in pairs()),
        "\n".join(f"{' '.join(label).upper()}\n{text}\n" for label, text in pairs()),
        "\n".join(f"{label.replace(' ', chr(10), 1)}: {text}" for label, text in pairs()),
        "\n".join(f"{label} {'.' * (30 - len(label))} {text}" for label, text in pairs()),
        "\n".join(f"{label}\uff1a{text}" for label, text in pairs()),
        "\n".join(f"{number}   {label:<26}   {text}" for number, (label, text) in enumerate(pairs(), 1)),
    ],
    ids=[
        *("blank", "nothing", "semicolon", "stroke", "sections", "wrapped"),
        *("spaced", "spaced capitals", "broken label", "leaders", "wide colon", "numbered rows"),
    ],
)
def test_questions_are_found_by_their_labels(text) -> None:
    assert _said(text) == (READ, ())


def test_label_broken_in_its_column_goes_with_its_answer() -> None:
    assert _said("\n".join(_columns(label, text) for label, text in pairs())) == (READ, ())


def test_labels_with_spaced_letters_are_found_in_a_table() -> None:
    rows = "".join(f"<tr><td>{' '.join(label)}</td><td>{text}</td></tr>" for label, text in pairs())
    (form,) = parse_html(f"<table>{rows}</table>", (SHIPPED,))
    assert form.problems == ()


def test_answer_that_names_questions_keeps_them() -> None:
    own = "Vi gör så här.\nSyfte: att lotsa\nRisker: små"
    assert _said("\n".join(f"{label}: {text}" for label, text in pairs(description=own)))[0]["description"] == own


def test_short_answer_is_no_part_of_a_label_with_a_slip() -> None:
    assert _said("\n".join(_LINES).replace("Mål i Omtanke", "Mal i Omtanke"))[0]["goals"] == ["Nära"]
