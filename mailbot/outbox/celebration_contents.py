"""What the letters about what was achieved say: to all who want to know, to the secretary before, to an initiator."""

from __future__ import annotations

from dataclasses import dataclass

from mailbot.outbox.contents import About, Content
from mailbot.store.values import LetterKind, State


@dataclass(frozen=True, slots=True)
class StepCount:
    """How many initiatives the letter has under a heading."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class CelebrationDraft(Content):
    """A secretary reads the letter first; it is attached as a Word file, and goes to `recipients` with the code.

    `unnamed` are the references of those of which nothing may be told but that there are so many.
    """

    kind = LetterKind.CELEBRATION_DRAFT
    period: str
    steps: tuple[StepCount, ...]
    unnamed: tuple[str, ...]
    recipients: tuple[str, ...]
    code: str


@dataclass(frozen=True, slots=True)
class CelebrationReceipt(Content):
    """What she has returned, asked back about (with a `code`) or on its way (without), or why not (`obstacle`).

    `obstacle` is «not_marked», «several», «personnummer», «not_searched» (for one, to the end), «withheld» (`reason`
    is a Swedish clause), «sent», «stopped» (by her or by a later letter), «now_stopped», «newer» (than what she
    answered), «no_recipients», or empty.
    `removed` is a Swedish clause: what the file lacks that she returned. `verified`: the mail is known to be hers.
    """

    kind = LetterKind.CELEBRATION_RECEIPT
    period: str
    recipients: tuple[str, ...]
    filename: str = ""
    code: str = ""
    obstacle: str = ""
    reason: str = ""
    removed: str = ""
    verified: bool = True


@dataclass(frozen=True, slots=True)
class CelebrationLetter(Content):
    """What was achieved, told to all who want to know: the text is attached, as a secretary has let it out."""

    kind = LetterKind.CELEBRATION
    title: str
    period: str


@dataclass(frozen=True, slots=True)
class FirstAnniversary(Content):
    """A year has gone since the initiator's proposal was approved."""

    kind = LetterKind.FIRST_ANNIVERSARY
    about: About
    decided: str
    state: State


@dataclass(frozen=True, slots=True)
class SpreadToAll(Content):
    """Every organisation has taken up what the initiator proposed."""

    kind = LetterKind.SPREAD_TO_ALL
    about: About
    organisations: tuple[str, ...]
