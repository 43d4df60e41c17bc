"""When jobs run: APScheduler keeps the times, and lends threads to all workers of a process."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import copy_context
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

from apscheduler.executors.pool import ThreadPoolExecutor  # type: ignore[import-untyped]
from apscheduler.schedulers.background import BackgroundScheduler  # type: ignore[import-untyped]

from mailbot.jobs.repeated_job import Job

Scheduler: TypeAlias = BackgroundScheduler
_THREADS = 10
"""For each worker, at most: as many as it has jobs. They are made as they are needed."""


class Timetable:
    """When each of a worker's jobs runs next."""

    def __init__(self) -> None:
        self._planned: dict[str, Any] = {}

    @contextmanager
    def followed(self, jobs: Collection[Job], shared: Scheduler | None = None) -> Iterator[None]:
        """Have every job run now, and again and again while the context lasts; its end waits for those that run."""
        with nullcontext(shared) if shared else scheduler() as begins:
            for job in jobs:
                self._planned[job.name] = _planned(job, begins)
            self.all_soon()
            try:
                yield
            finally:
                for job in jobs:
                    with job.turn:
                        pass  # whoever gets the turn from now on does nothing with it
                while self._planned:
                    self._planned.popitem()[1].remove()

    def soon(self, name: str, wait: timedelta = timedelta(0)) -> None:
        """Have a job run in a while, whatever its timer says; the timer goes on from there."""
        self._planned[name].modify(next_run_time=datetime.now(UTC) + wait)

    def all_soon(self) -> None:
        """Have every job run: the scheduler goes by the clock, and waits for a time that the clock once showed."""
        for name in [*self._planned]:
            self.soon(name)


def _planned(job: Job, begins: Scheduler) -> Any:
    """Plan a job, but not begin it: one job calls for another, which must be planned by then.

    Runs that are late become one. One run may wait while another works: what calls for a run meanwhile is
    older than the run that waits. A third would find nothing more.
    """
    context = copy_context()  # the log says in another thread, too, whose work it is
    return begins.add_job(
        lambda: context.copy().run(job.run),
        "interval",
        seconds=job.seconds,
        next_run_time=None,
        max_instances=2,
        coalesce=True,
        misfire_grace_time=None,
    )


@contextmanager
def scheduler(workers: int = 1) -> Iterator[Scheduler]:
    """Lend what begins the jobs of so many workers, each in a thread that is free; its end waits for all that run."""
    begins = BackgroundScheduler(timezone="UTC", executors={"default": ThreadPoolExecutor(_THREADS * workers)})
    begins.start()
    try:
        yield begins
    finally:
        begins.shutdown(wait=True)
