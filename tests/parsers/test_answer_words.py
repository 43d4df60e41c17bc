"""What an answer accounts for, of the words where it was taken from."""

from __future__ import annotations

from parsers.answer_words import account_of
from parsers.own_words import words_of
from parsers.questions.in_lines import Answer
from parsers.result import Code, FieldProblem, ParsedForm, Value
from parsers.template import Field, Kind

ONE = Field("unit", "Enhet")
PHONE = Field("phone", "Telefon", Kind.PHONE)
FACTORS = Field("factors", "Faktorer", Kind.MULTI_CHOICE, choices=("Enkel", "Region Nord", "Trygg"))


def left(asked: Field, value: Value, text: str, written: str = "") -> str:
    account = account_of(asked, Answer(written or text, "rad 1"), ParsedForm("a", "text", {asked.key: value}))
    return " ".join(account.without(words_of(text)))


def test_answer_accounts_for_its_words_as_often_as_it_says_them():
    assert left(ONE, "Norra och södra", "Norra, norra och södra") == "norra"


def test_choices_account_for_marks_and_all_that_is_offered():
    assert left(FACTORS, ("Trygg",), "x Trygg och ej Enkel, regionens kansli") == "kansli"


def test_number_accounts_for_digits_written_otherwise():
    assert left(PHONE, "+46 (0)70-12", "0046 (0)70-12 hemma") == "hemma"


def test_answer_that_says_nothing_accounts_for_itself():
    assert (left(FACTORS, None, "Vet ej"), left(FACTORS, None, "Kanske Syd")) == ("", "kanske syd")


def test_ticked_choice_that_is_not_taken_is_told():
    account = account_of(FACTORS, Answer("", "rad 1"), ParsedForm("a", "text", {"factors": ("Trygg",)}))
    assert [account.is_untaken(text) for text in ("☒ Enkel", "☐ Enkel", "☒ Trygg", "☒ Annan")] == [1, 0, 0, 0]
    assert [account.names(words_of(text)) for text in ("☒ Trygg (mest)", "Enkel")] == [True, False]


def test_answer_that_is_asked_about_is_doubted_and_one_that_is_missing_is_not():
    problems = (FieldProblem("unit", Code.AMBIGUOUS, "…"), FieldProblem("phone", Code.MISSING, "…"))
    form = ParsedForm("a", "text", {"unit": None, "phone": None}, problems)
    assert [account_of(asked, Answer("", ""), form).is_doubted for asked in (ONE, PHONE)] == [True, False]
