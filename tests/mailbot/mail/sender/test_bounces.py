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


ONE = frozenset({"borta@laholm.example"})
SERVER = b"Reporting-MTA: dns; mx.regionhalland.example"
GROUP = b"Final-Recipient: rfc822; borta@laholm.example\r\nAction: failed\r\n"


@pytest.mark.parametrize(
    ("status", "recipients", "permanent"),
    [
        (b"\r\n" + GROUP, ONE, True),
        (b"\r\n \r\n\r\n" + SERVER + b"\r\n\r\n\r\n" + GROUP, ONE, True),
        (SERVER + b"\r\n" + GROUP, ONE, True),
        (GROUP.replace(b"Action", b"\r\nAction"), ONE, True),
        (GROUP.replace(b"\r\n", b"\n"), ONE, True),
        (GROUP.replace(b"rfc822; ", b"rfc822;\r\n\t"), ONE, True),
        (b"Diagnostic-Code: smtp; 550\r\nnej tack\r\n" + GROUP, ONE, True),
        (GROUP.replace(b"Action", b"Diagnostic-Code: smtp; 550\r\nnej tack\r\nAction"), ONE, True),
        (GROUP.replace(b"failed", b"expired"), ONE, True),
        (GROUP.replace(b"failed", b"Delayed"), ONE, False),
        (GROUP + GROUP.replace(b"borta", b"bo"), ONE | {"bo@laholm.example"}, True),
        (GROUP + b"\r\n" + GROUP.replace(b"borta", b"bo").replace(b"failed", b"delivered"), ONE, True),
        (GROUP.replace(b"failed", b"delayed") + b"\r\n" + GROUP.replace(b"borta", b"bo"), {"bo@laholm.example"}, True),
        (b"Action: failed\r\n\r\n" + GROUP.partition(b"\r\n")[0], ONE, True),
    ],
)
def test_report_with_lines_in_odd_places_is_for_the_right_letter(status, recipients, permanent) -> None:
    start, _, end = a_bounce().partition(b"Reporting-MTA")
    report = start + status + end[end.index(b"\r\n--") :]
    assert bounce(decode(report, internal_date=NOW)) == Bounce(frozenset(recipients), permanent, LETTER_ID)


def test_report_that_names_nobody_goes_by_its_words() -> None:
    start, _, end = a_bounce().partition(b"\r\nFinal-Recipient")
    report = start + end[end.index(b"\r\n--") :]
    words = b"<borta@laholm.example>: 550 5.1.1 User unknown. Your message could not be delivered."
    said = report.replace(b"I'm sorry to have to inform you", words)
    assert bounce(decode(said, internal_date=NOW)) == Bounce(ONE, permanent=True, message_id=LETTER_ID)
    assert bounce(decode(report, internal_date=NOW)) == Bounce(frozenset(), permanent=True, message_id=LETTER_ID)


@pytest.mark.parametrize(
    ("sender", "path"),
    [
        ("MAILER-DAEMON <>", None),
        ("Mail Delivery Subsystem <MAILER-DAEMON>", None),
        ("scanmail@laholm.example", "<MAILER-DAEMON@mx.laholm.example>"),
        ("scanmail@laholm.example", "MAILER-DAEMON"),
        ("post_master@laholm.example", None),
        ("Mail Delivery System <Mail.Delivery.System@laholm.example>", None),
    ],
)
def test_server_is_known_by_what_it_calls_itself(sender: str, path: str | None) -> None:
    headers = [("Return-Path", path)] if path else []
    mail = a_mail("Unable to deliver message to <borta@laholm.example>.", sender=sender, headers=headers)
    assert bounce(decode(mail, internal_date=NOW)) == Bounce(ONE, permanent=True, message_id="")


@pytest.mark.parametrize(
    ("subject", "text", "expected"),
    [
        ("Delivery failure notification", "Your message could not be delivered to: borta@laholm.example", True),
        ("Meddelandet kunde inte levereras", "Ditt meddelande till borta@laholm.example avvisades.", True),
        ("Loop Alert", "Your message to borta@laholm.example is in a mail loop.", True),
        (
            "Message status - undeliverable",
            "The message that you sent was undeliverable to the following:\n\tborta@laholm.example",
            True,
        ),
        ("Message status - opened", "The message that you sent was opened by:\n\tborta@laholm.example", False),
        ("SV: Message status - undeliverable", "Jag fick det här. Vad betyder det? borta@laholm.example", False),
        ("Loop Alert", "Stopped.", False),
        ("SV: Loop Alert", "Your message to borta@laholm.example is in a mail loop.", False),
        ("Mail could not be delivered", "My message to borta@laholm.example was rejected: 550 5.1.1", False),
        ("Meddelandet kunde inte levereras", "Jag fick: Ditt meddelande till borta@laholm.example avvisades.", False),
        ("Meddelandet kunde inte levereras", "Ditt meddelande till borta@laholm.example avvisades. Varför?", False),
        ("Kvittens", "Ditt meddelande till borta@laholm.example kunde inte levereras.", False),
    ],
)
def test_gateway_with_any_address_returns_a_mail_by_subject_and_words(subject, text, *, expected: bool) -> None:
    mail = decode(a_mail(text, subject=subject, sender="gateway@mx.example"), internal_date=NOW)
    assert bounce(mail) == (Bounce(ONE, permanent=True, message_id="") if expected else None)


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
        (
            "Message status - delayed",
            "The message that you sent has been delayed to the following:\n\tsen@laholm.example",
            ("sen@laholm.example", False),
        ),
        (
            "Message status - transfer failed",
            "The message that you sent could not be transferred to the following:\n\tborta@laholm.example",
            ("borta@laholm.example", True),
        ),
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
