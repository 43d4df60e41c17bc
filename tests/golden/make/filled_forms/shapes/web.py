"""Forms as web pages: as tables, as lists, and with real fields that a browser shows."""

from __future__ import annotations

from html import escape

from tests.golden.make.filled_forms.filled import OTHER, PROMPT, Filled, Form, Line, Look

_LOOKS = {
    Look.PLAIN: "{}",
    Look.STRUCK: "<s>{}</s>",
    Look.HIGHLIGHTED: "<mark>{}</mark>",
    Look.BOLD: "<b>{}</b>",
    Look.COLOURED: '<span style="color:#c00000">{}</span>',
}


def table(form: Form) -> str:
    """Write a table without lines, a row a question; cells are centred, as HTML does by itself."""
    parts = []
    for section, filled in form.by_section().items():
        rows = "".join(f"<tr><td>{_label(one)}</td><td>{_answer(one)}</td>{_added(form, one)}</tr>" for one in filled)
        parts.append(f"<h2>{escape(section)}</h2><table>{rows}</table>")
    return _page(form, "".join(parts))


def definitions(form: Form) -> str:
    """Write a list of labels with their answers under them, indented."""
    items = (f"<dt>{escape(one.question.printed)}</dt><dd>{_answer(one)}</dd>" for one in form.filled)
    return _page(form, f"<dl>{''.join(items)}</dl>")


def fields(form: Form) -> str:
    """Write a web form: inputs, text areas, a list, boxes to tick."""
    parts = []
    for section, filled in form.by_section().items():
        asked = "".join(f"<p><label>{escape(f.question.printed)}<br>{_field(f)}</label></p>" for f in filled)
        parts.append(f"<fieldset><legend>{escape(section)}</legend>{asked}</fieldset>")
    return _page(form, f"<form>{''.join(parts)}</form>")


def _field(one: Filled) -> str:
    question = one.question
    if question.many:
        return _boxes(one)
    if question.kind in ("choice", "yes_no"):
        return f'<select name="{question.key}">{"".join(_options(one))}</select>'
    if question.kind == "long_text":
        rows = 1 + sum(1 + len(line.text) // 75 for line in one.lines)
        room = f'name="{question.key}" cols="80" rows="{rows}" placeholder="{PROMPT}"'
        return f"<textarea {room}>{escape(one.text)}</textarea>"
    return f'<input name="{question.key}" size="88" placeholder="{PROMPT}" value="{escape(one.text)}">'


def _options(one: Filled) -> list[str]:
    return [
        f"<option{' selected' if name == one.text else ''}>{escape(name)}</option>"
        for name in ("", *one.question.choices)
    ]


def _boxes(one: Filled) -> str:
    boxes = [
        f'<label><input type="checkbox" name="{one.question.key}"{" checked" if _ticked(one, choice.name) else ""}>'
        f" {escape(choice.name)}</label><br>"
        for choice in one.choices
    ]
    if one.question.open_choice:
        own = f'<input name="{one.question.key}_own" size="40" value="{escape(one.own)}">'
        boxes.append(f"<label>{OTHER}: {own}</label>")
    return "".join(boxes)


def _ticked(one: Filled, name: str) -> bool:
    return any(choice.name == name and choice.mark.before == "☒ " for choice in one.choices)


def _label(one: Filled) -> str:
    return f"<b>{escape(one.question.printed)}</b><br><small>{escape(one.question.help)}</small>"


def _answer(one: Filled) -> str:
    return "<br>".join(_shown(line) for line in one.lines)


def _added(form: Form, one: Filled) -> str:
    return f"<td>{escape(form.beside.get(one.question.key, ''))}</td>" if form.beside else ""


def _shown(line: Line) -> str:
    return _LOOKS[line.look].format(escape(line.text))


def _page(form: Form, body: str) -> str:
    intro = "".join(f"<p>{escape(line)}</p>" for line in form.intro)
    below = "".join(f"<p>{escape(line)}</p>" for line in form.below)
    return (
        f'<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>{escape(form.title)}</title>'
        "<style>body{font-family:'DejaVu Sans',sans-serif;font-size:10pt}td:first-child{width:35%}"
        "textarea,input{font:inherit}</style></head>"
        f"<body><h1>{escape(form.title)}</h1>{intro}{body}{below}</body></html>"
    )


def outlook(form: Form) -> str:
    """Write a table as Outlook's Word does: every line a paragraph of its class, with its own empty tags."""
    rows = "".join(f"<tr><td>{_mso(one.question.printed)}</td><td>{_mso_lines(one)}</td></tr>" for one in form.filled)
    below = "".join(_mso(line) for line in form.below)
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset="utf-8"><!--[if gte mso 9]>'
        "<xml><o:OfficeDocumentSettings/></xml><![endif]--><style>p.MsoNormal{margin:0}</style></head>"
        f'<body lang="SV"><div class="WordSection1">{_mso(form.title)}<table class="MsoTableGrid" border="1">'
        f"{rows}</table>{below}{_mso('')}</div></body></html>"
    )


def _mso_lines(one: Filled) -> str:
    return "".join(_mso(line.text) for line in one.lines) or _mso("")


def _mso(text: str) -> str:
    return f'<p class="MsoNormal"><span lang="SV">{escape(text) or "&nbsp;"}<o:p></o:p></span></p>'
