"""Moves messages where a secretary has said that they shall lie: back to the inbox, to be tried again.

What she orders is committed first; the server is asked afterwards, at the next pass. Whoever
moved it by hand meanwhile has seen to it: it is not looked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Protocol

import structlog
from sqlalchemy import select

from mailbot.errors import MailboxRefused
from mailbot.jobs.services import Services
from mailbot.mailbox.uids import Listing
from mailbot.store.tables import Message

log = structlog.get_logger()


class Mailbox(Protocol):
    """The port to the IMAP server, as far as it is needed to move what is filed."""

    def missing(self, folders: Sequence[str]) -> list[str]:
        """Return those of the folders that are not there."""

    def list_uids(self, folder: str) -> Listing:
        """Return what lies in the folder now."""

    def move(self, listing: Listing, uids: Sequence[int], target: str) -> object:
        """Move messages."""


def move_wanted(services: Services, mailbox: Mailbox) -> int:
    """Move what is to be moved; return how many. What the server refuses is tried again at the next pass."""
    with services.database.reading() as session:
        rows = session.scalars(select(Message).where(Message.wanted_folder != "")).all()
        wanted: dict[tuple[str, int, str], dict[int, int]] = defaultdict(dict)
        for row in rows:
            place = (row.filed_folder or "", row.filed_uidvalidity or 0, row.wanted_folder)
            wanted[place][row.filed_uid or 0] = row.id
    return sum(_move(services, mailbox, place, uids) for place, uids in wanted.items())


def _move(services: Services, mailbox: Mailbox, place: tuple[str, int, str], uids: dict[int, int]) -> int:
    folder, uidvalidity, target = place
    try:
        listing = Listing(folder, 0, ()) if mailbox.missing([folder]) else mailbox.list_uids(folder)
        there = [uid for uid in uids if uid in listing.uids] if listing.uidvalidity == uidvalidity else []
        if there:
            mailbox.move(listing, there, target)
    except MailboxRefused as error:
        log.error("mail_not_moved", folder=folder, error=str(error))  # noqa: TRY400 - its sentence says all
        return 0
    with services.unit_of_work("worker") as work:
        for row_id in uids.values():
            work.session.get_one(Message, row_id).wanted_folder = ""
    return len(there)
