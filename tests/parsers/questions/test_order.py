"""Lines of an answer that begin with a label, told from the form's questions by order and style."""

from __future__ import annotations

import pytest

from parsers.questions.order import Asking, Order, order_of, style_of

PLAIN = style_of("Syfte: ")
BULLET = style_of("- Syfte: ")


def order(*questions: int, bullets: tuple[int, ...] = ()) -> Order:
    """Return the order of these questions; those at the places in `bullets` stand behind a bullet."""
    styles = [BULLET if place in bullets else PLAIN for place in range(len(questions))]
    return order_of([Asking(*asked) for asked in zip(questions, styles, strict=True)])


def said(found: Order) -> tuple[set[int], dict[int, list[int]]]:
    return set(found.words), {place: list(rivals) for place, rivals in found.rivals.items() if rivals}


@pytest.mark.parametrize(
    ("head", "style"),
    [
        ("Syfte", ("", "", False)),
        ("Syfte *", ("", "", False)),
        ("Syfte (kort):", ("", ":", False)),
        ("*SYFTE:* ", ("*", ":", True)),
        ("3. Syfte – ", ("1", "–", False)),
        ("Syfte\t", ("", "\t", False)),
    ],
)
def test_style_is_how_a_label_is_written(head, style):
    assert style_of(head) == style


@pytest.mark.parametrize(
    ("head", "label", "style"),
    [
        ("Vem berörs?: ", "Vem berörs?", ("", ":", False)),
        ("Vem berörs?", "Vem berörs?", ("", "", False)),
        ("Vem berörs??: ", "Vem berörs?", ("", "?", False)),
        ("1. Vem berörs – ", "Vem berörs?", ("1", "–", False)),
        ("Övrigt –\t", "Övrigt –", ("", "\t", False)),
        ("Syfte? ", "Syfte", ("", "?", False)),
    ],
)
def test_what_a_label_itself_ends_with_is_none_of_its_style(head, label, style):
    assert style_of(head, label) == style


def test_questions_in_order_are_all_asked():
    assert said(order(0, 1, 3, 4, 7, 8)) == (set(), {})


def test_question_repeated_out_of_order_is_words():
    assert said(order(0, 1, 2, 0, 3, 4, 5)) == ({3}, {})


def test_what_stands_beside_a_repeated_question_is_words_too():
    assert said(order(0, 1, 3, 4, 1, 2, 5, 6)) == ({4, 5}, {})


def test_question_repeated_where_it_could_stand_is_a_rival():
    assert said(order(0, 1, 2, 2, 3, 4, 5)) == ({2}, {3: [2]})


def test_question_repeated_in_another_style_is_no_rival():
    assert said(order(0, 1, 2, 2, 3, 4, 5, bullets=(3,))) == ({3}, {})


def test_question_out_of_order_in_a_rare_style_is_words():
    assert said(order(0, 1, 6, 2, 3, 4, 5, bullets=(2,))) == ({2}, {})


def test_question_that_only_moved_is_asked():
    assert said(order(0, 1, 6, 2, 3, 4, 5)) == (set(), {})


def test_few_questions_have_no_order():
    assert said(order(0, 1, 0, 2, 3, 4)) == (set(), {})


def test_questions_in_any_order_have_none():
    assert said(order(5, 3, 1, 4, 0, 2, 5)) == (set(), {})


def test_form_and_its_copy_are_left_as_they_stand():
    assert said(order(*range(6), *range(6))) == (set(), {})


def test_text_that_asks_nothing_has_no_order():
    assert order() == Order()
