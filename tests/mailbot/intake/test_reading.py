"""A form in a mail's HTML: pasted by its sender, passed on, or only quoted from a letter of ours."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from mailbot.intake import file_contents
from mailbot.intake.file_contents import FileContents
from mailbot.intake.reading import read
from mailbot.mail.message import Location, RawMessage
from mailbot.meetings.decisions.returned_agenda import Returned, Row
from parsers.result import Code, FieldProblem, NotAForm, ParsedForm
from tests.support.form_file import READ, pairs
from tests.support.forms import SHIPPED
from tests.support.mails import File, a_mail, gmail_html, outlook_html
from tests.support.paths import AGENDAS
from tests.support.pdf_files import line, pdf
from tests.support.pdf_files import text as printed

AGENDA = AGENDAS / "libreoffice.docx"
TABLE = f"<table>{''.join(f'<tr><td>{label}</td><td>{text}</td></tr>' for label, text in pairs())}</table>"


def in_body(html: str, *, text: str | None = None, subject: str = "Sv: Komplettering") -> object:
    """Return what is read in the body of a mail with this HTML."""
    data = a_mail(text, html=html, subject=subject)
    raw = RawMessage(data, datetime(2026, 11, 12, tzinfo=UTC), Location("", "", 0, 0))
    (reading,) = read(raw, (SHIPPED,), ()).readings
    assert reading.attachment is None
    return reading.result


def test_form_pasted_as_a_table_is_read():
    result = in_body(outlook_html(TABLE))
    assert isinstance(result, tuple)
    (form,) = result
    assert isinstance(form, ParsedForm)
    said = {key: list(value) if isinstance(value, tuple) else value for key, value in form.values.items()}
    assert (form.format, said, form.problems) == ("html", READ, ())


@pytest.mark.parametrize(
    "signature",
    [
        "-- \nKarin Åström",
        "Med vänlig hälsning\nKarin",
        "Mvh Karin\n\n-- \nHalmstad",
        "Hälsningar,\nKarin",
        "Vänliga hälsningar",
        "Tack på förhand!\nKarin",
        "________________\nMejlet kan innehålla sekretess.",
        "Anna Ek | Utvecklare | Varbergs kommun\nBox 1, 432 80 Varberg\nwww.varberg.example",
    ],
)
def test_signature_is_no_part_of_the_last_answer(signature):
    form = "\n\n".join(f"{label}: {text}" for label, text in pairs())
    result = in_body("", text=f"Hej!\n\n{form}\n\n{signature}\n")
    assert isinstance(result, tuple)
    assert result[0].values["risks"] == READ["risks"]


def test_greeting_above_the_form_cuts_nothing():
    form = "\n\n".join(f"{label}: {text}" for label, text in pairs())
    result = in_body("", text=f"Hälsningar från Karin\n\n{form}\n")
    assert isinstance(result, tuple)
    assert result[0].values["risks"] == READ["risks"]


@pytest.mark.parametrize("answer", [outlook_html, gmail_html])
def test_table_that_is_only_quoted_is_no_form(answer):
    assert isinstance(in_body(answer("Tack, jag återkommer.", quoted=TABLE)), NotAForm)


def test_table_that_is_passed_on_is_read():
    result = in_body(outlook_html("Se nedan.", quoted=TABLE), subject="VB: Förslag")
    assert isinstance(result, tuple)
    assert result[0].values["title"] == READ["title"]


@pytest.mark.parametrize("complete", [False, True])
def test_agenda_that_looks_like_a_form_with_gaps_is_an_agenda(complete):
    form = ParsedForm("mall", "docx", {}, () if complete else (FieldProblem("title", Code.MISSING, "Titel saknas."),))
    data = a_mail(files=[File("Dagordning.docx", AGENDA.read_bytes())])
    raw = RawMessage(data, datetime(2026, 11, 12, tzinfo=UTC), Location("", "", 0, 0))
    contents = replace(file_contents.read("Dagordning.docx", AGENDA.read_bytes(), (SHIPPED,)), result=(form,))
    reading = read(raw, (SHIPPED,), (), lambda _name, _data: contents).readings[0]
    assert (isinstance(reading.result, tuple), reading.agenda is None) == (complete, complete)


def agenda_read_in(contents: FileContents) -> object:
    """Return what a mail's file is taken for, as an agenda, where reading it gave these contents."""
    raw = RawMessage(a_mail(files=[File("f", b"f")]), datetime(2026, 11, 12, tzinfo=UTC), Location("", "", 0, 0))
    return read(raw, (SHIPPED,), (), lambda _name, _data: contents).readings[0].agenda


@pytest.mark.parametrize("kind", ["docx", "xlsx", "odt", "ods", "doc", "rtf", "xls", "pdf"])
def test_agenda_comes_back_as_any_file_that_decisions_are_written_in(kind):
    file = AGENDAS / f"libreoffice.{kind}"
    contents = file_contents.read(file.name, file.read_bytes(), (SHIPPED,))
    assert isinstance(contents.agenda, Returned)
    assert agenda_read_in(contents) == contents.agenda


@pytest.mark.parametrize(("kind", "returned"), [("docx", True), ("ods", True), ("pdf", False), ("html", False)])
def test_agenda_in_print_without_a_decision_only_goes_round(kind, returned):
    undecided = Returned("t", (Row("OH-2026-0001", None, "", "", "OH-2026-0001 saknar beslut.", written=False),))
    contents = FileContents(NotAForm(kind, "är inte formuläret"), undecided)
    assert agenda_read_in(contents) == (undecided if returned else None)


@pytest.mark.parametrize("token", ["ab907dde33b5f0ff", ""])
def test_agenda_saved_as_pdf_is_an_agenda_where_it_reads_like_a_form(token):
    rows = [*pairs(title="", description=""), ("Märkning", f"dagordning-{token}")]
    heights = range(820, 820 - 30 * len(rows), -30)
    words = [printed(50, y, label) + printed(250, y, text) for y, (label, text) in zip(heights, rows, strict=True)]
    drawn = [line(40, y - 10, 560, y - 10) for y in (850, *heights)] + [line(x, 840, x, 0) for x in (40, 240, 560)]
    data = a_mail(files=[File("Dagordning.pdf", pdf(b"".join((*words, *drawn))))])
    found = read(RawMessage(data, datetime(2026, 11, 12, tzinfo=UTC), Location("", "", 0, 0)), (SHIPPED,), ())
    assert found.readings[0].agenda == (Returned(token, ()) if token else None)
    assert isinstance(found.readings[0].result, NotAForm) == bool(token)
