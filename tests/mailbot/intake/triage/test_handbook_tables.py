"""What the secretary's handbook says that can be said is what the program understands."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from mailbot.intake.triage.evidence import Facts
from mailbot.intake.triage.verdict import triage
from mailbot.mail.decode import decode
from mailbot.store.values import LetterKind, Standing
from tests.support.mails import a_mail
from tests.support.paths import ROOT

NOW = datetime(2026, 12, 10, 15, tzinfo=UTC)
HANDBOOK = (ROOT / "docs" / "sekreterare.md").read_text(encoding="utf-8")
SECRETARY = Facts(Standing.SECRETARY, listed_secretary=True, answers=LetterKind.AGENDA)


def said() -> list[str]:
    """Return the first column of every table headed «Du skriver»."""
    tables = re.findall(r"^ *\| Du skriver \|.*\n *\|[ -|]+\|\n((?: *\|.*\n)+)", HANDBOOK, re.MULTILINE)
    return [row.split("|")[1].strip() for table in tables for row in table.splitlines()]


def message(text: str):
    return decode(a_mail(text), internal_date=NOW, trusted_hosts=())


@pytest.mark.parametrize("phrase", said())
def test_phrase_is_understood(phrase):
    verdict = triage(message(phrase), (), SECRETARY)
    assert verdict.rule in {
        "secretary_instructs",
        "decisions_in_words",
        "adds_to_letters",
        "secretary_works_the_desk",
    }


def test_handbook_says_something():
    assert len(said()) > 10
