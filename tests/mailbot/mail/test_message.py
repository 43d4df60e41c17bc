from __future__ import annotations

import binascii
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.mail.decode import decode
from mailbot.mail.message import Address, Attachment, IncomingMessage
from tests.support import mails
from tests.support.mails import File, a_mail, multipart, part

NOW = datetime(2026, 11, 12, 9, 20, tzinfo=UTC)
HEAD = b"From: a@varberg.example\r\nSubject: x\r\n"


def decoded(data: bytes, *trusted: str) -> IncomingMessage:
    return decode(data, internal_date=NOW, trusted_hosts=trusted)


def test_ordinary_mail_is_decoded_whole() -> None:
    data = a_mail("Vi vill åka hem.", subject="Trygg hemgång för äldre", answers="<kvittens@regionhalland.example>")
    message = decoded(data)
    assert message.message_id == "<1@varberg.example>"
    assert message.sender == Address("Anna Ek", "anna.ek@varberg.example")
    assert message.recipients == (Address("", mails.BOT),)
    assert (message.subject, message.text, message.own_text) == (
        "Trygg hemgång för äldre",
        "Vi vill åka hem.",
        "Vi vill åka hem.",
    )
    assert message.date == datetime(2026, 11, 12, 10, 14, tzinfo=timezone(timedelta(hours=1)))
    assert message.received_at == NOW
    assert message.in_reply_to == message.references == ("<kvittens@regionhalland.example>",)
    assert (message.return_path, message.attachments, message.defects) == (None, (), ())
    assert message.sha256 == sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("charset", "data"),
    [
        ("utf-8", "Åtgärd".encode()),
        ("iso-8859-1", "Åtgärd".encode("latin-1")),
        ("windows-1252", "Åtgärd".encode("cp1252")),
        ("us-ascii", "Åtgärd".encode("cp1252")),
        ("us-ascii", "Åtgärd".encode()),
        ("utf-8", "Åtgärd".encode("cp1252")),
        ("x-okänd", "Åtgärd".encode("cp1252")),
        ("unicode_escape", "Åtgärd".encode()),
        ("zlib", "Åtgärd".encode()),
        ("macintosh", "Åtgärd".encode("mac-roman")),
        ("utf-16", "Åtgärd".encode("utf-16")),
        ("utf-16", "Åtgärd".encode("cp1252")),
        ("utf-16-le", "Åtgärd".encode()),
        ("utf-7", "Åtgärd".encode()),
        ("iso-8859-1", "Åtgärd".encode()),
        ("windows-1252", "Åtgärd".encode()),
        ("x-mac-roman", "Åtgärd".encode("mac-roman")),
        ("cp-850", "Åtgärd".encode("cp850")),
    ],
)
def test_swedish_letters_are_right_in_every_charset(charset: str, data: bytes) -> None:
    message = decoded(HEAD + f"Content-Type: text/plain; charset={charset}\r\n\r\n".encode() + data)
    assert message.text == "Åtgärd"


@pytest.mark.parametrize(
    ("charset", "codec", "text"),
    [
        ("gb2312", "gbk", "朱鎔基"),
        ("GB2312", "gb18030", "朱镕基€"),
        ("gbk", "gb18030", "䶮"),
        ("shift_jis", "cp932", "①髙"),
        ("ks_c_5601-1987", "cp949", "똠방각하"),
        ("iso-8859-9", "cp1254", "Åtgärd – ş"),
    ],
)
def test_charset_holds_what_programs_write_under_its_name(charset: str, codec: str, text: str) -> None:
    body = f"Content-Type: text/plain; charset={charset}\r\n\r\n".encode() + text.encode(codec)
    assert decoded(HEAD + body).text == text


@pytest.mark.parametrize("subject", ["=?utf-7?Q?V+AOU-rt?=", "Re: =?UTF-7*sv?B?VitBT1UtcnQ=?="])
def test_encoded_word_in_utf7_is_left_and_told_of(subject: str) -> None:
    message = decoded(f"From: a@varberg.example\r\nSubject: {subject}\r\n\r\nhej".encode())
    assert (message.subject, message.defects) == (subject, ("encoded words in utf-7",))


@pytest.mark.parametrize(
    "data",
    [
        b"      \r\n" + HEAD + b"\r\nhej",
        b" \t\n\r\n  \n" + HEAD + b"\r\nhej",
        b"\xef\xbb\xbf \r\nFrom someone Thu Nov 12\r\n" + HEAD + b"\r\nhej",
        b"en rad utan kolon\r\n" + HEAD + b"\r\nhej",
        HEAD.replace(b"Subject", b"en rad utan kolon\r\nSubject") + b"\r\nhej",
        HEAD.replace(b"Subject", b"en rad (med: kolon)\r\nSubject") + b"\r\nhej",
        HEAD.replace(b"Subject", b"=?utf-8?q?x?=\r\nX-Virus-Scanned: ja\r\nSubject") + b"\r\nhej",
    ],
)
def test_line_that_is_no_field_hides_nothing(data: bytes) -> None:
    message = decoded(data)
    assert (message.sender.address, message.subject, message.text) == ("a@varberg.example", "x", "hej")


def test_words_without_a_blank_line_above_are_no_fields() -> None:
    words = "Titel: Trygg hemgång\n\nSyfte: Alla hem"
    assert decoded(HEAD + f"Hej, här är förslaget\n{words}".encode()).text == f"Hej, här är förslaget\n{words}"


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("message/rfc822", []),
        ("message/rfc822", ["Content-Transfer-Encoding: base64"]),
        ("application/octet-stream", ['Content-Disposition: attachment; filename="Mejl.eml"']),
        ("message/global", []),
    ],
)
def test_mail_that_is_passed_on_as_a_file_is_taken_apart(kind: str, fields: list[str]) -> None:
    inner = a_mail("Inre text", files=[File("a.docx", b"1")])
    data = binascii.b2a_base64(inner) if any("base64" in field for field in fields) else inner
    message = decoded(HEAD + multipart("mixed", [part("text/plain", b"Se nedan"), part(kind, data, *fields)], "y"))
    assert [(file.data, file.enclosed, file.taken_apart) for file in message.attachments] == [
        (inner, False, True),
        (b"1", True, False),
    ]
    assert message.text.endswith("\n\nInre text")


def test_file_that_is_called_a_mail_and_is_none_stays_a_file() -> None:
    message = decoded(HEAD + multipart("mixed", [part("text/plain", b"x"), part("message/rfc822", b"inget mejl")]))
    assert message.attachments == (Attachment("bilaga.eml", "message/rfc822", b"inget mejl"),)
    assert message.text == "x"


def test_what_is_no_utf8_in_utf8_is_read_as_western() -> None:
    data = "Åtgärder på väg\n\n".encode() + "Listan för rådgivning\n".encode("cp1252")
    message = decoded(HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + data)
    assert message.text == "Åtgärder på väg\n\nListan för rådgivning"


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("base64", "Åtgärd för alla"),
        ("base64", "<p>\nÅtgärd för alla</p>"),
        ("Base-64", "w4V0Z8OkcmQgZsO2ciBhbGxh"),
        ("base64", "w4V0Z8OkcmQgZsO2ciBhbGxh\r\n\r\n_______\r\nListan: https://lista.example"),
        ('"quoted-printable"', "=C3=85tg=C3=A4rd f=C3=B6r alla"),
        ("quoted-printable", "Åtgärd för alla"),
        ("7bit", "Åtgärd för alla"),
    ],
)
def test_transfer_encoding_that_lies_or_ends_early_leaves_the_words(encoding: str, data: str) -> None:
    head = f"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    assert decoded(HEAD + head.encode() + data.encode()).text.startswith("Åtgärd för alla")


def test_base64_with_noise_in_its_long_lines_is_still_base64() -> None:
    data = binascii.b2a_base64(b"PK" * 300, newline=False)
    noisy = data[:76] + b"!\r\n " + data[76:150] + b" " + data[150:]
    raw = part(mails.DOCX, b"").partition(b"\r\n\r\n")[0]
    message = decoded(HEAD + raw + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + noisy)
    assert message.attachments[0].data == b"PK" * 300


@pytest.mark.parametrize(
    ("raw", "subject"),
    [
        (b"=?utf-8?Q?=C3=85tg=C3=A4rd?=", "Åtgärd"),
        (b"=?iso-8859-1?Q?=C5tg=E4rd_f=F6r?= alla", "Åtgärd för alla"),
        (b"=?utf-8?B?w4U=?=\r\n =?utf-8?B?dGfDpHJk?=", "Åtgärd"),
        (b"=?utf-8?Q?=C3?= =?utf-8?Q?=85tg=C3=A4rd?=", "Åtgärd"),
        (b"=?utf-8?B?w4V0Z8OkcmQ?=", "Åtgärd"),
        ("Åtgärd".encode(), "Åtgärd"),
        ("Åtgärd".encode("cp1252"), "Åtgärd"),
        (b"=?finns-ej?Q?=C5tg=E4rd?=", "Åtgärd"),
        (b"=?utf-8?X?abc?=", "=?utf-8?X?abc?="),
        (b"=?utf-7?Q?V+AOU-rt?=", "=?utf-7?Q?V+AOU-rt?="),
        (b"=?utf-8?Q?=C3=85?= =?UTF-7?B?ViVBT1UtcnQ?= =?utf-8?Q?=C3=85?=", "Å=?UTF-7?B?ViVBT1UtcnQ?= Å"),
        (b"=?gb2312?B?" + binascii.b2a_base64("鎔基".encode("gbk"), newline=False) + b"?=", "鎔基"),
        (b"=?utf-8?Q?=C3=85tg=C3=A4", "Åtgä"),
        (b"=?utf-8?Q?=C3=85tg=C3=A4 =?utf-8?Q?rd?=", "Åtgä rd"),
        (b"=?utf-8?Q?=C3=85tg=C3=A4rd f=C3=B6r alla?=", "Åtgärd för alla"),
        (b"=?utf-8?Q?Vilken_=C3=A5tg=C3=A4rd??=", "Vilken åtgärd?"),
        (b'"=?utf-8?B?w4V0Z8OkcmQ=?="', '"Åtgärd"'),
        (b"a\r\n\tb", "a b"),
        ("Trygg\u202ehemg\u200bång".encode(), "Trygghemgång"),
        (b"a\x00b\rBcc: c", "a b Bcc: c"),
    ],
)
def test_subject_is_what_the_sender_meant(raw: bytes, subject: str) -> None:
    assert decoded(b"From: a@varberg.example\r\nSubject: " + raw + b"\r\n\r\n").subject == subject


@pytest.mark.parametrize(
    ("raw", "sender"),
    [
        ('"Ek, Anna" <ANNA@varberg.example>', Address("Ek, Anna", "anna@varberg.example")),
        ("=?utf-8?Q?=C3=85sa_=C3=96berg?= <asa@varberg.example>", Address("Åsa Öberg", "asa@varberg.example")),
        ("anna@varberg.example (Anna Ek)", Address("Anna Ek", "anna@varberg.example")),
        ("Öström, Åsa <asa@varberg.example>", Address("Öström, Åsa", "asa@varberg.example")),
        ("Ek, Anna <anna@varberg.example>, Bo <bo@x.example>", Address("Ek, Anna", "anna@varberg.example")),
        ("Anna <@a.example,@b.example:anna@varberg.example>", Address("Anna", "anna@varberg.example")),
        ("Anna Ek <mailto:anna@varberg.example>", Address("Anna Ek", "anna@varberg.example")),
        ("Anna Ek anna@varberg.example", Address("Anna Ek", "anna@varberg.example")),
        ("Anna Ek <anna@varberg.example", Address("Anna Ek", "anna@varberg.example")),
        ("Anna <anna@varberg.example.> (Avdelningen (Hemtjänst))", Address("Anna", "anna@varberg.example")),
        ('"Ek, Anna" anna@varberg.example', Address("Ek, Anna", "anna@varberg.example")),
        ('"anna"@varberg.example', Address("", "anna@varberg.example")),
        ('"anna ek"@varberg.example', Address("", '"anna ek"@varberg.example')),
        ("rug@region.example <ond@annan.example>", Address("rug@region.example", "ond@annan.example")),
        ("<rug@region.example> <ond@annan.example>", Address("", "ond@annan.example")),
        ("ond@annan.example (rug@region.example)", Address("rug@region.example", "ond@annan.example")),
        ("Hemtjänst: anna@varberg.example, bo@varberg.example;", Address("", "anna@varberg.example")),
        ('"rug@region.example" <ond@annan.example>', Address("rug@region.example", "ond@annan.example")),
        ("=?utf-8?q?=3Ca=40b.example=3E=2C?= <ond@annan.example>", Address("<a@b.example>,", "ond@annan.example")),
        ("=?utf-8?q?Ek=2C_=C3=85sa?= <asa@varberg.example>", Address("Ek, Åsa", "asa@varberg.example")),
        ('"Anna <anna@varberg.example>', Address("Anna", "anna@varberg.example")),
        ("Anna Ek <anna ek@varberg.example>", Address("Anna Ek", "")),
        ("anna ek@varberg.example", Address("anna", "")),
        ("Anna ek@varberg.example", Address("Anna", "")),
        ("anna-karin von ek@varberg.example", Address("anna-karin von", "")),
        ("Anna Ek anna.ek@varberg.example", Address("Anna Ek", "anna.ek@varberg.example")),
        ('"Kansliet" ek@varberg.example', Address("Kansliet", "ek@varberg.example")),
        ("ek@varberg.example via lista", Address("via lista", "ek@varberg.example")),
        ("Anna Ek <anna@var berg.example>", Address("Anna Ek", "")),
        ("<anna\r\n ek@varberg.example>", Address("", "")),
        ("Anna <anna@varberg.example bo@varberg.example>", Address("Anna", "")),
        ("Anna <anna ek@varberg.example>, Bo <bo@varberg.example>", Address("Anna", "")),
        ("Anna < anna . ek @ varberg.example >", Address("Anna", "anna.ek@varberg.example")),
        ("Anna <mailto: anna@varberg.example>", Address("Anna", "anna@varberg.example")),
        ("=?utf-7?Q?V+AOU-rt?= <anna@varberg.example>", Address("=?utf-7?Q?V+AOU-rt?=", "anna@varberg.example")),
        ("undisclosed-recipients:;", Address("", "")),
        ("Anna Ek", Address("", "")),
        ("", Address("", "")),
    ],
)
def test_sender_is_the_address_and_never_the_name(raw: str, sender: Address) -> None:
    assert decoded(f"From: {raw}\r\n\r\n".encode()).sender == sender


def test_encoded_word_never_speaks_in_a_field_for_machines() -> None:
    message = decoded(b"Authentication-Results: mx; spf=fail smtp.mailfrom==?utf-8?q?x=3B_dmarc=3Dpass?=\r\n\r\n")
    assert message.header("authentication-results") == "mx; spf=fail smtp.mailfrom==?utf-8?q?x=3B_dmarc=3Dpass?="


@pytest.mark.parametrize(
    ("fields", "filename"),
    [
        (["Content-Disposition: attachment; filename*=utf-8''F%C3%B6rslag.docx"], "Förslag.docx"),
        (["Content-Disposition: attachment; filename*0*=utf-8''F%C3%B6r; filename*1=slag.docx"], "Förslag.docx"),
        (['Content-Disposition: attachment; filename="=?utf-8?Q?F=C3=B6rslag.docx?="'], "Förslag.docx"),
        (["Content-Disposition: attachment; filename=Mitt förslag.docx"], "Mitt förslag.docx"),
        (["Content-Disposition: inline"], "bilaga.docx"),
        ([], "bilaga.docx"),
        (['Content-Disposition: attachment; filename="..\\..\\etc/passwd"'], "passwd"),
        (['Content-Disposition: attachment; filename="/"'], "bilaga.docx"),
        (['Content-Disposition: attachment; filename="a\u202excod.exe"'], "axcod.exe"),
        (["Content-Disposition: attachment; filename*=ut'f"], "ut'f"),
        (['Content-Disposition: attachment; filename=".."'], "bilaga.docx"),
        (['Content-Disposition: attachment; filename="C:\\Anna\\plan.docx"'], "plan.docx"),
        ([f"Content-Disposition: attachment; filename={'a' * 300}.docx"], f"{'a' * 145}.docx"),
        (['Content-Disposition: attachment filename="plan.docx"'], "plan.docx"),
    ],
)
def test_attachment_name_is_decoded_and_safe(fields: list[str], filename: str) -> None:
    raw = part(mails.DOCX, b"data", *fields)
    assert decoded(HEAD + raw).attachments == (Attachment(filename, mails.DOCX, b"data"),)


def test_attachments_are_found_whatever_their_disposition() -> None:
    files = [File("a.docx", b"1"), File("b.docx", b"22", disposition="inline"), File("logo.png", b"3", "image/png", "")]
    message = decoded(a_mail("Se bilagor", html="<p>Se bilagor</p>", files=files))
    assert [(a.filename, a.content_type, a.data) for a in message.attachments] == [
        ("a.docx", mails.DOCX, b"1"),
        ("b.docx", mails.DOCX, b"22"),
        ("logo.png", "image/png", b"3"),
    ]
    assert message.text == "Se bilagor"


def test_forwarded_message_is_kept_whole_as_a_file_and_its_files_are_added() -> None:
    inner = a_mail("Inre text", files=[File("a.docx", b"1")])
    body = multipart("mixed", [part("text/plain", b"Se nedan"), part("message/rfc822", inner)], boundary="yttre")
    message = decoded(HEAD + body)
    assert message.attachments == (
        Attachment("bilaga.eml", "message/rfc822", inner, taken_apart=True),
        Attachment("a.docx", mails.DOCX, b"1", enclosed=True),
    )
    assert message.own_text == "Se nedan"
    assert message.text == (
        "Se nedan\n\n---------- Forwarded message ----------\nFrom: Anna Ek <anna.ek@varberg.example>\n"
        "Date: Thu, 12 Nov 2026 10:14:00 +0100\nSubject: Ett förslag\n\nInre text"
    )


def test_text_comes_from_html_where_there_is_no_plain() -> None:
    html = "<table><tr><td><p>Titel</p></td><td><p>Trygg hemgång</p></td></tr></table><script>x</script><p>Å&amp;Ä</p>"
    message = decoded(a_mail(None, html=html))
    assert (message.text, message.html) == ("Titel\tTrygg hemgång\n\nÅ&Ä", html)
    assert decoded(a_mail(" \n", html="<p>Hej</p>")).text == "Hej"


@pytest.mark.parametrize(
    ("plain", "html", "text"),
    [
        ("\xa0", "<p>Hej</p>", "Hej"),
        (
            "Visa i webbläsaren",
            "<p>Vi vill lämna ett förslag om trygg hemgång.</p>",
            "Vi vill lämna ett förslag om trygg hemgång.",
        ),
        ("Vi vill lämna ett förslag.", "<p>Vi vill lämna ett <b>förslag</b>.</p>", "Vi vill lämna ett förslag."),
        ("Hej", "", "Hej"),
    ],
)
def test_of_alternatives_the_plain_one_is_told_where_it_says_as_much(plain: str, html: str, text: str) -> None:
    assert decoded(a_mail(plain, html=html)).text == text


def test_long_bodies_are_read_as_far_as_anybody_writes() -> None:
    page = part("text/html", b"<p>x</p>" * 25_000)
    message = decoded(HEAD + multipart("mixed", [page] * 20))
    assert (len(message.html), len(message.text)) == (2 * 200_000 + 1, 149_998)


def test_picture_in_the_markup_hides_no_words() -> None:
    picture = b'<img src="data:image/png;base64,' + b"iVBORw0K" * 200_000 + b'">'
    assert decoded(HEAD + part("text/html", b"<p>Hej</p>" + picture + b"<p>Anna</p>")).text == "Hej\n\nAnna"


@pytest.mark.parametrize(
    "field",
    [b"Subject: " + b"=?u?q?a?= " * 300_000, b"From: " + b"a@b " * 300_000, b"Subject: " + b"\xff\xc3\xa5" * 500_000],
    ids=["words", "addresses", "damage"],
)
def test_field_of_a_megabyte_takes_no_time_to_speak_of(field: bytes) -> None:
    assert decoded(field + b"\r\n\r\nhej").text == "hej"


def test_text_pieces_between_attachments_are_joined_in_order() -> None:
    pieces = [part("text/plain", b"ett"), part("application/pdf", b"%PDF"), part("text/html", b"<p>tv\xc3\xa5</p>")]
    assert decoded(HEAD + multipart("mixed", pieces)).text == "ett\n\ntvå"


def test_alternatives_are_told_once_and_what_stands_beside_them_too() -> None:
    both = multipart("alternative", [part("text/plain", b"ett"), part("text/html", b"<p>ett</p>")], boundary="a")
    message = decoded(HEAD + multipart("mixed", [both, part("text/html", b"<p>sist</p>")]))
    assert message.text == "ett\n\nsist"


@pytest.mark.parametrize(
    ("received", "trusted", "expected"),
    [
        (["from x by MX.region.example with ESMTP; Thu, 12 Nov 2026 08:00:01 +0000"], ["mx.region.example"], (8, 0, 1)),
        (
            [
                "from mx by inne.region.example; Thu, 12 Nov 2026 08:00:09 +0000",
                "from ute by mx.region.example; Thu, 12 Nov 2026 08:00:05 +0000",
                "from ond by mx.region.example; Mon, 1 Jan 2001 00:00:00 +0000",
            ],
            ["mx.region.example"],
            (8, 0, 5),
        ),
        (["from x by annan.example; Thu, 12 Nov 2026 08:00:01 +0000"], ["mx.region.example"], (9, 20, 0)),
        (["from x by mx.region.example; i morgon"], ["mx.region.example"], (9, 20, 0)),
        (["from x by mx.region.example; Thu, 12 Nov 2026 08:00:01 +0000"], [], (9, 20, 0)),
    ],
)
def test_received_at_is_what_the_topmost_trusted_server_says(
    received: list[str], trusted: list[str], expected: tuple[int, int, int]
) -> None:
    message = decoded(a_mail(headers=[("Received", value) for value in received]), *trusted)
    when = message.received_at.astimezone(UTC)
    assert (when.hour, when.minute, when.second) == expected


def test_fingerprint_is_the_same_for_two_deliveries_and_no_other_mail() -> None:
    files = [File("a.docx", b"1")]
    first = decoded(a_mail(files=files, headers=[("Received", "from a by b; x"), ("Return-Path", "<x@y.example>")]))
    second = decoded(a_mail(files=files, headers=[("Received", "from c by d; z")]))
    other = decoded(a_mail(files=[File("a.docx", b"2")]))
    assert first.fingerprint == second.fingerprint
    assert first.sha256 != second.sha256
    assert first.fingerprint != other.fingerprint
    assert first.fingerprint == decoded(a_mail(files=files).replace(b"\r\n", b"\n")).fingerprint


def test_return_path_tells_null_from_missing() -> None:
    assert decoded(a_mail(headers=[("Return-Path", "<>")])).return_path == ""
    assert decoded(a_mail(headers=[("Return-Path", "<Anna@varberg.example>")])).return_path == "anna@varberg.example"


def test_nothing_at_all_is_a_message_without_anything() -> None:
    message = decoded(b"")
    assert (message.message_id, message.sender, message.subject, message.date, message.text, message.attachments) == (
        "",
        Address("", ""),
        "",
        None,
        "",
        (),
    )


def test_structure_is_followed_through_preambles_and_similar_boundaries() -> None:
    inner = multipart("mixed", [part("text/plain", b"ett"), part("text/plain", b"tv\xc3\xa5")], boundary="b-1")
    outer = multipart("mixed", [inner, part("text/plain", b"--b-1 tre")], boundary="b")
    body = outer.replace(b"\r\n\r\n--b\r\n", b"\r\n\r\nf\xc3\xb6re\r\n--b\r\n", 1) + b"efter\r\n--b\r\n\r\nfyra\r\n"
    message = decoded(HEAD + body)
    assert (message.text, message.defects) == ("ett\n\ntvå\n\n--b-1 tre", ())


def test_outer_delimiter_ends_an_inner_multipart_that_was_never_closed() -> None:
    inner = multipart("alternative", [part("text/plain", b"ett"), part("text/html", b"<p>ett")], boundary="i")
    body = multipart("mixed", [inner.replace(b"--i--\r\n", b""), part("text/plain", b"tv\xc3\xa5")], boundary="o")
    message = decoded(HEAD + body)
    assert (message.text, message.html, message.defects) == ("ett\n\ntvå", "<p>ett\n", ("multipart not closed",))


def test_a_hundred_thousand_false_delimiters_end_the_search() -> None:
    body = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n" + b"--x\r\n" * 100_001 + b"--b--\r\n"
    assert decoded(HEAD + body).defects == ("too many delimiters", "multipart not closed")


def _nested(depth: int) -> bytes:
    level = b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n"
    return HEAD + b"".join(level % (n, n) for n in range(depth))


@pytest.mark.parametrize(
    ("data", "text", "defects"),
    [
        (_nested(1000) + b"\r\ndjupt", "djupt", ("multipart not closed",)),
        (HEAD + multipart("mixed", [b"\r\nx"] * 20_000), "\n\n".join("x" * 10_000), ("too many parts",)),
        (HEAD + b"X: " + b"a" * 1_000_000 + b"\r\n\r\nhej", "hej", ()),
        (HEAD + b"Content-Type: multipart/mixed\r\n\r\n--abc\r\n\r\nhej\r\n--abc--\r\n", "hej", ("boundary missing",)),
        (HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\nhej", "hej", ("boundary missing",)),
        (HEAD + b"Content-Type: \xff\xfe\r\n\r\nhej", "hej", ()),
        (HEAD + b"ingen rubrik\r\nhej", "ingen rubrik\nhej", ()),
        (HEAD.replace(b"\r\n", b"\r") + b"\rhej", "hej", ()),
        (HEAD + b"\r\na\0b", "ab", ()),
        (HEAD + b"Content-Transfer-Encoding: base64\r\n\r\naGVqIQ", "hej!", ()),
        (HEAD + b"Content-Transfer-Encoding: base64\r\n\r\naGVqI", "hej", ()),
        (HEAD + b"Content-Transfer-Encoding: finns-ej\r\n\r\nhej", "hej", ()),
        (HEAD + b"Content-Transfer-Encoding: quoted-printable\r\n\r\n=C3=A5=ZZ=", "å=ZZ", ()),
        (b"From someone Thu Nov 12\n" + HEAD + b"\nhej", "hej", ()),
        (b"From : a@varberg.example\n\nhej", "hej", ()),
        (HEAD.replace(b"\r", b"\r\r") + b"\r\r\nhej\r\r\nd\xc3\xa5", "hej\ndå", ()),
    ],
    ids=range(16),
)
def test_hostile_and_broken_mail_is_read_as_far_as_it_goes(data: bytes, text: str, defects: tuple[str, ...]) -> None:
    message = decoded(data)
    assert (message.sender.address, message.text, message.defects) == ("a@varberg.example", text, defects)


_FRAGMENTS = (
    b"From: |Subject: |References: <|Content-Type: multipart/mixed; boundary=b\n|--b\n|--b--|\n\n|\r|=?utf-8?q?|?="
    b"|\0|\xff|; name*0*=|(|<|'|Content-Type: text/html\n\n|Content-Transfer-Encoding: |base64|charset=|utf-7|Date: "
)
_PIECES = st.sampled_from(_FRAGMENTS.split(b"|"))


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(), st.lists(st.one_of(_PIECES, st.binary(max_size=8))).map(b"".join)))
def test_any_bytes_are_decoded_to_texts_that_can_be_stored(data: bytes) -> None:
    message = decoded(data)
    for text in (message.text, message.own_text, message.html, message.subject, *dict(message.headers).values()):
        text.encode()
        assert "\0" not in text
    for name in (attachment.filename for attachment in message.attachments):
        assert name
        assert not set(name) & set("/\\\r\n")
