from __future__ import annotations

import pytest

from mailbot.mail.text.signature import unsigned

OFFICE = "Varbergs kommun\n432 80 Varberg\nTelefon: 0340-880 00\nE-post: anna.ek@varberg.example\nwww.varberg.example"
FOOTERS = (
    "Tänk på miljön innan du skriver ut det här mejlet.",
    "Så här behandlar vi dina personuppgifter: varberg.example/gdpr",
    "Meddelandet kan vara konfidentiellt. Är du inte rätt mottagare? Radera det och meddela avsändaren.",
)


def cut(text: str) -> str:
    return "\n".join(unsigned(text.split("\n"), "Anna Ek")).strip()


@pytest.mark.parametrize("footer", FOOTERS)
def test_signature_of_a_house_goes_with_all_that_stands_below(footer: str) -> None:
    assert cut(f"Tack!\n\nMed vänlig hälsning\n\nAnna Ek\nUtvecklare\n\n{OFFICE}\n\n{footer}") == "Tack!"


@pytest.mark.parametrize(
    "more",
    [
        "PS. Vi vill inte vara med längre",
        "Kan ni byta kontaktperson till Lisa Lund",
        "Vi drar tillbaka vårt förslag.",
        "Syfte: färre fall",
        "En sak till: organisationen ska vara Hylte kommun.",
        "Nytt nummer från måndag: 070-123 45 67",
        "När är mötet?",
    ],
)
@pytest.mark.parametrize("closing", ["Mvh Anna", "/Anna", "--", "Anna Ek"])
def test_words_below_a_signature_are_the_senders(closing: str, more: str) -> None:
    text = f"Tack!\n\n{closing}\n\n{more}"
    assert cut(text) == text


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Skickat från min iPhone", ""),
        ("Sent from Outlook for iOS<https://aka.example/x>", ""),
        ("\u2063Skaffa BlueMail för Android \u200b", ""),
        ("Skickat med Proton Mail.", ""),
        ("Skickat med post i dag: tre pärmar.", "Skickat med post i dag: tre pärmar.\n"),
    ],
)
def test_telephones_line_goes_and_what_stands_below_stays(line: str, kept: str) -> None:
    assert cut(f"Hej!\n{line}\nNamnet är fel.") == f"Hej!\n{kept}Namnet är fel."


def test_hostile_closings_take_no_longer_than_their_length() -> None:
    lines = ["--", "Vad säger ni?"] * 50_000
    assert unsigned(lines, "Anna") == lines
