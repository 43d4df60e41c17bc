"""What a mail achieves by how far its sender is known: verified, answering us, not to be verified, or forged."""

from __future__ import annotations

import io

import pytest
from docx import Document
from sqlalchemy import select

from mailbot.intake.handlers.who_may import GRANTS, Assurance, Grant, Wish
from mailbot.intake.review_reasons import Reason
from mailbot.primitives.references import codes_in
from mailbot.store.tables import Initiative
from tests.scenarios.test_secretary import AFTER_STOP, MEETING
from tests.support import backlog
from tests.support.backlog import SECRETARY, mail, proposal
from tests.support.world import forged, vouched

ANNA = "anna1@varberg.example"
TITLE = "Fallprevention"


def form(**changes) -> list[tuple[str, bytes]]:
    return [("f.docx", backlog.word.write(backlog.FORM, {**backlog.COMPLETE, "title": TITLE, **changes}))]


def text_of(letter) -> str:
    return letter.get_body(("plain",)).get_content()


def told(world, kind: str) -> str:
    letter = world.letter(kind)
    return f"{letter}\n{text_of(letter)}"


def answer(world, kind: str, words: str, number: int, *, sender: str = ANNA, dress=lambda data: data) -> None:
    """Answer the newest letter of a kind, whose code stands in `{code}`."""
    letter = world.letter(kind)
    code = codes_in(text_of(letter))[0]
    text = words.format(code=code)
    world.take(dress(mail(number, sender, f"Sv: {letter['Subject']}", text, In_Reply_To=letter["Message-ID"])))


def initiative(world) -> dict[str, object]:
    with world.app.services.database.reading() as session:
        one = session.scalars(select(Initiative)).one()
        purpose = one.form.fields["purpose"] if one.form else None
        return {"state": str(one.state), "confirmed": one.sender_confirmed, "purpose": purpose}


@pytest.fixture
def annas(trusting):
    """A world in which Anna, verified, has a complete initiative."""
    trusting.take(vouched(proposal(1, TITLE)))
    assert initiative(trusting) == {"state": "queued", "confirmed": True, "purpose": "Färre fall."}
    return trusting


def test_table_is_whole_and_gives_a_forger_nothing_at_once():
    assert {(wish, known) for wish in Wish for known in Assurance} == {
        (wish, known) for wish, grants in GRANTS.items() for known in grants
    }
    assert Grant.DONE not in {grants[Assurance.FAILS] for grants in GRANTS.values()}


IN_HER_NAME = [
    pytest.param(lambda data: data, id="unverified"),
    pytest.param(forged, id="forged"),
]


@pytest.mark.parametrize("dress", IN_HER_NAME)
def test_form_in_anothers_name_changes_nothing_until_the_address_answers_with_the_code(annas, dress):
    annas.take(dress(mail(2, ANNA, "Ny version", "Se bilagan.", form(purpose="Kapat."))))
    assert initiative(annas)["purpose"] == "Färre fall."
    assert annas.letters()[1:] == [("change_confirm", ANNA, "sent")]
    assert "Kapat" not in told(annas, "change_confirm")
    answer(annas, "change_confirm", "Nej, det var inte jag. {code}", 3)
    assert initiative(annas)["purpose"] == "Färre fall."
    answer(annas, "change_confirm", "Ja {code}", 4)
    assert initiative(annas)["purpose"] == "Kapat."
    assert annas.register() == [("OH-2026-0001", "queued")]


def test_forged_answer_in_a_known_thread_overwrites_nothing(annas):
    letter = annas.letter("receipt_complete")
    words = mail(2, ANNA, f"Sv: {letter['Subject']}", "Ny.", form(purpose="Kapat."), In_Reply_To=letter["Message-ID"])
    annas.take(forged(words))
    assert initiative(annas)["purpose"] == "Färre fall."
    annas.take(
        mail(3, ANNA, f"Sv: {letter['Subject']}", "Ny.", form(purpose="Annas."), In_Reply_To=letter["Message-ID"])
    )
    assert initiative(annas)["purpose"] == "Annas."


def test_where_no_server_is_trusted_a_form_changes_nothing_without_a_letter_of_ours(world):
    world.take(proposal(1, TITLE))
    world.take(mail(2, ANNA, "Ny version", "Se bilagan.", form(purpose="Kapat.")))
    assert initiative(world) == {"state": "queued", "confirmed": False, "purpose": "Färre fall."}
    letter = world.letter("receipt_complete")
    world.take(
        mail(3, ANNA, f"Sv: {letter['Subject']}", "Ny.", form(purpose="Annas."), In_Reply_To=letter["Message-ID"])
    )
    assert initiative(world) == {"state": "queued", "confirmed": True, "purpose": "Annas."}


def test_code_of_a_change_is_no_use_to_another_nor_twice(annas):
    annas.take(mail(2, ANNA, "Ny version", "Se bilagan.", form(purpose="Kapat.")))
    answer(annas, "change_confirm", "Ja {code}", 3, sender="eve@varberg.example", dress=vouched)
    assert initiative(annas)["purpose"] == "Färre fall."
    answer(annas, "change_confirm", "Ja {code}", 4)
    annas.take(vouched(mail(5, ANNA, "Ny version", "Se bilagan.", form(purpose="Annas."))))
    answer(annas, "change_confirm", "Ja {code}", 6)
    assert initiative(annas)["purpose"] == "Annas."
    assert annas.reasons()[-1].startswith(Reason.CONFIRMS_NOTHING.text())


def test_forged_proposal_is_registered_and_not_queued_until_the_address_answers(trusting):
    trusting.take(forged(proposal(1, TITLE)))
    assert initiative(trusting) == {"state": "unconfirmed", "confirmed": False, "purpose": "Färre fall."}
    assert trusting.letters() == [("sender_confirm", ANNA, "sent")]
    answer(trusting, "sender_confirm", "Ja, {code}", 2, dress=forged)
    assert initiative(trusting) == {"state": "queued", "confirmed": True, "purpose": "Färre fall."}
    assert trusting.letters()[1:] == [("receipt_complete", ANNA, "sent")]


def test_letter_about_a_forged_proposal_holds_nothing_of_its_writers(trusting):
    data = proposal(1, "Köp billiga klockor", initiator_name="Klockhandlaren").replace(
        b"<1@varberg.example>", b"<kop@ond.example>"
    )
    trusting.take(
        forged(
            data.replace(b"From: anna1", b'From: "Klockor AB" <anna1').replace(b".example\r\nTo", b".example>\r\nTo", 1)
        )
    )
    said = told(trusting, "sender_confirm").lower()
    assert trusting.letters() == [("sender_confirm", ANNA, "sent")]
    assert [word for word in ("klock", "ond.example", "fallprevention") if word in said] == []


def test_incomplete_forged_proposal_is_asked_for_the_rest_once_confirmed(trusting):
    trusting.take(forged(proposal(1, TITLE, purpose=None)))
    answer(trusting, "sender_confirm", "ja {code}", 2)
    assert initiative(trusting) == {"state": "incomplete", "confirmed": True, "purpose": None}
    assert trusting.letters()[1:] == [("receipt_incomplete", ANNA, "sent")]


def test_forger_is_told_nothing_in_anybodys_name(annas):
    before = len(annas.letters())
    annas.take(forged(mail(2, ANNA, "Fråga", "Hur går det med OH-2026-0001?")))
    annas.take(forged(mail(3, ANNA, "Fråga", "Hur gör man för att lämna ett förslag?")))
    assert [kind for kind, _, _ in annas.letters()[before:]] == ["review_digest"]
    assert annas.reasons()[1:] == [Reason.STATUS_IN_ANOTHERS_NAME.text(), Reason.QUESTION_FROM_STRANGER.text()]


def test_withdrawal_in_a_thread_of_ones_own_is_done_and_a_forged_one_is_asked_about(annas):
    letter = annas.letter("receipt_complete")
    words = mail(2, ANNA, str(letter["Subject"]), "Vi drar tillbaka vårt förslag.", In_Reply_To=letter["Message-ID"])
    annas.take(forged(words))
    assert annas.register() == [("OH-2026-0001", "queued")]
    assert annas.letters()[-1] == ("withdrawal_confirm", ANNA, "sent")
    annas.take(words.replace(b"<2@", b"<3@"))
    assert annas.register() == [("OH-2026-0001", "withdrawn")]


def test_secretary_sees_who_is_not_confirmed(make_world):
    world = make_world(meetings=MEETING, trust={"authserv_id": "mx.example"})
    world.take(vouched(proposal(1, TITLE)), proposal(2, "Sårvård"))
    world.now = AFTER_STOP
    world.take()
    said = text_of(world.letter("agenda"))
    items = [" ".join(item.split()) for item in said[said.index("Initiativ på") : said.index("Det här")].split("- §")]
    assert [item.endswith("Avsändaren är inte bekräftad") for item in items[1:]] == [False, True]


def test_secretary_and_meeting_see_who_writes_from_elsewhere_under_any_name(make_world):
    world = make_world(meetings=MEETING, trust={"authserv_id": "mx.example"})
    as_siv = form(initiator_name="Siv Alm", email="siv.alm@ond.example", title="Sårvård")
    of_the_secretary = mail(3, SECRETARY, "F", "Se.", form(title="Vidarebefordrat"))
    world.take(
        vouched(proposal(1, TITLE)),
        vouched(mail(2, "Siv Alm <siv.alm@ond.example>", "F", "Se.", as_siv), "ond.example"),
        vouched(of_the_secretary, "regionhalland.example"),
    )
    world.now = AFTER_STOP
    world.take()
    agenda = world.letter("agenda")
    said = text_of(agenda)
    items = [" ".join(item.split()) for item in said[said.index("Initiativ på") : said.index("Det här")].split("- §")]
    assert [item.endswith(". Skickat från ond. example") for item in items[1:]] == [False, True, False]
    (file,) = (part for part in agenda.iter_attachments() if part.get_filename().endswith(".docx"))
    cells = [
        cell.text
        for table in Document(io.BytesIO(file.get_content())).tables
        for row in table.rows
        for cell in row.cells
    ]
    from_elsewhere = "Skickat från ond.example, som inte hör till någon organisation som deltar."
    assert [cell for cell in cells if "Skickat från" in cell] == [from_elsewhere]


def test_forged_orders_give_one_warning_an_hour_with_their_number(annas):
    orders = [
        forged(mail(n, SECRETARY, "Dagordning", "Ta bort OH-2026-0001"), "regionhalland.example") for n in range(10, 16)
    ]
    before = len(annas.letters())
    annas.take(*orders[:3])
    annas.wait(hours=1)
    annas.take(*orders[3:])
    kinds = [kind for kind, to, _ in annas.letters()[before:]]
    assert kinds.count("forged_orders") == 2
    assert "Vi har fått 3 instruktioner" in text_of(annas.letter("forged_orders"))
    assert annas.register() == [("OH-2026-0001", "queued")]


def test_victim_of_a_flood_gets_a_few_letters_and_a_real_initiator_waits_behind_none(trusting):
    victim = "offer@varberg.example"
    flood = [forged(mail(n, victim, "Förslag", "Se bilagan.", form(title=f"Reklam {n}"))) for n in range(100, 108)]
    trusting.take(*flood[:4], vouched(proposal(1, TITLE)), *flood[4:])
    letters = [(kind, to) for kind, to, _ in trusting.letters() if kind != "review_digest"]
    assert letters.count(("sender_confirm", victim)) == 3
    assert len(letters) == 4
    went_out = [recipient for letter in trusting.smtp.letters for recipient in letter.recipients]
    assert went_out[0] == ANNA


def test_flood_that_nobody_vouches_for_is_capped_whatever_the_letters_kind(make_world):
    world = make_world(trust={"authserv_id": "mx.example"}, letters={"unverified_per_hour": 4})
    world.take(*(mail(n, ANNA, "Förslag", "Se bilagan.", form(title=f"Reklam {n}")) for n in range(100, 108)))
    assert [to for _, to, _ in world.letters()].count(ANNA) == 4
    assert world.reasons()[4:] == [Reason.CAPPED.text()] * 4
    assert len(world.register()) == 8


@pytest.mark.parametrize(
    "words",
    [
        "Bluffmejl! Jag drar tillbaka mitt förslag står det.",
        "Falskt: jag drar tillbaka mitt förslag",
        "Vi drar tillbaka vårt förslag - så skrev någon annan i mitt namn",
        "Jag drar tillbaka mitt förslag, påstår ni?",
        "Nej, det var inte jag. Jag drar tillbaka mitt förslag skrev någon annan.",
    ],
)
def test_who_disowns_a_withdrawal_withdraws_nothing_though_the_code_comes_along(annas, words):
    annas.take(mail(2, ANNA, "Återkalla", "Jag drar tillbaka mitt förslag."))
    answer(annas, "withdrawal_confirm", f"{words}\n\n> dra tillbaka OH-2026-0001 {{code}}", 3)
    assert annas.register() == [("OH-2026-0001", "queued")]
    assert annas.ledger()[-1][2] == "review"
