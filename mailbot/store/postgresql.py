"""How PostgreSQL is reached: so that a connection that is cut is noticed, at both ends, within seconds."""

from __future__ import annotations

from typing import Any

from sqlalchemy import URL, Engine, NullPool, create_engine

from mailbot.errors import NotInstalled
from mailbot.store.faults import BUSY_TIMEOUT_SECONDS

_CLIENT = {
    "connect_timeout": 10,
    "keepalives_idle": 3,
    "keepalives_interval": 2,
    "keepalives_count": 2,
    "tcp_user_timeout": 7000,  # milliseconds
}
"""How we notice that the server is gone."""
_SERVER = {
    "lock_timeout": f"{BUSY_TIMEOUT_SECONDS}s",
    "tcp_keepalives_idle": "3",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "2",
    "tcp_user_timeout": "7s",
    "idle_in_transaction_session_timeout": "5min",  # longer than a frozen agenda takes
}
"""How the server notices that we are gone, and frees what we have locked."""


def engine(url: URL, name: str) -> Engine:
    """Return the engine for all work; `name` is what its sessions are called. NotInstalled without the driver."""
    return _engine(url, name, pool_pre_ping=True)


def lock_engine(url: URL, name: str) -> Engine:
    """Return an engine whose connections are each for one purpose, and in no transaction."""
    return _engine(url, name, poolclass=NullPool, isolation_level="AUTOCOMMIT")


def _engine(url: URL, name: str, **options: Any) -> Engine:
    settings = " ".join(f"-c {setting}={value}" for setting, value in _SERVER.items())
    arguments = {"options": settings, "application_name": name, **_CLIENT}
    driver = url.set(drivername="postgresql+psycopg")
    try:
        return create_engine(driver, connect_args=arguments, hide_parameters=True, **options)
    except ModuleNotFoundError:
        raise NotInstalled("PostgreSQL's driver is missing. Run: pip install 'mailbot[postgresql]'") from None
