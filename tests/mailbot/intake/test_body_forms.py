"""The form in a mail's body: what is quoted is nobody's answer, and what page and text differ in is asked about."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mailbot.intake.body_forms import in_body
from mailbot.mail.decode import decode
from parsers import NotAForm
from tests.support.form_file import LABELS, WRITTEN, pairs
from tests.support.forms import SHIPPED
from tests.support.mails import BOT, a_mail, part

_WHO = "Ola &lt;ola@falkenberg.example&gt;"
QUOTES = {
    "yahoo": '<div id="ydp1" class="yahoo_quoted">Den tisdag 3 november 2026 09:12:11 CET skrev {who}:<br>{form}</div>',
    "zimbra": '<hr id="zwchr"><div data-marker="__HEADERS__"><b>Från: </b>{who}<br><b>Till: </b>Maja<br>'
    "<b>Skickat: </b>tisdag, 3 nov 2026 9:12:00<br></div>{form}",
    "gmx": '<div name="quote"><div><b>Gesendet:</b> Dienstag, 03. November 2026<br><b>Von:</b> {who}<br>'
    "<b>An:</b> Maja<br></div>{form}</div>",
    "notes": "<font>Från: </font><font>{who}</font><br>Till: Maja<br>Datum: 2026-11-03 09:12<br>Ärende: x<hr>{form}",
    "bluemail": '<div class="gmail_extra">Den 3 nov. 2026, kl. 09:12, {who} skrev:{form}</div>',
    "proton": '<div class="protonmail_quote">Den 3 november 2026 kl. 09:12, {who} skrev:'
    "<blockquote>{form}</blockquote></div>",
}
TABLE = f"<table>{''.join(f'<tr><td>{label}</td><td>{text}</td></tr>' for label, text in pairs())}</table>"
LINES = "".join(f"<div>{label}: {text}</div>" for label, text in pairs())


def _read(text: str | None = None, html: str | None = None, data: bytes | None = None, subject: str = "SV: Förslag"):
    data = data or a_mail(text, html=html, subject=subject)
    return in_body(decode(data, internal_date=datetime(2026, 11, 12, tzinfo=UTC)), (SHIPPED,))


def _lines(**changed: str) -> str:
    """Return the form as lines of a page; `changed` gives answers as HTML."""
    return "".join(f"<div>{LABELS[key]}: {changed.get(key, text)}</div>" for key, text in WRITTEN.items())


@pytest.mark.parametrize("form", [TABLE, LINES], ids=["table", "lines"])
@pytest.mark.parametrize("program", QUOTES)
def test_form_that_a_mail_program_quotes_is_not_the_senders(program, form) -> None:
    page = f"<div>Tack!</div>{QUOTES[program].format(who=_WHO, form=form)}"
    assert isinstance(_read(html=page), NotAForm)


@pytest.mark.parametrize("form", [TABLE, LINES], ids=["table", "lines"])
def test_form_that_is_moved_in_is_the_senders(form) -> None:
    page = f'<p>Hej!</p><blockquote style="margin:0 0 0 40px;border:none;padding:0">{form}</blockquote>'
    assert [one.problems for one in _read(html=page)] == [()]


@pytest.mark.parametrize(
    "mark",
    [
        "<s>{}</s>",
        '<span style="text-decoration:line-through">{}</span>',
        '<span style="visibility:hidden">{}</span>',
        '<span style="position:absolute;left:-9999px">{}</span>',
        "<span hidden>{}</span>",
        "<del>{}</del>",
    ],
)
def test_words_that_are_struck_out_or_not_shown_are_no_answer(mark) -> None:
    (form,) = _read(html=_lines(purpose=f"{mark.format('Gammalt.')} Tryggare hemgång."))
    assert (form.values["purpose"], form.problems) == ("Tryggare hemgång.", ())


def test_words_that_only_the_text_has_are_asked_about() -> None:
    page = "<style>.gammal{display:none}</style>" + _lines(purpose='<span class="gammal">Gammalt.</span> Nytt.')
    (form,) = _read(html=page)
    assert (form.values["purpose"], [problem.field for problem in form.problems]) == (None, ["purpose"])


def test_letters_in_the_colour_of_their_ground_are_asked_about() -> None:
    (form,) = _read(html=_lines(risks='<span style="color:white">Dolt.</span>'))
    assert (form.values["risks"], [problem.field for problem in form.problems]) == (None, ["risks"])


@pytest.mark.parametrize("mark", ["<b>{}</b>", "<mark>{}</mark>"])
def test_choices_that_are_marked_by_their_looks_are_told_from_the_rest(mark) -> None:
    offered = ", ".join(mark.format(one) if one == "Trygg" else one for one in SHIPPED.field("success_factors").choices)
    (form,) = _read(html=_lines(success_factors=offered))
    assert form.values["success_factors"] in (None, ("Trygg",))
    assert (form.values["success_factors"] is None) == bool(form.problems)


def test_fields_of_a_web_form_are_read_from_the_page() -> None:
    fields = "".join(f"<p>{label}<br><input value='{text}'></p>" for label, text in pairs())
    (form,) = _read(html=fields)
    assert form.values["title"] == WRITTEN["title"]


def test_plain_text_that_says_something_else_than_the_page_is_asked_about() -> None:
    written = {**WRITTEN, "purpose": "Något annat."}
    text = "\n".join(f"{label}: {written[key]}" for key, label in LABELS.items())
    (form,) = _read(text, LINES)
    assert (form.values["purpose"], [problem.field for problem in form.problems]) == (None, ["purpose"])


@pytest.mark.parametrize("begins", ["", f"Den tors 12 nov. 2026 kl 10:14 skrev Omtanke Halland <{BOT}>:\n"])
def test_answers_between_the_quoted_questions_are_the_senders(begins) -> None:
    (form,) = _read(begins + "\n".join(f"> {label}\n{text}\n" for label, text in pairs()))
    assert (form.values["purpose"], form.problems) == (WRITTEN["purpose"], ())


def test_answers_that_are_quoted_are_not_the_senders() -> None:
    assert isinstance(_read("Tack!\n\n" + "\n".join(f"> {label}: {text}" for label, text in pairs())), NotAForm)


def test_plain_text_that_is_called_a_page_keeps_its_lines() -> None:
    text = "\r\n".join(f"{label}: {answer}" for label, answer in pairs())
    head = b"From: anna.ek@varberg.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    (form,) = _read(data=head + part("text/html; charset=utf-8", text.encode(), "Content-Transfer-Encoding: 8bit"))
    assert form.problems == ()


def test_page_that_is_called_plain_text_is_a_page() -> None:
    head = b"From: anna.ek@varberg.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    page = f"<html><body>{LINES}</body></html>".encode()
    (form,) = _read(data=head + part("text/plain; charset=utf-8", page, "Content-Transfer-Encoding: 8bit"))
    assert form.problems == ()


def test_signature_that_the_mail_program_names_is_no_part_of_the_last_answer() -> None:
    signature = '<div class="gmail_signature">Karin Åström<br>Undersköterska<br>Tfn: 070-174 06 33</div>'
    (form,) = _read(html=LINES + signature)
    assert (form.values["risks"], form.problems) == (WRITTEN["risks"], ())


_HEAD = "Från: Omtanke Halland <{who}>\nSkickat: den 4 november 2026 09:00\nTill: Anna Ek\nÄmne: Mallen\n\n"
_ROW = "".join(f"{label}: {text}\n" for label, text in pairs())


@pytest.mark.parametrize(
    ("said", "form"),
    [
        ("Hej! Se svaren nedan.", _ROW),
        ("Svar i texten nedan!", "".join(f"{label}\n{text}\n\n" for label, text in pairs())),
        ("Jag har fyllt i frågorna nedan.", f"Hej Anna, svara på det här:\n\n{_ROW}"),
        ("Mina svar i rött.", "".join(f"> {line}\n" for line in _ROW.splitlines())),
    ],
)
def test_answers_that_stand_in_our_letter_below_are_the_senders_where_the_mail_says_so(said, form) -> None:
    read = _read(f"{said}\n\nMvh Anna\n\n{_HEAD.format(who=BOT)}{form}")
    assert [one.problems for one in read] == [()]
    head = _HEAD.format(who=BOT).translate({ord("<"): "&lt;", ord(">"): "&gt;", ord("\n"): "<br>"})
    assert [one.problems for one in _read(html=f"<p>{said}</p>{head}{TABLE}")] == [()]


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("Se svaren nedan.", "ola@falkenberg.example"),
        ("Jag har kommenterat nedan.", BOT),
        ("Tack för svaret!", BOT),
        ("Se nedan.", BOT),
    ],
)
def test_form_in_the_mail_below_is_not_the_senders_for_the_asking(said, who) -> None:
    assert isinstance(_read(f"{said}\n\nMvh Anna\n\n{_HEAD.format(who=who)}{_ROW}"), NotAForm)
