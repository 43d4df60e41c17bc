"""The mailbox over IMAP (RFC 3501, UIDPLUS RFC 4315, MOVE RFC 6851, IDLE RFC 2177).

UIDs only, never sequence numbers; BODY.PEEK[] only, so that nothing is marked as
read. One connection, for one thread; see `connection.py` for what becomes of it.
Folder names are the config's, with «/» between the levels, whatever the server uses.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Self

from imapclient.exceptions import IMAPClientError  # type: ignore[import-untyped]

from mailbot.config import Mailbox
from mailbot.errors import MailboxUnavailable, MessageGone
from mailbot.mail.message import Location, RawMessage
from mailbot.mailbox import asks_time, commands
from mailbot.mailbox.connection import ImapConnection
from mailbot.mailbox.login import Login
from mailbot.mailbox.uids import Listing, batches, by_size, read_copyuid

IDLE_SECONDS = 600.0  # Exchange lets an IDLE die silently after hours, routers forget it sooner
_BATCH_UIDS = 500  # Dovecot found a command with 12,000 UIDs too long
_BATCH_MESSAGES = 50
_BATCH_BYTES = 16_000_000
_BODIES = ("BODY.PEEK[]", "BODY.PEEK[HEADER]")
_APPENDUID = re.compile(rb"\[APPENDUID \d+ (\d+)\]", re.IGNORECASE)


class _NotHandedOut(MailboxUnavailable):
    """A FETCH failed, in a folder that could be selected: some message in it may be the cause."""


class ImapMailbox:
    """The shared mailbox. Connects when it is first needed; a context manager that closes.

    Every method raises MailboxUnavailable (or LoginRefused, CertificateRefused) when
    the server can't be reached or fails, and may then be called again.
    """

    def __init__(self, config: Mailbox, login: Login, *, idle_seconds: float = IDLE_SECONDS) -> None:
        self._config = config
        self._connection = ImapConnection(config, login)
        self._idle_seconds = idle_seconds
        self._seen: dict[str, tuple[int, int | None]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Log out. The mailbox may be used again afterwards."""
        self._connection.close()

    @property
    def account(self) -> str:
        """What the ledger calls this mailbox: user@host."""
        return self._config.account

    def capabilities(self) -> frozenset[str]:
        """Return what the server offers after login, as it names it («IDLE», «MOVE»)."""
        with self._connection.lent() as client:
            return frozenset(name.decode("ascii", "replace") for name in client.capabilities())

    def prepare(self, folders: Iterable[str]) -> None:
        """Make and subscribe the folders that are missing; free where this connection has seen them already."""
        with self._connection.lent() as client:
            wanted = {self._connection.server_name(folder) for folder in folders} - self._connection.there - {"INBOX"}
            if not wanted:
                return
            self._connection.there |= commands.folders(client)
            for name in sorted(wanted - self._connection.there):
                try:
                    client.create_folder(name)
                except IMAPClientError:
                    # Another connection of ours may have made it since.
                    if name not in commands.folders(client):
                        raise
                client.subscribe_folder(name)
                self._connection.there.add(name)

    def folders(self) -> list[str]:
        """Return the names of all folders, as the server has them."""
        with self._connection.lent() as client:
            return [name for _, _, name in client.list_folders()]

    def missing(self, folders: Iterable[str]) -> list[str]:
        """Return those of the folders that the mailbox does not have."""
        there = self.folders()
        return [name for name in folders if self._connection.server_name(name) not in there and name.upper() != "INBOX"]

    def list_uids(self, folder: str) -> Listing:
        """Return what lies in the folder now, read and unread; empties what `wait` calls news."""
        with self._connection.lent() as client:
            uidvalidity, uidnext = self._connection.select(client, folder)
            self._seen[folder] = uidvalidity, uidnext
            # Plain SEARCH: some Exchange tenants advertise IMAP4rev2 and fail on more.
            return Listing(folder, uidvalidity, tuple(sorted(client.search("ALL"))))

    def ends_at(self, folder: str) -> tuple[int, int | None]:
        """Return the folder's UIDVALIDITY and UIDNEXT: whether anything is new, however much lies in it."""
        with self._connection.lent() as client:
            return self._connection.select(client, folder)

    def sizes(self, listing: Listing, uids: Sequence[int]) -> dict[int, tuple[int, datetime]]:
        """Return each message's size in bytes and INTERNALDATE (in UTC); those that are gone are absent."""
        found: dict[int, tuple[int, datetime]] = {}
        for batch in batches(uids, _BATCH_UIDS):
            for uid, item in self._fetch(listing, batch, "RFC822.SIZE").items():
                found[uid] = item[b"RFC822.SIZE"], item[b"INTERNALDATE"].astimezone(UTC)
        return found

    def fetch(self, listing: Listing, uids: Sequence[int], at_most: int | None = None) -> Iterator[RawMessage]:
        """Yield whole messages, in batches that together hold 16 MB at most, or one larger message.

        A message that has more bytes than `at_most`, is gone, or that the server won't hand out, is not yielded;
        `sizes` tells which. Other calls are allowed between two messages.
        """
        for some in batches(uids, _BATCH_UIDS):
            sizes = {uid: size for uid, (size, _) in self.sizes(listing, some).items()}
            pairs = [(uid, sizes[uid]) for uid in some if uid in sizes and (at_most is None or sizes[uid] <= at_most)]
            for batch in by_size(pairs, count=_BATCH_MESSAGES, total=_BATCH_BYTES):
                found = self._fetch(listing, batch, "BODY.PEEK[]")
                while found:
                    uid = next(iter(found))
                    # Popped, so that a message's bytes are freed once the caller is done with them.
                    yield self._message(listing, uid, found.pop(uid), b"BODY[]")

    def headers(self, listing: Listing, uids: Sequence[int]) -> Iterator[RawMessage]:
        """Yield the header sections alone; a message that is gone, or that the server won't hand out, is not there."""
        for batch in batches(uids, _BATCH_UIDS):
            for uid, answer in self._fetch(listing, batch, "BODY.PEEK[HEADER]").items():
                yield self._message(listing, uid, answer, b"BODY[HEADER]")

    def fetch_headers(self, listing: Listing, uid: int) -> RawMessage:
        """Return the header section alone, for a message too large to fetch; MessageGone if it is not there."""
        found = self._fetch(listing, [uid], "BODY.PEEK[HEADER]")
        if uid not in found:
            raise MessageGone(f"UID {uid} is no longer in {listing.folder}, or the server can't hand it out.")
        return self._message(listing, uid, found[uid], b"BODY[HEADER]")

    def move(self, listing: Listing, uids: Sequence[int], target: str) -> dict[int, Location]:
        """Move messages and return where each one went, as far as the server says (COPYUID).

        UIDs that are gone are passed over. Nothing but these messages is expunged. MailboxRefused where the
        folder may only be read.
        """
        places: dict[int, Location] = {}
        for batch in batches(uids, _BATCH_UIDS):
            with self._connection.lent() as client:
                self._connection.select_listed(client, listing)
                self._connection.require_writable(listing.folder)
                answers = self._move(client, listing, batch, target)
            for answer in answers:
                # One that can't be read tells nothing, but the messages have moved.
                with suppress(ValueError):
                    places |= self._places(target, answer)
        return places

    def _move(self, client: Any, listing: Listing, uids: Sequence[int], target: str) -> list[bytes]:
        try:
            return commands.move(client, uids, self._connection.server_name(target))
        except IMAPClientError:
            # Dovecot moves none of them when one is gone.
            self._connection.select(client, listing.folder)
            self._connection.select_listed(client, listing)
            left = sorted({*client.search("ALL")} & {*uids})
            if len(left) == len(uids):
                raise
            return commands.move(client, left, self._connection.server_name(target)) if left else []

    def left_by_a_move(self, listing: Listing, uids: Sequence[int], target: str) -> dict[int, list[Location]]:
        """Return where in the target messages lie that are the same bytes: copied, and not removed when we ended.

        Nothing where the server can MOVE, which does both or neither.
        """
        with self._connection.lent() as client:
            if not uids or client.has_capability("MOVE"):
                return {}
        sizes = self.sizes(listing, uids)
        places: dict[int, list[Location]] = {}
        for raw in self.fetch(listing, uids):
            uid = raw.location.uid
            with self._connection.lent() as client:
                uidvalidity, _ = self._connection.select(client, target)
                same = commands.same_bytes(client, raw.data, sizes[uid][0])
            places[uid] = [Location(self.account, target, uidvalidity, one) for one in same]
        return places

    def remove(self, listing: Listing, uids: Sequence[int]) -> None:
        """Remove messages, and nothing else, where the server has UIDPLUS."""
        with self._connection.lent() as client:
            self._connection.select_listed(client, listing)
            self._connection.require_writable(listing.folder)
            commands.remove(client, uids)

    def append(self, folder: str, data: bytes, flags: Sequence[str] = ("\\Seen",)) -> None:
        """Put a message into a folder."""
        with self._connection.lent() as client:
            client.append(self._connection.server_name(folder), data, flags)

    def server_time(self, folder: str) -> datetime | None:
        """Return what time it is by the server's clock; None where it can't be asked.

        IMAP has no command for it. So a message of ours is put into the folder, its INTERNALDATE
        read, and the message removed again, by its UID (RFC 4315): nothing else is, but what a kill
        left of the same, byte for byte.
        """
        with self._connection.lent() as client:
            if not client.has_capability("UIDPLUS"):
                return None
            put = _APPENDUID.search(client.append(self._connection.server_name(folder), asks_time.MAIL, ("\\Seen",)))
            if put is None:
                return None
            uid = int(put[1])
            self._connection.select(client, folder)
            stamped = client.fetch([uid], ["INTERNALDATE"])
            ours = sorted({uid, *commands.same_as(client, asks_time.MAIL, asks_time.SUBJECT)})
            client.delete_messages(ours, silent=True)
            client.uid_expunge(ours)
            return stamped[uid][b"INTERNALDATE"].astimezone(UTC) if uid in stamped else None

    def holds(self, folder: str, message_id: str) -> bool:
        """Whether a message with this Message-ID lies in the folder."""
        with self._connection.lent() as client:
            self._connection.select(client, folder)
            return bool(client.search(["HEADER", "Message-ID", message_id]))

    def take_out(self, folder: str, message_id: str) -> bytes | None:
        """Return a message of our own by its Message-ID and remove it (RFC 4315); None where it is not there.

        A server without UIDPLUS keeps it, marked as deleted: nothing else may be expunged.
        """
        with self._connection.lent() as client:
            self._connection.select(client, folder)
            found = client.search(["HEADER", "Message-ID", message_id])
            if not found:
                return None
            data = client.fetch(found[:1], ["BODY.PEEK[]"])
            client.delete_messages(found, silent=True)
            if client.has_capability("UIDPLUS"):
                client.uid_expunge(found)
            return bytes(data[found[0]][b"BODY[]"]) if found[0] in data else None

    def wait(self, folder: str, timeout: float, stop: threading.Event) -> bool:
        """Wait until something has come since `list_uids` last looked; False after `timeout` seconds or on `stop`.

        What came between the two calls counts, too. Without IDLE it only waits.
        """
        with self._connection.lent() as client:
            if not (self._config.idle and client.has_capability("IDLE")):
                stop.wait(timeout)
                return False
            if self._connection.select(client, folder) != self._seen.get(folder):
                return True
            end = time.monotonic() + timeout
            while not stop.is_set() and (left := end - time.monotonic()) > 0:
                if commands.idle(client, min(left, self._idle_seconds), stop):
                    return True
            return False

    def _fetch(self, listing: Listing, uids: Sequence[int], item: str) -> dict[int, dict[bytes, Any]]:
        """Fetch one item and INTERNALDATE; what is gone or can't be handed out is absent.

        Dovecot hangs up over a message that it can't read, others leave one out. One bad
        message must not stop the others, so what does not come gets a try of its own.
        """
        found: dict[int, dict[bytes, Any]] = {}
        again: Sequence[int] = uids
        with suppress(_NotHandedOut):
            found = self._fetch_together(listing, uids, item)
            again = [uid for uid in uids if uid not in found] if len(uids) > 1 and item in _BODIES else ()
        for uid in again:
            with suppress(_NotHandedOut):
                found |= self._fetch_together(listing, [uid], item)
        return found

    def _fetch_together(self, listing: Listing, uids: Sequence[int], item: str) -> dict[int, dict[bytes, Any]]:
        with self._connection.lent() as client:
            self._connection.select_listed(client, listing)
            try:
                found = client.fetch(uids, [item, "INTERNALDATE"])
            except (IMAPClientError, ConnectionError, ValueError) as error:
                raise _NotHandedOut(str(error)) from error
        # An OK may come without an answer, or with NIL in it.
        wanted = (item.replace(".PEEK", "").encode(), b"INTERNALDATE")
        return {uid: answer for uid, answer in found.items() if all(answer.get(part) is not None for part in wanted)}

    def _places(self, target: str, copyuid: bytes) -> dict[int, Location]:
        uidvalidity, renamed = read_copyuid(copyuid)
        return {old: Location(self.account, target, uidvalidity, new) for old, new in renamed.items()}

    def _message(self, listing: Listing, uid: int, answer: dict[bytes, Any], key: bytes) -> RawMessage:
        location = Location(self.account, listing.folder, listing.uidvalidity, uid)
        return RawMessage(answer[key], answer[b"INTERNALDATE"].astimezone(UTC), location)
