"""Letters that want a code back, or say what became of it."""

from __future__ import annotations

from mailbot.outbox import contents as c
from mailbot.outbox.sample_letters.invented import ABOUT

CODES: tuple[c.Content, ...] = (
    c.WithdrawalConfirm(about=ABOUT, code="K7Q2-9FXM"),
    c.Withdrawn(about=ABOUT),
    c.Merged(about=ABOUT, other="OH-2026-0015"),
    c.HandedOver(about=ABOUT),
    c.SenderConfirm(reference="OH-2026-0012", code="K7Q2-9FXM"),
    c.ChangeConfirm(about=ABOUT, code="K7Q2-9FXM"),
    c.OnBehalf(reference="OH-2026-0012", sender="anna.ek@varberg.example", verified=True),
)
