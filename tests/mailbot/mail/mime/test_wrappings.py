"""What stands under a wrapping of its own is found, and what is no wrapping is left as it is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.mail.cloud_links import to_a_file
from mailbot.mail.decode import decode
from mailbot.mail.message import Attachment, IncomingMessage
from mailbot.mail.mime import smime, tnef
from mailbot.mail.text.flowed import joined
from tests.golden.make.mails.oddities import _der, _signed, _signed_openly, _tnef
from tests.support.mails import DOCX, File, a_mail, multipart, outlook_html, part

NOW = datetime(2026, 11, 12, 9, 20, tzinfo=UTC)
HEAD = b"From: a@varberg.example\r\nSubject: x\r\n"


def decoded(data: bytes) -> IncomingMessage:
    return decode(data, internal_date=NOW)


def test_winmail_gives_its_files_and_is_gone() -> None:
    file = File("winmail.dat", _tnef("Förslag.docx", b"PK"), "application/ms-tnef")
    assert decoded(a_mail(files=[file])).attachments == (Attachment("Förslag.docx", DOCX, b"PK"),)


def test_winmail_gives_the_body_where_the_mail_has_none() -> None:
    body = b"\x78\x9f\x3e\x22\1\0" + b"\1\x0c\x80\2\0\4\0\0\0Hej!\0\0"
    assert decoded(HEAD + part("application/ms-tnef", body)).own_text == "Hej!"


@pytest.mark.parametrize("cut", [5, 40, 60, 75])
def test_winmail_that_is_cut_off_is_read_as_far_as_it_goes(cut: int) -> None:
    packed = tnef.unpack(_tnef("a.docx", b"PK")[:-cut])
    assert packed is not None
    assert {data for _name, data in packed.files} <= {b"PK"}


@pytest.mark.parametrize("wrap", [_signed, _signed_openly])
def test_signed_content_is_read(wrap) -> None:
    inner = part("text/plain", b"Hej! " * 60)
    assert smime.signed_content(wrap(inner)) == inner
    message = decoded(HEAD + part("application/pkcs7-mime; smime-type=signed-data", wrap(inner)))
    assert (message.own_text, message.attachments) == (("Hej! " * 60).strip(), ())


def test_encrypted_content_stays_closed() -> None:
    sealed = _der(0x30, bytes.fromhex("06092a864886f70d010703"), _der(0xA0, b"x"))
    assert smime.signed_content(sealed) is None
    message = decoded(HEAD + part("application/pkcs7-mime", sealed))
    assert message.attachments == (Attachment("bilaga.p7m", "application/pkcs7-mime", sealed),)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 400), st.binary(max_size=4))
def test_any_bytes_in_a_wrapping_are_survived(data: bytes, place: int, damage: bytes) -> None:
    for whole in (_tnef("a.docx", data), _signed(data), _signed_openly(data)):
        broken = whole[:place] + damage + whole[place + len(damage) :]
        smime.signed_content(broken)
        assert tnef.unpack(tnef.SIGNATURE + broken[4:]) is not None


def test_forwarding_deeper_than_four_ends() -> None:
    data = a_mail(files=[File("a.docx", b"1")])
    for depth in range(6):
        body = multipart("mixed", [part("message/rfc822", data)], boundary=f"m{depth}")
        data = HEAD + body
    assert [file.filename for file in decoded(data).attachments] == ["bilaga.eml"] * 5


def test_what_a_report_encloses_is_not_opened() -> None:
    enclosed = part("message/rfc822", a_mail(files=[File("a.docx", b"1")]))
    report = multipart("report", [part("message/delivery-status", b"Action: failed"), enclosed], boundary="r")
    assert [file.filename for file in decoded(HEAD + report).attachments] == ["bilaga.txt", "bilaga.eml"]


def test_uuencoded_file_is_taken_out_of_the_text() -> None:
    text = b"Hej!\n\nbegin 644 a.docx\n#4$L!\n`\nend\n\nHej da"
    message = decoded(HEAD + b"\n" + text)
    assert message.attachments == (Attachment("a.docx", DOCX, b"PK\1"),)
    assert message.text.split() == ["Hej!", "Hej", "da"]


def test_uuencoded_text_file_is_no_report() -> None:
    message = decoded(HEAD + b"\nHej!\nbegin 644 plan.txt\n#2&5J\n`\nend\n")
    assert message.attachments == (Attachment("plan.txt", "text/plain", b"Hej"),)


@pytest.mark.parametrize(
    ("kind", "data"),
    [("application/zip", tnef.SIGNATURE), ("application/ms-tnef", tnef.SIGNATURE + b"\1\0"), ("image/png", b"")],
)
def test_wrapping_with_nothing_in_it_stays_the_file_it_is(kind: str, data: bytes) -> None:
    raw = part(f'{kind}; name="a.dat"', data)
    assert decoded(HEAD + raw).attachments == (Attachment("a.dat", kind, data),)


def test_signed_mail_without_content_stays_a_file() -> None:
    empty = _signed(b"")
    message = decoded(HEAD + part("application/pkcs7-mime; name=smime.p7m", empty))
    assert message.attachments == (Attachment("smime.p7m", "application/pkcs7-mime", empty),)


def test_uuencoded_nothing_is_text() -> None:
    text = b"Hej!\nbegin 644 tom\n`\nend"
    assert decoded(HEAD + b"\n" + text).text == text.decode()


def test_talk_of_begin_and_end_is_text() -> None:
    text = "Hej!\nbegin 644 veckor\nmed uppehåll\nend"
    assert decoded(HEAD + b"\n" + text.encode()).text == text


@pytest.mark.parametrize(
    ("text", "delete_space", "expected"),
    [
        ("ett \ntvå\ntre", False, "ett två\ntre"),
        ("ett \ntvå", True, "etttvå"),
        ("> ett \n> två\nsvar", False, "> ett två\nsvar"),
        (">> ett \n> två", False, ">> ett \n> två"),
        (" >ett", False, ">ett"),
        ("ett \n-- \nAnna", False, "ett \n-- \nAnna"),
        ("", False, ""),
    ],
)
def test_flowed_lines_are_joined_at_their_depth(text: str, expected: str, *, delete_space: bool) -> None:
    assert joined(text, delete_space=delete_space) == expected


@pytest.mark.parametrize(
    ("text", "html", "expected"),
    [
        ("https://region-my.sharepoint.com/:w:/g/personal/anna/x", None, True),
        ("Se https://1drv.ms/w/s!A", None, True),
        (None, '<a href="https://drive.google.com/file/d/1/view">Förslag</a>', True),
        ("https://www.regionhalland.example/omtanke", None, False),
        ("https://evil.example/?u=https.sharepoint.com", None, False),
        ("Tack!\n\n> https://1drv.ms/w/s!A", None, False),
        (None, outlook_html("Tack", '<a href="https://1drv.ms/w/s!A">fil</a>'), False),
    ],
)
def test_link_to_a_file_counts_in_the_senders_own_part(text, html, *, expected: bool) -> None:
    assert to_a_file(decoded(a_mail(text, html=html))) is expected
