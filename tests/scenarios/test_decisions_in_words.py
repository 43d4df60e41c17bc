"""The secretary writes the decisions in the mail itself: lines, a table, corrections, words for a letter."""

from __future__ import annotations

from email import message_from_bytes, policy

import pytest
from sqlalchemy import select

from mailbot.demo import fill_in_agenda
from mailbot.demo.fill_in_agenda import Written
from mailbot.primitives.references import codes_in
from mailbot.store.tables import Decision
from tests.scenarios.test_secretary import AFTER_MEETING, MEETING, OTHER, _text, code_of, rug, say, states
from tests.support.backlog import SECRETARY, mail, proposal

__all__ = ["rug"]

ONE, TWO = "OH-2026-0001", "OH-2026-0002"


@pytest.fixture
def held(rug):
    """The world after its meeting; its initiatives have §§ 5 and 6."""
    rug.now = AFTER_MEETING
    return rug


def decisions(world) -> list[tuple[str, str, str, str]]:
    with world.app.services.database.reading() as session:
        found = session.scalars(select(Decision).order_by(Decision.id)).all()
        return [(d.initiative.reference, str(d.outcome), d.reasons, str(d.state)) for d in found]


def receipt(world) -> str:
    return " ".join(_text(world.letter("decisions_receipt")).split())


def test_lines_become_letters_only_with_the_code(held):
    lines = f"{ONE} bifall: Väl förankrat. Ansvarig: Eva Nordin\n§ 6 avslag, motivering: Görs redan."
    say(held, f"Hej!\n\nHär är besluten.\n\n{lines}", answers="agenda")
    assert decisions(held) == [
        (ONE, "approved", "Väl förankrat.", "proposed"),
        (TWO, "rejected", "Görs redan.", "proposed"),
    ]
    assert "oklart" not in receipt(held)
    say(held, "skicka", answers="decisions_receipt")
    assert states(held) == ["approved", "rejected"]
    assert "Görs redan." in _text(held.letter("decision_rejected"))


def test_each_letter_is_shown_as_it_will_go(held):
    say(held, f"{ONE} bifall: Bra.\n{TWO} återremiss: Beskriv kostnaden.", answers="agenda")
    shown = _text(held.letter("decisions_receipt"))
    say(held, "skicka", answers="decisions_receipt")
    for kind in ("decision_approved", "decision_referred_back"):
        assert [line for line in _text(held.letter(kind)).splitlines() if line.strip() not in shown] == []


def test_new_mail_of_its_own_finds_the_meeting(held):
    say(held, f"{ONE} bifall\n0002 bordläggs")
    assert [(reference, outcome) for reference, outcome, _, _ in decisions(held)] == [
        (ONE, "approved"),
        (TWO, "deferred"),
    ]


def test_table_in_the_mail_is_taken(held):
    table = (
        "<table><tr><td>Ärende</td><td>Beslut</td><td>Motivering</td></tr>"
        f"<tr><td>{ONE}</td><td>Bifall</td><td>Bra.</td></tr><tr><td>{TWO}</td><td>Avslag</td><td>Nej.</td></tr></table>"
    )
    data = mail(next(held.numbers), SECRETARY, "Beslut", "Se tabellen.")
    head, _, _ = data.partition(b"Content-Type")
    html = f"<html><body><p>Hej!</p>{table}</body></html>".encode()
    held.take(head + b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + html)
    assert decisions(held) == [(ONE, "approved", "Bra.", "proposed"), (TWO, "rejected", "Nej.", "proposed")]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (f"{ONE} bifall", f"{TWO} saknas i mejlet och ligger kvar."),
        (f"{ONE} bifall\n{ONE} avslag: nej\n{TWO} bifall", f"{ONE}: två olika beslut är ifyllda."),
        (f"{ONE} bifall\n{TWO} avslag", f"{TWO}: Avslag behöver en motivering."),
        (f"{ONE} bifall\n{TWO} bifalls inte", f"{TWO}: «bifalls inte» känns inte igen som beslut."),
        (f"{ONE} bifall\nOH-2026-0099 bifall", "OH-2026-0099 står inte på dagordningen till mötet torsdag 10 december"),
        (f"{ONE} bifall\n§ 9 bifall", "§ 9 står inte på dagordningen"),
        (f"§ 6 {ONE} bifall\n{TWO} bifall", f"§ 6 {ONE} står inte på dagordningen"),
        (f"{ONE} Sårvård: bifall\n{TWO} bifall", f"{ONE}: «Sårvård bifall» känns inte igen som beslut."),
        (f"{ONE} bifall\n\nEva är jävig i det andra.", "«Eva är jävig i det andra.» hör inte till något beslut"),
    ],
)
def test_what_is_not_clear_is_asked_about_line_by_line(held, text, asked):
    say(held, text, answers="agenda")
    assert asked in receipt(held)
    assert states(held) == ["on_agenda", "on_agenda"]


def test_line_with_the_agendas_own_title_is_clear(held):
    say(held, f"§ 5: {ONE} Fallprevention (Varbergs kommun): bifall", answers="agenda")
    assert decisions(held) == [(ONE, "approved", "", "proposed")]


def test_correction_of_one_line_leaves_the_others(held):
    say(held, f"{ONE} bifall: Bra.\n{TWO} avslag: Nej.", answers="agenda")
    first = code_of(held, "decisions_receipt")
    say(held, f"{TWO} bifall: Ja.", answers="decisions_receipt")
    assert codes_in(_text(held.letter("decisions_receipt")))[0] != first
    say(held, f"skicka {first}")
    assert states(held) == ["on_agenda", "on_agenda"]
    say(held, "skicka", answers="decisions_receipt")
    assert states(held) == ["approved", "approved"]
    assert [one[:3] for one in decisions(held) if one[3] == "applied"] == [
        (ONE, "approved", "Bra."),
        (TWO, "approved", "Ja."),
    ]


def test_words_beside_a_file_that_say_otherwise_are_asked_about(held):
    (agenda,) = (p for p in held.letter("agenda").iter_attachments() if p.get_filename().endswith(".docx"))
    filled = fill_in_agenda.in_word(
        agenda.get_content(), {ONE: Written("Bifall", "Bra."), TWO: Written("Bifall", "Bra.")}
    )
    say(held, f"Hej, besluten.\n\n{TWO} avslag: Nej.", files=[("Dagordning.docx", filled)])
    assert f"{TWO}: filen och mejlet säger olika." in receipt(held)
    assert decisions(held) == [(ONE, "approved", "Bra.", "proposed")]


def test_words_fill_what_the_file_leaves_open(held):
    (agenda,) = (p for p in held.letter("agenda").iter_attachments() if p.get_filename().endswith(".docx"))
    filled = fill_in_agenda.in_word(agenda.get_content(), {ONE: Written("Bifall", "Bra.")})
    say(held, f"Hej, besluten.\n\n{TWO} avslag: Nej.", files=[("Dagordning.docx", filled)])
    assert decisions(held) == [(ONE, "approved", "Bra.", "proposed"), (TWO, "rejected", "Nej.", "proposed")]


def test_added_words_go_into_that_letter_alone(held):
    say(held, f"{ONE} bifall: Bra.\n{TWO} bifall: Bra.", answers="agenda")
    first = code_of(held, "decisions_receipt")
    say(held, f"ändra {ONE}: Välkommen till temadagen i mars.", answers="decisions_receipt")
    assert "Välkommen till temadagen i mars." in receipt(held)
    say(held, f"skicka {first}")
    assert states(held) == ["on_agenda", "on_agenda"]
    say(held, "skicka", answers="decisions_receipt")
    told = {str(m["To"]): _body(m) for m in sent(held, "RUG säger ja")}
    assert [("temadagen" in told[to]) for to in sorted(told)] == [True, False]


def test_added_words_without_the_code_do_nothing(held):
    say(held, f"{ONE} bifall: Bra.", answers="agenda")
    before = len(held.letters())
    say(held, f"ändra {ONE}: Ring mig.", answers="decisions_receipt", quoting=False)
    assert [kind for kind, _, _ in held.letters()[before:] if kind != "review_digest"] == []
    say(held, "skicka", answers="decisions_receipt")
    assert "Ring mig" not in _text(held.letter("decision_approved"))


def test_stranger_and_other_secretary_decide_nothing(held):
    say(held, f"{ONE} bifall: Bra.", sender="kim@okand.example")
    assert decisions(held) == []
    say(held, f"{ONE} bifall: Bra.", sender=OTHER)
    assert [to for kind, to, _ in held.letters() if kind == "decisions_receipt"] == [OTHER]
    assert states(held) == ["on_agenda", "on_agenda"]


def test_nothing_on_any_agenda_is_said(held):
    say(held, "OH-2026-0099 bifall")
    assert "OH-2026-0099 står inte på någon dagordning." in receipt(held)
    assert decisions(held) == []


def test_loose_words_hold_what_direct_mode_would_send(make_world):
    world = make_world(meetings=MEETING, decisions={"mode": "direct"}, trust={"authserv_id": "mx.example"})
    world.take(proposal(1, "Fallprevention"))
    world.now = AFTER_MEETING
    world.take()
    vouched = b"Authentication-Results: mx.example; dmarc=pass header.from=regionhalland.example\r\n"
    world.take(vouched + mail(9, SECRETARY, "Beslut", f"{ONE} bifall: Ja.\n\nMen vänta till fredag."))
    assert states(world) == ["on_agenda"]
    world.take(vouched + mail(10, SECRETARY, "Beslut", f"{ONE} bifall: Ja."))
    assert states(world) == ["approved"]


def sent(world, subject: str):
    mails = [message_from_bytes(letter.data, policy=policy.default) for letter in world.smtp.letters]
    return [one for one in mails if subject in str(one["Subject"])]


def _body(message) -> str:
    return message.get_body(("plain",)).get_content()
