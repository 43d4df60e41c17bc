"""When a mail is the order that sets a stop date, and nothing else."""

from __future__ import annotations

from datetime import date, time

import pytest

from mailbot.intake.triage.orders.stop_date_orders import stop_order


@pytest.mark.parametrize(
    ("text", "stop", "meeting", "code"),
    [
        ("stoppdag 2027-03-01 kl 12", time(12), None, ""),
        ("Hej!\n\nStoppdag 1 mars\n\nMvh\nMaria", None, None, ""),
        ("Stoppdag för mötet 2027-03-15: 1 mars kl 12.00", time(12), date(2027, 3, 15), ""),
        ("Stoppdag för 15 mars är 2027-03-01 kl. 12:00", time(12), date(2027, 3, 15), ""),
        ("stoppdag 1 mars kl 9 K7Q2-9FXM, tack", time(9), None, "K7Q2-9FXM"),
    ],
)
def test_order_is_read(text, stop, meeting, code):
    order = stop_order(text)
    assert (order.stop.on(2027), order.stop.at) == (date(2027, 3, 1), stop)
    assert (order.meeting and order.meeting.on(2027), order.code) == (meeting, code)


@pytest.mark.parametrize(
    "text",
    [
        "När är stoppdagen?",
        "Stoppdag 1 mars eller 2 mars",
        "Stoppdagen passar inte, kan vi ta 1 mars?",
        "Stoppdag 1 mars\n\nStoppdag 2 mars",
        "Stoppdag för mötet 2027-03-15 2027-03-01",
        "Stoppdag 1 mars.\n\nMen fråga Eva först.",
        "Stoppdag",
        "Vi ses 1 mars",
    ],
)
def test_anything_else_is_no_order(text):
    assert stop_order(text) is None
