"""Figures for Prometheus, on a port of this machine alone: asked of the register at each look, kept nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import structlog
from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from mailbot.errors import MailbotError, said
from mailbot.jobs.services import Services
from mailbot.jobs.watch import health
from mailbot.jobs.watch.health import Health, ProblemKind
from mailbot.store.tables import Initiative, Letter, Message

log = structlog.get_logger()

_LOOPBACK = "127.0.0.1"


class Figures(Collector):
    """What Prometheus gets. A register that can't be asked gives `mailbot_up 0` and nothing else."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def describe(self) -> Iterable[Metric]:
        """Say nothing beforehand: there may be no register yet."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """Ask the register."""
        services, now = self._services, self._services.clock()
        try:
            found = health.examine(services.config, services.database, now)
            with services.database.reading() as session:
                counted = list(_counted(session))
        except (MailbotError, OSError) as error:
            log.warning("metrics_unknown", error=said(error))
            yield _gauge("up", "Whether the register can be asked.", 0)
            return
        problems = {problem.kind for problem in found.problems(services.config, now)}
        yield _gauge("up", "Whether the register can be asked.", 1)
        yield _by("problem", "What `mailbot health` finds wrong.", "kind", {k: k in problems for k in ProblemKind})
        yield from _gauges(found)
        yield from counted


def _gauges(found: Health) -> Iterator[Metric]:
    yield _gauge("leader", "Whether a worker leads.", found.leader is not None)
    if found.last_pass is not None:
        yield _gauge("last_pass_timestamp_seconds", "When a pass last succeeded.", found.last_pass.timestamp())
    if found.unaccounted is not None:
        yield _gauge("unaccounted_messages", "What the last reconcile could not explain.", found.unaccounted)
    yield _gauge("letters_waiting", "Letters older than half an hour that none has tried.", found.letters_waiting)
    yield _gauge(
        "clock_ahead_seconds", "By how much the clock is ahead of the mail server's.", found.clock_ahead_seconds
    )
    yield _gauge("disk_free_bytes", "Room at state_dir.", found.disk_free_mb * 1_000_000)


def _counted(session: Session) -> Iterator[Metric]:
    messages = CounterMetricFamily("mailbot_messages", "Messages in the ledger.", labels=["outcome"])
    for outcome, count in _each(session, Message.outcome).items():
        messages.add_metric([outcome], count)
    yield messages
    for name, text, column in (
        ("letters", "Letters, by state.", Letter.state),
        ("initiatives", "Initiatives, by state.", Initiative.state),
    ):
        yield _by(name, text, "state", _each(session, column))


def _each(session: Session, column: InstrumentedAttribute[Any]) -> dict[str, float]:
    """Count the rows by the column's value; a message without an outcome is begun."""
    rows = session.execute(select(column, func.count()).group_by(column))
    return {str(value or "begun"): count for value, count in rows}


def _gauge(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(f"mailbot_{name}", text, value=value)


def _by(name: str, text: str, label: str, values: dict[str, float]) -> Metric:
    metric = GaugeMetricFamily(f"mailbot_{name}", text, labels=[label])
    for value, count in values.items():
        metric.add_metric([value], count)
    return metric


@contextmanager
def served(services: Services, port: int) -> Iterator[None]:
    """Answer on the port while the context lasts. One that is taken is told, and mail is handled all the same."""
    registry = CollectorRegistry()
    registry.register(Figures(services))
    try:
        server, thread = start_http_server(port, addr=_LOOPBACK, registry=registry)
    except OSError as error:
        log.error("metrics_not_served", port=port, error=str(error))  # noqa: TRY400 - the sentence says all
        yield
        return
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
