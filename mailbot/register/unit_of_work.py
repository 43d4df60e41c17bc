"""The register within one transaction: who acts, when, and where letters go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from mailbot.config import Config
from mailbot.outbox.letters import Draft, Outbox
from mailbot.register import audit
from mailbot.store.tables import Letter
from mailbot.store.values import EventKind


@dataclass(frozen=True, slots=True)
class UnitOfWork:
    """What every change is made with: one transaction, the outbox, the time and who caused it.

    `actor` is «message:17», «operator» or «worker»: an id, never a person.
    """

    session: Session
    outbox: Outbox
    config: Config
    now: datetime
    actor: str

    def record(self, kind: EventKind, subject: str, **data: Any) -> None:
        """Write an audit event."""
        audit.record(self.session, at=self.now, kind=kind, subject=subject, actor=self.actor, data=data)

    def send(self, draft: Draft) -> Letter | None:
        """Queue a letter, and say so in the audit chain."""
        letter = self.outbox.enqueue(self.session, draft, now=self.now)
        if letter is not None:
            subject = draft.initiative.reference if draft.initiative else f"letter:{letter.id}"
            self.record(EventKind.LETTER_QUEUED, subject, letter=letter.id, letter_kind=letter.kind)
        return letter
