"""What goes wrong at a secretary's desk: one thing said twice, two that don't go together, a list that went astray."""

from __future__ import annotations

from email import message_from_bytes, policy

import pytest

from tests.support.backlog import SECRETARY, mail, proposal
from tests.support.desk import BO, EVA, kinds, last_to, receipt, say, text_of, waiting
from tests.support.world import forged


@pytest.fixture
def desk(make_world):
    """A world in which three mails wait, whose server says which mail is forged."""
    world = make_world(trust={"authserv_id": "mx.example"})
    world.numbers = iter(range(100, 1000))
    world.take(
        mail(1, BO, "Lokalen", "Vi har en lokal som ni kan låna."),
        mail(2, EVA, "Till gruppen", "Jag skulle vilja berätta om vårt arbete."),
        mail(3, BO, "Bilen", "Vi har en bil som ni kan låna."),
    )
    assert waiting(world) == [1, 2, 3]
    return world


@pytest.fixture
def register(desk):
    """The same with two initiatives."""
    desk.take(proposal(4, "Fallprevention"), proposal(5, "Sårvård"))
    return desk


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("status OH-2026-0001\nstatus OH-2026-0002", ["initiative_story", "initiative_story"]),
        ("status 0001 och 0002\nstatus OH-2026-0001", ["initiative_story", "initiative_story"]),
        ("status\nstatus 0002", ["register_overview", "initiative_story"]),
        ("status 0098\nstatus 0099", ["not_understood"]),
        ("status 0001\nhjälp\nstatus 0002", ["desk_help", "initiative_story", "initiative_story"]),
    ],
)
def test_everything_that_is_asked_in_one_mail_is_told_once(register, text, told):
    before = len(kinds(register))
    say(register, text)
    assert sorted(kinds(register)[before:]) == sorted(told)


def test_each_initiative_that_is_not_there_is_named(register):
    say(register, "status 0098\nstatus 0099")
    text = text_of(register.letter("not_understood"))
    assert ("0098 finns inte" in text, "0099 finns inte" in text) == (True, True)


def test_no_more_stories_are_told_than_a_mail_may_ask_for(desk):
    desk.take(*(proposal(number, f"Förslag {number}") for number in range(4, 16)))
    say(desk, "\n".join(f"status {number:04}" for number in range(1, 13)))
    assert kinds(desk).count("initiative_story") == 10
    assert "OH-2026-0012: du får högst 10" in text_of(desk.letter("not_understood"))


@pytest.mark.parametrize("text", ["ångra\nångra", "ångra\n\nångra det senaste"])
def test_undoing_twice_in_one_mail_is_undoing_once(desk, text):
    say(desk, "klart 1", answers="review_digest")
    say(desk, "klart 2", answers="desk_receipt")
    say(desk, text, answers="desk_receipt")
    assert waiting(desk) == [2, 3]


def test_undoing_the_same_receipt_twice_leaves_the_older_order(desk):
    say(desk, "klart 1", answers="review_digest")
    say(desk, "klart 2", answers="desk_receipt")
    answered = last_to(desk, "desk_receipt", SECRETARY)
    say(desk, "ångra", letter=answered)
    say(desk, "ångra", letter=answered)
    assert "Det finns inget att ångra." in receipt(desk)
    say(desk, "skicka", answers="desk_receipt")
    assert waiting(desk)[:2] == [2, 3]


def test_undoing_by_an_older_receipt_takes_back_what_that_one_told_of(desk):
    say(desk, "klart 1", answers="review_digest")
    first = last_to(desk, "desk_receipt", SECRETARY)
    say(desk, "klart 2", answers="desk_receipt")
    say(desk, "ångra", letter=first)
    assert waiting(desk) == [3]
    say(desk, "skicka", answers="desk_receipt")
    assert waiting(desk) == [1, 3]


def test_undoing_what_only_waits_takes_back_nothing_older(desk):
    say(desk, "klart 2", answers="review_digest")
    say(desk, "svara 1: Tack!", answers="desk_receipt")
    say(desk, "ångra", answers="desk_receipt")
    assert "Inget av det du bad om är gjort." in receipt(desk)
    assert (waiting(desk), "secretary_answer" in kinds(desk)) == ([1, 3], False)


@pytest.mark.parametrize("text", ["klart 2", "skräp 2\nregistrera 3", "klart 2 och 3"])
def test_letter_waits_for_its_yes_whatever_else_is_ordered(desk, text):
    say(desk, "svara 1: Tack!", answers="review_digest")
    say(desk, text, answers="desk_receipt")
    assert "Brevet till bo@varberg.example" in receipt(desk)
    say(desk, "skicka", answers="desk_receipt")
    assert (desk.letter("secretary_answer")["Subject"], 1 in waiting(desk)) == ("Sv: Lokalen", False)


@pytest.mark.parametrize("text", ["klart 1", "svara 1: Nej tack."])
def test_what_waits_is_replaced_by_another_order_about_the_same(desk, text):
    say(desk, "svara 1: Tack!", answers="review_digest")
    say(desk, text, answers="desk_receipt")
    assert "Det som väntade på ditt ”skicka” om samma sak är inte gjort" in receipt(desk)
    assert "Tack!" not in receipt(desk)


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        ("klart 1\nsvara 1: Tack!", [2, 3]),
        ("klart 1, 2\nsvara 1: Tack!", [3]),
        ("1 är klart och 2 är klart\nsvara 1: Tack!", [3]),
    ],
)
def test_answer_beside_klart_is_sent(desk, text, answered):
    say(desk, text, answers="review_digest")
    say(desk, "skicka", answers="desk_receipt")
    assert (waiting(desk), desk.letter("secretary_answer")["To"]) == (answered, BO)


def test_mail_is_put_to_an_initiative_and_answered_together_and_back(make_world):
    world = make_world(hold_all=True)
    world.numbers = iter(range(100, 1000))
    world.take(mail(1, BO, "Lokalen", "Vi har en lokal som ni kan låna."), proposal(4, "Fallprevention"))
    say(world, "1 hör till 0001\nsvara 1: Tack!", answers="review_digest")
    assert waiting(world) == [1]
    say(world, "skicka", answers="desk_receipt")
    assert (waiting(world), "secretary_answer" in kinds(world)) == ([], True)
    say(world, "ångra", answers="desk_receipt")
    assert waiting(world) == [1]


@pytest.mark.parametrize("text", ["skräp 1\nsvara 1: Tack!", "försök igen 1\nskräp 1", "svara 1: Ja.\nsvara 1: Nej."])
def test_orders_that_do_not_go_together_are_asked_about(desk, text):
    say(desk, text, answers="review_digest")
    assert "skriver du flera saker om som inte går ihop" in receipt(desk)
    assert waiting(desk) == [1, 2, 3]


def test_list_that_was_passed_on_is_no_use_in_a_mail_that_is_forged(desk):
    say(desk, "klart 1", answers="review_digest", marked=lambda data: forged(data, "regionhalland.example"))
    assert waiting(desk) == [1, 2, 3]
    assert "Mejlservern säger att mejlet med instruktionerna inte kom från din adress." in receipt(desk)
    say(desk, "skicka", answers="desk_receipt")
    assert waiting(desk) == [2, 3]


def test_list_is_good_for_a_fortnight_and_then_the_order_is_asked_about(desk):
    desk.wait(days=15)
    listed = last_to(desk, "review_digest", SECRETARY)
    say(desk, "klart 1", letter=listed)
    assert 1 in waiting(desk)
    say(desk, "skicka", answers="desk_receipt")
    assert 1 not in waiting(desk)


def test_file_beside_an_order_is_spoken_of(desk):
    say(
        desk,
        "svara 1: Tack, se filen.",
        answers="review_digest",
        files=[("Karta.txt", b"Norra gatan 4, in till v\xc3\xa4nster")],
    )
    assert "Filen Karta.txt har vi inte gjort något med" in receipt(desk)


def test_form_beside_an_order_is_registered(desk):
    form = next(message_from_bytes(proposal(9, "Sårvård"), policy=policy.default).iter_attachments())
    say(desk, "klart 1", answers="review_digest", files=[("Förslag.docx", form.get_content())])
    assert (waiting(desk), desk.register()) == ([2, 3], [("OH-2026-0001", "queued")])


@pytest.mark.parametrize("text", ["klart 1", "skräp 1", "avslå 1"])
def test_mail_that_is_seen_to_is_moved_out_of_the_review_folder_and_back(desk, text):
    say(desk, text, answers="review_digest")
    desk.take()
    assert (desk.count("Granska"), desk.count("Hanterade/2026")) == (2, 2)
    say(desk, "ångra", answers="desk_receipt")
    desk.take()
    assert (desk.count("Granska"), desk.count("Hanterade/2026")) == (3, 2)
    say(desk, "försök igen 1", answers="desk_receipt")
    desk.take()
    assert waiting(desk)[:2] == [2, 3]


def test_mail_that_was_answered_leaves_the_review_folder(desk):
    say(desk, "svara 1: Tack!", answers="review_digest")
    desk.take()
    assert desk.count("Granska") == 3
    say(desk, "skicka", answers="desk_receipt")
    desk.take()
    assert desk.count("Granska") == 2
