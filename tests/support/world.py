"""A whole app on real servers, with a clock that tests move."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
from sqlalchemy import select

from mailbot import app as composition
from mailbot.app import App
from mailbot.jobs.services import Services
from mailbot.one_pass import poll
from mailbot.store.tables import Initiative, Letter, Message
from parsers.sandbox.pool import Isolated
from tests.support import backlog

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@dataclass
class World:
    """An app, the account that it reads and the server that it sends through."""

    app: App
    account: Any
    smtp: Any
    now: datetime = NOW

    def clock(self) -> datetime:
        return self.now

    def wait(self, **units: float) -> None:
        self.now += timedelta(**units)

    def take(self, *mails: bytes, folder: str = "INBOX"):
        """Deliver mails and let mailbot work; return the kinds and recipients of all letters so far."""
        self.account.deliver_all(mails, folder, when=backlog.DELIVERED)
        poll(self.app)
        return self.letters()

    def letters(self) -> list[tuple[str, str, str]]:
        with self.app.services.database.reading() as session:
            return [
                (str(letter.kind), letter.recipient, str(letter.state))
                for letter in session.scalars(select(Letter).order_by(Letter.id))
            ]

    def letter(self, kind: str):
        """Return the newest letter of a kind, as Python reads it."""
        with self.app.services.database.reading() as session:
            mime = session.scalars(select(Letter.mime).where(Letter.kind == kind).order_by(Letter.id.desc())).first()
        return message_from_bytes(zlib.decompress(mime), policy=policy.default)

    def ledger(self) -> list[tuple[str, str, str]]:
        """Return (verdict, rule, outcome) of every message, in order."""
        with self.app.services.database.reading() as session:
            rows = session.scalars(select(Message).order_by(Message.id)).all()
        return [(str(row.verdict), row.rule, str(row.outcome)) for row in rows]

    def reasons(self) -> list[str]:
        with self.app.services.database.reading() as session:
            return list(session.scalars(select(Message.reason).order_by(Message.id)))

    def register(self) -> list[tuple[str, str]]:
        with self.app.services.database.reading() as session:
            return [(i.reference, str(i.state)) for i in session.scalars(select(Initiative).order_by(Initiative.id))]

    def count(self, folder: str) -> int:
        return len(self.account.messages(folder))


@pytest.fixture
def make_world(tmp_path, mailbox_account, smtp_server):
    """Return a function that builds a world from changes to the config."""
    built = []

    def make(**changes) -> World:
        world = World(None, mailbox_account, smtp_server)
        config = backlog.config(tmp_path, mailbox_account, smtp_server, **changes)
        world.app = composition.build(config, clock=world.clock)
        built.append(world.app)
        return world

    yield make
    for app in built:
        app.close()


@pytest.fixture
def world(make_world) -> World:
    return make_world()


@pytest.fixture
def trusting(make_world) -> World:
    """A world whose server vouches for senders in Authentication-Results."""
    return make_world(trust={"authserv_id": "mx.example"})


def vouched(data: bytes, domain: str = "varberg.example") -> bytes:
    """Put the trusted server's word on top of a mail."""
    return f"Authentication-Results: mx.example; dmarc=pass header.from={domain}\r\n".encode() + data


def forged(data: bytes, domain: str = "varberg.example") -> bytes:
    """Put on top of a mail that the trusted server knows it for a forgery."""
    return f"Authentication-Results: mx.example; dmarc=fail header.from={domain}\r\n".encode() + data


def with_checkpoint(app: App, checkpoint) -> App:
    """Return the app with something that happens at its checkpoints."""
    return replace(app, services=replace(app.services, checkpoint=checkpoint))


@contextmanager
def hanging(services: Services) -> Iterator[Services]:
    """Give the office with files on which every reader hangs."""
    with Isolated(services.forms, patience=0.1, read="tests.support.hanging_reader:read") as reader:
        yield replace(services, reader=reader)
