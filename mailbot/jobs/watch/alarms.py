"""Tells operators what is wrong, once, and once when it is over: in the log, and by mail where the config names them.

Not by the outbox: an alarm must go out while the register can't be written, while letters are held,
and past those that wait. What was told stands in the register, so that of several workers one tells it, and
a new one goes on from there. What concerns the register itself, each worker remembers alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.orm import Session

from mailbot.errors import MailbotError
from mailbot.jobs.services import Services
from mailbot.jobs.watch import health
from mailbot.jobs.watch.alarm_mail import News
from mailbot.jobs.watch.health import Problem, ProblemKind
from mailbot.store import plausible_times, settings

log = structlog.get_logger()

_SETTING = "alarms"
_CLAIM = timedelta(minutes=5)
"""So long a worker has to tell what it has taken on; then another does."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """A problem that was there twice in a row: since when, whether it was told, and whether somebody is at it."""

    since: datetime
    told: bool = False
    claimed_at: datetime | None = None

    def is_free(self, now: datetime) -> bool:
        """Whether nobody is telling of it."""
        claimed = plausible_times.past(self.claimed_at, now)
        return claimed is None or now - claimed > _CLAIM


Alarms = dict[ProblemKind, Alarm]


@dataclass(slots=True)
class AlarmWatch:
    """Looks every minute. `tell` hands the news to the operators, and returns whether it is told."""

    services: Services
    tell: Callable[[News], bool]
    _before: frozenset[ProblemKind] = frozenset()
    _own: Alarms = field(default_factory=dict)
    """About the register itself, which can't keep it."""

    def look(self) -> None:
        """Look once. What is there, or gone, only once may be a passing thing, and is not told yet."""
        config, now = self.services.config, self.services.clock()
        try:
            problems = health.examine(config, self.services.database, now).problems(config, now)
            self._tell_with_register(_by_kind(problems), now)
        except (MailbotError, OSError) as error:
            problems = (Problem(ProblemKind.REGISTER_AWAY, str(error)),)
            self._tell_alone(_by_kind(problems), now)
        self._before = frozenset(problem.kind for problem in problems)

    def _tell_with_register(self, problems: Mapping[ProblemKind, Problem], now: datetime) -> None:
        with self.services.database.reading() as session:
            nothing_new = not _taken_on(_kept(session), problems, self._before, now)[0]
        if not nothing_new:
            with self.services.unit_of_work("worker") as work:
                news, alarms = _taken_on(_kept(work.session), problems, self._before, now)
                _keep(work.session, alarms)
            told = self._say(news)
            with self.services.unit_of_work("worker") as work:
                _keep(work.session, _settled(_kept(work.session), news, told=told))
        if ProblemKind.REGISTER_AWAY not in problems:
            self._tell_alone({}, now)

    def _tell_alone(self, problems: Mapping[ProblemKind, Problem], now: datetime) -> None:
        news, self._own = _taken_on(self._own, problems, self._before, now)
        if news:
            self._own = _settled(self._own, news, told=self._say(news))

    def _say(self, news: News) -> bool:
        for problem, since in news.broken:
            log.error("alarm", problem=problem.kind, said=problem.said, since=since.isoformat())
        for kind, since in news.mended:
            log.info("alarm_over", problem=kind, since=since.isoformat())
        return self.tell(news)


def _by_kind(problems: tuple[Problem, ...]) -> dict[ProblemKind, Problem]:
    return {problem.kind: problem for problem in problems}


def _taken_on(
    alarms: Alarms, problems: Mapping[ProblemKind, Problem], before: frozenset[ProblemKind], now: datetime
) -> tuple[News, Alarms]:
    """Return what is to be told now, and the alarms with that marked as being told."""
    lasting = {kind: problem for kind, problem in problems.items() if kind in before}
    known = {kind: alarms.get(kind, Alarm(now)) for kind in {**alarms, **lasting}}
    broken = [kind for kind in lasting if not known[kind].told and known[kind].is_free(now)]
    gone = [kind for kind in alarms if kind not in problems and kind not in before]
    mended = [kind for kind in gone if known[kind].is_free(now)]
    claimed = {kind: replace(known[kind], claimed_at=now) for kind in (*broken, *mended)}
    news = News(
        tuple((lasting[kind], known[kind].since) for kind in broken),
        tuple((kind, known[kind].since) for kind in mended),
        tuple((problem, known[kind].since) for kind, problem in lasting.items() if known[kind].told),
    )
    return news, known | claimed


def _settled(alarms: Alarms, news: News, *, told: bool) -> Alarms:
    """Return the alarms as they are once the news has been told, or could not be."""
    mended = {kind for kind, _ in news.mended}
    broken = {problem.kind for problem, _ in news.broken}
    return {
        kind: replace(alarm, told=alarm.told or (told and kind in broken), claimed_at=None)
        if kind in broken | mended
        else alarm
        for kind, alarm in alarms.items()
        if not (told and kind in mended)
    }


def _kept(session: Session) -> Alarms:
    """Return what was told; what a later version may have told of is nothing that this one can say is over."""
    kept: dict[str, dict[str, Any]] = json.loads(settings.text(session, _SETTING) or "{}")
    return {ProblemKind(kind): _read(one) for kind, one in kept.items() if kind in set(ProblemKind)}


def _read(kept: Mapping[str, Any]) -> Alarm:
    claimed_at = kept["claimed_at"] and datetime.fromisoformat(kept["claimed_at"])
    return Alarm(datetime.fromisoformat(kept["since"]), kept["told"], claimed_at)


def _keep(session: Session, alarms: Alarms) -> None:
    kept = {str(kind): asdict(alarm) for kind, alarm in alarms.items()}
    settings.keep_text(session, _SETTING, json.dumps(kept, default=str))
