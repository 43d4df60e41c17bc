"""Forms built in Node by npm's docx, exceljs and pdf-lib: the form goes there as JSON."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from tests.golden.make.filled_forms.filled import Filled, Form
from tests.golden.make.filled_forms.tools import node


def docx_table(form: Form) -> bytes:
    return node("docx_table.cjs", _json(form), "docx")


def docx_columns(form: Form) -> bytes:
    return node("docx_columns.cjs", _json(form), "docx")


def exceljs_rows(form: Form) -> bytes:
    return node("exceljs_rows.cjs", _json(form), "xlsx")


def pdf_fields(form: Form) -> bytes:
    return node("pdf_fields.cjs", _json(form), "pdf")


def pdf_flat(form: Form) -> bytes:
    return node("pdf_fields.cjs", _json(form, flat=True), "pdf")


def made_by(script: str, form: Form, suffix: str) -> bytes:
    """Return what one of our scripts makes of a form."""
    return node(script, _json(form), suffix)


def _json(form: Form, *, flat: bool = False) -> str:
    rows = [_row(form, one) for one in form.filled]
    head = {"title": form.title, "intro": form.intro, "below": form.below, "flat": flat}
    return json.dumps({**head, "has_beside": bool(form.beside), "rows": rows}, ensure_ascii=False)


def _row(form: Form, one: Filled) -> dict[str, Any]:
    question = one.question
    return {
        "key": question.key,
        "label": question.printed,
        "help": question.help,
        "long": question.kind == "long_text",
        "open": question.open_choice,
        "text": one.text,
        "joined": one.joined,
        "own": one.own,
        "prompt": one.prompt,
        "beside": form.beside.get(question.key, ""),
        "lines": [{"text": line.text, "look": line.look} for line in one.lines],
        "cell": _cell(form, question.key),
        "choices": [
            {
                "name": choice.name,
                "shown": choice.mark.shown,
                "cell": choice.mark.cell,
                "look": choice.mark.look,
                "ticked": choice.mark.before == "☒ ",
            }
            for choice in one.choices
        ],
    }


def _cell(form: Form, key: str) -> dict[str, Any] | None:
    if key not in form.cells:
        return None
    value, shown = form.cells[key]
    return {"date": value.isoformat(), "shown": shown} if isinstance(value, date) else {"value": value, "shown": shown}
