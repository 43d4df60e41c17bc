from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mailbot.mail.automatic import automatic_sign, automatic_subject, from_machine, list_mail
from mailbot.mail.bounces import Bounce, bounce
from mailbot.mail.incoming import IncomingMessage, decode
from tests.mails import LETTER_ID, a_bounce, a_mail, multipart, part

NOW = datetime(2026, 11, 12, 9, 20, tzinfo=UTC)


def message(*headers: tuple[str, str], subject: str = "Hej", **rest: str) -> IncomingMessage:
    return decode(a_mail(subject=subject, headers=headers, **rest), internal_date=NOW)


@pytest.mark.parametrize(
    ("header", "sign"),
    [
        (("Auto-Submitted", "auto-replied"), "auto_submitted"),
        (("Auto-Submitted", "auto-generated (vacation)"), "auto_submitted"),
        (("Auto-Submitted", "auto-notified; owner-email=a@b"), "auto_submitted"),
        (("Auto-Submitted", "No"), None),
        (("Return-Path", "<>"), "null_return_path"),
        (("Return-Path", "<anna.ek@varberg.example>"), None),
        (("Precedence", "Bulk"), "precedence"),
        (("Precedence", "first-class"), None),
        (("X-Autoreply", "yes"), "autoreply_field"),
        (("X-Autorespond", "1"), "autoreply_field"),
        (("Content-Type", "multipart/report; report-type=disposition-notification; boundary=x"), "report"),
        (("X-Auto-Response-Suppress", "All"), None),
        (("X-Mailer", "Outlook"), None),
    ],
)
def test_automatic_sign_is_found_in_the_header(header: tuple[str, str], sign: str | None) -> None:
    assert automatic_sign(message(header)) == sign


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("Autosvar: Kvittens", True),
        ("Automatiskt svar: Sv: Kvittens", True),
        ("SV: Frånvaro", True),
        ("Out of Office: semester", True),
        ("Automatic reply: x", True),
        ("Ärende 2026-12 är registrerat", True),
        ("Förslag om frånvaro i hemtjänsten", False),
        ("Vårt förslag", False),
    ],
)
def test_automatic_subject_is_a_sign_only_with_another(subject: str, *, expected: bool) -> None:
    assert automatic_subject(subject) is expected
    assert automatic_sign(message(subject=subject)) is None
    suppressed = message(("X-Auto-Response-Suppress", "All"), subject=subject)
    assert automatic_sign(suppressed) == ("known_subject" if expected else None)


def test_calendar_answer_is_automatic_and_an_invitation_is_not() -> None:
    def invitation(method: str) -> IncomingMessage:
        calendar = part("text/calendar; charset=utf-8", f"BEGIN:VCALENDAR\r\nMETHOD:{method}\r\n".encode())
        return decode(b"From: a@b.example\r\n" + multipart("mixed", [calendar]), internal_date=NOW)

    assert automatic_sign(invitation("REPLY")) == "calendar_answer"
    assert automatic_sign(invitation("REQUEST")) is None


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("no-reply@x.example", True),
        ("noreply-utskick@x.example", True),
        ("donotreply@x.example", True),
        ("mailer-daemon@x.example", True),
        ("svara-ej@x.example", True),
        ("nora.eply@x.example", False),
        ("anna@noreply.example", False),
    ],
)
def test_address_of_a_machine_is_told_by_its_name(address: str, *, expected: bool) -> None:
    assert from_machine(address) is expected


def test_list_mail_is_told_by_its_fields() -> None:
    assert list_mail(message(("List-Id", "<nytt.example>")))
    assert list_mail(message(("List-Unsubscribe", "<mailto:av@x.example>")))
    assert list_mail(message(("Precedence", "list")))
    assert not list_mail(message())


@pytest.mark.parametrize(
    ("status", "action", "permanent"),
    [("5.1.1", "failed", True), ("4.4.1", "delayed", False), ("4.2.2", "failed", False), ("5.0.0", "Failed (x)", True)],
)
def test_bounce_report_names_recipient_and_letter(status: str, action: str, *, permanent: bool) -> None:
    report = decode(a_bounce(status, action), internal_date=NOW)
    assert bounce(report) == Bounce("borta@laholm.example", permanent, LETTER_ID)
    assert automatic_sign(report) == "auto_submitted"


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
    returned = message(("Return-Path", "<>"), subject="failure notice", text=text)
    assert bounce(returned) == Bounce("borta@laholm.example", permanent=True, message_id=LETTER_ID)


def test_ordinary_mail_is_no_bounce() -> None:
    assert bounce(message(text="<borta@laholm.example>:\nSorry, no mailbox here by that name.")) is None
