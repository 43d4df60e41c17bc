"""When jobs run: now, when called for, and not once the context has ended; by one scheduler for all who share it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from mailbot.jobs.repeated_job import Job
from mailbot.jobs.timetable import Timetable, scheduler
from tests.support.waiting import PATIENCE, wait_for

RARELY = 3600


def job(name: str, work: Callable[[], object]) -> Job:
    return Job(name, RARELY, work, threading.Event())


def test_each_job_runs_at_once_and_again_when_it_is_called_for():
    ran: list[str] = []
    timetable = Timetable()
    with timetable.followed([job(name, lambda name=name: ran.append(name)) for name in ("intake", "delivery")]):
        wait_for(lambda: sorted(ran) == ["delivery", "intake"])
        timetable.soon("delivery")
        wait_for(lambda: sorted(ran) == ["delivery", "delivery", "intake"])
        timetable.all_soon()
        wait_for(lambda: sorted(ran) == ["delivery"] * 3 + ["intake"] * 2)


def test_first_job_may_call_for_the_last():
    timetable, called = Timetable(), []
    first = job("intake", lambda: called.append("called") if timetable.soon("delivery") is None else None)
    with timetable.followed([first, *(job(f"{number}", int) for number in range(50)), job("delivery", int)]):
        wait_for(lambda: called)


def test_job_called_for_in_a_while_waits_so_long():
    ran = threading.Event()
    timetable = Timetable()
    with timetable.followed([job("intake", ran.set)]):
        assert ran.wait(PATIENCE)
        ran.clear()
        timetable.soon("intake", timedelta(hours=2))
        assert timetable._planned["intake"].next_run_time - datetime.now(UTC) > timedelta(hours=1)
        timetable.soon("intake", timedelta(milliseconds=1))
        assert ran.wait(PATIENCE)


def test_end_waits_for_what_runs_and_nothing_runs_after_it():
    began, ended = threading.Event(), []

    def work() -> None:
        began.set()
        stopping.wait(PATIENCE)
        ended.append("ended")

    stopping = threading.Event()
    with scheduler(2) as shared:
        timetable = Timetable()
        with timetable.followed([Job("intake", RARELY, work, stopping)], shared):
            assert began.wait(PATIENCE)
            stopping.set()
        assert ended == ["ended"]
        timetable.all_soon()
        with pytest.raises(KeyError):
            timetable.soon("intake")
        assert not shared.get_jobs()


def test_two_timetables_of_one_scheduler_may_name_their_jobs_alike():
    ran: list[str] = []
    with scheduler(2) as shared:
        one, other = Timetable(), Timetable()
        with (
            one.followed([job("intake", lambda: ran.append("one"))], shared),
            other.followed([job("intake", lambda: ran.append("other"))], shared),
        ):
            wait_for(lambda: sorted(ran) == ["one", "other"])
            other.soon("intake")
            wait_for(lambda: sorted(ran) == ["one", "other", "other"])
