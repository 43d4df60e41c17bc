"""Decisions in a mail's own words: what is taken, and what is left to be asked about."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mailbot.intake.triage.orders.written_decisions import Additions, WrittenDecisions, additions, written_decisions
from mailbot.mail.decode import decode
from mailbot.meetings.agenda.documents.words import words
from mailbot.meetings.decisions.returned_agenda import WrittenAnswer
from mailbot.meetings.decisions.written_line import DecisionLine, Named
from tests.support.mails import a_mail, gmail_html, outlook, outlook_html

NOW = datetime(2026, 12, 10, 15, tzinfo=UTC)
ONE, TWO = Named("OH-2026-0001"), Named("OH-2026-0002")


def read(text: str | None, html: str | None = None) -> WrittenDecisions:
    return written_decisions(decode(a_mail(text, html=html), internal_date=NOW, trusted_hosts=()))


def line(outcome, reasons="", responsible="", *, about=(ONE,), aside="") -> DecisionLine:
    return DecisionLine(about, aside, outcome, reasons, responsible)


TAKEN = [
    ("OH-2026-0001 bifall: väl förankrat", line("bifall", "Väl förankrat")),
    ("oh 2026-1 – Bifalls.", line("Bifalls")),
    ("- OH-2026-0001: avslag, motivering: ryms inte\ni budgeten. Ansvarig: Eva Nordin",
     line("avslag", "Ryms inte i budgeten.", "Eva Nordin")),
    ("1. OH-2026-0001 återremiss\nMotivering: Beskriv kostnaden.\n\nAnsvarig: Eva",
     line("återremiss", "Beskriv kostnaden.", "Eva")),
    ("OH-2026-0001 avslag eftersom det redan görs", line("avslag", "Eftersom det redan görs")),
    ("OH-2026-0001 avslag (för dyrt)", line("avslag", "För dyrt")),
    ("OH-2026-0001: RUG beslutade om bifall. Motivering: Avslaget i fjol är löst.",
     line("bifall", "Avslaget i fjol är löst.")),
    ("OH-2026-0001 återremiss: Beskriv\n- kostnaden\n- tidplanen",
     line("återremiss", "Beskriv\n- kostnaden\n- tidplanen")),
    ("§ 6 avslag, motivering: nej", line("avslag", "Nej", about=(Named(paragraph=6),))),
    ("§§ 5, 6 och 7 bordläggs", line("bordläggs", about=tuple(Named(paragraph=number) for number in (5, 6, 7)))),
    ("§ 5: OH-2026-0001 Sårvård (Varbergs kommun): bifall",
     line("bifall", about=(Named("OH-2026-0001", paragraph=5),), aside="Sårvård (Varbergs kommun")),
    ("0001 bifall", line("bifall", about=(Named(number=1),))),
    ("Bifall: OH-2026-0001 och OH-2026-0002", line("Bifall", about=(ONE, TWO))),
    ("Avslag till OH-2026-0001: nej", line("Avslag", "Nej")),
    ("OH-2026-0001 bifall K7Q2-9FXM", line("bifall")),
    ("OH-2026-0001 sprid till alla", line("sprid till alla")),
    ("OH-2026-0001 sprids till Ekstad, Norrbo och Vik. Motivering: Bra.",
     line("sprids till Ekstad, Norrbo och Vik", "Bra.")),
    ("OH-2026-0001 spridning till Ekstad: bra resultat", line("spridning till Ekstad", "Bra resultat")),
    ("OH-2026-0001 sprid till alla eftersom det hjälper", line("sprid till alla", "Eftersom det hjälper")),
    ("Sprid OH-2026-0001 till Ekstad", line("Sprid till Ekstad")),
    ("OH-2026-0001 avsluta, ingen effekt", line("avsluta", "Ingen effekt")),
    ("§ 6 fortsätt till 2027-09-01", line("fortsätt till 2027-09-01", about=(Named(paragraph=6),))),
    ("OH-2026-0001 fortsätt till den 1 sept. 2027", line("fortsätt till den 1 sept. 2027")),
    ("OH-2026-0001 bifall: de fortsätter och sprider det", line("bifall", "De fortsätter och sprider det")),
    ("OH-2026-0001 Fortsatt rörelse: bifall", line("bifall", aside="Fortsatt rörelse")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "taken"), TAKEN, ids=[text[:30] for text, _ in TAKEN])
def test_line_is_taken(text, taken):
    assert read(text) == WrittenDecisions((taken,))
    assert read(text).decide


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("OH-2026-0001 bifalls inte", "bifalls inte"),
        ("OH-2026-0001 bifall?", "bifall?"),
        ("OH-2026-0001 bifall med villkor", "bifall med villkor"),
        ("OH-2026-0001 bifall/avslag", "bifall/avslag"),
        ("OH-2026-0001 bifall, avslag", "bifall, avslag"),
        ("OH-2026-0001 bifall och OH-2026-0002 avslag", "bifall och OH-2026-0002 avslag"),
    ],
)
def test_decision_that_is_changed_by_what_follows_is_kept_whole_and_is_none(text, outcome):
    assert [(one.outcome, one.reasons) for one in read(text).lines] == [(outcome, "")]
    assert not read(text).decide


@pytest.mark.parametrize(
    "text", ["Hej, fick OH-2026-0001 bifall?", "OH-2026-0001 ska inte skickas än", "Bifallet gläder oss.", ""]
)
def test_mail_that_tells_no_decision_has_none(text):
    assert read(text).lines == ()


def test_what_belongs_to_no_decision_is_loose_and_politeness_is_not():
    text = (
        "Hej!\n\nHär är besluten från dagens möte.\n\nOH-2026-0001 bifall\nTrevlig helg!\n\nEva är sjuk.\n\nMvh\nMaria"
    )
    assert read(text) == WrittenDecisions((line("bifall"),), loose=("Eva är sjuk.",))


def test_order_beside_a_decision_is_no_reason():
    assert read("OH-2026-0001 bifall, skicka") == WrittenDecisions((line("bifall"),), loose=("Skicka",))


TABLE = (
    "<table><tr><td>Ärende</td><td>Beslut</td><td>Motivering</td><td>Ansvarig</td></tr>"
    "<tr><td>OH-2026-0001</td><td>Bifall</td><td><p>Bra.</p><p>Mer.</p></td><td>Eva</td></tr>"
    "<tr><td>OH-2026-0002</td><td></td><td></td><td></td></tr></table>"
)


@pytest.mark.parametrize("wrapped", [outlook_html, gmail_html], ids=["outlook", "gmail"])
def test_table_is_read_and_its_cells_are_not_loose(wrapped):
    said = read(None, wrapped(f"<p>Hej!</p>{TABLE}<p>OH-2026-0003 bordläggs</p>"))
    assert said == WrittenDecisions(
        (line("bordläggs", about=(Named("OH-2026-0003"),)),),
        (WrittenAnswer("OH-2026-0001", "Bifall", "Bra.\nMer.", "Eva"), WrittenAnswer("OH-2026-0002")),
    )


def test_quoted_agenda_decides_nothing():
    assert read(outlook("Tack!", "OH-2026-0001 bifall: bra")) == WrittenDecisions()


def test_additions_are_read_by_initiative():
    first, second = "ändra OH-2026-0001: Hör av dig till\nEva.", "Ändra brevet till § 6: Välkommen."
    text = f"Hej!\n\n{first}\n{second}\n\nVi ses.\n\nEva är sjuk."
    assert additions(text) == Additions(
        ((ONE, "Hör av dig till Eva."), (Named(paragraph=6), "Välkommen.")), ("Eva är sjuk.",)
    )


@pytest.mark.parametrize("text", ["ändra OH-2026-0001", "Vi vill ändra OH-2026-0001: allt", "ändra datumet: nu"])
def test_no_addition(text):
    assert additions(text) == Additions()


@pytest.mark.parametrize(
    "text",
    [
        "OH-2026-0001 inte bifall",
        "OH-2026-0001 bifall, inte",
        "OH-2026-0001 bifall: nej",
        "OH-2026-0001 bifall. Nej, avslag!",
        "OH-2026-0001 bifall\nFel, det ska vara avslag",
        "OH-2026-0001 bifall, § 6 avslag. Nej, vänta med att skicka!",
        "OH-2026-0001 bifall, men inte i Laholm",
        "Bifall: OH-2026-0001, ej OH-2026-0002",
    ],
)
def test_decision_that_is_taken_back_or_goes_on_to_another_is_none_that_is_known(text):
    (said,) = read(text).lines
    assert (words().outcome(said.outcome), said.reasons) == (None, "")
