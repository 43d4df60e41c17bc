"""Letters about what was achieved."""

from __future__ import annotations

from mailbot.outbox import celebration_contents as g
from mailbot.outbox import contents as c
from mailbot.outbox.sample_letters.invented import ABOUT
from mailbot.store.values import State

CELEBRATION: tuple[c.Content, ...] = (
    g.CelebrationDraft(
        period="januari–mars 2027",
        steps=(g.StepCount("De här är klara och utvärderade", 2), g.StepCount("De här har fått ja", 4)),
        unnamed=("OH-2026-0015",),
        recipients=("alla-chefer@varberg.example", "nyheter@regionhalland.example"),
        code="K7Q2-9FXM",
    ),
    g.CelebrationReceipt(
        period="januari–mars 2027",
        recipients=("alla-chefer@varberg.example", "nyheter@regionhalland.example"),
        filename="Så går det i Omtanke Halland januari–mars 2027.docx",
        code="K7Q2-9FXM",
        removed="utan det som skulle hämtas från nätet",
    ),
    g.CelebrationLetter(title="Så går det i Omtanke Halland", period="januari–mars 2027"),
    g.FirstAnniversary(about=ABOUT, decided="torsdag 10 december 2026", state=State.EVALUATED),
    g.SpreadToAll(
        about=ABOUT,
        organisations=("Region Halland", "Varbergs kommun", "Falkenbergs kommun", "Hylte kommun"),
    ),
)
