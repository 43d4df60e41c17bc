"""A message with all that a handler may know about it: data only."""

from __future__ import annotations

from dataclasses import dataclass

from mailbot.intake.triage.evidence import Facts, Reading
from mailbot.intake.triage.verdict import Verdict
from mailbot.mail.message import IncomingMessage
from mailbot.meetings.decisions.returned_agenda import Returned
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Initiative, Message
from parsers import FormTemplate


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that a handler may know. `code` and `token` are fresh: a one-time code and an agenda's mark."""

    work: UnitOfWork
    message: IncomingMessage
    row: Message
    readings: tuple[Reading, ...]
    facts: Facts
    verdict: Verdict
    forms: tuple[FormTemplate, ...]
    code: str
    token: str
    earlier: Initiative | None = None
    """What this very mail became when it was tried before, and left to a human."""
    mailed: tuple[Returned, ...] = ()
    """What the files of an agenda that came back said when they went out."""
    confirmed: bool = False
    """Whether the sender's address has answered with the code that this mail was asked for."""
