"""What waits for a human is dealt with by mail: the list has numbers, and its answer does what it says."""

from __future__ import annotations

import zlib
from email import message_from_bytes, policy

import pytest
from sqlalchemy import select

from mailbot.intake import review
from mailbot.primitives.references import codes_in
from mailbot.store.tables import Letter
from tests.support.backlog import SECRETARY, mail

OTHER = "kim.falk@regionhalland.example"
BO, EVA = "bo@varberg.example", "eva@varberg.example"


@pytest.fixture
def desk(make_world):
    """A world in which two mails wait, and two secretaries have the list."""
    secretaries = [{"name": "Maria Lindqvist", "address": SECRETARY}, {"name": "Kim Falk", "address": OTHER}]
    world = make_world(secretaries=secretaries)
    world.numbers = iter(range(100, 1000))
    world.take(
        mail(1, BO, "Lokalen", "Vi har en lokal som ni kan låna."),
        mail(2, EVA, "Till gruppen", "Jag skulle vilja berätta om vårt arbete."),
    )
    assert waiting(world) == [1, 2]
    return world


def waiting(world) -> list[int]:
    with world.app.services.database.reading() as session:
        return [row.id for row in review.waiting(session)]


def text_of(letter) -> str:
    return letter.get_body(("plain",)).get_content().replace("\r\n", "\n")


def last_to(world, kind: str, recipient: str):
    """Return the newest letter of a kind that went to somebody, as it lies in the outbox."""
    with world.app.services.database.reading() as session:
        newest = select(Letter.mime).where(Letter.kind == kind, Letter.recipient == recipient)
        mime = session.scalars(newest.order_by(Letter.id.desc())).first()
    return message_from_bytes(zlib.decompress(mime), policy=policy.default)


def say(world, text: str, *, answers: str = "", sender: str = SECRETARY, quoting: bool = True, subject: str = ""):
    """Let a secretary write; `answers` is the kind of letter that she replies to. Return what was sent since."""
    headers, quoted = {}, ""
    if answers:
        letter = last_to(world, answers, sender)
        headers = {"In_Reply_To": str(letter["Message-ID"])}
        if quoting:
            head = f"Från: {letter['From']}\nSkickat: i dag\nTill: dig\nÄmne: {letter['Subject']}"
            quoted = f"\n\n{head}\n\n{text_of(letter)}"
    before = len(world.letters())
    world.take(mail(next(world.numbers), sender, subject or "Sv: 2 mejl behöver dig", text + quoted, **headers))
    return [(kind, to) for kind, to, _ in world.letters()[before:]]


def test_list_says_what_waits_with_its_number_and_first_words(desk):
    text = text_of(desk.letter("review_digest"))
    assert "Nr 1: Lokalen\nbo@varberg.example\nfredag 20 november 2026\n”Vi har en lokal som ni kan låna.”" in text
    assert "«klart 2»" in text


def test_first_words_hide_a_personnummer_and_what_looks_like_a_code(make_world):
    world = make_world()
    world.take(mail(1, BO, "Hej", "Koden är ABCD-2345 och jag är 19811218-9876, vad säger ni?"))
    text = text_of(world.letter("review_digest"))
    assert "”Koden är och jag är [personnummer], vad säger ni?”" in text
    assert len(codes_in(text)) == 1


def test_klart_in_one_reply_takes_a_mail_off_the_list(desk):
    assert say(desk, "klart 2", answers="review_digest") == [("desk_receipt", SECRETARY)]
    assert waiting(desk) == [1]
    text = text_of(desk.letter("desk_receipt"))
    assert "- Nr 2, ”Till gruppen” från eva@varberg.example, är klart, och borta från listan." in text
    assert "Ett mejl väntar fortfarande." in text
    assert "Instruktionerna kom från Maria Lindqvist." in text


@pytest.mark.parametrize(
    "text", ["klart 1 och 2", "Klart: 1, 2", "1-2 är klara, tack!", "klart 1\nskräp 2", "avslå 1, 2"]
)
def test_several_numbers_and_lines_are_one_answer(desk, text):
    say(desk, text, answers="review_digest")
    assert waiting(desk) == []


def test_receipt_brings_the_code_of_the_next_order(desk):
    say(desk, "klart 1", answers="review_digest")
    say(desk, "klart 2", answers="desk_receipt")
    assert waiting(desk) == []


def test_code_works_once_and_then_the_order_is_asked_about(desk):
    say(desk, "klart 1", answers="review_digest")
    assert say(desk, "klart 2", answers="review_digest") == [("desk_receipt", SECRETARY)]
    assert waiting(desk) == [2]
    say(desk, "skicka", answers="desk_receipt")
    assert waiting(desk) == []


def test_order_that_quotes_no_code_waits_for_the_secretarys_answer(desk):
    say(desk, "klart 2", subject="Listan")
    text = text_of(desk.letter("desk_receipt"))
    assert "Nr 2, ”Till gruppen” från eva@varberg.example, blir klart, och tas bort från listan." in text
    assert waiting(desk) == [1, 2]
    say(desk, "stoppa", answers="desk_receipt")
    assert waiting(desk) == [1, 2]
    say(desk, f"skicka {codes_in(text)[0]}")
    assert waiting(desk)[:2] == [1, 2]


def test_code_is_good_from_the_address_alone_that_it_went_to(desk):
    code = codes_in(text_of(last_to(desk, "review_digest", SECRETARY)))[0]
    say(desk, f"klart 1 {code}", sender=OTHER)
    say(desk, f"klart 2 {code}", sender="mallory@okand.example")
    assert waiting(desk)[:2] == [1, 2]


def test_what_does_not_wait_or_is_not_there_is_told_and_the_rest_is_done(desk):
    say(desk, "klart 2", answers="review_digest")
    say(desk, "klart 1, 2 och 77", answers="desk_receipt")
    text = text_of(desk.letter("desk_receipt"))
    assert "- Nr 2, ”Till gruppen” från eva@varberg.example, väntar inte. Det är redan klart." in text
    assert "- Det finns inget mejl med nr 77." in text
    assert waiting(desk) == []


def test_what_waits_for_the_same_reason_is_taken_off_together(make_world):
    world = make_world()
    world.numbers = iter(range(100, 1000))
    world.take(*(mail(n, f"person{n}@okand.example", "Hej", "Något helt annat, utan slut.") for n in range(1, 8)))
    assert "«klart 7 och alla liknande»" in text_of(world.letter("review_digest"))
    say(world, "klart 7 och alla liknande", answers="review_digest")
    assert waiting(world) == []
