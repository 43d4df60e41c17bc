"""How mail programs write a person's mail: headers, encodings, signatures and quotes as each has them.

Every program takes a `Note` and returns a `Mail`: the bytes, and what a reader must make of them.
"""

from __future__ import annotations

import base64
import html as markup
import quopri
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime

BOT = "omtankehalland@regionhalland.example"
LETTER = "<a1b2c3d4.0123456789abcdef0123456789abcdef@regionhalland.example>"
QUOTED = (
    "Tack! Ditt förslag OH-2026-0001 är registrerat.\nKan vi hjälpa dig med något mer?\n\nHälsningar Omtanke Halland"
)


@dataclass(frozen=True)
class Person:
    name: str
    address: str
    title: str = "Verksamhetsutvecklare"

    @property
    def domain(self) -> str:
        return self.address.partition("@")[2]


@dataclass(frozen=True)
class Note:
    """What somebody writes; `reply` is whether it answers our letter."""

    person: Person
    subject: str
    words: str
    when: datetime
    number: int
    reply: bool = False
    files: tuple[tuple[str, str, bytes], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Mail:
    """A mail, and what is told of it apart from its verdict."""

    data: bytes
    told: dict = field(default_factory=dict)


Program = Callable[[Note], Mail]


def word(text: str, charset: str = "utf-8", *, q: bool = True) -> str:
    """Return a header's text as encoded words, short enough each."""
    if text.isascii():
        return text
    pieces = [text[n : n + 14] for n in range(0, len(text), 14)]
    return "\r\n ".join(_encoded_word(piece, charset, q=q) for piece in pieces)


def _encoded_word(text: str, charset: str, *, q: bool) -> str:
    raw = text.encode(charset)
    if not q:
        return f"=?{charset}?B?{base64.b64encode(raw).decode()}?="
    letters = "".join(chr(b) if chr(b).isalnum() and b < 128 else "_" if b == 32 else f"={b:02X}" for b in raw)
    return f"=?{charset}?Q?{letters}?="


def qp(text: str, charset: str = "utf-8") -> bytes:
    return quopri.encodestring(crlf(text).encode(charset)).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def b64(data: bytes) -> bytes:
    return base64.encodebytes(data).replace(b"\n", b"\r\n")


def crlf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def part(fields: str, data: bytes) -> bytes:
    return crlf(fields).encode() + b"\r\n\r\n" + data


def multi(kind: str, boundary: str, *parts: bytes, more: str = "") -> bytes:
    start = f'Content-Type: multipart/{kind}; boundary="{boundary}"{more}\r\n\r\n'.encode()
    return start + b"".join(f"--{boundary}\r\n".encode() + p + b"\r\n" for p in parts) + f"--{boundary}--\r\n".encode()


def plain(text: str, charset: str = "utf-8", encoding: str = "quoted-printable", more: str = "") -> bytes:
    raw = crlf(text).encode(charset)
    data = {"quoted-printable": qp(text, charset), "base64": b64(raw)}.get(encoding, raw)
    return part(f"Content-Type: text/plain; charset={charset}{more}\nContent-Transfer-Encoding: {encoding}", data)


def hyper(text: str, charset: str = "utf-8", encoding: str = "quoted-printable") -> bytes:
    data = qp(text, charset) if encoding == "quoted-printable" else b64(crlf(text).encode(charset))
    return part(f"Content-Type: text/html; charset={charset}\nContent-Transfer-Encoding: {encoding}", data)


def attached(name: str, kind: str, data: bytes, *, style: str = "rfc2231") -> bytes:
    if name.isascii() or style == "raw":
        label = f'filename="{name}"'
    elif style == "encoded-word":
        label = f'filename="{word(name)}"'
    else:
        label = "filename*=utf-8''" + "".join(
            chr(b) if (chr(b).isalnum() and b < 128) or b == 46 else f"%{b:02X}" for b in name.encode()
        )
    fields = f"Content-Type: {kind}\nContent-Disposition: attachment; {label}\nContent-Transfer-Encoding: base64"
    return part(fields, b64(data))


def finished(note: Note, body: bytes, fields: tuple[tuple[str, str], ...], message_id: str, *, q: bool = True) -> Mail:
    """Put the header on, and say what a reader must find."""
    answer = (("In-Reply-To", LETTER), ("References", LETTER)) if note.reply else ()
    head = (
        ("Received", f"from mail.{note.person.domain} by mx.regionhalland.example; {format_datetime(note.when)}"),
        *note.headers,
        ("From", f"{word(note.person.name, q=q)} <{note.person.address}>"),
        ("To", f"Omtanke Halland <{BOT}>"),
        ("Subject", word(note.subject, q=q)),
        ("Date", format_datetime(note.when)),
        ("Message-ID", message_id),
        *answer,
        *fields,
        ("MIME-Version", "1.0"),
    )
    told = {
        "subject": note.subject,
        "from": {"name": note.person.name, "address": note.person.address},
        "message_id": message_id,
        "date": note.when.isoformat(),
        "text": note.words,
        "attachments": [{"filename": n, "content_type": k, "size": len(d)} for n, k, d in note.files],
    }
    return Mail("".join(f"{name}: {value}\r\n" for name, value in head).encode() + body, told)


def with_files(note: Note, body: bytes, boundary: str, style: str = "rfc2231") -> bytes:
    if not note.files:
        return body
    return multi("mixed", boundary, body, *(attached(*file, style=style) for file in note.files))


def signature(note: Note) -> str:
    return f"{note.person.name}\n{note.person.title}\n0340-12 34 56"


def lines(text: str) -> list[str]:
    return [markup.escape(line) for line in text.split("\n")]


def _outlook_quote(note: Note, labels: tuple[str, str, str, str], when: str) -> str:
    rule = "________________________________\n"
    subject = note.subject.partition(": ")[2]
    return (
        f"{rule}{labels[0]}: Omtanke Halland <{BOT}>\n{labels[1]}: {when}\n{labels[2]}: {note.person.name}\n"
        f"{labels[3]}: {subject}\n\n{QUOTED}\n"
    )


def outlook(note: Note) -> Mail:
    """Outlook on a Swedish PC: text and Word's HTML, in Windows-1252 and quoted-printable."""
    quote = (
        _outlook_quote(note, ("Från", "Skickat", "Till", "Ämne"), "den 12 november 2026 10:14") if note.reply else ""
    )
    text = f"{note.words}\n\nMed vänlig hälsning\n\n{signature(note)}\n\n{quote}"
    paragraphs = "".join(f'<p class="MsoNormal">{line or "&nbsp;"}<o:p></o:p></p>' for line in lines(text))
    html = f'<html><head><style>p.MsoNormal{{margin:0cm}}</style></head><body lang="SV">{paragraphs}</body></html>'
    body = multi("alternative", "_000_AM0PR", plain(text, "iso-8859-1"), hyper(html, "iso-8859-1"))
    fields = (
        ("Thread-Topic", word(note.subject)),
        ("Thread-Index", "AdxqWq5w"),
        ("Accept-Language", "sv-SE, en-US"),
        ("X-MS-Has-Attach", "yes" if note.files else ""),
    )
    message_id = f"<AM0PR07MB{note.number:04}@AM0PR07MB.eurprd07.prod.outlook.example>"
    return finished(note, with_files(note, body, "_004_AM0PR"), fields, message_id)


def exchange(note: Note) -> Mail:
    """Exchange on premises: HTML alone, base64; its mark that stops others' auto-replies."""
    quote = ""
    if note.reply:
        quote = (
            '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">'
            f"<b>Från:</b> Omtanke Halland &lt;{BOT}&gt;<br><b>Skickat:</b> den 12 november 2026 10:14<br><b>Till:</b> "
            f'{note.person.name}<br><b>Ämne:</b> Kvittens</p></div><p class="MsoNormal">{markup.escape(QUOTED)}</p>'
        )
    own = f"{note.words}\n\nVänliga hälsningar\n{signature(note)}\n"
    paragraphs = "".join(f'<p class="MsoNormal">{line or "&nbsp;"}</p>' for line in lines(own))
    html = f"<html><body>{paragraphs}{quote}</body></html>"
    fields = (("X-Auto-Response-Suppress", "DR, OOF, AutoReply"), ("Content-Language", "sv-SE"))
    body = with_files(note, hyper(html, "utf-8", "base64"), "_002_EX", "encoded-word")
    return finished(note, body, fields, f"<{note.number:032x}@ex01.{note.person.domain}>", q=False)


def outlook_web(note: Note) -> Mail:
    """The new Outlook: text and HTML in UTF-8, the quote's header in English."""
    quote = (
        _outlook_quote(note, ("From", "Sent", "To", "Subject"), "Thursday, November 12, 2026 10:14")
        if note.reply
        else ""
    )
    text = f"{note.words}\n\nMvh\n{signature(note)}\n{quote}"
    html = f'<html><body><div class="elementToProof">{"<br>".join(lines(text))}</div></body></html>'
    body = multi("alternative", "_000_DB9", plain(text, encoding="base64"), hyper(html, encoding="base64"))
    fields = (("X-MS-Exchange-MessageSentRepresentingType", "1"), ("X-Originating-IP", "[192.0.2.4]"))
    message_id = f"<DB9PR{note.number:04}@DB9PR.eurprd.prod.outlook.example>"
    return finished(note, with_files(note, body, "_003_DB9"), fields, message_id)


def outlook_phone(note: Note) -> Mail:
    """Outlook on a telephone."""
    quote = (
        _outlook_quote(note, ("Från", "Skickat", "Till", "Ämne"), "torsdag, november 12, 2026 10:14")
        if note.reply
        else ""
    )
    text = f"{note.words}\n\nHämta Outlook för iOS<https://aka.ms/o0ukef>\n{quote}"
    fields = (("X-MS-TNEF-Correlator", ""),)
    message_id = f"<HE1PR{note.number:04}@HE1PR.eurprd.prod.outlook.example>"
    return finished(note, with_files(note, plain(text, "utf-8", "base64"), "_005_HE1"), fields, message_id)


def gmail(note: Note) -> Mail:
    """Gmail on the web."""
    told = f"Den tors 12 nov. 2026 kl 10:14 skrev Omtanke Halland <\n{BOT}>:\n\n"
    quote = told + "".join(f"> {line}\n" for line in QUOTED.split("\n")) if note.reply else ""
    text = f"{note.words}\n\n{quote}"
    html = f'<div dir="ltr">{"<br>".join(lines(note.words))}</div>'
    if note.reply:
        html += (
            '<br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Den tors 12 nov. 2026 kl 10:14 skrev Omtanke '
            f'Halland &lt;<a href="mailto:{BOT}">{BOT}</a>&gt;:<br></div><blockquote class="gmail_quote">'
            f"{'<br>'.join(lines(QUOTED))}</blockquote></div>"
        )
    body = multi("alternative", "000000000000a1", plain(text), hyper(html))
    message_id = f"<CAF{note.number:05}=x+Qw@mail.gmail.example>"
    fields = (("DKIM-Signature", "v=1; a=rsa-sha256; d=gmail.example; s=20230601; b=abc"),)
    return finished(note, with_files(note, body, "000000000000b2"), fields, message_id)


def android(note: Note) -> Mail:
    """Gmail on Android, whose quote header has no space before the name."""
    told = f"Den tors 12 nov. 2026 10:14Omtanke Halland <{BOT}> skrev:\n\n"
    quote = told + "".join(f"> {line}\n" for line in QUOTED.split("\n")) if note.reply else ""
    body = plain(f"{note.words}\n\n{quote}", "utf-8", "base64")
    return finished(note, with_files(note, body, "0000c3"), (), f"<CAKz{note.number:05}@mail.gmail.example>", q=False)


def apple_mail(note: Note) -> Mail:
    """Mail on a Mac."""
    told = f"12 nov. 2026 kl. 10:14 skrev Omtanke Halland <{BOT}>:\n\n"
    quote = told + "".join(f"> {line}\n" for line in QUOTED.split("\n")) if note.reply else ""
    body = plain(f"{note.words}\n\n{quote}", more=";\n\tformat=flowed") if not note.files else plain(note.words)
    fields = (("X-Mailer", "Apple Mail (2.3826.200.121)"),)
    return finished(
        note, with_files(note, body, "Apple-Mail=_1", "raw"), fields, f"<{note.number:08}-1F0A@{note.person.domain}>"
    )


def iphone(note: Note) -> Mail:
    """Mail on an iPhone."""
    told = f"> 12 nov. 2026 kl. 10:14 skrev Omtanke Halland <{BOT}>:\n> \n"
    quote = told + "".join(f"> {line}\n" for line in QUOTED.split("\n")) if note.reply else ""
    body = plain(f"{note.words}\n\nSkickat från min iPhone\n\n{quote}")
    fields = (("X-Mailer", "iPhone Mail (22B91)"),)
    return finished(
        note, with_files(note, body, "Apple-Mail-2"), fields, f"<{note.number:08}-2B1C@{note.person.domain}>"
    )


def thunderbird(note: Note) -> Mail:
    """Thunderbird: lines flowed, the words below the quote, the signature below two dashes."""
    told = "Den 2026-11-12 kl. 10:14, skrev Omtanke Halland:\n"
    quote = told + "".join(f"> {line}\n" for line in QUOTED.split("\n")) + "\n" if note.reply else ""
    flowed = "\n".join(_flowed(line) for line in note.words.split("\n"))
    body = plain(f"{quote}{flowed}\n\n-- \n{signature(note)}\n", encoding="8bit", more="; format=flowed")
    fields = (("User-Agent", "Mozilla Thunderbird"), ("Content-Language", "sv-SE"))
    return finished(
        note, with_files(note, body, "------------0a1B"), fields, f"<{note.number:08}-tb@{note.person.domain}>"
    )


def _flowed(line: str) -> str:
    """Break a line softly after each ninth word."""
    words = line.split(" ")
    return " \n".join(" ".join(words[n : n + 9]) for n in range(0, len(words), 9))


def samsung(note: Note) -> Mail:
    """Samsung's mail program."""
    quote = (
        "-------- Originalmeddelande --------\nFrån: Omtanke Halland <"
        + BOT
        + "> \nDatum: 2026-11-12  10:14  (GMT+01:00) "
        f"\nTill: {note.person.address} \nÄmne: Kvittens \n\n{QUOTED}\n"
    )
    body = plain(f"{note.words}\n\n\n\nSkickat från min Galaxy\n\n\n{quote if note.reply else ''}", "utf-8", "base64")
    return finished(
        note, with_files(note, body, "--_com.samsung.android_1"), (), f"<{note.number:08}.sec@{note.person.domain}>"
    )


def roundcube(note: Note) -> Mail:
    """Roundcube, as web hosts have it: Latin 1, 8 bit."""
    told = "Den 2026-11-12 10:14, skrev Omtanke Halland:\n"
    quote = told + "".join(f"> {line}\n" for line in QUOTED.split("\n")) if note.reply else ""
    body = plain(f"{note.words}\n\n---\n{signature(note)}\n\n{quote}", "iso-8859-1", "8bit").replace(
        b"---\r\n", b"-- \r\n", 1
    )
    fields = (("User-Agent", "Roundcube Webmail/1.6.9"),)
    return finished(note, with_files(note, body, "=_rc"), fields, f"<{note.number:032x}@{note.person.domain}>")


def norwegian(note: Note) -> Mail:
    """Outlook of somebody who has it in Norwegian."""
    quote = (
        _outlook_quote(note, ("Fra", "Sendt", "Til", "Emne"), "torsdag 12. november 2026 10:14") if note.reply else ""
    )
    body = plain(f"{note.words}\n\nMed vennlig hilsen\n{signature(note)}\n\n{quote}")
    message_id = f"<OSL{note.number:04}@OSL.eurprd.prod.outlook.example>"
    return finished(note, with_files(note, body, "_006_OSL"), (), message_id)


def danish(note: Note) -> Mail:
    """Gmail of somebody who has it in Danish."""
    told = f"Den tors. 12. nov. 2026 kl. 10.14 skrev Omtanke Halland <{BOT}>:\n\n"
    quote = told + "".join(f"> {line}\n" for line in QUOTED.split("\n")) if note.reply else ""
    body = plain(f"{note.words}\n\nVenlig hilsen\n{note.person.name}\n\n{quote}")
    return finished(note, with_files(note, body, "0000d4"), (), f"<CAD{note.number:05}@mail.gmail.example>")


EVERY: tuple[Program, ...] = (
    outlook,
    exchange,
    outlook_web,
    outlook_phone,
    gmail,
    android,
    apple_mail,
    iphone,
    thunderbird,
    samsung,
    roundcube,
    norwegian,
    danish,
)
