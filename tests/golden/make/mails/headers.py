"""Mails whose fields, encodings or alternatives are not as the standards have them, as servers deliver them."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from email.utils import parsedate_to_datetime

from tests.golden.make.mails import forms
from tests.golden.make.mails.described import DATE, Described
from tests.golden.make.mails.programs import BOT, attached, b64, crlf, hyper, multi, part, plain

ASKS = "Hur går det med vårt förslag? Åsa väntar."
"""A question that is understood only where its letters are."""
ANNA = ("Anna Ek", "anna.ek@varberg.example")
UTF8 = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: "


def entries() -> Iterator[Described]:
    yield from _senders()
    yield from _encodings()
    yield from _subjects()
    yield from _alternatives()
    yield from _answers()


def _mail(
    name: str,
    body: bytes,
    *,
    sender: tuple[str | None, str] = ANNA,
    written: str = "",
    subject: tuple[str, str] = ("Vart arende", "Vart arende"),
    text: str = ASKS,
    is_a: tuple[str, str] = ("status_request", "asks_status"),
    files: Sequence[tuple[str, str, int]] = (),
) -> Described:
    """Put a mail together: From and Subject as they are written, each with what a reader sees."""
    display, address = sender
    message_id = f"<{name}@varberg.example>"
    head = crlf(
        f"From: {written or f'{display} <{address}>'}\nTo: {BOT}\nSubject: {subject[0]}\nDate: {DATE}\n"
        f"Message-ID: {message_id}\nMIME-Version: 1.0\n"
    )
    told = {
        "subject": subject[1],
        "from": {"name": display, "address": address},
        "message_id": message_id,
        "date": parsedate_to_datetime(DATE).isoformat(),
        "text": text,
        "attachments": [{"filename": n, "content_type": k, "size": s} for n, k, s in files],
    }
    return Described(f"odd-{name}", *is_a, head.encode() + body, told, answerable=True)


def _senders() -> Iterator[Described]:
    body = plain(ASKS)
    for name, written, sender in (
        ("comma", "Öström, Åsa <asa@varberg.example>", ("Öström, Åsa", "asa@varberg.example")),
        ("comment", "asa@varberg.example (=?utf-8?Q?=C3=85sa_Ek?=)", ("Åsa Ek", "asa@varberg.example")),
        ("route", "Anna Ek <@mx.varberg.example:anna.ek@varberg.example>", ANNA),
        ("mailto", "Anna Ek <mailto:Anna.Ek@varberg.example>", ANNA),
        ("no-brackets", "Anna Ek anna.ek@varberg.example", ANNA),
        ("bracket-open", '"Anna Ek" <anna.ek@varberg.example', ANNA),
        (
            "name-of-another",
            "rug@regionhalland.example <ond@annan.example>",
            ("rug@regionhalland.example", "ond@annan.example"),
        ),
    ):
        yield _mail(name, body, written=written, sender=sender)


def _encodings() -> Iterator[Described]:
    said = ASKS.encode()
    for name, fields, data in (
        ("base64-that-is-none", UTF8 + "base64", said),
        ("quoted-printable-that-is-none", UTF8 + "quoted-printable", said),
        (
            "seven-bits-that-are-eight",
            "Content-Type: text/plain; charset=us-ascii\nContent-Transfer-Encoding: 7bit",
            said,
        ),
        ("base64-misspelt", UTF8 + "Base-64", b64(said)),
        ("latin-that-is-utf8", "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: 8bit", said),
        ("wide-that-is-not", "Content-Type: text/plain; charset=utf-16\nContent-Transfer-Encoding: 8bit", said),
        ("no-semicolon", "Content-Type: text/plain charset=iso-8859-1", ASKS.encode("cp1252")),
        ("old-macintosh", "Content-Type: text/plain; charset=x-mac-roman", ASKS.encode("mac-roman")),
    ):
        yield _mail(name, part(fields, data))
    foot = "\r\n-- \r\nListan för rådgivning\r\nhttps://lista.example\r\n"
    yield _mail("foot-below-base64", part(UTF8 + "base64", b64(said + b"\r\n") + foot.encode()))
    yield _mail("foot-in-another-charset", part(UTF8 + "8bit", said + b"\r\n" + foot.encode("cp1252")))


def _subjects() -> Iterator[Described]:
    words = base64.b64encode("Vårt förslag".encode()).decode()
    for name, written, seen in (
        ("word-cut-off", "=?utf-8?Q?V=C3=A5rt_f=C3=B6rsl", "Vårt försl"),
        ("word-with-spaces", "=?utf-8?Q?V=C3=A5rt f=C3=B6rslag?=", "Vårt förslag"),
        ("word-with-question", "=?utf-8?Q?V=C3=A5rt_f=C3=B6rslag??=", "Vårt förslag?"),
        ("word-split-in-a-letter", "=?utf-8?Q?V=C3?=\r\n =?UTF-8?Q?=A5rt_f=C3=B6rslag?=", "Vårt förslag"),
        ("word-in-quotes", f'"=?utf-8?B?{words}?="', '"Vårt förslag"'),
    ):
        yield _mail(name, plain(ASKS), subject=(written, seen))


def _alternatives() -> Iterator[Described]:
    page = hyper(f"<p>{ASKS}</p>")
    yield _mail("plain-is-a-space", multi("alternative", "a", plain("\xa0"), page))
    yield _mail("plain-points-to-the-web", multi("alternative", "a", plain("Visa i webbläsaren"), page))
    name, kind, data = forms.docx()
    yield _mail(
        "form-beside-a-stub",
        multi("mixed", "m", multi("alternative", "a", plain(" "), page), attached(name, kind, data)),
        is_a=("submission", "form"),
        files=[(name, kind, len(data))],
    )


def _answers() -> Iterator[Described]:
    quoted = "> Kan vi hjälpa dig med något mer?"
    for name, body in (
        ("groupwise", f"{ASKS}\n\n>>> Omtanke Halland <{BOT}> 2026-11-12 10:14 >>>\nDitt förslag är registrerat.\n"),
        (
            "phone-below-the-quote",
            f"Skickat från min iPhone\n\n> 12 nov. 2026 kl. 10:14 skrev Omtanke:\n{quoted}\n\n{ASKS}\n",
        ),
        ("between-the-lines", f"Den 2026-11-12 kl. 10:14, skrev Omtanke:\n{quoted}\n{ASKS}\n> Hälsningar\n"),
    ):
        yield _mail(name, plain(body))
