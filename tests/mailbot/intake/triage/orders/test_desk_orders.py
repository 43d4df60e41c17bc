"""Orders about what waits, as secretaries write them; what says anything beside an order is none."""

from __future__ import annotations

import pytest

from mailbot.intake.triage.orders.desk_orders import DeskOrder, DeskSaid, DeskVerb, desk_said

SIGNED = "Hälsningar\nMaria Lindqvist\nRUG-sekreterare\n035-13 48 00\n301 80 Halmstad"


def done(*numbers: int, alike: bool = False) -> DeskOrder:
    return DeskOrder(DeskVerb.DONE, numbers, alike=alike)


@pytest.mark.parametrize(
    ("text", "orders"),
    [
        ("klart 8", [done(8)]),
        ("klart 1284–1287", [done(1284, 1285, 1286, 1287)]),  # no reference, whose letters are «klart»
        ("klart 2025-2027", [done(2025, 2026, 2027)]),
        ("klart 2345-2347", [done(2345, 2346, 2347)]),  # and no code
        ("Klart: 8, 9 och 12.", [done(8, 9, 12)]),
        ("8 och 9 är klara, tack!", [done(8, 9)]),
        ("Hej!\n\nNr 8 är klart.", [done(8)]),
        ("klart 8-10", [done(8, 9, 10)]),
        ("klart 8 till 10, 12", [done(8, 9, 10, 12)]),
        ("klart 8, 8 och 8", [done(8)]),
        ("klart 8,9", [done(8, 9)]),
        ("klart 8, tack så mycket!", [done(8)]),
        ("klart 8 👍", [done(8)]),
        ("kla\u00adrt\u200b 8", [done(8)]),
        ("1. klart 8\n2. skräp 9", [done(8), DeskOrder(DeskVerb.JUNK, (9,))]),
        ("• klart 8\n• svara 9: Hej", [done(8), DeskOrder(DeskVerb.ANSWER, (9,), text="Hej")]),
        ("Oj, ångra det senaste, tack", [DeskOrder(DeskVerb.UNDO)]),
        ("Status?", [DeskOrder(DeskVerb.STATUS)]),
        ("Kan du skicka status?", [DeskOrder(DeskVerb.STATUS)]),
        ("Hej!\nSkulle du kunna visa mig läget i registret?", [DeskOrder(DeskVerb.STATUS)]),
        ("8 till OH-2026-0003", [DeskOrder(DeskVerb.BELONGS, (8,), ("OH-2026-0003",))]),
        ("8 till 0003, tack", [DeskOrder(DeskVerb.BELONGS, (8,), ("0003",))]),
        ("försök med 8 en gång till", [DeskOrder(DeskVerb.AGAIN, (8,))]),
        (
            "byt kontakt för 0003 till eva@varberg.example, tack!",
            [DeskOrder(DeskVerb.CONTACT, references=("0003",), text="eva@varberg.example")],
        ),
        ("klart 12,9,8", [done(12, 9, 8)]),
        ("nr 8 är klart och nr 9 är klart", [done(8, 9)]),
        ("den är klar, 8", [done(8)]),
        ("svara 8-10: hej", [DeskOrder(DeskVerb.ANSWER, (8, 9, 10), text="hej")]),
        ("svara 8, 9 och 12: hej", [DeskOrder(DeskVerb.ANSWER, (8, 9, 12), text="hej")]),
        ("svara 8: 10-12 passar", [DeskOrder(DeskVerb.ANSWER, (8,), text="10-12 passar")]),
        ("svara 8 - hej", [DeskOrder(DeskVerb.ANSWER, (8,), text="hej")]),
        ("klart 460 och alla liknande", [done(460, alike=True)]),
        ("klart 8 K7Q2-9FXM", [done(8)]),
        ("klart 8\nskräp 9", [done(8), DeskOrder(DeskVerb.JUNK, (9,))]),
        (f"klart 8\n\n{SIGNED}", [done(8)]),
        ("8 hör till OH-2026-0003", [DeskOrder(DeskVerb.BELONGS, (8,), ("OH-2026-0003",))]),
        ("koppla 8 till 0003", [DeskOrder(DeskVerb.BELONGS, (8,), ("0003",))]),
        ("registrera 8 som ett förslag", [DeskOrder(DeskVerb.REGISTER, (8,))]),
        ("försök 8 igen", [DeskOrder(DeskVerb.AGAIN, (8,))]),
        ("ångra det senaste", [DeskOrder(DeskVerb.UNDO)]),
        ("Hjälp!", [DeskOrder(DeskVerb.HELP)]),
        ("status 0003", [DeskOrder(DeskVerb.STATUS, references=("0003",))]),
        ("slå ihop OH-2026-0007 med 0003", [DeskOrder(DeskVerb.MERGE, references=("OH-2026-0007", "0003"))]),
        ("slå samman 0007 och OH-2026-0003", [DeskOrder(DeskVerb.MERGE, references=("0007", "OH-2026-0003"))]),
        (
            "Byt kontaktperson för 0003 till Eva Nordin <eva@varberg.example>.",
            [DeskOrder(DeskVerb.CONTACT, references=("0003",), text="eva@varberg.example")],
        ),
        (
            "jag är borta 2026-07-01–2026-07-31, Eva Ek ersätter",
            [DeskOrder(DeskVerb.AWAY, text="Eva Ek", days=("2026-07-01", "2026-07-31"))],
        ),
        (
            "klart 9\nsvara 8: Hej!\n\nVi ses kl 9.\nsvara 7: Nej.",
            [
                done(9),
                DeskOrder(DeskVerb.ANSWER, (8,), text="Hej!\n\nVi ses kl 9."),
                DeskOrder(DeskVerb.ANSWER, (7,), text="Nej."),
            ],
        ),
    ],
)
def test_order_is_understood_whole(text, orders):
    said = desk_said(text)
    assert (said.orders, said.unclear) == (tuple(orders), ())


@pytest.mark.parametrize(
    "text",
    [
        "inte klart 8",
        "klart 8 men vänta med 9",
        "är 8 klart?",
        "klart",
        "8",
        "klart 8, skräp 9",
        "klart OH-2026-0003",
        "klart 8 OH-2026-0003",
        "klart 12 mars",
        "klart 2026-12-01",
        "klart 12-8",
        "klart 8 den 3",
        "klart den 3",
        "klart 8,5",
        "klart 8.30",
        "klart 8:30",
        "klart 8/3",
        "klart 8 nu 3",
        "svara 8",
        "svara 8:",
        "svara 10-8: hej",
        "svara 8: Hej!\n\nklart 9",
        "svara 8: Hej!\n• 9 hör till OH-2026-0003",
        "svara 8 - 10 personer kommer",
        "svara 8, 9 personer kommer",
        "ångra 8",
        "hör till OH-2026-0003",
        "8 hör till OH-2026-0003 och OH-2026-0004",
        "klart 0003",
        "hjälp 8",
        "kan du klart 8?",
        "8 till OH-2026-0003 och OH-2026-0004",
        "8 till fredag",
        "slå ihop 0007",
        "slå ihop 0007, 0008 och 0009",
        "byt kontaktperson för 0003 till Eva",
        "jag är borta i juli, Eva ersätter",
        "jag är borta 2026-07-01–2026-07-31",
        "klart 1-900000",
        "klart 8\n\n9 väntar jag på svar om",
        "klart 8\noch så undrar jag över nästa möte",
    ],
)
def test_anything_else_is_no_clear_order(text):
    assert not desk_said(text).is_clear


def test_what_was_understood_and_what_was_not_are_told_apart():
    assert desk_said("klart 8\nfixa 9") == DeskSaid((done(8),), ("fixa 9",), ("klart 8",))


@pytest.mark.parametrize(
    "text",
    [
        "klart 1-150 201-300",
        "klart " + " ".join(map(str, range(1, 300))),
        "\n".join(f"klart {number}" for number in range(1, 40)),
        "svara 1: hej\n" * 40,
    ],
)
def test_more_than_anybody_writes_by_hand_is_no_order(text):
    said = desk_said(text)
    assert (said.orders, bool(said.unclear)) == ((), True)
