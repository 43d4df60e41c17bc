"""The agenda as a Word document, from a template that a secretary can restyle in Word.

The template is `templates/agenda/dagordning.docx`. Each decision is three run-level
content controls beside visible labels; a program that loses the controls' tags
(LibreOffice does) still leaves the labels to read by.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docxtpl import DocxTemplate  # type: ignore[import-untyped]
from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment

from mailbot.errors import AgendaTemplateWrong
from mailbot.meetings.agenda.documents.agenda_text import AgendaView
from mailbot.meetings.agenda.documents.words import Words
from mailbot.primitives.templates_folder import templates_dir
from mailbot.register.work_under_way import work_words

_FIRST_ID = 1000
_LINES_BEFORE = 3
_NAME = re.compile(r"no attribute '(\w+)'|'(\w+)' is undefined")


def write(view: AgendaView, words: Words, template_file: Path | None = None) -> bytes:
    """Return the document (docx), from the shipped template where no other is named.

    AgendaTemplateWrong where that can't be understood, or asks for what is not there; any other error is its, too.
    """
    template = DocxTemplate(template_file or templates_dir() / "agenda" / "dagordning.docx")
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    _render(template, {"agenda": view, "words": words, "work": work_words()["table"]}, environment)
    document: Document = template.docx
    _complete_controls(document, words, frozenset(one.reference for one in view.notices))
    document.core_properties.keywords = view.mark
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _render(template: DocxTemplate, said: dict[str, object], environment: SandboxedEnvironment) -> None:
    try:
        template.render(said, environment)
    except TemplateSyntaxError as error:
        raise AgendaTemplateWrong("syntax", str(error.message), _line_of(error)) from error
    except UndefinedError as error:
        found = _NAME.search(str(error))
        if found is None:
            raise
        raise AgendaTemplateWrong("unknown_name", found.group(1) or found.group(2)) from error


def _line_of(error: TemplateSyntaxError) -> str:
    """Return the line of a mistake, which may hold several paragraphs: docxtpl keeps three before it."""
    around = [line.strip() for line in getattr(error, "docx_context", ())]
    return "".join(around[min(error.lineno, _LINES_BEFORE + 1) - 1 :][:1])


def _complete_controls(document: Document, words: Words, evaluated: frozenset[str]) -> None:
    """Give every control an id of its own, which the template's loop repeats, and every drop-down its choices.

    `evaluated` are the references of evaluated work, of which something else is decided.
    """
    body = document.element.body
    for number, identity in enumerate(body.iter(qn("w:id")), start=_FIRST_ID):
        identity.set(qn("w:val"), str(number))
    for drop_down in body.iter(qn("w:dropDownList")):
        tag = drop_down.getparent().find(qn("w:tag"))
        reference = "" if tag is None else str(tag.get(qn("w:val"))).partition(".")[0]
        _offer(drop_down, words, words.work_choices if reference in evaluated else words.choices)


def _offer(drop_down: BaseOxmlElement, words: Words, choices: Sequence[str]) -> None:
    """Set the choices; the stored value is the Swedish word, for that is what LibreOffice keeps.

    First comes the prompt, which has none: so what the list shows is never a choice that nobody has made.
    """
    for old in list(drop_down):
        drop_down.remove(old)
    for shown, value in ((words.placeholders.outcome, ""), *((choice, choice) for choice in choices)):
        item = OxmlElement("w:listItem")
        item.set(qn("w:displayText"), shown)
        item.set(qn("w:value"), value)
        drop_down.append(item)
