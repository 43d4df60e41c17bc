"""Who has seen a mail can send it again, dressed otherwise: that hides nobody's mail from the human it waits for."""

from __future__ import annotations

import pytest

from mailbot.intake.review_reasons import Reason
from tests.support.backlog import mail
from tests.support.world import vouched

ANNA = "anna.ek@varberg.example"
QUESTION = mail(1, ANNA, "En fråga", "Kan ni ringa mig om avtalet med leverantören?")
WAITS = ("question", "asks", "review")


@pytest.fixture
def asked(trusting):
    trusting.take(vouched(QUESTION))
    assert trusting.ledger() == [WAITS]
    return trusting


@pytest.mark.parametrize(
    "field",
    ["X-Mailbot: 1", "Auto-Submitted: auto-replied", "List-Id: <x.ond.example>", "Precedence: bulk", "Return-Path: <>"],
)
def test_copy_with_a_machines_field_leaves_the_mail_to_its_human(asked, field):
    asked.take(field.encode() + b"\r\n" + QUESTION)
    assert asked.ledger()[0] == WAITS
    assert asked.ledger()[1][2] == "automatic"


def test_copy_in_the_junk_folder_leaves_the_mail_to_its_human(asked):
    asked.app.mailbox.prepare(["Junk"])
    asked.take(QUESTION, folder="Junk")
    assert [outcome for _, _, outcome in asked.ledger()] == ["review", "left"]


def test_mail_put_back_in_the_inbox_waits_once(asked):
    asked.take(vouched(QUESTION))
    assert [outcome for _, _, outcome in asked.ledger()] == ["resolved", "review"]


def test_mail_put_back_is_tried_again_though_another_came_with_its_id(asked):
    asked.take(mail(1, "eve@ond.example", "Hej", "Något annat."))
    assert asked.reasons()[1] == Reason.SAME_ID.text()
    asked.take(vouched(QUESTION))
    assert asked.ledger()[2] == WAITS
    assert asked.ledger()[0][2] == "resolved"
