"""Servers and programs of other languages are known by their subjects, and what they ask or tell; people are not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mailbot.mail.decode import decode
from mailbot.mail.sender.automatic import may_be_automatic
from tests.support.mails import a_mail

_NOW = datetime(2026, 11, 12, tzinfo=UTC)


def _told(text: str, subject: str) -> str:
    return may_be_automatic(decode(a_mail(text, subject=subject), internal_date=_NOW))


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Automaattinen vastaus: Kvittens", "Olen lomalla 30.11. asti."),
        ("Réponse automatique : Kvittens", "Je suis absent."),
        ("Autoodpowiedź: Kvittens", "Jestem na urlopie."),
        ("Automatikus válasz: Kvittens", "Szabadságon vagyok."),
        ("Автоматический ответ: Kvittens", "Я в отпуске."),
        ("Adressen finns inte: Kvittens", "Ditt meddelande nådde inte borta@laholm.example."),
        ("Abwesenheitsnotiz", "Ich bin nicht im Büro."),
        ("Gelesen: Kvittens", "Ihre Nachricht wurde gelesen."),
        ("Ihre E-Mail konnte nicht zugestellt werden", "Ihre Nachricht an borta@laholm.example: 550 5.1.1"),
        ("Message non délivré", "Votre message n'a pas pu être remis."),
        ("Kan ikke leveres: Kvittens", "Meldingen kunne ikke leveres."),
        ("Brevlådan full: Kvittens", "Brevlådan är full."),
        ("MDaemon Notification -- Delivery failed", "PERMANENT fatal delivery errors"),
        ("Återkalla: Förslag", "Eva vill återkalla meddelandet ”Förslag”."),
        ("Your email requires verification", "This requires that you verify that you are a real live human being."),
        ("Avböjde: RUG", "Eva har tackat nej.\n\nInbjudan från Google Kalender: https://kalender.example"),
    ],
)
def test_machine_of_any_language_is_not_answered(subject, text) -> None:
    assert _told(text, subject)


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("SV: Automatisk svar: Kvittens", "Jag såg ert svar och undrar när RUG möts."),
        ("Återkalla", "Jag vill återkalla meddelandet från i går."),
        ("Brevlådor i hemtjänsten", "Vi vill ha låsta brevlådor."),
        ("Lugn och ro", "Ett förslag om lugna rum."),
        ("Inbjudan", "Inbjudan från Eva kom fram."),
        ("Nicht vergessen", "Ett förslag om minneslappar."),
    ],
)
def test_person_who_writes_like_that_is_one(subject, text) -> None:
    assert not _told(text, subject)
