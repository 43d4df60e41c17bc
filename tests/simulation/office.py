"""mailbot seen from outside: mails are delivered, the clock is moved, letters come out.

Over real servers, or with a mailbox and a letter-box in this process.
"""

from __future__ import annotations

import imaplib
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from sqlalchemy import select

from mailbot import app as composition
from mailbot import config as configuration
from mailbot.app import App
from mailbot.mail.message import Location, RawMessage
from mailbot.mailbox.uids import Listing
from mailbot.one_pass import poll
from mailbot.store.tables import Initiative, InitiativeAttachment, Letter, Message
from parsers import Vetted
from parsers.passing_on.may_be_passed_on import vet
from tests.simulation.approved_work import MONTHS
from tests.simulation.people import BOT, MEMBERS, SECRETARIES, SECRETARY, TRUSTED, organisations
from tests.support.servers.smtp import Delivered

BEGINS = datetime(2024, 1, 8, 8, 30, tzinfo=UTC)
"""Years that have gone by: a server believes no mail that came tomorrow."""


@dataclass(frozen=True)
class Sent:
    """A letter that has gone out: what kind it is, to whom, about which initiative, and the mail itself."""

    kind: str
    to: str
    reference: str
    message_id: str
    mime: bytes
    at: datetime

    @property
    def mail(self) -> EmailMessage:
        return message_from_bytes(self.mime, policy=policy.default)

    @property
    def text(self) -> str:
        return self.mail.get_body(("plain",)).get_content().replace("\r\n", "\n")


class Office:
    """mailbot with its clock. `account` takes mails, `post` has the letters that were accepted."""

    def __init__(self, config, account, post, begins: datetime, wire=lambda app, _office: app) -> None:
        self.now = begins
        self.account, self.post = account, post
        self.app: App = wire(composition.build(config, clock=lambda: self.now), self)
        self.app.mailbox.prepare(["Junk"])
        self.letters: list[Sent] = []
        self._seen = 0

    def close(self) -> None:
        self.app.close()

    def receive(self, *mails: bytes) -> None:
        """Put mails into the inbox, as they come at this moment."""
        self.account.deliver_all(mails, when=imaplib.Time2Internaldate(self.now))

    def work(self) -> list[Sent]:
        """Let mailbot make a pass; return the letters that it has written since."""
        poll(self.app)
        with self.app.services.database.reading() as session:
            rows = session.execute(
                select(Letter, Initiative.reference)
                .outerjoin(Initiative, Initiative.id == Letter.initiative_id)
                .where(Letter.id > self._seen)
                .order_by(Letter.id)
            ).all()
            fresh = [
                Sent(str(one.kind), one.recipient, reference or "", one.message_id, zlib.decompress(one.mime), self.now)
                for one, reference in rows
            ]
            self._seen = max((one.id for one, _ in rows), default=self._seen)
        self.letters += fresh
        return fresh

    def letter(self, kind: str, to: str, reference: str = "") -> Sent:
        """Return the newest letter of a kind that somebody has got."""
        found = (one for one in reversed(self.letters) if (one.kind, one.to) == (kind, to))
        return next(one for one in found if reference in (one.reference, ""))

    def last_mails(self, count: int = 4) -> list[str]:
        """Return how mailbot took the last mails: number, sender, rule, outcome and why a human must look."""
        with self.app.services.database.reading() as session:
            rows = session.scalars(select(Message).order_by(Message.id.desc()).limit(count)).all()
            return [f"mail {one.id} {one.sender}: {one.rule}, {one.outcome}. {one.reason}" for one in reversed(rows)]

    def wrongly_delivered(self) -> dict[str, Any]:
        """Return the letters that went over the wire more or less often than once, or to somebody else."""
        gone = Counter((_message_id(one.data), one.recipients) for one in self.post.letters)
        written = Counter((one.message_id, (one.to,)) for one in self.letters)
        return {"too often": dict(gone - written), "never": dict(written - gone)}


def _message_id(data: bytes) -> str:
    return str(message_from_bytes(data, policy=policy.default)["Message-ID"])


def vetted_here(files: Sequence[InitiativeAttachment]) -> dict[int, Vetted]:
    """Look into an agenda's files without a process of their own: nobody means harm here."""
    return {one.id: vet(one.filename, zlib.decompress(one.compressed)) for one in files if not one.withheld}


def settings(**changes: Any) -> dict[str, Any]:
    """Return the config but for the servers."""
    return {
        "state_dir": "state",
        "identity": {"address": BOT},
        "contact": {"name": SECRETARY.name, "phone": "035-00 00 00", "email": SECRETARY.address},
        "secretaries": [
            {"name": one.name, "address": one.address, "deputy": one is not SECRETARY} for one in SECRETARIES
        ],
        "organisations": organisations(),
        "answer_from": (BEGINS - timedelta(days=1)).isoformat(),
        "trust": {"authserv_id": TRUSTED},
        "meetings": {"members": [{"name": one.name, "address": one.address} for one in MEMBERS]},
        "follow_up": {"months": MONTHS},
        "celebration": {"anniversaries": False},
        **changes,
    }


def at_servers(folder: Path, account, smtp, begins: datetime = BEGINS) -> Office:
    """Return an office whose mail goes over these servers."""
    (folder / "password").write_text(account.password, encoding="utf-8")
    servers = {
        "mailbox": account.config(password_file="password").model_dump(),
        "smtp": smtp.config(rate_per_minute=10_000).model_dump(),
    }
    return Office(configuration.parse(settings(**servers), base=folder), account, smtp, begins)


def in_this_process(folder: Path, begins: datetime = BEGINS) -> Office:
    """Return an office whose mail never leaves the process."""
    nowhere = {"host": "mail.example", "user": "omtanke"}
    config = configuration.parse(settings(mailbox=nowhere, smtp=nowhere), base=folder)
    post = LetterBox()
    return Office(config, None, post, begins, wire=lambda app, office: _wired(app, office, post))


def _wired(app: App, office: Office, post: LetterBox) -> App:
    office.account = Drawers(lambda: office.now)
    return replace(app, mailbox=office.account, sender=post)


@dataclass
class LetterBox:
    """Takes every letter."""

    letters: list[Delivered] = field(default_factory=list)

    def send(self, sender: str, recipient: str, mime: bytes) -> None:
        self.letters.append(Delivered(sender, (recipient,), mime, 0))

    def close(self) -> None:
        """Nothing is open."""


@dataclass
class Drawers:
    """A mailbox as the intake job knows it, in a dictionary: folder, UID, message."""

    clock: Any
    account: str = "drawers"
    _in: dict[str, dict[int, tuple[bytes, datetime]]] = field(default_factory=lambda: {"INBOX": {}})
    _next: Counter[str] = field(default_factory=Counter)

    def deliver_all(self, mails: Sequence[bytes], folder: str = "INBOX", when: str = "") -> None:
        for data in mails:
            self._put(folder, data, self.clock())

    def _put(self, folder: str, data: bytes, came: datetime) -> Location:
        self._next[folder] += 1
        self._in[folder][self._next[folder]] = (data, came)
        return Location(self.account, folder, 1, self._next[folder])

    def prepare(self, folders: Sequence[str]) -> None:
        for folder in folders:
            self._in.setdefault(folder, {})

    def missing(self, folders: Sequence[str]) -> list[str]:
        return [folder for folder in folders if folder not in self._in]

    def list_uids(self, folder: str) -> Listing:
        return Listing(folder, 1, tuple(sorted(self._in[folder])))

    def sizes(self, listing: Listing, uids: Sequence[int]) -> Mapping[int, tuple[int, datetime]]:
        there = self._in[listing.folder]
        return {uid: (len(there[uid][0]), there[uid][1]) for uid in uids if uid in there}

    def fetch(self, listing: Listing, uids: Sequence[int], at_most: int | None = None) -> Iterator[RawMessage]:
        for uid in tuple(uids):  # the caller strikes out those that it has got
            data, came = self._in[listing.folder][uid]
            if at_most is None or len(data) <= at_most:
                yield RawMessage(data, came, Location(self.account, listing.folder, 1, uid))

    headers = fetch

    def ends_at(self, folder: str) -> tuple[int, int | None]:
        return 1, self._next[folder] + 1

    def holds(self, folder: str, message_id: str) -> bool:
        return any(_message_id(data) == message_id for data, _ in self._in.get(folder, {}).values())

    def server_time(self, folder: str) -> datetime:
        return self.clock()

    def move(self, listing: Listing, uids: Sequence[int], target: str) -> Mapping[int, Location]:
        return {uid: self._put(target, *self._in[listing.folder].pop(uid)) for uid in uids}

    def left_by_a_move(self, listing: Listing, uids: Sequence[int], target: str) -> Mapping[int, Sequence[Location]]:
        return {}

    def remove(self, listing: Listing, uids: Sequence[int]) -> None:
        for uid in uids:
            del self._in[listing.folder][uid]

    def close(self) -> None:
        """Nothing is open."""
