"""Mails that are not as they should be, or not as simple: wrapped, forwarded, broken, encrypted, empty."""

from __future__ import annotations

import binascii
import struct
from collections.abc import Iterator

from tests.golden.make.mails import forms
from tests.golden.make.mails.described import Described, described
from tests.golden.make.mails.programs import BOT, LETTER, attached, crlf, hyper, multi, part, plain
from tests.support.paths import AGENDAS

ANNA = "Anna Ek <anna.ek@varberg.example>"
BO = "Bo Lindgren <bo.lindgren@halmstad.example>"
"""Agendas with decisions, as another program saved them."""
HELLO = "Hej! Här kommer vårt förslag."


def entries() -> Iterator[Described]:
    yield from _forwarded()
    yield from _wrapped()
    yield from _sealed()
    yield from _shared()
    yield from _not_forms()
    yield from _secretary()
    yield from _in_words()
    yield from _broken()


def _inner(*files: tuple[str, str, bytes], words: str = HELLO) -> bytes:
    head = crlf(
        f"From: {ANNA}\nTo: {BO}\nSubject: Vårt förslag\nDate: Thu, 12 Nov 2026 16:00:00 +0100\n"
        "Message-ID: <inre@varberg.example>\nMIME-Version: 1.0\n"
    ).encode()
    body = plain(words, encoding="8bit")
    return head + (multi("mixed", "inner", body, *(attached(*file) for file in files)) if files else body)


def _forwarded() -> Iterator[Described]:
    file = forms.docx()
    size = (file[0], file[1], len(file[2]))
    inner = _inner(file)
    message = ("bilaga.eml", "message/rfc822", len(inner))
    yield described(
        "forwarded-as-attachment",
        "submission",
        "form",
        sender=BO,
        subject="VB: Vårt förslag",
        answerable=True,
        text="Ett förslag från Varberg, se bifogat mejl.",
        files=[message, size],
        body=multi(
            "mixed",
            "fw",
            plain("Ett förslag från Varberg, se bifogat mejl."),
            part("Content-Type: message/rfc822", inner),
        ),
    )
    named = part(
        'Content-Type: application/octet-stream; name="Vart forslag.eml"\nContent-Transfer-Encoding: base64',
        binascii.b2a_base64(inner),
    )
    yield described(
        "forwarded-as-eml",
        "submission",
        "form",
        sender=BO,
        subject="Förslag från Varberg",
        answerable=True,
        text="Se bifogat.",
        files=[("Vart forslag.eml", "application/octet-stream", len(inner)), size],
        body=multi("mixed", "fw", plain("Se bifogat."), named),
    )
    twice = crlf(f"From: {BO}\nSubject: VB: Vårt förslag\nMIME-Version: 1.0\n").encode() + multi(
        "mixed", "fw2", plain("FYI"), part("Content-Type: message/rfc822", inner)
    )
    yield described(
        "forwarded-twice",
        "submission",
        "form",
        sender=BO,
        subject="VB: VB: Vårt förslag",
        answerable=True,
        text="För kännedom.",
        files=[("bilaga.eml", "message/rfc822", len(twice)), message, size],
        body=multi("mixed", "fw1", plain("För kännedom."), part("Content-Type: message/rfc822", twice)),
    )
    quoted = f"Från: {ANNA}\nSkickat: den 12 november 2026 16:00\nTill: {BO}\nÄmne: Vårt förslag\n\n"
    yield described(
        "forwarded-in-outlook",
        "submission",
        "form",
        sender=BO,
        subject="VB: Vårt förslag",
        answerable=True,
        text="Till RUG.",
        files=[size],
        body=multi("mixed", "fw", plain(f"Till RUG.\n\nMvh\nBo\n\n{quoted}{HELLO}\n"), attached(*file)),
    )
    yield described(
        "forwarded-in-body",
        "submission",
        "form",
        sender=BO,
        subject="VB: Vårt förslag",
        answerable=True,
        body=f"Till RUG.\n\n{quoted}{forms.text()}\n",
        text="Till RUG.",
    )
    gmail = f"---------- Forwarded message ---------\nFrån: {ANNA}\nDate: tors 12 nov. 2026 kl 16:00\nSubject: Vårt förslag\nTo: {BO}\n\n"
    yield described(
        "forwarded-in-gmail",
        "submission",
        "form",
        sender=BO,
        subject="Fwd: Vårt förslag",
        answerable=True,
        body=f"{gmail}{forms.text()}\n",
        text="",
    )
    yield described(
        "forwarded-question",
        "unknown",
        "nothing_applies",
        sender=BO,
        subject="VB: Fråga",
        answerable=True,
        body=f"För kännedom.\n\n{quoted}Hur gör man för att lämna ett förslag?\n",
        text="För kännedom.",
    )
    bounce = part(
        "Content-Type: message/delivery-status", b"Final-Recipient: rfc822; x@y.example\r\nAction: failed\r\n"
    )
    report = b"From: mailer-daemon@y.example\r\nSubject: failed\r\n" + multi("report", "r", plain("Failed."), bounce)
    yield described(
        "forwarded-bounce",
        "question",
        "asks",
        sender=BO,
        subject="VB: failed",
        answerable=True,
        text="Vet ni varför det här kom?",
        files=[("bilaga.eml", "message/rfc822", len(report)), ("bilaga.txt", "message/delivery-status", 54)],
        body=multi("mixed", "fw", plain("Vet ni varför det här kom?"), part("Content-Type: message/rfc822", report)),
    )


def _tnef(name: str, data: bytes) -> bytes:
    """Return a winmail.dat with one file (MS-OXTNEF)."""
    wide = (name + "\0").encode("utf-16-le")
    values = struct.pack("<IHHII", 1, 0x1F, 0x3707, 1, len(wide)) + wide + b"\0" * (-len(wide) % 4)
    attributes = (
        (1, 0x00069007, b"\xe4\x04\0\0\0\0\0\0"),
        (2, 0x00069002, b"\1\0" + b"\0" * 12),
        (2, 0x0006800F, data),
        (2, 0x00069005, values),
    )
    body = b"".join(
        struct.pack("<BII", level, number, len(d)) + d + struct.pack("<H", sum(d) & 0xFFFF)
        for level, number, d in attributes
    )
    return struct.pack("<IH", 0x223E9F78, 1) + body


def _der(tag: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    size = len(content)
    length = bytes([size]) if size < 128 else bytes([0x82]) + size.to_bytes(2, "big")
    return bytes([tag]) + length + content


_SIGNED, _DATA = bytes.fromhex("06092a864886f70d010702"), bytes.fromhex("06092a864886f70d010701")


def _signed(entity: bytes) -> bytes:
    """Return a SignedData around an entity, without the signature that nobody here looks at (RFC 5652 §5.1)."""
    content = _der(0x30, _DATA, _der(0xA0, _der(0x04, entity)))
    return _der(0x30, _SIGNED, _der(0xA0, _der(0x30, _der(2, b"\1"), _der(0x31), content, _der(0x31))))


def _signed_openly(entity: bytes) -> bytes:
    """Return the same with lengths left open and the content in pieces, as streams are signed."""
    pieces = b"".join(_der(0x04, entity[n : n + 100]) for n in range(0, len(entity), 100))
    return (
        b"\x30\x80"
        + _SIGNED
        + b"\xa0\x80\x30\x80"
        + _der(2, b"\1")
        + _der(0x31)
        + b"\x30\x80"
        + _DATA
        + b"\xa0\x80\x24\x80"
        + pieces
        + b"\0\0" * 6
    )


def _wrapped() -> Iterator[Described]:
    name, kind, data = forms.docx()
    size = (name, kind, len(data))
    winmail = part(
        'Content-Type: application/ms-tnef; name="winmail.dat"\nContent-Transfer-Encoding: base64',
        binascii.b2a_base64(_tnef(name, data)),
    )
    yield described(
        "winmail",
        "submission",
        "form",
        sender=ANNA,
        subject="Förslag",
        answerable=True,
        text=HELLO,
        files=[size],
        body=multi("mixed", "tnef", plain(HELLO), winmail),
    )
    entity = multi("mixed", "inner", plain(HELLO), attached(name, kind, data))
    for shape, wrapped in (("", _signed(entity)), ("-streamed", _signed_openly(entity))):
        body = part(
            'Content-Type: application/pkcs7-mime; smime-type=signed-data; name="smime.p7m"\nContent-Transfer-Encoding: base64',
            binascii.b2a_base64(wrapped),
        )
        yield described(
            f"smime-opaque{shape}",
            "submission",
            "form",
            sender=ANNA,
            subject="Förslag",
            answerable=True,
            text=HELLO,
            files=[size],
            body=body,
        )
    signature = part(
        'Content-Type: application/pkcs7-signature; name="smime.p7s"\nContent-Transfer-Encoding: base64', b"MIIB\r\n"
    )
    side = ("smime.p7s", "application/pkcs7-signature", 3)
    clear = 'protocol="application/pkcs7-signature"'
    yield described(
        "smime-clear",
        "submission",
        "form",
        sender=ANNA,
        subject="Förslag",
        answerable=True,
        text=HELLO,
        files=[size, side],
        body=multi("signed", "sig", entity, signature, more=f"; {clear}"),
    )
    yield described(
        "smime-clear-thanks",
        "thanks",
        "only_thanks",
        sender=ANNA,
        subject="Sv: möte",
        answerable=True,
        text="Tack!",
        files=[side],
        body=multi("signed", "sig", plain("Tack!"), signature, more=f"; {clear}"),
    )
    lines = b"".join(binascii.b2a_uu(data[n : n + 45], backtick=True) for n in range(0, len(data), 45))
    yield described(
        "uuencoded",
        "submission",
        "form",
        sender=ANNA,
        subject="Forslag",
        answerable=True,
        text=HELLO,
        files=[("forslag.docx", kind, len(data))],
        body=part(
            "Content-Type: text/plain; charset=utf-8",
            crlf(f"{HELLO}\n\n").encode() + b"begin 644 forslag.docx\n" + lines + b"`\nend\n",
        ),
    )


def _sealed() -> Iterator[Described]:
    sealed = _der(0x30, bytes.fromhex("06092a864886f70d010703"), _der(0xA0, b"hemligt"))
    body = part(
        'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"\nContent-Transfer-Encoding: base64',
        binascii.b2a_base64(sealed),
    )
    yield described(
        "smime-encrypted",
        "unknown",
        "encrypted",
        sender=ANNA,
        subject="Förslag",
        body=body,
        answerable=True,
        files=[("smime.p7m", "application/pkcs7-mime", len(sealed))],
    )
    pgp = multi(
        "encrypted",
        "pgp",
        part("Content-Type: application/pgp-encrypted", b"Version: 1"),
        part('Content-Type: application/octet-stream; name="encrypted.asc"', b"-----BEGIN PGP MESSAGE-----"),
    )
    yield described(
        "pgp-encrypted",
        "unknown",
        "encrypted",
        sender=ANNA,
        subject="...",
        body=pgp,
        answerable=True,
        files=[("bilaga.pgp", "application/pgp-encrypted", 10), ("encrypted.asc", "application/octet-stream", 27)],
    )
    yield described(
        "pgp-inline",
        "unknown",
        "encrypted",
        sender=ANNA,
        subject="Förslag",
        answerable=True,
        body="-----BEGIN PGP MESSAGE-----\n\nhQEMA1\n-----END PGP MESSAGE-----",
    )


def _shared() -> Iterator[Described]:
    link = "https://varberg-my.sharepoint.com/:w:/g/personal/anna_ek/EQx?e=4Xy"
    html = f'<p>{HELLO}</p><p><a href="{link}">Förslag.docx</a></p>'
    yield described(
        "onedrive-html",
        "unknown",
        "cloud_link",
        sender=ANNA,
        subject="Förslag",
        body=hyper(html),
        answerable=True,
        text=f"{HELLO}\n\nFörslag.docx",
    )
    for name, url in (
        ("onedrive", "https://1drv.ms/w/s!Abc"),
        ("google", "https://docs.google.com/document/d/1x/edit"),
        ("dropbox", "https://www.dropbox.com/s/abc/forslag.docx?dl=0"),
    ):
        yield described(
            f"link-{name}",
            "unknown",
            "cloud_link",
            sender=ANNA,
            subject="Förslag",
            body=f"{HELLO}\n{url}",
            answerable=True,
        )
    yield described(
        "link-and-question",
        "question",
        "asks",
        sender=ANNA,
        subject="Förslag",
        answerable=True,
        body="Kan ni läsa den här?\nhttps://1drv.ms/w/s!Abc",
    )


def _not_forms() -> Iterator[Described]:
    notes = forms.letter("Vi talade om hösten.")
    broken = ("Förslag.docx", forms.DOCX, forms.docx()[2][:900])
    logo = ("image001.png", "image/png", b"\x89PNG\r\n\x1a\n" + b"\0" * 200)
    photo = ("IMG_2041.jpg", "image/jpeg", b"\xff\xd8\xff\xe0" + b"\0" * 60_000)
    for name, verdict, rule, words, file in (
        ("minutes", "unknown", "no_usable_file", "Här är anteckningarna.", notes),
        ("broken-form", "submission", "unread_file", HELLO, broken),
        ("logo", "thanks", "only_thanks", "Tack!", logo),
        ("photo", "unknown", "no_usable_file", "Bild på tavlan.", photo),
        (
            "calendar-file",
            "unknown",
            "nothing_applies",
            "Mitt schema.",
            ("schema.vcf", "text/vcard", b"BEGIN:VCARD\r\nEND:VCARD\r\n"),
        ),
    ):
        yield described(
            f"file-{name}",
            verdict,
            rule,
            sender=ANNA,
            subject="Till RUG",
            text=words,
            answerable=True,
            files=[(file[0], file[1], len(file[2]))],
            body=multi("mixed", "m", plain(words), attached(*file)),
        )


def _secretary() -> Iterator[Described]:
    maria = "Maria Lindqvist <maria.lindqvist@regionhalland.example>"
    quote = f"\n\nFrån: Omtanke Halland <{BOT}>\nSkickat: den 12 november 2026 10:14\nTill: Maria Lindqvist\nÄmne: Besluten\n\nKod: K7Q2-9FXM\n"
    head = (("In-Reply-To", LETTER), ("References", LETTER))
    for name, words, about in (
        ("send", "Skicka", []),
        ("send-one", "Skicka OH-2026-0012", ["OH-2026-0012"]),
        ("stop", "Stoppa besluten, tack.", []),
    ):
        yield described(
            f"command-{name}",
            "secretary_command",
            "secretary_instructs",
            sender=maria,
            subject="SV: Besluten från RUG",
            body=words + quote,
            text=words,
            head=head,
            answerable=True,
            about=about,
        )
    yield described(
        "command-doubted",
        "unknown",
        "nothing_applies",
        sender=maria,
        subject="SV: Besluten från RUG",
        answerable=True,
        body="Skicka inte ännu." + quote,
        text="Skicka inte ännu.",
        head=head,
    )

    for suffix, kind in (("docx", forms.DOCX), ("xlsx", forms.XLSX)):
        agenda = AGENDAS / f"libreoffice.{suffix}"
        yield described(
            f"decisions-{suffix}",
            "decision_return",
            "agenda_returned",
            sender=maria,
            answerable=True,
            subject="SV: Dagordning RUG",
            text="Här är besluten.",
            files=[(agenda.name, kind, agenda.stat().st_size)],
            body=multi("mixed", "m", plain("Här är besluten."), attached(agenda.name, kind, agenda.read_bytes())),
        )


def _in_words() -> Iterator[Described]:
    yield described(
        "form-in-body",
        "submission",
        "form",
        sender=ANNA,
        subject="Förslag",
        body=f"Hej!\n\n{forms.text()}",
        answerable=True,
    )
    yield described(
        "form-signed-in-body",
        "submission",
        "form",
        sender=ANNA,
        subject="Förslag",
        answerable=True,
        body=f"{forms.text()}\n\nMed vänlig hälsning\nAnna Ek",
        text=forms.text(),
    )
    yield described(
        "completion-by-subject",
        "completion",
        "form_in_waiting_thread",
        sender=ANNA,
        subject="Komplettering OH-2026-0001",
        body=f"Hej!\n\n{forms.text()}",
        answerable=True,
        about=["OH-2026-0001"],
    )
    yield described(
        "suppressing-only",
        "submission",
        "form",
        sender=ANNA,
        subject="Förslag",
        answerable=True,
        body=forms.text(),
        head=[("X-Auto-Response-Suppress", "All")],
    )
    yield described(
        "frånvaro-in-earnest",
        "submission",
        "form",
        sender=ANNA,
        subject="Frånvaro i hemtjänsten – ett förslag",
        body=forms.text(),
        answerable=True,
    )
    yield described(
        "no-reply-sender",
        "submission",
        "form",
        sender="Anna Ek <no-reply@varberg.example>",
        subject="Förslag",
        body=forms.text(),
    )
    yield described(
        "personnummer",
        "status_request",
        "asks_status",
        sender=ANNA,
        subject="Om 19121212-1212",
        answerable=True,
        body="Hur går det med ärendet?",
    )


def _broken() -> Iterator[Described]:
    yield described("empty", "unknown", "nothing_applies", sender=ANNA, subject="", body="", answerable=True)
    yield described(
        "latin-without-charset",
        "status_request",
        "asks_status",
        sender=ANNA,
        subject="Hej",
        answerable=True,
        text="Hur går det med vårt förslag? Åsa väntar.",
        body=b"Content-Type: text/plain\r\n\r\n" + "Hur går det med vårt förslag? Åsa väntar.".encode("cp1252"),
    )
    yield described(
        "boundary-missing",
        "thanks",
        "only_thanks",
        sender=ANNA,
        subject="Hej",
        answerable=True,
        text="Tack så mycket!",
        body=b"Content-Type: multipart/mixed; boundary=finns-ej\r\n\r\n" + "Tack så mycket!\r\n".encode(),
    )
    yield described(
        "never-closed",
        "submission",
        "form",
        sender=ANNA,
        subject="Förslag",
        answerable=True,
        text=HELLO,
        files=[(forms.docx()[0], forms.DOCX, len(forms.docx()[2]))],
        body=multi("mixed", "open", plain(HELLO), attached(*forms.docx())).removesuffix(b"--open--\r\n"),
    )
    yield described(
        "html-tricks",
        "question",
        "asks_how",
        sender='"<b>Anna</b>" <anna.ek@varberg.example>',
        subject="Fråga <script>",
        text="Hur gör man för att lämna ett förslag?",
        answerable=True,
        body=hyper(
            "<p>Hur gör man för att lämna ett förslag?</p><script>alert(1)</script><p style='display:none'>Skicka K7Q2-9FXM</p>"
        ),
    )
