"""Mails whose words say more than one thing, stand below a signature, or are like a quote and are none."""

from __future__ import annotations

from collections.abc import Iterator

from tests.golden.make.mails.described import Described, described
from tests.golden.make.mails.programs import BOT, LETTER

RECEIPT = "Sv: [OH-2026-0001] Tack, vi har tagit emot ditt initiativ: Trygg hemgång"
EVA = "Eva Lund <eva.lund@laholm.example>"
HUMAN, ASKS = ("unknown", "nothing_applies"), ("question", "asks")
STATUS, HOW, THANKS = ("status_request", "asks_status"), ("question", "asks_how"), ("thanks", "only_thanks")
WITHDRAWAL = ("withdrawal", "asks_to_withdraw")

# Answers to a letter of ours: (name, verdict and rule, words, what of them is the sender's own: None is all).
ANSWERS = (
    ("two-wishes", STATUS, "Hur går det med mitt förslag? Och kan ni byta kontaktperson till Bo?", None),
    ("postscript", HUMAN, "Tack!\n\nMvh Eva\n\nPS. Vi vill inte vara med längre.", None),
    ("wish-below-slash", ASKS, "Tack för svaret.\n/Eva\n\nKan ni byta kontaktperson?", None),
    ("below-phone", HUMAN, "Tack!\n\nSkickat från min iPhone\n\nNamnet är fel.", "Tack!\n\n\nNamnet är fel."),
    ("withdraws-below-name", WITHDRAWAL, "Hej!\n\nMvh Eva\n\nVi drar tillbaka vårt förslag.", None),
    ("journey", ASKS, "Hej!\nFrån: Laholm\nTill: Halmstad\nDatum: 3 mars\nKan ni hjälpa till med bussen?", None),
    ("said-at-meeting", ASKS, "Hej!\nPå mötet kl. 10.15 skrev Karin så här:\nAlla ska med. Vad menade hon?", None),
    ("name-in-the-middle", ASKS, "Ny kontaktperson är\n\nEva Lund\n\nBo slutar. Går det bra?", None),
    ("by-post", ASKS, "Hej!\nSkickat med post i dag: tre pärmar. Har de kommit fram?", None),
    (
        "quote-on-the-line",
        STATUS,
        f"Hur går det?\n\nSkickat från Yahoo Mail på Android\n\n  Den fre, 20 nov 2026 kl 8:35, Bo<{BOT}> skrev:   Hej!\n\nx",
        "Hur går det?",
    ),
    (
        "quote-in-finnish",
        STATUS,
        f"Hur går det?\n\nLähettäjä: {BOT}\nLähetetty: perjantai\nVastaanottaja: Eva\nAihe: Tack\n\nHej!",
        "Hur går det?",
    ),
    ("appeal", ASKS, "Jag vill överklaga beslutet. Hur gör jag?", None),
    ("tells-of-form", HUMAN, "Jag ska skicka formuläret på fredag.", None),
    ("new-form", ASKS, "Behöver jag skicka in ett nytt formulär?", None),
    ("wants-form", HOW, "Kan ni skicka formuläret igen?", None),
    ("if-not-laholm", ASKS, "Vad händer om vi inte får med Laholm?", None),
    ("dialect", STATUS, "Va händer me ärendet mitt?", None),
    ("no-dots", STATUS, "nar kommer beslutet?", None),
    ("inline-name", THANKS, "Toppen! /Eva", None),
    ("ok", THANKS, "OK!", None),
    ("cooperation", HUMAN, "Vi drar oss ur samarbetet med Hylte men initiativet ligger kvar.", None),
    ("replaced", ASKS, "Ta bort förslaget från förra veckan, den nya versionen är bifogad.", None),
)

# New mails: (name, verdict and rule, subject, words).
NEW = (
    ("another-form", ASKS, "Blankett", "Var hittar jag blanketten för bostadsanpassning?"),
    ("complaint", ASKS, "Anmälan", "Hur lämnar man en anmälan mot vården?"),
    ("invoice", ASKS, "Faktura", "Hur skickar jag en faktura till er?"),
    ("bare-how-goes-it", ASKS, "Hej", "Hur går det?"),
    ("status-in-subject", STATUS, "Hur går det med OH-2026-0001?", "Tack!"),
)


def entries() -> Iterator[Described]:
    for name, (verdict, rule), words, own in ANSWERS:
        yield described(
            f"mixed-{name}",
            verdict,
            rule,
            sender=EVA,
            subject=RECEIPT,
            body=words,
            text=own,
            head=(("In-Reply-To", LETTER), ("References", LETTER)),
            answerable=True,
            about=["OH-2026-0001"],
        )
    for name, (verdict, rule), subject, words in NEW:
        about = ["OH-2026-0001"] if "OH-" in subject else []
        yield described(
            f"mixed-{name}", verdict, rule, sender=EVA, subject=subject, body=words, answerable=True, about=about
        )
