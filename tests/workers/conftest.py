"""Several workers with one PostgreSQL, each with a folder of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from mailbot import app as composition
from mailbot.app import App
from mailbot.config import Config
from mailbot.store.engine import Database
from mailbot.store.tables import Initiative, Letter
from mailbot.worker import Worker
from tests.support import backlog
from tests.support.databases import postgresql_server, postgresql_url

__all__ = ["postgresql_server", "postgresql_url"]


@dataclass
class Fleet:
    """Workers of one register, one mailbox and one SMTP server."""

    folder: Path
    url: str
    account: Any
    smtp: Any
    apps: list[App] = field(default_factory=list)
    database: Database | None = None

    def config(self, name: str, url: str = "", **changes: Any) -> Config:
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        mailbox = self.account.config(password_file="password", poll_seconds=5).model_dump()
        return backlog.config(
            folder, self.account, self.smtp, **{"mailbox": mailbox, "database": {"url": url or self.url}, **changes}
        )

    def worker(
        self, name: str, *, url: str = "", checkpoint: Callable[[str], None] = lambda _: None, **changes: Any
    ) -> Worker:
        built = composition.build(self.config(name, url, **changes))
        self.apps.append(replace(built, services=replace(built.services, checkpoint=checkpoint)))
        return Worker(self.apps[-1])

    def recipients(self) -> list[str]:
        return sorted(letter.recipients[0] for letter in list(self.smtp.letters))

    def register(self) -> list[tuple[str, str]]:
        """Return every initiative's number and initiator, as the database itself has them."""
        with self.reading() as session:
            rows = session.scalars(select(Initiative).order_by(Initiative.number)).all()
        return [(one.reference, one.initiator_address) for one in rows]

    def letters(self) -> list[tuple[str, str]]:
        with self.reading() as session:
            rows = session.scalars(select(Letter).order_by(Letter.recipient)).all()
        return [(one.recipient, str(one.state)) for one in rows]

    def reading(self) -> Any:
        if self.database is None:
            self.database = Database(self.url)
            self.database.migrate()
        return self.database.reading()


@pytest.fixture
def fleet(tmp_path, postgresql_url, mailbox_account, smtp_server) -> Iterator[Fleet]:
    fleet = Fleet(tmp_path, postgresql_url, mailbox_account, smtp_server)
    yield fleet
    for one in fleet.apps:
        one.close()
    if fleet.database is not None:
        fleet.database.close()
