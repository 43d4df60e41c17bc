"""Real servers for every test that asks; they start once per run (and per xdist worker)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.servers.dovecot import OLD, Account, Dovecot
from tests.servers.smtp import SmtpServer


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """A Dovecot with all that it can do."""
    with Dovecot() as server:
        yield server


@pytest.fixture(scope="session")
def old_dovecot() -> Iterator[Dovecot]:
    """A Dovecot without MOVE and IDLE, with folders like «INBOX.Granska»."""
    with Dovecot(capability=OLD) as server:
        yield server


@pytest.fixture
def mailbox_account(dovecot: Dovecot) -> Account:
    """A new, empty mailbox."""
    return dovecot.account()


@pytest.fixture(scope="session")
def _running_smtp_server() -> Iterator[SmtpServer]:
    with SmtpServer() as server:
        yield server


@pytest.fixture
def smtp_server(_running_smtp_server: SmtpServer) -> SmtpServer:
    """An SMTP server without TLS, with no letters and no script."""
    _running_smtp_server.reset()
    return _running_smtp_server
