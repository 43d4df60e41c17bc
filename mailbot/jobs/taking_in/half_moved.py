"""Finishes moves that a kill cut in two, where the server has no MOVE: copied, and not yet removed.

To copy such a message again would leave it twice where it was filed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import structlog
from sqlalchemy import select

from mailbot.errors import MailboxRefused
from mailbot.intake import ledger
from mailbot.jobs.services import Services
from mailbot.mail.message import Location
from mailbot.mailbox.uids import Listing
from mailbot.store.tables import Message

log = structlog.get_logger()


class Mailbox(Protocol):
    """The port to the IMAP server, as far as copies are found and the rest of a move is done."""

    def left_by_a_move(self, listing: Listing, uids: Sequence[int], target: str) -> Mapping[int, Sequence[Location]]:
        """Return where the same bytes lie in the target folder; nothing where the server moves in one step."""

    def remove(self, listing: Listing, uids: Sequence[int]) -> None:
        """Remove messages that lie elsewhere, too."""


def finish(
    services: Services, mailbox: Mailbox, listing: Listing, row_ids: Sequence[int], target: Callable[[Message], str]
) -> list[int]:
    """Remove those of the messages that lie where they were to go; return the rows that are still to be moved.

    `row_ids` are decided and lie in the listing's folder. A copy that another row names is another's.
    """
    if not row_ids:
        return []
    by_folder: dict[str, dict[int, int]] = defaultdict(dict)
    with services.database.reading() as session:
        for row in session.scalars(select(Message).where(Message.id.in_(row_ids)).order_by(Message.id)):
            by_folder[target(row)][row.uid] = row.id
    done: set[int] = set()
    for folder, uids in by_folder.items():
        try:
            done |= _finish_in(services, mailbox, listing, uids, folder)
        except MailboxRefused as error:
            log.warning("half_moved_not_looked_for", folder=folder, error=str(error))
    return [row_id for row_id in row_ids if row_id not in done]


def _finish_in(
    services: Services, mailbox: Mailbox, listing: Listing, uids: Mapping[int, int], folder: str
) -> set[int]:
    copies = _nobodys(services, mailbox.left_by_a_move(listing, list(uids), folder))
    if not copies:
        return set()
    mailbox.remove(listing, list(copies))
    with services.unit_of_work("worker") as work:
        for uid, place in copies.items():
            ledger.filed(work.session.get_one(Message, uids[uid]), folder, place)
    return {uids[uid] for uid in copies}


def _nobodys(services: Services, found: Mapping[int, Sequence[Location]]) -> dict[int, Location]:
    """Return for each message a copy that no row and no other message has, where there is one."""
    copies: dict[int, Location] = {}
    for uid, places in found.items():
        free = (place for place in places if place not in copies.values() and not _is_named(services, place))
        place = next(free, None)
        if place is not None:
            copies[uid] = place
    return copies


def _is_named(services: Services, place: Location) -> bool:
    here = (
        (Message.account == place.account)
        & (Message.filed_folder == place.folder)
        & (Message.filed_uidvalidity == place.uidvalidity)
        & (Message.filed_uid == place.uid)
    )
    with services.database.reading() as session:
        return session.scalar(select(Message.id).where(here).limit(1)) is not None
