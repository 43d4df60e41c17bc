"""People's mails with lines, blanks, letters or fields that some program put in, and mails that hold mails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.golden.make.mails import forms
from tests.golden.make.mails.described import Described, described
from tests.golden.make.mails.programs import attached, crlf, multi, part, plain

ANNA = "Anna Ek <anna.ek@varberg.example>"
ASKS = "Hur går det med vårt förslag?"
STATUS = ("status_request", "asks_status")


def entries() -> Iterator[Described]:
    for name, before, after in (
        ("spaces-first", b"", b"      \r\n"),
        ("blanks-first", b"", b" \t\r\n\r\n  \r\n"),
        ("words-first", b"", b"en rad utan kolon\r\n"),
        ("words-among-the-fields", b"Subject: ", b"en rad utan kolon\r\nSubject: "),
    ):
        made = _asks(name)
        data = made.data.replace(before, after, 1) if before else after + made.data
        yield replace(made, data=data)
    for name, written in (
        ("blank-in-the-name", "anna ek@varberg.example"),
        ("blank-in-the-domain", "anna.ek@var berg.example"),
        ("two-in-one", "anna.ek@varberg.example bo@varberg.example"),
        ("folded-inside", "anna\r\n ek@varberg.example"),
    ):
        made = _asks(name)
        data = made.data.replace(b"anna.ek@varberg.example", written.encode(), 1)
        told = {**made.told, "from": {"name": "Anna Ek", "address": None}}
        yield replace(made, data=data, told=told, answerable=False)
    for field, value in (
        ("proton", "12345678:user:proton"),
        ("qq", "asv:gmail:qybglogicsvrsz"),
        ("other", "1:2"),
        ("empty", "::"),
    ):
        yield _asks(f"feedback-id-{field}", (("Feedback-ID", value),))
    yield from _holding_mails()


def _asks(name: str, head: tuple[tuple[str, str], ...] = ()) -> Described:
    return described(f"stray-{name}", *STATUS, sender=ANNA, subject="Hej", head=head, body=ASKS, answerable=True)


def _holding_mails() -> Iterator[Described]:
    file, kind, data = forms.docx()
    head = crlf(f"From: {ANNA}\nSubject: Vårt\nMIME-Version: 1.0\n").encode()
    form = head + multi("mixed", "i", plain("Se bilagan.", encoding="8bit"), attached(file, kind, data))
    words = head + plain(forms.text(), encoding="8bit")
    asks = head + plain(ASKS, encoding="8bit")
    size = [(file, kind, len(data))]
    for name, told, inner, files in (
        ("mail-with-form", ("submission", "form"), b"  \r\n" + form, size),
        ("mail-with-stray-line", ("submission", "form"), b"utan kolon\r\n" + form, size),
        ("mail-with-form-in-words", ("submission", "form"), words, []),
        ("mail-that-asks", ("unknown", "nothing_applies"), asks, []),
    ):
        yield described(
            f"stray-{name}",
            *told,
            sender="Bo Lindgren <bo.lindgren@halmstad.example>",
            subject="Till RUG",
            text="Se bifogat.",
            answerable=True,
            files=[("bilaga.eml", "message/rfc822", len(inner)), *files],
            body=multi("mixed", "o", plain("Se bifogat."), part("Content-Type: message/rfc822", inner)),
        )
