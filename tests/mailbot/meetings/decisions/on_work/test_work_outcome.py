"""What is decided about evaluated work, as a secretary writes it."""

from __future__ import annotations

from datetime import date

import pytest

from mailbot.meetings.decisions.on_work.work_outcome import Meant, fits, meant, work_outcome
from mailbot.store.values import DecisionOutcome

NAMES = ("Region Halland", "Varbergs kommun", "Hylte kommun")
TODAY = date(2026, 12, 10)


def read(written: str) -> Meant | str:
    return meant("OH-2026-0012", written, NAMES, TODAY)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("sprid till alla", Meant(DecisionOutcome.SPREAD, NAMES)),
        ("Spridning till alla", Meant(DecisionOutcome.SPREAD, NAMES)),
        ("sprids till Varberg och Hylte", Meant(DecisionOutcome.SPREAD_SOME, NAMES[1:])),
        ("Spridning till några Hylte", Meant(DecisionOutcome.SPREAD_SOME, NAMES[2:])),
        ("sprid till alla utom Hylte", Meant(DecisionOutcome.SPREAD_SOME, NAMES[:2])),
        ("sprid till regionen, Varberg och Hylte", Meant(DecisionOutcome.SPREAD, NAMES)),
        ("avsluta", Meant(DecisionOutcome.ENDED)),
        ("Avslut", Meant(DecisionOutcome.ENDED)),
        ("fortsätt till 2027-09-01", Meant(DecisionOutcome.CONTINUED, follow_up_on=date(2027, 9, 1))),
        ("Fortsättning 1 september", Meant(DecisionOutcome.CONTINUED, follow_up_on=date(2027, 9, 1))),
        ("fortsätt, följs upp den 1 mars 2028", Meant(DecisionOutcome.CONTINUED, follow_up_on=date(2028, 3, 1))),
    ],
)
def test_decision_is_read(written, found):
    assert read(written) == found


@pytest.mark.parametrize(
    ("written", "asks"),
    [
        ("sprid", "till vilka ska det spridas?"),
        ("Spridning till några", "till vilka ska det spridas?"),
        ("Spridning till några alla", "till vilka ska det spridas?"),
        ("sprid till Lund", "«lund» är ingen organisation som deltar."),
        ("fortsätt", "till vilken dag fortsätter arbetet?"),
        ("fortsätt till 2026-12-10", "till vilken dag fortsätter arbetet?"),
        ("fortsätt till 2027-02-30", "till vilken dag fortsätter arbetet?"),
        ("sprid inte", "skriv Spridning till alla,"),
        ("avsluta inte", "skriv Spridning till alla,"),
        ("sprid till Hylte?", "skriv Spridning till alla,"),
        ("kanske sprida till alla", "skriv Spridning till alla,"),
        ("sprid till alla och avsluta", "skriv Spridning till alla,"),
        ("Bifall", "skriv Spridning till alla,"),
    ],
)
def test_what_is_unclear_is_asked_about(written, asks):
    found = read(written)
    assert isinstance(found, str)
    assert asks in found


def test_nobody_to_spread_to_is_said():
    assert "ingen organisation att sprida till" in str(meant("OH-2026-0012", "sprid till alla", (), TODAY))


def test_decision_fits_its_item_alone():
    assert [fits(outcome, evaluated=True) for outcome in (DecisionOutcome.SPREAD, DecisionOutcome.APPROVED, None)] == [
        True,
        False,
        False,
    ]
    assert fits(DecisionOutcome.DEFERRED, evaluated=False)
    assert work_outcome("Bifall") is None
