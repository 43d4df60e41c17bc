"""An order below which a house writes what it always writes, or that stands in the subject alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mailbot.intake.triage.orders.agenda_orders import command
from mailbot.intake.triage.orders.desk_orders import desk_said
from mailbot.intake.triage.orders.ordering_words import ordering_words
from mailbot.mail.decode import decode
from tests.support.mails import a_mail

SENDER = "Maria Lindqvist <maria.lindqvist@regionhalland.example>"
BELOW = [
    "Detta mejl är avsett endast för den namngivna mottagaren och kan innehålla sekretess. Radera det annars.",
    "This e-mail is confidential and intended solely for the addressee. If you are not, please delete it.",
    "Så här behandlar Region Halland dina personuppgifter: https://www.region.example (2016/679).",
    "Tänk på miljön innan du skriver ut det här mejlet!",
    "Maria Lindqvist\nSödra vägen 9, 301 80 Halmstad\n\nOm du har fått det här meddelandet av misstag, kasta det.",
    "Vänliga hälsningar\nMaria\n\nThe information in this message is privileged, and intended only for you.",
]
SIGNATURES = [
    "",
    "Vänliga hälsningar\nMaria Lindqvist",
    "-- \nMaria Lindqvist\nRUG-sekreterare",
    "Maria Lindqvist",
    BELOW[0],
]
MEANT = [
    "Vänta med det, mejlet skickades av misstag.",
    "Men inte om den har personuppgifter.",
    "Det här mejlet gäller bara nummer 8, eller hur?",
    "Det här mejlet är konfidentiellt? Då tar jag bort det.",
]


def said(words: str, subject: str = "Listan") -> str:
    return ordering_words(
        decode(a_mail(words, sender=SENDER, subject=subject), internal_date=datetime(2026, 11, 12, tzinfo=UTC))
    )


@pytest.mark.parametrize("below", BELOW)
def test_what_a_house_writes_below_every_mail_is_no_part_of_an_order(below):
    assert desk_said(said(f"klart 8\n\n{below}")).is_clear
    assert command(said(f"stryk 0012\n\n{below}")) == command("stryk 0012")


@pytest.mark.parametrize("below", MEANT)
def test_what_is_meant_below_an_order_still_makes_it_unclear(below):
    assert not desk_said(said(f"klart 8\n\n{below}")).is_clear
    assert command(said(f"stryk 0012\n\n{below}")) is None


@pytest.mark.parametrize("signature", SIGNATURES)
def test_order_in_the_subject_of_an_empty_mail_is_one(signature):
    assert desk_said(said(signature, "klart 8, 9")) == desk_said("klart 8, 9")
    assert command(said(signature, "Stryk 0012")) == command("Stryk 0012")


@pytest.mark.parametrize("subject", ["Sv: klart 8", "VB: klart 8", "Re: [OH-2026-0001] Klart 8", "Klart 8?"])
def test_subject_of_an_answer_is_no_order(subject):
    assert not desk_said(said("", subject)).is_clear


@pytest.mark.parametrize("words", ["Vänta!", "Hej, hur går det?", "Se ovan"])
def test_words_of_ones_own_go_before_the_subject(words):
    assert not desk_said(said(words, "klart 8")).is_clear
