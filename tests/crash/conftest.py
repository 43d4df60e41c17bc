"""Stages for the stories that are played, and the seed of what is drawn."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from tests.crash.stage import Servers, Stage
from tests.crash.stories import STORIES
from tests.support.databases import postgresql_server

__all__ = ["postgresql_server"]


@pytest.fixture(scope="session")
def stage(request, _running_smtp_server, tmp_path_factory) -> Callable[..., Stage]:
    """A function that sets the stage for a story, by name, on «sqlite» or «postgresql», once.

    The mailbox lies on «dovecot» or «old_dovecot».
    """

    @cache
    def make(story: str, database: str, server: str = "dovecot") -> Stage:
        postgresql = request.getfixturevalue("postgresql_server") if database == "postgresql" else None
        folder = tmp_path_factory.mktemp("stage")
        return Stage(Servers(request.getfixturevalue(server), _running_smtp_server, folder, postgresql), STORIES[story])

    return make
