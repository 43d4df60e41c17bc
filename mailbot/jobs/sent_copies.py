"""Copies of letters in Sent: one that the server refuses is tried again, and the letter is never sent again for it."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import Protocol

import structlog
from sqlalchemy import select, update

from mailbot.errors import MailbotError
from mailbot.jobs.services import Services
from mailbot.outbox.delivery import COPY_AGAIN, Claimed
from mailbot.store import plausible_times
from mailbot.store.tables import Letter

log = structlog.get_logger()

_AT_ONCE = 20


class FileCopy(Protocol):
    """What puts a copy in Sent."""

    def __call__(self, mime: bytes, unless_there: str = "") -> None:
        """Put it there, unless a message with that Message-ID is; MailbotError where the server won't have it."""


@dataclass(slots=True)
class SentCopies:
    """The copies of one delivery pass.

    A letter is owed a copy from the commit that says that it is sent. What was filed is noted
    once, at the end: after a crash in between, the copy is looked for before it is filed again.
    """

    services: Services
    file: FileCopy | None
    _filed: list[int] = field(default_factory=list)

    def keep(self, letter: Claimed) -> None:
        """File the copy of a letter that has just gone out; one that is refused is owed."""
        if self.file is None:
            return
        try:
            self.file(letter.mime)
        except MailbotError as error:
            log.warning("copy_not_filed", letter=letter.id, error=str(error))
        else:
            self._filed.append(letter.id)

    def finish(self) -> None:
        """Note what was filed, and file what was owed since an earlier pass, until one is refused."""
        if self.file is None:
            return
        self._note()
        for letter_id, message_id, mime in self._owed():
            try:
                self.file(zlib.decompress(mime), unless_there=message_id)
            except MailbotError as error:
                log.warning("copy_not_filed", letter=letter_id, error=str(error))
                break
            log.info("copy_filed_late", letter=letter_id)
            self._filed.append(letter_id)
        self._note()

    def _owed(self) -> list[tuple[int, str, bytes]]:
        """Take the copies that are due, so that no other worker files them meanwhile; the rest of the due wait, too.

        What is not filed now, for the server refuses or the process ends, is due again later.
        """
        with self.services.database.reading() as session:
            due = plausible_times.is_due(Letter.copy_due_at, self.services.clock(), COPY_AGAIN)
            if session.scalar(select(Letter.id).where(due).limit(1)) is None:
                return []
        with self.services.unit_of_work("worker") as work:
            due = plausible_times.is_due(Letter.copy_due_at, work.now, COPY_AGAIN)
            owed = select(Letter.id, Letter.message_id, Letter.mime).where(due).order_by(Letter.id).limit(_AT_ONCE)
            taken = [(row.id, row.message_id, row.mime) for row in work.session.execute(owed)]
            later = update(Letter).where(Letter.id.in_([one for one, _, _ in taken]))
            work.session.execute(later.values(copy_due_at=work.now + COPY_AGAIN))
        return taken

    def _note(self) -> None:
        if self._filed:
            with self.services.unit_of_work("worker") as work:
                filed = update(Letter).where(Letter.id.in_(self._filed)).values(copy_due_at=None)
                work.session.execute(filed)
            self._filed.clear()
