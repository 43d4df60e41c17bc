from __future__ import annotations

import pytest

from mailbot.intake.phrases import Command, Intent, Verb, codes_in, command, intent, references_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Skicka", Command(Verb.SEND, (), None)),
        ("skicka K7Q2-9FXM", Command(Verb.SEND, (), "K7Q2-9FXM")),
        (
            "Hej!\n\nSkicka OH-2026-0012 och OH-2026-13, tack.",
            Command(Verb.SEND, ("OH-2026-0012", "OH-2026-0013"), None),
        ),
        ("OK, det ser bra ut. Skicka breven nu.", Command(Verb.SEND, (), None)),
        ("Stoppa OH-2026-0012!", Command(Verb.STOP, ("OH-2026-0012",), None)),
        ("Lägg till OH-2026-0012 på dagordningen", Command(Verb.ADD, ("OH-2026-0012",), None)),
        ("Ta bort OH-2026-0012 från dagordningen", Command(Verb.REMOVE, ("OH-2026-0012",), None)),
        ("Släpp OH-2026-0012", Command(Verb.RELEASE, ("OH-2026-0012",), None)),
        ("Skicka inte", None),
        ("Skicka, men vänta med OH-2026-0012", None),
        ("Skicka OH-2026-0012, stoppa OH-2026-0013", None),
        ("Ska jag skicka?", None),
        ("Skicka K7Q2-9FXM M4K8-22ZZ", None),
        ("OH-2026-0012", None),
        ("Tack!", None),
        ("", None),
    ],
)
def test_command_is_one_clear_order_or_none(text: str, expected: Command | None) -> None:
    assert command(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hur går det?", Intent.STATUS),
        ("Hur går det till att lämna ett förslag?", Intent.HOW_TO),
        ("Har ni hunnit titta på vårt initiativ?", Intent.STATUS),
        ("Har det blivit något beslut?", Intent.STATUS),
        ("Har mitt förslag kommit fram?", Intent.STATUS),
        ("När kommer beslutet?", Intent.STATUS),
        ("Läget med OH-2026-0004?", Intent.STATUS),
        ("status", Intent.STATUS),
        ("Hej!\nStatus?", Intent.STATUS),
        ("Hej, vi undrar hur det\ngår och vad\nhänder nu", Intent.STATUS),
        ("Vi drar\ntillbaka vårt\nförslag.", Intent.WITHDRAWAL),
        ("Tack Anna\nBo", Intent.NONE),
        ("Patientens status dokumenteras i journalen.", Intent.NONE),
        ("Vi drar tillbaka vårt förslag om trygg hemgång.", Intent.WITHDRAWAL),
        ("Jag vill dra vårt förslag tillbaka", Intent.WITHDRAWAL),
        ("Vi tar tillbaka initiativet.", Intent.WITHDRAWAL),
        ("Härmed återkallas förslaget.", Intent.WITHDRAWAL),
        ("Vi vill inte längre gå vidare med detta.", Intent.WITHDRAWAL),
        ("Vi drar inte tillbaka förslaget", Intent.QUESTION),
        ("Vi funderar på att dra tillbaka förslaget", Intent.QUESTION),
        ("Vi drar tillbaka förslaget om ni inte svarar", Intent.QUESTION),
        ("Hur drar man tillbaka ett förslag?", Intent.QUESTION),
        ("Tack!", Intent.THANKS),
        ("Hej Anna! Tack så mycket för hjälpen, ha en fin helg!", Intent.THANKS),
        ("Tack, men vi har ändrat telefonnumret.", Intent.NONE),
        ("Tack. Vad kostar det?", Intent.QUESTION),
        ("", Intent.NONE),
    ],
)
def test_intent_is_one_thing_or_left_to_a_human(text: str, expected: Intent) -> None:
    assert intent(text) is expected


def test_codes_are_found_as_they_are_made() -> None:
    assert codes_in("Koden är K7Q2-9FXM (K7Q2-9FXM), inte K0Q2-9FXM, k7q2-9fxm eller K7Q2-9FXMA.") == ("K7Q2-9FXM",)


def test_references_are_written_as_the_register_does() -> None:
    text = "OH-2026-0001, oh-2026-2, OH 2026-0003, OH–2026–0001, AB-2026-0001, OH-2026-12345"
    assert references_in(text, "OH") == ("OH-2026-0001", "OH-2026-0002", "OH-2026-0003", "OH-2026-12345")
    assert references_in("AB-2026-1") == ("AB-2026-0001",)
