"""What a monitor is told: from the register alone, whatever has become of the worker."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from mailbot.jobs import health
from mailbot.jobs.intake import take_in
from mailbot.store.tables import Letter
from tests.support.backlog import DELIVERED, proposal


def problems(world) -> tuple[str, ...]:
    return health.look(world.app.config, world.now).problems(world.app.config, world.now)


@pytest.fixture
def well(world):
    """A world in which a worker leads and has made a pass."""
    with world.app.alone() as services:
        with services.unit_of_work("worker") as work:
            health.note_pass(work.session, work.now)
        yield world


def test_nothing_is_wrong_where_a_leader_passes(well):
    assert problems(well) == ()
    found = health.look(well.app.config, well.now)
    assert found.leader is not None
    assert (found.last_pass, found.letters_waiting, found.unaccounted) == (well.now, 0, None)


def test_leader_that_has_ended_and_passes_that_were_never_made_are_told(world):
    assert problems(world) == ("no worker leads", "no successful pass since the start")


@pytest.mark.parametrize(("minutes", "told"), [(15, ()), (16, ("no successful pass since 2026-11-20 09:00 UTC",))])
def test_silence_is_told_whatever_its_reason(well, minutes, told):
    well.wait(minutes=minutes)
    assert problems(well) == told


def test_letters_that_wait_untried_are_told_and_one_that_its_server_refuses_is_not(well):
    services = well.app.services
    well.account.deliver_all([proposal(1, "Fallprevention"), proposal(2, "Sårvård")], when=DELIVERED)
    take_in(services, well.app.mailbox)
    with services.unit_of_work("worker") as work:
        work.session.execute(update(Letter).where(Letter.id == 1).values(attempts=1))
    well.wait(minutes=31)
    with services.unit_of_work("worker") as work:
        health.note_pass(work.session, work.now)
    assert problems(well) == ("1 letters wait untried",)


def test_clock_disk_and_what_is_unaccounted_for_are_told(well, monkeypatch):
    monkeypatch.setattr(health.shutil, "disk_usage", lambda _: type("Usage", (), {"free": 99_999_999}))
    with well.app.services.unit_of_work("worker") as work:
        health.note_clock(work.session, timedelta(minutes=-12))
        health.note_reconcile(work.session, work.now, 3)
    assert problems(well) == (
        "3 messages unaccounted for: mailbot reconcile",
        "the clock is -720 s ahead of the mail server's",
        f"99 MB free at {well.app.config.state_dir}",
    )
