"""What a reading is worth: each judgement by an example."""

from __future__ import annotations

from tests.golden.make.filled_forms.judged import Worth, judge


def said(fields: dict, *problems: str, reason: str | None = None, more: tuple = ()) -> dict:
    named = [{"field": field, "code": "missing", "message": "…"} for field in problems]
    return {"fields": fields, "problems": named, "reason": reason, "more": list(more)}


def expected(**fields: object) -> dict:
    return {"fields": fields}


def test_same_words_in_other_lines_and_list_signs_are_right() -> None:
    read = said({"a": "Ett\n- två\n- tre"})
    assert judge(read, expected(a="Ett\n\n• två\n• tre")) == {"0.a": Worth.RIGHT}


def test_choices_in_another_order_are_right() -> None:
    assert judge(said({"a": ["x", "y"]}), expected(a=["y", "x"])) == {"0.a": Worth.RIGHT}


def test_another_value_without_a_word_is_silently_wrong() -> None:
    assert judge(said({"a": "Ett", "b": "x"}), expected(a="Ett två", b=None)) == {
        "0.a": Worth.WRONG,
        "0.b": Worth.WRONG,
    }


def test_lost_answer_without_a_word_is_dropped() -> None:
    assert judge(said({"a": None}), expected(a="Ett")) == {"0.a": Worth.DROPPED}


def test_named_question_is_asked_though_its_value_is_right() -> None:
    assert judge(said({"a": "Ett", "b": None}, "a", "b"), expected(a="Ett", b="Två")) == {
        "0.a": Worth.ASKED,
        "0.b": Worth.ASKED,
    }


def test_named_form_covers_every_wrong_question_of_it() -> None:
    assert judge(said({"a": None}, "unplaced"), expected(a="Ett")) == {"0.a": Worth.ASKED}


def test_asking_is_right_where_the_expectation_says_so() -> None:
    wanted = expected(a={"any": [["x"]], "ask": True})
    assert judge(said({"a": None}, "a"), wanted) == {"0.a": Worth.RIGHT}
    assert judge(said({"a": None}), wanted) == {"0.a": Worth.DROPPED}


def test_missing_answer_is_right_when_nothing_was_written() -> None:
    assert judge(said({"a": None}, "a"), expected(a=None)) == {"0.a": Worth.RIGHT}


def test_refusal_counts_each_answer_and_an_untrue_one_drops_them() -> None:
    locked, empty = "filen är låst med lösenord", "formuläret är tomt – fyll i det"
    assert judge(said({}, reason=locked), expected(a="Ett", b=None)) == {"0.a": Worth.REFUSED}
    assert judge(said({}, reason=empty), expected(a="Ett", b=None)) == {"0.a": Worth.DROPPED}


def test_second_form_of_a_file_is_judged_by_its_own_answers() -> None:
    two = {"forms": [{"a": "Ett"}, {"a": "Två"}]}
    second = {"fields": {"a": "Två"}, "problems": []}
    assert judge(said({"a": "Ett"}, more=(second,)), two) == {"0.a": Worth.RIGHT, "1.a": Worth.RIGHT}
    assert judge(said({"a": "Ett"}), two) == {"0.a": Worth.RIGHT, "1.a": Worth.DROPPED}
