"""PDFs with fields to fill in (AcroForm): made by reportlab, filled in by reportlab itself or by pypdf."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace

from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.golden.make.filled_forms.filled import OTHER, Filled, Form
from tests.golden.make.filled_forms.shapes import drawn_pdf

_LEFT, _TOP, _BOTTOM, _LONG = 50, 780, 70, 110


def filled_by_maker(form: Form) -> bytes:
    """Draw the fields with their answers in them. Boxes are Required, which is reportlab's default."""
    return _drawn(form, named=True)


def filled_by_pypdf(form: Form) -> bytes:
    """Draw empty fields, then fill them in as a program does with somebody's blank."""
    return _pypdf(_drawn(_emptied(form), named=True), form, named=True)


def numbered_fields(form: Form) -> bytes:
    """Fill in fields that are called Text1, Check2 …, as programs call them by themselves."""
    return _pypdf(_drawn(_emptied(form), named=False), form, named=False)


@dataclass
class _Page:
    canvas: Canvas
    y: float = _TOP
    number: int = 0

    def room(self, height: float) -> None:
        if self.y - height < _BOTTOM:
            self.canvas.showPage()
            self.y = _TOP
        self.canvas.setFont("DejaVu", 9)

    def say(self, text: str) -> None:
        self.room(14)
        self.canvas.drawString(_LEFT, self.y, text)
        self.y -= 14

    def named(self, kind: str, name: str) -> str:
        self.number += 1
        return name or f"{kind}{self.number}"


def _drawn(form: Form, *, named: bool) -> bytes:
    out = io.BytesIO()
    drawn_pdf.register()
    page = _Page(Canvas(out, pagesize=A4))
    page.say(form.title)
    for one in form.filled:
        page.say(one.question.printed)
        if one.question.many:
            _boxes(page, one, named=named)
        else:
            _text(page, one.question.key if named else "", one.text, long=one.question.kind == "long_text")
    page.canvas.save()
    return out.getvalue()


def _boxes(page: _Page, one: Filled, *, named: bool) -> None:
    for number, choice in enumerate(one.choices):
        page.room(16)
        name = page.named("Check", f"{one.question.key}_{number}" if named else "")
        page.canvas.acroForm.checkbox(
            name=name, tooltip=choice.name, x=_LEFT, y=page.y - 3, size=11, checked=_ticked(one, choice.name)
        )
        page.canvas.drawString(_LEFT + 18, page.y, choice.name)
        page.y -= 16
    if one.question.open_choice:
        page.say(f"{OTHER}:")
        _text(page, f"{one.question.key}_own" if named else "", one.own, long=False)


def _text(page: _Page, name: str, text: str, *, long: bool) -> None:
    height = _LONG if long else 18
    page.room(height)
    page.canvas.acroForm.textfield(
        name=page.named("Text", name),
        tooltip="",
        value=text.replace("•", ""),  # reportlab raises an error over it
        x=_LEFT,
        y=page.y - height + 10,
        width=480,
        height=height,
        fontSize=9,
        maxlen=4000,
        fieldFlags="multiline" if long else "",
    )
    page.y -= height + 6


def _ticked(one: Filled, name: str) -> bool:
    return any(choice.name == name and choice.mark.before == "☒ " for choice in one.choices)


def _emptied(form: Form) -> Form:
    return Form(form.title, form.intro, tuple(_unanswered(one) for one in form.filled))


def _unanswered(one: Filled) -> Filled:
    return replace(
        one, text="", own="", choices=tuple(replace(c, mark=replace(c.mark, before="☐ ")) for c in one.choices)
    )


def _pypdf(data: bytes, form: Form, *, named: bool) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    values = dict(_values(form, named=named))
    for page in writer.pages:
        writer.update_page_form_field_values(page, values, auto_regenerate=False)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _values(form: Form, *, named: bool) -> Mapping[str, str]:
    """Return every field's value by its name; the names are given in the order that the fields are drawn."""
    values: dict[str, str] = {}
    for one in form.filled:
        key = one.question.key
        for number, choice in enumerate(one.choices):
            name = f"{key}_{number}" if named else f"Check{len(values) + 1}"
            values[name] = NameObject("/Yes" if _ticked(one, choice.name) else "/Off")
        if not one.question.many:
            values[key if named else f"Text{len(values) + 1}"] = one.text
        elif one.question.open_choice:
            values[f"{key}_own" if named else f"Text{len(values) + 1}"] = one.own
    return values
