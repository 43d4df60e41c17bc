"""Whose code the time goes to: `python -m tests.bench.profiles [MESSAGES]`.

What bounds the ratios of `make bench`, as shares of processor time: a backlog taken in and answered, in the process
that decides and writes, and forms parsed, as a process that reads does it. The profiler makes small functions dearer
than they are.
"""

from __future__ import annotations

import cProfile
import pstats
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import structlog

from mailbot import app
from mailbot.forms.write import excel, word
from mailbot.one_pass import poll
from parsers.parse import parse
from tests.bench import bench_intake
from tests.bench.many_forms import many_answers
from tests.support import backlog
from tests.support.forms import SHIPPED
from tests.support.servers.dovecot import Dovecot
from tests.support.servers.smtp import SmtpServer

_LEAST = 0.02
_Function = tuple[str, int, str]
"""As `pstats` names one: its file, its line, its name."""


def main(messages: int) -> None:
    """Profile all three, and print what takes more than a fiftieth."""
    structlog.configure(processors=[structlog.processors.KeyValueRenderer()], logger_factory=bench_intake.Silent)
    _show(f"{messages} mails taken in and answered", _intake(messages))
    answers = [*many_answers(100)]
    _show("100 Word forms parsed", _parsing("x.docx", [word.write(SHIPPED, one) for one in answers]))
    _show("100 Excel forms parsed", _parsing("x.xlsx", [excel.write(SHIPPED, one) for one in answers]))


def _intake(messages: int) -> cProfile.Profile:
    """Profile a pass over a backlog; one before it has compiled the patterns and the templates."""
    mails = [bench_intake.padded(number) for number in range(2 * messages)]
    with tempfile.TemporaryDirectory() as name, SmtpServer() as smtp, Dovecot() as dovecot:
        account = dovecot.account()
        with app.build(backlog.config(Path(name), account, smtp)) as built:
            account.deliver_all(mails[:messages])
            poll(built)
            account.deliver_all(mails[messages:])
            return _profiled(lambda: poll(built))


def _parsing(name: str, files: Iterable[bytes]) -> cProfile.Profile:
    first, *others = files
    parse(name, first, [SHIPPED])
    return _profiled(lambda: [parse(name, data, [SHIPPED]) for data in others])


def _profiled(work: Callable[[], object]) -> cProfile.Profile:
    profile = cProfile.Profile(time.thread_time)
    profile.runcall(work)
    return profile


def _show(title: str, profile: cProfile.Profile) -> None:
    spent, largest = Counter[str](), Counter[str]()
    for function, (_, calls, own, _, callers) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        whose = {caller: part[2] for caller, part in callers.items()} if function[0] == "~" else {function: own}
        for one, seconds in whose.items():
            spent[_package(one)] += seconds
        largest[f"{_package(function)}: {function[2]}, {calls} calls"] += own
    whole = spent.total()
    print(f"{title}: {whole * 1000:.0f} ms under the profiler")
    for package, seconds in spent.most_common():
        if seconds > _LEAST * whole:
            print(f"{seconds / whole:6.1%}  {package}")
    name, seconds = largest.most_common(1)[0]
    print(f"the largest function: {seconds / whole:.1%}, {name}")


def _package(function: _Function) -> str:
    """Return whose code a function is: a package's, one of our two parts', or Python's own."""
    parts = Path(function[0]).parts
    if "site-packages" in parts:
        return parts[parts.index("site-packages") + 1]
    ours = [place for place in ("mailbot", "parsers", "templates") if place in parts]
    return ours[0] if ours else "Python's own"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
