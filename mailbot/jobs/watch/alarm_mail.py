"""What operators read when something is wrong, and when it is over: plain text, for it may end up in a telephone."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import structlog

from mailbot.config import STOCKHOLM, Config
from mailbot.errors import DeliveryRefused, MailbotError
from mailbot.jobs.deliver import Sender
from mailbot.jobs.watch.health import Problem, ProblemKind
from mailbot.mail.compose import Outgoing, build
from mailbot.mail.message import Address
from mailbot.mail.thread_ids import ThreadKey
from mailbot.primitives.safe_text import one_line
from mailbot.primitives.templates_folder import templates_dir

log = structlog.get_logger()

NONCE = "alarm-"
"""How the Message-IDs begin that belong to no letter of the register."""


@dataclass(frozen=True, slots=True)
class News:
    """What operators are to be told, each with the time since when it is, or was, so."""

    broken: tuple[tuple[Problem, datetime], ...] = ()
    mended: tuple[tuple[ProblemKind, datetime], ...] = ()
    remains: tuple[tuple[Problem, datetime], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.broken or self.mended)


def tell(config: Config, key: ThreadKey, sender: Sender, news: News, *, host: str, now: datetime) -> bool:
    """Mail the news to all operators; whether any server took it, or nobody is to be told or ever can be."""
    told, later = False, False
    for address in config.operations.mail_to:
        try:
            sender.send(config.identity.address, address, write(config, key, news, to=address, host=host, now=now))
        except DeliveryRefused as error:
            log.error("alarm_not_mailed", to=address, error=str(error))  # noqa: TRY400 - its sentence says all
        except MailbotError as error:
            later = True
            log.warning("alarm_mailed_later", to=address, error=str(error))
        else:
            told = True
    return told or not later


def write(config: Config, key: ThreadKey, news: News, *, to: str, host: str, now: datetime) -> bytes:
    """Return the mail as it goes out. The same news has the same Message-ID, so that a repeat is known for one."""
    identity = config.identity
    return build(
        Outgoing(
            sender=Address(identity.name, identity.address),
            to=Address("", to),
            subject=_subject(news),
            text=_text(config, news, host),
            html="",
            message_id=key.sign(NONCE + _digest(news), identity.address.rpartition("@")[2]),
            date=now,
            reply=False,
        )
    )


def _digest(news: News) -> str:
    told = [f"{problem.kind} {since}" for problem, since in news.broken] + [f"-{kind} {at}" for kind, at in news.mended]
    return sha256(" ".join(told).encode()).hexdigest()[:16]


def _subject(news: News) -> str:
    firsts = [_words(problem.kind)["broken"] for problem, _ in news.broken]
    firsts += [_words(kind)["mended"] for kind, _ in news.mended]
    words, more = _words("mail"), len(firsts) - 1
    return words["subject"].format(first=firsts[0]) + (words["and_more"].format(count=more) if more else "")


def _text(config: Config, news: News, host: str) -> str:
    words = _words("mail")
    parts = [
        *_chapter(words["broken"], (_broken(*one) for one in news.broken)),
        *_chapter(words["mended"], (_mended(*one) for one in news.mended)),
        *_chapter(words["remains"], (_broken(*one) for one in news.remains)),
        words["foot"].format(mailbox=config.identity.address, host=host),
    ]
    return "\n\n".join(parts) + "\n"


def _chapter(heading: str, entries: Iterator[str]) -> list[str]:
    written = list(entries)
    return [heading.upper(), *written] if written else []


def _broken(problem: Problem, since: datetime) -> str:
    own, words = _words(problem.kind), _words("mail")
    said = words["health"].format(said=one_line(problem.said))
    return "\n".join((f"{own['broken']}. {words['since'].format(since=_time(since))}", said, own["act"]))


def _mended(kind: ProblemKind, since: datetime) -> str:
    return f"{_words(kind)['mended']}. {_words('mail')['was'].format(since=_time(since))}"


def _time(moment: datetime) -> str:
    return f"{moment.astimezone(STOCKHOLM):%Y-%m-%d kl. %H.%M}"


def _words(name: str) -> Mapping[str, str]:
    words: Mapping[str, str] = _problems()[name]
    return words


@cache
def _problems() -> Mapping[str, Any]:
    return tomllib.loads(problems_file().read_text(encoding="utf-8"))


def problems_file() -> Path:
    """Return where the words stand."""
    return templates_dir() / "alarms" / "problems.toml"
