"""A rule's name is for people who read the ledger: what follows from the rule stands beside it, in its own fields."""

from __future__ import annotations

from dataclasses import replace

from mailbot.intake.review_reasons import Reason
from mailbot.intake.triage import rules, verdict
from tests.scenarios.test_what_mails_get import ENCRYPTED, SHARED
from tests.support.backlog import SECRETARY, mail, proposal
from tests.support.world import vouched

ANNA, BO, CARL = "anna1@varberg.example", "bo@varberg.example", "carl@varberg.example"
MAILS = (
    (mail(10, ANNA, "Erbjudande", "Köp nu.", X_Spam_Flag="YES"), Reason.MARKED_SPAM.text()),
    (
        mail(11, ANNA, "Vidare", "Det här mejlet är skickat automatiskt, men du kan svara på det."),
        Reason.LIKE_OUR_LETTER.text(),
    ),
    (mail(12, ANNA, "Nytt", "Läs mer om vårt arbete.\n\nAvprenumerera här."), Reason.NEWSLETTER_WORDS.text()),
    (mail(13, ANNA, "Autosvar: Kvittens", "Jag är borta."), Reason.MAY_BE_AUTOMATIC.text()),
    (SHARED, Reason.NOT_THE_FORM.text()),
    (ENCRYPTED, Reason.NOT_THE_FORM.text()),
    (mail(16, BO, "Fråga", "Hur gör man för att lämna ett förslag?"), ""),
    (mail(17, BO, "Fråga", "Vem sitter i gruppen?"), Reason.QUESTION.text()),
    (mail(18, CARL, "Protokoll", "Se bilagan.", [("protokoll.txt", b"12 november")]), Reason.NOT_THE_FORM.text()),
    (mail(19, CARL, "Tack", "Tack!"), ""),
    (mail(20, CARL, "Hej", "Gula bilar kör fort."), Reason.NOT_UNDERSTOOD.text()),
)
"""Mails that rules of every consequence decide, each with the reason why a human reads it."""


def test_renaming_every_rule_changes_only_the_name_in_the_ledger(trusting, monkeypatch):
    renamed = tuple(replace(rule, name=f"rule_{number}") for number, rule in enumerate(rules.RULES))
    monkeypatch.setattr(verdict, "RULES", renamed)
    trusting.take(vouched(proposal(1, "Trygghetssamtal", purpose=None, expected_effect=None)))
    asked = trusting.letter("receipt_incomplete")
    trusting.take(*(vouched(data) for data, _ in MAILS))
    words = "Syfte: Trygghet.\n\nFörväntad effekt: Färre larm."
    trusting.take(vouched(mail(30, ANNA, f"Sv: {asked['Subject']}", words, In_Reply_To=asked["Message-ID"])))

    assert trusting.reasons() == ["", *(reason for _, reason in MAILS), ""]
    assert trusting.letters() == [
        ("receipt_incomplete", ANNA, "sent"),
        ("could_not_read", ANNA, "sent"),
        ("could_not_read", ANNA, "sent"),
        ("how_to", BO, "sent"),
        ("could_not_read", CARL, "sent"),
        ("review_digest", SECRETARY, "sent"),
        ("receipt_complete", ANNA, "sent"),
    ]
    assert trusting.register() == [("OH-2026-0001", "queued")]
    assert all(rule.startswith("rule_") for _, rule, _ in trusting.ledger())
