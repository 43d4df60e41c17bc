"""A form that somebody sends for another: whose address stands in it is asked, and takes over by saying yes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from mailbot.intake.review_reasons import Reason
from mailbot.store.tables import Decision, Initiative
from mailbot.store.values import DecisionOutcome, DecisionState, State
from tests.scenarios.test_who_may_do_what import answer as answer_with_code
from tests.scenarios.test_who_may_do_what import form, text_of
from tests.support.backlog import BOT, SECRETARY, mail
from tests.support.world import forged, vouched

ANNA = "anna.ek@varberg.example"
SIV = "siv.alm@varberg.example"
BO = "bo.falk@varberg.example"
STRANGER = "siv@annanstans.example"
REFERENCE = "OH-2026-0001"


def forwarded(number: int = 1, *, sender: str = ANNA, email: str = SIV, **changes) -> bytes:
    """Return a mail in which somebody sends Siv's form."""
    answers = {"initiator_name": "Siv Alm", "email": email, **changes}
    return mail(number, sender, "VB: Vårt förslag", "Den här kom till mig.", form(**answers))


def answer(world, words: str, number: int, *, sender: str = SIV, files=()) -> bytes:
    letter = world.letter("on_behalf")
    return mail(number, sender, f"Sv: {letter['Subject']}", words, files, In_Reply_To=letter["Message-ID"])


def initiator(world) -> list[tuple[str, str, str, bool]]:
    with world.app.services.database.reading() as session:
        found = session.scalars(select(Initiative).order_by(Initiative.id))
        return [(one.initiator_name, one.initiator_address, str(one.state), one.sender_confirmed) for one in found]


def letters(world) -> list[tuple[str, str]]:
    return [(kind, to) for kind, to, _ in world.letters() if kind != "review_digest"]


@pytest.fixture
def asked(trusting):
    """A world in which Anna has sent Siv's form, and Siv has been asked."""
    trusting.take(vouched(forwarded()))
    assert letters(trusting) == [("on_behalf", SIV), ("receipt_complete", ANNA)]
    assert initiator(trusting) == [("Siv Alm", ANNA, "queued", True)]
    return trusting


def test_who_is_named_gets_a_letter_without_a_word_of_the_form_and_the_sender_is_told(asked):
    letter, receipt = asked.letter("on_behalf"), text_of(asked.letter("receipt_complete"))
    said = f"{letter}\n{text_of(letter)}"
    assert f"Ett förslag har lämnats i ditt namn av {ANNA}." in text_of(letter)
    assert [word for word in ("Fallprevention", "faller", "Siv Alm", "VB:", "<1@") if word in said] == []
    assert f"I formuläret står e-postadressen {SIV}. Vi har frågat dit" in " ".join(receipt.split())
    assert asked.ledger() == [("submission", "form", "handled")]


YES = [
    "Ja",
    "Ja tack!\n\nMvh Siv",
    "Hej!\n\nJa, det stämmer. Det är mitt förslag.\n\nSiv Alm",
    "Det är vårt",
    "Hej,\nja, det är jag som är initiativtagare.\n\nMvh Siv",
]


@pytest.mark.parametrize("words", YES)
@pytest.mark.parametrize("dress", [lambda data: data, vouched], ids=["unverified", "verified"])
def test_yes_to_the_letter_makes_who_is_named_the_initiator(asked, words, dress):
    asked.take(dress(answer(asked, words, 2)))
    assert initiator(asked) == [("Siv Alm", SIV, "queued", True)]
    assert letters(asked)[2:] == [("handed_over", ANNA), ("receipt_complete", SIV)]
    assert asked.ledger()[1:] == [("completion", "takes_over", "handled")]


def test_who_had_it_is_told_without_a_word_of_the_new_one(asked):
    asked.take(vouched(answer(asked, "Ja", 2)))
    letter = asked.letter("handed_over")
    said = f"{letter}\n{text_of(letter)}"
    assert (letter["To"], "Initiativet har en ny initiativtagare" in said) == (ANNA, True)
    assert [word for word in (SIV, "Sv: ", "<2@") if word in said] == []


@pytest.mark.parametrize("end", [State.WITHDRAWN, State.CLOSED, State.REJECTED])
def test_yes_that_comes_too_late_takes_nothing_over(asked, end):
    with asked.app.services.unit_of_work("operator") as work:
        work.session.scalars(select(Initiative)).one().state = end
    asked.take(vouched(answer(asked, "Ja", 2)))
    assert initiator(asked)[0][1] == ANNA
    assert asked.reasons()[1].startswith(Reason.TAKES_OVER_TOO_LATE.text(reference=REFERENCE))
    assert letters(asked)[2:] == []


@pytest.mark.parametrize(("asked_after", "taken"), [(False, ANNA), (True, SIV)])
def test_yes_after_the_decision_counts_where_it_was_asked_after_it(asked, asked_after, taken):
    with asked.app.services.unit_of_work("operator") as work:
        initiative = work.session.scalars(select(Initiative)).one()
        initiative.state = State.APPROVED
        decided_at = work.now - timedelta(days=1) if asked_after else work.now + timedelta(days=1)
        work.session.add(
            Decision(
                initiative=initiative,
                outcome=DecisionOutcome.APPROVED,
                state=DecisionState.APPLIED,
                created_at=decided_at,
                applied_at=decided_at,
            )
        )
    asked.wait(days=2)
    asked.take(vouched(answer(asked, "Ja", 2)))
    assert initiator(asked)[0][1] == taken


def test_verified_yes_that_lost_the_thread_counts_and_another_does_not(asked):
    yes = [mail(number, SIV, f"Sv: [{REFERENCE}] Ett förslag", "Ja") for number in (2, 3)]
    asked.take(yes[0])
    assert initiator(asked) == [("Siv Alm", ANNA, "queued", True)]
    assert asked.reasons()[1] == Reason.TAKES_OVER_UNCONFIRMED.text(reference=REFERENCE)
    asked.take(vouched(yes[1]))
    assert initiator(asked) == [("Siv Alm", SIV, "queued", True)]


NO = ["Nej", "Ja, men Bo ska ha svaren.", "Jag vet inget om det här.", "Tack!", "Vem är det här?", "Dra tillbaka det."]


@pytest.mark.parametrize("words", NO)
def test_anything_but_yes_changes_nothing_and_is_read_by_a_human(asked, words):
    asked.take(vouched(answer(asked, words, 2)))
    assert initiator(asked) == [("Siv Alm", ANNA, "queued", True)]
    assert asked.ledger()[1][2] == "review"
    assert letters(asked)[2:] == []


def test_nobody_else_takes_over(asked):
    asked.take(forged(answer(asked, "Ja", 2)))
    asked.take(vouched(answer(asked, "Ja", 3, sender=BO)))
    asked.take(vouched(mail(4, BO, f"[{REFERENCE}]", "Ja, det är mitt förslag.")))
    assert initiator(asked) == [("Siv Alm", ANNA, "queued", True)]
    assert [outcome for _, _, outcome in asked.ledger()[1:]] == ["review"] * 3


def test_forged_form_asks_only_its_sender_until_that_one_has_confirmed(trusting):
    trusting.take(forged(forwarded()))
    assert letters(trusting) == [("sender_confirm", ANNA)]


def test_address_outside_the_listed_domains_is_not_written_to_but_shown_to_a_human(trusting):
    trusting.take(vouched(forwarded(email=STRANGER)))
    assert letters(trusting) == [("receipt_complete", ANNA)]
    assert trusting.reasons() == [Reason.NAMED_ELSEWHERE.text(reference=REFERENCE)]
    receipt = " ".join(text_of(trusting.letter("receipt_complete")).split())
    assert f"I formuläret står e-postadressen {STRANGER}. Dit har vi inte skrivit." in receipt


@pytest.mark.parametrize("email", [None, ANNA, ANNA.upper(), BOT])
def test_form_that_names_nobody_else_is_the_senders(trusting, email):
    trusting.take(vouched(forwarded(email=email)))
    assert letters(trusting) == [("receipt_complete", ANNA)]
    assert trusting.reasons() == [""]
    assert "Vem är initiativtagare" not in text_of(trusting.letter("receipt_complete"))


def test_incomplete_form_is_completed_by_who_took_over(trusting):
    trusting.take(vouched(forwarded(purpose=None)))
    trusting.take(answer(trusting, "Ja", 2))
    assert letters(trusting)[2:] == [("handed_over", ANNA), ("receipt_incomplete", SIV)]
    assert "Syfte" in text_of(trusting.letter("receipt_incomplete"))
    trusting.take(vouched(mail(3, SIV, "Vårt förslag", "Nu ifylld.", form(initiator_name="Siv Alm", email=SIV))))
    assert letters(trusting)[4:] == [("receipt_complete", SIV)]
    assert initiator(trusting) == [("Siv Alm", SIV, "queued", True)]


def test_form_from_who_is_named_is_the_answer(asked):
    asked.take(vouched(mail(2, SIV, "Mitt förslag", "Se bilagan.", form(initiator_name="Siv Alm", email=SIV))))
    assert initiator(asked) == [("Siv Alm", SIV, "queued", True)]
    assert letters(asked)[2:] == [("handed_over", ANNA), ("same_again", SIV)]


def test_form_under_another_title_in_reply_to_the_question_is_the_answer(asked):
    changed = form(initiator_name="Siv Alm", email=SIV, title="Färre fall hemma")
    asked.take(answer(asked, "Jag har ändrat rubriken.", 2, files=[("f.docx", changed[0][1])]))
    assert asked.register() == [(REFERENCE, "queued")]
    assert initiator(asked) == [("Siv Alm", SIV, "queued", True)]


def test_another_proposal_in_reply_to_the_question_is_registered_by_itself(asked):
    texts = ("title", "background", "description", "purpose", "expected_effect")
    other = form(**dict.fromkeys(texts, "Något helt annat."), initiator_name="Siv Alm", success_factors=("Enkel",))
    asked.take(answer(asked, "Ett annat förslag.", 2, files=[("f.docx", other[0][1])]))
    assert [address for _, address, _, _ in initiator(asked)] == [ANNA, SIV]


def test_form_that_its_initiator_has_sent_already_is_not_registered_again(trusting):
    own = form(initiator_name="Siv Alm", email=SIV)
    trusting.take(vouched(mail(1, SIV, "Mitt förslag", "Se bilagan.", own)))
    trusting.take(vouched(forwarded(2)))
    assert trusting.reasons()[1] == Reason.ALREADY_THEIRS.text(reference=REFERENCE)
    trusting.take(vouched(forwarded(3, purpose="Annat.")))
    assert letters(trusting) == [("receipt_complete", SIV), ("change_confirm", SIV)]
    assert initiator(trusting) == [("Siv Alm", SIV, "queued", True)]


def test_same_form_again_asks_nobody_twice(asked):
    asked.take(vouched(forwarded(2)), vouched(forwarded(3, purpose="Annat.")))
    assert letters(asked)[2:] == [("same_again", ANNA), ("same_again", ANNA)]


def test_one_address_is_asked_so_often_in_an_hour_at_most(trusting):
    flood = [vouched(forwarded(n, title=f"Reklam {n}")) for n in range(100, 105)]
    trusting.take(*flood)
    assert letters(trusting).count(("on_behalf", SIV)) == 3
    assert trusting.reasons()[3:] == [
        Reason.NAMED_NOT_ASKED.text(reference=f"OH-2026-{number:04}") for number in (4, 5)
    ]


def test_sender_nobody_vouches_for_has_few_addresses_asked_and_all_letters_wait_behind_others(trusting):
    flood = [forwarded(n, title=f"Reklam {n}", email=f"anstalld{n}@varberg.example") for n in range(100, 106)]
    trusting.take(*flood[:3], vouched(forwarded(1, sender=BO, email=None)), *flood[3:])
    asked = [to for kind, to in letters(trusting) if kind == "on_behalf"]
    assert asked == [f"anstalld{n}@varberg.example" for n in (100, 101, 102)]
    went_out = [recipient for letter in trusting.smtp.letters for recipient in letter.recipients]
    assert [to for to in went_out if to != SECRETARY][-3:] == asked


@pytest.mark.parametrize(
    ("dress", "domain", "asked"),
    [
        pytest.param(lambda data: vouched(data, "ond.example"), "ond.example", 4, id="a domain of one's own"),
        pytest.param(lambda data: data, "varberg.example", 4, id="nobody vouches"),
        pytest.param(vouched, "varberg.example", 6, id="a listed organisation's"),
    ],
)
def test_many_senders_together_have_no_more_addresses_asked_than_one(make_world, dress, domain, asked):
    world = make_world(trust={"authserv_id": "mx.example"}, letters={"unverified_per_hour": 4})
    mails = [forwarded(n, sender=f"s{n}@{domain}", email=f"anstalld{n}@varberg.example") for n in range(100, 106)]
    world.take(*map(dress, mails))
    assert [kind for kind, _, _ in world.letters()].count("on_behalf") == asked


def test_stranger_whose_word_is_all_there_is_is_not_named_to_who_is_asked(trusting):
    trusting.take(forwarded(sender="kop.klockor@ond.example"))
    said = text_of(trusting.letter("on_behalf"))
    assert "Vi vet inte vem som har skickat det." in said
    assert "ond.example" not in str(trusting.letter("on_behalf")) + said
    trusting.take(forwarded(2, sender=BO, title="Annat"))
    assert f"i ditt namn av {BO}. Din e-postadress står där. Vi kan inte bekräfta" in " ".join(
        text_of(trusting.letter("on_behalf")).split()
    )


CHANGED = "Kortare väntan."


def purposes(world) -> list[list[str]]:
    with world.app.services.database.reading() as session:
        found = session.scalars(select(Initiative).order_by(Initiative.id))
        return [[version.fields["purpose"] for version in one.versions] for one in found]


@pytest.fixture
def changed(trusting):
    """A world in which Siv has proposed something, and Anna sent Siv's new version of it with a proposal of her own."""
    own = form(initiator_name="Siv Alm", email=SIV)
    trusting.take(vouched(mail(1, SIV, "Mitt förslag", "Se bilagan.", own)))
    new = form(initiator_name="Siv Alm", email=SIV, purpose=CHANGED)
    ((_, annas),) = form(title="Annas eget", description="Något helt annat.")
    trusting.take(vouched(mail(2, ANNA, "VB: Två förslag", "Se bilagorna.", [*new, ("annas.docx", annas)])))
    assert letters(trusting)[1:] == [("change_confirm", SIV), ("receipt_complete", ANNA)]
    return trusting


@pytest.mark.parametrize("dress", [lambda data: data, vouched], ids=["unverified", "verified"])
def test_initiators_yes_takes_up_the_new_version_that_another_sent_and_nothing_else(changed, dress):
    answer_with_code(changed, "change_confirm", "Ja {code}", 3, sender=SIV, dress=dress)
    assert purposes(changed) == [["Färre fall.", CHANGED], ["Färre fall."]]
    assert [one[1] for one in initiator(changed)] == [SIV, ANNA]
    assert letters(changed)[3:] == [("same_again", SIV)]


def test_another_who_has_the_code_takes_up_nothing(changed):
    answer_with_code(changed, "change_confirm", "Ja {code}", 3, sender=ANNA, dress=vouched)
    assert purposes(changed) == [["Färre fall."], ["Färre fall."]]
    assert letters(changed)[3:] == []


@pytest.mark.parametrize(
    "words",
    [
        f"Registrera, för någon annans räkning: Siv Alm, {SIV}",
        f"Hej!\n\nDen kom på papper, för en annans räkning: Siv Alm <{SIV}>.\n\nMvh Maria",
    ],
)
def test_secretary_sends_the_form_of_who_wrote_on_paper_and_that_one_is_asked(trusting, words):
    sent = mail(1, SECRETARY, "Förslag på papper", words, form(initiator_name="Siv Alm", email=None))
    trusting.take(vouched(sent, "regionhalland.example"))
    assert letters(trusting) == [("on_behalf", SIV), ("receipt_complete", SECRETARY)]
    assert initiator(trusting) == [("Siv Alm", SECRETARY, "queued", True)]
    receipt = " ".join(text_of(trusting.letter("receipt_complete")).split())
    assert f"I mejlet står e-postadressen {SIV}. Vi har frågat dit" in receipt
    trusting.take(vouched(answer(trusting, "Ja", 2)))
    assert initiator(trusting)[0][1] == SIV
    assert letters(trusting)[2:] == [("handed_over", SECRETARY), ("receipt_complete", SIV)]


def test_proposal_that_came_by_telephone_is_registered_incomplete_and_its_initiator_asked(trusting):
    words = f"Registrera, för någon annans räkning: Siv Alm, {SIV}\n\nSiv ringde. Kommunerna kan dela nattpatrull."
    trusting.take(vouched(mail(1, SECRETARY, "Gemensam nattpatrull", words)))
    assert sorted((kind, to) for kind, to, _ in trusting.letters()) == [
        ("on_behalf", SIV),
        ("receipt_incomplete", SECRETARY),
    ]
    with trusting.app.services.database.reading() as session:
        (one,) = session.scalars(select(Initiative))
        said = (one.title, str(one.state), one.form.fields["description"], one.form.fields["initiator_name"])
    assert said == ("Gemensam nattpatrull", "incomplete", "Siv ringde. Kommunerna kan dela nattpatrull.", "Siv Alm")
    trusting.take(vouched(answer(trusting, "Ja", 2)))
    assert initiator(trusting)[0][:3] == ("Siv Alm", SIV, "incomplete")
    assert trusting.letters()[-1][:2] == ("receipt_incomplete", SIV)
    asked = trusting.letter("receipt_incomplete")
    assert "1. Öppna formuläret, som är bifogat i Word och i Excel. Det är tomt." in text_of(asked)
    assert [part.get_filename().rpartition(".")[2] for part in asked.iter_attachments()] == ["docx", "xlsx"]
    assert trusting.letter("handed_over")["To"] == SECRETARY


@pytest.mark.parametrize(("sender", "dress"), [(ANNA, vouched), (SECRETARY, forged)], ids=["initiator", "forged"])
def test_nobody_but_a_secretary_has_something_registered_in_words(trusting, sender, dress):
    words = f"Registrera, för någon annans räkning: Siv Alm, {SIV}\n\nDela nattpatrull."
    trusting.take(dress(mail(1, sender, "Nattpatrull", words)))
    assert initiator(trusting) == []
    assert "on_behalf" not in [kind for kind, _, _ in trusting.letters()]
