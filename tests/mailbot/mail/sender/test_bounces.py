from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mailbot.mail.decode import decode
from mailbot.mail.message import IncomingMessage
from mailbot.mail.sender.bounces import Bounce, bounce
from tests.support.mails import LETTER_ID, a_bounce, a_mail

NOW = datetime(2026, 11, 12, 9, 20, tzinfo=UTC)


def words(text: str, subject: str = "Hej", sender: str = "postmaster@laholm.example") -> IncomingMessage:
    return decode(a_mail(text, subject=subject, sender=sender, headers=[("Return-Path", "<>")]), internal_date=NOW)


@pytest.mark.parametrize(
    ("status", "action", "permanent"),
    [("5.1.1", "failed", True), ("4.4.1", "delayed", False), ("4.4.7", "failed", True), ("5.0.0", "Failed (x)", True)],
)
def test_bounce_report_names_recipient_and_letter(status: str, action: str, *, permanent: bool) -> None:
    report = decode(a_bounce(status, action), internal_date=NOW)
    assert bounce(report) == Bounce(frozenset({"borta@laholm.example"}), permanent, LETTER_ID)


def test_bounce_report_names_the_recipient_as_written_and_as_rewritten() -> None:
    rewritten = a_bounce().replace(
        b"Final-Recipient: rfc822; borta@laholm", b"Final-Recipient: rfc822; Ny@intern.laholm"
    )
    both = frozenset({"borta@laholm.example", "ny@intern.laholm.example"})
    assert bounce(decode(rewritten, internal_date=NOW)) == Bounce(both, permanent=True, message_id=LETTER_ID)


def test_report_of_success_is_no_bounce() -> None:
    assert bounce(decode(a_bounce("2.0.0", "delivered"), internal_date=NOW)) is None


def test_bounce_in_free_text_is_read() -> None:
    text = (
        "Hi. This is the qmail-send program at mx.laholm.example.\n"
        "I'm afraid I wasn't able to deliver your message to the following addresses.\n"
        "This is a permanent error; I've given up. Sorry it didn't work out.\n\n"
        "<borta@laholm.example>:\nSorry, no mailbox here by that name.\n\n"
        f"--- Below this line is a copy of the message.\n\nMessage-ID: {LETTER_ID}\n"
    )
    returned = words(text, "failure notice")
    assert bounce(returned) == Bounce(frozenset({"borta@laholm.example"}), permanent=True, message_id=LETTER_ID)


def test_ordinary_mail_is_no_bounce() -> None:
    assert bounce(decode(a_mail("Meddelandet kunde inte levereras."), internal_date=NOW)) is None


@pytest.mark.parametrize(
    ("subject", "text", "expected"),
    [
        ("Olevererbart: Kvittens", "Borta@laholm.example hittades inte.", ("borta@laholm.example", True)),
        ("Hej", "Meddelandet kunde inte levereras till borta@laholm.example.", ("borta@laholm.example", True)),
        ("Hej", "Det gick inte att leverera till sen@laholm.example. Försöker igen.", ("sen@laholm.example", False)),
        ("Leveransen misslyckades", "Fråga postmaster@laholm.example.", ("", True)),
        (
            "Undeliverable: x",
            "To omtankehalland@regionhalland.example and bo@hylte.example",
            ("bo@hylte.example", True),
        ),
    ],
)
def test_bounce_in_plain_words_names_the_first_address_that_is_not_ours(subject, text, expected) -> None:
    recipient, permanent = expected
    recipients = frozenset(filter(None, [recipient]))
    assert bounce(words(text, subject)) == Bounce(recipients, permanent, message_id="")


@pytest.mark.parametrize("claimed", [None, "", " ", "undisclosed-recipients:;", "okänd", "Borta"])
def test_field_that_names_nobody_makes_no_bounce_of_a_parcel(claimed: str | None) -> None:
    headers = [] if claimed is None else [("X-Failed-Recipients", claimed)]
    parcel = a_mail("Paketet kunde inte lämnas ut.", sender="postmaster@laholm.example", headers=headers)
    assert bounce(decode(parcel, internal_date=NOW)) is None


@pytest.mark.parametrize("named", ["Borta@laholm.example", "<borta@laholm.example>", "Bo Ek <borta@laholm.example>,"])
def test_field_that_names_the_recipient_makes_a_bounce(named: str) -> None:
    headers = [("X-Failed-Recipients", named)]
    returned = a_mail("Se bilagan.", sender="bo@laholm.example", headers=headers)
    expected = Bounce(frozenset({"borta@laholm.example"}), permanent=True, message_id="")
    assert bounce(decode(returned, internal_date=NOW)) == expected


def test_parcel_that_was_not_delivered_is_no_bounce() -> None:
    mail = a_mail("Ditt paket kunde inte levereras.", sender="no-reply@paket.example")
    assert bounce(decode(mail, internal_date=NOW)) is None
