"""Moves messages where they shall lie by what a secretary has said: back to the inbox, or out of the review folder.

What she orders is committed first; the server is asked afterwards, at the next pass. Whoever
moved it by hand meanwhile has seen to it: it is not looked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Protocol

import structlog
from sqlalchemy import select

from mailbot.errors import MailboxRefused
from mailbot.intake import ledger
from mailbot.jobs.services import Services
from mailbot.mail.message import Location
from mailbot.mailbox.uids import Listing
from mailbot.store.tables import Message
from mailbot.store.tables.message_tables import IS_TO_BE_MOVED

log = structlog.get_logger()


class Mailbox(Protocol):
    """The port to the IMAP server, as far as it is needed to move what is filed."""

    def missing(self, folders: Sequence[str]) -> list[str]:
        """Return those of the folders that are not there."""

    def prepare(self, folders: Sequence[str]) -> None:
        """Make the folders that are missing."""

    def list_uids(self, folder: str) -> Listing:
        """Return what lies in the folder now."""

    def move(self, listing: Listing, uids: Sequence[int], target: str) -> Mapping[int, Location]:
        """Move messages, and say where each went, where the server tells."""


def move_wanted(services: Services, mailbox: Mailbox) -> int:
    """Move what is to be moved; return how many. What the server refuses is tried again at the next pass."""
    with services.database.reading() as session:
        rows = session.scalars(select(Message).where(IS_TO_BE_MOVED)).all()
        wanted: dict[tuple[str, int, str], dict[int, int]] = defaultdict(dict)
        for row in rows:
            place = (row.filed_folder or "", row.filed_uidvalidity or 0, row.wanted_folder)
            wanted[place][row.filed_uid or 0] = row.id
    return sum(_move(services, mailbox, place, uids) for place, uids in wanted.items())


def _move(services: Services, mailbox: Mailbox, place: tuple[str, int, str], uids: dict[int, int]) -> int:
    folder, uidvalidity, target = place
    went: Mapping[int, Location] = {}
    try:
        listing = Listing(folder, 0, ()) if mailbox.missing([folder]) else mailbox.list_uids(folder)
        there = [uid for uid in uids if uid in listing.uids] if listing.uidvalidity == uidvalidity else []
        if there:
            mailbox.prepare([target])
            went = mailbox.move(listing, there, target)
    except MailboxRefused as error:
        log.error("mail_not_moved", folder=folder, error=str(error))  # noqa: TRY400 - its sentence says all
        return 0
    with services.unit_of_work("worker") as work:
        for uid, row_id in uids.items():
            row = work.session.get_one(Message, row_id)
            row.wanted_folder = ""
            # What lies in the inbox is taken in anew, and gets a row of its own.
            if uid in there and target != services.config.mailbox.folders.inbox:
                row.filed_uidvalidity = row.filed_uid = None
                ledger.filed(row, target, went.get(uid))
    return len(there)
