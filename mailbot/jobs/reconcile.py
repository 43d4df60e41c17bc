"""Compares what lies in the folders with what the ledger says: nothing may be unaccounted for."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from mailbot.config import STOCKHOLM
from mailbot.jobs.intake import Mailbox
from mailbot.jobs.services import Services
from mailbot.mail.decode import decode
from mailbot.mail.message import RawMessage
from mailbot.mailbox.uids import Listing
from mailbot.store.tables import FormVersion, Message


@dataclass(frozen=True, slots=True)
class Account:
    """The result: messages in the folders, and those of them that the ledger can't explain.

    `unfinished` are begun and not decided; `duplicates` forms registered twice.
    """

    messages: int
    unaccounted: tuple[str, ...]
    """«folder/uid» of each."""
    waiting: int
    """New in a watched folder, for the next pass to take."""
    unfinished: int
    duplicates: int


def reconcile(services: Services, mailbox: Mailbox) -> Account:
    """Look at every message in the watched and the handled folders; change nothing."""
    folders = _folders(services)
    missing = mailbox.missing(folders)
    listings = [mailbox.list_uids(folder) for folder in folders if folder not in missing]
    unknown = {listing: _unknown(services, mailbox.account, listing) for listing in listings}
    watched = services.config.mailbox.folders.watched
    waiting = sum(len(uids) for listing, uids in unknown.items() if listing.folder in watched)
    lost = [
        f"{listing.folder}/{raw.location.uid}"
        for listing, uids in unknown.items()
        if listing.folder not in watched
        for raw in mailbox.fetch(listing, uids)
        if not _known_by_content(services, raw)
    ]
    with services.database.reading() as session:
        return Account(
            messages=sum(len(listing.uids) for listing in listings),
            unaccounted=tuple(lost),
            waiting=waiting,
            unfinished=session.scalar(select(func.count(Message.id)).where(Message.outcome.is_(None))) or 0,
            duplicates=_registered_twice(session),
        )


def _folders(services: Services) -> list[str]:
    """Return the watched folders, and those that anything was filed in or is filed in this year."""
    names = services.config.mailbox.folders
    year = str(services.clock().astimezone(STOCKHOLM).year)
    now = [name.replace("{year}", year) for name in (names.handled, names.review, names.automatic)]
    with services.database.reading() as session:
        filed = session.scalars(select(Message.filed_folder).where(Message.filed_folder.is_not(None)).distinct())
        return list(dict.fromkeys([*names.watched, *now, *sorted(filter(None, filed))]))


def _unknown(services: Services, account: str, listing: Listing) -> list[int]:
    """Return the UIDs that no ledger row names, as a place of arrival or of filing."""
    here = and_(Message.folder == listing.folder, Message.uidvalidity == listing.uidvalidity)
    filed = and_(Message.filed_folder == listing.folder, Message.filed_uidvalidity == listing.uidvalidity)
    with services.database.reading() as session:
        arrived = session.scalars(select(Message.uid).where(Message.account == account, here))
        moved = session.scalars(select(Message.filed_uid).where(Message.account == account, filed))
        known = {*arrived, *moved}
    return [uid for uid in listing.uids if uid not in known]


def _known_by_content(services: Services, raw: RawMessage) -> bool:
    """Whether the ledger has this very mail: somebody moved it, or the server did not say where it went."""
    message = decode(raw.data, internal_date=raw.internal_date)
    with services.database.reading() as session:
        return (
            session.scalar(
                select(Message.id)
                .where(or_(Message.fingerprint == message.fingerprint, Message.sha256 == message.sha256))
                .limit(1),
            )
            is not None
        )


def _registered_twice(session: Session) -> int:
    """Count forms that became more than one initiative, by the mail that brought them."""
    registered = (
        select(Message.fingerprint, FormVersion.content_hash)
        .join(FormVersion, FormVersion.ledger_id == Message.id)
        .where(FormVersion.number == 1)
        .group_by(Message.fingerprint, FormVersion.content_hash)
        .having(func.count() > 1)
    )
    return session.scalar(select(func.count()).select_from(registered.subquery())) or 0
