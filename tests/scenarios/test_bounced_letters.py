"""Letters that come back: each is told of once, nothing goes round and round, and a stranger's report is no proof."""

from __future__ import annotations

import pytest

from mailbot.intake.review_reasons import Reason
from tests.support import backlog
from tests.support.backlog import SECRETARY, proposal

ANNA = "anna1@varberg.example"


OWN = "Received: by mx.example (Postfix)\r\n\tid 4XyZ1; Fri, 20 Nov 2026 09:00:00 +0100 (CET)\r\n"
"""What the organisation's own server writes above a report that it made itself."""


@pytest.fixture
def world(trusting):
    return trusting


def _report(
    recipient: str, letter_id: str, number: int, *, status: str = "5.1.1", action: str = "failed", way: str = OWN
) -> bytes:
    """Return a delivery report (RFC 3464); `way` is what the servers wrote that it passed."""
    return (
        f"{way}Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example\r\nTo: {backlog.BOT}\r\nSubject: Delivery report\r\n"
        f"Message-ID: <{number}@mx.example>\r\nDate: Fri, 20 Nov 2026 09:00:00 +0100\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nBrevet kom inte fram.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; {recipient}\r\nAction: {action}\r\nStatus: {status}\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {letter_id}\r\n\r\n--b--\r\n"
    ).encode()


def _bounce(world, kind: str, recipient: str, number: int, **told: str) -> None:
    world.take(_report(recipient, str(world.letter(kind)["Message-ID"]), number, **told))


def _state(world) -> str:
    return world.letters()[0][2]


def _digests(world) -> int:
    return [kind for kind, _, _ in world.letters()].count("review_digest")


def _digest(world) -> str:
    return world.letter("review_digest").get_body(("plain",)).get_content()


def test_bounced_letter_is_told_of_once_however_often_it_comes_back(world):
    world.take(proposal(1, "Fallprevention"))
    _bounce(world, "receipt_complete", ANNA, 2, status="4.4.1", action="delayed")
    assert (world.letters(), _digests(world)) == ([("receipt_complete", ANNA, "sent")], 0)
    _bounce(world, "receipt_complete", ANNA, 3)
    assert f"{ANNA}: Brevet kom tillbaka: adressen tar inte emot mejl." in _digest(world)
    for number in (4, 5):
        world.wait(hours=2)
        _bounce(world, "receipt_complete", ANNA, number, status="5.7.1")
    assert _digests(world) == 1
    assert [outcome for _, _, outcome in world.ledger()[1:]] == ["automatic"] * 4


def test_form_beside_a_bounce_is_seen_by_a_human(world):
    form = [("Förslag.docx", backlog.word.write(backlog.FORM, backlog.COMPLETE))]
    world.take(backlog.mail(1, ANNA, "Förslag", "Se bilagan.", form, X_Failed_Recipients="bo@varberg.example"))
    assert (world.ledger()[0][2], world.reasons()) == ("review", [Reason.FORM_FROM_MACHINE.text()])


def test_server_that_gave_up_has_failed_whatever_the_status(world):
    world.take(proposal(1, "Fallprevention"))
    _bounce(world, "receipt_complete", ANNA, 2, status="4.4.7")
    assert world.letters()[0] == ("receipt_complete", ANNA, "failed")


def test_letter_that_came_back_for_another_address_is_shown_and_not_marked(world):
    world.take(proposal(1, "Fallprevention"))
    _bounce(world, "receipt_complete", "annaek@varberg.cloud.example", 2)
    assert world.letters()[0] == ("receipt_complete", ANNA, "sent")
    assert [outcome for _, _, outcome in world.ledger()] == ["handled", "review"]
    assert f"Ett brev till {ANNA} kom tillbaka från en annan adress." in _digest(world)


def test_digest_that_comes_back_for_another_address_causes_no_other(world):
    world.take(proposal(1, "Fallprevention"))
    _bounce(world, "receipt_complete", ANNA, 2)
    for number in (3, 4, 5):
        world.wait(hours=2)
        _bounce(world, "review_digest", "maria@regionhalland.cloud.example", number)
    assert _digests(world) == 1


def test_digest_that_comes_back_causes_no_other(world):
    world.take(proposal(1, "Fallprevention"))
    _bounce(world, "receipt_complete", ANNA, 2)
    for number in (3, 4, 5):
        world.wait(hours=2)
        _bounce(world, "review_digest", SECRETARY, number)
    assert _digests(world) == 1


STRANGER = "Received: from mx.example (ond.example [192.0.2.9])\r\n\tby mx.example (Postfix) with ESMTP id 1; x\r\n"
INSIDE = "Received: from mx.example ([127.0.0.1])\r\n\tby imap.example with LMTP id 3; x\r\n"
RESULTS = "Authentication-Results: mx.example; "


@pytest.mark.parametrize(
    "way",
    [
        pytest.param("", id="nobody says whence"),
        pytest.param(STRANGER, id="from outside"),
        pytest.param(STRANGER + OWN, id="from outside, with the server's own field below"),
        pytest.param(INSIDE + STRANGER + OWN, id="from outside, handed on inside"),
        pytest.param("Received: from a by ond.example with local (Exim)\r\n", id="made by another server"),
        pytest.param(f"{RESULTS}spf=pass smtp.helo=mta.ond.example\r\n{STRANGER}", id="vouched for, another server"),
        pytest.param(f"{STRANGER}{RESULTS}spf=pass smtp.helo=localhost\r\n", id="it vouches for itself"),
        pytest.param(f"{RESULTS}dmarc=fail header.from=mx.example\r\n{STRANGER}", id="forged daemon"),
    ],
)
def test_strangers_report_marks_nothing_and_is_read_by_a_human(world, way):
    world.take(proposal(1, "Fallprevention"))
    world.take(_report(ANNA, str(world.letter("receipt_complete")["Message-ID"]), 2, way=way))
    assert _state(world) == "sent"
    assert world.reasons()[1] == Reason.CAME_BACK_UNPROVEN.text(recipient=ANNA)


@pytest.mark.parametrize(
    "way",
    [
        pytest.param(INSIDE + OWN, id="handed on inside"),
        pytest.param("Received: from Debian-exim by mx.example with local (Exim 4.96)\r\n", id="exim"),
        pytest.param("Received: from localhost (localhost)\r\n by mx.example (8.17.1/8.17.1) id 1\r\n", id="sendmail"),
        pytest.param(f"{RESULTS}spf=pass smtp.helo=localhost\r\n{STRANGER}", id="the server that we send through"),
        pytest.param(f"{RESULTS}dmarc=pass header.from=mx.example\r\n{STRANGER}", id="daemon in our own domain"),
    ],
)
def test_report_that_a_server_of_ours_made_is_believed(world, way):
    world.take(proposal(1, "Fallprevention"))
    world.take(_report(ANNA, str(world.letter("receipt_complete")["Message-ID"]), 2, way=way))
    assert _state(world) == "failed"


def test_where_no_server_is_trusted_a_human_reads_every_report(make_world):
    world = make_world()
    world.take(proposal(1, "Fallprevention"))
    world.take(_report(ANNA, str(world.letter("receipt_complete")["Message-ID"]), 2))
    assert (_state(world), world.reasons()[1]) == ("sent", Reason.CAME_BACK_UNPROVEN.text(recipient=ANNA))


@pytest.fixture
def coded(make_world):
    """A world whose letters each have a return address of their own."""
    world = make_world()
    smtp = world.app.config.smtp.model_dump() | {"plus_address": True}
    world = make_world(smtp=smtp, trust={"authserv_id": "mx.example"})
    world.take(proposal(1, "Fallprevention"), proposal(2, "Sårvård"))
    return world


def _returned(world, to: str, letter_id: str, number: int) -> bytes:
    return _report(ANNA, letter_id, number, way=f"Delivered-To: {to}\r\n{STRANGER}")


def test_report_to_a_letters_own_return_address_is_believed_even_without_its_id(coded):
    to = coded.smtp.letters[0].sender
    assert to.startswith("omtankehalland+1-")
    assert to != coded.smtp.letters[1].sender
    coded.take(_returned(coded, to.upper(), "<none@ond.example>", 3))
    assert _state(coded) == "failed"


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(lambda own, _other: own.replace("+1-", "+2-"), id="another letter's code"),
        pytest.param(lambda own, _other: own[: own.index("-") + 1] + "0" * 20 + own[own.index("@") :], id="guessed"),
        pytest.param(lambda own, _other: own[: own.index("+")] + own[own.index("@") :], id="no code"),
        pytest.param(lambda _own, other: other, id="for another recipient"),
    ],
)
def test_report_to_another_return_address_marks_nothing(coded, wrong):
    first, second = (letter.sender for letter in coded.smtp.letters)
    letter_id = next(str(m) for m in [coded.letter("receipt_complete")["Message-ID"]])
    coded.take(_returned(coded, wrong(first, second), letter_id, 3))
    assert [state for _, _, state in coded.letters()[:2]] == ["sent", "sent"]
    assert coded.ledger()[2][2] == "review"


def test_where_letters_have_addresses_not_even_our_own_servers_word_suffices(coded):
    coded.take(_report("anna2@varberg.example", str(coded.letter("receipt_complete")["Message-ID"]), 3))
    assert [state for _, _, state in coded.letters()[:2]] == ["sent", "sent"]
