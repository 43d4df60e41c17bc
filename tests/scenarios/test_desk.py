"""What waits for a human is dealt with by mail: the list has numbers, and its answer does what it says."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from mailbot.primitives.references import codes_in
from mailbot.reports.register_words import register_words
from mailbot.store.tables import Initiative
from mailbot.store.values import EventKind, LetterKind, State
from tests.support.backlog import BOT, SECRETARY, mail, proposal
from tests.support.desk import BO, EVA, OTHER, kinds, last_to, receipt, say, text_of, waiting
from tests.support.office_files import docx, p, r
from tests.support.world import forged, vouched


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


def registered(world) -> list[tuple[str, str]]:
    return world.register()


@pytest.fixture
def desk_and_register(make_world):
    """A world with a proposal and, waiting, a mail with a file from somebody else."""
    world = make_world(trust={"authserv_id": "mx.example"})
    world.numbers = iter(range(100, 1000))
    world.take(
        vouched(proposal(3, "Fallprevention")),
        vouched(mail(1, BO, "Budgeten", "Här är vår budget.", [("budget.docx", docx(p(r("Budget: 10 000 kr"))))])),
    )
    assert (waiting(world), registered(world)) == ([2], [("OH-2026-0001", "queued")])
    return world


def files_of(world, reference: str) -> list[tuple[str, str]]:
    with world.app.services.database.reading() as session:
        kept = select(Initiative).where(Initiative.reference == reference)
        return [(file.filename, file.withheld) for file in session.scalars(kept).one().attachments]


@pytest.mark.parametrize("which", ["OH-2026-0001", "0001"])
def test_mail_is_put_to_the_initiative_that_it_belongs_to_and_back(desk_and_register, which):
    world, before = desk_and_register, files_of(desk_and_register, "OH-2026-0001")
    say(world, f"2 hör till {which}", answers="review_digest")
    withheld = ("budget.docx", "kom till i efterhand och är inte granskad")
    assert (waiting(world), files_of(world, "OH-2026-0001")) == ([], [*before, withheld])
    assert "skrivit «släpp OH-2026-0001»" in receipt(world)
    say(world, "ångra", answers="desk_receipt")
    assert (waiting(world), files_of(world, "OH-2026-0001")) == ([2], before)


def test_mail_can_be_put_to_no_initiative_that_is_not_there(desk_and_register):
    say(desk_and_register, "2 hör till OH-2026-0099", answers="review_digest")
    assert "OH-2026-0099 finns inte i registret." in receipt(desk_and_register)
    assert waiting(desk_and_register) == [2]


def test_answer_is_shown_first_and_goes_in_the_senders_thread(desk):
    say(desk, "svara 1: Tack, gärna!\n\nVi hör av oss i maj.", answers="review_digest")
    assert (waiting(desk), "secretary_answer" in kinds(desk)) == ([1, 2], False)
    shown = receipt(desk)
    assert "Brevet till bo@varberg.example\nÄmne: Sv: Lokalen" in shown
    say(desk, "skicka", answers="desk_receipt")
    letter = desk.letter("secretary_answer")
    assert (letter["To"], letter["In-Reply-To"], letter["Subject"]) == (BO, "<1@varberg.example>", "Sv: Lokalen")
    assert "Tack, gärna!\n\nVi hör av oss i maj." in text_of(letter)
    assert [line for line in text_of(letter).splitlines() if line.strip() not in shown] == []
    assert waiting(desk) == [2]


@pytest.mark.parametrize(("words", "hej"), [("Hej Bo! Gärna.", 1), ("God morgon, Bo!", 0), ("Tack, gärna.", 1)])
def test_answer_greets_once(desk, words, hej):
    say(desk, f"svara 1: {words}", answers="review_digest")
    say(desk, "skicka", answers="desk_receipt")
    assert text_of(desk.letter("secretary_answer")).count("Hej") == hej


def test_answer_is_sent_by_a_plain_yes_and_not_by_one_to_what_asks_nothing(desk):
    say(desk, "svara 1: Gärna!", answers="review_digest")
    say(desk, "Ja tack", answers="desk_receipt")
    assert (waiting(desk), ("secretary_answer", BO, "sent") in desk.letters()) == ([2], True)
    assert say(desk, "Ja tack", answers="desk_receipt") == [("not_understood", SECRETARY)]


def test_answer_that_has_gone_is_not_undone(desk):
    say(desk, "svara 1: Tack!", answers="review_digest")
    say(desk, "skicka", answers="desk_receipt")
    say(desk, "ångra", answers="desk_receipt")
    assert "Brevet till bo@varberg.example har redan gått iväg" in receipt(desk)
    assert waiting(desk) == [2]


def test_answer_that_has_not_gone_is_stopped_by_undoing(make_world):
    world = make_world(hold_all=True)
    world.numbers = iter(range(100, 1000))
    world.take(mail(1, BO, "Lokalen", "Vi har en lokal som ni kan låna."))
    say(world, "svara 1: Tack!", answers="review_digest")
    say(world, "skicka", answers="desk_receipt")
    say(world, "ångra", answers="desk_receipt")
    assert ("secretary_answer", BO, "stopped") in world.letters()
    assert waiting(world) == [1]


def test_answer_that_waits_goes_on_waiting_when_another_order_comes(desk):
    say(desk, "svara 1: Tack!", answers="review_digest")
    say(desk, "klart 2", answers="desk_receipt")
    assert waiting(desk) == [1]
    assert "Nr 2, ”Till gruppen” från eva@varberg.example, är klart" in receipt(desk)
    say(desk, "skicka", answers="desk_receipt")
    assert (waiting(desk), desk.letter("secretary_answer")["To"]) == ([], BO)


def test_answer_that_is_not_sent_after_all_leaves_everything_as_it_was(desk):
    say(desk, "svara 1: Tack!", answers="review_digest")
    say(desk, "stoppa", answers="desk_receipt")
    assert (waiting(desk), "secretary_answer" in kinds(desk)) == ([1, 2], False)


def test_what_needs_no_letter_is_done_beside_an_answer_that_waits(desk):
    say(desk, "klart 2\nsvara 1: Tack!", answers="review_digest")
    assert waiting(desk) == [1]
    assert "En del är gjort." in receipt(desk)
    say(desk, "skicka", answers="desk_receipt")
    assert waiting(desk) == []


def test_machine_is_not_answered(make_world):
    world = make_world()
    world.numbers = iter(range(100, 1000))
    world.take(mail(1, BOT, "Hej", "Vi har en lokal som ni kan låna."))
    say(world, "svara 1: Tack!", answers="review_digest")
    assert "secretary_answer" not in kinds(world)


def test_mail_becomes_an_incomplete_initiative_with_what_it_says(desk):
    say(desk, "registrera 2", answers="review_digest")
    assert registered(desk) == []
    assert "registreras som förslaget ”Till gruppen”" in receipt(desk)
    say(desk, "skicka", answers="desk_receipt")
    assert (waiting(desk), registered(desk)) == ([1], [("OH-2026-0001", "incomplete")])
    with desk.app.services.database.reading() as session:
        fields = session.scalars(select(Initiative)).one().form.fields
    assert fields["title"] == "Till gruppen"
    assert fields["description"] == "Jag skulle vilja berätta om vårt arbete."
    asked = desk.letter("receipt_incomplete")
    assert (asked["To"], asked["In-Reply-To"]) == (EVA, "<2@varberg.example>")


def test_subject_that_looks_like_a_code_keeps_nobody_from_registering(make_world):
    world = make_world()
    world.numbers = iter(range(100, 1000))
    world.take(mail(1, BO, "Lokal ABCD-2345 till er", "Vi har en lokal som ni kan låna."))
    say(world, "registrera 1", answers="review_digest")
    say(world, "skicka", answers="desk_receipt")
    assert registered(world) == [("OH-2026-0001", "incomplete")]


def test_registering_is_undone_until_the_receipt_has_gone(make_world):
    world = make_world(hold_all=True)
    world.numbers = iter(range(100, 1000))
    world.take(mail(1, BO, "Lokalen", "Vi har en lokal som ni kan låna."))
    say(world, "registrera 1", answers="review_digest")
    say(world, "skicka", answers="desk_receipt")
    say(world, "ångra", answers="desk_receipt")
    assert (waiting(world), registered(world)) == ([1], [("OH-2026-0001", "closed")])
    assert ("receipt_incomplete", BO, "stopped") in world.letters()


def test_trying_again_moves_the_mail_to_the_inbox_and_takes_it_in_anew(desk):
    assert desk.count("Granska") == 2
    say(desk, "försök igen 1", answers="review_digest")
    desk.take()
    assert waiting(desk) == [2, 4]
    assert desk.count("Granska") == 2
    say(desk, "klart 1", answers="desk_receipt")
    assert waiting(desk) == [2]


def test_undoing_takes_back_what_the_receipt_tells_of_and_then_what_was_before(desk):
    say(desk, "klart 1", answers="review_digest")
    say(desk, "klart 2", answers="desk_receipt")
    say(desk, "ångra", answers="desk_receipt")
    assert waiting(desk) == [2]
    say(desk, "ångra", answers="desk_receipt")
    assert waiting(desk) == [1, 2]
    say(desk, "ångra", answers="desk_receipt")
    assert "Det finns inget att ångra." in receipt(desk)


def test_undoing_without_a_code_is_asked_about(desk):
    say(desk, "klart 1", answers="review_digest")
    say(desk, "ångra")
    assert waiting(desk) == [2]
    say(desk, "skicka", answers="desk_receipt")
    assert waiting(desk) == [1, 2]


def test_help_tells_everything_without_a_code(desk):
    assert say(desk, "hjälp", subject="Fråga") == [("desk_help", SECRETARY)]
    told = text_of(desk.letter("desk_help"))
    assert "- «8 hör till OH-2026-0003» mejlet och dess bilagor läggs till initiativet" in told


def test_order_that_is_not_understood_changes_nothing_and_is_answered_with_what_is_near(desk):
    assert say(desk, "klart 1\nklra 2 va?", answers="review_digest") == [("not_understood", SECRETARY)]
    text = text_of(desk.letter("not_understood"))
    assert "Det här förstod vi inte\n- klra 2 va?\n\nDet här förstod vi\n- klart 1\n" in text
    assert "    klart 2\n" in text
    assert waiting(desk) == [1, 2]


@pytest.mark.parametrize("words", ["Det blev fel i går.", "Skicka", "Rätt ska vara avslag för 0004."])
def test_new_mail_of_a_secretary_that_is_no_order_is_said_to_be_none(desk, words):
    assert say(desk, words, subject="Hej") == [("not_understood", SECRETARY)]
    assert f"- {words}" in text_of(desk.letter("not_understood"))
    assert waiting(desk) == [1, 2]


def test_code_still_works_after_what_was_not_understood(desk):
    say(desk, "fixa 1", answers="review_digest")
    say(desk, "klart 1", answers="review_digest")
    assert waiting(desk) == [2]


def test_forged_orders_are_neither_done_nor_answered_but_warned_of(make_world):
    world = make_world(trust={"authserv_id": "mx.example"})
    world.numbers = iter(range(100, 1000))
    world.take(mail(1, BO, "Lokalen", "Vi har en lokal som ni kan låna."))
    for number, text in enumerate(("klart 1", "ångra", "svara 1: Hej", "hjälp", "klart 1 och fixa 2")):
        world.take(forged(mail(50 + number, SECRETARY, "Listan", text), "regionhalland.example"))
    assert [kind for kind in kinds(world) if kind != "review_digest"] == ["forged_orders"]
    assert 1 in waiting(world)


def test_status_is_the_register_as_mail_and_workbook(desk_and_register):
    world = desk_and_register
    world.take(vouched(proposal(4, "=Sårvård", purpose=None)))
    assert say(world, "status", subject="Status") == [("register_overview", SECRETARY)]
    letter = world.letter("register_overview")
    assert "- Väntar på komplettering: 1\n- I kö till ett möte: 1\n" in text_of(letter)
    (sheet,) = letter.iter_attachments()
    rows = [[cell.value for cell in row] for row in load_workbook(BytesIO(sheet.get_content())).active]
    assert [row[:3] for row in rows] == [
        ["Ärende", "Läge", "Rubrik"],
        ["OH-2026-0001", "I kö till ett möte", "Fallprevention"],
        ["OH-2026-0002", "Väntar på komplettering", "=Sårvård"],
    ]


def test_status_of_one_is_its_whole_story(desk_and_register):
    world = desk_and_register
    say(world, "2 hör till 0001", answers="review_digest")
    assert say(world, "status 0001") == [("initiative_story", SECRETARY)]
    text = text_of(world.letter("initiative_story"))
    told = ["Registrerat, komplett", "Brev till anna3@varberg.example: Kvittens", "Ett mejl lagt till", "- budget.docx"]
    assert [line for line in told if line not in text] == []


def test_status_of_what_is_not_there_says_so(desk):
    assert say(desk, "status OH-2026-0099") == [("not_understood", SECRETARY)]
    assert "- OH-2026-0099 finns inte i registret." in text_of(desk.letter("not_understood"))


def test_status_goes_to_no_one_but_the_secretary(desk):
    assert say(desk, "status", sender="mallory@okand.example") == []


def test_register_is_told_in_words_for_every_state_and_letter():
    words = register_words()
    assert set(words["states"]) == set(State)
    assert set(words["events"]) <= set(EventKind)
    assert set(words["letters"]) <= set(LetterKind)


def digests_to(world, before: int) -> list[str]:
    return [to for kind, to, _ in world.letters()[before:] if kind == "review_digest"]


def test_other_secretaries_get_a_copy_without_a_code_where_the_config_says_so(make_world):
    secretaries = [{"name": "Maria Lindqvist", "address": SECRETARY}, {"name": "Kim Falk", "address": OTHER}]
    world = make_world(secretaries=secretaries, letters={"copy_orders": True})
    world.numbers = iter(range(100, 1000))
    world.take(mail(1, BO, "Lokalen", "Vi har en lokal som ni kan låna."))
    assert say(world, "klart 1", answers="review_digest") == [("desk_receipt", SECRETARY), ("desk_receipt", OTHER)]
    text = text_of(last_to(world, "desk_receipt", OTHER))
    assert "Instruktionerna kom från Maria Lindqvist." in text
    assert codes_in(text) == ()


@pytest.fixture
def summer(make_world):
    """A world with a secretary and her deputy, who has got nothing yet."""
    secretaries = [
        {"name": "Maria Lindqvist", "address": SECRETARY},
        {"name": "Kim Falk", "address": OTHER, "deputy": True},
    ]
    world = make_world(secretaries=secretaries)
    world.numbers = iter(range(100, 1000))
    world.take(mail(1, BO, "Lokalen", "Vi har en lokal som ni kan låna."))
    assert digests_to(world, 0) == [SECRETARY]
    return world


def test_deputy_gets_the_list_and_works_it_while_the_secretary_is_away(summer):
    say(summer, "jag är borta 2026-11-21–2026-11-30, Kim ersätter", answers="review_digest")
    told = "Maria Lindqvist är borta lördag 21 november 2026 till måndag 30 november 2026. Kim Falk får listor"
    assert told in receipt(summer)
    before = len(summer.letters())
    summer.wait(days=2)
    summer.take(mail(2, EVA, "Till gruppen", "Jag skulle vilja berätta om vårt arbete."))
    assert digests_to(summer, before) == [OTHER]
    say(summer, "klart 1 och 3", answers="review_digest", sender=OTHER)
    assert (waiting(summer), "Instruktionerna kom från Kim Falk." in receipt(summer)) == ([], True)
    before = len(summer.letters())
    summer.wait(days=12)
    summer.take(mail(3, EVA, "Till gruppen", "Nu har vi mer att berätta om."))
    assert digests_to(summer, before) == [SECRETARY]


def test_absence_is_taken_back(summer):
    say(summer, "jag är borta 2026-11-21–2026-11-30, Kim Falk vikarierar för mig", answers="review_digest")
    say(summer, "ångra", answers="desk_receipt")
    assert "gäller inte längre" in receipt(summer)
    before = len(summer.letters())
    summer.wait(days=2)
    summer.take(mail(2, EVA, "Till gruppen", "Jag skulle vilja berätta om vårt arbete."))
    assert digests_to(summer, before) == [SECRETARY]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("jag är borta 2026-11-21–2026-11-30, Eva ersätter", "Vi vet inte vem ”Eva” är."),
        ("jag är borta 2026-11-30–2026-11-21, Kim ersätter", "Dagarna för frånvaron går inte att förstå"),
        ("jag är borta 2026-02-30–2026-12-21, Kim ersätter", "Dagarna för frånvaron går inte att förstå"),
        ("jag är borta 2026-10-01–2026-10-21, Kim ersätter", "eller har redan varit"),
        ("jag är borta 2026-12-01–9999-12-31, Kim ersätter", "högst 366 dagar i taget"),
        ("jag är borta 2026-12-01–2062-01-07, Kim ersätter", "högst 366 dagar i taget"),
    ],
)
def test_absence_that_is_not_plain_is_not_entered(summer, text, told):
    say(summer, text, answers="review_digest")
    assert told in receipt(summer)


def test_absence_without_a_code_is_asked_about(summer):
    say(summer, "jag är borta 2026-11-21–2026-11-30, Kim ersätter")
    before = len(summer.letters())
    summer.wait(days=2)
    summer.take(mail(2, EVA, "Till gruppen", "Jag skulle vilja berätta om vårt arbete."))
    assert digests_to(summer, before) == [SECRETARY]


def test_list_comes_again_when_something_has_waited_for_five_working_days(desk):
    before = len(desk.letters())
    desk.wait(days=6)
    desk.take()
    assert digests_to(desk, before) == []
    desk.wait(days=1)
    desk.take()
    assert digests_to(desk, before) == [SECRETARY, OTHER]
    assert "(har väntat i 5 arbetsdagar)" in text_of(desk.letter("review_digest"))
    desk.wait(days=1)
    desk.take()
    assert digests_to(desk, before) == [SECRETARY, OTHER]


def test_new_contact_takes_over_by_a_yes_of_its_own(desk_and_register):
    world, new = desk_and_register, "ny@varberg.example"
    say(world, f"byt kontaktperson för 0001 till Nina Ny, {new}", answers="review_digest")
    assert f"Brevet till {new}" in receipt(world)
    assert "on_behalf" not in kinds(world)
    say(world, "skicka", answers="desk_receipt")
    question = world.letter("on_behalf")
    assert (question["To"], "vill att du blir initiativtagare" in text_of(question)) == (new, True)
    assert "Fallprevention" not in text_of(question)
    answer = mail(90, f"Nina Ny <{new}>", "Sv: förslag", "Ja", In_Reply_To=str(question["Message-ID"]))
    world.take(vouched(answer))
    with world.app.services.database.reading() as session:
        initiative = session.scalars(select(Initiative)).one()
    assert (initiative.initiator_address, initiative.initiator_name) == (new, "Nina Ny")


def test_who_was_asked_by_a_letter_that_was_stopped_takes_nothing_over(make_world):
    world, new = make_world(hold_all=True, trust={"authserv_id": "mx.example"}), "ny@varberg.example"
    world.numbers = iter(range(100, 1000))
    world.take(vouched(proposal(3, "Fallprevention")), vouched(mail(1, BO, "Lokalen", "Vi har en lokal att låna ut.")))
    say(world, f"byt kontaktperson för 0001 till Nina Ny, {new}", answers="review_digest")
    say(world, "skicka", answers="desk_receipt")
    say(world, "ångra", answers="desk_receipt")
    assert ("on_behalf", new, "stopped") in world.letters()
    world.take(vouched(mail(90, f"Nina Ny <{new}>", "OH-2026-0001", "Ja, det är mitt.")))
    with world.app.services.database.reading() as session:
        assert session.scalars(select(Initiative)).one().initiator_address == "anna3@varberg.example"


@pytest.mark.parametrize("address", ["anna3@varberg.example", BOT])
def test_contact_that_can_be_no_new_one_is_not_asked(desk_and_register, address):
    say(desk_and_register, f"byt kontaktperson för 0001 till {address}", answers="review_digest")
    say(desk_and_register, "skicka", answers="desk_receipt")
    assert "on_behalf" not in kinds(desk_and_register)


@pytest.fixture
def alike(make_world):
    """A world with two initiatives in the queue that are about the same, and a mail that waits."""
    world = make_world()
    world.numbers = iter(range(100, 1000))
    world.take(
        proposal(3, "Fallprevention"),
        proposal(4, "Förebygg fall"),
        mail(1, BO, "Lokalen", "Vi har en lokal som ni kan låna."),
    )
    return world


def test_one_initiative_is_merged_into_another_when_its_letter_has_been_seen(alike):
    say(alike, "slå ihop 0002 med 0001", answers="review_digest")
    assert registered(alike) == [("OH-2026-0001", "queued"), ("OH-2026-0002", "queued")]
    assert "Brevet till anna4@varberg.example" in receipt(alike)
    say(alike, "skicka", answers="desk_receipt")
    assert registered(alike) == [("OH-2026-0001", "queued"), ("OH-2026-0002", "closed")]
    assert len(files_of(alike, "OH-2026-0001")) == 2
    letter = alike.letter("merged")
    assert (letter["To"], "OH-2026-0001" in text_of(letter)) == ("Anna Ek <anna4@varberg.example>", True)
    assert ["Fallprevention" in text_of(letter), "anna3@" in text_of(letter)] == [False, False]
    say(alike, "ångra", answers="desk_receipt")
    assert "En sammanslagning går inte att ångra." in receipt(alike)


def test_initiative_that_is_not_there_is_merged_with_nothing(alike):
    say(alike, "slå ihop 0002 med 0009", answers="review_digest")
    say(alike, "skicka", answers="desk_receipt")
    assert registered(alike) == [("OH-2026-0001", "queued"), ("OH-2026-0002", "queued")]


def test_initiative_that_is_closed_is_merged_with_nothing(alike):
    say(alike, "slå ihop 0002 med 0001", answers="review_digest")
    say(alike, "skicka", answers="desk_receipt")
    say(alike, "slå ihop 0001 med 0002", answers="desk_receipt")
    assert "OH-2026-0001 och OH-2026-0002 kan inte slås ihop" in receipt(alike)
