from __future__ import annotations

from tests.mailbot.meetings.conftest import session, sqlite_url, work

__all__ = ["session", "sqlite_url", "work"]
