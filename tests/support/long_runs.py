"""What long runs share: whether they are wanted, what is drawn by chance, and the figures that they end with.

Figures stand below all tests when everything is done, also where several processes run them and print nothing.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest

_FIGURES = "figures"


@pytest.fixture
def soak() -> bool:
    """Whether this is the long form, which takes hours: `make soak`."""
    return bool(os.environ.get("MAILBOT_SOAK"))


@pytest.fixture
def figures(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """A function that has a line printed with the verdict on the test."""
    return lambda line: record_property(_FIGURES, line)


@pytest.fixture
def rng(figures: Callable[[str], None]) -> random.Random:
    """What is drawn by chance; the seed is printed, and MAILBOT_SEED plays it again."""
    seed = int(os.environ.get("MAILBOT_SEED", random.SystemRandom().randrange(10**6)))
    print(f"MAILBOT_SEED={seed}")
    figures(f"MAILBOT_SEED={seed}")
    return random.Random(seed)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print, of a long run, each test's figures and whether it went well."""
    if not os.environ.get("MAILBOT_SOAK"):
        return
    terminalreporter.section("figures")
    for verdict in ("passed", "failed"):
        for report in terminalreporter.stats.get(verdict, ()):
            for line in _lines(report):
                terminalreporter.write_line(f"{verdict} {report.nodeid.rpartition('::')[2]}: {line}")


def _lines(report: Any) -> Iterator[str]:
    return (line for name, line in report.user_properties if name == _FIGURES and report.when == "call")
