"""Each phrase that the secretary's handbook says can be written is understood, and each order stands in it."""

from __future__ import annotations

import re

import pytest

from mailbot.intake.triage.desk_orders import DeskVerb, desk_said
from tests.support.paths import ROOT

SECTION = "## Det som behöver en människa"


def phrases() -> list[str]:
    """Return the first column of the section's tables of what can be written."""
    section = (ROOT / "docs" / "sekreterare.md").read_text(encoding="utf-8").partition(SECTION)[2].split("\n## ")[0]
    tables = re.findall(r"\| Du skriver \| Det händer \|\n\| --- \| --- \|\n((?:\|.*\n)+)", section)
    return [row.split("|")[1].strip() for table in tables for row in table.splitlines()]


@pytest.mark.parametrize("phrase", phrases())
def test_phrase_of_the_handbook_is_understood(phrase):
    assert desk_said(phrase).is_clear


def test_handbook_tells_of_every_order():
    assert {order.verb for phrase in phrases() for order in desk_said(phrase).orders} == set(DeskVerb)
