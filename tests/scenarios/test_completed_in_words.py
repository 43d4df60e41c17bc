"""An initiative that is completed by a few lines in the mail itself, and machines that answer our letters."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from mailbot.store.tables import Initiative
from tests.support.backlog import mail, proposal
from tests.support.world import vouched

ANNA = "anna1@varberg.example"


@pytest.fixture
def waiting(trusting):
    """A world in which Anna has been asked for two answers."""
    trusting.take(vouched(proposal(1, "Trygghetssamtal", purpose=None, expected_effect=None)))
    assert trusting.register() == [("OH-2026-0001", "incomplete")]
    return trusting


def answered(world, words: str, number: int = 50) -> None:
    letter = world.letter("receipt_incomplete")
    world.take(vouched(mail(number, ANNA, f"Sv: {letter['Subject']}", words, In_Reply_To=letter["Message-ID"])))


def said(world) -> tuple[str, str]:
    with world.app.services.database.reading() as session:
        fields = session.scalars(select(Initiative)).one().form.fields
    return fields["purpose"], fields["expected_effect"]


def test_lines_with_the_forms_labels_complete_it(waiting) -> None:
    answered(
        waiting,
        "Hej Maria!\n\nSyfte: Att fler känner sig trygga\nhemma.\n\nFörväntad effekt: Färre larm om natten.\n\n"
        "Tack för hjälpen!\n\nMed vänlig hälsning\nAnna Ek\nTelefon: 0340-12 34 56",
    )
    assert waiting.register() == [("OH-2026-0001", "queued")]
    assert said(waiting) == ("Att fler känner sig trygga\nhemma.", "Färre larm om natten.")
    assert waiting.letters()[-1] == ("receipt_complete", ANNA, "sent")


@pytest.mark.parametrize(
    "words",
    [
        "Hej! Jag har inget formulär, men här är svaren:\nSyfte: Trygghet.\nFörväntad effekt: Färre larm.\nMvh Anna",
        "Här kommer det som saknades:\nSyfte: Trygghet.\nFörväntad effekt: Färre larm.\n\nMvh\nAnna",
        "Hej\nSyfte: Trygghet.\nFörväntad effekt: Färre larm.\nTack för hjälpen!\nVänliga hälsningar\nAnna Ek",
    ],
)
def test_words_above_and_a_greeting_below_are_no_answer(waiting, words) -> None:
    answered(waiting, words)
    assert said(waiting) == ("Trygghet.", "Färre larm.")
    assert waiting.register() == [("OH-2026-0001", "queued")]


def test_what_an_answer_says_is_no_question(waiting) -> None:
    answered(waiting, "Syfte: Att veta hur det går för dem.\n\nFörväntad effekt: Färre undrar: vad händer nu?")
    assert waiting.register() == [("OH-2026-0001", "queued")]
    assert said(waiting) == ("Att veta hur det går för dem.", "Färre undrar: vad händer nu?")


def test_answers_below_a_signature_count(waiting) -> None:
    answered(waiting, "Tack!\n\nMvh Anna\n\nSyfte: Trygghet.\nFörväntad effekt: Färre larm.")
    assert said(waiting) == ("Trygghet.", "Färre larm.")


def test_one_line_of_two_completes_in_part(waiting) -> None:
    answered(waiting, "Här kommer en av uppgifterna.\n\nSyfte: Att fler känner sig trygga hemma.")
    assert waiting.register() == [("OH-2026-0001", "incomplete")]
    assert waiting.letters()[-1] == ("receipt_incomplete", ANNA, "sent")


@pytest.mark.parametrize(
    "words",
    [
        "Tid: torsdag\nPlats: Teams\nDå kan vi prata om det.",
        "Syfte: Att fler känner sig trygga.\n\nMen chefen vill nog formulera om det innan vi lämnar in.",
        "Här kommer det som saknades: fler ska känna sig trygga.",
        "Tack! Då kompletterar jag enligt mallen.",
    ],
)
def test_lines_that_may_be_something_else_are_for_a_human(waiting, words) -> None:
    answered(waiting, words)
    assert waiting.ledger()[-1] == ("completion", "completes_in_words", "review")
    assert waiting.register() == [("OH-2026-0001", "incomplete")]


def test_withdrawal_in_one_plain_sentence_is_done_and_any_other_is_confirmed(waiting) -> None:
    answered(waiting, "Vi drar tillbaka vårt förslag. Eller vänta till i morgon, så pratar jag med chefen.")
    assert waiting.register() == [("OH-2026-0001", "incomplete")]
    assert ("withdrawal_confirm", ANNA, "sent") in waiting.letters()
    assert waiting.ledger()[-1] == ("withdrawal", "asks_to_withdraw", "review")
    answered(waiting, "Hej!\n\nVi drar tillbaka vårt förslag.\n\nTack för hjälpen!", 51)
    assert waiting.register() == [("OH-2026-0001", "withdrawn")]
