"""What goes wrong with one thing that is due is a line in the log, and the next is done all the same."""

from __future__ import annotations

import pytest

from mailbot.errors import Temporary
from mailbot.jobs.when_due.one_of_several import is_done
from mailbot.store import settings


def _sets(name: str, error: Exception | None = None):
    def act(work) -> None:
        settings.first(work.session, name, work.now)
        if error is not None:
            raise error

    return act


def test_one_that_fails_is_undone_and_stops_no_other(world):
    acts = [_sets("a"), _sets("b", ValueError("hemligt")), _sets("c")]
    assert [is_done(world.app.services, act, failed="work_failed") for act in acts] == [True, False, True]
    with world.app.services.database.reading() as session:
        assert [settings.last(session, name) is not None for name in "abc"] == [True, False, True]


def test_what_is_nobodys_fault_comes_out(world):
    with pytest.raises(Temporary):
        is_done(world.app.services, _sets("a", Temporary("borta")), failed="work_failed")
