"""What is drawn by chance, with its seed; and whether the long form is played."""

from __future__ import annotations

import os
import random

import pytest

from mailbot.jobs import print_agendas
from mailbot.meetings.agenda.documents import material
from tests.simulation.office import vetted_here


@pytest.fixture
def soak() -> bool:
    """Whether two whole years are played: `make soak`."""
    return bool(os.environ.get("MAILBOT_SOAK"))


@pytest.fixture
def rng() -> random.Random:
    """What is drawn by chance; the seed is printed, and MAILBOT_SEED plays it again."""
    seed = int(os.environ.get("MAILBOT_SEED", random.SystemRandom().randrange(10**6)))
    print(f"MAILBOT_SEED={seed}")
    return random.Random(seed)


@pytest.fixture(autouse=True)
def starts_few_processes(monkeypatch):
    """Let files be looked into in this process, and no agenda be printed: both take longer than all else here."""
    monkeypatch.setattr(print_agendas, "printed", lambda *_, **__: b"")
    monkeypatch.setattr(material, "vet", vetted_here)
