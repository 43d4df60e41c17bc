"""A simulation starts no processes of its own."""

from __future__ import annotations

import pytest

from mailbot.jobs import print_agendas
from mailbot.meetings.agenda.documents import material
from tests.simulation.office import vetted_here


@pytest.fixture(autouse=True)
def starts_few_processes(monkeypatch):
    """Let files be looked into in this process, and no agenda be printed: both take longer than all else here."""
    monkeypatch.setattr(print_agendas, "printed", lambda *_, **__: b"")
    monkeypatch.setattr(material, "vet", vetted_here)
