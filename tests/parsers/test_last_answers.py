"""What stands below a text's last answer, or beside its form, is asked about, or known to be none of it."""

from __future__ import annotations

import pytest

from parsers import parse_text
from parsers.parse import parse
from tests.support.form_file import WRITTEN, pairs
from tests.support.forms import SHIPPED

_FORM = "\n".join(f"{label}: {text}" for label, text in pairs())
_OTHER = "\n".join(f"{label}: {text}" for label, text in pairs(title="Kvällsrunda"))
_HEAD = "Från: Ola Bergdahl <ola@falkenberg.example>\nSkickat: den 3 november 2026 09:12\nTill: Maja\nÄmne: Förslag"


def _risks(text: str):
    (form,) = parse_text(text, (SHIPPED,))
    return form.values["risks"], [problem.field for problem in form.problems]


@pytest.mark.parametrize(
    "below",
    [
        "Detta meddelande kan innehålla konfidentiell information. Om du inte är rätt mottagare, radera det.",
        "Detta e-postmeddelande är avsett endast för mottagaren.",
        "This e-mail and any attachments are confidential.",
        "Virusfri.www.avast.example",
        "Tänk på miljön innan du skriver ut detta mejl.",
        "Varbergs kommun behandlar dina personuppgifter enligt dataskyddsförordningen.",
        "##########",
        "===== Blank mall =====",
    ],
)
def test_foot_of_a_mail_is_no_part_of_the_last_answer(below) -> None:
    assert _risks(f"{_FORM}\n\n{below}") == (WRITTEN["risks"], [])


@pytest.mark.parametrize(
    "line",
    [
        "Kommunen behandlar personuppgifter i systemet, så ett avtal behövs.",
        "Tänk på miljön när material väljs.",
        "--- Fas 2 ---",
        "*** Viktigt ***",
    ],
)
@pytest.mark.parametrize("parted", ["\n", "\n\n"])
def test_line_that_may_be_the_foot_of_a_mail_takes_no_words_below_it_along(line, parted) -> None:
    (form,) = parse_text(f"{_FORM}{parted}{line}\nDet kostar 5 000 kr.", (SHIPPED,))
    assert [problem.field for problem in form.problems] == ["risks"]
    assert "5 000 kr" in form.written["risks"] + form.problems[0].message


@pytest.mark.parametrize(
    "below", ["Hör av er om något är oklart.", "PS. Jag är på semester.", "Karin Åström\nSköterska"]
)
def test_other_words_below_the_last_answer_are_asked_about(below) -> None:
    assert _risks(f"{_FORM}\n\n{below}") == (None, ["risks"])


def test_last_answer_that_is_worded_as_the_foot_of_a_mail_is_read() -> None:
    text = "\n".join(f"{label}: {text}" for label, text in pairs(risks="\nTänk på miljön när material väljs."))
    assert _risks(text) == ("Tänk på miljön när material väljs.", [])


def test_name_of_the_initiator_below_the_last_answer_signs() -> None:
    assert _risks(f"{_FORM}\n{WRITTEN['initiator_name']}\nSköterska") == (None, ["risks"])


def test_last_answer_in_paragraphs_as_the_others_is_read() -> None:
    own = "Apotekare är få.\n\nBesöken kan kännas som kontroll."
    text = "\n\n".join(f"{label}: {text}" for label, text in pairs(background="Ett.\n\nTvå.", risks=own))
    assert _risks(text) == (own, [])


def test_question_that_is_answered_again_at_the_end_is_asked_about() -> None:
    (form,) = parse_text(f"{_FORM}\nSyfte: Något helt annat.", (SHIPPED,))
    assert (form.values["risks"], form.values["purpose"]) == (WRITTEN["risks"], None)
    assert [problem.field for problem in form.problems] == ["purpose"]


def test_question_that_is_asked_twice_running_is_asked_about_with_the_one_above() -> None:
    (form,) = parse_text(_FORM.replace("\nSyfte: ", "\nSyfte (förr): Något annat.\nSyfte (nu): "), (SHIPPED,))
    assert [problem.field for problem in form.problems] == ["description", "purpose"]


def test_two_questions_answered_as_one_are_no_part_of_another() -> None:
    lines = [line for line in _FORM.split("\n") if not line.startswith(("Bakgrund", "Syfte"))]
    (form,) = parse_text("\n".join([*lines, "Bakgrund och syfte: Många är ensamma."]), (SHIPPED,))
    assert form.values["risks"] == WRITTEN["risks"]
    assert [problem.field for problem in form.problems] == ["background", "purpose"]


@pytest.mark.parametrize(
    "below", ["> " + _OTHER.replace("\n", "\n> "), f"{_HEAD}\n\n{_OTHER}"], ids=["marked", "headed"]
)
def test_form_that_a_text_quotes_is_no_second_one(below) -> None:
    result = parse("förslag.txt", f"{_FORM}\n\n{below}".encode(), (SHIPPED,))
    assert [form.values["title"] for form in result] == [WRITTEN["title"]]


def test_second_form_below_a_heading_is_one() -> None:
    result = parse("förslag.txt", f"{_FORM}\n\n===== Nästa =====\n{_OTHER}".encode(), (SHIPPED,))
    assert [form.values["title"] for form in result] == [WRITTEN["title"], "Kvällsrunda"]


def test_blank_form_above_the_filled_one_hides_no_answer() -> None:
    blank = "\n".join(f"{label}:" for label, _ in pairs())
    (form,) = parse("förslag.txt", f"{blank}\n\n===== Mitt svar =====\n{_FORM}".encode(), (SHIPPED,))
    assert (form.values["role"], form.problems) == (WRITTEN["role"], ())


@pytest.mark.parametrize("line", ["{1} ({0})", "{1} [{0}]", "{1} = {0}"])
def test_answers_before_their_questions_are_refused_with_the_true_reason(line) -> None:
    result = parse("förslag.txt", "\n".join(line.format(*pair) for pair in pairs()).encode(), (SHIPPED,))
    assert "vi känner igen frågorna" in result.reason
