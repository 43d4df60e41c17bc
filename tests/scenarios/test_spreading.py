"""Evaluated work comes on the next agenda, the group says what becomes of it, and each organisation is asked."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from mailbot.intake.review_reasons import Reason
from mailbot.register.work_under_way import spread_table
from mailbot.store.tables import Letter, Spreading
from tests.scenarios.test_evaluation import evaluation
from tests.scenarios.test_secretary import code_of, say
from tests.scenarios.test_who_may_do_what import answer as answer_with_code
from tests.scenarios.test_who_may_do_what import text_of
from tests.scenarios.test_work_after_approval import (
    ANNA,
    EVA,
    REFERENCE,
    STRANGER,
    approve,
    events,
    new_letters,
    reply,
    work,
)
from tests.support.backlog import SECRETARY, mail
from tests.support.world import forged, vouched

HYLTE, LAHOLM = "kim.ek@hylte.example", "lo.dahl@laholm.example"
MEETINGS = {
    "dates": [
        {"date": "2026-12-10", "stop": datetime(2026, 11, 26, 12, tzinfo=UTC)},
        {"date": "2027-09-10", "stop": datetime(2027, 8, 27, 12, tzinfo=UTC)},
    ]
}
ORGANISATIONS = [
    {"name": "Varbergs kommun", "domains": ["varberg.example"]},
    {"name": "Hylte kommun", "domains": ["hylte.example"], "contact": HYLTE, "contact_name": "Kim Ek"},
    {"name": "Laholms kommun", "domains": ["laholm.example"], "contact": LAHOLM},
    {"name": "Annan vårdgivare"},
]


@pytest.fixture
def told(make_world):
    """Eva's work has been evaluated, and its agenda has gone to the secretary."""
    changes = {"meetings": MEETINGS, "trust": {"authserv_id": "mx.example"}, "organisations": ORGANISATIONS}
    world = make_world(**changes)
    approve(world, f"Eva Berg, {EVA}", date(2027, 6, 10))
    new_letters(world)
    reply(world, "responsible_asked", "Ja", 10, EVA)
    world.now = world.now.replace(year=2027, month=6, day=10)
    world.take()
    world.take(vouched(evaluation(20)))
    assert Reason.EVALUATION_CAME.text(reference=REFERENCE) not in world.reasons()
    world.now = datetime(2027, 8, 27, 13, tzinfo=UTC)
    new_letters(world)
    world.take()
    assert new_letters(world) == [("agenda", SECRETARY)]
    world.now = datetime(2027, 9, 10, 15, tzinfo=UTC)
    world.numbers = iter(range(100, 1000))
    return world


@pytest.fixture
def asked(told):
    """The group has decided to spread it to two."""
    decide(told, f"{REFERENCE} sprid till Hylte och Laholm: bra resultat")
    told.take()
    return told


def decide(world, line: str) -> None:
    say(world, line, answers="agenda")
    say(world, f"skicka {code_of(world, 'decisions_receipt')}", answers="decisions_receipt")


def said(world) -> list[tuple[str, str | None, str | None, str]]:
    with world.app.services.database.reading() as session:
        rows = session.scalars(select(Spreading).order_by(Spreading.id))
        return [
            (one.organisation, one.answer and str(one.answer), one.takes_up_on and str(one.takes_up_on), one.reason)
            for one in rows
        ]


def answers(world, words: str, number: int, sender: str, dress=bytes, about: str = "") -> list[tuple[str, str]]:  # noqa: PLR0917 - a mail
    """Answer the question that went to that organisation."""
    name = about or ("Hylte" if "hylte" in sender else "Laholms")
    with world.app.services.database.reading() as session:
        found = select(Letter).where(Letter.kind == "spread_asked", Letter.subject.contains(name))
        letter = session.scalars(found.order_by(Letter.id.desc())).first()
        identity = letter.message_id
    world.take(dress(mail(number, sender, "Sv: fråga", words, In_Reply_To=identity)))
    return new_letters(world)


def test_from_evaluated_to_spread(told):
    agenda = {part.get_filename() for part in told.letter("agenda").iter_attachments()}
    assert agenda == {"Dagordning RUG 2027-09-10.docx", "Dagordning RUG 2027-09-10.xlsx"}
    say(told, f"{REFERENCE} sprid till Lund", answers="agenda")
    assert "«lund» är ingen organisation som deltar." in " ".join(text_of(told.letter("decisions_receipt")).split())
    say(told, f"{REFERENCE} sprid till Hylte och Laholm: bra resultat", answers="agenda")
    receipt = " ".join(text_of(told.letter("decisions_receipt")).split())
    assert "Spridning till några: Hylte kommun, Laholms kommun" in receipt
    assert work(told)["state"] == "evaluated"
    new_letters(told)
    say(told, f"skicka {code_of(told, 'decisions_receipt')}", answers="decisions_receipt")
    assert [one for one in new_letters(told) if one[0] != "protocol"] == sorted(
        [
            ("decision_on_work", ANNA),
            ("decision_on_work", EVA),
            ("done", SECRETARY),
            ("spread_asked", HYLTE),
            ("spread_asked", LAHOLM),
        ]
    )
    assert work(told)["state"] == "spread"
    assert answers(told, "Ja", 29, HYLTE) == [("spread_when", HYLTE)]
    assert answers(told, "Nej: ingen tid", 30, HYLTE) == [("spread_answered", HYLTE)]
    assert answers(told, "Ja 2028-03-01", 32, HYLTE) == [("spread_answered", HYLTE)]
    assert answers(told, "nej: vi saknar personal", 31, LAHOLM) == [("spread_answered", LAHOLM)]
    assert said(told) == [
        ("Hylte kommun", "takes_up", "2028-03-01", ""),
        ("Laholms kommun", "declines", None, "Vi saknar personal"),
    ]
    assert events(told)[-5:] == ["spread_asked", "spread_asked", *["spread_answered"] * 3]
    told.wait(hours=2)
    told.take()
    note = " ".join(text_of(told.letter("review_digest")).split())
    assert f"{REFERENCE} Fallprevention: alla har svarat. 1 gör likadant, 0 gör det redan och 1 tackar nej." in note


def test_only_the_contact_answers_for_its_organisation(asked):
    new_letters(asked)
    for number, (sender, dress) in enumerate(
        [(STRANGER, vouched), ("bo@hylte.example", vouched), (LAHOLM, vouched), (EVA, vouched)], 40
    ):
        assert answers(asked, "ja 2028-03-01", number, sender, dress, about="Hylte") == []
    assert [one[1] for one in said(asked)] == [None, None]


def test_answer_that_is_forged_needs_the_code_that_goes_to_the_contact(asked):
    new_letters(asked)
    forged_answer = mail(50, HYLTE, "Svar", f"{REFERENCE}\nnej: kapat")
    for dress in (bytes, forged):
        asked.take(dress(forged_answer if dress is bytes else mail(51, HYLTE, "Svar", f"{REFERENCE}\nja 2028-03-01")))
        assert [one[1] for one in said(asked)] == [None, None]
    assert new_letters(asked)[0] == ("change_confirm", HYLTE)
    answer_with_code(asked, "change_confirm", "Ja {code}", 52, sender=HYLTE)
    assert said(asked)[0][1] is not None


def test_organisation_without_a_contact_is_left_to_the_secretary_and_shown_in_the_table(told):
    decide(told, f"{REFERENCE} sprid till alla")
    told.wait(hours=2)
    told.take()
    note = " ".join(text_of(told.letter("review_digest")).split())
    assert f"{REFERENCE}: Varbergs kommun har ingen kontakt" in note
    with told.app.services.database.reading() as session:
        shown = spread_table(session, told.app.services.config, told.now)
    assert shown.organisations == ("Varbergs kommun", "Hylte kommun", "Laholms kommun")
    assert shown.rows[0].cells == ("Ingen kontakt", "Inget svar än", "Inget svar än")
    say(told, "status")
    letter = told.letter("register_overview")
    assert "Laholms kommun: Inget svar än" in text_of(letter)
    (sheet,) = letter.iter_attachments()
    assert load_workbook(BytesIO(sheet.get_content())).sheetnames == ["Initiativ", "Pågående arbete", "Spridning"]
