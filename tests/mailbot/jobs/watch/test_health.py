"""What a monitor is told: from the register alone, whatever has become of the worker."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from mailbot.jobs.deliver import deliver
from mailbot.jobs.intake import take_in
from mailbot.jobs.watch import health, worker_notes
from mailbot.jobs.watch.health import ProblemKind
from mailbot.store.tables import Letter
from tests.support.backlog import DELIVERED, proposal


def problems(world) -> tuple[str, ...]:
    found = health.look(world.app.config, world.now).problems(world.app.config, world.now)
    return tuple(problem.said for problem in found)


def pass_made(world) -> None:
    with world.app.services.unit_of_work("worker") as work:
        worker_notes.note_pass(work.session, work.now)


def note_login(world, server, refused) -> None:
    with world.app.services.unit_of_work("worker") as work:
        worker_notes.note_login(work.session, server, work.now, refused)


@pytest.fixture
def well(world):
    """A world in which a worker leads and has made a pass."""
    with world.app.alone():
        pass_made(world)
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
    pass_made(well)
    assert problems(well) == ("1 letters wait untried",)


def test_letters_that_no_server_takes_are_told_and_one_that_is_taken_ends_it(well):
    services, smtp = well.app.services, well.smtp
    well.account.deliver_all([proposal(number, f"Fallprevention {number}") for number in range(1, 4)], when=DELIVERED)
    take_in(services, well.app.mailbox)
    smtp.next_answers("RCPT", *["451 4.7.1 try later"] * 3)
    deliver(services, well.app.sender)
    well.wait(minutes=31)
    pass_made(well)
    assert problems(well) == ("none of 3 letters is taken: mailbot letters list",)
    deliver(services, well.app.sender)
    assert len(smtp.letters) == 3
    assert problems(well) == ()


@pytest.mark.parametrize(
    ("server", "told"),
    [
        ("mailbox", "the mail server refuses our login since 2026-11-20 09:00 UTC"),
        ("smtp", "the SMTP server refuses our login since 2026-11-20 09:00 UTC"),
    ],
)
def test_login_that_is_refused_for_five_minutes_is_told_until_it_is_not(well, server, told):
    note_login(well, server, "535 no")
    well.wait(minutes=4)
    assert problems(well) == ()
    note_login(well, server, "535 still no")
    well.wait(minutes=1)
    assert problems(well) == (told,)
    note_login(well, server, "")
    assert problems(well) == ()


@pytest.mark.parametrize(
    ("day", "told"),
    [("2026-12-05", ()), ("2026-12-04", ("the login at the mail servers works until 2026-12-04 only",))],
)
def test_login_that_ends_within_a_fortnight_is_told(make_world, day, told):
    world = make_world()
    smtp = world.smtp.config(expires=day).model_dump()
    config = world.app.config.model_copy(update={"smtp": type(world.app.config.smtp).model_validate(smtp)})
    found = health.look(config, world.now).problems(config, world.now)
    assert tuple(one.said for one in found if one.kind is ProblemKind.EXPIRES) == told


def test_disk_of_the_registers_own_file_counts_too(make_world, tmp_path, monkeypatch):
    (tmp_path / "annan").mkdir()
    world = make_world(database={"url": f"sqlite:///{tmp_path / 'annan' / 'mailbot.db'}"})
    free = {tmp_path / "annan": 98_000_000, world.app.config.state_dir: 10**12}
    monkeypatch.setattr(health.shutil, "disk_usage", lambda folder: type("Usage", (), {"free": free[folder]}))
    assert health.look(world.app.config, world.now).disk_free_mb == 98


def test_clock_disk_and_what_is_unaccounted_for_are_told(well, monkeypatch):
    monkeypatch.setattr(health.shutil, "disk_usage", lambda _: type("Usage", (), {"free": 99_999_999}))
    with well.app.services.unit_of_work("worker") as work:
        worker_notes.note_clock(work.session, timedelta(minutes=-12))
        worker_notes.note_reconcile(work.session, work.now, 3)
    assert problems(well) == (
        "3 messages unaccounted for: mailbot reconcile",
        "the clock is -720 s ahead of the mail server's",
        f"99 MB free at {well.app.config.state_dir}",
    )
