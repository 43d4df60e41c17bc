"""Faults that are put into the killed process on purpose, to show that the kills find each of them."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import create_engine, text
from sqlalchemy.orm import object_session

from mailbot import app
from mailbot.config import Config
from mailbot.intake import ledger
from mailbot.jobs import deliver, intake, sent_copies
from mailbot.jobs.taking_in import shared_commit
from mailbot.mailbox.imap import ImapMailbox
from mailbot.outbox import delivery
from mailbot.outbox.smtp import SmtpSender
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store import counters
from mailbot.store.values import LetterState


@dataclass(frozen=True)
class Fault:
    """`put_in` changes the process that it is called in; kills at points like `near` find it."""

    put_in: Callable[[Config], None]
    near: str
    database: str = "sqlite"


def _moved_first(config: Config) -> None:
    """Move messages before anything of them is committed."""
    ordinary = intake._Pass._take

    def take(self: Any, listing: Any, uids: Any) -> Any:
        def several(entry: Any, ready: Any) -> Any:
            self.mailbox.prepare(["Hanterade/2026"])
            self.mailbox.move(listing, [begun.row.uid for begun in ready], "Hanterade/2026")
            return shared_commit.decide_several(entry, ready)

        intake.decide_several = several
        return ordinary(self, listing, uids)

    intake._Pass._take = take


def _no_mark(config: Config) -> None:
    """Begin each time as if it were the first."""
    ordinary = ledger.begin

    def begin(session: Any, locations: Any, now: Any) -> Any:
        rows = ordinary(session, locations, now)
        for row in rows:
            row.attempts = 0
        return rows

    ledger.begin = begin


def _no_unique_key(config: Config) -> None:
    """Enter a message without asking whether it is there, and have nothing that refuses it."""
    database = create_engine(config.database_url.replace("postgresql:", "postgresql+psycopg:"))
    drop = "ALTER TABLE messages DROP CONSTRAINT IF EXISTS uq_messages_account_folder_uidvalidity_uid"
    with database.begin() as connection:
        connection.execute(text(drop))
    database.dispose()

    def begin(session: Any, locations: Any, now: Any) -> Any:
        rows = [ledger._entered(session, location, now) for location in locations]
        session.flush()
        return rows

    ledger.begin = begin


def _sent_in_the_transaction(config: Config) -> None:
    """Send a letter while the transaction that it belongs to is still open."""
    ordinary = UnitOfWork.send

    def send(self: UnitOfWork, draft: Any) -> Any:
        letter = ordinary(self, draft)
        if letter is not None:
            mime = delivery.zlib.decompress(letter.mime)
            app.sender(config).send(config.identity.address, letter.recipient, mime)
            letter.state, letter.sent_at = LetterState.SENT, self.now
        return letter

    UnitOfWork.send = send


def _committed_in_halves(config: Config) -> None:
    """Commit what a message caused before its row says that it is decided: alone, where no savepoint is in the way."""
    ordinary = ledger.decide

    def decide(row: Any, *args: Any, **more: Any) -> None:
        session = object_session(row)
        session.flush()
        for statement in ("COMMIT", "BEGIN IMMEDIATE"):
            session.connection().exec_driver_sql(statement)
        ordinary(row, *args, **more)

    ledger.decide = decide
    intake.decide_several = lambda entry, ready: ((begun, entry.decide(begun)) for begun in ready)


def _id_drawn_late(config: Config) -> None:
    """Give a letter its Message-ID when it is sent."""
    ordinary = SmtpSender.send

    def send(self: SmtpSender, sender: str, recipient: str, mime: bytes) -> None:
        fresh = f"Message-ID: <{secrets.token_hex(8)}@regionhalland.example>\r\n".encode()
        lines = [line for line in mime.splitlines(keepends=True) if not line.startswith(b"Message-ID:")]
        ordinary(self, sender, recipient, fresh + b"".join(lines))

    SmtpSender.send = send


def _sent_noted_late(config: Config) -> None:
    """Note what was sent when all has been sent."""
    ordinary, waiting = deliver._settle, []

    def settle(work: Any, letter: Any, error: Any, name: str) -> LetterState:
        waiting.append((letter, error, name))
        return LetterState.SENT

    def finish(self: Any) -> None:
        with self.services.unit_of_work("worker") as work:
            for letter, error, name in waiting:
                ordinary(work, letter, error, name)
        waiting.clear()
        ended(self)

    ended = sent_copies.SentCopies.finish
    deliver._settle, sent_copies.SentCopies.finish = settle, finish


def _copy_not_looked_for(config: Config) -> None:
    """File a copy in Sent without looking whether it is there."""
    ImapMailbox.holds = lambda *_: False


def _number_apart(config: Config) -> None:
    """Take a number in a transaction of its own."""
    database = create_engine(config.database_url.replace("postgresql:", "postgresql+psycopg:"))

    def take(session: Any, name: str, count: int = 1) -> int:
        connection = database.connect() if name.startswith("reference-") else session
        number = connection.execute(counters._TAKE, {"name": name, "count": count}).scalar_one()
        if connection is not session:
            connection.commit()
            connection.close()
        return number

    counters.take = take


def _move_forgotten(config: Config) -> None:
    """Leave alone what is decided and still lies in the inbox."""
    ledger.Seen.must_move = False


FAULTS = {
    "moved first": Fault(_moved_first, near="after imap UID MOVE"),
    "no mark that it was begun": Fault(_no_mark, near="after commit"),
    "no unique key": Fault(_no_unique_key, near="after commit", database="postgresql"),
    "sent in the transaction": Fault(_sent_in_the_transaction, near="after smtp letter"),
    "committed in halves": Fault(_committed_in_halves, near="before commit"),
    "id drawn late": Fault(_id_drawn_late, near="after smtp letter"),
    "sent noted late": Fault(_sent_noted_late, near="after smtp letter"),
    "copy not looked for": Fault(_copy_not_looked_for, near="after imap APPEND"),
    "number apart": Fault(_number_apart, near="before commit", database="postgresql"),
    "move forgotten": Fault(_move_forgotten, near="before imap UID MOVE"),
}
