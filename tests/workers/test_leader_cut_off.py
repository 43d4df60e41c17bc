"""A leader whose network to the database is cut still lives, believes that it leads, and must change nothing."""

from __future__ import annotations

import threading

import pytest
import structlog

from tests.support.backlog import DELIVERED, proposal
from tests.support.servers.postgresql_proxy import PostgreSQLProxy
from tests.support.waiting import wait_for


@pytest.mark.usefixtures("silence_ends_a_lead")
@pytest.mark.parametrize("point", ["begun", "before_commit", "committed", "before_move", "moved"])
def test_leader_that_is_cut_off_commits_nothing_and_another_does_its_work(point, fleet):
    reached = threading.Event()

    def cut(name: str) -> None:
        if name == point and not reached.is_set():
            proxy.cut()
            reached.set()

    with PostgreSQLProxy(fleet.url) as proxy, structlog.testing.capture_logs() as log:
        old, new = fleet.worker("old", url=proxy.url, checkpoint=cut), fleet.worker("new")
        with old.working(), new.working():
            assert (old.leadership.held, new.leadership.held) == (True, False)
            fleet.account.deliver_all([proposal(1, "Fallprevention")], when=DELIVERED)
            reached.wait()
            wait_for(lambda: new.leadership.held)
            assert not old.leadership.held
            wait_for(lambda: fleet.recipients() == ["anna1@varberg.example"])
            proxy.mend()
            wait_for(lambda: "leads_no_more" in [entry["event"] for entry in log])
            fleet.account.deliver_all([proposal(2, "Sårvård")], when=DELIVERED)
            wait_for(lambda: len(fleet.recipients()) == 2)
            wait_for(lambda: fleet.account.messages() == [])
    assert fleet.register() == [
        ("OH-2026-0001", "anna1@varberg.example"),
        ("OH-2026-0002", "anna2@varberg.example"),
    ]
    assert fleet.recipients() == ["anna1@varberg.example", "anna2@varberg.example"]
    assert fleet.letters() == [("anna1@varberg.example", "sent"), ("anna2@varberg.example", "sent")]
