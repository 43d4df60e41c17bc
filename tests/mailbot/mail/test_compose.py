from __future__ import annotations

import base64
import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import SMTP

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.errors import ConfigError
from mailbot.mail.compose import Outgoing, build
from mailbot.mail.decode import decode
from mailbot.mail.message import Address, Attachment
from mailbot.mail.sender.automatic import automatic_sign, ours
from mailbot.mail.thread_ids import ThreadKey
from tests.support import mails

NOW = datetime(2026, 11, 12, 9, 20, tzinfo=UTC)
BOT = Address("Omtanke Halland", "omtankehalland@regionhalland.example")
ANNA = Address("Ek, Anna Åsa", "anna.ek@varberg.example")


def a_letter(**changes) -> Outgoing:
    given = {
        "sender": BOT,
        "to": ANNA,
        "subject": "[OH-2026-0001] Vi har tagit emot ditt förslag",
        "text": "Hej!\n\nDitt förslag är registrerat.\n",
        "html": '<html lang="sv"><body><p>Hej!</p></body></html>\n',
        "message_id": "<n.1@regionhalland.example>",
        "date": NOW,
    }
    return Outgoing(**(given | changes))


def test_letter_comes_back_as_it_was_written() -> None:
    files = (Attachment("Förslag åäö.docx", "application/zip", b"PK\0\r\n"),)
    letter = a_letter(attachments=files, in_reply_to="<1@x.example>", references=("<0@x.example>", "<1@x.example>"))
    message = decode(build(letter), internal_date=NOW)
    assert (message.sender, message.recipients) == (BOT, (ANNA,))
    assert (message.subject, message.text, message.html) == (letter.subject, letter.text.strip(), letter.html)
    assert (message.attachments, message.message_id, message.date) == (files, letter.message_id, NOW)
    assert (message.in_reply_to, message.references) == (("<1@x.example>",), ("<0@x.example>", "<1@x.example>"))


def test_letter_says_to_machines_that_a_machine_wrote_it() -> None:
    message = decode(build(a_letter()), internal_date=NOW)
    assert [
        message.header(n) for n in ("Auto-Submitted", "X-Auto-Response-Suppress", "Content-Language", "X-Mailbot")
    ] == [
        "auto-replied",
        "OOF, AutoReply, RN, NRN",
        "sv",
        "1",
    ]
    assert (automatic_sign(message), ours(message)) == ("auto_submitted", True)
    assert decode(build(a_letter(reply=False)), internal_date=NOW).header("auto-submitted") == "auto-generated"


def test_letter_is_lines_that_smtp_can_carry() -> None:
    references = tuple(f"<{number}{'x' * 60}@varberg.example>" for number in range(30))
    data = build(a_letter(references=references, text="å" * 3000 + "\n.\nslut\n"))
    assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")
    assert max(map(len, data.split(b"\r\n"))) <= 998
    assert decode(data, internal_date=NOW).references == references


@pytest.mark.parametrize("field", ["subject", "message_id", "in_reply_to"])
def test_no_header_can_be_slipped_in(field: str) -> None:
    data = build(a_letter(**{field: "<x@y.example>\r\nBcc: ond@annan.example\n\nord"}))
    assert message_from_bytes(data, policy=SMTP)["Bcc"] is None


def test_name_with_a_line_end_stays_a_name() -> None:
    message = decode(build(a_letter(to=Address("Anna\r\nBcc: x@y.example", "anna@varberg.example"))), internal_date=NOW)
    assert message.recipients == (Address("Anna  Bcc: x@y.example".replace("  ", " "), "anna@varberg.example"),)


_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=60)


def test_name_stays_in_one_encoded_word() -> None:
    letter = a_letter(to=Address("Cecilia Öberg-Söderström", "cecilia@falkenberg.example"))
    assert b"\r\nTo: =?utf-8?B?Q2VjaWxpYSDDlmJlcmctU8O2ZGVyc3Ryw7Zt?= <cecilia@falkenberg.example>\r\n" in build(letter)


def test_long_subject_is_broken_between_letters() -> None:
    head = build(a_letter(subject="å" * 60)).partition(b"\r\n\r\n")[0]
    words = re.findall(rb"=\?utf-8\?B\?([^?]+)\?=", head.partition(b"Subject: ")[2])
    assert [base64.b64decode(word).decode() for word in words] == ["å" * 22, "å" * 22, "å" * 16]


@settings(max_examples=60, deadline=None)
@given(subject=_TEXTS, text=_TEXTS, name=_TEXTS, data=st.binary(max_size=200))
def test_any_letter_survives_the_way(subject: str, text: str, name: str, data: bytes) -> None:
    letter = a_letter(subject=subject, text=text + "\n", attachments=(Attachment("å.bin", "application/zip", data),))
    message = decode(build(letter), internal_date=NOW)
    assert (message.subject, message.text, message.attachments) == (subject, text, letter.attachments)
    assert (
        decode(build(a_letter(to=Address(name, "a@b.example"))), internal_date=NOW).recipients[0].address
        == "a@b.example"
    )


def test_thread_key_knows_its_own_ids_and_those_of_older_keys() -> None:
    old, new, other = ThreadKey("gammal\n"), ThreadKey("ny\ngammal\n"), ThreadKey("annan\n")
    signed = old.sign("brev-1", "regionhalland.example")
    assert new.sign("brev-1", "regionhalland.example") != signed
    assert [key.made(signed) for key in (old, new, other)] == [True, True, False]
    assert not old.made(signed.replace("brev-1", "brev-2"))
    assert not old.made("<1@varberg.example>")


def test_thread_key_without_a_key_is_refused() -> None:
    with pytest.raises(ConfigError, match="empty"):
        ThreadKey("\n")


@pytest.mark.parametrize(
    "subject",
    [
        "[OH-2026-0002] Tack, vi har tagit emot ditt initiativ: En läkemedelslista för alla",
        "[OH-2026-0001] Tack, vi har tagit emot ditt initiativ: Gemensam fallprevention i hemmet",
        "Å" * 150,
        "ord " * 30 + "åäö",
    ],
)
def test_build_keeps_every_letter_and_space_of_a_subject(subject):
    data = build(a_letter(subject=subject))
    assert message_from_bytes(data, policy=SMTP)["Subject"] == subject.strip()
    assert max(map(len, data.partition(b"\r\n\r\n")[0].split(b"\r\n"))) <= 110


@pytest.mark.parametrize(
    "address", ["", "anna", "anna@x.example>, ond@y.example", "a b@x.example", "å@x.example", "a@x\r\n"]
)
def test_address_that_cannot_stand_in_a_header_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="header"):
        build(a_letter(to=Address("Anna", address)))


def test_letter_reads_the_same_in_the_standard_library() -> None:
    name = "Förslag om trygg hemgång för äldre i hela Halland och en bit till.docx"
    files = (Attachment(name, mails.DOCX, b"PK" * 99), Attachment("a.eml", "message/rfc822", b"From: x\r\n\r\n"))
    letter = a_letter(
        subject="Återremiss: " + "åäö " * 40, to=Address('Anna "Ek" \\ x', "a@b.example"), attachments=files
    )
    message = message_from_bytes(build(letter), policy=SMTP)
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        mails.DOCX,
        "application/octet-stream",
    ]
    assert [(part.get_filename(), part.get_content()) for part in message.iter_attachments()][:1] == [
        (name, files[0].data)
    ]
    assert message["To"].addresses[0].display_name == 'Anna "Ek" \\ x'
    assert message["Subject"] == letter.subject.strip()
    assert message.get_body(("plain",)).get_content().replace("\r\n", "\n") == letter.text
    assert max(map(len, build(letter).split(b"\r\n"))) <= 200
    assert not any(part.defects for part in message.walk())
