"""A form with text that belongs to no question: its sender is asked once, and a human sees what is left there."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document
from sqlalchemy import select

from mailbot.register.initiatives import find
from mailbot.store.tables import Message
from tests.support.backlog import COMPLETE, FORM, mail, word
from tests.support.world import vouched

ANNA = "anna1@varberg.example"
NOTE = "Ring Ulf på 19121212-1212 före måndag."
LABEL = "Text som vi inte kunde placera"


def noted(note: str = NOTE, **changes: object) -> bytes:
    """Return a complete form with a line below it that answers nothing."""
    document = Document(BytesIO(word.write(FORM, {**COMPLETE, **changes})))
    document.add_paragraph(note)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def sent(world, data: bytes, number: int = 1, **headers: str) -> None:
    world.take(vouched(mail(number, ANNA, "Förslag", "Se bilagan.", [("Förslag.docx", data)], **headers)))


def answered(world, data: bytes, number: int = 2) -> None:
    sent(world, data, number, In_Reply_To=str(world.letter("receipt_incomplete")["Message-ID"]))


def newest(world):
    with world.app.services.database.reading() as session:
        version = find(session, "OH-2026-0001").form
        return version.number, version.problems


def reasons(world) -> list[str]:
    with world.app.services.database.reading() as session:
        return list(session.scalars(select(Message.reason).order_by(Message.id)))


@pytest.fixture
def asked(trusting):
    """A world in which Anna has been asked about her note."""
    sent(trusting, noted())
    assert trusting.register() == [("OH-2026-0001", "incomplete")]
    return trusting


def test_letter_quotes_the_text_and_says_what_to_do(asked):
    letter = asked.letter("receipt_incomplete")
    text = letter.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert f"\n- {LABEL}\n  I filen står också ”Ring Ulf på [personnummer] före måndag.”, som vi inte kan" in text
    assert "Annars skickar du bara tillbaka formuläret." in text
    assert NOTE not in str(letter.get_body(("html",)).get_content())


def test_returned_form_without_the_text_completes_the_proposal(asked):
    (file,) = asked.letter("receipt_incomplete").iter_attachments()
    answered(asked, file.get_content())
    assert (asked.register(), newest(asked)) == ([("OH-2026-0001", "queued")], (2, []))


def test_text_put_where_it_belongs_completes_the_proposal(asked):
    answered(asked, word.write(FORM, {**COMPLETE, "risks": NOTE}))
    assert (asked.register(), newest(asked)) == ([("OH-2026-0001", "queued")], (2, []))


def test_text_left_where_it_is_is_asked_about_once_and_shown_to_a_human(asked):
    answered(asked, noted())
    assert (asked.register(), newest(asked)) == ([("OH-2026-0001", "queued")], (2, []))
    said = "OH-2026-0001: i formuläret står också ”Ring Ulf på [personnummer] före måndag.”, som inte hör till någon"
    assert said in reasons(asked)[-1]


def test_same_file_again_before_an_answer_settles_nothing(asked):
    sent(asked, noted(), 2)
    assert asked.register() == [("OH-2026-0001", "incomplete")]


def test_other_text_in_the_answer_is_asked_about_again(asked):
    answered(asked, noted("Eller Bo på tisdag."))
    assert asked.register() == [("OH-2026-0001", "incomplete")]
    assert "”Eller Bo på tisdag.”" in asked.letter("receipt_incomplete").get_body(("plain",)).get_content()


def test_new_version_with_such_text_of_a_queued_proposal_is_shown_to_a_human(trusting):
    sent(trusting, word.write(FORM, COMPLETE))
    sent(trusting, noted("Ring Ulf.", risks="Snö"), 2)
    assert trusting.register() == [("OH-2026-0001", "queued")]
    assert "”Ring Ulf.”" in reasons(trusting)[-1]
