"""The words of alarms: each problem has all of its own, and only what is known is filled in."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, timedelta

import pytest

from mailbot.jobs.watch.alarm_mail import News, problems_file, write
from mailbot.jobs.watch.health import Problem, ProblemKind
from mailbot.mail.decode import decode
from mailbot.mail.thread_ids import ThreadKey

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
KEY = ThreadKey("nyckel")


def text(config, news: News) -> str:
    mail = decode(write(config, KEY, news, to="drift@region.example", host="bot1", now=NOW), internal_date=NOW)
    return f"{mail.subject}\n{mail.text}"


def test_every_problem_has_its_words_and_no_other_has():
    words = tomllib.loads(problems_file().read_text(encoding="utf-8"))
    assert set(words) == {*ProblemKind, "mail"}
    assert {name: set(words[name]) for name in ProblemKind} == {
        name: {"broken", "mended", "act"} for name in ProblemKind
    }


@pytest.mark.parametrize("kind", ProblemKind)
def test_every_problem_can_be_told(world, kind):
    words = tomllib.loads(problems_file().read_text(encoding="utf-8"))[kind]
    broken = text(world.app.config, News(broken=((Problem(kind, "{said}\nBcc: x"), NOW),)))
    assert broken.startswith(f"mailbot: {words['broken']}\n")
    assert "mailbot health säger: {said} Bcc: x\n" in broken
    assert text(world.app.config, News(mended=((kind, NOW),))).startswith(f"mailbot: {words['mended']}\n")


def test_mail_names_the_first_and_counts_the_rest(world):
    later = NOW + timedelta(hours=1)
    news = News(
        broken=((Problem(ProblemKind.DISK, "9 MB free"), NOW), (Problem(ProblemKind.CLOCK, "600 s"), NOW)),
        mended=((ProblemKind.STOPPED, NOW),),
        remains=((Problem(ProblemKind.NO_LEADER, "no worker leads"), later),),
    )
    told = text(world.app.config, news)
    assert told.startswith("mailbot: Disken är nästan full (och 2 till)\n")
    order = [
        "NYTT FEL",
        "Disken är nästan full. Sedan",
        "Datorns klocka",
        "AVHJÄLPT",
        "Posten hämtas igen",
        "KVARSTÅR",
        "kl. 11.00",
    ]
    assert [told.index(one) for one in order] == sorted(told.index(one) for one in order)
