"""When a mail is the order that calls a meeting off, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from mailbot.intake.triage.orders.call_off_orders import called_off


@pytest.mark.parametrize(
    "text",
    [
        "ställ in mötet 2027-03-15",
        "Hej!\n\nStäll in RUG-mötet den 15 mars, tack.\n\nMvh\nMaria",
        "Avboka mötet måndag 15 mars 2027",
        "ställ in mötet 15/3",
    ],
)
def test_order_is_read(text):
    assert called_off(text).on(2027) == date(2027, 3, 15)


def test_order_without_a_day_names_none():
    assert called_off("Ställ in mötet").day is None


@pytest.mark.parametrize(
    "text",
    [
        "Ska vi ställa in mötet 15 mars?",
        "Ställ inte in mötet 15 mars",
        "Ställ in mötet 15 mars om Eva är sjuk",
        "Ställ in mötet 15 mars och 19 april",
        "Ställ in mötet 15 mars.\n\nMen fråga Eva först.",
        "Mötet 15 mars är inställt",
    ],
)
def test_anything_else_is_none(text):
    assert called_off(text) is None
