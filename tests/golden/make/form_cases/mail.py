"""The form inside a mail: in its text, as an HTML table, forwarded, and beside other files."""

from __future__ import annotations

from html import escape

from mailbot.forms.write import word
from tests.golden.make.form_cases.excel import FILLED
from tests.golden.make.form_cases.word import marks
from tests.support.form_file import HELPS, LABELS, Case, missing, pairs
from tests.support.forms import SHIPPED
from tests.support.mails import File, a_mail, multipart, part
from tests.support.office_files import docx, table

BY_HAND = "a mail by hand"
FORM = word.write(SHIPPED, FILLED)
LOGO = File("image001.png", b"\x89PNG\r\n\x1a\n" + bytes(200), "image/png", "inline")
NONE = ("not_a_form", "eml", "mailet innehåller inget ifyllt formulär")


def plain(separator: str, **written: str | None) -> str:
    return "\n".join(f"{label}{separator}{text}" for label, text in pairs(**written))


def html_table(cells: dict[str, str] | None = None, **written: str | None) -> str:
    """Return an Outlook-like page with the form as a table; `cells` gives answers as HTML."""
    made = {LABELS[key]: content for key, content in (cells or {}).items()}
    rows = "".join(
        f'<tr><td><p class="MsoNormal"><b>{label}</b></p></td>'
        f'<td><p class="MsoNormal">{made.get(label, escape(text))}</p></td></tr>'
        for label, text in pairs(**written)
    )
    return f'<html><body><p class="MsoNormal">Hej!</p><table class="MsoTableGrid">{rows}</table></body></html>'


def with_help(text: str) -> str:
    """Return the form as Word's table is pasted into plain text: label, help, tab, answer."""
    return "\n".join(f"{label} *\n{HELPS[key]}\t{text}" for key, (label, text) in zip(LABELS, pairs(), strict=True))


def forwarded(data: bytes) -> bytes:
    head = "From: Per <per.oberg@varberg.example>\r\nSubject: VB: förslag\r\nMIME-Version: 1.0\r\n"
    return head.encode() + multipart("mixed", [
        part("text/plain; charset=utf-8", b"Skickar vidare.\r\n"), part("message/rfc822", data)])  # fmt: skip


CASES = [
    Case("text-colon.eml", BY_HAND, a_mail("Hej!\n\n" + plain(": "))),
    Case("text-tab.eml", BY_HAND + ", a table pasted as text", a_mail(plain("\t"))),
    Case("text-below.eml", BY_HAND, a_mail("\n\n".join(f"{label}\n{text}" for label, text in pairs()))),
    Case("text-bold.eml", BY_HAND + ", bold labels in plain text", a_mail(
        "\n".join(f"*{label}:* {text}" for label, text in pairs()))),
    Case("text-help.eml", BY_HAND + ", Word's table with its help texts pasted as text", a_mail(with_help("\t"))),
    Case("text-boxes.eml", BY_HAND, a_mail(plain(": ", success_factors="\n" + marks(
        "success_factors", ("Gemensam", "Trygg"), "[X]", "[ ]")))),
    Case("text-missing.eml", BY_HAND, a_mail(plain(": ", background="")),
         {"background": None}, (missing("background"),)),
    Case("html-table.eml", BY_HAND + ", HTML alone", a_mail(None, html=html_table())),
    Case("html-table-beside-text.eml", BY_HAND + ", both kinds of text", a_mail(plain("\n"), html=html_table())),
    Case("html-table-lines.eml", BY_HAND, a_mail(None, html=html_table(
        {"background": "Besked kommer sent.<br>Det ger dubbelarbete."})), {
        "background": "Besked kommer sent.\nDet ger dubbelarbete."}),
    Case("html-headings.eml", BY_HAND, a_mail(None, html="".join(
        f"<h3>{label}</h3><p>{escape(text)}</p>" for label, text in pairs()))),
    Case("attached.eml", BY_HAND, a_mail("Hej, här kommer formuläret.", files=[File("förslag.docx", FORM)])),
    Case("attached-among-others.eml", BY_HAND + ", a logo and an annex before the form", a_mail("Hej!", files=[
        LOGO, File("bilaga.docx", docx(table(("Kostnad", "2 tkr")))), File("förslag.docx", FORM)])),
    Case("attached-inline.eml", BY_HAND + ", the form inline and called octet-stream", a_mail("Hej!", files=[
        File("förslag.docx", FORM, "application/octet-stream", "inline")])),
    Case("attached-forwarded.eml", BY_HAND + ", the form inside a forwarded message", forwarded(
        a_mail("Se bilaga.", files=[File("förslag.docx", FORM)]))),
    Case("two-attached.eml", BY_HAND, a_mail("Två förslag.", files=[
        File("ett.docx", FORM), File("två.docx", word.write(SHIPPED, {**FILLED, "title": "Kvällsrunda"}))]),
         second={"title": "Kvällsrunda"}),
    Case("no-form.eml", BY_HAND, a_mail("Hej! Hur fyller man i mallen? Telefon: 035-12 34 56"), refused=NONE),
    Case("picture-only.eml", BY_HAND, a_mail("Se bilden.", files=[LOGO]), refused=NONE),
    Case("text-file.txt", "a text file by hand", ("\ufeff" + plain(": ")).encode()),
    Case("web-page.htm", "Word's «Webbsida», by hand", html_table().encode()),
]  # fmt: skip
