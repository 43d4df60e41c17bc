from __future__ import annotations

from contextlib import closing
from datetime import date

import pytest

from mailbot import app as composition
from mailbot import config
from mailbot.register import initiatives
from mailbot.store.tables import FollowUp
from mailbot.store.values import EventKind

ADD = (
    "initiatives",
    "add",
    "--title",
    "Fallprevention",
    "--name",
    "Anna Ek",
    "--email",
    "anna@varberg.example",
    "--organisation",
    "Varbergs kommun",
)
EVA = "eva.berg@varberg.example"


@pytest.fixture
def reference(mailbot) -> str:
    """An approved initiative whose work has begun to be followed; nobody is in charge."""
    (row,) = mailbot.json(*ADD, "--complete", "--no-letter")
    with (
        closing(composition.services(config.load(mailbot.config))) as services,
        services.unit_of_work("operator") as work,
    ):
        initiative = initiatives.find(work.session, row["reference"])
        for event in (EventKind.AGENDA_FROZEN, EventKind.APPROVED):
            initiatives.transition(work, initiative, event)
        work.session.add(FollowUp(initiative=initiative, begun_at=work.now, follow_up_on=date(2099, 6, 10)))
    return row["reference"]


def followed(mailbot) -> tuple[str, str, str]:
    (row,) = mailbot.json("followup", "list")
    return row["responsible_address"], row["asked_address"], row["follow_up_on"]


def test_asking_puts_nobody_in_charge(mailbot, reference):
    mailbot("followup", "ask", reference, EVA)
    assert followed(mailbot) == (None, EVA, "2099-06-10")


def test_work_is_started_delayed_and_stopped(mailbot, reference):
    assert "is in_progress" in mailbot("followup", "start", reference, EVA, "--name", "Eva Berg").stdout
    mailbot("followup", "delay", reference, "2099-09-01")
    assert followed(mailbot) == (EVA, None, "2099-09-01")
    assert "is cancelled" in mailbot("followup", "stop", reference, "--reason", "Pengarna tog slut.").stdout
    kinds = [row["kind"] for row in mailbot.json("letters", "list")]
    assert kinds == ["work_started"] * 2 + ["work_delayed"] * 2 + ["work_stopped"] * 2


@pytest.mark.parametrize(
    "arguments",
    [("ask", "OH-2026-0099", EVA), ("start", "OH-2026-0099", EVA), ("delay", "OH-2026-0099", "2099-01-01")],
)
def test_what_is_not_followed_is_an_error(mailbot, arguments):
    assert mailbot("followup", *arguments, code=4).stdout == ""


def test_day_that_has_passed_and_an_address_that_is_none_change_nothing(mailbot, reference):
    mailbot("followup", "delay", reference, "2020-01-01", code=4)
    mailbot("followup", "ask", reference, "eva", code=4)
    assert followed(mailbot) == (None, None, "2099-06-10")
