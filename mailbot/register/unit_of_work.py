"""The register within one transaction: who acts, when, and where letters go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from mailbot.config import Config
from mailbot.outbox import letters
from mailbot.outbox.letters import Draft, Earlier, Outbox
from mailbot.register import audit
from mailbot.register.audit import Happened
from mailbot.store.tables import Letter
from mailbot.store.values import EventKind
from parsers import Vetted


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
    vetted: Mapping[int, Vetted] = field(default_factory=dict)
    """What came of files that may go with an agenda, by attachment: looked into before the transaction began."""
    _happened: list[Happened] = field(default_factory=list)
    """What is not yet in the audit chain: it is written there at once, for a number costs a statement."""

    def record(self, kind: EventKind, subject: str, **data: Any) -> None:
        """Add an event to the audit chain, where it stands when the transaction is committed."""
        self._happened.append(Happened(self.now, kind, subject, self.actor, data))

    def write_events(self) -> None:
        """Write what was recorded. Called where the transaction ends, and before the chain is read in it."""
        audit.record(self.session, self._happened)
        self._happened.clear()

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Undo all that is done in the context where it fails, what was recorded included."""
        recorded = [*self._happened]
        try:
            with self.session.begin_nested():
                yield
        except BaseException:
            self._happened[:] = recorded  # should they have been written in it, then that is undone
            raise

    def earlier(self, draft: Draft) -> Earlier:
        """Return what there is of letters before this one: what decides whether it is sent."""
        return letters.earlier(self.session, draft, self.now)

    def send(self, draft: Draft, before: Earlier | None = None) -> Letter | None:
        """Queue a letter, and say so in the audit chain. `before` is what `earlier` said of it."""
        letter = self.outbox.enqueue(self.session, draft, now=self.now, before=before)
        if letter is not None:
            subject = draft.initiative.reference if draft.initiative else f"letter:{letter.id}"
            self.record(EventKind.LETTER_QUEUED, subject, letter=letter.id, letter_kind=letter.kind)
        return letter
