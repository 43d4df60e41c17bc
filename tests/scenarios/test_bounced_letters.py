"""Letters that come back: each is told of once, and nothing goes round and round."""

from __future__ import annotations

from mailbot.intake.review_reasons import Reason
from tests.support import backlog
from tests.support.backlog import SECRETARY, proposal

ANNA = "anna1@varberg.example"


def _report(recipient: str, letter_id: str, number: int, status: str = "5.1.1", action: str = "failed") -> bytes:
    """Return a delivery report (RFC 3464)."""
    return (
        f"Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example\r\nTo: {backlog.BOT}\r\nSubject: Delivery report\r\n"
        f"Message-ID: <{number}@mx.example>\r\nDate: Fri, 20 Nov 2026 09:00:00 +0100\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nBrevet kom inte fram.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; {recipient}\r\nAction: {action}\r\nStatus: {status}\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {letter_id}\r\n\r\n--b--\r\n"
    ).encode()


def _bounce(world, kind: str, recipient: str, number: int, *told: str) -> None:
    world.take(_report(recipient, str(world.letter(kind)["Message-ID"]), number, *told))


def _digests(world) -> int:
    return [kind for kind, _, _ in world.letters()].count("review_digest")


def _digest(world) -> str:
    return world.letter("review_digest").get_body(("plain",)).get_content()


def test_bounced_letter_is_told_of_once_however_often_it_comes_back(world):
    world.take(proposal(1, "Fallprevention"))
    _bounce(world, "receipt_complete", ANNA, 2, "4.4.1", "delayed")
    assert (world.letters(), _digests(world)) == ([("receipt_complete", ANNA, "sent")], 0)
    _bounce(world, "receipt_complete", ANNA, 3)
    assert f"{ANNA}: Brevet kom tillbaka: adressen tar inte emot mejl." in _digest(world)
    for number in (4, 5):
        world.wait(hours=2)
        _bounce(world, "receipt_complete", ANNA, number, "5.7.1")
    assert _digests(world) == 1
    assert [outcome for _, _, outcome in world.ledger()[1:]] == ["automatic"] * 4


def test_form_beside_a_bounce_is_seen_by_a_human(world):
    form = [("Förslag.docx", backlog.word.write(backlog.FORM, backlog.COMPLETE))]
    world.take(backlog.mail(1, ANNA, "Förslag", "Se bilagan.", form, X_Failed_Recipients="bo@varberg.example"))
    assert (world.ledger()[0][2], world.reasons()) == ("review", [Reason.FORM_FROM_MACHINE.text()])


def test_server_that_gave_up_has_failed_whatever_the_status(world):
    world.take(proposal(1, "Fallprevention"))
    _bounce(world, "receipt_complete", ANNA, 2, "4.4.7")
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
