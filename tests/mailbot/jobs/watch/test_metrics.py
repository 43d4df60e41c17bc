"""Figures for Prometheus, as its own parser reads them from the port."""

from __future__ import annotations

import socket
import urllib.request

import structlog
from prometheus_client.parser import text_string_to_metric_families

from mailbot.jobs.watch import metrics, worker_notes
from tests.support.backlog import proposal


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def figures(port: int) -> dict[str, float]:
    """Return each figure by its name, or «name label»."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
        families = text_string_to_metric_families(answer.read().decode())
    return {" ".join([one.name, *one.labels.values()]): one.value for family in families for one in family.samples}


def test_figures_are_the_registers(world):
    port = free_port()
    with metrics.served(world.app.services, port):
        assert figures(port)["mailbot_problem no_leader"] == 1
        world.take(proposal(1, "Fallprevention"), proposal(2, "Sårvård"))
        with world.app.alone() as services:
            with services.unit_of_work("worker") as work:
                worker_notes.note_reconcile(work.session, work.now, 3)
            found = figures(port)
    assert found["mailbot_disk_free_bytes"] > 0
    expected = {
        "mailbot_up": 1,
        "mailbot_leader": 1,
        "mailbot_problem no_leader": 0,
        "mailbot_problem unaccounted": 1,
        "mailbot_last_pass_timestamp_seconds": world.now.timestamp(),
        "mailbot_unaccounted_messages": 3,
        "mailbot_messages_total handled": 2,
        "mailbot_letters sent": 2,
        "mailbot_initiatives queued": 2,
        "mailbot_letters_waiting": 0,
        "mailbot_clock_ahead_seconds": 0,
    }
    assert {name: found.get(name) for name in expected} == expected


def test_register_that_is_away_is_a_figure(world):
    port, file = free_port(), world.app.config.state_dir / "mailbot.db"
    world.app.services.database.close()
    file.rename(file.with_name("borta.db"))
    file.mkdir()
    with metrics.served(world.app.services, port):
        assert figures(port) == {"mailbot_up": 0}


def test_port_that_is_taken_keeps_no_mail_waiting(world):
    with socket.socket() as taken, structlog.testing.capture_logs() as log:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with metrics.served(world.app.services, taken.getsockname()[1]):
            pass
    assert [one["event"] for one in log] == ["metrics_not_served"]


def test_port_is_free_again_afterwards(world):
    port = free_port()
    for _ in range(2):
        with metrics.served(world.app.services, port):
            assert figures(port)["mailbot_up"] == 1
